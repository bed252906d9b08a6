"""What a spec may say as a value of the request and as an example: the reasons against it."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from datetime import date, datetime, time

from taskgen.credentials import looks_like_credential
from taskgen.text import is_writable
from taskgen.tomlfiles.document import shown
from taskgen.tomlfiles.places import Key

MAX_EXAMPLE = 10_000
"""Characters of an example."""

Fault = tuple[str, str]
"""What is wrong, and what to do."""

CREDENTIAL: Fault = (
    "This looks like a real credential, and specs and tasks are published.",
    "Take it out, and replace it where it is in use. A task gets a secret when it runs: "
    "say `secret = true` of the kwarg.",
)


def credentials(path: Key, value: object) -> Iterator[Key]:
    """Where a value, or the key of one, looks like a real credential."""
    if isinstance(value, dict):
        for key, item in value.items():
            if looks_like_credential(key):
                yield (*path, key)
            yield from credentials((*path, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from credentials((*path, str(index)), item)
    elif isinstance(value, str) and looks_like_credential(value):
        yield path


def value_faults(path: Key, value: object) -> Iterator[tuple[Key, Fault]]:
    """What keeps a value from being written into a task, each with where it is."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from value_faults((*path, str(key)), item)
    else:
        fault = _scalar_fault(value)
        if fault:
            yield path, fault


def _scalar_fault(value: object) -> Fault | None:
    if isinstance(value, float) and not math.isfinite(value):
        return "A float that is not finite can't be sent.", "Write a number."
    if isinstance(value, int) and not is_writable(value):
        return "The number has more digits than can be written.", "Write a shorter one."
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return "The task would lose the offset of this date-time.", "Leave the offset out."
        if value.microsecond:
            return "The task would lose the parts of a second.", "Leave them out."
    elif isinstance(value, date):
        return "A date alone is no value that an SDK takes.", "Write a date-time."
    elif isinstance(value, time):
        return "A time alone is no value that an SDK takes.", "Write a date-time."
    return None


def example_fault(example: str) -> Fault | None:
    """What keeps an example from being shown in a docstring."""
    if len(example) > MAX_EXAMPLE:
        return f"The example has more than {MAX_EXAMPLE:,} characters.", "Show what matters most."
    if '"""' in example or "\\" in example or not example.replace("\n", "").isprintable():
        return (
            "The example can't stand in a docstring.",
            "Leave out backslashes, three double quotes in a row, and what does not print.",
        )
    try:
        ast.parse(example)
    except SyntaxError as error:
        line = "".join(example.split("\n")[(error.lineno or 1) - 1 :][:1])
        return f"The example is not Python: {error.msg}.", f"The line is `{shown(line.strip())}`."
    except (ValueError, RecursionError, MemoryError):
        return "The example is too deep to be read as Python.", "Show something simpler."
    return None
