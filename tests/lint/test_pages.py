"""The rules' pages in `docs/rules` are what the rules say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_pages_are_up_to_date():
    path = PROJECT / "benchmarks" / "lint_pages.py"
    spec = importlib.util.spec_from_file_location("lint_pages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = {page.name: page.read_text(encoding="utf-8") for page in module.PAGES.glob("*.md")}
    assert written == module.pages(), "run `python benchmarks/lint_pages.py`"
