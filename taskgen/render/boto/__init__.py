"""The renderer of tasks that call a boto3 client; see `taskgen.render.kinds.Renderer`."""

from __future__ import annotations

from collections.abc import Sequence

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render.boto.task import task_imports, task_source
from taskgen.render.boto.tests import BASE, base_source, test_imports, test_source
from taskgen.text import Code

__all__ = ["task_class", "task_imports", "test_classes", "test_imports"]


def task_class(task: TaskModel, module: ModuleModel, package: str) -> tuple[str, Code]:
    """The class of a task."""
    return task.name, task_source(task, module, package)


def test_classes(
    tasks: Sequence[TaskModel], module: ModuleModel, package: str
) -> list[tuple[str, Code]]:
    """The base class of the tests, and the tests of each task."""
    return [(BASE, base_source()), *((f"Test{task.name}", test_source(task)) for task in tasks)]
