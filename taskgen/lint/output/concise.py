"""One line a finding: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.engine import Report
from taskgen.problems import readable


def render(report: Report) -> Iterator[str]:
    """The lines, and a summary."""
    for finding in report.findings:
        mark = " [*]" if finding.fix is not None else ""
        yield (
            f"{readable(finding.path)}:{finding.line}:{finding.column}: {finding.code}"
            f"{mark} {readable(finding.message, 2000)}\n"
        )
    yield summary(report)


def summary(report: Report) -> str:
    """How many findings there are, and how many can be fixed."""
    count = len(report.findings)
    fixed = sum(report.fixed.values())
    made = f"Fixed {fixed} finding{'s' if fixed != 1 else ''}. " if fixed else ""
    known = f" {report.known} more in the baseline." if report.known else ""
    files = f"{report.files} file{'s' if report.files != 1 else ''}"
    if not count:
        return f"{made}No findings in {files}.{known}\n"
    safe = sum(f.fix is not None and f.fix.safety == "safe" for f in report.findings)
    unsafe = sum(f.fix is not None and f.fix.safety == "unsafe" for f in report.findings)
    text = f"{made}{count} finding{'s' if count != 1 else ''} in {files}.{known}\n"
    if safe or unsafe:
        parts = [f"{safe} with `--fix`"] if safe else []
        parts += [f"{unsafe} {'more ' if safe else ''}with `--unsafe-fixes`"] if unsafe else []
        text += f"[*] can be fixed: {', '.join(parts)}.\n"
    return text
