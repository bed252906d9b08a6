"""
Tasks for monday.com.
"""

import json
from typing import Any, Dict, Optional, Union

import requests
from prefect import Task
from prefect.engine.signals import FAIL
from prefect.utilities.tasks import defaults_from_attrs


class MondayCreateItem(Task):
    """
    Task that creates an item on a board of monday.com.

    All initialization arguments can also be given, or overridden, at runtime.
    `api_token` can be given at runtime only.

    Args:
        - board_id (Union[int, str], optional): The board, by its id. Must be given, at
            initialization or at runtime.
        - item_name (str, optional): The name of the item. Must be given, at
            initialization or at runtime.
        - group_id (str, optional): The group on the board that it goes into, by its id.
        - column_values (Dict[str, Any], optional): The values of its columns, by the
            columns' ids.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.monday.items import MondayCreateItem

        task = MondayCreateItem(board_id=3, item_name="my-item-name")

        with Flow("post") as flow:
            task(api_token=PrefectSecret("API_TOKEN"))
            task(board_id=4, api_token=PrefectSecret("API_TOKEN"))
        ```
    """

    def __init__(
        self,
        board_id: Optional[Union[int, str]] = None,
        item_name: Optional[str] = None,
        group_id: Optional[str] = None,
        column_values: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ):
        self.board_id = board_id
        self.item_name = item_name
        self.group_id = group_id
        self.column_values = column_values
        super().__init__(**kwargs)

    @defaults_from_attrs("board_id", "item_name", "group_id", "column_values")
    def run(
        self,
        board_id: Optional[Union[int, str]] = None,
        item_name: Optional[str] = None,
        group_id: Optional[str] = None,
        column_values: Optional[Dict[str, Any]] = None,
        api_token: Optional[str] = None,
    ) -> str:
        """
        Task run method. Creates the item and returns its id.

        Args:
            - board_id (Union[int, str], optional): The board, by its id. Must be given,
                at initialization or at runtime.
            - item_name (str, optional): The name of the item. Must be given, at
                initialization or at runtime.
            - group_id (str, optional): The group on the board that it goes into, by its
                id.
            - column_values (Dict[str, Any], optional): The values of its columns, by
                the columns' ids.
            - api_token (str, optional): A token of the API. Must be given. Pass it from
                an upstream Secret task.

        Returns:
            - str: The id of the item.

        Raises:
            - ValueError: If `board_id`, `item_name` or `api_token` is not given.
            - FAIL: If `result.status_code` is at least 400.
            - FAIL: If `'errors'` is in `result.json()`.
        """
        if board_id is None:
            raise ValueError("A board id must be provided.")
        if item_name is None:
            raise ValueError("An item name must be provided.")
        if api_token is None:
            raise ValueError("An API token must be provided.")

        variables: dict = {"board": board_id, "name": item_name, "group": group_id}
        variables = {k: v for k, v in variables.items() if v is not None}
        if column_values:
            variables["values"] = json.dumps(column_values)
        result = requests.post(
            "https://api.monday.com/v2",
            json={
                "query": "mutation ($board: ID!, $group: String, $name: String!, $values: JSON) {create_item (board_id: $board, group_id: $group, item_name: $name, column_values: $values) {id}}",
                "variables": variables,
            },
            headers={"Authorization": api_token},
            timeout=60,
        )
        if result.status_code >= 400:
            raise FAIL(f"monday.com refused the item {item_name}: {result.status_code}")
        if "errors" in result.json():
            raise FAIL(
                f"monday.com could not create the item {item_name}: {result.json()['errors']}"
            )
        return result.json()["data"]["create_item"]["id"]
