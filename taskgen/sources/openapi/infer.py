"""Makes task models of a document's operations and of what a spec says about them."""

from __future__ import annotations

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.problems import Problem, TaskgenError
from taskgen.sources.openapi import names
from taskgen.sources.openapi.docs import plain
from taskgen.sources.openapi.document import Document, Found, no_operation
from taskgen.sources.openapi.limits import MAX_PROBLEMS
from taskgen.sources.openapi.operations import Reader
from taskgen.sources.openapi.tasks import task_model
from taskgen.sources.wishes import twins
from taskgen.spec import ModuleSpec, TaskSpec
from taskgen.text import Identifier, identifier, prose


def module_model(document: Document, spec: ModuleSpec) -> ModuleModel:
    """The module of tasks that the spec asks for.

    Raises:
        TaskgenError: what the spec says matches nothing in the document, or what it asks for is
            wrong in the document; all such problems, up to a number.
    """
    problems = [*document.problems]
    wanted = spec.tasks or [
        TaskSpec(key=found.name) for found in document.operations if not found.deprecated
    ]
    if not wanted and document.operations:
        problems.append(
            Problem(
                "The document has no operation that is not deprecated.",
                hint="Name those that you want; `taskgen list --openapi FILE` shows all.",
                place=spec.value_place("openapi"),
            )
        )
    elif not wanted and not problems:
        problems.append(
            Problem(
                "The document has no operations.",
                hint="Give one with operations in its `paths`; webhooks are none.",
                place=document.root.place("paths"),
            )
        )
    chosen: list[tuple[TaskSpec, Found]] = []
    for task in wanted:
        name = task.operation or task.key
        found = document.find(name)
        if found is None:
            problems.append(no_operation(document, name, spec.task_place(task, "operation")))
        else:
            chosen.append((task, found))
    title = (spec.openapi and spec.openapi.name) or plain(document.title) or "API"
    tasks = _tasks(document, chosen, spec, title, problems)
    # Of two operations with one id, the document's problem tells.
    problems += twins({task.key: task for task in tasks}.values(), spec)
    if problems:
        raise TaskgenError(list(dict.fromkeys(problems))[:MAX_PROBLEMS])
    package = names.package_name(title)
    shown = prose(" ".join(names.title_words(title)))
    return ModuleModel(
        package=identifier(spec.package) if spec.package else package,
        module=identifier(spec.module) if spec.module else package,
        title=prose(spec.title or f"{shown} Tasks"),
        service_title=prose(title),
        package_title=shown,
        extra="",
        requirement="",
        sdk="responses",
        tasks=tuple(sorted(tasks, key=lambda task: task.name)),
    )


def _tasks(
    document: Document,
    chosen: list[tuple[TaskSpec, Found]],
    spec: ModuleSpec,
    title: str,
    problems: list[Problem],
) -> list[TaskModel]:
    reader = Reader(document, problems)
    called = _class_names(document, names.class_prefix(title))
    tasks = []
    for task, found in chosen:
        try:
            tasks.append(task_model(reader, found, called[found.method, found.path], task, spec))
        except TaskgenError as error:
            problems += error.problems
        if len(problems) >= MAX_PROBLEMS:
            break
    return tasks


def _class_names(document: Document, prefix: str) -> dict[tuple[str, str], Identifier]:
    """The class of every operation, the same whichever of them are made."""
    plain_names = [(names.class_name(prefix, found), found) for found in document.operations]
    return {
        (found.method, found.path): name
        for (_, found), name in zip(plain_names, names.distinct(plain_names), strict=True)
    }
