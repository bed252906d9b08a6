"""A task that calls a Python SDK as the source of its class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taskgen.expressions import names, source
from taskgen.expressions.evaluate import decide
from taskgen.model.sdk import HELPERS, Imported
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import docs, signature
from taskgen.render.environment import template
from taskgen.render.sdk.body import run_body
from taskgen.render.sdk.conditions import said
from taskgen.render.sdk.example import example_lines
from taskgen.text import Code, Prose, has_datetime, prose

_TYPING = ("Any", "Dict", "List", "Optional", "Union")
_NAMES = re.compile(rf"\b(?:{'|'.join(_TYPING)}|datetime)\b")


@dataclass(frozen=True, slots=True)
class TaskView:
    """The pieces of a task class, in the order in which the template puts them together."""

    name: Code
    base: Code
    class_docstring: Code
    init_signature: Code
    attributes: tuple[Code, ...]
    decorator: Code
    run_signature: Code
    run_docstring: Code
    blocks: tuple[tuple[Code, ...], ...]


def task_class(task: TaskModel, module: ModuleModel, package: str) -> tuple[str, Code]:
    """The class, black-formatted."""
    view = TaskView(
        name=task.name,
        base=Code("SecretBase" if task.sdk.is_secret else "Task"),
        class_docstring=docs.class_docstring(task, example_lines(task, module, package)),
        init_signature=signature.init_signature(task),
        attributes=tuple(map(signature.attribute, task.init_kwargs)),
        decorator=signature.decorator(task) if task.shared_kwargs else Code(""),
        run_signature=signature.run_signature(task),
        run_docstring=docs.run_docstring(task, raises=list(_raises(task))),
        blocks=tuple(map(tuple, run_body(task))),
    )
    return task.name, Code(template("prefect1/sdk_task.py.j2").render(task=view).rstrip())


def task_imports(tasks: Sequence[TaskModel]) -> list[tuple[str, ...]]:
    """What the classes need."""
    used = {"Any"}
    imports: list[Imported] = []
    for task in tasks:
        used.update("Optional" for kwarg in task.kwargs if kwarg.type != "Any")
        for kwarg in task.kwargs:
            used.update(_NAMES.findall(kwarg.type))
            used.update(["datetime"] if has_datetime(kwarg.default) else [])
        used.update(_NAMES.findall(task.result.type))
        call = task.sdk
        imports += call.helpers()
        for kwarg in task.kwargs:
            fallen = names(kwarg.fallback) if kwarg.fallback else set()
            imports += [HELPERS[name] for name in HELPERS if name in fallen]
        imports += [] if call.import_in_run else call.imports
        if call.poll:
            imports.append(Imported("time"))
        if call.is_awaited:
            imports.append(Imported("asyncio"))
        errors = {check.error for check in call.checks} | {catch.error for catch in call.catches}
        if "FAIL" in errors:
            imports.append(_imported("prefect.engine.signals", "FAIL"))
        if task.shared_kwargs:
            imports.append(_imported("prefect.utilities.tasks", "defaults_from_attrs"))
        secret = ("prefect.tasks.secrets.base", "SecretBase")
        imports.append(_imported(*(secret if call.is_secret else ("prefect", "Task"))))
    if "datetime" in used:
        imports.append(HELPERS["datetime"])
    found = [("typing", name) for name in _TYPING if name in used]
    return [*found, *dict.fromkeys(map(as_import, imports))]


def as_import(imported: Imported) -> tuple[str, ...]:
    """The import as `taskgen.render.kinds.Import` has it."""
    alias = (imported.alias,) if imported.alias else ()
    return (
        (imported.module, imported.name, *alias) if imported.name else ("", imported.module, *alias)
    )


def _imported(module: str, name: str) -> Imported:
    from taskgen.text import identifier

    return Imported(module, identifier(name))


def _raises(task: TaskModel) -> Iterator[tuple[str, Prose]]:
    """What `run` raises beside the error for kwargs that are missing."""
    required = task.required_kwargs
    for check in task.sdk.checks:
        if not any(decide(check.when, {kwarg.name: None}) for kwarg in required):
            yield check.error, prose(f"If {said(check.when)}.")
    for catch in task.sdk.catches:
        yield catch.error, prose(f"If the call raises `{source(catch.exception)}`.")
