"""A flake8 plugin: the findings of one file, as `taskgen lint` reports them for it.

flake8 checks one file at a time, possibly in several processes, so nothing is kept between files;
settings are those of the nearest `pyproject.toml`. Codes are selected by flake8 itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from taskgen import __version__
from taskgen.lint.engine import Runner
from taskgen.lint.settings import LintSettings, read_settings
from taskgen.problems import TaskgenError

_STDIN = frozenset({"stdin", "-"})


class Plugin:
    """What flake8 makes for each file."""

    name: ClassVar[str] = "taskgen"
    version: ClassVar[str] = __version__

    def __init__(self, tree: ast.AST, filename: str) -> None:
        self._filename = filename

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Line, column from 0, and text of every finding."""
        if self._filename in _STDIN:
            return
        path = Path(self._filename).absolute()
        runner = _runner(path.parent)
        for finding in runner.check(path):
            text = f"{finding.code} {finding.message}"
            yield finding.line, finding.column - 1, text, type(self)


@lru_cache(maxsize=64)
def _runner(folder: Path) -> Runner:
    try:
        settings = read_settings(folder)
    except TaskgenError:
        # flake8 has no place for errors of configuration; `taskgen lint` tells them.
        settings = LintSettings(base=folder)
    # A comment that silences a rule of another tool, or a baseline, is `taskgen lint`'s business.
    return Runner(settings, [code for code in settings.codes() if code < "TG9"])
