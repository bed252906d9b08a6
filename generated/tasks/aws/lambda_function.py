"""
Tasks for AWS Lambda.
"""

from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class LambdaCreateFunction(Task):
    """
    Task that creates a Lambda function from a package in S3.

    All initialization arguments can also be given, or overridden, at runtime, except
    for `runtime` and `handler`. `credentials` can be given at runtime only.

    Args:
        - function_name (str, optional): The name or ARN of the Lambda function. The
            length constraint applies only to the full ARN. If you specify only the
            function name, it is limited to 64 characters in length. Must be given, at
            initialization or at runtime.
        - runtime (str, optional): The identifier of the function's runtime, such as
            `python3.12`. Must be given. Can be given at initialization only.
        - role (str, optional): The Amazon Resource Name (ARN) of the function's
            execution role. Must be given, at initialization or at runtime.
        - handler (str, optional): The function in the package that Lambda calls, such
            as `module.function`. Must be given. Can be given at initialization only.
        - code_bucket (str, optional): The S3 bucket that holds the package, in the
            region of the function. Must be given, at initialization or at runtime.
        - code_key (str, optional): The key of the package in that bucket. Must be
            given, at initialization or at runtime.
        - description (str, optional): A description of the function.
        - function_timeout (int, optional): The amount of time (in seconds) that Lambda
            allows a function to run before stopping it. The default is 3 seconds, and
            the maximum allowed value is 900 seconds.
        - memory_size (int, optional): The memory that the function has, in MB; it gets
            CPU in proportion. Defaults to `256`.
        - publish (bool, optional): Set to true to publish the first version of the
            function during creation.
        - subnet_ids (List[str], optional): The subnets of the VPC that the function
            runs in; by default it runs in none.
        - security_group_ids (List[str], optional): The security groups of the function
            in that VPC.
        - variables (Dict[str, str], optional): The environment variables that the
            function sees.
        - kms_key_arn (str, optional): If you don't provide a customer managed key,
            Lambda uses an Amazon Web Services owned key or an Amazon Web Services
            managed key.
        - tracing_config (dict, optional): Set `Mode` to `Active` to sample and trace a
            subset of incoming requests with X-Ray.
        - function_tags (Dict[str, str], optional): A list of tags to apply to the
            function.
        - layers (List[str], optional): A list of function layers to add to the
            function's execution environment. Specify each layer by its ARN, including
            the version.
        - architectures (List[str], optional): The instruction set architecture that the
            function supports. Enter a string array with one of the valid values (arm64
            or x86_64). The default value is `x86_64`.
        - ephemeral_storage (dict, optional): The size of the function's `/tmp`
            directory in MB. The default value is 512, but can be any whole number
            between 512 and 10,240 MB. For functions that use `accelerator_config`, the
            maximum is 32,768 MB.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.lambda_function import LambdaCreateFunction

        create_function = LambdaCreateFunction(
            runtime="python3.12",
            handler="words.count",
            role="arn:aws:iam::123456789012:role/words",
            code_bucket="my-packages",
        )

        with Flow("create-functions") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            create_function(
                function_name="count-words", code_key="words-1.zip", credentials=credentials
            )
            create_function(
                function_name="count-words-next",
                code_key="words-2.zip",
                memory_size=1024,
                credentials=credentials,
            )
        ```
    """

    def __init__(
        self,
        function_name: Optional[str] = None,
        runtime: Optional[str] = None,
        role: Optional[str] = None,
        handler: Optional[str] = None,
        code_bucket: Optional[str] = None,
        code_key: Optional[str] = None,
        description: Optional[str] = None,
        function_timeout: Optional[int] = None,
        memory_size: int = 256,
        publish: Optional[bool] = None,
        subnet_ids: Optional[List[str]] = None,
        security_group_ids: Optional[List[str]] = None,
        variables: Optional[Dict[str, str]] = None,
        kms_key_arn: Optional[str] = None,
        tracing_config: Optional[dict] = None,
        function_tags: Optional[Dict[str, str]] = None,
        layers: Optional[List[str]] = None,
        architectures: Optional[List[str]] = None,
        ephemeral_storage: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.function_name = function_name
        self.runtime = runtime
        self.role = role
        self.handler = handler
        self.code_bucket = code_bucket
        self.code_key = code_key
        self.description = description
        self.function_timeout = function_timeout
        self.memory_size = memory_size
        self.publish = publish
        self.subnet_ids = subnet_ids
        self.security_group_ids = security_group_ids
        self.variables = variables
        self.kms_key_arn = kms_key_arn
        self.tracing_config = tracing_config
        self.function_tags = function_tags
        self.layers = layers
        self.architectures = architectures
        self.ephemeral_storage = ephemeral_storage
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "function_name",
        "role",
        "code_bucket",
        "code_key",
        "description",
        "function_timeout",
        "memory_size",
        "publish",
        "subnet_ids",
        "security_group_ids",
        "variables",
        "kms_key_arn",
        "tracing_config",
        "function_tags",
        "layers",
        "architectures",
        "ephemeral_storage",
        "boto_kwargs",
    )
    def run(
        self,
        function_name: Optional[str] = None,
        role: Optional[str] = None,
        code_bucket: Optional[str] = None,
        code_key: Optional[str] = None,
        description: Optional[str] = None,
        function_timeout: Optional[int] = None,
        memory_size: Optional[int] = None,
        publish: Optional[bool] = None,
        subnet_ids: Optional[List[str]] = None,
        security_group_ids: Optional[List[str]] = None,
        variables: Optional[Dict[str, str]] = None,
        kms_key_arn: Optional[str] = None,
        tracing_config: Optional[dict] = None,
        function_tags: Optional[Dict[str, str]] = None,
        layers: Optional[List[str]] = None,
        architectures: Optional[List[str]] = None,
        ephemeral_storage: Optional[dict] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates the function and waits until it is active.

        Args:
            - function_name (str, optional): The name or ARN of the Lambda function. The
                length constraint applies only to the full ARN. If you specify only the
                function name, it is limited to 64 characters in length. Must be given,
                at initialization or at runtime.
            - role (str, optional): The Amazon Resource Name (ARN) of the function's
                execution role. Must be given, at initialization or at runtime.
            - code_bucket (str, optional): The S3 bucket that holds the package, in the
                region of the function. Must be given, at initialization or at runtime.
            - code_key (str, optional): The key of the package in that bucket. Must be
                given, at initialization or at runtime.
            - description (str, optional): A description of the function.
            - function_timeout (int, optional): The amount of time (in seconds) that
                Lambda allows a function to run before stopping it. The default is 3
                seconds, and the maximum allowed value is 900 seconds.
            - memory_size (int, optional): The memory that the function has, in MB; it
                gets CPU in proportion. Defaults to `256`.
            - publish (bool, optional): Set to true to publish the first version of the
                function during creation.
            - subnet_ids (List[str], optional): The subnets of the VPC that the function
                runs in; by default it runs in none.
            - security_group_ids (List[str], optional): The security groups of the
                function in that VPC.
            - variables (Dict[str, str], optional): The environment variables that the
                function sees.
            - kms_key_arn (str, optional): If you don't provide a customer managed key,
                Lambda uses an Amazon Web Services owned key or an Amazon Web Services
                managed key.
            - tracing_config (dict, optional): Set `Mode` to `Active` to sample and
                trace a subset of incoming requests with X-Ray.
            - function_tags (Dict[str, str], optional): A list of tags to apply to the
                function.
            - layers (List[str], optional): A list of function layers to add to the
                function's execution environment. Specify each layer by its ARN,
                including the version.
            - architectures (List[str], optional): The instruction set architecture that
                the function supports. Enter a string array with one of the valid values
                (arm64 or x86_64). The default value is `x86_64`.
            - ephemeral_storage (dict, optional): The size of the function's `/tmp`
                directory in MB. The default value is 512, but can be any whole number
                between 512 and 10,240 MB. For functions that use `accelerator_config`,
                the maximum is 32,768 MB.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The ARN of the function.

        Raises:
            - ValueError: If `function_name`, `runtime`, `role`, `handler`,
                `code_bucket` or `code_key` is not given.
        """
        if function_name is None:
            raise ValueError("A value for `function_name` must be provided.")
        if self.runtime is None:
            raise ValueError("A value for `runtime` must be provided.")
        if role is None:
            raise ValueError("A value for `role` must be provided.")
        if self.handler is None:
            raise ValueError("A value for `handler` must be provided.")
        if code_bucket is None:
            raise ValueError("A value for `code_bucket` must be provided.")
        if code_key is None:
            raise ValueError("A value for `code_key` must be provided.")

        vpc_config = {"SubnetIds": subnet_ids, "SecurityGroupIds": security_group_ids}
        vpc_config = {k: v for k, v in vpc_config.items() if v is not None}
        environment = {"Variables": variables}
        environment = {k: v for k, v in environment.items() if v is not None}
        request = {
            "FunctionName": function_name,
            "Runtime": self.runtime,
            "Role": role,
            "Handler": self.handler,
            "Code": {"S3Bucket": code_bucket, "S3Key": code_key},
            "Description": description,
            "Timeout": function_timeout,
            "MemorySize": memory_size,
            "Publish": publish,
            "VpcConfig": vpc_config or None,
            "Environment": environment or None,
            "KMSKeyArn": kms_key_arn,
            "TracingConfig": tracing_config,
            "Tags": function_tags,
            "Layers": layers,
            "Architectures": architectures,
            "EphemeralStorage": ephemeral_storage,
            "PackageType": "Zip",
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.create_function(**request)
        self.logger.info("Waiting for `function_active_v2`.")
        client.get_waiter("function_active_v2").wait(FunctionName=function_name)
        return response["FunctionArn"]


class LambdaDeleteFunction(Task):
    """
    Task that deletes a Lambda Event Function.

    To delete a specific function version, use the `qualifier` parameter. Otherwise, all
    versions and aliases are deleted. This doesn't require the user to have explicit
    permissions for DeleteAlias. To delete Lambda event source mappings that invoke a
    function, use DeleteEventSourceMapping. For Amazon Web Services services and
    resources that invoke your function directly, delete the trigger in the service
    where you originally configured it.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - function_name (str, optional): The name or ARN of the Lambda function or
            version. You can append a version number or alias to any of the formats. The
            length constraint applies only to the full ARN. If you specify only the
            function name, it is limited to 64 characters in length. Must be given, at
            initialization or at runtime.
        - qualifier (str, optional): Specify a version to delete. You can't delete a
            version that an alias references.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.lambda_function import LambdaDeleteFunction

        task = LambdaDeleteFunction(function_name="my-function")

        with Flow("delete-function") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(function_name="another-function", credentials=credentials)
        ```
    """

    def __init__(
        self,
        function_name: Optional[str] = None,
        qualifier: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.function_name = function_name
        self.qualifier = qualifier
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("function_name", "qualifier", "boto_kwargs")
    def run(
        self,
        function_name: Optional[str] = None,
        qualifier: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Deletes a Lambda Event Function.

        Args:
            - function_name (str, optional): The name or ARN of the Lambda function or
                version. You can append a version number or alias to any of the formats.
                The length constraint applies only to the full ARN. If you specify only
                the function name, it is limited to 64 characters in length. Must be
                given, at initialization or at runtime.
            - qualifier (str, optional): Specify a version to delete. You can't delete a
                version that an alias references.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `DeleteFunction` operation, with the key
                `StatusCode`.

        Raises:
            - ValueError: If `function_name` is not given.
        """
        if function_name is None:
            raise ValueError("A value for `function_name` must be provided.")

        request = {"FunctionName": function_name, "Qualifier": qualifier}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        return client.delete_function(**request)


class LambdaInvoke(Task):
    """
    Task that invokes a Lambda function and returns what the function returned.

    The call is synchronous. An error that the function raises is part of the payload,
    as `errorMessage` and `errorType`, and does not fail the task.

    All initialization arguments can also be given, or overridden, at runtime. `payload`
    and `credentials` can be given at runtime only.

    Args:
        - function_name (str, optional): The name or ARN of the Lambda function,
            version, or alias. You can append a version number or alias to any of the
            formats. The length constraint applies only to the full ARN. If you specify
            only the function name, it is limited to 64 characters in length. Must be
            given, at initialization or at runtime.
        - qualifier (str, optional): Specify a version or alias to invoke a published
            version of the function.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.lambda_function import LambdaInvoke

        count_words = LambdaInvoke(function_name="count-words", qualifier="live")

        with Flow("count-words") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            count_words(payload=b'{"text": "to be"}', credentials=credentials)
            count_words(payload=b'{"text": "or not"}', qualifier="v2", credentials=credentials)
        ```
    """

    def __init__(
        self,
        function_name: Optional[str] = None,
        qualifier: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.function_name = function_name
        self.qualifier = qualifier
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("function_name", "qualifier", "boto_kwargs")
    def run(
        self,
        function_name: Optional[str] = None,
        payload: Optional[bytes] = None,
        qualifier: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> bytes:
        """
        Task run method. Invokes the function, and returns its payload when it is done.

        Args:
            - function_name (str, optional): The name or ARN of the Lambda function,
                version, or alias. You can append a version number or alias to any of
                the formats. The length constraint applies only to the full ARN. If you
                specify only the function name, it is limited to 64 characters in
                length. Must be given, at initialization or at runtime.
            - payload (bytes, optional): The event that the function gets, as JSON.
            - qualifier (str, optional): Specify a version or alias to invoke a
                published version of the function.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - bytes: What the function returned, as JSON.

        Raises:
            - ValueError: If `function_name` is not given.
        """
        if function_name is None:
            raise ValueError("A value for `function_name` must be provided.")

        request = {
            "FunctionName": function_name,
            "Payload": payload,
            "Qualifier": qualifier,
            "InvocationType": "RequestResponse",
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.invoke(**request)
        return response["Payload"].read()


class LambdaInvokeInBackground(Task):
    """
    Task that hands an event to a Lambda function and does not wait for it.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - function_name (str, optional): The name or ARN of the Lambda function,
            version, or alias. You can append a version number or alias to any of the
            formats. The length constraint applies only to the full ARN. If you specify
            only the function name, it is limited to 64 characters in length. Must be
            given, at initialization or at runtime.
        - payload (bytes, optional): The event that the function gets, as JSON.
        - qualifier (str, optional): Specify a version or alias to invoke a published
            version of the function.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.lambda_function import LambdaInvokeInBackground

        task = LambdaInvokeInBackground(function_name="my-function")

        with Flow("invoke") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(function_name="another-function", credentials=credentials)
        ```
    """

    def __init__(
        self,
        function_name: Optional[str] = None,
        payload: Optional[bytes] = None,
        qualifier: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.function_name = function_name
        self.payload = payload
        self.qualifier = qualifier
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("function_name", "payload", "qualifier", "boto_kwargs")
    def run(
        self,
        function_name: Optional[str] = None,
        payload: Optional[bytes] = None,
        qualifier: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Queues the event for the function.

        Args:
            - function_name (str, optional): The name or ARN of the Lambda function,
                version, or alias. You can append a version number or alias to any of
                the formats. The length constraint applies only to the full ARN. If you
                specify only the function name, it is limited to 64 characters in
                length. Must be given, at initialization or at runtime.
            - payload (bytes, optional): The event that the function gets, as JSON.
            - qualifier (str, optional): Specify a version or alias to invoke a
                published version of the function.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `function_name` is not given.
        """
        if function_name is None:
            raise ValueError("A value for `function_name` must be provided.")

        request = {
            "FunctionName": function_name,
            "Payload": payload,
            "Qualifier": qualifier,
            "InvocationType": "Event",
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        client.invoke(**request)


class LambdaListFunctions(Task):
    """
    Task that returns a list of Lambda Event Functions, with the version-specific
    configuration of each.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - master_region (str, optional): For Lambda@Edge functions, the Amazon Web
            Services Region of the master function. For example, `us-east-1` filters the
            list of functions to include only Lambda@Edge functions replicated from a
            master function in US East (N. Virginia). If specified, you must set
            `function_version` to `ALL`.
        - function_version (str, optional): Set to `ALL` to include entries for all
            published versions of each function.
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
        from tasks.aws.lambda_function import LambdaListFunctions

        task = LambdaListFunctions(max_items=5)

        with Flow("list-functions") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_items=6, credentials=credentials)
        ```
    """

    def __init__(
        self,
        master_region: Optional[str] = None,
        function_version: Optional[str] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.master_region = master_region
        self.function_version = function_version
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "master_region", "function_version", "max_items", "boto_kwargs"
    )
    def run(
        self,
        master_region: Optional[str] = None,
        function_version: Optional[str] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Returns a list of Lambda Event Functions, with the
        version-specific configuration of each.

        Args:
            - master_region (str, optional): For Lambda@Edge functions, the Amazon Web
                Services Region of the master function. For example, `us-east-1` filters
                the list of functions to include only Lambda@Edge functions replicated
                from a master function in US East (N. Virginia). If specified, you must
                set `function_version` to `ALL`.
            - function_version (str, optional): Set to `ALL` to include entries for all
                published versions of each function.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: A list of Lambda functions.
        """
        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "MasterRegion": master_region,
            "FunctionVersion": function_version,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        pages = client.get_paginator("list_functions").paginate(**request)
        response = pages.build_full_result()
        return response.get("Functions", [])


class LambdaPublishVersion(Task):
    """
    Task that creates a version from the current code and configuration of a Lambda
    Event Function.

    Use versions to create a snapshot of your function code and configuration that
    doesn't change. Lambda doesn't publish a version if the function's configuration and
    code haven't changed since the last version. Use UpdateFunctionCode or
    UpdateFunctionConfiguration to update the function before publishing a version.
    Clients can invoke versions directly or with an alias. To create an alias, use
    CreateAlias.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - function_name (str, optional): The name or ARN of the Lambda function. The
            length constraint applies only to the full ARN. If you specify only the
            function name, it is limited to 64 characters in length. Must be given, at
            initialization or at runtime.
        - code_sha256 (str, optional): Only publish a version if the hash value matches
            the value that's specified. Use this option to avoid publishing a version if
            the function code has changed since you last updated it. You can get the
            hash for the version that you uploaded from the output of
            UpdateFunctionCode.
        - description (str, optional): A description for the version to override the
            description in the function configuration.
        - revision_id (str, optional): Only update the function if the revision ID
            matches the ID that's specified. Use this option to avoid publishing a
            version if the function configuration has changed since you last updated it.
        - publish_to (str, optional): Specifies where to publish the function version or
            configuration. The only value is `LATEST_PUBLISHED`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.lambda_function import LambdaPublishVersion

        task = LambdaPublishVersion(function_name="my-function")

        with Flow("publish-version") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(function_name="another-function", credentials=credentials)
        ```
    """

    def __init__(
        self,
        function_name: Optional[str] = None,
        code_sha256: Optional[str] = None,
        description: Optional[str] = None,
        revision_id: Optional[str] = None,
        publish_to: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.function_name = function_name
        self.code_sha256 = code_sha256
        self.description = description
        self.revision_id = revision_id
        self.publish_to = publish_to
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "function_name",
        "code_sha256",
        "description",
        "revision_id",
        "publish_to",
        "boto_kwargs",
    )
    def run(
        self,
        function_name: Optional[str] = None,
        code_sha256: Optional[str] = None,
        description: Optional[str] = None,
        revision_id: Optional[str] = None,
        publish_to: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates a version from the current code and configuration of a
        Lambda Event Function.

        Args:
            - function_name (str, optional): The name or ARN of the Lambda function. The
                length constraint applies only to the full ARN. If you specify only the
                function name, it is limited to 64 characters in length. Must be given,
                at initialization or at runtime.
            - code_sha256 (str, optional): Only publish a version if the hash value
                matches the value that's specified. Use this option to avoid publishing
                a version if the function code has changed since you last updated it.
                You can get the hash for the version that you uploaded from the output
                of UpdateFunctionCode.
            - description (str, optional): A description for the version to override the
                description in the function configuration.
            - revision_id (str, optional): Only update the function if the revision ID
                matches the ID that's specified. Use this option to avoid publishing a
                version if the function configuration has changed since you last updated
                it.
            - publish_to (str, optional): Specifies where to publish the function
                version or configuration. The only value is `LATEST_PUBLISHED`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The number of the version.

        Raises:
            - ValueError: If `function_name` is not given.
        """
        if function_name is None:
            raise ValueError("A value for `function_name` must be provided.")

        request = {
            "FunctionName": function_name,
            "CodeSha256": code_sha256,
            "Description": description,
            "RevisionId": revision_id,
            "PublishTo": publish_to,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "lambda", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.publish_version(**request)
        self.logger.info("Waiting for `published_version_active`.")
        client.get_waiter("published_version_active").wait(
            FunctionName=function_name, Qualifier=response["Version"]
        )
        return response["Version"]
