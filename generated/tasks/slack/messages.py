"""
Tasks for Slack.
"""

from typing import Any, Optional

from prefect import Task
from prefect.engine.signals import FAIL
from prefect.utilities.tasks import defaults_from_attrs


class SlackPostMessage(Task):
    """
    Task that posts a message in a Slack channel.

    The timestamp is what names the message in its channel: pass it as `thread_ts` to
    answer in its thread.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - channel (str, optional): The channel, by its id or its name. Must be given, at
            initialization or at runtime.
        - text (str, optional): The text of the message. Must be given, at
            initialization or at runtime.
        - thread_ts (str, optional): The timestamp of the message whose thread it goes
            into.
        - sender (str, optional): The name that the message is posted under.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.slack.messages import SlackPostMessage

        task = SlackPostMessage(channel="#data", text="my-text")

        with Flow("chat-postMessage") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(text="another-text", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        channel: Optional[str] = None,
        text: Optional[str] = None,
        thread_ts: Optional[str] = None,
        sender: Optional[str] = None,
        **kwargs: Any,
    ):
        self.channel = channel
        self.text = text
        self.thread_ts = thread_ts
        self.sender = sender
        super().__init__(**kwargs)

    @defaults_from_attrs("channel", "text", "thread_ts", "sender")
    def run(
        self,
        channel: Optional[str] = None,
        text: Optional[str] = None,
        thread_ts: Optional[str] = None,
        sender: Optional[str] = None,
        token: Optional[str] = None,
    ) -> str:
        """
        Task run method. Posts the message and returns its timestamp.

        Args:
            - channel (str, optional): The channel, by its id or its name. Must be
                given, at initialization or at runtime.
            - text (str, optional): The text of the message. Must be given, at
                initialization or at runtime.
            - thread_ts (str, optional): The timestamp of the message whose thread it
                goes into.
            - sender (str, optional): The name that the message is posted under.
            - token (str, optional): The token of the Slack app. Must be given. Pass it
                from an upstream Secret task.

        Returns:
            - str: The timestamp of the message.

        Raises:
            - ValueError: If `channel`, `text` or `token` is not given.
            - FAIL: If the call raises `SlackApiError`.
        """
        if channel is None:
            raise ValueError("A value for `channel` must be provided.")
        if text is None:
            raise ValueError("A value for `text` must be provided.")
        if token is None:
            raise ValueError("A token of the Slack app must be provided.")

        from slack_sdk import WebClient
        from slack_sdk.errors import SlackApiError

        client = WebClient(token=token)
        try:
            arguments: dict = {"thread_ts": thread_ts, "username": sender}
            arguments = {k: v for k, v in arguments.items() if v is not None}
            result = client.chat_postMessage(channel=channel, text=text, **arguments)
        except SlackApiError as error:
            raise FAIL(
                f"Slack did not take the message for {channel}: {error}"
            ) from error
        return result["ts"]
