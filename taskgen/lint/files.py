"""Which Python files are in a folder; all that a run needs whose findings are cached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

TREE = "**"
"""Noted among what findings depend on, below a folder: every Python file of it matters."""

_SKIPPED = frozenset({"__pycache__", "node_modules", "build", "dist", "site-packages"})


def python_files(folder: Path, deep: bool = True) -> Iterator[str]:
    """The Python files in a folder, and in those below it; links to folders are not followed.

    Texts, not paths: a run whose findings are cached looks at thousands, and needs no more.
    """
    waiting = [str(folder)]
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name.endswith(".py"):
                if _is_file(entry):
                    yield entry.path
            elif deep and not name.startswith(".") and name not in _SKIPPED:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False  # A link in a circle.
