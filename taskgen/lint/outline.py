"""Reads `outline.toml`, the list from which the library's docs are built, with lines."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLE = re.compile(r"^\s*\[\s*pages((?:\.[^\]]+)?)\s*\]\s*(?:#.*)?$")


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
            entry.name == name and (module == page.module or module.startswith(f"{page.module}."))
            for page in self.pages
            for entry in page.entries
        )

    def covers(self, module: str) -> bool:
        """Whether it has pages for tasks of the module's outermost package."""
        top = module.partition(".")[0]
        return any(page.module.partition(".")[0] == top for page in self.pages)


def read_outline(path: Path, shown: str, data: bytes) -> Outline:
    """The outline in a file's bytes.

    Raises:
        OutlineError: it is no TOML, or its pages have another shape.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        text = data.decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError:
        raise OutlineError("It is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        raise OutlineError(
            f"It is no valid TOML: {error}.", int(match[1]) if match else 1
        ) from None
    except RecursionError:
        raise OutlineError("It is nested too deeply.") from None
    pages = document.get("pages", {})
    if not isinstance(pages, dict):
        raise OutlineError("`pages` is no table.")
    places = _places(text)
    found: list[Page] = []
    _collect("", pages, places, text.splitlines(), found)
    return Outline(path, shown, text, tuple(found))


def _collect(
    key: str,
    table: dict[str, Any],
    places: dict[str, tuple[int, int]],
    lines: list[str],
    found: list[Page],
) -> None:
    module = table.get("module")
    if key and isinstance(module, str):
        first, last = places.get(key, (1, len(lines)))
        entries: list[Entry] = []
        for kind in ("classes", "functions"):
            names = table.get(kind)
            for name in names if isinstance(names, list) else ():
                if isinstance(name, str):
                    line, column = _find(lines, first, last, kind, name)
                    entries.append(Entry(key, module, name, kind, line, column))
        found.append(Page(key, module, first, tuple(entries)))
    for name, value in table.items():
        if isinstance(value, dict):
            _collect(f"{key}.{name}" if key else name, value, places, lines, found)


def _places(text: str) -> dict[str, tuple[int, int]]:
    """First and last line of every table below `pages`."""
    starts: list[tuple[str, int]] = []
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("["):
            match = _TABLE.match(line)
            key = ".".join(re.findall(r"[^.\s\"']+", match[1])) if match else ""
            starts.append((key, number))
    ends = [number - 1 for _, number in starts[1:]] + [len(lines)]
    return {key: (start, end) for (key, start), end in zip(starts, ends, strict=True) if key}


def _find(lines: list[str], first: int, last: int, kind: str, name: str) -> tuple[int, int]:
    """The line and column of a quoted name in a table, behind the key it belongs to."""
    begun = False
    for number in range(first, last + 1):
        line = lines[number - 1]
        match = re.match(rf"\s*{kind}\s*=", line)
        begun = begun or bool(match)
        if begun:
            position = re.search(rf"[\"']{re.escape(name)}[\"']", line)
            if position:
                return number, position.start() + 2
    return first, 1
