"""File changes, built whole in memory.

`summary`, `diff`, `changed` and `write` are four readers of one `Plan`: what a dry run shows is
what a write does. A write happens whole or not at all.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from taskgen.problems import Place, Problem, TaskgenError, readable

LOCK_WAIT = 5.0
"""Seconds that a write waits for another one in the same tree."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file holds now (None: there is no file) and what it is to hold."""

    path: PurePosixPath
    before: bytes | None
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether the file would be another one afterwards."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes below one root, in the order of their paths, and what there is to say about them.

    `conflicts` are what was left alone because somebody else wrote it; `notes` are sentences for
    the person who runs the command.

    Raises:
        ValueError: two changes are for one path.
    """

    root: Path
    changes: tuple[FileChange, ...] = ()
    conflicts: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.changes, key=lambda change: change.path.parts))
        paths = [change.path for change in ordered]
        if len(set(paths)) < len(paths):
            twice = sorted({str(path) for path in paths if paths.count(path) > 1})
            raise ValueError(f"more than one change for {', '.join(twice)}")
        object.__setattr__(self, "changes", ordered)


def current(root: Path, path: PurePosixPath) -> bytes | None:
    """What the file holds now, or None where there is none.

    Raises:
        TaskgenError: the path leaves the root, passes through a link, or is no readable file.
    """
    try:
        problem = _path_problem(root, path)
        if problem:
            raise TaskgenError(problem)
        return (root / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TaskgenError(_os_problem(error, "this can't be read", path)) from None


def changed(plan: Plan) -> bool:
    """Whether writing the plan would change anything."""
    return any(change.changes for change in plan.changes)


def summary(plan: Plan) -> str:
    """A line for each file: what would happen to it, and how many lines come and go."""
    return "".join(f"{_summary_line(change)}\n" for change in plan.changes)


def _summary_line(change: FileChange) -> str:
    path = readable(str(change.path))
    if not change.changes:
        return f"unchanged  {path}"
    if change.before is None:
        count = len(_lines(change.after))
        return f"create     {path} ({count} line{'' if count == 1 else 's'})"
    before, after = _lines(change.before), _lines(change.after)
    added = removed = 0
    for tag, start, end, new_start, new_end in _opcodes(before, after):
        if tag != "equal":
            removed += end - start
            added += new_end - new_start
    counts = ([f"+{added}"] if added else []) + ([f"-{removed}"] if removed else [])
    return f"extend     {path} ({' '.join(counts)})"


def diff(plan: Plan) -> str:
    """The changes as one unified diff, which `patch` and `git apply` take.

    Bytes that are not UTF-8 are shown as escapes; such a diff is for reading only.
    """
    return "".join(_file_diff(change) for change in plan.changes if change.changes)


def _file_diff(change: FileChange) -> str:
    # difflib takes some milliseconds to import, and only diffs and summaries of changes need it.
    from difflib import unified_diff

    path = readable(str(change.path))
    old = "/dev/null" if change.before is None else f"a/{path}"
    header = f"diff --git a/{path} b/{path}\n"
    if change.before is None:
        header += "new file mode 100644\n"
    before, after = _lines(change.before or b""), _lines(change.after)
    lines = unified_diff(before, after, old, f"b/{path}")
    return header + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher

    return [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]


def _lines(content: bytes) -> list[str]:
    """The lines with their endings; only a line feed ends one, as it does for `patch`."""
    pieces = content.decode("utf-8", "backslashreplace").split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def write(plan: Plan) -> None:
    """Make the tree what the plan says, whole or not at all.

    Every file is staged beside its target and the tree is checked against the plan before the
    first rename. Whatever fails, or interrupts, is undone: files, folders, modes and links are
    as they were.

    Raises:
        TaskgenError: the tree is not as the plan found it, a target is a link, leaves the root or
            can't be written, or another write holds the tree.
    """
    changes = [change for change in plan.changes if change.changes]
    if not changes:
        return
    _check(plan.root, changes)
    work = _Work(plan.root)
    try:
        with _undone_on_failure(work):
            work.make_folder(plan.root)
            with _lock(plan.root), _undone_on_failure(work):
                _check(plan.root, changes)
                for change in changes:
                    work.stage(change)
                # Staging took a while; nothing has been touched so far.
                _check(plan.root, changes)
                work.publish()
    except OSError as error:
        raise TaskgenError(_failure(error)) from error


@contextlib.contextmanager
def _undone_on_failure(work: _Work) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        lost = work.undo()
        if lost:
            cause = [_failure(error, undone=False)] if isinstance(error, OSError) else []
            raise TaskgenError([*cause, *lost]) from error
        raise


@dataclass(slots=True)
class _Step:
    """One file on its way: staged, its old content kept, then renamed onto its target."""

    change: FileChange
    target: Path
    staged: Path
    kept: Path | None = None
    published: bool = False


@dataclass(slots=True)
class _Work:
    """What a write has done so far, which is all that undoing it needs to know."""

    root: Path
    token: str = field(default_factory=lambda: os.urandom(4).hex())
    folders: list[Path] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)

    def make_folder(self, folder: Path) -> None:
        """Make the folder and those above it, as far as they are missing."""
        missing = [folder, *folder.parents]
        missing = missing[: next(i for i, path in enumerate(missing) if path.exists())]
        for path in reversed(missing):
            try:
                path.mkdir()
            except FileExistsError:
                continue
            self.folders.append(path)

    def stage(self, change: FileChange) -> None:
        """Write the new content beside its target and keep the old one under another name."""
        target = self.root / change.path
        self.make_folder(target.parent)
        step = _Step(change, target, target.with_name(f".{target.name}.{self.token}.new"))
        self.steps.append(step)
        mode = None if change.before is None else stat.S_IMODE(target.stat().st_mode)
        _write_file(step.staged, change.after, mode)
        if change.before is not None:
            step.kept = target.with_name(f".{target.name}.{self.token}.old")
            try:
                step.kept.hardlink_to(target)
            except OSError:
                # Not every file system has hard links.
                _write_file(step.kept, change.before, mode)

    def publish(self) -> None:
        """Rename every staged file onto its target; then forget what was kept."""
        for step in self.steps:
            step.staged.replace(step.target)
            step.published = True
        for folder in sorted({step.target.parent for step in self.steps}):
            _sync_folder(folder)
        for step in self.steps:
            if step.kept:
                step.kept.unlink()

    def undo(self) -> list[Problem]:
        """Make the tree what it was; the problems are of what could not be restored."""
        lost = []
        for step in reversed(self.steps):
            try:
                self._undo_step(step)
            except OSError as error:
                path = step.change.path
                problem = _os_problem(error, "this could not be restored", path)
                hint = f"Its old content is in `{step.kept}`." if step.kept else ""
                lost.append(Problem(problem.message, hint, problem.place))
        self.steps.clear()
        for folder in reversed(self.folders):
            # A folder that somebody else has used since stays.
            with contextlib.suppress(OSError):
                folder.rmdir()
        self.folders.clear()
        return lost

    def _undo_step(self, step: _Step) -> None:
        before = step.change.before
        if not step.published and _holds(step.target, before) is False:
            # An interrupt between the rename and the note of it.
            step.published = _holds(step.target, step.change.after)
        if step.published and before is None:
            step.target.unlink()
        elif step.published and step.kept and step.kept.exists():
            step.kept.replace(step.target)
        elif step.published and before is not None:
            mode = stat.S_IMODE(step.target.stat().st_mode)
            step.staged.unlink(missing_ok=True)
            _write_file(step.staged, before, mode)
            step.staged.replace(step.target)
        step.staged.unlink(missing_ok=True)
        if step.kept:
            step.kept.unlink(missing_ok=True)


def _holds(path: Path, content: bytes | None) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return content is None


def _write_file(path: Path, content: bytes, mode: int | None) -> None:
    """A new file that is on the disk when this returns; `mode` None is the user's usual one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if mode is not None:
            path.chmod(mode)
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Hold the tree for one write; a process that dies lets go of it.

    The lock is on the root folder itself, so it leaves nothing behind.
    """
    if sys.platform == "win32":
        yield
        return
    busy = Problem(
        "another taskgen is writing here",
        "Run the command again when it has finished.",
        Place(str(root)),
    )
    deadline = time.monotonic() + LOCK_WAIT
    descriptor = os.open(root, os.O_RDONLY)
    try:
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise TaskgenError(busy)
            time.sleep(0.05)
        # The write that held the lock may have failed and removed the folder it had made.
        if not (root.exists() and os.path.samestat(os.fstat(descriptor), root.stat())):
            raise TaskgenError(busy)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        # Some network file systems have no locks; the checks before the rename still hold there.
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
    return True


def _check(root: Path, changes: list[FileChange]) -> None:
    """Refuse a tree that the changes were not made for, with all that is wrong in it."""
    problems = []
    for change in changes:
        try:
            problem = _path_problem(root, change.path) or _target_problem(root, change)
        except OSError as error:
            problem = _os_problem(error, "this can't be read", change.path)
        if problem:
            problems.append(problem)
    if problems:
        raise TaskgenError(problems)


def _target_problem(root: Path, change: FileChange) -> Problem | None:
    target = root / change.path
    if not _holds(target, change.before):
        return Problem(
            "the file has changed since it was read",
            "Run the command again.",
            Place(str(change.path)),
        )
    folder = next(path for path in target.parents if path.exists())
    blocked = [path for path in (folder, target) if path.exists() and not os.access(path, os.W_OK)]
    if blocked:
        shown = "folder" if blocked[0] == folder else "file"
        return Problem(
            f"the {shown} `{readable(str(blocked[0]))}` is not writable",
            "Change its permissions, or run the command where you may write.",
            Place(str(change.path)),
        )
    return None


def _path_problem(root: Path, path: PurePosixPath) -> Problem | None:
    """What is wrong with writing to that path, whatever the file holds."""
    place = Place(str(path))
    if path.is_absolute() or ".." in path.parts or not path.parts:
        return Problem("this path leads out of the folder that taskgen writes to", place=place)
    for folder in reversed(path.parents[:-1]):
        here = root / folder
        if here.is_symlink():
            return Problem(
                f"`{readable(str(folder))}` is a link, and taskgen does not write through links",
                "Name the folder that it leads to, in `[tool.taskgen]` of `pyproject.toml`.",
                place,
            )
        if here.exists() and not here.is_dir():
            return Problem(
                f"`{readable(str(folder))}` is a file, where a folder is needed",
                "Move it away, or name another folder in `[tool.taskgen]` of `pyproject.toml`.",
                place,
            )
    target = root / path
    if target.is_symlink():
        return Problem(
            "this is a link, and taskgen does not write through links",
            "Put a file in its place.",
            place,
        )
    if target.exists() and not target.is_file():
        return Problem("this is not a file", "Move it away.", place)
    return None


def _failure(error: OSError, undone: bool = True) -> Problem:
    named = isinstance(error.filename, str | bytes | os.PathLike)
    where = Place(str(os.fsdecode(error.filename))) if named else None
    reason = (error.strerror or str(error)).lower()
    if not undone:
        return Problem(f"the write failed ({reason})", place=where)
    return Problem(
        f"the write failed ({reason}); every file is as it was",
        "Run the command again when that is put right.",
        where,
    )


def _os_problem(error: OSError, what: str, path: PurePosixPath) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(f"{what} ({reason})", place=Place(str(path)))
