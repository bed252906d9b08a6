"""
Tasks for AWS Step Functions.
"""

from typing import Any, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class StepFunctionsCreateStateMachine(Task):
    """
    Task that creates a state machine.

    A state machine consists of a collection of states that can do work (`Task` states),
    determine to which states to transition next (`Choice` states), stop an execution
    with an error (`Fail` states), and so on. State machines are specified using a
    JSON-based, structured language. If you set the `publish` parameter of this API
    action to `true`, it publishes version `1` as the first revision of the state
    machine. You can configure a symmetric KMS key and data key reuse period when
    creating or updating a State Machine.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - state_machine_name (str, optional): The name of the state machine. To enable
            logging with CloudWatch Logs, the name should only contain 0-9, A-Z, a-z, -
            and _. Must be given, at initialization or at runtime.
        - definition (str, optional): The Amazon States Language definition of the state
            machine. Must be given, at initialization or at runtime.
        - role_arn (str, optional): The Amazon Resource Name (ARN) of the IAM role to
            use for this state machine. Must be given, at initialization or at runtime.
        - state_machine_type (str, optional): Determines whether a Standard or Express
            state machine is created. The default is `STANDARD`. You cannot update the
            `type` of a state machine once it has been created. One of `STANDARD` or
            `EXPRESS`.
        - logging_configuration (dict, optional): Defines what execution history events
            are logged and where they are logged.
        - state_machine_tags (List[dict], optional): Tags to be added when creating a
            state machine. An array of key-value pairs.
        - tracing_configuration (dict, optional): Selects whether X-Ray tracing is
            enabled.
        - publish (bool, optional): Set to `true` to publish the first version of the
            state machine during creation. The default is `false`.
        - version_description (str, optional): Sets description about the state machine
            version. You can only set the description if the `publish` parameter is set
            to `true`. Otherwise, if you set `version_description`, but `publish` to
            `false`, this API action throws `ValidationException`.
        - encryption_configuration (dict, optional): Settings to configure server-side
            encryption.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.stepfunctions import StepFunctionsCreateStateMachine

        task = StepFunctionsCreateStateMachine(
            state_machine_name="my-state-machine",
            definition="definition",
            role_arn="arn:aws:iam::123456789012:role/my-role",
        )

        with Flow("create-state-machine") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(state_machine_name="another-state-machine", credentials=credentials)
        ```
    """

    def __init__(
        self,
        state_machine_name: Optional[str] = None,
        definition: Optional[str] = None,
        role_arn: Optional[str] = None,
        state_machine_type: Optional[str] = None,
        logging_configuration: Optional[dict] = None,
        state_machine_tags: Optional[List[dict]] = None,
        tracing_configuration: Optional[dict] = None,
        publish: Optional[bool] = None,
        version_description: Optional[str] = None,
        encryption_configuration: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.state_machine_name = state_machine_name
        self.definition = definition
        self.role_arn = role_arn
        self.state_machine_type = state_machine_type
        self.logging_configuration = logging_configuration
        self.state_machine_tags = state_machine_tags
        self.tracing_configuration = tracing_configuration
        self.publish = publish
        self.version_description = version_description
        self.encryption_configuration = encryption_configuration
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "state_machine_name",
        "definition",
        "role_arn",
        "state_machine_type",
        "logging_configuration",
        "state_machine_tags",
        "tracing_configuration",
        "publish",
        "version_description",
        "encryption_configuration",
        "boto_kwargs",
    )
    def run(
        self,
        state_machine_name: Optional[str] = None,
        definition: Optional[str] = None,
        role_arn: Optional[str] = None,
        state_machine_type: Optional[str] = None,
        logging_configuration: Optional[dict] = None,
        state_machine_tags: Optional[List[dict]] = None,
        tracing_configuration: Optional[dict] = None,
        publish: Optional[bool] = None,
        version_description: Optional[str] = None,
        encryption_configuration: Optional[dict] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Creates a state machine.

        Args:
            - state_machine_name (str, optional): The name of the state machine. To
                enable logging with CloudWatch Logs, the name should only contain 0-9,
                A-Z, a-z, - and _. Must be given, at initialization or at runtime.
            - definition (str, optional): The Amazon States Language definition of the
                state machine. Must be given, at initialization or at runtime.
            - role_arn (str, optional): The Amazon Resource Name (ARN) of the IAM role
                to use for this state machine. Must be given, at initialization or at
                runtime.
            - state_machine_type (str, optional): Determines whether a Standard or
                Express state machine is created. The default is `STANDARD`. You cannot
                update the `type` of a state machine once it has been created. One of
                `STANDARD` or `EXPRESS`.
            - logging_configuration (dict, optional): Defines what execution history
                events are logged and where they are logged.
            - state_machine_tags (List[dict], optional): Tags to be added when creating
                a state machine. An array of key-value pairs.
            - tracing_configuration (dict, optional): Selects whether X-Ray tracing is
                enabled.
            - publish (bool, optional): Set to `true` to publish the first version of
                the state machine during creation. The default is `false`.
            - version_description (str, optional): Sets description about the state
                machine version. You can only set the description if the `publish`
                parameter is set to `true`. Otherwise, if you set `version_description`,
                but `publish` to `false`, this API action throws `ValidationException`.
            - encryption_configuration (dict, optional): Settings to configure
                server-side encryption.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `CreateStateMachine` operation, with the keys
                `stateMachineArn`, `creationDate` and `stateMachineVersionArn`.

        Raises:
            - ValueError: If `state_machine_name`, `definition` or `role_arn` is not
                given.
        """
        if state_machine_name is None:
            raise ValueError("A value for `state_machine_name` must be provided.")
        if definition is None:
            raise ValueError("A value for `definition` must be provided.")
        if role_arn is None:
            raise ValueError("A value for `role_arn` must be provided.")

        request = {
            "name": state_machine_name,
            "definition": definition,
            "roleArn": role_arn,
            "type": state_machine_type,
            "loggingConfiguration": logging_configuration,
            "tags": state_machine_tags,
            "tracingConfiguration": tracing_configuration,
            "publish": publish,
            "versionDescription": version_description,
            "encryptionConfiguration": encryption_configuration,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "stepfunctions", credentials=credentials, **(boto_kwargs or {})
        )
        return client.create_state_machine(**request)


class StepFunctionsDescribeExecution(Task):
    """
    Task that provides information about a state machine execution, such as the state
    machine associated with the execution, the execution input and output, and relevant
    execution metadata.

    If you've redriven an execution, you can use this API action to return information
    about the redrives of that execution. In addition, you can use this API action to
    return the Map Run Amazon Resource Name (ARN) if the execution was dispatched by a
    Map Run. If you specify a version or alias ARN when you call the StartExecution API
    action, `DescribeExecution` returns that ARN.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - execution_arn (str, optional): The Amazon Resource Name (ARN) of the execution
            to describe. Must be given, at initialization or at runtime.
        - included_data (str, optional): If your state machine definition is encrypted
            with a KMS key, callers must have `kms:Decrypt` permission to decrypt the
            definition. Alternatively, you can call DescribeStateMachine API with
            `includedData = METADATA_ONLY` to get a successful response without the
            encrypted definition. One of `ALL_DATA` or `METADATA_ONLY`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.stepfunctions import StepFunctionsDescribeExecution

        task = StepFunctionsDescribeExecution(
            execution_arn="arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
        )

        with Flow("describe-execution") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(boto_kwargs={"region_name": "eu-west-1"}, credentials=credentials)
        ```
    """

    def __init__(
        self,
        execution_arn: Optional[str] = None,
        included_data: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.execution_arn = execution_arn
        self.included_data = included_data
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("execution_arn", "included_data", "boto_kwargs")
    def run(
        self,
        execution_arn: Optional[str] = None,
        included_data: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Provides information about a state machine execution, such as
        the state machine associated with the execution, the execution input and output,
        and relevant execution metadata.

        Args:
            - execution_arn (str, optional): The Amazon Resource Name (ARN) of the
                execution to describe. Must be given, at initialization or at runtime.
            - included_data (str, optional): If your state machine definition is
                encrypted with a KMS key, callers must have `kms:Decrypt` permission to
                decrypt the definition. Alternatively, you can call DescribeStateMachine
                API with `includedData = METADATA_ONLY` to get a successful response
                without the encrypted definition. One of `ALL_DATA` or `METADATA_ONLY`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `DescribeExecution` operation.

        Raises:
            - ValueError: If `execution_arn` is not given.
        """
        if execution_arn is None:
            raise ValueError("A value for `execution_arn` must be provided.")

        request = {"executionArn": execution_arn, "includedData": included_data}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "stepfunctions", credentials=credentials, **(boto_kwargs or {})
        )
        return client.describe_execution(**request)


class StepFunctionsListExecutions(Task):
    """
    Task that lists all executions of a state machine or a Map Run.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - state_machine_arn (str, optional): The Amazon Resource Name (ARN) of the state
            machine whose executions is listed. You can specify either a `map_run_arn`
            or a `state_machine_arn`, but not both.
        - status_filter (str, optional): If specified, only list the executions whose
            current execution status matches the given filter. If you provide a
            `PENDING_REDRIVE` statusFilter, you must specify `map_run_arn`. If you
            provide a stateMachineArn and a `PENDING_REDRIVE` statusFilter, the API
            returns a validation exception. One of `RUNNING`, `SUCCEEDED`, `FAILED`,
            `TIMED_OUT`, `ABORTED` or `PENDING_REDRIVE`.
        - map_run_arn (str, optional): The Amazon Resource Name (ARN) of the Map Run
            that started the child workflow executions. If the `map_run_arn` field is
            specified, a list of all of the child workflow executions started by a Map
            Run is returned. You can specify either a `map_run_arn` or a
            `state_machine_arn`, but not both.
        - redrive_filter (str, optional): Sets a filter to list executions based on
            whether or not they have been redriven. For a Distributed Map,
            `redrive_filter` sets a filter to list child workflow executions based on
            whether or not they have been redriven. One of `REDRIVEN` or `NOT_REDRIVEN`.
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
        from tasks.aws.stepfunctions import StepFunctionsListExecutions

        task = StepFunctionsListExecutions(max_items=5)

        with Flow("list-executions") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_items=6, credentials=credentials)
        ```
    """

    def __init__(
        self,
        state_machine_arn: Optional[str] = None,
        status_filter: Optional[str] = None,
        map_run_arn: Optional[str] = None,
        redrive_filter: Optional[str] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.state_machine_arn = state_machine_arn
        self.status_filter = status_filter
        self.map_run_arn = map_run_arn
        self.redrive_filter = redrive_filter
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "state_machine_arn",
        "status_filter",
        "map_run_arn",
        "redrive_filter",
        "max_items",
        "boto_kwargs",
    )
    def run(
        self,
        state_machine_arn: Optional[str] = None,
        status_filter: Optional[str] = None,
        map_run_arn: Optional[str] = None,
        redrive_filter: Optional[str] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Lists all executions of a state machine or a Map Run.

        Args:
            - state_machine_arn (str, optional): The Amazon Resource Name (ARN) of the
                state machine whose executions is listed. You can specify either a
                `map_run_arn` or a `state_machine_arn`, but not both.
            - status_filter (str, optional): If specified, only list the executions
                whose current execution status matches the given filter. If you provide
                a `PENDING_REDRIVE` statusFilter, you must specify `map_run_arn`. If you
                provide a stateMachineArn and a `PENDING_REDRIVE` statusFilter, the API
                returns a validation exception. One of `RUNNING`, `SUCCEEDED`, `FAILED`,
                `TIMED_OUT`, `ABORTED` or `PENDING_REDRIVE`.
            - map_run_arn (str, optional): The Amazon Resource Name (ARN) of the Map Run
                that started the child workflow executions. If the `map_run_arn` field
                is specified, a list of all of the child workflow executions started by
                a Map Run is returned. You can specify either a `map_run_arn` or a
                `state_machine_arn`, but not both.
            - redrive_filter (str, optional): Sets a filter to list executions based on
                whether or not they have been redriven. For a Distributed Map,
                `redrive_filter` sets a filter to list child workflow executions based
                on whether or not they have been redriven. One of `REDRIVEN` or
                `NOT_REDRIVEN`.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: The list of matching executions.
        """
        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "stateMachineArn": state_machine_arn,
            "statusFilter": status_filter,
            "mapRunArn": map_run_arn,
            "redriveFilter": redrive_filter,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "stepfunctions", credentials=credentials, **(boto_kwargs or {})
        )
        pages = client.get_paginator("list_executions").paginate(**request)
        response = pages.build_full_result()
        return response.get("executions", [])


class StepFunctionsStartExecution(Task):
    """
    Task that starts an execution of a state machine and does not wait for its end.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - state_machine_arn (str, optional): The Amazon Resource Name (ARN) of the state
            machine to execute. Must be given, at initialization or at runtime.
        - execution_name (str, optional): Optional name of the execution. For STANDARD
            workflows, this name must be unique for your Amazon Web Services account,
            region, and state machine. If a previous execution with the same name
            exists, you can reuse the name 90 days after it closes. For EXPRESS
            workflows, execution names can be reused immediately.
        - execution_input (str, optional): What the execution starts with, as JSON.
            Defaults to `'{}'`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.stepfunctions import StepFunctionsStartExecution

        task = StepFunctionsStartExecution(
            state_machine_arn="arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            execution_name="my-execution",
        )

        with Flow("start-execution") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(execution_name="another-execution", credentials=credentials)
        ```
    """

    def __init__(
        self,
        state_machine_arn: Optional[str] = None,
        execution_name: Optional[str] = None,
        execution_input: str = "{}",
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.state_machine_arn = state_machine_arn
        self.execution_name = execution_name
        self.execution_input = execution_input
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "state_machine_arn", "execution_name", "execution_input", "boto_kwargs"
    )
    def run(
        self,
        state_machine_arn: Optional[str] = None,
        execution_name: Optional[str] = None,
        execution_input: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Starts the execution.

        Args:
            - state_machine_arn (str, optional): The Amazon Resource Name (ARN) of the
                state machine to execute. Must be given, at initialization or at
                runtime.
            - execution_name (str, optional): Optional name of the execution. For
                STANDARD workflows, this name must be unique for your Amazon Web
                Services account, region, and state machine. If a previous execution
                with the same name exists, you can reuse the name 90 days after it
                closes. For EXPRESS workflows, execution names can be reused
                immediately.
            - execution_input (str, optional): What the execution starts with, as JSON.
                Defaults to `'{}'`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The ARN of the execution.

        Raises:
            - ValueError: If `state_machine_arn` is not given.
        """
        if state_machine_arn is None:
            raise ValueError("A value for `state_machine_arn` must be provided.")

        request = {
            "stateMachineArn": state_machine_arn,
            "name": execution_name,
            "input": execution_input,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "stepfunctions", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.start_execution(**request)
        return response["executionArn"]


class StepFunctionsStopExecution(Task):
    """
    Task that stops an execution.

    This API action is not supported by `EXPRESS` state machines. For an execution with
    encryption enabled, Step Functions will encrypt the error and cause fields using the
    KMS key for the execution role. A caller can stop an execution without using any KMS
    permissions in the execution role if the caller provides a null value for both
    `error` and `cause` fields because no data needs to be encrypted.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - execution_arn (str, optional): The Amazon Resource Name (ARN) of the execution
            to stop. Must be given, at initialization or at runtime.
        - error (str, optional): The error code of the failure.
        - cause (str, optional): A more detailed explanation of the cause of the
            failure.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.stepfunctions import StepFunctionsStopExecution

        task = StepFunctionsStopExecution(
            execution_arn="arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
        )

        with Flow("stop-execution") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(boto_kwargs={"region_name": "eu-west-1"}, credentials=credentials)
        ```
    """

    def __init__(
        self,
        execution_arn: Optional[str] = None,
        error: Optional[str] = None,
        cause: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.execution_arn = execution_arn
        self.error = error
        self.cause = cause
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("execution_arn", "error", "cause", "boto_kwargs")
    def run(
        self,
        execution_arn: Optional[str] = None,
        error: Optional[str] = None,
        cause: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Stops an execution.

        Args:
            - execution_arn (str, optional): The Amazon Resource Name (ARN) of the
                execution to stop. Must be given, at initialization or at runtime.
            - error (str, optional): The error code of the failure.
            - cause (str, optional): A more detailed explanation of the cause of the
                failure.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `StopExecution` operation, with the key
                `stopDate`.

        Raises:
            - ValueError: If `execution_arn` is not given.
        """
        if execution_arn is None:
            raise ValueError("A value for `execution_arn` must be provided.")

        request = {"executionArn": execution_arn, "error": error, "cause": cause}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "stepfunctions", credentials=credentials, **(boto_kwargs or {})
        )
        return client.stop_execution(**request)
