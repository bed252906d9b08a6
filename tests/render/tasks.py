"""Rendered tasks, loaded into this process with a mock in place of their clients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unittest.mock import MagicMock, patch

from prefect import Task

from taskgen.library.modules import Definition, Import, new_module
from taskgen.model.task import ModuleModel
from taskgen.render.boto.task import task_imports, task_source
from tests.models import Json, from_spec, service


@dataclass(frozen=True)
class Loaded:
    """A task's class and the client that its runs get."""

    kind: type[Task]
    client: MagicMock
    get_client: MagicMock
    source: str

    def run(self, at_init: Json | None = None, **at_runtime: Any) -> Any:
        """What a run returns of a task that was initialized with some values."""
        return self.kind(**(at_init or {})).run(**at_runtime)


def module_source(module: ModuleModel) -> str:
    """The module as it is written to a file."""
    return new_module(
        None,
        [Import(name) if not of else Import(of, name) for of, name in task_imports(module.tasks)],
        [
            Definition(task.name, task_source(task, module, "prefect.tasks"))
            for task in module.tasks
        ],
    )


def load(module: ModuleModel) -> Loaded:
    """The one task of a module."""
    source = module_source(module)
    client = MagicMock()
    get_client = MagicMock(return_value=client)
    with patch("prefect.utilities.aws.get_boto_client", get_client):
        namespace: Json = {"__name__": "rendered"}
        exec(compile(source, "rendered.py", "exec"), namespace)
    (task,) = module.tasks
    return Loaded(namespace[task.name], client, get_client, source)


def rendered(operation: Json, spec: str = "", others: Json | None = None, **more: Any) -> Loaded:
    """The task `ThingsSendThing` of an operation beside others, as a spec wants it."""
    things = service({"SendThing": operation, **(others or {})}, **more)
    return load(from_spec(things, f"[tasks.send_thing]\n{spec}"))


def request(loaded: Loaded, at_init: Json | None = None, **at_runtime: Any) -> Json:
    """The request that a run makes."""
    loaded.client.reset_mock()
    loaded.run(at_init, **at_runtime)
    (call,) = loaded.client.send_thing.call_args_list
    assert not call.args
    made: Json = call.kwargs
    return made
