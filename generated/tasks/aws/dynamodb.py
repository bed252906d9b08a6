"""
Tasks for Amazon DynamoDB.
"""

from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class DynamoDBCreateTable(Task):
    """
    Task that creates a DynamoDB table that is paid for by request.

    All initialization arguments can also be given, or overridden, at runtime, except
    for `attribute_definitions` and `key_schema`. `credentials` can be given at runtime
    only.

    Args:
        - attribute_definitions (List[dict], optional): The types of the attributes in
            the keys of the table and of its indexes. Must be given. Can be given at
            initialization only.
        - table_name (str, optional): The name of the table. Must be given, at
            initialization or at runtime.
        - key_schema (List[dict], optional): The attributes that make up the primary
            key, each with its `KeyType`. Must be given. Can be given at initialization
            only.
        - local_secondary_indexes (List[dict], optional): One or more local secondary
            indexes (the maximum is 5) to be created on the table. Each index is scoped
            to a given partition key value. There is a 10 GB size limit per partition
            key value; otherwise, the size of a local secondary index is unconstrained.
        - global_secondary_indexes (List[dict], optional): One or more global secondary
            indexes (the maximum is 20) to be created on the table.
        - stream_specification (dict, optional): The settings for DynamoDB Streams on
            the table.
        - sse_specification (dict, optional): Represents the settings used to enable
            server-side encryption.
        - table_tags (List[dict], optional): A list of key-value pairs to label the
            table.
        - table_class (str, optional): The table class of the new table. Valid values
            are `STANDARD` and `STANDARD_INFREQUENT_ACCESS`.
        - deletion_protection_enabled (bool, optional): Indicates whether deletion
            protection is to be enabled (true) or disabled (false) on the table.
        - resource_policy (str, optional): An Amazon Web Services resource-based policy
            document in JSON format that will be attached to the table. When you attach
            a resource-based policy while creating a table, the policy application is
            strongly consistent. The maximum size supported for a resource-based policy
            document is 20 KB.
        - global_table_source_arn (str, optional): The Amazon Resource Name (ARN) of the
            source table used for the creation of a multi-account global table.
        - global_table_settings_replication_mode (str, optional): Controls the settings
            synchronization mode for the global table. For multi-account global tables,
            this parameter is required and the only supported value is ENABLED. For
            same-account global tables, this parameter is set to ENABLED_WITH_OVERRIDES.
            One of `ENABLED`, `DISABLED` or `ENABLED_WITH_OVERRIDES`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBCreateTable

        create_table = DynamoDBCreateTable(
            key_schema=[{"AttributeName": "word", "KeyType": "HASH"}],
            attribute_definitions=[{"AttributeName": "word", "AttributeType": "S"}],
        )

        with Flow("create-tables") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            for table_name in ["nouns", "verbs"]:
                create_table(table_name=table_name, credentials=credentials)
        ```
    """

    def __init__(
        self,
        attribute_definitions: Optional[List[dict]] = None,
        table_name: Optional[str] = None,
        key_schema: Optional[List[dict]] = None,
        local_secondary_indexes: Optional[List[dict]] = None,
        global_secondary_indexes: Optional[List[dict]] = None,
        stream_specification: Optional[dict] = None,
        sse_specification: Optional[dict] = None,
        table_tags: Optional[List[dict]] = None,
        table_class: Optional[str] = None,
        deletion_protection_enabled: Optional[bool] = None,
        resource_policy: Optional[str] = None,
        global_table_source_arn: Optional[str] = None,
        global_table_settings_replication_mode: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.attribute_definitions = attribute_definitions
        self.table_name = table_name
        self.key_schema = key_schema
        self.local_secondary_indexes = local_secondary_indexes
        self.global_secondary_indexes = global_secondary_indexes
        self.stream_specification = stream_specification
        self.sse_specification = sse_specification
        self.table_tags = table_tags
        self.table_class = table_class
        self.deletion_protection_enabled = deletion_protection_enabled
        self.resource_policy = resource_policy
        self.global_table_source_arn = global_table_source_arn
        self.global_table_settings_replication_mode = (
            global_table_settings_replication_mode
        )
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "table_name",
        "local_secondary_indexes",
        "global_secondary_indexes",
        "stream_specification",
        "sse_specification",
        "table_tags",
        "table_class",
        "deletion_protection_enabled",
        "resource_policy",
        "global_table_source_arn",
        "global_table_settings_replication_mode",
        "boto_kwargs",
    )
    def run(
        self,
        table_name: Optional[str] = None,
        local_secondary_indexes: Optional[List[dict]] = None,
        global_secondary_indexes: Optional[List[dict]] = None,
        stream_specification: Optional[dict] = None,
        sse_specification: Optional[dict] = None,
        table_tags: Optional[List[dict]] = None,
        table_class: Optional[str] = None,
        deletion_protection_enabled: Optional[bool] = None,
        resource_policy: Optional[str] = None,
        global_table_source_arn: Optional[str] = None,
        global_table_settings_replication_mode: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates the table and waits until it is active.

        Args:
            - table_name (str, optional): The name of the table. Must be given, at
                initialization or at runtime.
            - local_secondary_indexes (List[dict], optional): One or more local
                secondary indexes (the maximum is 5) to be created on the table. Each
                index is scoped to a given partition key value. There is a 10 GB size
                limit per partition key value; otherwise, the size of a local secondary
                index is unconstrained.
            - global_secondary_indexes (List[dict], optional): One or more global
                secondary indexes (the maximum is 20) to be created on the table.
            - stream_specification (dict, optional): The settings for DynamoDB Streams
                on the table.
            - sse_specification (dict, optional): Represents the settings used to enable
                server-side encryption.
            - table_tags (List[dict], optional): A list of key-value pairs to label the
                table.
            - table_class (str, optional): The table class of the new table. Valid
                values are `STANDARD` and `STANDARD_INFREQUENT_ACCESS`.
            - deletion_protection_enabled (bool, optional): Indicates whether deletion
                protection is to be enabled (true) or disabled (false) on the table.
            - resource_policy (str, optional): An Amazon Web Services resource-based
                policy document in JSON format that will be attached to the table. When
                you attach a resource-based policy while creating a table, the policy
                application is strongly consistent. The maximum size supported for a
                resource-based policy document is 20 KB.
            - global_table_source_arn (str, optional): The Amazon Resource Name (ARN) of
                the source table used for the creation of a multi-account global table.
            - global_table_settings_replication_mode (str, optional): Controls the
                settings synchronization mode for the global table. For multi-account
                global tables, this parameter is required and the only supported value
                is ENABLED. For same-account global tables, this parameter is set to
                ENABLED_WITH_OVERRIDES. One of `ENABLED`, `DISABLED` or
                `ENABLED_WITH_OVERRIDES`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The ARN of the table.

        Raises:
            - ValueError: If `attribute_definitions`, `table_name` or `key_schema` is
                not given.
        """
        if self.attribute_definitions is None:
            raise ValueError("A value for `attribute_definitions` must be provided.")
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")
        if self.key_schema is None:
            raise ValueError("A value for `key_schema` must be provided.")

        request = {
            "AttributeDefinitions": self.attribute_definitions,
            "TableName": table_name,
            "KeySchema": self.key_schema,
            "LocalSecondaryIndexes": local_secondary_indexes,
            "GlobalSecondaryIndexes": global_secondary_indexes,
            "StreamSpecification": stream_specification,
            "SSESpecification": sse_specification,
            "Tags": table_tags,
            "TableClass": table_class,
            "DeletionProtectionEnabled": deletion_protection_enabled,
            "ResourcePolicy": resource_policy,
            "GlobalTableSourceArn": global_table_source_arn,
            "GlobalTableSettingsReplicationMode": global_table_settings_replication_mode,
            "BillingMode": "PAY_PER_REQUEST",
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.create_table(**request)
        self.logger.info("Waiting for `table_exists`.")
        client.get_waiter("table_exists").wait(TableName=table_name)
        return response["TableDescription"]["TableArn"]


class DynamoDBDeleteTable(Task):
    """
    Task that deletes a table and all of its items.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - table_name (str, optional): The name of the table to delete. You can also
            provide the Amazon Resource Name (ARN) of the table in this parameter. Must
            be given, at initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBDeleteTable

        task = DynamoDBDeleteTable(table_name="my-table")

        with Flow("delete-table") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(table_name="another-table", credentials=credentials)
        ```
    """

    def __init__(
        self,
        table_name: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.table_name = table_name
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("table_name", "boto_kwargs")
    def run(
        self,
        table_name: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Deletes a table and all of its items.

        Args:
            - table_name (str, optional): The name of the table to delete. You can also
                provide the Amazon Resource Name (ARN) of the table in this parameter.
                Must be given, at initialization or at runtime.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `table_name` is not given.
        """
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        client.delete_table(TableName=table_name)
        self.logger.info("Waiting for `table_not_exists`.")
        client.get_waiter("table_not_exists").wait(TableName=table_name)


class DynamoDBDescribeTable(Task):
    """
    Task that returns information about the table, including the current status of the
    table, when it was created, the primary key schema, and any indexes on the table.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - table_name (str, optional): The name of the table to describe. You can also
            provide the Amazon Resource Name (ARN) of the table in this parameter. Must
            be given, at initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBDescribeTable

        task = DynamoDBDescribeTable(table_name="my-table")

        with Flow("describe-table") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(table_name="another-table", credentials=credentials)
        ```
    """

    def __init__(
        self,
        table_name: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.table_name = table_name
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("table_name", "boto_kwargs")
    def run(
        self,
        table_name: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Returns information about the table, including the current
        status of the table, when it was created, the primary key schema, and any
        indexes on the table.

        Args:
            - table_name (str, optional): The name of the table to describe. You can
                also provide the Amazon Resource Name (ARN) of the table in this
                parameter. Must be given, at initialization or at runtime.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `DescribeTable` operation, with the key `Table`.

        Raises:
            - ValueError: If `table_name` is not given.
        """
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        return client.describe_table(TableName=table_name)


class DynamoDBGetItem(Task):
    """
    Task that gets an item of a DynamoDB table by its primary key.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - table_name (str, optional): The name of the table containing the requested
            item. You can also provide the Amazon Resource Name (ARN) of the table in
            this parameter. Must be given, at initialization or at runtime.
        - key (Dict[str, dict], optional): A map of attribute names to `AttributeValue`
            objects, representing the primary key of the item to retrieve. For the
            primary key, you must provide all of the attributes. For example, with a
            simple primary key, you only need to provide a value for the partition key.
            Must be given, at initialization or at runtime.
        - consistent_read (bool, optional): Whether to see all writes that were
            successful before, at twice the price. Defaults to `True`.
        - projection_expression (str, optional): A string that identifies one or more
            attributes to retrieve from the table. These attributes can include scalars,
            sets, or elements of a JSON document. The attributes in the expression must
            be separated by commas. If no attribute names are specified, then all
            attributes are returned.
        - expression_attribute_names (Dict[str, str], optional): One or more
            substitution tokens for attribute names in an expression. Use the #
            character in an expression to dereference an attribute name. The name of
            this attribute conflicts with a reserved word, so it cannot be used directly
            in an expression.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBGetItem

        get_word = DynamoDBGetItem(table_name="nouns")

        with Flow("get-words") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            get_word(key={"word": {"S": "house"}}, credentials=credentials)
            get_word(key={"word": {"S": "build"}}, table_name="verbs", credentials=credentials)
        ```
    """

    def __init__(
        self,
        table_name: Optional[str] = None,
        key: Optional[Dict[str, dict]] = None,
        consistent_read: bool = True,
        projection_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.table_name = table_name
        self.key = key
        self.consistent_read = consistent_read
        self.projection_expression = projection_expression
        self.expression_attribute_names = expression_attribute_names
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "table_name",
        "key",
        "consistent_read",
        "projection_expression",
        "expression_attribute_names",
        "boto_kwargs",
    )
    def run(
        self,
        table_name: Optional[str] = None,
        key: Optional[Dict[str, dict]] = None,
        consistent_read: Optional[bool] = None,
        projection_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> Dict[str, dict]:
        """
        Task run method. Gets the item.

        Args:
            - table_name (str, optional): The name of the table containing the requested
                item. You can also provide the Amazon Resource Name (ARN) of the table
                in this parameter. Must be given, at initialization or at runtime.
            - key (Dict[str, dict], optional): A map of attribute names to
                `AttributeValue` objects, representing the primary key of the item to
                retrieve. For the primary key, you must provide all of the attributes.
                For example, with a simple primary key, you only need to provide a value
                for the partition key. Must be given, at initialization or at runtime.
            - consistent_read (bool, optional): Whether to see all writes that were
                successful before, at twice the price. Defaults to `True`.
            - projection_expression (str, optional): A string that identifies one or
                more attributes to retrieve from the table. These attributes can include
                scalars, sets, or elements of a JSON document. The attributes in the
                expression must be separated by commas. If no attribute names are
                specified, then all attributes are returned.
            - expression_attribute_names (Dict[str, str], optional): One or more
                substitution tokens for attribute names in an expression. Use the #
                character in an expression to dereference an attribute name. The name of
                this attribute conflicts with a reserved word, so it cannot be used
                directly in an expression.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - Dict[str, dict]: The item, as attributes with their types; empty if there
                is none.

        Raises:
            - ValueError: If `table_name` or `key` is not given.
        """
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")
        if key is None:
            raise ValueError("A value for `key` must be provided.")

        request = {
            "TableName": table_name,
            "Key": key,
            "ConsistentRead": consistent_read,
            "ProjectionExpression": projection_expression,
            "ExpressionAttributeNames": expression_attribute_names,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.get_item(**request)
        return response.get("Item", {})


class DynamoDBPutItem(Task):
    """
    Task that writes an item to a DynamoDB table, in place of one that has its key.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - table_name (str, optional): The name of the table to contain the item. You can
            also provide the Amazon Resource Name (ARN) of the table in this parameter.
            Must be given, at initialization or at runtime.
        - item (Dict[str, dict], optional): A map of attribute name/value pairs, one for
            each attribute. Only the primary key attributes are required; you can
            optionally provide other attribute name-value pairs for the item. You must
            provide all of the attributes for the primary key. Must be given, at
            initialization or at runtime.
        - return_values (str, optional): Use `return_values` if you want to get the item
            attributes as they appeared before they were updated with the `PutItem`
            request. The values returned are strongly consistent. One of `NONE`,
            `ALL_OLD`, `UPDATED_OLD`, `ALL_NEW` or `UPDATED_NEW`.
        - condition_expression (str, optional): A condition that must be satisfied in
            order for a conditional `PutItem` operation to succeed.
        - expression_attribute_names (Dict[str, str], optional): One or more
            substitution tokens for attribute names in an expression. Use the #
            character in an expression to dereference an attribute name. The name of
            this attribute conflicts with a reserved word, so it cannot be used directly
            in an expression.
        - expression_attribute_values (Dict[str, dict], optional): One or more values
            that can be substituted in an expression. Use the : (colon) character in an
            expression to dereference an attribute value.
        - return_values_on_condition_check_failure (str, optional): An optional
            parameter that returns the item attributes for a `PutItem` operation that
            failed a condition check. There is no additional cost associated with
            requesting a return value aside from the small network and processing
            overhead of receiving a larger response. No read capacity units are
            consumed. One of `ALL_OLD` or `NONE`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBPutItem

        put_word = DynamoDBPutItem(table_name="nouns")

        with Flow("put-words") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            put_word(item={"word": {"S": "house"}}, credentials=credentials)
            put_word(
                item={"word": {"S": "build"}}, table_name="verbs", credentials=credentials
            )
        ```
    """

    def __init__(
        self,
        table_name: Optional[str] = None,
        item: Optional[Dict[str, dict]] = None,
        return_values: Optional[str] = None,
        condition_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        expression_attribute_values: Optional[Dict[str, dict]] = None,
        return_values_on_condition_check_failure: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.table_name = table_name
        self.item = item
        self.return_values = return_values
        self.condition_expression = condition_expression
        self.expression_attribute_names = expression_attribute_names
        self.expression_attribute_values = expression_attribute_values
        self.return_values_on_condition_check_failure = (
            return_values_on_condition_check_failure
        )
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "table_name",
        "item",
        "return_values",
        "condition_expression",
        "expression_attribute_names",
        "expression_attribute_values",
        "return_values_on_condition_check_failure",
        "boto_kwargs",
    )
    def run(
        self,
        table_name: Optional[str] = None,
        item: Optional[Dict[str, dict]] = None,
        return_values: Optional[str] = None,
        condition_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        expression_attribute_values: Optional[Dict[str, dict]] = None,
        return_values_on_condition_check_failure: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> Dict[str, dict]:
        """
        Task run method. Writes the item.

        Args:
            - table_name (str, optional): The name of the table to contain the item. You
                can also provide the Amazon Resource Name (ARN) of the table in this
                parameter. Must be given, at initialization or at runtime.
            - item (Dict[str, dict], optional): A map of attribute name/value pairs, one
                for each attribute. Only the primary key attributes are required; you
                can optionally provide other attribute name-value pairs for the item.
                You must provide all of the attributes for the primary key. Must be
                given, at initialization or at runtime.
            - return_values (str, optional): Use `return_values` if you want to get the
                item attributes as they appeared before they were updated with the
                `PutItem` request. The values returned are strongly consistent. One of
                `NONE`, `ALL_OLD`, `UPDATED_OLD`, `ALL_NEW` or `UPDATED_NEW`.
            - condition_expression (str, optional): A condition that must be satisfied
                in order for a conditional `PutItem` operation to succeed.
            - expression_attribute_names (Dict[str, str], optional): One or more
                substitution tokens for attribute names in an expression. Use the #
                character in an expression to dereference an attribute name. The name of
                this attribute conflicts with a reserved word, so it cannot be used
                directly in an expression.
            - expression_attribute_values (Dict[str, dict], optional): One or more
                values that can be substituted in an expression. Use the : (colon)
                character in an expression to dereference an attribute value.
            - return_values_on_condition_check_failure (str, optional): An optional
                parameter that returns the item attributes for a `PutItem` operation
                that failed a condition check. There is no additional cost associated
                with requesting a return value aside from the small network and
                processing overhead of receiving a larger response. No read capacity
                units are consumed. One of `ALL_OLD` or `NONE`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - Dict[str, dict]: The item that was there, if `return_values` is `ALL_OLD`.

        Raises:
            - ValueError: If `table_name` or `item` is not given.
        """
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")
        if item is None:
            raise ValueError("A value for `item` must be provided.")

        request = {
            "TableName": table_name,
            "Item": item,
            "ReturnValues": return_values,
            "ConditionExpression": condition_expression,
            "ExpressionAttributeNames": expression_attribute_names,
            "ExpressionAttributeValues": expression_attribute_values,
            "ReturnValuesOnConditionCheckFailure": return_values_on_condition_check_failure,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.put_item(**request)
        return response.get("Attributes", {})


class DynamoDBQuery(Task):
    """
    Task that queries a DynamoDB table, or one of its indexes.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - table_name (str, optional): The name of the table containing the requested
            items. You can also provide the Amazon Resource Name (ARN) of the table in
            this parameter. Must be given, at initialization or at runtime.
        - key_condition_expression (str, optional): The condition that specifies the key
            values for items to be retrieved by the `Query` action. The condition must
            perform an equality test on a single partition key value. The condition can
            optionally perform one of several comparison tests on a single sort key
            value. Must be given, at initialization or at runtime.
        - index_name (str, optional): The name of an index to query. This index can be
            any local secondary index or global secondary index on the table.
        - select (str, optional): The attributes to be returned in the result. You can
            retrieve all item attributes, specific item attributes, the count of
            matching items, or in the case of an index, some or all of the attributes
            projected into the index. One of `ALL_ATTRIBUTES`,
            `ALL_PROJECTED_ATTRIBUTES`, `SPECIFIC_ATTRIBUTES` or `COUNT`.
        - consistent_read (bool, optional): Determines the read consistency model: If
            set to `true`, then the operation uses strongly consistent reads; otherwise,
            the operation uses eventually consistent reads. Strongly consistent reads
            are not supported on global secondary indexes.
        - scan_index_forward (bool, optional): Specifies the order for index traversal:
            If `true` (default), the traversal is performed in ascending order; if
            `false`, the traversal is performed in descending order. Items with the same
            partition key value are stored in sorted order by sort key.
        - projection_expression (str, optional): A string that identifies one or more
            attributes to retrieve from the table. These attributes can include scalars,
            sets, or elements of a JSON document. The attributes in the expression must
            be separated by commas. If no attribute names are specified, then all
            attributes will be returned.
        - filter_expression (str, optional): A string that contains conditions that
            DynamoDB applies after the `Query` operation, but before the data is
            returned to you. Items that do not satisfy the `filter_expression` criteria
            are not returned. A `filter_expression` does not allow key attributes.
        - expression_attribute_names (Dict[str, str], optional): One or more
            substitution tokens for attribute names in an expression. Use the #
            character in an expression to dereference an attribute name. The name of
            this attribute conflicts with a reserved word, so it cannot be used directly
            in an expression.
        - expression_attribute_values (Dict[str, dict], optional): One or more values
            that can be substituted in an expression. Use the : (colon) character in an
            expression to dereference an attribute value.
        - max_items (int, optional): The maximum number of items to return, from as many
            pages as it takes.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.dynamodb import DynamoDBQuery

        sentences = DynamoDBQuery(
            table_name="sentences",
            key_condition_expression="author = :author",
            max_items=100,
        )

        with Flow("sentences") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            sentences(
                expression_attribute_values={":author": {"S": "Shakespeare"}},
                credentials=credentials,
            )
        ```
    """

    def __init__(
        self,
        table_name: Optional[str] = None,
        key_condition_expression: Optional[str] = None,
        index_name: Optional[str] = None,
        select: Optional[str] = None,
        consistent_read: Optional[bool] = None,
        scan_index_forward: Optional[bool] = None,
        projection_expression: Optional[str] = None,
        filter_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        expression_attribute_values: Optional[Dict[str, dict]] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.table_name = table_name
        self.key_condition_expression = key_condition_expression
        self.index_name = index_name
        self.select = select
        self.consistent_read = consistent_read
        self.scan_index_forward = scan_index_forward
        self.projection_expression = projection_expression
        self.filter_expression = filter_expression
        self.expression_attribute_names = expression_attribute_names
        self.expression_attribute_values = expression_attribute_values
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "table_name",
        "key_condition_expression",
        "index_name",
        "select",
        "consistent_read",
        "scan_index_forward",
        "projection_expression",
        "filter_expression",
        "expression_attribute_names",
        "expression_attribute_values",
        "max_items",
        "boto_kwargs",
    )
    def run(
        self,
        table_name: Optional[str] = None,
        key_condition_expression: Optional[str] = None,
        index_name: Optional[str] = None,
        select: Optional[str] = None,
        consistent_read: Optional[bool] = None,
        scan_index_forward: Optional[bool] = None,
        projection_expression: Optional[str] = None,
        filter_expression: Optional[str] = None,
        expression_attribute_names: Optional[Dict[str, str]] = None,
        expression_attribute_values: Optional[Dict[str, dict]] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Queries the table.

        Args:
            - table_name (str, optional): The name of the table containing the requested
                items. You can also provide the Amazon Resource Name (ARN) of the table
                in this parameter. Must be given, at initialization or at runtime.
            - key_condition_expression (str, optional): The condition that specifies the
                key values for items to be retrieved by the `Query` action. The
                condition must perform an equality test on a single partition key value.
                The condition can optionally perform one of several comparison tests on
                a single sort key value. Must be given, at initialization or at runtime.
            - index_name (str, optional): The name of an index to query. This index can
                be any local secondary index or global secondary index on the table.
            - select (str, optional): The attributes to be returned in the result. You
                can retrieve all item attributes, specific item attributes, the count of
                matching items, or in the case of an index, some or all of the
                attributes projected into the index. One of `ALL_ATTRIBUTES`,
                `ALL_PROJECTED_ATTRIBUTES`, `SPECIFIC_ATTRIBUTES` or `COUNT`.
            - consistent_read (bool, optional): Determines the read consistency model:
                If set to `true`, then the operation uses strongly consistent reads;
                otherwise, the operation uses eventually consistent reads. Strongly
                consistent reads are not supported on global secondary indexes.
            - scan_index_forward (bool, optional): Specifies the order for index
                traversal: If `true` (default), the traversal is performed in ascending
                order; if `false`, the traversal is performed in descending order. Items
                with the same partition key value are stored in sorted order by sort
                key.
            - projection_expression (str, optional): A string that identifies one or
                more attributes to retrieve from the table. These attributes can include
                scalars, sets, or elements of a JSON document. The attributes in the
                expression must be separated by commas. If no attribute names are
                specified, then all attributes will be returned.
            - filter_expression (str, optional): A string that contains conditions that
                DynamoDB applies after the `Query` operation, but before the data is
                returned to you. Items that do not satisfy the `filter_expression`
                criteria are not returned. A `filter_expression` does not allow key
                attributes.
            - expression_attribute_names (Dict[str, str], optional): One or more
                substitution tokens for attribute names in an expression. Use the #
                character in an expression to dereference an attribute name. The name of
                this attribute conflicts with a reserved word, so it cannot be used
                directly in an expression.
            - expression_attribute_values (Dict[str, dict], optional): One or more
                values that can be substituted in an expression. Use the : (colon)
                character in an expression to dereference an attribute value.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: The items of all pages, as attributes with their types.

        Raises:
            - ValueError: If `table_name` or `key_condition_expression` is not given.
        """
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")
        if key_condition_expression is None:
            raise ValueError("A value for `key_condition_expression` must be provided.")

        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "TableName": table_name,
            "KeyConditionExpression": key_condition_expression,
            "IndexName": index_name,
            "Select": select,
            "ConsistentRead": consistent_read,
            "ScanIndexForward": scan_index_forward,
            "ProjectionExpression": projection_expression,
            "FilterExpression": filter_expression,
            "ExpressionAttributeNames": expression_attribute_names,
            "ExpressionAttributeValues": expression_attribute_values,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "dynamodb", credentials=credentials, **(boto_kwargs or {})
        )
        pages = client.get_paginator("query").paginate(**request)
        response = pages.build_full_result()
        return response.get("Items", [])
