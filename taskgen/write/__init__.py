"""Makes a library what a plan says, whole or not at all.

What is promised: after `write` the library is what the plan says, or it raised and the library is
as it was. Where the process is killed, or the machine stops, no file is ever half of anything: each
is as before or as planned. `recover` then makes all of them as they were before, or finds that all
were in place; it is the first thing that the next write does, and needs no space on the disk.
Between a kill and that next run some files may be new and others not yet: they were renamed one
after the other, the new ones first and those that import from others last.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from taskgen.plan import FileChange, Plan, os_problem, path_problem, reason
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.write import disk
from taskgen.write.journal import NAME, Journal, read_journal

LOCK_WAIT = 5.0
"""Seconds that a write waits for another one in the same library."""

UNDONE = "An earlier write was interrupted, and has been undone."
COMPLETE = "An earlier write was interrupted when all was in place; its temporary files are gone."


def write(plan: Plan) -> None:
    """Make the library what the plan says, whole or not at all.

    Raises:
        TaskgenError: the library is not as the plan found it, a target is a link, leaves the root
            or can't be written, another write holds the library, or one was interrupted.
    """
    changes = [change for change in plan.changes if change.changes]
    if not changes:
        return
    _check(plan.root, changes)
    try:
        with _made(plan.root) as root_is_new, _lock(plan.root):
            refuse_interrupted(plan.root)
            _check(plan.root, changes)
            _carry_out(plan.root, changes, root_is_new)
    except OSError as error:
        raise TaskgenError(_failure(error)) from error


def recover(root: Path) -> str:
    """Put right what a write that was interrupted has left; returns what was done, if anything.

    Raises:
        TaskgenError: a file was changed since, or can't be restored; or another write holds the
            library.
    """
    if not os.path.lexists(root / NAME):
        return ""
    try:
        with _lock(root):
            # Where the lock had to be waited for, it was no interruption.
            return _recover(root) if os.path.lexists(root / NAME) else ""
    except OSError as error:
        raise TaskgenError(
            Problem(
                f"A write here was interrupted, and can't be put right: {reason(error)}.",
                "Run the command again when the library can be read and written.",
                Place(str(root)),
            )
        ) from error


def refuse_interrupted(root: Path) -> None:
    """For what needs a whole library and may not write.

    Raises:
        TaskgenError: a write to it was interrupted.
    """
    if os.path.lexists(root / NAME):
        raise TaskgenError(
            Problem(
                "A write here was interrupted, so some files may be new and others not.",
                "Run the command again without `--dry-run`, `--diff` and `--check`: it puts that "
                "right first.",
                Place(str(root)),
            )
        )


def _carry_out(root: Path, changes: list[FileChange], root_is_new: bool) -> None:
    journal = Journal.of(root, changes, root_is_new)
    journal.begin()
    try:
        journal.stage({change.path: change for change in changes})
        # Staging took a while; nothing has been touched so far.
        _check(root, changes)
        journal.publish()
    except BaseException as error:
        lost = journal.undo()
        if lost:
            cause = [_failure(error, undone=False)] if isinstance(error, OSError) else []
            raise TaskgenError([*cause, *lost]) from error
        raise
    try:
        journal.finish()
    except BaseException:
        # All is in place, so an interrupt comes too late to undo anything.
        journal.finish()
        raise


def _recover(root: Path) -> str:
    journal = read_journal(root)
    if journal is None:
        disk.remove(root / NAME)
        return UNDONE
    if journal.is_complete():
        journal.finish()
        return COMPLETE
    lost = journal.undo()
    if lost:
        raise TaskgenError(lost)
    return UNDONE


@contextlib.contextmanager
def _made(root: Path) -> Iterator[bool]:
    """The root, made if it was not there; what was made for nothing is removed."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            if disk.make_folder(folder):
                made.append(folder)
        yield root in made
    except BaseException:
        for folder in reversed(made):
            # One that somebody else has used since stays.
            disk.remove_folder(folder)
        raise


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Hold the library for one write."""
    busy = Problem(
        "Another taskgen is writing here.",
        "Run the command again when it has finished.",
        Place(str(root)),
    )
    deadline = time.monotonic() + LOCK_WAIT
    with disk.locked(root) as lock:
        while not lock.taken():
            if time.monotonic() > deadline:
                raise TaskgenError(busy)
            time.sleep(0.05)
        # The write that held the lock may have failed and removed the folder it had made.
        if not lock.holds():
            raise TaskgenError(busy)
        yield


def _check(root: Path, changes: list[FileChange]) -> None:
    """Refuse a library that the changes were not made for, with all that is wrong in it."""
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


def _holds(path: Path, content: bytes | None) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return content is None


def _failure(error: OSError, undone: bool = True) -> Problem:
    named = isinstance(error.filename, str | bytes | os.PathLike)
    where = Place(str(os.fsdecode(error.filename))) if named else None
    if not undone:
        return Problem(
            f"The write failed: {reason(error)}.", "Put right what is named below.", where
        )
    return Problem(
        f"The write failed: {reason(error)}. Every file is as it was.",
        "Run the command again when that is put right.",
        where,
    )
