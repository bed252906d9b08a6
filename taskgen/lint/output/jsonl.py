"""One JSON object a line for each finding."""

from __future__ import annotations

import json
from collections.abc import Iterator

from taskgen.lint.engine import Report
from taskgen.lint.output.json import plain


def render(report: Report) -> Iterator[str]:
    """The lines."""
    for finding in report.findings:
        yield json.dumps(plain(finding)) + "\n"
