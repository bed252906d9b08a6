"""What stands around a package: the checkout's outline, tests and `setup.py`.

An installed package has none of them, and the rules that need them stay silent. Settings name
them where they are not in the usual places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taskgen.lint.facts import Module
from taskgen.lint.files import TREE, python_files
from taskgen.lint.library import INSTALLED, Library
from taskgen.lint.outline import Outline, OutlineError, read_outline
from taskgen.lint.rule import Context

_MARKS = ("setup.py", "pyproject.toml", "setup.cfg", "docs/outline.toml", "outline.toml")
_WORD = rb"[A-Za-z_]\w*"
_KEPT = 4


@dataclass
class Surroundings:
    """The checkout that a package is developed in."""

    root: Path
    outline: Outline | None
    tests: Path | None
    setup: Path | None
    words: frozenset[str] | None = None
    """Every name that the tests mention."""
    requirements: frozenset[str] | None = None
    calls: dict[Path, Any] | None = None
    """What TG502 has read of each file of the tests."""


def surroundings(module: Module, context: Context) -> Surroundings | None:
    """The checkout around a module, or None where there is none."""
    library = context.library
    top = library.root(module.path.parent)
    if top.name in INSTALLED:
        return None
    known: dict[Path, tuple[Surroundings | None, frozenset[str]]]
    known = library.__dict__.setdefault("surroundings", {})
    if top not in known:
        found = _find(top, context)
        if len(known) >= _KEPT:
            # Files come library by library, and one may have a million words in its tests.
            del known[next(iter(known))]
        known[top] = (found, _looked_at(top, found))
    found, looked_at = known[top]
    # For the files after the first as well: their findings depend on it.
    library.touched |= looked_at
    return found


def _candidates(top: Path) -> Iterator[Path]:
    for folder in (top, top.parent, top.parent.parent):
        if folder.name in INSTALLED:
            return
        yield folder
        if folder == folder.parent:
            return


def _find(top: Path, context: Context) -> Surroundings | None:
    library, settings = context.library, context.settings
    root = next(
        (f for f in _candidates(top) if any(library.is_file(f / mark) for mark in _MARKS)), None
    )
    if root is None:
        return None
    base = library.base
    if settings.outline:
        paths = [base / settings.outline]
    else:
        paths = [root / "docs" / "outline.toml", root / "outline.toml"]
    outline = None
    for path in paths:
        data = library.read_bytes(path) if library.is_file(path) else None
        if data is not None:
            try:
                outline = read_outline(path, library.shown(path), data)
            except OutlineError:
                outline = None  # Reported where the outline itself is checked.
            break
    tests = base / settings.tests if settings.tests else root / "tests"
    setup = base / settings.setup if settings.setup else root / "setup.py"
    return Surroundings(
        root,
        outline,
        tests if tests.is_dir() else None,
        setup if library.is_file(setup) else None,
    )


def _looked_at(top: Path, found: Surroundings | None) -> frozenset[str]:
    paths = [folder / mark for folder in _candidates(top) for mark in _MARKS]
    if found is not None and found.outline is not None:
        paths.append(found.outline.path)
    return frozenset(map(str, paths))


def test_files(library: Library, around: Surroundings) -> list[Path]:
    """The Python files of the tests."""
    if around.tests is None:
        return []
    library.touched.add(f"{around.tests}/{TREE}")
    return [Path(file) for file in sorted(python_files(around.tests))]


def tested_words(library: Library, around: Surroundings) -> frozenset[str]:
    """Every name that the tests mention."""
    files = test_files(library, around)
    if around.words is None:
        words: set[bytes] = set()
        for path in files:
            try:
                words.update(re.findall(_WORD, path.read_bytes()))
            except OSError:
                continue
        around.words = frozenset(word.decode("ascii", "replace") for word in words)
    return around.words


def requirements(library: Library, around: Surroundings) -> frozenset[str]:
    """Names of all distributions that `setup.py`, and the files beside it, ask for.

    Empty where none of them asks for any: then they are asked for elsewhere.
    """
    if around.setup is None:
        return frozenset()
    root = around.root
    paths = [
        around.setup,
        root / "pyproject.toml",
        root / "setup.cfg",
        *sorted(root.glob("*requirements*.txt")),
        *sorted(root.glob("requirements/*.txt")),
    ]
    library.touched.update(str(path) for path in paths)
    if around.requirements is None:
        found: set[str] = set()
        asked = False
        for path in paths:
            data = library.read_bytes(path) or b""
            quoted = path.suffix in (".py", ".toml")
            asked |= any(word in data for word in _ASK) or (path.suffix == ".txt" and bool(data))
            pattern = _QUOTED if quoted else _ON_ITS_LINE
            found.update(match.decode().lower() for match in re.findall(pattern, data))
        names = {re.sub(r"[-_.]+", "-", name) for name in found}
        around.requirements = frozenset(names) if asked and found else frozenset()
    return around.requirements


_ASK = (b"requires", b"extras", b"dependencies")
_QUOTED = rb"[\"']([A-Za-z0-9][\w.-]*)"
_ON_ITS_LINE = rb"(?m)^[ \t]*([A-Za-z0-9][\w.-]*)"
