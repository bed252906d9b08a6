"""The text of a Python file, places in it, and what its imports bring in."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from taskgen.docstrings.parts import Docstring
from taskgen.docstrings.read import read

MAX_BYTES = 8_000_000
"""Files beyond this are refused: nobody writes such tasks, and parsing one takes seconds."""

_NEWLINE = re.compile(r"\r\n|\r|\n")
_STRING = re.compile(r"(?i:[rbuf]{0,2})(\"\"\"|'''|\"|')")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


class Unreadable(Exception):
    """The file's bytes are no text, or there are too many of them."""


def encoding_of(data: bytes) -> str:
    """The encoding of a Python file: by its byte order mark, its coding cookie, or UTF-8."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    for line in data.split(b"\n", 2)[:2]:
        if match := _COOKIE.match(line):
            return match[1].decode("ascii", "replace")
    return "utf-8"


def decode(data: bytes) -> str:
    """The text of a Python file: UTF-8, or what its coding cookie says.

    Raises:
        Unreadable: it is too large or not in that encoding, with what to do about it.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"The file has {len(data):,} bytes, more than the {MAX_BYTES:,} read.")
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except LookupError:
        raise Unreadable(
            f"The file's coding cookie names `{encoding}`, which is unknown."
        ) from None
    except ValueError as error:
        position = getattr(error, "start", 0)
        number = data.count(b"\n", 0, position) + 1
        raise Unreadable(f"Line {number} is not {encoding.removesuffix('-sig')}.") from None


@dataclass(slots=True)
class Import:
    """A name that an import statement brings in."""

    name: str
    target: str
    """Absolute dotted name of what it stands for."""
    node: ast.Import | ast.ImportFrom
    guarded: bool
    """Whether it stands in a `try` with an `except ImportError`, or under `TYPE_CHECKING`."""
    top: bool
    """Whether it is at the module's top level, and so runs when the module is imported."""


@dataclass(eq=False)
class Source:
    """A parsed file, without its classes and functions."""

    path: Path
    name: str
    """Its dotted name, from the outermost folder that is a package."""
    shown: str
    """The path as reports show it."""
    text: str
    tree: ast.Module
    is_package: bool = False
    imports: dict[str, Import] = field(default_factory=dict)
    import_nodes: list[Import] = field(default_factory=list)
    stars: list[str] = field(default_factory=list)

    def absolute(self, node: ast.ImportFrom) -> str:
        """The absolute dotted name of the module that the statement imports from."""
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        if not self.is_package:
            parts = parts[:-1]
        if node.level > 1:
            parts = parts[: len(parts) - (node.level - 1)]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def original(self, name: str) -> str:
        """The absolute dotted name that a dotted name in this module stands for."""
        head, dot, rest = name.partition(".")
        entry = self.imports.get(head)
        return f"{entry.target}{dot}{rest}" if entry else name

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        # A pattern takes ten times as long, and few files need one.
        return _NEWLINE.split(self.text) if "\r" in self.text else self.text.split("\n")

    def column(self, line: int, offset: int) -> int:
        """The column, counted from 1 in characters, of `ast`'s offset, which is in bytes."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        if source.isascii():
            return offset + 1
        return len(source.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace")) + 1

    def segment(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """The source text of a node."""
        end_line, end_offset = node.end_lineno or node.lineno, node.end_col_offset or 0
        start = self.column(node.lineno, node.col_offset) - 1
        end = self.column(end_line, end_offset) - 1
        if node.lineno == end_line:
            return self.lines[node.lineno - 1][start:end]
        middle = self.lines[node.lineno : end_line - 1]
        first, last = self.lines[node.lineno - 1][start:], self.lines[end_line - 1][:end]
        return "\n".join([first, *middle, last])

    def docstring(
        self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    ) -> Docstring | None:
        """The docstring of a class or function, read with its places."""
        value = docstring_node(node)
        if value is None:
            return None
        source = self.segment(value)
        match = _STRING.match(source)
        if match is None or not source.endswith(match[1]):
            return read(str(value.value), value.lineno, 1)
        text = source[match.end() : len(source) - len(match[1])]
        column = self.column(value.lineno, value.col_offset) + match.end()
        return read(text, value.lineno, column)


def docstring_node(
    node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Module,
) -> ast.Constant | None:
    """The string that is the docstring of a class, function or module."""
    body = getattr(node, "body", None)
    if not body or not isinstance(body[0], ast.Expr):
        return None
    value = body[0].value
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value
    return None
