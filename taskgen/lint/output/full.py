"""Findings with the source line, a caret, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskgen.conventions import names_a_secret
from taskgen.lint.engine import Report
from taskgen.lint.output.concise import summary
from taskgen.lint.rules import names
from taskgen.problems import Place, Problem, readable

_MAY_BE_SECRET = r"(?i)pass|pwd|secret|token|credential|key|connection|pin"
_SET_TO = r"""(?x)
    (?P<head> \b (?P<name> \w+ ) \s* (?: : [^=,()]* )? = \s* [bBrR]? )
    (?P<literal> "[^"\n]+" | '[^'\n]+' )
    """


def render(report: Report) -> Iterator[str]:
    """One paragraph a finding, and a summary."""
    sources: dict[str, list[str]] = {}
    known = names()
    for finding in report.findings:
        if finding.path not in sources:
            sources = {finding.path: _lines(report, finding.path)}
        lines = sources[finding.path]
        source = lines[finding.line - 1] if finding.line <= len(lines) else ""
        # A caret far off the screen points at nothing.
        shown = _without_secrets(source) if len(source) <= 300 else ""
        length = min(finding.length, max(len(shown) - finding.column + 1, 1))
        mark = " [*]" if finding.fix is not None else ""
        problem = Problem(
            f"{finding.code} {known.get(finding.code, '')}{mark}: "
            f"{readable(finding.message, 2000)}",
            readable(finding.hint, 2000),
            Place(finding.path, finding.line, finding.column, shown, length),
        )
        yield f"{problem}\n\n"
    yield summary(report)


def _without_secrets(line: str) -> str:
    """The line with asterisks in place of the literals that a secret is set to."""
    if not re.search(_MAY_BE_SECRET, line):
        return line

    def stars(found: re.Match[str]) -> str:
        if not names_a_secret(found["name"].lower().strip("_")):
            return found[0]
        literal = found["literal"]
        return f"{found['head']}{literal[0]}{'*' * (len(literal) - 2)}{literal[-1]}"

    return re.sub(_SET_TO, stars, line)


def _lines(report: Report, path: str) -> list[str]:
    try:
        data = (report.base / path).read_bytes()
    except (OSError, ValueError):
        return []
    from taskgen.lint.source import Unreadable, decode

    try:
        text = decode(data)
    except Unreadable:
        text = data[:1_000_000].decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
