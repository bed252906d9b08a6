"""GitLab's code quality report."""

from __future__ import annotations

import json
from collections.abc import Iterator

from taskgen.lint.engine import FAILURES, Report
from taskgen.lint.output.fingerprint import fingerprints


def render(report: Report) -> Iterator[str]:
    """The array of issues."""
    issues = [
        {
            "type": "issue",
            "check_name": finding.code,
            "description": f"{finding.code}: {finding.message}",
            "categories": ["Bug Risk" if finding.code[2] in "023" else "Style"],
            "severity": _severity(finding.code),
            "fingerprint": fingerprint,
            "location": {
                "path": finding.path,
                "lines": {"begin": finding.line, "end": finding.line},
            },
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    yield json.dumps(issues, indent=2) + "\n"


def _severity(code: str) -> str:
    if code in FAILURES:
        return "blocker"
    return {"2": "major", "3": "critical"}.get(code[2], "minor")
