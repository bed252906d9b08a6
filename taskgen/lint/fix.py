"""Applies fixes: exact splices, file by file, until nothing that may be fixed is left.

A file is written only if its new text parses and the findings that were fixed are gone; nothing
else in it changes, line endings and byte order mark included. What the cache says is never used.
"""

from __future__ import annotations

import ast
import os
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from taskgen.linediff import hunks, lines_of
from taskgen.lint.baseline import Key
from taskgen.lint.edits import spliced
from taskgen.lint.engine import OUTLINE, Broken, Report, Runner, discover
from taskgen.lint.rule import SAFE, Edit, Finding
from taskgen.lint.settings import LintSettings
from taskgen.lint.source import encoding_of
from taskgen.problems import Problem, TaskgenError

if TYPE_CHECKING:
    from taskgen.lint.describe import MemberTexts

_ROUNDS = 200
"""Fixes that touch the same lines are made one after the other; this many at most."""

_Place = tuple[tuple[int, int], tuple[int, int]]
"""Line and column of the start, and of the end."""


@dataclass
class Fixed:
    """What was, or would be, changed."""

    before: dict[Path, bytes] = field(default_factory=dict)
    after: dict[Path, bytes] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    texts: MemberTexts | None = None

    def changed(self) -> list[Path]:
        """The files whose content differs, in order."""
        return sorted(p for p, data in self.after.items() if data != self.before[p])


def fix(
    paths: Sequence[Path],
    settings: LintSettings,
    *,
    unsafe: bool,
    write: bool,
    codes: Iterable[str] = (),
    texts: MemberTexts | None = None,
) -> tuple[Fixed, Report]:
    """Fix what can be fixed in the files, and report what was.

    Without `write`, no file is changed and the report is that of the files as they are. `texts`
    says what an SDK's documentation has on members of its requests.

    Raises:
        TaskgenError: a path is not usable, or a file can't be written.
    """
    enabled = list(codes) or settings.codes()
    fixed = Fixed(texts=texts)
    files = [path for path in discover(paths, settings) if not isinstance(path, Broken)]
    for path in files:
        _fix_file(path, settings, enabled, unsafe, fixed)
    if write:
        _write(fixed)
    from taskgen.lint.engine import lint

    report = lint(paths, settings, cache=False, codes=enabled)
    report.fixed = fixed.counts
    return fixed, report


def _fix_file(
    path: Path, settings: LintSettings, enabled: list[str], unsafe: bool, fixed: Fixed
) -> None:
    tried: set[tuple[str, ...]] = set()
    for _ in range(_ROUNDS):
        runner = _Runner(settings, enabled, fixed)
        findings = [
            f
            for f in runner.check(path)
            if f.fix is not None
            and (unsafe or f.fix.safety == SAFE)
            and (*f.key, f.fix.title) not in tried
        ]
        if not findings:
            return
        done = _apply(findings, settings.base, path, fixed, runner)
        for finding, changed in done:
            assert finding.fix is not None
            if changed:
                fixed.counts[finding.code] += 1
            else:
                tried.add((*finding.key, finding.fix.title))
        if not done:
            return


class _Runner(Runner):
    """Sees files as the fixes left them."""

    def __init__(self, settings: LintSettings, enabled: list[str], fixed: Fixed) -> None:
        super().__init__(settings, enabled)
        self.library.overlay = fixed.after
        self.before: Counter[Key] = Counter()

    def check(self, path: Path) -> list[Finding]:
        """The findings of a file, remembered to compare with those after a fix."""
        found = super().check(path)
        self.before = Counter(finding.key for finding in found)
        return found


def _apply(
    findings: list[Finding], base: Path, path: Path, fixed: Fixed, runner: _Runner
) -> list[tuple[Finding, bool]]:
    """Apply as many findings' edits as do not overlap; then check, one by one if need be."""
    chosen: list[Finding] = []
    edits: list[tuple[Path, Edit]] = []
    taken = _Taken()
    for finding in findings:
        its = _edits(finding, base, path, fixed, runner)
        if its and not any(taken.overlaps(*edit) for edit in its):
            chosen.append(finding)
            edits += its
            for edit in its:
                taken.add(*edit)
    if _try(chosen, edits, path, fixed, runner):
        return [(finding, True) for finding in chosen]
    if len(chosen) == 1:
        return [(chosen[0], False)]
    done = []
    for finding in chosen:
        good = _try([finding], _edits(finding, base, path, fixed, runner), path, fixed, runner)
        done.append((finding, good))
        if good:
            break  # The places of the others have moved.
    return done


def _try(
    findings: list[Finding],
    edits: list[tuple[Path, Edit]],
    path: Path,
    fixed: Fixed,
    runner: _Runner,
) -> bool:
    """Apply the edits, and take them back unless everything still parses and is mended."""
    saved = dict(fixed.after)
    for file in {file for file, _ in edits}:
        if file not in fixed.before:
            try:
                fixed.before[file] = file.read_bytes()
            except OSError:
                return False
            fixed.after.setdefault(file, fixed.before[file])
        data = _spliced(fixed.after[file], [edit for target, edit in edits if target == file])
        if data is None or not _parses(file, data):
            fixed.after.clear()
            fixed.after.update(saved)
            return False
        fixed.after[file] = data
    again = _Runner(runner.settings, sorted(runner.enabled), fixed).check(path)
    left = Counter(finding.key for finding in again)
    gone = Counter(finding.key for finding in findings)
    if any(left[key] > runner.before[key] - count for key, count in gone.items()):
        fixed.after.clear()
        fixed.after.update(saved)
        return False
    return True


def _edits(
    finding: Finding, base: Path, path: Path, fixed: Fixed, runner: _Runner
) -> list[tuple[Path, Edit]]:
    assert finding.fix is not None
    edits: tuple[Edit, ...] = finding.fix.edits
    if finding.fix.later:
        from taskgen.lint.made import edits_of

        module = runner.library.module(path)
        edits = edits_of(finding, module, runner.library, fixed.texts) if module is not None else ()
    found = []
    for edit in edits:
        target = path if not edit.path else Path(os.path.abspath(base / edit.path))  # noqa: PTH100
        found.append((target, edit))
    return found


class _Taken:
    """Where edits are to be made, so that no two touch the same place of a file."""

    def __init__(self) -> None:
        self._places: dict[Path, list[_Place]] = {}

    def overlaps(self, file: Path, edit: Edit) -> bool:
        """Whether an edit that was added is made there, or begins there."""
        places = self._places.get(file, [])
        start, end = _place(edit)
        index = bisect_left(places, (start, start))
        # Those that were added do not overlap: only the neighbours can.
        before, behind = places[max(index - 1, 0) : index], places[index : index + 1]
        return any(other_end > start for _, other_end in before) or any(
            other == start or other < end for other, _ in behind
        )

    def add(self, file: Path, edit: Edit) -> None:
        """Take the place of an edit."""
        insort(self._places.setdefault(file, []), _place(edit))


def _place(edit: Edit) -> _Place:
    return (edit.line, edit.column), (edit.end_line, edit.end_column)


def _spliced(data: bytes, edits: list[Edit]) -> bytes | None:
    """The bytes with the edits made, in the file's own encoding and line endings."""
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError):
        return None
    try:
        return spliced(text, edits).encode(encoding)
    except ValueError:
        return None


def _parses(file: Path, data: bytes) -> bool:
    if file.name == OUTLINE:
        from taskgen.lint.outline import OutlineError, read_outline

        try:
            read_outline(file, str(file), data)
        except OutlineError:
            return False
        return True
    if file.suffix != ".py":
        return True  # The record; a rule reads it again.
    try:
        ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _write(fixed: Fixed) -> None:
    """Put the new contents in place; each file is replaced whole."""
    problems = []
    for path in fixed.changed():
        temporary = path.with_name(f".{path.name}.{os.getpid()}.taskgen")
        try:
            mode = path.stat().st_mode
            # Not through a link that somebody has put there.
            with temporary.open("xb") as file:
                file.write(fixed.after[path])
            temporary.chmod(mode)
            temporary.replace(path.resolve())
        except OSError as error:
            problems.append(Problem(f"`{path}` can't be written: {error.strerror}."))
            temporary.unlink(missing_ok=True)
    if problems:
        raise TaskgenError(problems)


def diff(fixed: Fixed, base: Path) -> str:
    """The changes as a unified diff."""
    parts = []
    for path in fixed.changed():
        shown = os.path.relpath(path, base).replace(os.sep, "/")
        old, new = lines_of(fixed.before[path]), lines_of(fixed.after[path])
        parts.append(f"--- a/{shown}\n+++ b/{shown}\n{hunks(old, new)}")
    return "".join(parts)
