"""Reads `outline.toml`, the list from which the library's docs are built, with lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskgen.problems import TaskgenError

if TYPE_CHECKING:
    from taskgen.tomlfiles.document import Document
    from taskgen.tomlfiles.places import Key


class OutlineError(Exception):
    """The outline is no TOML, or not of the expected shape."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """A class or function that a page lists."""

    page: str
    """The table's key: `tasks.aws`."""
    module: str
    name: str
    kind: str
    """`classes` or `functions`."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Page:
    """A table of the outline."""

    key: str
    module: str
    line: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Outline:
    """The pages of an outline."""

    path: Path
    shown: str
    text: str
    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        """The path, as reports show it."""
        return self.shown

    def lists(self, module: str, name: str) -> bool:
        """Whether a page lists the class, under its module or a package above it."""
        return any(
            module == listed or module.startswith(f"{listed}.")
            for listed in self._modules.get(name, ())
        )

    @cached_property
    def _modules(self) -> dict[str, list[str]]:
        """Where each name is listed; there may be tens of thousands."""
        found: dict[str, list[str]] = {}
        for page in self.pages:
            for entry in page.entries:
                found.setdefault(entry.name, []).append(page.module)
        return found

    def covers(self, module: str) -> bool:
        """Whether it has pages for tasks of the module's outermost package."""
        top = module.partition(".")[0]
        return any(page.module.partition(".")[0] == top for page in self.pages)


def read_outline(path: Path, shown: str, data: bytes) -> Outline:
    """The outline in a file's bytes.

    Raises:
        OutlineError: it is no TOML, or its pages have another shape.
    """
    # Most libraries have no outline, and no TOML is read for them.
    from taskgen.tomlfiles.document import read_document

    try:
        document = read_document(data, shown)
    except TaskgenError as error:
        problem = error.problems[0]
        line = problem.place.line if problem.place is not None else 1
        raise OutlineError(problem.message, max(line, 1)) from None
    pages = document.data.get("pages", {})
    if not isinstance(pages, dict):
        raise OutlineError("`pages` is no table.")
    found: list[Page] = []
    _collect(("pages",), pages, document, found)
    return Outline(path, shown, document.source.text, tuple(found))


def _collect(key: Key, table: dict[str, Any], document: Document, found: list[Page]) -> None:
    module = table.get("module")
    name = ".".join(str(part) for part in key[1:])
    if name and isinstance(module, str):
        entries: list[Entry] = []
        for kind in ("classes", "functions"):
            names = table.get(kind)
            for index, entry in enumerate(names if isinstance(names, list) else ()):
                place = document.value_place((*key, kind, str(index)))
                if isinstance(entry, str) and place is not None:
                    # A string's place is its quote's.
                    entries.append(Entry(name, module, entry, kind, place.line, place.column + 1))
        place = document.key_place(key)
        found.append(Page(name, module, place.line if place else 1, tuple(entries)))
    for inner, value in table.items():
        if isinstance(value, dict):
            _collect((*key, inner), value, document, found)
