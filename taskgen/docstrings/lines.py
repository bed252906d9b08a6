"""Lines of a docstring, with their places in the file."""

from __future__ import annotations

import re

_FENCE = re.compile(r"```|~~~")


class Line:
    """One line. A plain class with slots: a library has tens of thousands of them."""

    __slots__ = ("body", "fenced", "indent", "number", "offset", "text")

    def __init__(self, number: int, offset: int, text: str, body: str) -> None:
        self.number = number
        self.offset = offset
        """Characters of the source line that stand before `text`."""
        self.text = text
        self.body = body
        """The text without its indentation."""
        self.indent = len(text) - len(body)
        self.fenced = False
        """Whether it is part of a fenced block, whose text is no section or item."""

    @property
    def column(self) -> int:
        """The column of the first character that is no blank."""
        return self.offset + self.indent + 1


def lines_of(text: str, line: int, column: int) -> list[Line]:
    """The lines of a text whose first character stands at the place."""
    # As Python's tokenizer counts them; `str.splitlines` also breaks at form feeds.
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Line] = []
    append = found.append
    for raw in text.split("\n"):
        stripped = raw.rstrip()
        append(Line(line, 0, stripped, stripped.lstrip()))
        line += 1
    found[0].offset = column - 1
    if "```" in text or "~~~" in text:
        _mark_fenced(found)
    return found


def _mark_fenced(lines: list[Line]) -> None:
    fenced = False
    for entry in lines:
        if _FENCE.match(entry.body.lstrip("-*+ ")):
            # A fence that is opened and closed on one line changes nothing.
            if len(_FENCE.findall(entry.body)) % 2:
                fenced = not fenced
            entry.fenced = True
        else:
            entry.fenced = fenced
