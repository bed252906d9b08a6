"""The renderers, by the kind of call that a task makes.

A new kind of call is a new class beside `BotoCall` and `SdkCall`, a module that is a `Renderer`,
and a line in `_RENDERERS`. A renderer that no task needs is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.text import Code

Class = tuple[str, Code]
"""The name of a class, and its source as black writes it."""
Import = tuple[str, ...]
"""A module, the name to import from it, and its alias where it has one; `("", "json")` is
`import json`."""

_RENDERERS = {
    "BotoCall": "taskgen.render.boto",
    "SdkCall": "taskgen.render.sdk",
    "HttpCall": "taskgen.render.http",
}
"""By the name of the call's class: naming the class itself would import its module."""


class Renderer(Protocol):
    """What renders the tasks of one kind of call, all of them in one module of a library.

    `package` is the import name of the folder of task packages: `prefect.tasks`.
    """

    def task_class(self, task: TaskModel, module: ModuleModel, package: str) -> Class:
        """The class of a task."""

    def task_imports(self, tasks: Sequence[TaskModel]) -> list[Import]:
        """What the classes of the tasks need."""

    def test_classes(
        self, tasks: Sequence[TaskModel], module: ModuleModel, package: str
    ) -> list[Class]:
        """The classes of the tests, in the order in which they are to stand."""

    def test_imports(
        self, tasks: Sequence[TaskModel], module: ModuleModel, package: str
    ) -> list[Import]:
        """What the classes of the tests need."""


def task_classes(module: ModuleModel, package: str) -> list[Class]:
    """The classes of the module's tasks, in their order."""
    return [
        _renderer(type(task.call).__name__).task_class(task, module, package)
        for task in module.tasks
    ]


def task_imports(tasks: Sequence[TaskModel]) -> list[Import]:
    """What the classes of the tasks need."""
    return [found for render, own in _by_kind(tasks) for found in render.task_imports(own)]


def test_classes(tasks: Sequence[TaskModel], module: ModuleModel, package: str) -> list[Class]:
    """The classes of the tests of these of the module's tasks."""
    return [
        found
        for render, own in _by_kind(tasks)
        for found in render.test_classes(own, module, package)
    ]


def test_imports(tasks: Sequence[TaskModel], module: ModuleModel, package: str) -> list[Import]:
    """What the classes of the tests need."""
    return [
        found
        for render, own in _by_kind(tasks)
        for found in render.test_imports(own, module, package)
    ]


def _renderer(kind: str) -> Renderer:
    return cast(Renderer, import_module(_RENDERERS[kind]))


def _by_kind(tasks: Sequence[TaskModel]) -> Iterator[tuple[Renderer, list[TaskModel]]]:
    groups: dict[str, list[TaskModel]] = {}
    for task in tasks:
        groups.setdefault(type(task.call).__name__, []).append(task)
    for kind, own in groups.items():
        yield _renderer(kind), own
