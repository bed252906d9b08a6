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
from dataclasses import dataclass
from typing import NamedTuple

DASH = "dash"
GOOGLE = "google"
NUMPY = "numpy"
REST = "rest"
MARKDOWN = "markdown"

ARGS, RETURNS, YIELDS, RAISES = "Args", "Returns", "Yields", "Raises"

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
_UNDERLINE = r"(-{3,}|={3,})\s*\Z"
_BULLETS = frozenset("-*+\u2022")
_BULLET = re.compile(r"([-*+\u2022])(\s+|(?=[\w`\\*]))(?!\s)")
_FIELD = r":(param|parameter|arg|argument|key|keyword|type|raises?|except|exception)\s+"
_RETURN_FIELD = r":(returns?|rtype|yields?)\s*:"
_NAME = re.compile(r"(?:\\?\*){0,2}[A-Za-z_]\w*")
_DASHES = "\u2013\u2014"
_SIMPLE_NAME = re.compile(r"(\*{0,2}[A-Za-z]\w*)\s*[(:]")
_OPENING = re.compile(r"[(\[{]")
_FENCE = re.compile(r"```|~~~")
_PLAIN_ITEM = r"((?:\\?\*){0,2}`?[A-Za-z_]\w*`?(?:\s*,\s*`?[A-Za-z_]\w*`?)*)\s*(?:\(|:(?:\s|\Z))"
_NUMPY_ITEM = (
    r"((?:\\?\*){0,2}[A-Za-z_]\w*(?:\s*,\s*(?:\\?\*){0,2}[A-Za-z_]\w*)*)\s*(?::\s*(.*))?\Z"
)


class Item(NamedTuple):
    """One documented thing: a kwarg, a returned value or an error.

    In `Returns` and `Raises` sections of the dash style `name` is the type. Lines and columns
    count from 1, in the file.
    """

    name: str
    type: str
    """What stands in parentheses after the name, without `optional`; may be empty."""
    optional: bool
    text: str
    """The description, its lines joined with spaces."""
    line: int
    column: int
    end_line: int
    indent: int
    """Spaces before the item's bullet, or before its name where it has none."""
    length: int
    """Characters of the name as it is written."""
    bullet: str
    """`-` in the dash style, another bullet, or empty."""
    has_type: bool
    has_colon: bool
    type_line: int = 0
    type_column: int = 0
    """Where the text in the parentheses begins; 0 where there is none on the item's first line."""
    type_source: str = ""
    """The text in the parentheses as it is written, `optional` included."""
    nested: tuple[Item, ...] = ()
    """What looks like an item, but is indented under this one."""


class Section(NamedTuple):
    """A titled part of a docstring."""

    title: str
    """The title as it is written."""
    kind: str
    """The section it means (`Args` for `Parameters`), or the title where it is not known."""
    line: int
    column: int
    end_line: int
    indent: int
    items: tuple[Item, ...]
    text: str


class Docstring(NamedTuple):
    """What a docstring says, section by section."""

    style: str
    """The style of its items; empty where it has none."""
    summary: str
    sections: tuple[Section, ...]
    line: int
    """Of its first character."""
    end_line: int
    text: str
    """All of it, as it stands in the source."""

    def items(self, kind: str) -> tuple[Item, ...]:
        """The items of all sections of this kind."""
        return tuple(item for s in self.sections if s.kind == kind for item in s.items)

    def section(self, kind: str) -> Section | None:
        """The first section of this kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    def argument(self, name: str) -> Item | None:
        """The first item that documents the argument of this name."""
        return next((item for item in self.items(ARGS) if item.name.lstrip("*") == name), None)


@dataclass(slots=True)
class _Line:
    number: int
    offset: int
    """Characters of the source line that stand before `text`."""
    text: str
    indent: int
    body: str
    """The text without its indentation."""
    fenced: bool = False

    @property
    def column(self) -> int:
        return self.offset + self.indent + 1


def read(text: str, line: int = 1, column: int = 1) -> Docstring:
    """Read the text between a docstring's quotes, whose first character stands at the place.

    Anything is accepted; what is no section or item is text.
    """
    lines = _lines(text, line, column)
    sections = _sections(lines)
    fields = _rest_fields(lines)
    style = _style(sections)
    if fields:
        sections = [*sections, *fields]
        style = style or REST
    first = next((entry for entry in lines if entry.body), None)
    return Docstring(
        style=style,
        summary=first.body.rstrip() if first else "",
        sections=tuple(sections),
        line=line,
        end_line=lines[-1].number,
        text=text,
    )


def _lines(text: str, line: int, column: int) -> list[_Line]:
    lines, fenced = [], False
    for number, raw in enumerate(_split(text)):
        expanded = raw.rstrip()
        body = expanded.lstrip()
        offset = column - 1 if number == 0 else 0
        entry = _Line(line + number, offset, expanded, len(expanded) - len(body), body)
        if ("```" in body or "~~~" in body) and _FENCE.match(body.lstrip("-*+ ")):
            # A fence that is opened and closed on one line changes nothing.
            if len(_FENCE.findall(entry.body)) % 2:
                entry.fenced, fenced = True, not fenced
            else:
                entry.fenced = True
        else:
            entry.fenced = fenced
        lines.append(entry)
    return lines


def _split(text: str) -> list[str]:
    """Lines as Python's tokenizer counts them; `str.splitlines` also breaks at form feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# Sections ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Opening:
    index: int
    first: int
    """Index of the first line after the title, and its underline."""
    title: str
    underlined: bool
    inline: bool = False
    """Text follows the title on its line, as in `Returns: the answer`."""


def _sections(lines: Sequence[_Line]) -> list[Section]:
    openings: list[_Opening] = []
    for index, entry in enumerate(lines):
        if entry.fenced or not entry.body:
            continue
        opening = _opening(lines, index)
        if opening is None:
            continue
        if openings and index < openings[-1].first:
            continue
        if opening.inline and not openings:
            continue
        last = lines[openings[-1].index] if openings else None
        # `Examples:` nested in an item, or a sentence that ends in a colon, is text of it.
        if last is not None and entry.indent > last.indent:
            continue
        openings.append(opening)
    sections = []
    ends = [opening.index for opening in openings[1:]] + [len(lines)]
    for opening, end in zip(openings, ends, strict=False):
        sections.append(_section(opening, lines[opening.index], lines[opening.first : end]))
    return sections


def _opening(lines: Sequence[_Line], index: int) -> _Opening | None:
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
        return _Opening(index, index + 1, entry.body, underlined=False)
    if (
        following is not None
        and following.body.startswith(("---", "==="))
        and re.match(_UNDERLINE, following.body)
        and (match := re.match(_UNDERLINED_TITLE, entry.body))
        and match[1].lower() in _CANONICAL
    ):
        return _Opening(index, index + 2, match[1], underlined=True)
    return None


def _section(opening: _Opening, heading: _Line, body: Sequence[_Line]) -> Section:
    kind = _CANONICAL[opening.title.lower()]
    items: list[Item] = []
    if kind in (ARGS, RETURNS, YIELDS, RAISES, "Attributes"):
        items = _items(body, heading.indent, kind, opening.underlined)
    filled = [entry for entry in body if entry.body]
    return Section(
        title=opening.title,
        kind=kind,
        line=heading.number,
        column=heading.column,
        end_line=filled[-1].number if filled else heading.number,
        indent=heading.indent,
        items=tuple(items),
        text="\n".join(entry.text for entry in body).strip("\n"),
    )


# Items ------------------------------------------------------------------------------------------


def _items(body: Sequence[_Line], heading: int, kind: str, underlined: bool) -> list[Item]:
    filled = [entry for entry in body if entry.body]
    if not filled:
        return []
    bulleted = any(_bullet(entry) for entry in filled if not entry.fenced)
    if not bulleted and kind in (RETURNS, YIELDS):
        return []
    # Items stand at the indentation of the first one; what is indented further belongs to one.
    level = _level(filled, bulleted)
    items: list[Item] = []
    start = 0
    while start < len(filled):
        entry = filled[start]
        if entry.indent < heading and not underlined:
            break
        if entry.indent > level or entry.fenced or (bulleted and not _bullet(entry)):
            start += 1
            continue
        if not _starts_item(entry, bulleted, underlined, kind):
            start += 1
            continue
        end = start + 1
        while end < len(filled) and not _ends_item(filled[end], entry, level, bulleted):
            end += 1
        # A paragraph at the bullets' own indentation is no part of the last item.
        items += _read_item(filled[start:end], kind, underlined)
        start = end
    return items


def _level(filled: Sequence[_Line], bulleted: bool) -> int:
    candidates = [e for e in filled if not e.fenced and (not bulleted or _bullet(e))]
    return candidates[0].indent if candidates else filled[0].indent


def _ends_item(entry: _Line, item: _Line, level: int, bulleted: bool) -> bool:
    if entry.indent > item.indent:
        return False
    if entry.fenced:
        return False
    # Continuation lines that are not indented at all are common, and belong to the bullet.
    return not bulleted or bool(_bullet(entry)) or entry.indent < level


def _starts_item(entry: _Line, bulleted: bool, underlined: bool, kind: str) -> bool:
    if bulleted:
        return bool(_bullet(entry))
    if underlined:
        return bool(re.match(_NUMPY_ITEM, entry.body))
    if kind == RAISES:
        return bool(re.match(r"[\w.`]+\s*:", entry.body))
    return bool(re.match(_PLAIN_ITEM, entry.body))


def _bullet(entry: _Line) -> re.Match[str] | None:
    if entry.body[:1] not in _BULLETS:
        return None
    match = _BULLET.match(entry.body)
    if match is None or match[2]:
        return match
    # Without a blank after it, only a dash is a bullet: `*args` and `**kwargs` are names.
    return match if match[1] == "-" else None


def _read_item(lines: Sequence[_Line], kind: str, underlined: bool) -> list[Item]:
    """The items that start at the first line: one, or several for `a, b (str): text`."""
    first = lines[0]
    bullet = _bullet(first)
    start = bullet.end() if bullet else 0
    named = kind in (ARGS, "Attributes")
    nested = _nested(lines) if named else ()
    if not named:
        return [_typed_item(lines, start, bullet[1] if bullet else "", underlined)]
    if underlined and not bullet:
        return _numpy_items(lines)
    names = _names(first.body, start)
    if not names:
        word = re.match(r"\S+", first.body[start:])
        name = word[0] if word else ""
        return [_bare_item(lines, name, start, bullet[1] if bullet else "", nested)]
    rest = names[-1][1] + names[-1][2]
    joined, positions = _joined(lines, rest)
    type_, has_type, after = _type(joined)
    description, has_colon = _description(joined[after:])
    place = positions(1) if has_type and joined.startswith("(") else (0, 0)
    optional, cleaned = _optional(type_)
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
            bullet=bullet[1] if bullet else "",
            has_type=has_type,
            has_colon=has_colon,
            type_line=place[0],
            type_column=place[1],
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


def _joined(lines: Sequence[_Line], start: int) -> tuple[str, _Positions]:
    """The lines' text as one string, from the position in the first; and places in it."""
    pieces = [lines[0].body[start:]]
    pieces += [line.body for line in lines[1:]]
    stripped = pieces[0].lstrip()
    skipped = len(pieces[0]) - len(stripped)
    pieces[0] = stripped
    return " ".join(pieces).rstrip(), _Positions(lines[0], start + skipped, len(pieces[0]))


@dataclass(slots=True)
class _Positions:
    first: _Line
    start: int
    length: int

    def __call__(self, offset: int) -> tuple[int, int]:
        if offset > self.length:
            return (0, 0)
        return (self.first.number, self.first.column + self.start + offset)


def _type(joined: str) -> tuple[str, bool, int]:
    """The text in the parentheses at the start, whether there are any, and where they end."""
    if not joined.startswith("("):
        return "", False, 0
    end = joined.find(")")
    if end > 0 and not _OPENING.search(joined, 1, end):
        return joined[1:end].strip(), True, end + 1
    depth = 0
    for position, char in enumerate(joined):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return joined[1:position].strip(), True, position + 1
    # Never closed: up to the colon, as a reader would take it.
    colon = joined.find(":")
    end = colon if colon >= 0 else len(joined)
    return joined[1:end].strip(), True, end


def _description(rest: str) -> tuple[str, bool]:
    stripped = rest.lstrip()
    if stripped.startswith(":"):
        return stripped[1:].strip(), True
    return stripped.lstrip(f"-{_DASHES} ").strip(), False


def _optional(type_: str) -> tuple[bool, str]:
    if "ptional" not in type_ and "PTIONAL" not in type_:
        return False, type_.strip()
    if type_.endswith(", optional") and type_.count(",") == 1:
        return True, type_[: -len(", optional")].strip()
    parts = [part.strip() for part in _commas(type_)]
    kept = [part for part in parts if not re.match(r"(is )?optional\b", part, re.IGNORECASE)]
    lowered = type_.strip().lower()
    if len(kept) == len(parts) and re.match(r"optional\s*\[", lowered):
        return True, type_.strip()
    if len(kept) == len(parts) and re.search(r"\boptional\s*\Z", lowered):
        return True, re.sub(r"\s*\boptional\s*\Z", "", type_.strip(), flags=re.IGNORECASE)
    return len(kept) < len(parts), ", ".join(kept)


def _commas(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _nested(lines: Sequence[_Line]) -> tuple[Item, ...]:
    """Bullets under an item that have the full form of an item themselves."""
    found: list[Item] = []
    for index, entry in enumerate(lines[1:], start=1):
        if entry.body[:1] not in _BULLETS:
            continue
        bullet = _bullet(entry)
        if entry.fenced or not bullet:
            continue
        names = _names(entry.body, bullet.end())
        if len(names) != 1:
            continue
        end = index + 1
        while end < len(lines) and lines[end].indent > entry.indent:
            end += 1
        joined, positions = _joined(lines[index:end], names[0][1] + names[0][2])
        type_, has_type, after = _type(joined)
        description, has_colon = _description(joined[after:])
        if not has_colon:
            continue
        optional, cleaned = _optional(type_)
        place = positions(1) if has_type else (0, 0)
        found.append(
            Item(
                name=names[0][0],
                type=cleaned,
                optional=optional,
                text=description,
                line=entry.number,
                column=entry.column + names[0][1],
                end_line=lines[end - 1].number,
                indent=entry.indent,
                length=names[0][2],
                bullet=bullet[1],
                has_type=has_type,
                has_colon=has_colon,
                type_line=place[0],
                type_column=place[1],
                type_source=type_,
            )
        )
    return tuple(found)


def _typed_item(lines: Sequence[_Line], start: int, bullet: str, underlined: bool) -> Item:
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
    lines: Sequence[_Line], name: str, start: int, bullet: str, nested: tuple[Item, ...]
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


def _numpy_items(lines: Sequence[_Line]) -> list[Item]:
    first = lines[0]
    match = re.match(_NUMPY_ITEM, first.body)
    if match is None:
        return []
    type_ = (match[2] or "").strip()
    optional, cleaned = _optional(type_)
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


# reST -------------------------------------------------------------------------------------------


def _rest_fields(lines: Sequence[_Line]) -> list[Section]:
    """`:param type name: text`, `:type name: type`, `:returns: text`, `:raises Error: text`."""
    found: dict[str, list[Item]] = {ARGS: [], RAISES: []}
    returns: list[_Line] = []
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
    lines: Sequence[_Line],
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
    optional, cleaned = _optional(" ".join(type_))
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
    optional, cleaned = _optional(type_)
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
