"""Runs the rules over files, and gathers what they find.

A file that can't be read or parsed, and a rule that crashes, is a finding of its own; the run goes
on. Findings of a file depend on its text, on the files its facts came from and on the settings,
and are cached under exactly these.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from taskgen.credentials import hidden, looks_like_credential
from taskgen.lint.baseline import Key
from taskgen.lint.cache import Cache, Stats
from taskgen.lint.rule import Context, Finding
from taskgen.lint.settings import LintSettings
from taskgen.problems import Problem, TaskgenError, nearest

if TYPE_CHECKING:
    from taskgen.lint.facts import Module
    from taskgen.lint.library import Library
    from taskgen.lint.rules import Loaded

OUTLINE = "outline.toml"
FAILURES = frozenset({"TG001", "TG002", "TG090"})
"""Findings that say that something could not be processed: exit code 2."""

_SKIPPED = frozenset(
    {"__pycache__", "node_modules", "build", "dist", "site-packages", "venv", "env"}
)
_TOO_DEEP = "Its expressions are nested too deeply."
_NOWHERE = "It is a link that leads nowhere, or in a circle."
_NO_FILE = "It is no regular file, but a pipe, a socket or a device."
_ALWAYS = frozenset({"TG001", "TG002", "TG090"})


@dataclass
class Report:
    """What a run found."""

    findings: list[Finding] = field(default_factory=list)
    known: int = 0
    """Findings that the baseline accepts."""
    files: int = 0
    base: Path = field(default_factory=Path)
    fixed: Counter[str] = field(default_factory=Counter)
    left: Counter[Key] = field(default_factory=Counter)
    """Baseline entries of checked files that nothing was found for."""
    runner: Runner | None = None
    """What checked the files, with all that it has read: freeing it takes a while."""

    @property
    def failed(self) -> bool:
        """Whether a file or rule could not be processed."""
        return any(finding.code in FAILURES for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Broken:
    """A path that should be checked and can't be."""

    path: Path
    reason: str


def discover(paths: Sequence[Path], settings: LintSettings) -> Iterator[Path | Broken]:
    """The files to check, in order, each once.

    Raises:
        TaskgenError: a path does not exist, or is a file that is neither Python nor an outline.
    """
    problems = []
    for path in paths:
        if not os.path.lexists(path):
            close = nearest(path.name, _siblings(path))
            hint = (
                f"Did you mean `{path.parent / close[0]}`?" if close else "Give files or folders."
            )
            problems.append(Problem(f"`{path}` does not exist.", hint))
        elif path.is_file() and not _is_checked(path.name):
            problems.append(
                Problem(
                    f"`{path}` is no Python file.", f"Give `.py` files, `{OUTLINE}` or folders."
                )
            )
    if problems:
        raise TaskgenError(problems)
    seen: set[str] = set()
    for path in paths:
        # Not resolved: what a link is called is what the user knows.
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links
        for found in _walk(whole, settings):
            key = str(found.path if isinstance(found, Broken) else found)
            if key not in seen:
                seen.add(key)
                yield found


def _siblings(path: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(path.parent)][:2000]
    except OSError:
        return []


def _is_checked(name: str) -> bool:
    return name.endswith(".py") or name == OUTLINE


def _walk(path: Path, settings: LintSettings) -> Iterator[Path | Broken]:
    if not os.path.isdir(path):  # noqa: PTH112 - far cheaper
        if not os.path.isfile(path):  # noqa: PTH113
            yield Broken(path, _NO_FILE if path.exists() else _NOWHERE)
        elif not settings.is_excluded(_relative(path, settings.base)):
            yield path
        return
    waiting = [str(path)]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            yield Broken(Path(current), f"The folder can't be read: {error.strerror}.")
            continue
        if settings.exclude:
            entries = [
                entry
                for entry in entries
                if not settings.is_excluded(_relative(Path(entry.path), settings.base))
            ]
        yield from _files(entries)
        waiting += reversed([entry.path for entry in entries if _is_searched(entry)])


def _files(entries: Iterable[os.DirEntry[str]]) -> Iterator[Path | Broken]:
    for entry in entries:
        if not _is_checked(entry.name):
            continue
        try:
            is_file = entry.is_file()
            is_broken = not is_file and entry.is_symlink() and not entry.is_dir()
        except OSError:
            is_file, is_broken = False, True  # A circle.
        if is_file:
            yield Path(entry.path)
        elif is_broken:
            yield Broken(Path(entry.path), _NOWHERE)


def _is_searched(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder with files to check; links lead elsewhere, or in circles."""
    if entry.name.startswith(".") or entry.name in _SKIPPED:
        return False
    return not _is_checked(entry.name) and entry.is_dir(follow_symlinks=False)


def _relative(path: Path, base: Path) -> str:
    text, prefix = str(path), f"{base}{os.sep}"
    return (text[len(prefix) :] if text.startswith(prefix) else text).replace(os.sep, "/")


def lint(
    paths: Sequence[Path], settings: LintSettings, *, cache: bool = True, codes: Iterable[str] = ()
) -> Report:
    """Check the files and folders.

    Raises:
        TaskgenError: a path or the baseline is not usable.
    """
    files = list(discover(paths, settings))
    enabled = list(codes) or settings.codes()
    report = Report(files=len(files), base=settings.base)
    stats = Stats()
    store = Cache.load(settings, enabled) if cache else Cache.empty()
    runner: Runner | None = None
    collecting = gc.isenabled()
    gc.disable()
    try:
        for path in files:
            if isinstance(path, Broken):
                report.findings.append(
                    _unreadable(_relative(path.path, settings.base), path.reason)
                )
                continue
            known = store.get(str(path), stats)
            if known is None:
                runner = runner or Runner(settings, enabled)
                known = runner.check(path)
                store.put(str(path), known, runner.touched(), stats)
            report.findings += known
        if cache:
            store.save()
    finally:
        if collecting:
            # What is left is old: without this, it would all be looked through at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
    report.runner = runner
    checked = {_relative(p.path if isinstance(p, Broken) else p, settings.base) for p in files}
    _with_baseline(report, settings, enabled, checked)
    return report


def _with_baseline(
    report: Report, settings: LintSettings, enabled: Sequence[str], checked: set[str]
) -> None:
    if not settings.baseline:
        return
    from taskgen.lint.baseline import read_baseline, stale, subtract

    path = settings.base / settings.baseline
    folders = (settings.base, path.parent)
    known = read_baseline(path)
    failed = {finding.path for finding in report.findings if finding.code in FAILURES}
    report.findings, old, left = subtract(report.findings, known)
    report.known = len(old)
    # An entry of a rule that is off, or of a file that was not checked, may still be needed; so
    # may one of a file that could not be read today, or is there for a run from another folder.
    report.left = Counter(
        {
            key: count
            for key, count in left.items()
            if key[1] in enabled
            and key[0] not in failed
            and (key[0] in checked or not any((f / key[0]).exists() for f in folders))
        }
    )
    if "TG902" in enabled:
        report.findings += stale(
            path, settings.baseline, report.left, {key[0] for key in report.left}
        )


def _unreadable(path: str, reason: str, line: int = 1) -> Finding:
    return Finding(
        "TG002", path, line, 1, 1, f"The file can't be checked. {reason}", "Correct or exclude it."
    )


class Runner:
    """Checks one file after the other with the same library and rules."""

    def __init__(self, settings: LintSettings, enabled: Sequence[str]) -> None:
        # Not needed where the cache knows everything.
        from taskgen.lint.library import Library
        from taskgen.lint.rules import load

        self.settings = settings
        self.enabled = set(enabled)
        self.library: Library = Library(settings.base)
        self.context = Context(self.library, settings.rules)
        self.rules: list[Loaded] = [load(code) for code in enabled]

    def touched(self) -> set[str]:
        """What the last file's findings depend on, the file itself included."""
        return self.library.touched

    def check(self, path: Path) -> list[Finding]:
        """The findings of a file, sorted by place."""
        self.library.touched = {str(path)}
        shown = self.library.shown(path)
        try:
            found = self._check(path)
        except RecursionError:
            found = [_unreadable(shown, _TOO_DEEP)]
        found = [
            finding
            for finding in found
            if finding.code in _ALWAYS or not self.settings.ignored_in(shown, finding.code)
        ]
        self.library.trim()
        found = list(map(_without_credentials, found))
        return sorted(found, key=lambda f: (f.line, f.column, f.code, f.argument))

    def _check(self, path: Path) -> list[Finding]:
        from taskgen.lint.source import Unreadable

        shown = self.library.shown(path)
        try:
            data = self.library.content(path)
        except OSError as error:
            return [_unreadable(shown, f"{error.strerror}.")]
        if path.name == OUTLINE:
            return self._check_outline(path, data)
        try:
            module = self.library.add(path, data)
        except Unreadable as error:
            return [_unreadable(shown, str(error))]
        except SyntaxError as error:
            return [_syntax_error(shown, error)]
        return self._check_module(module)

    def _check_module(self, module: Module) -> list[Finding]:
        from taskgen.lint.suppress import apply, complaints, suppressions
        from taskgen.lint.tasks import tasks_of

        found: list[Finding] = []
        tasks = tasks_of(module, self.library)
        for loaded in self.rules:
            if loaded.check is None:
                continue
            subjects: Iterable[object] = tasks if loaded.subject == "task" else ()
            if loaded.subject == "module":
                subjects = (module,)
            for subject in subjects:
                found += self._run(loaded, subject, module.shown)
        comments = suppressions(module.text)
        if not comments:
            return found
        kept, _ = apply(found, comments)
        return [*kept, *complaints(module, comments, self.enabled)]

    def _check_outline(self, path: Path, data: bytes) -> list[Finding]:
        from taskgen.lint.outline import OutlineError, read_outline

        shown = self.library.shown(path)
        try:
            outline = read_outline(path, shown, data)
        except OutlineError as error:
            return [_unreadable(shown, str(error), error.line)]
        found: list[Finding] = []
        for loaded in self.rules:
            if loaded.subject == "outline":
                found += self._run(loaded, outline, shown)
        return found

    def _run(self, loaded: Loaded, subject: object, shown: str) -> list[Finding]:
        assert loaded.check is not None
        try:
            return list(loaded.check(subject, self.context))
        except RecursionError:
            raise  # The file's fault, of which one finding is enough.
        except Exception as error:  # A rule's fault must not hide what others find.
            name = getattr(subject, "name", "")
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return [
                Finding(
                    "TG090",
                    shown,
                    1,
                    1,
                    1,
                    f"The rule {loaded.rule.code} failed on this file: {what}",
                    "Report it to taskgen's maintainers, with the file.",
                    cls=str(name),
                    argument=loaded.rule.code,
                )
            ]


def _without_credentials(finding: Finding) -> Finding:
    """The finding as it may be shown and kept: reports and caches are passed on.

    A fix that would write a credential is left to a person.
    """
    fix = finding.fix
    texts = [finding.message, finding.hint, finding.argument]
    written = [edit.text for edit in fix.edits] if fix else []
    texts += [fix.title] if fix else []
    if not any(map(looks_like_credential, [*texts, *written])):
        return finding
    kept = None
    if fix and not any(map(looks_like_credential, written)):
        kept = replace(fix, title=hidden(fix.title))
    message, hint, argument = map(hidden, texts[:3])
    return replace(finding, message=message, hint=hint, argument=argument, fix=kept)


def _syntax_error(shown: str, error: SyntaxError) -> Finding:
    message = error.msg or "invalid syntax"
    hint = "Correct the file, or exclude it."
    if "Missing parentheses in call to 'print'" in message or "exec" in message:
        hint = "It looks like Python 2, which taskgen does not read."
    return Finding(
        "TG001",
        shown,
        max(error.lineno or 1, 1),
        max(error.offset or 1, 1),
        1,
        f"The file is no Python: {message}.",
        hint,
    )
