"""Reads a TOML document with the places of its keys and values, and says what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from taskgen.credentials import looks_like_credential, spans
from taskgen.problems import Place, Problem, TaskgenError, readable
from taskgen.tomlfiles.places import MAX_DEPTH, Key, Scan, Span, loads, scan

MAX_BYTES = 4_000_000
"""The full spec of EC2, the service with the most operations, has about 1.5 million."""
MAX_SOURCE = 160
"""Characters of a source line that an error shows."""

_SYNTAX_ERROR = re.compile(
    r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)
_HINTS = (
    ("Invalid statement", "A line is a `[table]`, a `key = value` or a `# comment`."),
    ("Invalid value", 'Strings are in quotes: `key = "text"`.'),
    ("Expected '=' after a key", "A line is a `[table]`, a `key = value` or a `# comment`."),
    ("Cannot overwrite", "A table has each key once: leave one of the two out."),
    ("Cannot declare", "A table is written once: put its keys together."),
    ("Cannot redefine", "A table is written once: put its keys together."),
    ("Cannot mutate", "A table in braces is complete as it is: put the key into the braces."),
    ("Unescaped '\\'", "In double quotes a backslash is written `\\\\`; in single quotes `\\`."),
    ("Illegal character", "A string of several lines is in three quotes."),
    ("Unterminated string", "Close the string with the quotes that it begins with."),
    ("Unclosed", "Close the brackets that are open here."),
    ("", "Each key is on a line of its own, and strings are in quotes."),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says, and where."""

    data: dict[str, Any]
    spans: Scan
    """Where in the text the keys and values are."""
    source: Source

    def key_places(self) -> dict[Key, Place]:
        """The place of each key."""
        return {key: self.source.place(span) for key, span in self.spans.keys.items()}

    def value_places(self) -> dict[Key, Place]:
        """The place of each value that is written after a `=` or in an array."""
        return {key: self.source.place(span) for key, span in self.spans.values.items()}

    def key_place(self, key: Key) -> Place | None:
        """The place of a key, or of the nearest table around it that has one."""
        while key:
            if key in self.spans.keys:
                return self.source.place(self.spans.keys[key])
            key = key[:-1]
        return None

    def value_place(self, key: Key) -> Place | None:
        """The place of a value, or of its key."""
        span = self.spans.values.get(key)
        return self.source.place(span) if span else self.key_place(key)


def read_document(text: bytes, path: str) -> Document:
    """The document, of at most `MAX_BYTES` and with at most `MAX_DEPTH` tables in each other.

    No `Place` shows a line on which something looks like a credential.

    Raises:
        TaskgenError: it is too large, not UTF-8, nested too deep or not TOML.
    """
    if len(text) > MAX_BYTES:
        raise TaskgenError(
            Problem(
                f"The file has {len(text):,} bytes, and at most {MAX_BYTES:,} are read.",
                "Shorten it, or split it into several files.",
                Place(path),
            )
        )
    try:
        # A byte order mark, which some editors write, is no part of the document.
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TaskgenError(_not_utf8(text, error, path)) from None
    source = Source(decoded, path)
    found = scan(decoded)
    if found.too_deep:
        raise TaskgenError(_too_deep(source.place(found.too_deep)))
    try:
        data = loads(decoded)
    except RecursionError:
        raise TaskgenError(_too_deep(Place(path))) from None
    except ValueError as error:
        raise TaskgenError(_not_toml(source, error)) from None
    return Document(data, found, source)


def shown(text: str, limit: int = 60) -> str:
    """Text from the document as a message may quote it."""
    return "(hidden)" if looks_like_credential(text) else readable(text, limit)


class Source:
    """The text of a document, and the way from positions in it to places."""

    def __init__(self, text: str, path: str):
        self.text = text
        self.path = path
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.hidden: set[int] = set()
        for start, end in spans(text):
            first, last = self.index(start), self.index(end)
            self.hidden.update(range(first, last + 1))

    def index(self, offset: int) -> int:
        """The line that a position is in, counted from 0."""
        return bisect_right(self.starts, offset) - 1

    def place(self, span: Span) -> Place:
        """The place of the part of the span that is on its first line."""
        index = self.index(span.start)
        column = span.start - self.starts[index]
        line = self.line(index)
        length = max(min(span.end - span.start, len(line) - column), 1)
        return self.at(index, column, length)

    def line(self, index: int) -> str:
        """The line of that index, without its ending."""
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[index] : end].rstrip("\r\n")

    def at(self, index: int, column: int, length: int = 1) -> Place:
        """The place at a line and column that are counted from 0, as much shown as may be."""
        line = "" if index in self.hidden or column > MAX_SOURCE else self.line(index)
        if len(line) > MAX_SOURCE:
            line = line[:MAX_SOURCE] + "…"
            length = min(length, max(MAX_SOURCE - column, 1))
        return Place(self.path, index + 1, column + 1, line, length)


def _not_utf8(text: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    line_start = text.rfind(b"\n", 0, error.start) + 1
    line_end = text.find(b"\n", error.start)
    line = text[line_start : line_end if line_end >= 0 else len(text)].rstrip(b"\r")
    # The error's offsets do not count a byte order mark, which is at the very start.
    source = Source(line.decode(errors="replace"), path)
    place = source.at(0, len(text[line_start : error.start].decode(errors="replace")))
    return Problem(
        f"The file is not UTF-8: it has the byte 0x{text[error.start]:02x}.",
        "Save it as UTF-8.",
        Place(path, text.count(b"\n", 0, error.start) + 1, place.column, place.source),
    )


def _too_deep(place: Place) -> Problem:
    return Problem(
        f"More than {MAX_DEPTH} tables and arrays are in each other here.",
        "Nothing that is read here needs as many: take the innermost ones out.",
        place,
    )


def _not_toml(source: Source, error: ValueError) -> Problem:
    match = _SYNTAX_ERROR.fullmatch(str(error))
    if not match:
        # Not one of the parser's own errors: Python's, which refuses to read a long number.
        message = "The file has a number with more digits than can be read."
        return Problem(message, "Write a shorter one.", Place(source.path))
    what = match["what"]
    hint = next(hint for start, hint in _HINTS if what.startswith(start))
    if match["line"]:
        place = source.at(int(match["line"]) - 1, int(match["column"]) - 1)
    else:
        index = len(source.starts) - 1
        while index and not source.line(index).strip():
            index -= 1
        place = source.at(index, len(source.line(index)))
    return Problem(f"The file is not TOML: {shown(what[:1].lower() + what[1:], 200)}.", hint, place)
