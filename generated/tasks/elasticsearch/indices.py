"""
Tasks for Elasticsearch.
"""

import time
from typing import Any, List, Optional

from elasticsearch import Elasticsearch
from prefect import Task
from prefect.engine.signals import FAIL
from prefect.utilities.tasks import defaults_from_attrs


class ElasticsearchCreateSnapshot(Task):
    """
    Task that takes a snapshot in Elasticsearch and waits until it is there.

    All initialization arguments can also be given, or overridden, at runtime. `api_key`
    can be given at runtime only.

    Args:
        - repository (str, optional): The repository of the snapshot. Must be given, at
            initialization or at runtime.
        - snapshot_name (str, optional): The name of the snapshot. Must be given, at
            initialization or at runtime.
        - hosts (List[str], optional): The URLs of the nodes. Must be given, at
            initialization or at runtime.
        - indices (List[str], optional): The indices that are in it; without them all.
        - poll_interval (int, optional): The seconds between two looks at the snapshot.
            Defaults to `10`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.elasticsearch.indices import ElasticsearchCreateSnapshot

        task = ElasticsearchCreateSnapshot(
            repository="my-repository",
            snapshot_name="my-snapshot-name",
            hosts=["https://localhost:9200"],
        )

        with Flow("create") as flow:
            task(api_key=PrefectSecret("API_KEY"))
            task(repository="another-repository", api_key=PrefectSecret("API_KEY"))
        ```
    """

    def __init__(
        self,
        repository: Optional[str] = None,
        snapshot_name: Optional[str] = None,
        hosts: Optional[List[str]] = None,
        indices: Optional[List[str]] = None,
        poll_interval: int = 10,
        **kwargs: Any,
    ):
        self.repository = repository
        self.snapshot_name = snapshot_name
        self.hosts = hosts
        self.indices = indices
        self.poll_interval = poll_interval
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "repository", "snapshot_name", "hosts", "indices", "poll_interval"
    )
    def run(
        self,
        repository: Optional[str] = None,
        snapshot_name: Optional[str] = None,
        hosts: Optional[List[str]] = None,
        indices: Optional[List[str]] = None,
        poll_interval: Optional[int] = None,
        api_key: Optional[str] = None,
    ) -> dict:
        """
        Task run method. Takes the snapshot and waits for it.

        Args:
            - repository (str, optional): The repository of the snapshot. Must be given,
                at initialization or at runtime.
            - snapshot_name (str, optional): The name of the snapshot. Must be given, at
                initialization or at runtime.
            - hosts (List[str], optional): The URLs of the nodes. Must be given, at
                initialization or at runtime.
            - indices (List[str], optional): The indices that are in it; without them
                all.
            - poll_interval (int, optional): The seconds between two looks at the
                snapshot. Defaults to `10`.
            - api_key (str, optional): The API key. Pass it from an upstream Secret
                task.

        Returns:
            - dict: What Elasticsearch says of the snapshot.

        Raises:
            - ValueError: If `repository`, `snapshot_name` or `hosts` is not given.
            - FAIL: If `result['state']` is `'FAILED'`.
        """
        if repository is None:
            raise ValueError("A value for `repository` must be provided.")
        if snapshot_name is None:
            raise ValueError("A value for `snapshot_name` must be provided.")
        if hosts is None:
            raise ValueError("A value for `hosts` must be provided.")

        client_arguments: dict = {"api_key": api_key}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = Elasticsearch(hosts, **client_arguments)

        arguments: dict = {"indices": indices}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        result = client.snapshot.create(
            repository=repository, snapshot=snapshot_name, **arguments
        )
        while result["state"] not in ("SUCCESS", "PARTIAL", "FAILED"):
            time.sleep(poll_interval or 0)
            get = client.snapshot.get(repository=repository, snapshot=snapshot_name)
            result = get["snapshots"][0]
        if result["state"] == "FAILED":
            raise FAIL(f"The snapshot {snapshot_name} failed.")
        return result
