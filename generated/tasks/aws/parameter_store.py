"""
Tasks for Amazon Simple Systems Manager (SSM).
"""

from typing import Any, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class SSMDeleteParameter(Task):
    """
    Task that deletes a parameter from the system.

    After deleting a parameter, wait for at least 30 seconds to create a parameter with
    the same name.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - parameter_name (str, optional): The name of the parameter to delete. Must be
            given, at initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.parameter_store import SSMDeleteParameter

        task = SSMDeleteParameter(parameter_name="my-parameter")

        with Flow("delete-parameter") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(parameter_name="another-parameter", credentials=credentials)
        ```
    """

    def __init__(
        self,
        parameter_name: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.parameter_name = parameter_name
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("parameter_name", "boto_kwargs")
    def run(
        self,
        parameter_name: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Deletes a parameter from the system.

        Args:
            - parameter_name (str, optional): The name of the parameter to delete. Must
                be given, at initialization or at runtime.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `parameter_name` is not given.
        """
        if parameter_name is None:
            raise ValueError("A value for `parameter_name` must be provided.")

        client = get_boto_client("ssm", credentials=credentials, **(boto_kwargs or {}))
        client.delete_parameter(Name=parameter_name)


class SSMGetParameter(Task):
    """
    Task that gets the value of a parameter in Parameter Store.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - parameter_name (str, optional): The name or ARN of the parameter;
            `name:version` or `name:label` for one of its versions. Must be given, at
            initialization or at runtime.
        - with_decryption (bool, optional): Whether to decrypt the value of a
            `SecureString`. Defaults to `True`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.parameter_store import SSMGetParameter

        task = SSMGetParameter(parameter_name="my-parameter")

        with Flow("get-parameter") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(parameter_name="another-parameter", credentials=credentials)
        ```
    """

    def __init__(
        self,
        parameter_name: Optional[str] = None,
        with_decryption: bool = True,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.parameter_name = parameter_name
        self.with_decryption = with_decryption
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("parameter_name", "with_decryption", "boto_kwargs")
    def run(
        self,
        parameter_name: Optional[str] = None,
        with_decryption: Optional[bool] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Gets the value of the parameter.

        Args:
            - parameter_name (str, optional): The name or ARN of the parameter;
                `name:version` or `name:label` for one of its versions. Must be given,
                at initialization or at runtime.
            - with_decryption (bool, optional): Whether to decrypt the value of a
                `SecureString`. Defaults to `True`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The parameter value.

        Raises:
            - ValueError: If `parameter_name` is not given.
        """
        if parameter_name is None:
            raise ValueError("A value for `parameter_name` must be provided.")

        request = {"Name": parameter_name, "WithDecryption": with_decryption}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("ssm", credentials=credentials, **(boto_kwargs or {}))
        response = client.get_parameter(**request)
        return response["Parameter"]["Value"]


class SSMGetParametersByPath(Task):
    """
    Task that retrieves information about one or more parameters under a specified level
    in a hierarchy.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - path (str, optional): The hierarchy for the parameter. Hierarchies start with
            a forward slash (/). The hierarchy is the parameter name except the last
            part of the parameter. For the API call to succeed, the last part of the
            parameter name can't be in the path. A parameter name hierarchy can have a
            maximum of 15 levels. Must be given, at initialization or at runtime.
        - recursive (bool, optional): Whether to get the parameters below other levels
            of the path, too. Defaults to `True`.
        - parameter_filters (List[dict], optional): Filters to limit the request
            results.
        - with_decryption (bool, optional): Retrieve all parameters in a hierarchy with
            their value decrypted.
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
        from tasks.aws.parameter_store import SSMGetParametersByPath

        task = SSMGetParametersByPath(path="path")

        with Flow("get-parameters-by-path") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(path="another-path", credentials=credentials)
        ```
    """

    def __init__(
        self,
        path: Optional[str] = None,
        recursive: bool = True,
        parameter_filters: Optional[List[dict]] = None,
        with_decryption: Optional[bool] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.path = path
        self.recursive = recursive
        self.parameter_filters = parameter_filters
        self.with_decryption = with_decryption
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "path",
        "recursive",
        "parameter_filters",
        "with_decryption",
        "max_items",
        "boto_kwargs",
    )
    def run(
        self,
        path: Optional[str] = None,
        recursive: Optional[bool] = None,
        parameter_filters: Optional[List[dict]] = None,
        with_decryption: Optional[bool] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Retrieves information about one or more parameters under a
        specified level in a hierarchy.

        Args:
            - path (str, optional): The hierarchy for the parameter. Hierarchies start
                with a forward slash (/). The hierarchy is the parameter name except the
                last part of the parameter. For the API call to succeed, the last part
                of the parameter name can't be in the path. A parameter name hierarchy
                can have a maximum of 15 levels. Must be given, at initialization or at
                runtime.
            - recursive (bool, optional): Whether to get the parameters below other
                levels of the path, too. Defaults to `True`.
            - parameter_filters (List[dict], optional): Filters to limit the request
                results.
            - with_decryption (bool, optional): Retrieve all parameters in a hierarchy
                with their value decrypted.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: A list of parameters found in the specified hierarchy.

        Raises:
            - ValueError: If `path` is not given.
        """
        if path is None:
            raise ValueError("A value for `path` must be provided.")

        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "Path": path,
            "Recursive": recursive,
            "ParameterFilters": parameter_filters,
            "WithDecryption": with_decryption,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("ssm", credentials=credentials, **(boto_kwargs or {}))
        pages = client.get_paginator("get_parameters_by_path").paginate(**request)
        response = pages.build_full_result()
        return response.get("Parameters", [])


class SSMPutParameter(Task):
    """
    Task that creates or updates a parameter in Parameter Store.

    All initialization arguments can also be given, or overridden, at runtime.
    `parameter_value` and `credentials` can be given at runtime only.

    Args:
        - parameter_name (str, optional): The fully qualified name of the parameter that
            you want to create or update. The fully qualified name includes the complete
            hierarchy of the parameter path and name. For parameters in a hierarchy, you
            must include a leading forward slash character (/) when you create or
            reference a parameter. Must be given, at initialization or at runtime.
        - description (str, optional): Information about the parameter that you want to
            add to the system. Optional but recommended.
        - parameter_type (str, optional): `String`, `StringList` or `SecureString`.
            Defaults to `'SecureString'`.
        - key_id (str, optional): The Key Management Service (KMS) ID that you want to
            use to encrypt a parameter. Use a custom key for better security. Required
            for parameters that use the `SecureString` data type.
        - overwrite (bool, optional): Overwrite an existing parameter. The default value
            is `false`.
        - allowed_pattern (str, optional): A regular expression used to validate the
            parameter value.
        - parameter_tags (List[dict], optional): Optional metadata that you assign to a
            resource. Tags enable you to categorize a resource in different ways, such
            as by purpose, owner, or environment.
        - tier (str, optional): The parameter tier to assign to a parameter. Parameter
            Store offers a standard tier and an advanced tier for parameters. Standard
            parameters have a content size limit of 4 KB and can't be configured to use
            parameter policies. One of `Standard`, `Advanced` or `Intelligent-Tiering`.
        - policies (str, optional): The policies of the parameter, as a JSON array; they
            need the advanced tier.
        - data_type (str, optional): The data type of the parameter value. Parameter
            Store validates the value against the data type when you create or update
            the parameter. The default is `text`, which performs no validation.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.parameter_store import SSMPutParameter

        task = SSMPutParameter(parameter_name="my-parameter")

        with Flow("put-parameter") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(
                parameter_value=PrefectSecret("PARAMETER_VALUE"),
                credentials=credentials,
            )
            task(
                parameter_name="another-parameter",
                parameter_value=PrefectSecret("PARAMETER_VALUE"),
                credentials=credentials,
            )
        ```
    """

    def __init__(
        self,
        parameter_name: Optional[str] = None,
        description: Optional[str] = None,
        parameter_type: str = "SecureString",
        key_id: Optional[str] = None,
        overwrite: Optional[bool] = None,
        allowed_pattern: Optional[str] = None,
        parameter_tags: Optional[List[dict]] = None,
        tier: Optional[str] = None,
        policies: Optional[str] = None,
        data_type: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.parameter_name = parameter_name
        self.description = description
        self.parameter_type = parameter_type
        self.key_id = key_id
        self.overwrite = overwrite
        self.allowed_pattern = allowed_pattern
        self.parameter_tags = parameter_tags
        self.tier = tier
        self.policies = policies
        self.data_type = data_type
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "parameter_name",
        "description",
        "parameter_type",
        "key_id",
        "overwrite",
        "allowed_pattern",
        "parameter_tags",
        "tier",
        "policies",
        "data_type",
        "boto_kwargs",
    )
    def run(
        self,
        parameter_name: Optional[str] = None,
        description: Optional[str] = None,
        parameter_type: Optional[str] = None,
        key_id: Optional[str] = None,
        overwrite: Optional[bool] = None,
        allowed_pattern: Optional[str] = None,
        parameter_tags: Optional[List[dict]] = None,
        tier: Optional[str] = None,
        policies: Optional[str] = None,
        data_type: Optional[str] = None,
        parameter_value: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> int:
        """
        Task run method. Creates or updates a parameter in Parameter Store.

        Args:
            - parameter_name (str, optional): The fully qualified name of the parameter
                that you want to create or update. The fully qualified name includes the
                complete hierarchy of the parameter path and name. For parameters in a
                hierarchy, you must include a leading forward slash character (/) when
                you create or reference a parameter. Must be given, at initialization or
                at runtime.
            - description (str, optional): Information about the parameter that you want
                to add to the system. Optional but recommended.
            - parameter_type (str, optional): `String`, `StringList` or `SecureString`.
                Defaults to `'SecureString'`.
            - key_id (str, optional): The Key Management Service (KMS) ID that you want
                to use to encrypt a parameter. Use a custom key for better security.
                Required for parameters that use the `SecureString` data type.
            - overwrite (bool, optional): Overwrite an existing parameter. The default
                value is `false`.
            - allowed_pattern (str, optional): A regular expression used to validate the
                parameter value.
            - parameter_tags (List[dict], optional): Optional metadata that you assign
                to a resource. Tags enable you to categorize a resource in different
                ways, such as by purpose, owner, or environment.
            - tier (str, optional): The parameter tier to assign to a parameter.
                Parameter Store offers a standard tier and an advanced tier for
                parameters. Standard parameters have a content size limit of 4 KB and
                can't be configured to use parameter policies. One of `Standard`,
                `Advanced` or `Intelligent-Tiering`.
            - policies (str, optional): The policies of the parameter, as a JSON array;
                they need the advanced tier.
            - data_type (str, optional): The data type of the parameter value. Parameter
                Store validates the value against the data type when you create or
                update the parameter. The default is `text`, which performs no
                validation.
            - parameter_value (str, optional): The parameter value that you want to add
                to the system. Standard parameters have a value limit of 4 KB. Advanced
                parameters have a value limit of 8 KB. Must be given. Pass it from an
                upstream Secret task.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - int: The new version number of a parameter. If you edit a parameter value,
                Parameter Store automatically creates a new version and assigns this new
                version a unique ID.

        Raises:
            - ValueError: If `parameter_name` or `parameter_value` is not given.
        """
        if parameter_name is None:
            raise ValueError("A value for `parameter_name` must be provided.")
        if parameter_value is None:
            raise ValueError("A value for `parameter_value` must be provided.")

        request = {
            "Name": parameter_name,
            "Description": description,
            "Type": parameter_type,
            "KeyId": key_id,
            "Overwrite": overwrite,
            "AllowedPattern": allowed_pattern,
            "Tags": parameter_tags,
            "Tier": tier,
            "Policies": policies,
            "DataType": data_type,
            "Value": parameter_value,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("ssm", credentials=credentials, **(boto_kwargs or {}))
        response = client.put_parameter(**request)
        return response["Version"]
