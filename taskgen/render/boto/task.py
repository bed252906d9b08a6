"""A task model as the source of a Prefect 1 task class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from taskgen.conventions import BOTO_KWARGS_DOC
from taskgen.docstrings import write
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import docs, layout, signature
from taskgen.render.boto.example import example_lines
from taskgen.render.boto.request import call_statements, request_statements
from taskgen.render.environment import template
from taskgen.text import Code, Prose, has_datetime, literal

_TYPING = ("Any", "Dict", "List", "Optional", "Union")
_NAMES = re.compile(rf"\b(?:{'|'.join(_TYPING)}|datetime)\b")

_BOTO_KWARGS_DOC = Prose(BOTO_KWARGS_DOC)
_CREDENTIALS_DOC = Prose(
    "Your AWS credentials, passed from an upstream Secret task: a dict with the keys `ACCESS_KEY` "
    "and `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given neither here nor "
    "in the context, boto3 looks for them by its own rules."
)


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
    request: tuple[Code, ...]
    client: Code
    body: tuple[Code, ...]


def task_source(task: TaskModel, module: ModuleModel, package: str) -> Code:
    """The class, black-formatted.

    Args:
        task: the task.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    return Code(
        template("prefect1/boto_task.py.j2").render(task=_view(task, module, package)).rstrip()
    )


def task_imports(tasks: Iterable[TaskModel]) -> list[tuple[str, str]]:
    """What the classes need: pairs of a module and a name to import from it."""
    used = {"Any", "Optional"}
    for task in tasks:
        for kwarg in task.kwargs:
            used.update(_NAMES.findall(kwarg.type))
            used.update(["datetime"] if has_datetime(kwarg.default) else [])
        used.update(_NAMES.findall(task.result.type))
        if any(has_datetime(constant.value) for constant in task.constants):
            used.add("datetime")
    imports = [("typing", name) for name in _TYPING if name in used]
    if "datetime" in used:
        imports.append(("datetime", "datetime"))
    return [
        *imports,
        ("prefect", "Task"),
        ("prefect.utilities.aws", "get_boto_client"),
        ("prefect.utilities.tasks", "defaults_from_attrs"),
    ]


@cache
def _class_items() -> tuple[str, ...]:
    """The lines of the items for what `__init__` takes beside the kwargs of the model."""
    return tuple(write.item("boto_kwargs", "dict, optional", _BOTO_KWARGS_DOC, docs.CLASS_ITEMS))


@cache
def _run_items() -> tuple[str, ...]:
    """The lines of the items for what `run` takes beside the kwargs of the model."""
    credentials = write.item("credentials", "dict, optional", _CREDENTIALS_DOC, docs.RUN_ITEMS)
    boto_kwargs = write.item("boto_kwargs", "dict, optional", _BOTO_KWARGS_DOC, docs.RUN_ITEMS)
    return (*credentials, *boto_kwargs)


def _view(task: TaskModel, module: ModuleModel, package: str) -> TaskView:
    statements, arguments = request_statements(task)
    parameter = "boto_kwargs: Optional[dict] = None"
    return TaskView(
        name=task.name,
        class_docstring=docs.class_docstring(
            task, example_lines(task, module, package), _class_items(), run_only=["credentials"]
        ),
        init_signature=signature.init_signature(task, [parameter]),
        attributes=tuple(map(signature.attribute, task.init_kwargs)),
        decorator=signature.decorator(task, ["boto_kwargs"]),
        run_signature=signature.run_signature(
            task, ["credentials: Optional[dict] = None", parameter]
        ),
        run_docstring=docs.run_docstring(task, _run_items()),
        checks=tuple(
            CheckView(Code(signature.value_of(kwarg)), signature.missing_value_error(kwarg))
            for kwarg in task.required_kwargs
        ),
        request=(*signature.run_only_defaults(task), *statements),
        client=Code(
            layout.call(
                "client = get_boto_client",
                [literal(task.boto.service), "credentials=credentials", "**(boto_kwargs or {})"],
                "",
                8,
            )
        ),
        body=tuple(call_statements(task, arguments)),
    )
