"""A task model as the source of a class that calls an HTTP API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import docs, signature
from taskgen.render.environment import template
from taskgen.render.http import request
from taskgen.render.http.example import example_lines
from taskgen.text import Code, Prose, prose

_TYPING = ("Any", "Dict", "List", "Optional", "Union")
_NAMES = re.compile(rf"\b(?:{'|'.join(_TYPING)})\b")

_RAISES = Prose("If the API answers with an error.")


@dataclass(frozen=True, slots=True)
class CheckView:
    """A value that must be there, and the statement that raises where it is not."""

    value: Code
    raise_error: Code


@dataclass(frozen=True, slots=True)
class TaskView:
    """The pieces of a task class, in the order in which the template puts them together."""

    name: Code
    class_docstring: Code
    init_signature: Code
    attributes: tuple[Code, ...]
    decorator: Code
    run_signature: Code
    run_docstring: Code
    checks: tuple[CheckView, ...]
    credential_check: tuple[Code, ...]
    body: tuple[Code, ...]
    helpers: frozenset[Code]
    """The names of the methods that `run` calls: `._flat`."""


def task_source(task: TaskModel, module: ModuleModel, package: str) -> Code:
    """The class, black-formatted.

    Args:
        task: the task.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    view = _view(task, module, package)
    return Code(template("prefect1/http_task.py.j2").render(task=view).rstrip())


def task_imports(tasks: Sequence[TaskModel]) -> list[tuple[str, str]]:
    """What the classes need: pairs of a module and a name to import from it."""
    used = {"Any", "Optional"}
    for task in tasks:
        for kwarg in task.kwargs:
            used.update(_NAMES.findall(kwarg.type))
        used.update(_NAMES.findall(task.result.type))
        used.update(["List"] if request.uses_list(task) else [])
        used.update(["Dict"] if request.uses_dict(task) else [])
    imports = [("typing", name) for name in _TYPING if name in used]
    if any(map(request.uses_json, tasks)):
        imports.append(("", "json"))
    if any(map(request.uses_quote, tasks)):
        imports.append(("urllib.parse", "quote"))
    if any(map(request.uses_digest, tasks)):
        imports.append(("requests.auth", "HTTPDigestAuth"))
    return [
        *imports,
        ("", "requests"),
        ("prefect", "Task"),
        ("prefect.utilities.tasks", "defaults_from_attrs"),
    ]


def _view(task: TaskModel, module: ModuleModel, package: str) -> TaskView:
    statements = request.request_statements(task)
    check = request.credential_check(task)
    raises = [("requests.HTTPError", _RAISES)]
    if check:
        ways = request.ways_shown(request.credential_ways(task))
        raises.insert(0, ("ValueError", prose(f"If none of these is given: {ways}.")))
    return TaskView(
        name=task.name,
        class_docstring=docs.class_docstring(task, example_lines(task, module, package)),
        init_signature=signature.init_signature(task),
        attributes=tuple(map(signature.attribute, task.init_kwargs)),
        decorator=signature.decorator(task),
        run_signature=signature.run_signature(task),
        run_docstring=docs.run_docstring(task, raises=raises),
        checks=tuple(
            CheckView(Code(signature.value_of(kwarg)), signature.missing_value_error(kwarg))
            for kwarg in task.required_kwargs
        ),
        credential_check=tuple(check),
        body=(*signature.run_only_defaults(task), *statements),
        helpers=frozenset(map(Code, request.helpers(statements))),
    )
