"""A baseline: findings that are known and accepted for now.

Entries are keyed by file, rule, class, method and argument, so that they survive moved lines and
reworded messages. The file only shrinks: what is no longer found is reported (TG902), and a run
with `--update-baseline` removes it but never adds to what is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from taskgen.lint.rule import Finding
from taskgen.problems import Place, Problem, TaskgenError, readable

VERSION = 1
_FIELDS = ("path", "code", "class", "method", "argument")

Key = tuple[str, str, str, str, str]


def read_baseline(path: Path) -> Counter[Key]:
    """The entries of a baseline file, with how often each may occur.

    Raises:
        TaskgenError: it can't be read or is no baseline.
    """
    place = Place(str(path))
    hint = "Make a new one with `taskgen lint --write-baseline`."
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TaskgenError(
            Problem(f"The baseline can't be read: {error.strerror}.", hint, place)
        ) from None
    except (ValueError, RecursionError) as error:
        raise TaskgenError(Problem(f"The baseline is no JSON: {error}.", hint, place)) from None
    entries = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(entries, list) or document.get("version") != VERSION:
        raise TaskgenError(Problem("The file is no baseline of this version.", hint, place))
    found: Counter[Key] = Counter()
    for entry in entries:
        values = [entry.get(name, "") for name in _FIELDS] if isinstance(entry, dict) else []
        count = entry.get("count", 1) if isinstance(entry, dict) else 0
        if len(values) != 5 or not all(isinstance(value, str) for value in values):
            raise TaskgenError(_malformed(entry, hint, place))
        if not isinstance(count, int) or count < 1:
            raise TaskgenError(_malformed(entry, hint, place))
        found[(values[0], values[1], values[2], values[3], values[4])] += count
    return found


def _malformed(entry: object, hint: str, place: Place) -> Problem:
    shown = readable(str(entry), 100)
    return Problem(f"An entry of the baseline is malformed: {shown}.", hint, place)


def baseline_text(keys: Counter[Key]) -> str:
    """The file's text for these entries."""
    entries = []
    for key in sorted(keys):
        entry: dict[str, object] = {
            name: value for name, value in zip(_FIELDS, key, strict=True) if value
        }
        if keys[key] > 1:
            entry["count"] = keys[key]
        entries.append(entry)
    return json.dumps({"version": VERSION, "findings": entries}, indent=1) + "\n"


def baseline_of(findings: Iterable[Finding]) -> Counter[Key]:
    """The entries that accept these findings."""
    return Counter(f.key for f in findings if f.code not in ("TG001", "TG002", "TG090"))


def subtract(
    findings: Iterable[Finding], known: Counter[Key]
) -> tuple[list[Finding], list[Finding], Counter[Key]]:
    """Findings that are new, those that are known, and entries that nothing was found for."""
    left = Counter(known)
    new, old = [], []
    for finding in findings:
        if left[finding.key] > 0:
            left[finding.key] -= 1
            old.append(finding)
        else:
            new.append(finding)
    return new, old, +left


def stale(path: Path, shown: str, left: Counter[Key], checked: set[str]) -> Iterable[Finding]:
    """TG902 for entries whose file was checked, or is gone, and that found nothing."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for key in sorted(left):
        file, code, cls, method, argument = key
        if file not in checked:
            continue
        where = ".".join(part for part in (cls, method) if part)
        subject = (
            f"{code} in {file}"
            + (f", {where}" if where else "")
            + (f", `{argument}`" if argument else "")
        )
        line = next((n for n, text in enumerate(lines, 1) if json.dumps(file) in text), 1)
        yield Finding(
            code="TG902",
            path=shown,
            line=line,
            column=1,
            length=1,
            message=f"The baseline still accepts {subject}, which is no longer found.",
            hint="Run `taskgen lint --update-baseline`.",
            argument="|".join(key),
        )
