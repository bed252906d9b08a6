"""Writes docstrings in the style of Prefect's task library: Markdown bullets with a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from taskgen.conventions import LINE_LENGTH, SECTIONS
from taskgen.text import Code, Prose

_MISREAD = re.compile(rf"(?:[-*+>|#=~]|\d+[.)](?: |$)|(?:{'|'.join(SECTIONS)}):)")
"""What a line may not begin with, since it would become a bullet, a heading or a section."""


def paragraph(text: Prose, indent: int) -> list[str]:
    """The text as wrapped lines, each indented."""
    return _wrapped(text, " " * indent, " " * indent)


def item(name: str, kind: str, text: Prose, indent: int) -> list[str]:
    """A bullet of a section: `- name (kind): text`, continued four columns further in.

    Args:
        name: the kwarg (`**kwargs` too), exception or, for what is returned, type.
        kind: what stands in parentheses behind it; nothing for none.
        text: what it says.
        indent: the column of the dash.
    """
    head = f"- {name} ({kind}): " if kind else f"- {name}: "
    return _wrapped(Prose(head + text), " " * indent, " " * (indent + 4), len(head))


def section(name: str, lines: Iterable[str], indent: int) -> list[str]:
    """A section: an empty line, its heading, and its lines."""
    return ["", f"{' ' * indent}{name}:", *lines]


def code_block(lines: Iterable[str], indent: int) -> list[str]:
    """Python code in a fence."""
    pad = " " * indent
    body = [f"{pad}{line}" if line else "" for line in lines]
    return [f"{pad}```python", *body, f"{pad}```"]


def docstring(lines: Sequence[str], indent: int) -> Code:
    """The lines between triple quotes on lines of their own, as the library has it.

    Raises:
        ValueError: a line holds what would end the docstring or be read as an escape.
    """
    for line in lines:
        if '"""' in line or "\\" in line:
            raise ValueError(f"{line!r} can't stand in a docstring")
    pad = " " * indent
    return Code("\n".join([f'{pad}"""', *lines, f'{pad}"""']))


def _wrapped(text: str, first: str, rest: str, whole: int = 0) -> list[str]:
    """The text in lines of at most 88 columns, the first `whole` characters kept together."""
    lines = []
    pad, start, end = first, 0, len(text)
    while True:
        width = LINE_LENGTH - len(pad)
        if end - start <= width:
            lines.append(pad + text[start:])
            return lines
        cut = text.rfind(" ", start + whole, start + width + 1)
        while cut > start + whole and _MISREAD.match(text, cut + 1):
            cut = text.rfind(" ", start + whole, cut)
        if cut <= start + whole:
            # A word longer than a line, or one that can't begin a line, makes this line longer.
            cut = text.find(" ", start + max(whole, 1))
            while cut != -1 and (cut - start < width or _MISREAD.match(text, cut + 1)):
                cut = text.find(" ", cut + 1)
            if cut == -1:
                lines.append(pad + text[start:])
                return lines
        lines.append(pad + text[start:cut])
        pad, start, whole = rest, cut + 1, 0
