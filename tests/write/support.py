"""Trees that are written to, and a system that fails or kills at a call of one's choice."""

from __future__ import annotations

import fcntl
import itertools
import os
import signal
import stat
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

import pytest

from taskgen.plan import FileChange, Plan

Tree = dict[str, tuple[str, int, bytes]]

CHANGES = "mkdir open write fchmod fsync link replace unlink rmdir".split()
"""The calls of `os` before which the disk is another one than after."""
CALLS = [*CHANGES, *"close stat lstat fstat access flock".split()]
"""All that a write asks of the system, and where a test can answer in its place."""


def change(path: str, before: bytes | None, after: bytes) -> FileChange:
    """A change of one file."""
    return FileChange(PurePosixPath(path), before, after)


def tree(root: Path) -> Tree:
    """Everything below a folder: kind, mode and content."""
    found = {}
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        if path.is_symlink():
            found[str(path.relative_to(root))] = ("link", 0, os.fsencode(path.readlink()))
        elif path.is_dir():
            found[str(path.relative_to(root))] = ("folder", stat.S_IMODE(mode), b"")
        else:
            found[str(path.relative_to(root))] = ("file", stat.S_IMODE(mode), path.read_bytes())
    return found


class System:
    """Counts the calls, and at one of them does something else."""

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        number: int,
        instead: Callable[[str], None],
        calls: Sequence[str] = CALLS,
    ):
        self._count = itertools.count(1)
        self._number = number
        self._instead = instead
        self.reached = False
        for name in calls:
            owner = fcntl if name == "flock" else os
            patch.setattr(owner, name, self._wrapped(name, getattr(owner, name)))

    def _wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            if next(self._count) == self._number:
                self.reached = True
                if name == "close":
                    # A descriptor is closed also where that tells of an error.
                    real(*args, **kwargs)
                self._instead(name)
            return real(*args, **kwargs)

        return call


def fails(number: int) -> Callable[[str], None]:
    """Raises that error of the system."""

    def fail(name: str) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def kill(name: str) -> None:
    """Ends the process as nothing can catch it."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number: int, action: Callable[[], object], calls: Sequence[str] = CHANGES) -> bool:
    """Take an action in a process that is killed at the call of that number; whether it was."""
    child = os.fork()
    if not child:
        System(pytest.MonkeyPatch(), number, kill, calls)
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def library(root: Path) -> Plan:
    """A tree, and a plan that changes two of its files, makes two, and makes folders."""
    (root / "tasks").mkdir(parents=True)
    (root / "tasks" / "__init__.py").write_bytes(b"old")
    (root / "tasks" / "__init__.py").chmod(0o640)
    (root / "setup.py").write_bytes(b"setup")
    return Plan(
        root,
        (
            change("tasks/__init__.py", b"old", b"new"),
            change("tasks/new/deep/a.py", None, b"a"),
            change("tests/test_a.py", None, b""),
            change("setup.py", b"setup", b"extras"),
        ),
    )
