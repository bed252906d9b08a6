"""The renderer of tasks that call a Python SDK; see `taskgen.render.kinds.Renderer`."""

from taskgen.render.sdk.task import task_class, task_imports
from taskgen.render.sdk.tests import test_classes, test_imports

__all__ = ["task_class", "task_imports", "test_classes", "test_imports"]
