"""
Tasks for Airtable.
"""

from typing import Any, Optional

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs
from pyairtable import Api


class AirtableWriteRow(Task):
    """
    Task that writes a row into an Airtable table.

    All initialization arguments can also be given, or overridden, at runtime. `api_key`
    can be given at runtime only.

    Args:
        - row (dict, optional): The fields of the row, by their names. Must be given, at
            initialization or at runtime.
        - base_id (str, optional): The id of the base. Must be given, at initialization
            or at runtime.
        - table_name (str, optional): The table, by its name or its id. Must be given,
            at initialization or at runtime.
        - record_id (str, optional): The id of the row to update; without it there is a
            new one.
        - typecast (bool, optional): Whether Airtable converts texts to the types of the
            fields. Defaults to `False`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.airtable.records import AirtableWriteRow

        task = AirtableWriteRow(
            row={"key": "my-value"}, base_id="my-base-id", table_name="my-table-name"
        )

        with Flow("call") as flow:
            task(api_key=PrefectSecret("API_KEY"))
            task(base_id="another-base-id", api_key=PrefectSecret("API_KEY"))
        ```
    """

    def __init__(
        self,
        row: Optional[dict] = None,
        base_id: Optional[str] = None,
        table_name: Optional[str] = None,
        record_id: Optional[str] = None,
        typecast: bool = False,
        **kwargs: Any,
    ):
        self.row = row
        self.base_id = base_id
        self.table_name = table_name
        self.record_id = record_id
        self.typecast = typecast
        super().__init__(**kwargs)

    @defaults_from_attrs("row", "base_id", "table_name", "record_id", "typecast")
    def run(
        self,
        row: Optional[dict] = None,
        base_id: Optional[str] = None,
        table_name: Optional[str] = None,
        record_id: Optional[str] = None,
        typecast: Optional[bool] = None,
        api_key: Optional[str] = None,
    ) -> str:
        """
        Task run method. Writes the row, or updates the one that is there.

        Args:
            - row (dict, optional): The fields of the row, by their names. Must be
                given, at initialization or at runtime.
            - base_id (str, optional): The id of the base. Must be given, at
                initialization or at runtime.
            - table_name (str, optional): The table, by its name or its id. Must be
                given, at initialization or at runtime.
            - record_id (str, optional): The id of the row to update; without it there
                is a new one.
            - typecast (bool, optional): Whether Airtable converts texts to the types of
                the fields. Defaults to `False`.
            - api_key (str, optional): The key of the Airtable API, or a personal access
                token. Must be given. Pass it from an upstream Secret task.

        Returns:
            - str: The id of the row.

        Raises:
            - ValueError: If `row`, `base_id`, `table_name` or `api_key` is not given.
        """
        if row is None:
            raise ValueError("A value for `row` must be provided.")
        if base_id is None:
            raise ValueError("A value for `base_id` must be provided.")
        if table_name is None:
            raise ValueError("A value for `table_name` must be provided.")
        if api_key is None:
            raise ValueError("A value for `api_key` must be provided.")

        client = Api(api_key).table(base_id, table_name)
        if record_id is None:
            arguments: dict = {"typecast": typecast}
            arguments = {k: v for k, v in arguments.items() if v is not None}
            result = client.create(row, **arguments)
        else:
            arguments_: dict = {"typecast": typecast}
            arguments_ = {k: v for k, v in arguments_.items() if v is not None}
            result = client.update(record_id, row, **arguments_)
        return result["id"]
