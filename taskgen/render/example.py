"""What the examples of class docstrings have in common, whatever the task calls."""

from __future__ import annotations

from collections.abc import Iterable

from taskgen.conventions import LINE_LENGTH
from taskgen.model.task import Kwarg
from taskgen.naming import kebab
from taskgen.render import layout
from taskgen.text import Value, literal

INDENT = 8
"""The column of the example in the class docstring."""


def import_line(module: str, name: str) -> str:
    """The import of a task's class, as black writes it where the example stands."""
    line = f"from {module} import {name}"
    if INDENT + len(line) <= LINE_LENGTH:
        return line
    return f"from {module} import (\n    {name},\n)"


def shown(sample: Value) -> layout.Content:
    """The sample, or dots in place of one that can't stand in a docstring."""
    source = literal(sample)
    return layout.Expression("...") if "\\" in source or '"""' in source else sample


def secret(name: str) -> layout.Expression:
    """The task that yields the secret for a kwarg."""
    return layout.Expression(f"PrefectSecret({literal(name.upper())})")


def override(kwargs: Iterable[Kwarg]) -> tuple[Kwarg, Value] | None:
    """The kwarg whose override the example shows, with its other value.

    It is a required text, or another's name or number; an enum's other values or another ARN would
    have to be made up.
    """
    open_ones = [kwarg for kwarg in kwargs if not kwarg.secret]
    for kwarg in sorted(open_ones, key=lambda kwarg: (not kwarg.required, kwarg.in_init)):
        sample, plain = kwarg.sample, kebab(kwarg.name)
        names = kwarg.required or kwarg.name.endswith("_name")
        if isinstance(sample, str) and sample.startswith("my-") and names:
            return kwarg, f"another-{sample.removeprefix('my-')}"
        if sample == plain and kwarg.required:
            return kwarg, f"another-{plain}"
        if isinstance(sample, int) and not isinstance(sample, bool):
            return kwarg, sample + 1
    return None
