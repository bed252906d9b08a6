"""Where the keys and values of a TOML document are, which `tomllib` does not tell.

`tomllib` says what a document means; this scanner only says where, and so does not check: it
follows the text as far as it is TOML, newlines in inline tables (TOML 1.1) included. For every
document that `tomllib` accepts, it finds exactly the keys that `tomllib` yields.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Key = tuple[str, ...]
"""The keys from the top of a document to a value: `("tasks", "invoke", "returns")`."""

MAX_DEPTH = 32
"""How many tables and arrays may be inside each other, with the dots of keys counted."""

_SPACE = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BASIC = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_LITERAL = r"'[^'\n]*'"
_KEY = re.compile(rf"[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL}")
# A multi-line string may end with one or two quotes of its own before the three that close it.
_SCALAR = re.compile(
    r'"""[^"\\]*(?:(?:\\[\s\S]|"{1,2}(?!"))[^"\\]*)*"{3,5}'
    r"|'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5}"
    rf"|(?!\"{{3}}|'{{3}})(?:{_BASIC}|{_LITERAL})"
    r"|\d{4}-\d\d-\d\d \d[\d:.Zz+-]*"
    r"|[^\s,\[\]{}#=\"']+"
)


class Span(NamedTuple):
    """A piece of the text: the offset of its first character and the one after its last."""

    start: int
    end: int


@dataclass(slots=True)
class Scan:
    """Where a document says what. An item of an array has its index, in digits, as its key."""

    keys: dict[Key, Span] = field(default_factory=dict)
    """Every key of a table where it is first written; items of an array of tables by its header."""
    values: dict[Key, Span] = field(default_factory=dict)
    """Every value after a `=` or in an array; tables made by headers and dots have none."""
    too_deep: Span | None = None
    """Where the document goes deeper than `MAX_DEPTH`, and the scan stopped."""


class _Stop(Exception):
    """The text does not go on as TOML."""


class _TooDeep(Exception):
    def __init__(self, span: Span):
        self.span = span


def loads(text: str) -> dict[str, Any]:
    """What `tomllib` makes of a document, or `tomli` where Python has no `tomllib`."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    data: dict[str, Any] = tomllib.loads(text)
    return data


def scan(text: str) -> Scan:
    """Where the keys and values are, up to the first place that is not TOML or too deep.

    A return before a line feed is a space here, as it is part of the line's end for `tomllib`.
    """
    scanner = _Scanner(text)
    try:
        scanner.document()
    except _Stop:
        pass
    except _TooDeep as error:
        scanner.found.too_deep = error.span
    return scanner.found


class _Scanner:
    def __init__(self, text: str):
        self.text = text
        self.pos = 0
        self.found = Scan()
        self.lengths: dict[Key, int] = {}
        """How many tables each array of tables has so far."""

    def document(self) -> None:
        table: Key = ()
        while True:
            self.skip(_BETWEEN)
            if self.pos == len(self.text):
                return
            if self.at("["):
                table = self.header()
            else:
                self.value(self.assignment(table))

    def header(self) -> Key:
        brackets = 2 if self.at("[[") else 1
        self.pos += brackets
        parts = self.dotted_key()
        self.expect("]" * brackets)
        *outer, last = parts
        path = (*self.path((), outer), last[0])
        self.note_key(path, last[1])
        if brackets == 1:
            # `[a.b]` below `[[a]]` is in the last table of the array.
            return self.inside(path)
        self.lengths[path] = self.lengths.get(path, 0) + 1
        path = self.inside(path)
        self.note_key(path, last[1])
        return path

    def assignment(self, table: Key) -> Key:
        """Reads a key in a table and its `=`; returns the path of the value that follows."""
        *outer, last = self.dotted_key()
        self.expect("=")
        self.skip(_SPACE)
        path = (*self.path(table, outer), last[0])
        self.note_key(path, last[1])
        return path

    def value(self, path: Key) -> None:
        """Reads a value with all that is in it, without recursion."""
        # The arrays and inline tables that are open: path, start, items so far (-1: a table).
        open_: list[tuple[Key, int, int]] = []
        while True:
            start = self.pos
            if self.at("[") or self.at("{"):
                self.check_depth(path, Span(start, start + 1))
                open_.append((path, start, 0 if self.at("[") else -1))
                self.pos += 1
            else:
                self.skip(_SCALAR, needed=True)
                self.found.values[path] = Span(start, self.pos)
            while open_:
                owner, start, items = open_[-1]
                self.skip(_BETWEEN)
                if self.at(","):
                    self.pos += 1
                    self.skip(_BETWEEN)
                if not self.at("]" if items >= 0 else "}"):
                    break
                self.pos += 1
                self.found.values[owner] = Span(start, self.pos)
                open_.pop()
            if not open_:
                return
            owner, start, items = open_[-1]
            if items >= 0:
                path = (*owner, str(items))
                open_[-1] = (owner, start, items + 1)
                self.check_depth(path, Span(self.pos, self.pos + 1))
            else:
                path = self.assignment(owner)

    def dotted_key(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while True:
            self.skip(_SPACE)
            start = self.pos
            self.skip(_KEY, needed=True)
            span = Span(start, self.pos)
            parts.append((_unquoted(self.text[start : self.pos]), span))
            if len(parts) > MAX_DEPTH:
                raise _TooDeep(span)
            self.skip(_SPACE)
            if not self.at("."):
                return parts
            self.pos += 1

    def path(self, table: Key, parts: list[tuple[str, Span]]) -> Key:
        """The path of a table that a key goes through, noting those that were not there before."""
        for name, span in parts:
            path = (*table, name)
            self.note_key(path, span)
            table = self.inside(path)
        return table

    def inside(self, path: Key) -> Key:
        """The path itself, or of the last table where it is an array of tables."""
        length = self.lengths.get(path)
        return path if length is None else (*path, str(length - 1))

    def note_key(self, path: Key, span: Span) -> None:
        self.check_depth(path, span)
        self.found.keys.setdefault(path, span)

    def check_depth(self, path: Key, span: Span) -> None:
        if len(path) > MAX_DEPTH:
            raise _TooDeep(span)

    def at(self, text: str) -> bool:
        return self.text.startswith(text, self.pos)

    def expect(self, text: str) -> None:
        self.skip(_SPACE)
        if not self.at(text):
            raise _Stop
        self.pos += len(text)

    def skip(self, pattern: re.Pattern[str], needed: bool = False) -> None:
        match = pattern.match(self.text, self.pos)
        if match:
            self.pos = match.end()
        elif needed:
            raise _Stop


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    if "\\" not in key:
        return key[1:-1]
    try:
        return next(iter(loads(f"{key} = 0")))
    except ValueError:
        raise _Stop from None
