"""
Tasks for Dropbox.
"""

from typing import Any, Optional

import dropbox
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class DropboxDownload(Task):
    """
    Task that downloads a file from Dropbox.

    All initialization arguments can also be given, or overridden, at runtime.
    `access_token` can be given at runtime only.

    Args:
        - path (str, optional): The path of the file in Dropbox. Must be given, at
            initialization or at runtime.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.dropbox.files import DropboxDownload

        task = DropboxDownload(path="/reports/words.csv")

        with Flow("call") as flow:
            task(access_token=PrefectSecret("ACCESS_TOKEN"))
        ```
    """

    def __init__(self, path: Optional[str] = None, **kwargs: Any):
        self.path = path
        super().__init__(**kwargs)

    @defaults_from_attrs("path")
    def run(
        self, path: Optional[str] = None, access_token: Optional[str] = None
    ) -> bytes:
        """
        Task run method. Downloads the file and returns what is in it.

        Args:
            - path (str, optional): The path of the file in Dropbox. Must be given, at
                initialization or at runtime.
            - access_token (str, optional): The access token of the Dropbox app. Must be
                given. Pass it from an upstream Secret task.

        Returns:
            - bytes: The bytes of the file.

        Raises:
            - ValueError: If `path` or `access_token` is not given.
        """
        if access_token is None:
            raise ValueError("A value for `access_token` must be provided.")
        if path is None:
            raise ValueError("No path provided.")

        client = dropbox.Dropbox(access_token)
        result = client.files_download(path)[1]
        return result.content
