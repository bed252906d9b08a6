"""Reads the items of a section: arguments with types and texts, returned types, errors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taskgen.docstrings.lines import Line
from taskgen.docstrings.parts import ARGS, RAISES, RETURNS, YIELDS, Item
from taskgen.docstrings.types import parenthesized, without_optional

_BULLETS = frozenset("-*+\u2022")
_BULLET = re.compile(r"([-*+\u2022])(\s+|(?=[\w`\\*]))(?!\s)")
_NAME = re.compile(r"(?:\\?\*){0,2}[A-Za-z_]\w*")
_DASHES = "\u2013\u2014"
_SIMPLE_NAME = re.compile(r"(\*{0,2}[A-Za-z]\w*)\s*[(:]")
_PLAIN_ITEM = r"((?:\\?\*){0,2}`?[A-Za-z_]\w*`?(?:\s*,\s*`?[A-Za-z_]\w*`?)*)\s*(?:\(|:(?:\s|\Z))"
_NUMPY_ITEM = (
    r"((?:\\?\*){0,2}[A-Za-z_]\w*(?:\s*,\s*(?:\\?\*){0,2}[A-Za-z_]\w*)*)\s*(?::\s*(.*))?\Z"
)


def items_of(filled: Sequence[Line], heading: int, kind: str, underlined: bool) -> list[Item]:
    """The items of a section.

    Args:
        filled: the lines of the section that are not blank, without its title.
        heading: the indentation of the title.
        kind: the section.
        underlined: whether the title is, as in NumPy's style.
    """
    bullets = [None if entry.fenced else _bullet(entry) for entry in filled]
    bulleted = any(bullets)
    if not bulleted and kind in (RETURNS, YIELDS):
        return []
    # Items stand at the indentation of the first one; what is indented further belongs to one.
    level = _level(filled, bullets, bulleted)
    items: list[Item] = []
    start, count = 0, len(filled)
    while start < count:
        entry, bullet = filled[start], bullets[start]
        if entry.indent < heading and not underlined:
            break
        if (
            entry.indent > level
            or entry.fenced
            or (bullet is None and (bulleted or not _starts_item(entry, underlined, kind)))
        ):
            start += 1
            continue
        end = start + 1
        while end < count:
            after = filled[end]
            # Continuation lines that are not indented at all are common, and belong to the bullet.
            if (
                after.indent <= entry.indent
                and not after.fenced
                and (not bulleted or bullets[end] is not None or after.indent < level)
            ):
                break
            end += 1
        # A paragraph at the bullets' own indentation is no part of the last item.
        items += _read_item(filled[start:end], bullet, kind, underlined)
        start = end
    return items


def _level(filled: Sequence[Line], bullets: Sequence[re.Match[str] | None], bulleted: bool) -> int:
    for entry, bullet in zip(filled, bullets, strict=True):
        if not entry.fenced and (bullet is not None or not bulleted):
            return entry.indent
    return filled[0].indent


def _starts_item(entry: Line, underlined: bool, kind: str) -> bool:
    if underlined:
        return bool(re.match(_NUMPY_ITEM, entry.body))
    if kind == RAISES:
        return bool(re.match(r"[\w.`]+\s*:", entry.body))
    return bool(re.match(_PLAIN_ITEM, entry.body))


def _bullet(entry: Line) -> re.Match[str] | None:
    if entry.body[0] not in _BULLETS:
        return None
    match = _BULLET.match(entry.body)
    if match is None or match[2]:
        return match
    # Without a blank after it, only a dash is a bullet: `*args` and `**kwargs` are names.
    return match if match[1] == "-" else None


def _read_item(
    lines: Sequence[Line], bullet: re.Match[str] | None, kind: str, underlined: bool
) -> list[Item]:
    """The items that start at the first line: one, or several for `a, b (str): text`."""
    first = lines[0]
    start = bullet.end() if bullet else 0
    if kind not in (ARGS, "Attributes"):
        return [_typed_item(lines, start, bullet[1] if bullet else "", underlined)]
    nested = _nested(lines) if len(lines) > 1 else ()
    if underlined and not bullet:
        return _numpy_items(lines)
    names = _names(first.body, start)
    if not names:
        word = re.match(r"\S+", first.body[start:])
        name = word[0] if word else ""
        return [_bare_item(lines, name, start, bullet[1] if bullet else "", nested)]
    return _named_items(lines, names, bullet[1] if bullet else "", nested)


def _named_items(
    lines: Sequence[Line],
    names: Sequence[tuple[str, int, int]],
    bullet: str,
    nested: tuple[Item, ...],
) -> list[Item]:
    """An item for each name, with what follows the last of them on these lines."""
    first = lines[0]
    joined, start = _joined(lines, names[-1][1] + names[-1][2])
    type_, has_type, after = parenthesized(joined)
    description, has_colon = _description(joined[after:])
    # Where the text in the parentheses begins, if it does on the first line.
    has_place = has_type and start + 1 <= len(first.body)
    optional, cleaned = without_optional(type_)
    if not has_type and re.match(r"\s*optional\b", description, re.IGNORECASE):
        optional = True
    return [
        Item(
            name=name,
            type=cleaned,
            optional=optional,
            text=description,
            line=first.number,
            column=first.column + position,
            end_line=lines[-1].number,
            indent=first.indent,
            length=length,
            bullet=bullet,
            has_type=has_type,
            has_colon=has_colon,
            type_line=first.number if has_place else 0,
            type_column=first.column + start + 1 if has_place else 0,
            type_source=type_,
            nested=nested,
        )
        for name, position, length in names
    ]


def _names(body: str, start: int) -> list[tuple[str, int, int]]:
    """The name, or the names separated by commas, at the position: name, position, length.

    Backquotes and emphasis around a name are no part of it.
    """
    simple = _SIMPLE_NAME.match(body, start)
    if simple:
        return [(simple[1], start, len(simple[1]))]
    names: list[tuple[str, int, int]] = []
    position = start
    while True:
        quote = ""
        for candidate in ("**`", "`", "**", "_"):
            if body.startswith(candidate, position) and _NAME.match(
                body, position + len(candidate)
            ):
                closing = candidate[::-1]
                match = _NAME.match(body, position + len(candidate))
                if match and body.startswith(closing, match.end()):
                    quote = candidate
                    break
        match = _NAME.match(body, position + len(quote))
        if match is None:
            return names
        end = match.end() + len(quote)
        names.append((match[0].replace("\\", ""), position, end - position))
        comma = re.match(r"\s*(?:,|/|\band\b)\s*(?=[`A-Za-z_*])", body[end:])
        following = body[end:].lstrip()
        if not comma or not re.search(r"[(:]", following):
            ends_name = following[:1] in ("", "(", ":", "-", *_DASHES) or quote
            return names if ends_name or len(names) > 1 else _lone(names, following)
        position = end + comma.end()


def _lone(names: list[tuple[str, int, int]], following: str) -> list[tuple[str, int, int]]:
    # `- name the text` has neither type nor colon; `- a sentence about something` is no item, but
    # only the signature can tell, so the reader keeps the word.
    return names if following else []


def _joined(lines: Sequence[Line], start: int) -> tuple[str, int]:
    """The lines' text as one string, from the position in the first, and where that begins."""
    body = lines[0].body
    rest = body[start:].lstrip()
    start = len(body) - len(rest)
    if len(lines) == 1:
        return rest, start
    return " ".join([rest, *[line.body for line in lines[1:]]]).rstrip(), start


def _description(rest: str) -> tuple[str, bool]:
    stripped = rest.strip()
    if stripped.startswith(":"):
        return stripped[1:].lstrip(), True
    return stripped.lstrip(f"-{_DASHES} ").strip(), False


def _nested(lines: Sequence[Line]) -> tuple[Item, ...]:
    """Bullets under an item that have the full form of an item themselves."""
    found: list[Item] = []
    for index in range(1, len(lines)):
        entry = lines[index]
        if entry.body[0] not in _BULLETS or entry.fenced:
            continue
        bullet = _bullet(entry)
        names = _names(entry.body, bullet.end()) if bullet else []
        if bullet is None or len(names) != 1:
            continue
        end = index + 1
        while end < len(lines) and lines[end].indent > entry.indent:
            end += 1
        (item,) = _named_items(lines[index:end], names, bullet[1], ())
        if item.has_colon:
            found.append(item)
    return tuple(found)


def _typed_item(lines: Sequence[Line], start: int, bullet: str, underlined: bool) -> Item:
    """An item of `Returns` or `Raises`, which begins with a type: `- ValueError: text`."""
    first = lines[0]
    joined, _ = _joined(lines, start)
    depth, colon = 0, -1
    for position, char in enumerate(joined):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == ":" and depth <= 0:
            colon = position
            break
    name = joined[:colon] if colon >= 0 else joined
    if underlined and not bullet:
        name, colon = first.body, -1
    return Item(
        name=name.strip(),
        type=name.strip(),
        optional=False,
        text=joined[colon + 1 :].strip() if colon >= 0 else "",
        line=first.number,
        column=first.column + start,
        end_line=lines[-1].number,
        indent=first.indent,
        length=max(min(len(name.strip()), len(first.body) - start), 1),
        bullet=bullet,
        has_type=True,
        has_colon=colon >= 0,
    )


def _bare_item(
    lines: Sequence[Line], name: str, start: int, bullet: str, nested: tuple[Item, ...]
) -> Item:
    first = lines[0]
    joined, _ = _joined(lines, start)
    return Item(
        name=name,
        type="",
        optional=False,
        text=joined,
        line=first.number,
        column=first.column + start,
        end_line=lines[-1].number,
        indent=first.indent,
        length=max(len(name), 1),
        bullet=bullet,
        has_type=False,
        has_colon=False,
        nested=nested,
    )


def _numpy_items(lines: Sequence[Line]) -> list[Item]:
    first = lines[0]
    match = re.match(_NUMPY_ITEM, first.body)
    if match is None:
        return []
    type_ = (match[2] or "").strip()
    optional, cleaned = without_optional(type_)
    items = []
    for name in re.finditer(_NAME, match[1]):
        items.append(
            Item(
                name=name[0].replace("\\", ""),
                type=cleaned,
                optional=optional,
                text=" ".join(line.body for line in lines[1:]),
                line=first.number,
                column=first.column + name.start(),
                end_line=lines[-1].number,
                indent=first.indent,
                length=len(name[0]),
                bullet="",
                has_type=bool(type_),
                has_colon=match[2] is not None,
                type_line=first.number if type_ else 0,
                type_column=first.column + match.start(2) if type_ else 0,
                type_source=type_,
            )
        )
    return items
