"""
Tasks for Twilio.
"""

from typing import Any, Optional

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs
from twilio.rest import Client


class TwilioSendMessage(Task):
    """
    Task that sends a text message with Twilio.

    All initialization arguments can also be given, or overridden, at runtime.
    `auth_token` can be given at runtime only.

    Args:
        - to (str, optional): The number that it is sent to, in E.164 format. Must be
            given, at initialization or at runtime.
        - sender (str, optional): The number that it is sent from. Must be given, at
            initialization or at runtime.
        - body (str, optional): The text of the message. Must be given, at
            initialization or at runtime.
        - account_sid (str, optional): The SID of the account. Must be given, at
            initialization or at runtime.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.twilio.messages import TwilioSendMessage

        task = TwilioSendMessage(
            to="+15005550006",
            sender="+15005550001",
            body="my-body",
            account_sid="my-account-sid",
        )

        with Flow("create") as flow:
            task(auth_token=PrefectSecret("AUTH_TOKEN"))
            task(body="another-body", auth_token=PrefectSecret("AUTH_TOKEN"))
        ```
    """

    def __init__(
        self,
        to: Optional[str] = None,
        sender: Optional[str] = None,
        body: Optional[str] = None,
        account_sid: Optional[str] = None,
        **kwargs: Any,
    ):
        self.to = to
        self.sender = sender
        self.body = body
        self.account_sid = account_sid
        super().__init__(**kwargs)

    @defaults_from_attrs("to", "sender", "body", "account_sid")
    def run(
        self,
        to: Optional[str] = None,
        sender: Optional[str] = None,
        body: Optional[str] = None,
        account_sid: Optional[str] = None,
        auth_token: Optional[str] = None,
    ) -> str:
        """
        Task run method. Sends the message and returns its SID.

        Args:
            - to (str, optional): The number that it is sent to, in E.164 format. Must
                be given, at initialization or at runtime.
            - sender (str, optional): The number that it is sent from. Must be given, at
                initialization or at runtime.
            - body (str, optional): The text of the message. Must be given, at
                initialization or at runtime.
            - account_sid (str, optional): The SID of the account. Must be given, at
                initialization or at runtime.
            - auth_token (str, optional): The account's auth token. Must be given. Pass
                it from an upstream Secret task.

        Returns:
            - str: The SID of the message.

        Raises:
            - ValueError: If `to`, `sender`, `body`, `account_sid` or `auth_token` is
                not given.
        """
        if to is None:
            raise ValueError("A value for `to` must be provided.")
        if sender is None:
            raise ValueError("A value for `sender` must be provided.")
        if body is None:
            raise ValueError("A value for `body` must be provided.")
        if account_sid is None:
            raise ValueError("A value for `account_sid` must be provided.")
        if auth_token is None:
            raise ValueError("A value for `auth_token` must be provided.")

        client = Client(account_sid, auth_token)
        result = client.messages.create(to=to, from_=sender, body=body)
        return result.sid
