"""
Tasks for Asana.
"""

from typing import Any, List, Optional

from asana import ApiClient, Configuration, TasksApi
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class AsanaOpenTask(Task):
    """
    Task that opens a task in Asana.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - task_name (str, optional): What is to be done. Must be given, at
            initialization or at runtime.
        - project (str, optional): What identifies the project that the task belongs to.
            Must be given, at initialization or at runtime.
        - notes (str, optional): What else there is to know.
        - fields (List[str], optional): The fields of the task that are answered with.
            Defaults to `['gid']`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.asana.tasks import AsanaOpenTask

        task = AsanaOpenTask(task_name="my-task-name", project="1204567890123456")

        with Flow("create-task") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(task_name="another-task-name", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        task_name: Optional[str] = None,
        project: Optional[str] = None,
        notes: Optional[str] = None,
        fields: Optional[List[str]] = None,
        **kwargs: Any,
    ):
        self.task_name = task_name
        self.project = project
        self.notes = notes
        self.fields = fields if fields is not None else ["gid"]
        super().__init__(**kwargs)

    @defaults_from_attrs("task_name", "project", "notes", "fields")
    def run(
        self,
        task_name: Optional[str] = None,
        project: Optional[str] = None,
        notes: Optional[str] = None,
        fields: Optional[List[str]] = None,
        token: Optional[str] = None,
    ) -> str:
        """
        Task run method. Calls `create_task`.

        Args:
            - task_name (str, optional): What is to be done. Must be given, at
                initialization or at runtime.
            - project (str, optional): What identifies the project that the task belongs
                to. Must be given, at initialization or at runtime.
            - notes (str, optional): What else there is to know.
            - fields (List[str], optional): The fields of the task that are answered
                with. Defaults to `['gid']`.
            - token (str, optional): A personal access token of Asana. Must be given.
                Pass it from an upstream Secret task.

        Returns:
            - str: What identifies the new task.

        Raises:
            - ValueError: If `task_name`, `project` or `token` is not given.
        """
        if task_name is None:
            raise ValueError("A value for `task_name` must be provided.")
        if project is None:
            raise ValueError("A value for `project` must be provided.")
        if token is None:
            raise ValueError("A value for `token` must be provided.")

        configuration = Configuration()
        configuration.access_token = token

        client = TasksApi(ApiClient(configuration))
        data: dict = {"name": task_name, "projects": [project], "notes": notes}
        data = {k: v for k, v in data.items() if v is not None}
        result = client.create_task(
            {"data": data}, {"opt_fields": ",".join(fields or [])}
        )
        return result["gid"]
