"""Workflow commands that GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.engine import FAILURES, Report


def render(report: Report) -> Iterator[str]:
    """One `::error` or `::warning` a finding."""
    for finding in report.findings:
        kind = "error" if finding.code in FAILURES or finding.code[2] in "23" else "warning"
        place = (
            f"file={_property(finding.path)},line={finding.line},col={finding.column},"
            f"endColumn={finding.column + finding.length}"
        )
        title = _property(f"taskgen ({finding.code})")
        text = f"{finding.message} {finding.hint}".strip()
        yield f"::{kind} title={title},{place}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
