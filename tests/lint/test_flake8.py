"""The flake8 plugin gives the findings of one file."""

from __future__ import annotations

import ast

from taskgen.lint.flake8 import Plugin, _runner
from tests.lint.support import PRELUDE, check

BUG = PRELUDE + (
    "class Load(Task):\n    def run(self, table: str = None, size: int = None):\n        return 1\n"
)


def plugin(path):
    _runner.cache_clear()
    return [
        (line, column, text) for line, column, text, _ in Plugin(ast.parse(""), str(path)).run()
    ]


def test_gives_what_lint_gives(tmp_path):
    (tmp_path / "load.py").write_text(BUG)
    (tmp_path / "pyproject.toml").write_text('[tool.taskgen.lint]\nselect = ["TG205"]\n')
    expected = [
        (f.line, f.column - 1, f"{f.code} {f.message}") for f in check(tmp_path, select=["TG205"])
    ]
    assert len(expected) == 2
    assert plugin(tmp_path / "load.py") == expected


def test_broken_settings_do_not_break_flake8(tmp_path):
    (tmp_path / "load.py").write_text(BUG)
    (tmp_path / "pyproject.toml").write_text("[tool.taskgen.lint]\nselect = 3\n")
    assert len([text for *_, text in plugin(tmp_path / "load.py") if "TG205" in text]) == 2


def test_standard_input_has_no_file_to_read(tmp_path):
    assert plugin("stdin") == []
