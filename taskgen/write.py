"""Makes a tree what a plan says, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from taskgen.plan import FileChange, Plan, os_problem, path_problem, reason
from taskgen.problems import Place, Problem, TaskgenError

LOCK_WAIT = 5.0
"""Seconds that a write waits for another one in the same tree."""


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
                hint = (
                    f"Its old content is in `{step.kept}`." if step.kept else "Remove it by hand."
                )
                lost.append(os_problem(error, "The file could not be restored", path, hint))
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
        "Another taskgen is writing here.",
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
            problem = path_problem(root, change.path) or _target_problem(root, change)
        except OSError as error:
            problem = os_problem(error, "The file can't be read", change.path)
        if problem:
            problems.append(problem)
    if problems:
        raise TaskgenError(problems)


def _target_problem(root: Path, change: FileChange) -> Problem | None:
    target = root / change.path
    if not _holds(target, change.before):
        return Problem(
            "The file has changed since it was read.",
            "Run the command again.",
            Place(str(change.path)),
        )
    folder = next(path for path in target.parents if path.exists())
    blocked = [path for path in (folder, target) if path.exists() and not os.access(path, os.W_OK)]
    if blocked:
        kind = "folder" if blocked[0] == folder else "file"
        return Problem(
            f"The {kind} is not writable.",
            "Change its permissions, or run the command where you may write.",
            Place(str(blocked[0])),
        )
    return None


def _failure(error: OSError, undone: bool = True) -> Problem:
    named = isinstance(error.filename, str | bytes | os.PathLike)
    where = Place(str(os.fsdecode(error.filename))) if named else None
    if not undone:
        return Problem(
            f"The write failed: {reason(error)}.", "Restore what is named below by hand.", where
        )
    return Problem(
        f"The write failed: {reason(error)}. Every file is as it was.",
        "Run the command again when that is put right.",
        where,
    )
