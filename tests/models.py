"""Service models in a few lines, for tests that need a service of their own.

A shape is the name of a type (`"string"`), a list of one shape, or a dict as botocore's models have
it, with shapes in place of references. A shape with a `name` has that name and can be referred to
as `"@name"`, also from inside itself. What a model says at a reference and not at the shape (its
`documentation`, `location` and so on) is in `at`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import MODEL, PAGINATORS, WAITERS, DataFolders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import Operation, Service
from taskgen.sources.spec.read import read_spec
from taskgen.spec import ModuleSpec, TaskSpec

Json = dict[str, Any]


def model(operations: Mapping[str, Json], **metadata: Any) -> Json:
    """A model of these operations; `input` and `output` are the members of the two structures."""
    shapes: Json = {}
    numbers = count(1)

    def reference(shape: Any) -> Json:
        if isinstance(shape, str) and shape.startswith("@"):
            return {"shape": shape[1:]}
        if isinstance(shape, str):
            shape = {"type": shape}
        if isinstance(shape, list):
            shape = {"type": "list", "member": shape[0]}
        shape = dict(shape)
        name, at = shape.pop("name", f"Shape{next(numbers)}"), shape.pop("at", {})
        shapes[name] = shape
        for part in ("member", "key", "value"):
            if part in shape:
                shape[part] = reference(shape[part])
        if "members" in shape:
            shape["members"] = {key: reference(each) for key, each in shape["members"].items()}
        return {"shape": name, **at}

    def structure(content: Json) -> Json:
        return reference(content if "members" in content else structure_of(content))

    made = {}
    for name, operation in operations.items():
        own = {"name": name, "http": {"method": "POST", "requestUri": "/"}, **operation}
        for side in ("input", "output"):
            if side in own:
                own[side] = structure(own[side])
        made[name] = own
    known = {
        "apiVersion": "2024-01-01",
        "endpointPrefix": "things",
        "protocol": "json",
        "serviceId": "Things",
        "serviceFullName": "Acme Things",
        "signatureVersion": "v4",
    }
    return {"metadata": {**known, **metadata}, "operations": made, "shapes": shapes}


def structure_of(members: Json, *required: str, **own: Any) -> Json:
    """A structure of these members."""
    return {"type": "structure", "members": members, "required": list(required), **own}


class InMemory(DataFolders):
    """Data files that are nowhere on the disk."""

    def __init__(self, name: str, files: Mapping[str, Json]):
        super().__init__(())
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "files", files)

    def services(self) -> list[str]:
        return [self.name]

    def load(self, service: str, kind: str) -> Json | None:
        return self.files.get(kind)


def service(
    operations: Mapping[str, Json],
    *,
    name: str = "things",
    paginators: Json | None = None,
    waiters: Json | None = None,
    **metadata: Any,
) -> Service:
    """A service of these operations; `waiters` has the operation that each of them calls."""
    files = {
        PAGINATORS: {"pagination": paginators or {}},
        WAITERS: {"waiters": {key: {"operation": op} for key, op in (waiters or {}).items()}},
    }
    return Service(name, model(operations, **metadata), InMemory(name, files))


def operation(content: Json | None = None, *required: str, name: str = "SendThing") -> Operation:
    """An operation whose request has these members."""
    given = {"input": structure_of(content, *required)} if content is not None else {}
    return service({name: given}).operations[name]


def infer(service: Service, *operations: str) -> ModuleModel:
    """The module of these operations' tasks, as they are inferred."""
    return module_model(service, ModuleSpec(service.name, tuple(map(TaskSpec, operations))))


def infer_task(service: Service, operation: str) -> TaskModel:
    (task,) = infer(service, operation).tasks
    return task


def from_spec(service: Service, text: str) -> ModuleModel:
    """The module that a spec asks for; `service` is said already."""
    spec = read_spec(f'service = "{service.name}"\n{text}'.encode(), "spec.toml")
    return module_model(service, spec)


def task_from_spec(service: Service, text: str) -> TaskModel:
    (task,) = from_spec(service, text).tasks
    return task


def problems(service: Service, text: str) -> str:
    """What is wrong with a spec, as it is shown; its own lines begin with line 2."""
    try:
        from_spec(service, text)
    except TaskgenError as error:
        return str(error)
    raise AssertionError("the spec is right")


def write_service(
    folder: Path,
    name: str,
    content: Json | bytes,
    *,
    version: str = "2024-01-01",
    kind: str = MODEL,
) -> Path:
    """Writes a data file where botocore's loader would look for it."""
    path = folder / name / version / f"{kind}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def operations_of(service: Service) -> Iterator[Operation]:
    """The operations that a task can be made of."""
    return (operation for operation in service.operations.values() if operation.has_method)
