"""A JSON array of findings, with their fixes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from taskgen.lint.engine import Report
from taskgen.lint.rule import Finding
from taskgen.lint.rules import names


def render(report: Report) -> Iterator[str]:
    """The array."""
    yield json.dumps([plain(finding) for finding in report.findings], indent=2) + "\n"


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it; lines and columns count from 1."""
    fix = None
    if finding.fix is not None:
        fix = {
            "safety": finding.fix.safety,
            "title": finding.fix.title,
            "edits": [
                {
                    "path": edit.path or finding.path,
                    "start": {"line": edit.line, "column": edit.column},
                    "end": {"line": edit.end_line, "column": edit.end_column},
                    "text": edit.text,
                }
                for edit in finding.fix.edits
            ],
        }
    return {
        "code": finding.code,
        "name": names().get(finding.code, ""),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "length": finding.length,
        "message": finding.message,
        "hint": finding.hint,
        "class": finding.cls,
        "method": finding.method,
        "argument": finding.argument,
        "fix": fix,
    }
