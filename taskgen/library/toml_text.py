"""Places in a TOML file of the library, for what is wrong in it."""

from __future__ import annotations

import re

from taskgen.problems import Place, Problem, TaskgenError
from taskgen.tomlfiles.places import Span, loads


def place_of(text: str, file: str, span: Span | None) -> Place:
    """The place of a piece of a file; only the file's where the piece is not known."""
    if span is None:
        return Place(file)
    start = text.rfind("\n", 0, span.start) + 1
    source = text[start:].split("\n", 1)[0].rstrip("\r")
    line = text.count("\n", 0, start) + 1
    length = min(span.end - span.start, len(source) - (span.start - start))
    return Place(file, line, span.start - start + 1, source, max(length, 1))


def refuse_what_is_not_toml(text: str, file: str) -> None:
    """Check that the text is TOML.

    Raises:
        TaskgenError: it is not, with the place.
    """
    try:
        loads(text)
    except ValueError as error:
        reason, _, where = str(error).partition(" (at ")
        numbers = re.match(r"line (\d+), column (\d+)", where)
        line, column = (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)
        source = text.split("\n")[line - 1].rstrip("\r") if line else ""
        raise TaskgenError(
            Problem(
                f"this is not TOML: {reason}",
                "Repair the file first.",
                Place(file, line, column, source),
            )
        ) from None
