"""
Tasks for Slack.
"""

from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class SlackListChannels(Task):
    """
    Task that lists the channels of a Slack workspace.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - channel_types (List[str], optional): The types of the channels, such as
            `public_channel`; Slack itself has a default.
        - with_archived (bool, optional): Whether archived channels are listed, too.
            Defaults to `False`.
        - page_size (int, optional): How many channels there are on a page at most.
            Defaults to `200`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.slack.channels import SlackListChannels

        task = SlackListChannels(page_size=201)

        with Flow("conversations-list") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(page_size=202, token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        channel_types: Optional[List[str]] = None,
        with_archived: bool = False,
        page_size: int = 200,
        **kwargs: Any,
    ):
        self.channel_types = channel_types
        self.with_archived = with_archived
        self.page_size = page_size
        super().__init__(**kwargs)

    @defaults_from_attrs("channel_types", "with_archived", "page_size")
    def run(
        self,
        channel_types: Optional[List[str]] = None,
        with_archived: Optional[bool] = None,
        page_size: Optional[int] = None,
        token: Optional[str] = None,
    ) -> List[Dict[str, str]]:
        """
        Task run method. Asks for one page of channels after the other and returns all
        of them.

        Args:
            - channel_types (List[str], optional): The types of the channels, such as
                `public_channel`; Slack itself has a default.
            - with_archived (bool, optional): Whether archived channels are listed, too.
                Defaults to `False`.
            - page_size (int, optional): How many channels there are on a page at most.
                Defaults to `200`.
            - token (str, optional): The token of the Slack app. Must be given. Pass it
                from an upstream Secret task.

        Returns:
            - List[Dict[str, str]]: The channels, each with its id and its name.

        Raises:
            - ValueError: If `token` is not given.
        """
        if token is None:
            raise ValueError("A token of the Slack app must be provided.")

        from slack_sdk import WebClient

        client = WebClient(token=token)
        arguments: dict = {"types": channel_types, "limit": page_size}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        page = client.conversations_list(
            exclude_archived=not with_archived, **arguments
        )
        result = list(page["channels"])
        while page["response_metadata"]["next_cursor"]:
            next_arguments: dict = {"types": channel_types, "limit": page_size}
            next_arguments = {k: v for k, v in next_arguments.items() if v is not None}
            page = client.conversations_list(
                exclude_archived=not with_archived,
                cursor=page["response_metadata"]["next_cursor"],
                **next_arguments,
            )
            result += page["channels"]
        self.logger.info(f"Found {len(result)} channels.")
        return [{"id": channel["id"], "name": channel["name"]} for channel in result]
