"""Small libraries, written to disk and checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from taskgen.lint.engine import Report, lint
from taskgen.lint.fix import Fixed, fix
from taskgen.lint.rule import Finding, Settings
from taskgen.lint.settings import LintSettings

PRELUDE = """\
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs

"""


def write(folder: Path, text: str, name: str = "tasks.py") -> None:
    """Write a module, or the files that `# file: path` lines separate."""
    parts = re.split(r"^# file: (\S+)\n", text.lstrip("\n"), flags=re.MULTILINE)
    if len(parts) == 1:
        prelude = "" if "import Task" in text or "prefect.Task" in text else PRELUDE
        (folder / name).write_text(
            prelude + text.lstrip("\n"), encoding="utf-8", errors="surrogateescape"
        )
        return
    for path, content in zip(parts[1::2], parts[2::2], strict=True):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def check(
    folder: Path, text: str = "", *, select: Sequence[str] = ("ALL",), rules: Settings | None = None
) -> list[Finding]:
    """The findings in a library of this text."""
    return report(folder, text, select=select, rules=rules).findings


def report(
    folder: Path, text: str = "", *, select: Sequence[str] = ("ALL",), rules: Settings | None = None
) -> Report:
    if text:
        write(folder, text)
    settings = LintSettings(base=folder, select=tuple(select), rules=rules or placed(folder))
    return lint([folder], settings, cache=False)


def placed(folder: Path) -> Settings:
    """The settings that say where the library has its record, if it has one."""
    return Settings(record="taskgen.lock" if (folder / "taskgen.lock").exists() else "")


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def fixed(
    folder: Path, text: str = "", *, select: Sequence[str] = ("ALL",), unsafe: bool = True
) -> Fixed:
    """Fix a library of this text, on disk."""
    if text:
        write(folder, text)
    settings = LintSettings(base=folder, select=tuple(select), rules=placed(folder))
    return fix([folder], settings, unsafe=unsafe, write=True)[0]
