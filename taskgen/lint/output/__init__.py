"""Reports, one format a file: each has `render(report, ...)`, which yields the text in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from taskgen.lint.engine import Report

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


def render(format_: str, report: Report) -> Iterator[str]:
    """The report in one of the formats."""
    module = import_module(f"{__name__}.{format_}")
    pieces: Iterator[str] = module.render(report)
    return pieces
