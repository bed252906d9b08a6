"""
Tasks for Amazon Simple Queue Service.
"""

from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class SQSCreateQueue(Task):
    """
    Task that creates a standard or FIFO queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - queue_name (str, optional): The name of the new queue. Queue URLs and names
            are case-sensitive. Must be given, at initialization or at runtime.
        - attributes (Dict[str, str], optional): The attributes of the queue; by
            default, messages are kept for 14 days. Defaults to
            `{'MessageRetentionPeriod': '1209600'}`.
        - queue_tags (Dict[str, str], optional): Add cost allocation tags to the
            specified Amazon SQS queue. For a full list of tag restrictions, see Quotas
            related to queues in the Amazon SQS Developer Guide.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSCreateQueue

        task = SQSCreateQueue(queue_name="my-queue")

        with Flow("create-queue") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(queue_name="another-queue", credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_name: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        queue_tags: Optional[Dict[str, str]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_name = queue_name
        self.attributes = (
            attributes
            if attributes is not None
            else {"MessageRetentionPeriod": "1209600"}
        )
        self.queue_tags = queue_tags
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_name", "attributes", "queue_tags", "boto_kwargs")
    def run(
        self,
        queue_name: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        queue_tags: Optional[Dict[str, str]] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates the queue, or finds the one that has the name and the
        attributes.

        Args:
            - queue_name (str, optional): The name of the new queue. Queue URLs and
                names are case-sensitive. Must be given, at initialization or at
                runtime.
            - attributes (Dict[str, str], optional): The attributes of the queue; by
                default, messages are kept for 14 days. Defaults to
                `{'MessageRetentionPeriod': '1209600'}`.
            - queue_tags (Dict[str, str], optional): Add cost allocation tags to the
                specified Amazon SQS queue. For a full list of tag restrictions, see
                Quotas related to queues in the Amazon SQS Developer Guide.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The URL of the queue.

        Raises:
            - ValueError: If `queue_name` is not given.
        """
        if queue_name is None:
            raise ValueError("A value for `queue_name` must be provided.")

        request = {
            "QueueName": queue_name,
            "Attributes": attributes,
            "tags": queue_tags,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        response = client.create_queue(**request)
        return response["QueueUrl"]


class SQSDeleteMessage(Task):
    """
    Task that deletes the specified message from the specified queue.

    To select the message to delete, use the `receipt_handle` of the message (not the
    `MessageId` which you receive when you send the message). Amazon SQS can delete a
    message from a queue even if a visibility timeout setting causes the message to be
    locked by another consumer. Amazon SQS automatically deletes messages left in a
    queue longer than the retention period configured for the queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `receipt_handle` and `credentials` can be given at runtime only.

    Args:
        - queue_url (str, optional): The URL of the Amazon SQS queue from which messages
            are deleted. Queue URLs and names are case-sensitive. Must be given, at
            initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSDeleteMessage

        task = SQSDeleteMessage(
            queue_url="https://sqs.us-east-1.amazonaws.com/123456789012/my-queue"
        )

        with Flow("delete-message") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(receipt_handle="receipt-handle", credentials=credentials)
            task(receipt_handle="another-receipt-handle", credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_url: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_url = queue_url
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_url", "boto_kwargs")
    def run(
        self,
        queue_url: Optional[str] = None,
        receipt_handle: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Deletes the specified message from the specified queue.

        Args:
            - queue_url (str, optional): The URL of the Amazon SQS queue from which
                messages are deleted. Queue URLs and names are case-sensitive. Must be
                given, at initialization or at runtime.
            - receipt_handle (str, optional): The receipt handle associated with the
                message to delete. Must be given.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `queue_url` or `receipt_handle` is not given.
        """
        if queue_url is None:
            raise ValueError("A value for `queue_url` must be provided.")
        if receipt_handle is None:
            raise ValueError("A value for `receipt_handle` must be provided.")

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        client.delete_message(QueueUrl=queue_url, ReceiptHandle=receipt_handle)


class SQSGetQueueAttributes(Task):
    """
    Task that gets attributes for the specified queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - queue_url (str, optional): The URL of the Amazon SQS queue whose attribute
            information is retrieved. Queue URLs and names are case-sensitive. Must be
            given, at initialization or at runtime.
        - attribute_names (List[str], optional): A list of attributes for which to
            retrieve information. The `attribute_names` parameter is optional, but if
            you don't specify values for this parameter, the request returns empty
            results.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSGetQueueAttributes

        task = SQSGetQueueAttributes(
            queue_url="https://sqs.us-east-1.amazonaws.com/123456789012/my-queue"
        )

        with Flow("get-queue-attributes") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(boto_kwargs={"region_name": "eu-west-1"}, credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_url: Optional[str] = None,
        attribute_names: Optional[List[str]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_url = queue_url
        self.attribute_names = attribute_names
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_url", "attribute_names", "boto_kwargs")
    def run(
        self,
        queue_url: Optional[str] = None,
        attribute_names: Optional[List[str]] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Gets attributes for the specified queue.

        Args:
            - queue_url (str, optional): The URL of the Amazon SQS queue whose attribute
                information is retrieved. Queue URLs and names are case-sensitive. Must
                be given, at initialization or at runtime.
            - attribute_names (List[str], optional): A list of attributes for which to
                retrieve information. The `attribute_names` parameter is optional, but
                if you don't specify values for this parameter, the request returns
                empty results.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `GetQueueAttributes` operation, with the key
                `Attributes`.

        Raises:
            - ValueError: If `queue_url` is not given.
        """
        if queue_url is None:
            raise ValueError("A value for `queue_url` must be provided.")

        request = {"QueueUrl": queue_url, "AttributeNames": attribute_names}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        return client.get_queue_attributes(**request)


class SQSGetQueueUrl(Task):
    """
    Task that returns the URL of an existing Amazon SQS queue.

    This is useful when you know the queue's name but need to retrieve its URL for
    further operations. To access a queue owned by another Amazon Web Services account,
    use the `queue_owner_aws_account_id` parameter to specify the account ID of the
    queue's owner. Note that the queue owner must grant you the necessary permissions to
    access the queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - queue_name (str, optional): The name of the queue for which you want to fetch
            the URL. The name can be up to 80 characters long and can include
            alphanumeric characters, hyphens (-), and underscores (_). Queue URLs and
            names are case-sensitive. Must be given, at initialization or at runtime.
        - queue_owner_aws_account_id (str, optional): The Amazon Web Services account ID
            of the account that created the queue. This is only required when you are
            attempting to access a queue owned by another Amazon Web Services account.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSGetQueueUrl

        task = SQSGetQueueUrl(queue_name="my-queue")

        with Flow("get-queue-url") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(queue_name="another-queue", credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_name: Optional[str] = None,
        queue_owner_aws_account_id: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_name = queue_name
        self.queue_owner_aws_account_id = queue_owner_aws_account_id
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_name", "queue_owner_aws_account_id", "boto_kwargs")
    def run(
        self,
        queue_name: Optional[str] = None,
        queue_owner_aws_account_id: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Returns the URL of an existing Amazon SQS queue.

        Args:
            - queue_name (str, optional): The name of the queue for which you want to
                fetch the URL. The name can be up to 80 characters long and can include
                alphanumeric characters, hyphens (-), and underscores (_). Queue URLs
                and names are case-sensitive. Must be given, at initialization or at
                runtime.
            - queue_owner_aws_account_id (str, optional): The Amazon Web Services
                account ID of the account that created the queue. This is only required
                when you are attempting to access a queue owned by another Amazon Web
                Services account.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `GetQueueUrl` operation, with the key
                `QueueUrl`.

        Raises:
            - ValueError: If `queue_name` is not given.
        """
        if queue_name is None:
            raise ValueError("A value for `queue_name` must be provided.")

        request = {
            "QueueName": queue_name,
            "QueueOwnerAWSAccountId": queue_owner_aws_account_id,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        return client.get_queue_url(**request)


class SQSListQueues(Task):
    """
    Task that returns a list of your queues in the current region.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - queue_name_prefix (str, optional): A string to use for filtering the list
            results. Only those queues whose name begins with the specified string are
            returned. Queue URLs and names are case-sensitive.
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
        from tasks.aws.sqs import SQSListQueues

        task = SQSListQueues(max_items=5)

        with Flow("list-queues") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_items=6, credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_name_prefix: Optional[str] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_name_prefix = queue_name_prefix
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_name_prefix", "max_items", "boto_kwargs")
    def run(
        self,
        queue_name_prefix: Optional[str] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[str]:
        """
        Task run method. Returns a list of your queues in the current region.

        Args:
            - queue_name_prefix (str, optional): A string to use for filtering the list
                results. Only those queues whose name begins with the specified string
                are returned. Queue URLs and names are case-sensitive.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[str]: The URLs of the queues.
        """
        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "QueueNamePrefix": queue_name_prefix,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        pages = client.get_paginator("list_queues").paginate(**request)
        response = pages.build_full_result()
        return response.get("QueueUrls", [])


class SQSReceiveMessage(Task):
    """
    Task that retrieves one or more messages (up to 10), from the specified queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - queue_url (str, optional): The URL of the Amazon SQS queue from which messages
            are received. Queue URLs and names are case-sensitive. Must be given, at
            initialization or at runtime.
        - message_system_attribute_names (List[str], optional): A list of attributes
            that need to be returned along with each message.
        - message_attribute_names (List[str], optional): The name of the message
            attribute, where N is the index. When using `ReceiveMessage`, you can send a
            list of attribute names to receive, or you can return all of the attributes
            by specifying `All` or `.*` in your request. You can also use all message
            attributes starting with a prefix, for example `bar.*`.
        - max_number_of_messages (int, optional): The maximum number of messages to
            return, from 1 to 10. Defaults to `10`.
        - visibility_timeout (int, optional): The duration (in seconds) that the
            received messages are hidden from subsequent retrieve requests after being
            retrieved by a `ReceiveMessage` request. If not specified, the default
            visibility timeout for the queue is used, which is 30 seconds.
        - wait_time_seconds (int, optional): The number of seconds to wait for a
            message, from 0 to 20. Defaults to `20`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSReceiveMessage

        task = SQSReceiveMessage(
            queue_url="https://sqs.us-east-1.amazonaws.com/123456789012/my-queue",
            max_number_of_messages=1,
        )

        with Flow("receive-message") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_number_of_messages=2, credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_url: Optional[str] = None,
        message_system_attribute_names: Optional[List[str]] = None,
        message_attribute_names: Optional[List[str]] = None,
        max_number_of_messages: int = 10,
        visibility_timeout: Optional[int] = None,
        wait_time_seconds: int = 20,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_url = queue_url
        self.message_system_attribute_names = message_system_attribute_names
        self.message_attribute_names = message_attribute_names
        self.max_number_of_messages = max_number_of_messages
        self.visibility_timeout = visibility_timeout
        self.wait_time_seconds = wait_time_seconds
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "queue_url",
        "message_system_attribute_names",
        "message_attribute_names",
        "max_number_of_messages",
        "visibility_timeout",
        "wait_time_seconds",
        "boto_kwargs",
    )
    def run(
        self,
        queue_url: Optional[str] = None,
        message_system_attribute_names: Optional[List[str]] = None,
        message_attribute_names: Optional[List[str]] = None,
        max_number_of_messages: Optional[int] = None,
        visibility_timeout: Optional[int] = None,
        wait_time_seconds: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Retrieves one or more messages (up to 10), from the specified
        queue.

        Args:
            - queue_url (str, optional): The URL of the Amazon SQS queue from which
                messages are received. Queue URLs and names are case-sensitive. Must be
                given, at initialization or at runtime.
            - message_system_attribute_names (List[str], optional): A list of attributes
                that need to be returned along with each message.
            - message_attribute_names (List[str], optional): The name of the message
                attribute, where N is the index. When using `ReceiveMessage`, you can
                send a list of attribute names to receive, or you can return all of the
                attributes by specifying `All` or `.*` in your request. You can also use
                all message attributes starting with a prefix, for example `bar.*`.
            - max_number_of_messages (int, optional): The maximum number of messages to
                return, from 1 to 10. Defaults to `10`.
            - visibility_timeout (int, optional): The duration (in seconds) that the
                received messages are hidden from subsequent retrieve requests after
                being retrieved by a `ReceiveMessage` request. If not specified, the
                default visibility timeout for the queue is used, which is 30 seconds.
            - wait_time_seconds (int, optional): The number of seconds to wait for a
                message, from 0 to 20. Defaults to `20`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: The messages, which are none if none arrived in time.

        Raises:
            - ValueError: If `queue_url` is not given.
        """
        if queue_url is None:
            raise ValueError("A value for `queue_url` must be provided.")

        request = {
            "QueueUrl": queue_url,
            "MessageSystemAttributeNames": message_system_attribute_names,
            "MessageAttributeNames": message_attribute_names,
            "MaxNumberOfMessages": max_number_of_messages,
            "VisibilityTimeout": visibility_timeout,
            "WaitTimeSeconds": wait_time_seconds,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        response = client.receive_message(**request)
        return response.get("Messages", [])


class SQSSendMessage(Task):
    """
    Task that delivers a message to the specified queue.

    All initialization arguments can also be given, or overridden, at runtime.
    `message_body` and `credentials` can be given at runtime only.

    Args:
        - queue_url (str, optional): The URL of the Amazon SQS queue to which a message
            is sent. Queue URLs and names are case-sensitive. Must be given, at
            initialization or at runtime.
        - delay_seconds (int, optional): The length of time, in seconds, for which to
            delay a specific message. Maximum: 15 minutes. Messages with a positive
            `delay_seconds` value become available for processing after the delay period
            is finished. If you don't specify a value, the default value for the queue
            applies.
        - message_attributes (Dict[str, dict], optional): Each message attribute
            consists of a `Name`, `Type`, and `Value`.
        - message_system_attributes (Dict[str, dict], optional): The message system
            attribute to send. Each message system attribute consists of a `Name`,
            `Type`, and `Value`.
        - message_deduplication_id (str, optional): This parameter applies only to FIFO
            (first-in-first-out) queues. The token used for deduplication of sent
            messages.
        - message_group_id (str, optional): `message_group_id` is an attribute used in
            Amazon SQS FIFO (First-In-First-Out) and standard queues. In FIFO queues,
            `message_group_id` organizes messages into distinct groups.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sqs import SQSSendMessage

        task = SQSSendMessage(
            queue_url="https://sqs.us-east-1.amazonaws.com/123456789012/my-queue"
        )

        with Flow("send-message") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(message_body="message-body", credentials=credentials)
            task(message_body="another-message-body", credentials=credentials)
        ```
    """

    def __init__(
        self,
        queue_url: Optional[str] = None,
        delay_seconds: Optional[int] = None,
        message_attributes: Optional[Dict[str, dict]] = None,
        message_system_attributes: Optional[Dict[str, dict]] = None,
        message_deduplication_id: Optional[str] = None,
        message_group_id: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.queue_url = queue_url
        self.delay_seconds = delay_seconds
        self.message_attributes = message_attributes
        self.message_system_attributes = message_system_attributes
        self.message_deduplication_id = message_deduplication_id
        self.message_group_id = message_group_id
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "queue_url",
        "delay_seconds",
        "message_attributes",
        "message_system_attributes",
        "message_deduplication_id",
        "message_group_id",
        "boto_kwargs",
    )
    def run(
        self,
        queue_url: Optional[str] = None,
        message_body: Optional[str] = None,
        delay_seconds: Optional[int] = None,
        message_attributes: Optional[Dict[str, dict]] = None,
        message_system_attributes: Optional[Dict[str, dict]] = None,
        message_deduplication_id: Optional[str] = None,
        message_group_id: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Delivers a message to the specified queue.

        Args:
            - queue_url (str, optional): The URL of the Amazon SQS queue to which a
                message is sent. Queue URLs and names are case-sensitive. Must be given,
                at initialization or at runtime.
            - message_body (str, optional): The message to send. The minimum size is one
                character. Must be given.
            - delay_seconds (int, optional): The length of time, in seconds, for which
                to delay a specific message. Maximum: 15 minutes. Messages with a
                positive `delay_seconds` value become available for processing after the
                delay period is finished. If you don't specify a value, the default
                value for the queue applies.
            - message_attributes (Dict[str, dict], optional): Each message attribute
                consists of a `Name`, `Type`, and `Value`.
            - message_system_attributes (Dict[str, dict], optional): The message system
                attribute to send. Each message system attribute consists of a `Name`,
                `Type`, and `Value`.
            - message_deduplication_id (str, optional): This parameter applies only to
                FIFO (first-in-first-out) queues. The token used for deduplication of
                sent messages.
            - message_group_id (str, optional): `message_group_id` is an attribute used
                in Amazon SQS FIFO (First-In-First-Out) and standard queues. In FIFO
                queues, `message_group_id` organizes messages into distinct groups.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The id of the message.

        Raises:
            - ValueError: If `queue_url` or `message_body` is not given.
        """
        if queue_url is None:
            raise ValueError("A value for `queue_url` must be provided.")
        if message_body is None:
            raise ValueError("A value for `message_body` must be provided.")

        request = {
            "QueueUrl": queue_url,
            "MessageBody": message_body,
            "DelaySeconds": delay_seconds,
            "MessageAttributes": message_attributes,
            "MessageSystemAttributes": message_system_attributes,
            "MessageDeduplicationId": message_deduplication_id,
            "MessageGroupId": message_group_id,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sqs", credentials=credentials, **(boto_kwargs or {}))
        response = client.send_message(**request)
        return response["MessageId"]
