"""Values to try a task with: what a test gives it beside the sample values."""

from __future__ import annotations

from datetime import datetime, timedelta

from taskgen import expressions as ex
from taskgen.expressions import Literal
from taskgen.model.task import TaskModel
from taskgen.text import Value

TRIALS: tuple[Value, ...] = (None, "", 0, False, [], {}, "something else", -1, True)
"""Values that a check may refuse."""


def sample_values(task: TaskModel) -> dict[str, Value]:
    """The sample values of the task's kwargs."""
    return {str(kwarg.name): kwarg.sample for kwarg in task.kwargs}


def changed_value(value: Value, keep_keys: bool = False) -> Value:
    """Another value of the same type, or the same where there is none."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            plain = value.removeprefix("my-")
            return f"another-{plain}"
        case bytes():
            return b"other " + value
        case list():
            return [changed_value(item) for item in value]
        case dict():
            prefix = "" if keep_keys else "another_"
            return {f"{prefix}{key}": changed_value(item) for key, item in value.items()}
        case datetime():
            return value + timedelta(days=1)
    return value


def compared_literals(task: TaskModel) -> list[Value]:
    """The values that the task's checks compare with."""
    return [
        part.value
        for check in task.sdk.checks
        for part in ex.walk(check.when)
        if isinstance(part, Literal)
    ]


def falsy_value(value: Value) -> Value:
    """The value of the same type that is false."""
    return None if value is None or isinstance(value, datetime) else type(value)()
