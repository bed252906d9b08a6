"""
Tasks for Docker.
"""

from typing import Any, Dict, List, Optional, Union

from prefect import Task
from prefect.engine.signals import FAIL
from prefect.utilities.tasks import defaults_from_attrs


class DockerCreateContainer(Task):
    """
    Task that creates a Docker container.

    All initialization arguments can also be given, or overridden, at runtime.

    Args:
        - image_name (str, optional): The image, with its tag. Must be given, at
            initialization or at runtime.
        - container_name (str, optional): The name of the container.
        - command (Union[str, List[str]], optional): The command that the container
            runs.
        - environment (Dict[str, str], optional): The environment variables of the
            container.
        - detach (bool, optional): Whether the container runs in the background.
            Defaults to `False`.
        - extra_docker_kwargs (dict, optional): Further keyword arguments of
            `APIClient.create_container`.
        - docker_server_url (str, optional): The URL of the Docker server. Defaults to
            `'unix:///var/run/docker.sock'`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.docker.containers import DockerCreateContainer

        task = DockerCreateContainer(
            image_name="python:3.11", container_name="my-container-name"
        )

        with Flow("create-container") as flow:
            task()
            task(container_name="another-container-name")
        ```
    """

    def __init__(
        self,
        image_name: Optional[str] = None,
        container_name: Optional[str] = None,
        command: Optional[Union[str, List[str]]] = None,
        environment: Optional[Dict[str, str]] = None,
        detach: bool = False,
        extra_docker_kwargs: Optional[dict] = None,
        docker_server_url: str = "unix:///var/run/docker.sock",
        **kwargs: Any,
    ):
        self.image_name = image_name
        self.container_name = container_name
        self.command = command
        self.environment = environment
        self.detach = detach
        self.extra_docker_kwargs = extra_docker_kwargs
        self.docker_server_url = docker_server_url
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "image_name",
        "container_name",
        "command",
        "environment",
        "detach",
        "extra_docker_kwargs",
        "docker_server_url",
    )
    def run(
        self,
        image_name: Optional[str] = None,
        container_name: Optional[str] = None,
        command: Optional[Union[str, List[str]]] = None,
        environment: Optional[Dict[str, str]] = None,
        detach: Optional[bool] = None,
        extra_docker_kwargs: Optional[dict] = None,
        docker_server_url: Optional[str] = None,
    ) -> str:
        """
        Task run method. Creates the container and returns its id.

        Args:
            - image_name (str, optional): The image, with its tag. Must be given, at
                initialization or at runtime.
            - container_name (str, optional): The name of the container.
            - command (Union[str, List[str]], optional): The command that the container
                runs.
            - environment (Dict[str, str], optional): The environment variables of the
                container.
            - detach (bool, optional): Whether the container runs in the background.
                Defaults to `False`.
            - extra_docker_kwargs (dict, optional): Further keyword arguments of
                `APIClient.create_container`.
            - docker_server_url (str, optional): The URL of the Docker server. Defaults
                to `'unix:///var/run/docker.sock'`.

        Returns:
            - str: The id of the container.

        Raises:
            - ValueError: If `image_name` is not given.
        """
        if not image_name:
            raise ValueError("An image name must be provided.")

        import docker

        client_arguments: dict = {"base_url": docker_server_url}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = docker.APIClient(version="auto", **client_arguments)
        self.logger.info(f"Creating a container from image {image_name}.")

        arguments: dict = {
            "command": command,
            "name": container_name,
            "environment": environment,
            "detach": detach,
        }
        arguments = {k: v for k, v in arguments.items() if v is not None}
        result = client.create_container(
            image_name, **arguments, **(extra_docker_kwargs or {})
        )
        self.logger.info(
            f"Created container {result.get('Id')} from image {image_name}."
        )
        return result.get("Id")


class DockerWaitOnContainer(Task):
    """
    Task that waits until a Docker container exits.

    All initialization arguments can also be given, or overridden, at runtime.

    Args:
        - container_id (str, optional): The id of the container. Must be given, at
            initialization or at runtime.
        - raise_on_exit_code (bool, optional): Whether the task fails where the exit
            code is not 0. Defaults to `True`.
        - extra_docker_kwargs (dict, optional): Further keyword arguments of
            `APIClient.wait`.
        - docker_server_url (str, optional): The URL of the Docker server. Defaults to
            `'unix:///var/run/docker.sock'`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.docker.containers import DockerWaitOnContainer

        task = DockerWaitOnContainer(container_id="my-container-id")

        with Flow("wait") as flow:
            task()
            task(container_id="another-container-id")
        ```
    """

    def __init__(
        self,
        container_id: Optional[str] = None,
        raise_on_exit_code: bool = True,
        extra_docker_kwargs: Optional[dict] = None,
        docker_server_url: str = "unix:///var/run/docker.sock",
        **kwargs: Any,
    ):
        self.container_id = container_id
        self.raise_on_exit_code = raise_on_exit_code
        self.extra_docker_kwargs = extra_docker_kwargs
        self.docker_server_url = docker_server_url
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "container_id", "raise_on_exit_code", "extra_docker_kwargs", "docker_server_url"
    )
    def run(
        self,
        container_id: Optional[str] = None,
        raise_on_exit_code: Optional[bool] = None,
        extra_docker_kwargs: Optional[dict] = None,
        docker_server_url: Optional[str] = None,
    ) -> dict:
        """
        Task run method. Waits for the container.

        Args:
            - container_id (str, optional): The id of the container. Must be given, at
                initialization or at runtime.
            - raise_on_exit_code (bool, optional): Whether the task fails where the exit
                code is not 0. Defaults to `True`.
            - extra_docker_kwargs (dict, optional): Further keyword arguments of
                `APIClient.wait`.
            - docker_server_url (str, optional): The URL of the Docker server. Defaults
                to `'unix:///var/run/docker.sock'`.

        Returns:
            - dict: What Docker says of the exit, with the `StatusCode`.

        Raises:
            - ValueError: If `container_id` is not given.
            - FAIL: If `raise_on_exit_code` is true and `result['StatusCode']` is not 0.
        """
        if not container_id:
            raise ValueError("A container id must be provided.")

        import docker

        client_arguments: dict = {"base_url": docker_server_url}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = docker.APIClient(version="auto", **client_arguments)

        result = client.wait(container_id, **(extra_docker_kwargs or {}))
        if raise_on_exit_code and result["StatusCode"] != 0:
            raise FAIL(f"{container_id} failed with exit code {result['StatusCode']}.")
        return result
