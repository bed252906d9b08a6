"""
Tasks for Amazon Simple Notification Service.
"""

from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class SNSCreateTopic(Task):
    """
    Task that creates a topic to which notifications can be published.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - topic_name (str, optional): The name of the topic you want to create. For a
            FIFO (first-in-first-out) topic, the name must end with the `.fifo` suffix.
            Must be given, at initialization or at runtime.
        - attributes (Dict[str, str], optional): A map of attributes with their
            corresponding values.
        - topic_tags (List[dict], optional): The list of tags to add to a new topic.
        - data_protection_policy (str, optional): The body of the policy document you
            want to use for this topic. You can only add one policy per topic. The
            policy must be in JSON string format.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sns import SNSCreateTopic

        task = SNSCreateTopic(topic_name="my-topic")

        with Flow("create-topic") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(topic_name="another-topic", credentials=credentials)
        ```
    """

    def __init__(
        self,
        topic_name: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        topic_tags: Optional[List[dict]] = None,
        data_protection_policy: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.topic_name = topic_name
        self.attributes = attributes
        self.topic_tags = topic_tags
        self.data_protection_policy = data_protection_policy
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "topic_name",
        "attributes",
        "topic_tags",
        "data_protection_policy",
        "boto_kwargs",
    )
    def run(
        self,
        topic_name: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        topic_tags: Optional[List[dict]] = None,
        data_protection_policy: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates a topic to which notifications can be published.

        Args:
            - topic_name (str, optional): The name of the topic you want to create. For
                a FIFO (first-in-first-out) topic, the name must end with the `.fifo`
                suffix. Must be given, at initialization or at runtime.
            - attributes (Dict[str, str], optional): A map of attributes with their
                corresponding values.
            - topic_tags (List[dict], optional): The list of tags to add to a new topic.
            - data_protection_policy (str, optional): The body of the policy document
                you want to use for this topic. You can only add one policy per topic.
                The policy must be in JSON string format.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The Amazon Resource Name (ARN) assigned to the created topic.

        Raises:
            - ValueError: If `topic_name` is not given.
        """
        if topic_name is None:
            raise ValueError("A value for `topic_name` must be provided.")

        request = {
            "Name": topic_name,
            "Attributes": attributes,
            "Tags": topic_tags,
            "DataProtectionPolicy": data_protection_policy,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        response = client.create_topic(**request)
        return response["TopicArn"]


class SNSListSubscriptionsByTopic(Task):
    """
    Task that returns a list of the subscriptions to a specific topic.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - topic_arn (str, optional): The ARN of the topic for which you wish to find
            subscriptions. Must be given, at initialization or at runtime.
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
        from tasks.aws.sns import SNSListSubscriptionsByTopic

        task = SNSListSubscriptionsByTopic(
            topic_arn="arn:aws:sns:us-east-1:123456789012:my-topic", max_items=5
        )

        with Flow("list-subscriptions-by-topic") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_items=6, credentials=credentials)
        ```
    """

    def __init__(
        self,
        topic_arn: Optional[str] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.topic_arn = topic_arn
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("topic_arn", "max_items", "boto_kwargs")
    def run(
        self,
        topic_arn: Optional[str] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Returns a list of the subscriptions to a specific topic.

        Args:
            - topic_arn (str, optional): The ARN of the topic for which you wish to find
                subscriptions. Must be given, at initialization or at runtime.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: A list of subscriptions.

        Raises:
            - ValueError: If `topic_arn` is not given.
        """
        if topic_arn is None:
            raise ValueError("A value for `topic_arn` must be provided.")

        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {"TopicArn": topic_arn, "PaginationConfig": pagination_config or None}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        pages = client.get_paginator("list_subscriptions_by_topic").paginate(**request)
        response = pages.build_full_result()
        return response.get("Subscriptions", [])


class SNSPublish(Task):
    """
    Task that publishes a message to an SNS topic.

    All initialization arguments can also be given, or overridden, at runtime. `message`
    and `credentials` can be given at runtime only.

    Args:
        - topic_arn (str, optional): The ARN of the topic. Must be given, at
            initialization or at runtime.
        - subject (str, optional): Optional parameter to be used as the 'Subject' line
            when the message is delivered to email endpoints. This field will also be
            included, if present, in the standard JSON messages delivered to other
            endpoints.
        - message_structure (str, optional): Set `message_structure` to `json` if you
            want to send a different message for each protocol. For example, using one
            publish action, you can send a short message to your SMS subscribers and a
            longer message to your email subscribers.
        - message_attributes (Dict[str, dict], optional): The attributes of the message,
            each with its `DataType` and its value.
        - message_deduplication_id (str, optional): For FIFO topics: the id that each
            message has only once in five minutes.
        - message_group_id (str, optional): For FIFO topics: The `message_group_id` is a
            tag that specifies that a message belongs to a specific message group.
            Messages that belong to the same message group are processed in a FIFO
            manner (however, messages in different message groups might be processed out
            of order). Every message must include a `message_group_id`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sns import SNSPublish

        task = SNSPublish(topic_arn="arn:aws:sns:us-east-1:123456789012:my-topic")

        with Flow("publish") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(message="message", credentials=credentials)
            task(message="another-message", credentials=credentials)
        ```
    """

    def __init__(
        self,
        topic_arn: Optional[str] = None,
        subject: Optional[str] = None,
        message_structure: Optional[str] = None,
        message_attributes: Optional[Dict[str, dict]] = None,
        message_deduplication_id: Optional[str] = None,
        message_group_id: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.topic_arn = topic_arn
        self.subject = subject
        self.message_structure = message_structure
        self.message_attributes = message_attributes
        self.message_deduplication_id = message_deduplication_id
        self.message_group_id = message_group_id
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "topic_arn",
        "subject",
        "message_structure",
        "message_attributes",
        "message_deduplication_id",
        "message_group_id",
        "boto_kwargs",
    )
    def run(
        self,
        topic_arn: Optional[str] = None,
        message: Optional[str] = None,
        subject: Optional[str] = None,
        message_structure: Optional[str] = None,
        message_attributes: Optional[Dict[str, dict]] = None,
        message_deduplication_id: Optional[str] = None,
        message_group_id: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Publishes the message.

        Args:
            - topic_arn (str, optional): The ARN of the topic. Must be given, at
                initialization or at runtime.
            - message (str, optional): The message, of at most 256 KB; JSON where
                `message_structure` is `json`. Must be given.
            - subject (str, optional): Optional parameter to be used as the 'Subject'
                line when the message is delivered to email endpoints. This field will
                also be included, if present, in the standard JSON messages delivered to
                other endpoints.
            - message_structure (str, optional): Set `message_structure` to `json` if
                you want to send a different message for each protocol. For example,
                using one publish action, you can send a short message to your SMS
                subscribers and a longer message to your email subscribers.
            - message_attributes (Dict[str, dict], optional): The attributes of the
                message, each with its `DataType` and its value.
            - message_deduplication_id (str, optional): For FIFO topics: the id that
                each message has only once in five minutes.
            - message_group_id (str, optional): For FIFO topics: The `message_group_id`
                is a tag that specifies that a message belongs to a specific message
                group. Messages that belong to the same message group are processed in a
                FIFO manner (however, messages in different message groups might be
                processed out of order). Every message must include a
                `message_group_id`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The id of the message.

        Raises:
            - ValueError: If `topic_arn` or `message` is not given.
        """
        if topic_arn is None:
            raise ValueError("A value for `topic_arn` must be provided.")
        if message is None:
            raise ValueError("A value for `message` must be provided.")

        request = {
            "TopicArn": topic_arn,
            "Message": message,
            "Subject": subject,
            "MessageStructure": message_structure,
            "MessageAttributes": message_attributes,
            "MessageDeduplicationId": message_deduplication_id,
            "MessageGroupId": message_group_id,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        response = client.publish(**request)
        return response["MessageId"]


class SNSSendTextMessage(Task):
    """
    Task that sends a text message to a phone.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - phone_number (str, optional): The number of the phone, in E.164 format:
            `+12065550100`. Must be given, at initialization or at runtime.
        - message (str, optional): The text, of at most 1,600 characters. Must be given,
            at initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sns import SNSSendTextMessage

        task = SNSSendTextMessage(phone_number="phone-number", message="message")

        with Flow("publish") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(phone_number="another-phone-number", credentials=credentials)
        ```
    """

    def __init__(
        self,
        phone_number: Optional[str] = None,
        message: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.phone_number = phone_number
        self.message = message
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("phone_number", "message", "boto_kwargs")
    def run(
        self,
        phone_number: Optional[str] = None,
        message: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Sends the text message.

        Args:
            - phone_number (str, optional): The number of the phone, in E.164 format:
                `+12065550100`. Must be given, at initialization or at runtime.
            - message (str, optional): The text, of at most 1,600 characters. Must be
                given, at initialization or at runtime.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The id of the message.

        Raises:
            - ValueError: If `phone_number` or `message` is not given.
        """
        if phone_number is None:
            raise ValueError("A value for `phone_number` must be provided.")
        if message is None:
            raise ValueError("A value for `message` must be provided.")

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        response = client.publish(
            PhoneNumber=phone_number,
            Message=message,
            MessageAttributes={
                "AWS.SNS.SMS.SMSType": {
                    "DataType": "String",
                    "StringValue": "Transactional",
                },
            },
        )
        return response["MessageId"]


class SNSSubscribe(Task):
    """
    Task that subscribes an endpoint to an Amazon SNS topic.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - topic_arn (str, optional): The ARN of the topic you want to subscribe to. Must
            be given, at initialization or at runtime.
        - protocol (str, optional): The protocol that you want to use. Must be given, at
            initialization or at runtime.
        - endpoint (str, optional): The endpoint that you want to receive notifications.
        - attributes (Dict[str, str], optional): A map of attributes with their
            corresponding values.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sns import SNSSubscribe

        task = SNSSubscribe(
            topic_arn="arn:aws:sns:us-east-1:123456789012:my-topic", protocol="protocol"
        )

        with Flow("subscribe") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(protocol="another-protocol", credentials=credentials)
        ```
    """

    def __init__(
        self,
        topic_arn: Optional[str] = None,
        protocol: Optional[str] = None,
        endpoint: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.topic_arn = topic_arn
        self.protocol = protocol
        self.endpoint = endpoint
        self.attributes = attributes
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "topic_arn", "protocol", "endpoint", "attributes", "boto_kwargs"
    )
    def run(
        self,
        topic_arn: Optional[str] = None,
        protocol: Optional[str] = None,
        endpoint: Optional[str] = None,
        attributes: Optional[Dict[str, str]] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Subscribes an endpoint to an Amazon SNS topic.

        Args:
            - topic_arn (str, optional): The ARN of the topic you want to subscribe to.
                Must be given, at initialization or at runtime.
            - protocol (str, optional): The protocol that you want to use. Must be
                given, at initialization or at runtime.
            - endpoint (str, optional): The endpoint that you want to receive
                notifications.
            - attributes (Dict[str, str], optional): A map of attributes with their
                corresponding values.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The ARN of the subscription.

        Raises:
            - ValueError: If `topic_arn` or `protocol` is not given.
        """
        if topic_arn is None:
            raise ValueError("A value for `topic_arn` must be provided.")
        if protocol is None:
            raise ValueError("A value for `protocol` must be provided.")

        request = {
            "TopicArn": topic_arn,
            "Protocol": protocol,
            "Endpoint": endpoint,
            "Attributes": attributes,
            "ReturnSubscriptionArn": True,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        response = client.subscribe(**request)
        return response["SubscriptionArn"]


class SNSUnsubscribe(Task):
    """
    Task that deletes a subscription.

    If the subscription requires authentication for deletion, only the owner of the
    subscription or the topic's owner can unsubscribe, and an Amazon Web Services
    signature is required. If the `Unsubscribe` call does not require authentication and
    the requester is not the subscription owner, a final cancellation message is
    delivered to the endpoint, so that the endpoint owner can easily resubscribe to the
    topic if the `Unsubscribe` request was unintended. This action is throttled at 100
    transactions per second (TPS).

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - subscription_arn (str, optional): The ARN of the subscription to be deleted.
            Must be given, at initialization or at runtime.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.sns import SNSUnsubscribe

        task = SNSUnsubscribe(
            subscription_arn="arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription",
        )

        with Flow("unsubscribe") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(boto_kwargs={"region_name": "eu-west-1"}, credentials=credentials)
        ```
    """

    def __init__(
        self,
        subscription_arn: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.subscription_arn = subscription_arn
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("subscription_arn", "boto_kwargs")
    def run(
        self,
        subscription_arn: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Deletes a subscription.

        Args:
            - subscription_arn (str, optional): The ARN of the subscription to be
                deleted. Must be given, at initialization or at runtime.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `subscription_arn` is not given.
        """
        if subscription_arn is None:
            raise ValueError("A value for `subscription_arn` must be provided.")

        client = get_boto_client("sns", credentials=credentials, **(boto_kwargs or {}))
        client.unsubscribe(SubscriptionArn=subscription_arn)
