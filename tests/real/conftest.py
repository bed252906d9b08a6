"""moto's server, in this process, and flows that run the tasks of `generated/` against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
import prefect
import pytest
import requests
from moto.core.config import default_user_config
from moto.moto_server import threaded_moto_server
from prefect import Flow, Task
from prefect.tasks.secrets import PrefectSecret

REGION = "eu-central-1"
SECRET = {"ACCESS_KEY": "the-key-of-the-secret", "SECRET_ACCESS_KEY": "the-secret-of-the-secret"}


@dataclass
class Server:
    """The address of moto's server, and what it received."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    """The WSGI environments of the requests."""
    hidden: int = 0
    """How many more `HEAD` requests get the answer that there is no such thing."""

    def client(self, service: str, region: str = REGION) -> Any:
        """A plain boto3 client, to read what the server has."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id="the-test",
            aws_secret_access_key="the-test",
        )

    def check_signatures(self, check: bool) -> None:
        """Whether it accepts only requests that are signed by a user it knows, who may do that."""
        free_requests = "0" if check else "inf"
        requests.post(
            f"{self.url}/moto-api/reset-auth", data=free_requests, timeout=10
        ).raise_for_status()

    def headers(self, name: str) -> list[str]:
        """The values of a header in the requests that had it."""
        key = f"HTTP_{name.upper().replace('-', '_')}"
        return [environ[key] for environ in self.received if key in environ]

    def signers(self) -> set[str]:
        """The access keys and the services that requests were signed for: `key sqs`."""
        signed = re.compile(r"Credential=([^/]*)/[^/]*/[^/]*/([^/]*)/aws4_request")
        return {" ".join(signed.findall(header)[0]) for header in self.headers("Authorization")}

    def receive(self, environ: dict[str, Any], start_response: Any, application: Any) -> Any:
        self.received.append(environ)
        if environ["REQUEST_METHOD"] == "HEAD" and self.hidden:
            self.hidden -= 1
            start_response("404 Not Found", [])
            return []
        return application(environ, start_response)


@pytest.fixture(scope="session")
def running_server() -> Iterator[Server]:
    """A server on a free port; Lambda does not need Docker there."""
    server = Server()

    class Recording(threaded_moto_server.DomainDispatcherApplication):
        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            return server.receive(environ, start_response, super().__call__)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threaded_moto_server, "DomainDispatcherApplication", Recording)
        patch.setitem(default_user_config["lambda"], "use_docker", False)
        patch.setitem(default_user_config["core"], "mock_credentials", False)
        thread = threaded_moto_server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        thread.start()
        host, port = thread.get_host_and_port()
        server.url = f"http://{host}:{port}"
        yield server
        thread.stop()


@pytest.fixture
def server(running_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Server:
    """The server with nothing in it, and nothing around that boto3 could take credentials from."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    requests.post(f"{running_server.url}/moto-api/reset", timeout=10).raise_for_status()
    running_server.received.clear()
    running_server.hidden = 0
    return running_server


@pytest.fixture
def boto_kwargs(server: Server) -> dict[str, Any]:
    """What leads a task to the server; a second try would only take time."""
    return {
        "endpoint_url": server.url,
        "region_name": REGION,
        "config": boto3.session.Config(retries={"max_attempts": 0}),
    }


@pytest.fixture
def run(server: Server, boto_kwargs: dict[str, Any]) -> Callable[..., Any]:
    """Runs a task in a flow, with the secret as its credentials; returns what it returned."""

    def run(task_class: type[Task], call: dict[str, Any] | None = None, **init: Any) -> Any:
        task = task_class(**init, boto_kwargs=boto_kwargs)
        with Flow("real") as flow:
            ran = task(**(call or {}), credentials=PrefectSecret("AWS_CREDENTIALS"))
        return result_of(flow, ran)

    return run


def result_of(flow: Flow, task: Task, secrets: dict[str, Any] | None = None) -> Any:
    """Runs the flow with the secrets; returns what the task returned, or raises what it raised."""
    with prefect.context(secrets=secrets or {"AWS_CREDENTIALS": SECRET}):
        state = flow.run()
    assert state is not None
    if state.is_failed():
        raise state.result[task].result
    return state.result[task].result
