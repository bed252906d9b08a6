"""JUnit's XML, one failed test case a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskgen.lint.engine import FAILURES, Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> Iterator[str]:
    """The document; without findings one test case that passed."""
    errors = sum(finding.code in FAILURES for finding in report.findings)
    failures = len(report.findings) - errors
    tests = max(len(report.findings), 1)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<testsuites name="taskgen" tests="{tests}" failures="{failures}" errors="{errors}">\n'
    yield (
        f'  <testsuite name="taskgen" tests="{tests}" failures="{failures}" errors="{errors}" '
        'skipped="0">\n'
    )
    for finding in report.findings:
        kind = "error" if finding.code in FAILURES else "failure"
        name = _attribute(f"{finding.code} {finding.path}:{finding.line}:{finding.column}")
        where = _attribute(finding.path.removesuffix(".py").replace("/", "."))
        yield f'    <testcase name={name} classname={where} time="0">\n'
        yield (
            f"      <{kind} type={_attribute(finding.code)} message={_attribute(finding.message)}>"
            f"{_text(finding.hint)}</{kind}>\n"
        )
        yield "    </testcase>\n"
    if not report.findings:
        yield '    <testcase name="taskgen lint" classname="taskgen" time="0"/>\n'
    yield "  </testsuite>\n</testsuites>\n"


def _text(text: str) -> str:
    text = _NOT_XML.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return '"' + _text(text).replace('"', "&quot;").replace("\n", "&#10;") + '"'
