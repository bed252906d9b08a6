"""
Tasks for Zendesk.
"""

from typing import Any, Dict, List, Optional

import requests
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class ZendeskExportTickets(Task):
    """
    Task that exports the tickets of a Zendesk account that changed since a time.

    All initialization arguments can also be given, or overridden, at runtime.
    `api_token` can be given at runtime only.

    Args:
        - subdomain (str, optional): The account, by its subdomain of zendesk.com. Must
            be given, at initialization or at runtime.
        - start_time (int, optional): The time from which on changes count, in seconds
            since 1970. Must be given, at initialization or at runtime.
        - email (str, optional): The email address of the user whose token it is. Must
            be given, at initialization or at runtime.
        - exclude_deleted (bool, optional): Whether deleted tickets are left out.
            Defaults to `False`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.zendesk.tickets import ZendeskExportTickets

        task = ZendeskExportTickets(
            subdomain="acme", start_time=1577836800, email="my-email"
        )

        with Flow("get") as flow:
            task(api_token=PrefectSecret("API_TOKEN"))
            task(start_time=1577836801, api_token=PrefectSecret("API_TOKEN"))
        ```
    """

    def __init__(
        self,
        subdomain: Optional[str] = None,
        start_time: Optional[int] = None,
        email: Optional[str] = None,
        exclude_deleted: bool = False,
        **kwargs: Any,
    ):
        self.subdomain = subdomain
        self.start_time = start_time
        self.email = email
        self.exclude_deleted = exclude_deleted
        super().__init__(**kwargs)

    @defaults_from_attrs("subdomain", "start_time", "email", "exclude_deleted")
    def run(
        self,
        subdomain: Optional[str] = None,
        start_time: Optional[int] = None,
        email: Optional[str] = None,
        exclude_deleted: Optional[bool] = None,
        api_token: Optional[str] = None,
    ) -> List[Dict[str, Any]]:
        """
        Task run method. Asks for one page of tickets after the other and returns all of
        them.

        Args:
            - subdomain (str, optional): The account, by its subdomain of zendesk.com.
                Must be given, at initialization or at runtime.
            - start_time (int, optional): The time from which on changes count, in
                seconds since 1970. Must be given, at initialization or at runtime.
            - email (str, optional): The email address of the user whose token it is.
                Must be given, at initialization or at runtime.
            - exclude_deleted (bool, optional): Whether deleted tickets are left out.
                Defaults to `False`.
            - api_token (str, optional): A token of the API. Must be given. Pass it from
                an upstream Secret task.

        Returns:
            - List[Dict[str, Any]]: The tickets.

        Raises:
            - ValueError: If `subdomain`, `start_time`, `email` or `api_token` is not
                given.
        """
        if subdomain is None:
            raise ValueError("A subdomain must be provided.")
        if start_time is None:
            raise ValueError("A start time must be provided.")
        if email is None:
            raise ValueError("An email address must be provided.")
        if api_token is None:
            raise ValueError("An API token must be provided.")

        basic = (f"{email}/token", api_token)

        params: dict = {"start_time": start_time}
        if exclude_deleted:
            params["exclude_deleted"] = exclude_deleted
        page = requests.get(
            f"https://{subdomain}.zendesk.com/api/v2/incremental/tickets/cursor.json",
            params=params,
            auth=basic,
            timeout=60,
        )
        page.raise_for_status()
        result = list(page.json()["tickets"])
        while not page.json()["end_of_stream"]:
            page = requests.get(page.json()["after_url"], auth=basic, timeout=60)
            page.raise_for_status()
            result += page.json()["tickets"]
        self.logger.info(f"Exported {len(result)} tickets of {subdomain}.")
        return result
