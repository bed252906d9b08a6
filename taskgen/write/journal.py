"""The journal of a write: what undoing it needs to know, also when its process is gone.

It is a file in the root of the library, there from before the first change until after the last.
Between, each file of the plan goes through the same states, which are told apart by what is on the
disk:

| | beside the target | target |
| --- | --- | --- |
| to be staged | nothing | as before |
| staged | the new content (`.new`), the old one under a second name (`.old`) | as before |
| published | the old content (`.old`) | the new content |

So undoing is the same whether a call failed or the process was killed, and may itself be cut short
and done again.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zlib import crc32

from taskgen.plan import FileChange, os_problem, path_problem
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.write import disk

NAME = ".taskgen-write"
"""The file in the root of the library."""

_FORMAT = 1
_MAX_BYTES = 10_000_000
_HERE = PurePosixPath()


@dataclass(frozen=True, slots=True)
class Content:
    """What tells one content of a file from another; by accident, that is."""

    size: int
    checksum: int

    @classmethod
    def of(cls, content: bytes) -> Content:
        """That of some bytes."""
        return cls(len(content), crc32(content))


_NO_FILE = Content(-1, 0)
"""A link, a folder or the like."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file that the write changes: its target, and what it holds before and after."""

    path: PurePosixPath
    target: Path
    staged: Path
    kept: Path
    before: Content | None
    after: Content

    @property
    def order(self) -> tuple[bool, bool, tuple[str, ...]]:
        """When to publish: what refers to others comes after them.

        New files come before those that are extended, and modules before the packages that import
        from them, so that all can be imported even between two renames.
        """
        return self.path.name == "__init__.py", self.before is not None, self.path.parts


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of one write."""

    root: Path
    token: str
    """What the names of its temporary files have in common."""
    folders: tuple[PurePosixPath, ...]
    """The folders that it makes, outer ones first; `.` is the root itself."""
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, root: Path, changes: Iterable[FileChange], root_is_new: bool) -> Journal:
        """The journal of a write that has not begun."""
        token = os.urandom(4).hex()
        steps = [
            _step(
                root,
                token,
                change.path,
                None if change.before is None else Content.of(change.before),
                Content.of(change.after),
            )
            for change in changes
        ]
        around = {folder for step in steps for folder in step.path.parents}
        missing = {folder for folder in around if not (root / folder).exists()}
        if root_is_new:
            missing.add(_HERE)
        folders = sorted(missing, key=lambda folder: folder.parts)
        return cls(root, token, tuple(folders), tuple(sorted(steps, key=lambda s: s.order)))

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self.root / NAME

    def begin(self) -> None:
        """Write it, before anything else is changed."""
        data = {
            "format": _FORMAT,
            "what": "taskgen was stopped while it wrote here, and will put that right.",
            "token": self.token,
            "folders": [str(folder) for folder in self.folders],
            "files": {
                str(step.path): [_plain(step.before), _plain(step.after)] for step in self.steps
            },
        }
        try:
            disk.make_file(self.path, json.dumps(data, indent=1).encode() + b"\n")
        except FileExistsError:
            raise
        except BaseException:
            disk.remove(self.path)
            raise

    def stage(self, contents: Mapping[PurePosixPath, FileChange]) -> None:
        """Write every new content beside its target, and give the old one a second name."""
        for folder in self.folders:
            if folder != _HERE:
                disk.make_folder(self.root / folder)
        for step in self.steps:
            change = contents[step.path]
            like = step.target.stat() if change.before is not None else None
            disk.make_file(step.staged, change.after, like)
            if change.before is not None:
                disk.keep(step.target, step.kept, change.before)
        folders = {step.target.parent for step in self.steps if step.before is not None}
        files = [step.staged for step in self.steps if step.after.size]
        disk.sync([*files, self.path, *sorted({self.root, *folders})])

    def publish(self) -> None:
        """Put every file in its place."""
        for step in self.steps:
            disk.rename(step.staged, step.target)
        folders = {step.target.parent for step in self.steps}
        folders |= {(self.root / folder).parent for folder in self.folders}
        disk.sync(sorted(folders))

    def is_complete(self) -> bool:
        """Whether every file was put in its place."""
        return not any(
            _content(step.staged) or _content(step.target) == step.before for step in self.steps
        )

    def undo(self) -> list[Problem]:
        """Make the library what it was; the problems are of what could not be restored.

        Where there are some, all that is needed to try again stays.
        """
        lost = []
        for step in reversed(self.steps):
            try:
                problem = _restore(step)
            except OSError as error:
                what = "The file could not be restored"
                problem = os_problem(error, what, step.path, _move_it_back(step))
            if problem:
                lost.append(problem)
        if not lost:
            # No target is a new one any more, so what is temporary can go in any order.
            self._end([self.root / folder for folder in reversed(self.folders)])
        return lost

    def finish(self) -> None:
        """Remove what is temporary, once every file is in its place."""
        self._end([])

    def _end(self, folders: list[Path]) -> None:
        try:
            for step in self.steps:
                disk.remove(step.staged)
                disk.remove(step.kept)
            for folder in folders:
                if folder != self.root:
                    disk.remove_folder(folder)
            disk.remove(self.path)
        except OSError:
            # The journal is still there, so the next write removes what is left.
            return
        if self.root in folders:
            disk.remove_folder(self.root)


def read_journal(root: Path) -> Journal | None:
    """The journal that a write left behind, or None where it had not got to write it whole.

    Raises:
        TaskgenError: it says what no journal says, or names what may not be changed.
    """
    path = root / NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise TaskgenError(_damaged(root))
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES)
    except OSError as error:
        problem = os_problem(error, "The file can't be read", PurePosixPath(NAME))
        raise TaskgenError(problem) from None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        # It is on the disk whole before the first file changes.
        return None
    try:
        return _journal(root, data)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise TaskgenError(_damaged(root)) from None


def _journal(root: Path, data: Any) -> Journal:
    if data["format"] != _FORMAT or not re.fullmatch("[0-9a-f]{8}", data["token"]):
        raise ValueError
    steps = []
    for name, (before, after) in data["files"].items():
        step = _step(
            root,
            data["token"],
            PurePosixPath(name),
            None if before is None else _read_content(before),
            _read_content(after),
        )
        problem = path_problem(root, step.path)
        if problem:
            raise TaskgenError(problem)
        steps.append(step)
    folders = [PurePosixPath(name) for name in data["folders"]]
    around = {folder for step in steps for folder in step.path.parents}
    if not around.issuperset(folders):
        raise ValueError
    return Journal(root, data["token"], tuple(folders), tuple(steps))


def _step(
    root: Path, token: str, path: PurePosixPath, before: Content | None, after: Content
) -> Step:
    target = root / path
    hidden = f".{path.name}.{token}"
    staged, kept = target.with_name(f"{hidden}.new"), target.with_name(f"{hidden}.old")
    return Step(path, target, staged, kept, before, after)


def _plain(content: Content | None) -> list[int] | None:
    return None if content is None else [content.size, content.checksum]


def _read_content(plain: Any) -> Content:
    size, checksum = plain
    if not (isinstance(size, int) and isinstance(checksum, int)):
        raise TypeError
    return Content(size, checksum)


def _content(path: Path) -> Content | None:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return _NO_FILE
        return Content.of(path.read_bytes())
    except FileNotFoundError:
        return None


def _restore(step: Step) -> Problem | None:
    """Make a target what it was before, unless somebody else has changed it since."""
    now = _content(step.target)
    if step.before is None:
        if now == step.after and _content(step.staged) is None:
            disk.remove(step.target)
        return None
    if now == step.before:
        return None
    kept = _content(step.kept)
    if kept == step.before and now == step.after:
        disk.rename(step.kept, step.target)
    elif kept == step.before:
        return Problem(
            "The file has changed since a write to it was interrupted.",
            f"Its content before that write is in `{step.kept}`: move it back, or delete it to "
            "keep what is there now. Then run the command again.",
            Place(str(step.path)),
        )
    elif now == step.after:
        return Problem(
            "What the file held before an interrupted write is gone.",
            "Restore it from version control, then run the command again.",
            Place(str(step.path)),
        )
    # Neither what was there nor what was written: somebody has settled it.
    return None


def _move_it_back(step: Step) -> str:
    if step.before is None:
        return "Remove it, and run the command again."
    return f"Its old content is in `{step.kept}`: move it back, and run the command again."


def _damaged(root: Path) -> Problem:
    return Problem(
        "This says that a write was interrupted, but not of which files.",
        "Compare the library with its version control, then delete this file.",
        Place(str(root / NAME)),
    )
