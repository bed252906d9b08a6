"""Reads the fields of reST: `:param type name: text`, `:returns: text`, `:raises Error: text`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taskgen.docstrings.lines import Line
from taskgen.docstrings.parts import ARGS, RAISES, RETURNS, Item, Section
from taskgen.docstrings.types import without_optional

_FIELD = r":(param|parameter|arg|argument|key|keyword|type|raises?|except|exception)\s+"
_RETURN_FIELD = r":(returns?|rtype|yields?)\s*:"


def fields(lines: Sequence[Line]) -> list[Section]:
    """What the fields say, as sections; `:type name: type` is the type of another field's item."""
    found: dict[str, list[Item]] = {ARGS: [], RAISES: []}
    returns: list[Line] = []
    types: dict[str, str] = {}
    index = 0
    while index < len(lines):
        entry = lines[index]
        if entry.fenced or not entry.body.startswith(":"):
            index += 1
            continue
        end = index + 1
        while end < len(lines) and lines[end].indent > entry.indent and lines[end].body:
            end += 1
        if match := re.match(_FIELD, entry.body):
            colon = entry.body.find(":", match.end())
            if colon >= 0:
                _rest_field(lines[index:end], match[1], match.end(), colon, found, types)
        elif re.match(_RETURN_FIELD, entry.body):
            returns.append(entry)
        index = end
    arguments = [
        item if item.type or item.name not in types else _with_type(item, types[item.name])
        for item in found[ARGS]
    ]
    sections = []
    for kind, items in ((ARGS, arguments), (RAISES, found[RAISES])):
        if items:
            sections.append(_rest_section(kind, items[0].line, items[0].column, items))
    if returns:
        sections.append(_rest_section(RETURNS, returns[0].number, returns[0].column, []))
    return sections


def _rest_field(
    lines: Sequence[Line],
    field: str,
    start: int,
    colon: int,
    found: dict[str, list[Item]],
    types: dict[str, str],
) -> None:
    first = lines[0]
    text = " ".join([first.body[colon + 1 :].strip(), *(line.body for line in lines[1:])]).strip()
    *type_, name = first.body[start:colon].split() or [""]
    if field == "type":
        types[name] = text
        return
    position = first.body.rfind(name, start, colon)
    kind = RAISES if field.startswith(("raise", "exc")) else ARGS
    optional, cleaned = without_optional(" ".join(type_))
    found[kind].append(
        Item(
            name=name.replace("\\", ""),
            type=cleaned,
            optional=optional,
            text=text,
            line=first.number,
            column=first.column + position,
            end_line=lines[-1].number,
            indent=first.indent,
            length=max(len(name), 1),
            bullet="",
            has_type=bool(type_),
            has_colon=True,
        )
    )


def _with_type(item: Item, type_: str) -> Item:
    optional, cleaned = without_optional(type_)
    return item._replace(type=cleaned, optional=optional, has_type=True)


def _rest_section(kind: str, line: int, column: int, items: list[Item]) -> Section:
    return Section(
        title=kind,
        kind=kind,
        line=line,
        column=column,
        end_line=items[-1].end_line if items else line,
        indent=column - 1,
        items=tuple(items),
        text="",
    )
