r"""Reads docstrings: which sections and items they have, in which style, at which line and column.

The task library's own style has Markdown bullets (`- name (type, optional): text`), which no
published reader understands. The other styles that people write (Google without the dash, NumPy,
reST fields, other Markdown lists) are recognised as well, so that what is documented in any of
them counts as documented.

The text is read as it stands in the source, not as Python evaluates it, because places are what
the linter needs: `\*\*kwargs` is the item `**kwargs`, at the column of its first backslash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from taskgen.docstrings.items import items_of
from taskgen.docstrings.lines import Line, lines_of
from taskgen.docstrings.parts import (
    ARGS,
    DASH,
    GOOGLE,
    MARKDOWN,
    NUMPY,
    RAISES,
    REST,
    RETURNS,
    YIELDS,
    Docstring,
    Item,
    Section,
)

_CANONICAL = {
    "arg": ARGS,
    "args": ARGS,
    "argument": ARGS,
    "arguments": ARGS,
    "attributes": "Attributes",
    "example": "Example",
    "examples": "Examples",
    "keyword args": ARGS,
    "keyword arguments": ARGS,
    "kwargs": ARGS,
    "note": "Note",
    "notes": "Notes",
    "other parameters": ARGS,
    "param": ARGS,
    "parameter": ARGS,
    "parameters": ARGS,
    "params": ARGS,
    "raise": RAISES,
    "raises": RAISES,
    "references": "References",
    "return": RETURNS,
    "returns": RETURNS,
    "see also": "See Also",
    "todo": "Todo",
    "warning": "Warning",
    "warnings": "Warnings",
    "yield": YIELDS,
    "yields": YIELDS,
}
"""Section titles people write, by their lower case, and the section they mean."""

# Patterns that few docstrings need are compiled by `re` when one does, which at import would take
# as long as reading dozens of docstrings.
_TITLE = re.compile(r"(?:#+\s*|\*\*)?([A-Za-z][A-Za-z ]{1,24}?)(?:\*\*)?:(?:\*\*)?\s*\Z")
_INLINE = ("Args:", "Return", "Raise", "Yield")
_INLINE_TITLE = r"(Args|Returns?|Raises?|Yields?):\s+\S"
_BARE_TITLES = frozenset({"Args", "Arguments", "Returns", "Raises", "Yields"})
_UNDERLINED_TITLE = r"([A-Za-z][A-Za-z ]{1,24}?)\s*\Z"
_UNDERLINES = ("---", "===")
_UNDERLINE = r"(-{3,}|={3,})\s*\Z"
_WITH_ITEMS = frozenset({ARGS, RETURNS, YIELDS, RAISES, "Attributes"})


def read(text: str, line: int = 1, column: int = 1) -> Docstring:
    """Read the text between a docstring's quotes, whose first character stands at the place.

    Anything is accepted; what is no section or item is text.
    """
    lines = lines_of(text, line, column)
    sections = _sections(lines, any(map(text.__contains__, _UNDERLINES)))
    style = _style(sections)
    if ":" in text and any(entry.body[:1] == ":" for entry in lines):
        from taskgen.docstrings.rest import fields

        found = fields(lines)
        if found:
            sections = [*sections, *found]
            style = style or REST
    first = next((entry for entry in lines if entry.body), None)
    return Docstring(
        style=style,
        summary=first.body if first else "",
        sections=tuple(sections),
        line=line,
        end_line=lines[-1].number,
        text=text,
    )


class _Opening(NamedTuple):
    at: int
    first: int
    """Index of the first line after the title, and its underline."""
    title: str
    underlined: bool
    inline: bool = False
    """Text follows the title on its line, as in `Returns: the answer`."""


def _sections(lines: Sequence[Line], underlines: bool) -> list[Section]:
    openings: list[_Opening] = []
    for index, entry in enumerate(lines):
        body = entry.body
        if not body or entry.fenced:
            continue
        # Most lines are no title, and this is all that is asked of them.
        if not (body[-1] in ":*" or underlines or body.startswith(_INLINE) or body in _BARE_TITLES):
            continue
        opening = _opening(lines, index)
        if opening is None:
            continue
        if openings and index < openings[-1].first:
            continue
        if opening.inline and not openings:
            continue
        last = lines[openings[-1].at] if openings else None
        # `Examples:` nested in an item, or a sentence that ends in a colon, is text of it.
        if last is not None and entry.indent > last.indent:
            continue
        openings.append(opening)
    sections = []
    ends = [opening.at for opening in openings[1:]] + [len(lines)]
    for opening, end in zip(openings, ends, strict=False):
        sections.append(_section(opening, lines[opening.at], lines[opening.first : end]))
    return sections


def _opening(lines: Sequence[Line], index: int) -> _Opening | None:
    entry = lines[index]
    body = entry.body
    if not body[0].isalpha() and body[0] not in "#*":
        return None
    if body[-1] in ":*" and (match := _TITLE.match(body)):
        title = match[1]
        if title.lower() in _CANONICAL:
            return _Opening(index, index + 1, title, underlined=False)
        return None
    if body.startswith(_INLINE) and (match := re.match(_INLINE_TITLE, body)):
        return _Opening(index, index + 1, match[1], underlined=False, inline=True)
    following = lines[index + 1] if index + 1 < len(lines) else None
    if body in _BARE_TITLES and following and following.indent > entry.indent:
        return _Opening(index, index + 1, body, underlined=False)
    if (
        following is not None
        and following.body.startswith(_UNDERLINES)
        and re.match(_UNDERLINE, following.body)
        and (match := re.match(_UNDERLINED_TITLE, body))
        and match[1].lower() in _CANONICAL
    ):
        return _Opening(index, index + 2, match[1], underlined=True)
    return None


def _section(opening: _Opening, heading: Line, body: Sequence[Line]) -> Section:
    kind = _CANONICAL[opening.title.lower()]
    filled = [entry for entry in body if entry.body]
    items: list[Item] = []
    if filled and kind in _WITH_ITEMS:
        items = items_of(filled, heading.indent, kind, opening.underlined)
    return Section(
        title=opening.title,
        kind=kind,
        line=heading.number,
        column=heading.column,
        end_line=filled[-1].number if filled else heading.number,
        indent=heading.indent,
        items=tuple(items),
        text="\n".join([entry.text for entry in body]).strip("\n"),
    )


def _style(sections: Sequence[Section]) -> str:
    for section in sections:
        for item in section.items:
            if section.kind not in (ARGS, RAISES, RETURNS):
                continue
            if item.bullet == "-":
                return DASH
            if item.bullet:
                return MARKDOWN
            if section.kind == ARGS:
                return NUMPY if _is_numpy(section) else GOOGLE
    return ""


def _is_numpy(section: Section) -> bool:
    return (
        bool(section.items)
        and section.items[0].line - section.line >= 2
        and (section.indent == section.items[0].indent)
    )
