"""Editing a text at positions, so that all else stays the same byte for byte."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from taskgen.problems import Place, Problem, TaskgenError, sentence

BOM = "\ufeff"

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, all of which count positions in the text as it was.

    Insertions at the same position are made in the order given, and before a replacement of what
    begins there.
    """
    pieces = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def newline_of(text: str) -> str:
    """The line ending that the text's first line has; a line feed where there is none."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def unify_newlines(text: str) -> str:
    """The text with a line feed as every line ending."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


@dataclass(frozen=True, slots=True)
class PythonFile:
    """A parsed Python file, with the way from its nodes to positions in its text."""

    path: str
    text: str
    tree: ast.Module
    newline: str
    starts: tuple[int, ...]
    """Where each line starts in the text, and last where the text ends."""

    @property
    def lines(self) -> int:
        """How many lines there are; a text that ends with a line ending has an empty last one."""
        return len(self.starts) - 1

    def line(self, number: int) -> str:
        """The line of that number, counted from 1, without its ending."""
        return self.text[self.starts[number - 1] : self.starts[number]].rstrip("\r\n")

    def line_end(self, number: int) -> int:
        """Where the line of that number ends, before its ending."""
        return self.starts[number - 1] + len(self.line(number))

    def offset(self, line: int, column: int) -> int:
        """The position of what `ast` says is at that line and column (in UTF-8 bytes)."""
        start = self.starts[line - 1]
        content = self.line(line)
        if content.isascii():
            return start + column
        return start + len(content.encode("utf-8")[:column].decode("utf-8"))

    def start(self, node: ast.stmt | ast.expr | ast.alias | ast.arg | ast.keyword) -> int:
        """Where the node starts."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.stmt | ast.expr | ast.alias | ast.arg | ast.keyword) -> int:
        """Where the node ends."""
        return self.offset(node.end_lineno or 0, node.end_col_offset or 0)

    def source(self, node: ast.stmt | ast.expr | ast.alias) -> str:
        """The node's own text, decorators included, with line feeds as its line endings."""
        start = self.starts[first_line(node) - 1] if isinstance(node, ast.stmt) else None
        return unify_newlines(
            self.text[self.start(node) if start is None else start : self.end(node)]
        )

    def place(self, node: ast.AST) -> Place:
        """The node's place, for a `Problem`."""
        line = getattr(node, "lineno", 0)
        return Place(self.path, line, getattr(node, "col_offset", -1) + 1, self.line(line))

    def with_comments(self, line: int, indent: str = "") -> int:
        """The first line of the comments that stand right above a line."""
        while line > 1 and self.line(line - 1).startswith(f"{indent}#"):
            line -= 1
        return line

    def with_newlines(self, text: str) -> str:
        """The text with this file's line ending."""
        return text if self.newline == "\n" else text.replace("\n", self.newline)


def parse(text: str, path: str) -> PythonFile:
    """The text as Python.

    Raises:
        TaskgenError: it is none, with the place.
    """
    # `ast` does not take a byte order mark in a str, so its first line starts behind the mark.
    body = text[1:] if text.startswith(BOM) else text
    try:
        with _no_garbage():
            tree = ast.parse(body)
    except SyntaxError as error:
        line = error.lineno or 0
        shown = (error.text or "").rstrip("\r\n")
        place = Place(path, line, error.offset or 0, shown)
        raise TaskgenError(
            Problem(
                f"The file is not Python: {sentence(error.msg)}", "Repair the file first.", place
            )
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise TaskgenError(
            Problem(
                f"The file is not Python: {sentence(str(error))}",
                "Repair the file first.",
                Place(path),
            )
        ) from None
    skipped = len(text) - len(body)
    starts = [skipped, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    return PythonFile(path, text, tree, newline_of(text), tuple(starts))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """No search for garbage, which doubles the time of a tree of a million nodes, all in use."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def reread(file: PythonFile, text: str) -> PythonFile | None:
    """The file with another text, or None where an edit has made it something else than Python."""
    try:
        return parse(text, file.path)
    except TaskgenError:
        return None


def first_line(node: ast.stmt) -> int:
    """The line a statement starts on, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return int(min([node.lineno, *(decorator.lineno for decorator in decorators)]))


def sorted_position(existing: Sequence[str], name: str) -> int:
    """Where a name belongs among the others: in order where they are in order, else at the end.

    One slip in a longer list is overlooked: the name then goes after the last that is smaller.
    """
    for key in (str, str.lower):
        keys = [key(other) for other in existing]
        slips = sum(a > b for a, b in pairwise(keys))
        if slips == 0 or (slips == 1 and len(keys) >= 6):
            smaller = [index for index, other in enumerate(keys) if other <= key(name)]
            return smaller[-1] + 1 if smaller else 0
    return len(existing)
