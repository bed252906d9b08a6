"""What a write asks of the system: every call that changes something is in this module.

It uses `os` and not `pathlib`, so that each call is one of the system's, which tests stop and fail
one by one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread

SYNC_THREADS = 4
"""Waits for the disk at a time; it takes several at once in little more time than one."""

_IS_WINDOWS = sys.platform == "win32"


def make_folder(path: Path) -> bool:
    """Make a folder; whether it was not there."""
    try:
        os.mkdir(path)
    except FileExistsError:
        return False
    return True


def make_file(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Make a file that is not there, with the mode and owner of another one.

    Without another one they are the user's usual ones. A user who may not give files away stays
    the owner.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like is not None and not _IS_WINDOWS:
            made = os.fstat(descriptor)
            if (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, like.st_uid, like.st_gid)
            # After the owner, of which a change takes away some bits of the mode.
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
    finally:
        os.close(descriptor)


def keep(path: Path, name: Path, content: bytes) -> None:
    """Give a file, which holds this content, another name too."""
    try:
        os.link(path, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # Not every file system has hard links.
        make_file(name, content, os.stat(path))


def rename(path: Path, target: Path) -> None:
    """Put a file in the place of another one, in one step."""
    os.replace(path, target)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def remove_folder(path: Path) -> None:
    """Remove a folder that nobody uses."""
    with contextlib.suppress(OSError):
        os.rmdir(path)


def sync(paths: Iterable[Path]) -> None:
    """Wait until the disk has what was written to these files and folders.

    Raises:
        OSError: it could not be written.
    """
    waiting = list(paths)
    left = iter(waiting)
    failed: list[OSError] = []

    def work() -> None:
        for path in left:
            try:
                _sync(path)
            except OSError as error:
                failed.append(error)

    helpers = [Thread(target=work) for _ in range(min(SYNC_THREADS, len(waiting)) - 1)]
    for helper in helpers:
        # Where the user may have no more threads, the others take longer.
        with contextlib.suppress(RuntimeError):
            helper.start()
    work()
    for helper in helpers:
        if helper.ident is not None:
            helper.join()
    if failed:
        raise failed[0]


def _sync(path: Path) -> None:
    if _IS_WINDOWS and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if _IS_WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems can't do this for folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP) or not path.is_dir():
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[Lock]:
    """A lock of the folder itself, which leaves nothing behind and ends with the process."""
    if _IS_WINDOWS:
        yield Lock(folder, None)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield Lock(folder, descriptor)
    finally:
        # Nothing was written through it, so no error of it means anything.
        with contextlib.suppress(OSError):
            os.close(descriptor)


class Lock:
    """A folder that is open, to be locked."""

    def __init__(self, folder: Path, descriptor: int | None):
        self._folder = folder
        self._descriptor = descriptor

    def taken(self) -> bool:
        """Take the lock, if nobody else has it."""
        if self._descriptor is None:
            return True
        import fcntl

        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            # Some network file systems have no locks; there is less to hold two writes apart.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
        return True

    def holds(self) -> bool:
        """Whether the folder is still the one that was opened."""
        if self._descriptor is None:
            return True
        try:
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._folder))
        except FileNotFoundError:
            return False
