"""Writing a plan: whole or not at all."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from taskgen import write as writing
from taskgen.plan import FileChange, Plan
from taskgen.problems import TaskgenError
from taskgen.write import write


def change(path: str, before: bytes | None, after: bytes) -> FileChange:
    return FileChange(PurePosixPath(path), before, after)


def tree(root: Path) -> dict[str, tuple[str, int, bytes]]:
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


def refused(plan: Plan) -> str:
    """What a write says that it refuses; the tree has to be as it was."""
    before = tree(plan.root)
    with pytest.raises(TaskgenError) as caught:
        write(plan)
    assert tree(plan.root) == before
    return str(caught.value)


class TestWrite:
    def test_files_and_folders_are_made(self, tmp_path):
        root = tmp_path / "not" / "there"
        write(Plan(root, (change("a/b/c.py", None, b"1"), change("a/d.py", None, b"2"))))
        assert [(root / "a/b/c.py").read_bytes(), (root / "a/d.py").read_bytes()] == [b"1", b"2"]
        assert sorted(tree(root)) == ["a", "a/b", "a/b/c.py", "a/d.py"]

    def test_modes_are_kept_and_new_files_have_the_usual_one(self, tmp_path):
        (tmp_path / "run").write_bytes(b"1")
        (tmp_path / "run").chmod(0o751)
        (tmp_path / "usual").write_bytes(b"1")
        write(Plan(tmp_path, (change("run", b"1", b"2"), change("new", None, b"3"))))
        modes = {name: mode for name, (_, mode, _) in tree(tmp_path).items()}
        assert modes == {"run": 0o751, "new": modes["usual"], "usual": modes["usual"]}

    def test_what_does_not_change_is_not_touched(self, tmp_path):
        (tmp_path / "a").write_bytes(b"same")
        os.utime(tmp_path / "a", (1, 1))
        write(Plan(tmp_path, (change("a", b"same", b"same"), change("b", None, b""))))
        assert (tmp_path / "a").stat().st_mtime == 1

    def test_a_plan_without_changes_makes_nothing(self, tmp_path):
        write(Plan(tmp_path / "root"))
        assert tree(tmp_path) == {}


class TestRefusal:
    def test_a_file_that_has_changed_since_it_was_read(self, tmp_path):
        (tmp_path / "a").write_bytes(b"theirs")
        plan = Plan(tmp_path, (change("a", b"old", b"new"), change("b", None, b"new")))
        assert refused(plan) == (
            "a: The file has changed since it was read.\n  Run the command again."
        )

    def test_a_file_that_was_not_there(self, tmp_path):
        (tmp_path / "a").write_bytes(b"theirs")
        assert "has changed since" in refused(Plan(tmp_path, (change("a", None, b"new"),)))

    def test_a_file_that_is_gone(self, tmp_path):
        assert "has changed since" in refused(Plan(tmp_path, (change("a", b"old", b"new"),)))

    @pytest.mark.parametrize("path", ["../a", "/etc/a", "a/../../b"])
    def test_a_path_that_leads_out_of_the_root(self, tmp_path, path):
        assert refused(Plan(tmp_path, (change(path, None, b""),))) == (
            f"{path}: The path leads out of the folder that taskgen writes to.\n"
            "  Name one inside it, in `[tool.taskgen]` of `pyproject.toml`."
        )

    def test_a_folder_that_is_a_link(self, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "root").mkdir()
        (tmp_path / "root" / "tasks").symlink_to(tmp_path / "elsewhere")
        text = refused(Plan(tmp_path / "root", (change("tasks/a/b.py", None, b""),)))
        assert text == (
            "tasks: The folder is a link, and taskgen does not write through links.\n"
            "  Name the folder that it leads to, in `[tool.taskgen]` of `pyproject.toml`."
        )

    @pytest.mark.parametrize("target", ["real", "nowhere"])
    def test_a_file_that_is_a_link(self, tmp_path, target):
        (tmp_path / "real").write_bytes(b"1")
        (tmp_path / "a").symlink_to(tmp_path / target)
        assert refused(Plan(tmp_path, (change("a", b"1", b"2"),))) == (
            "a: The file is a link, and taskgen does not write through links.\n"
            "  Put a file in its place."
        )

    def test_a_file_in_the_place_of_a_folder(self, tmp_path):
        (tmp_path / "tasks").write_bytes(b"")
        text = refused(Plan(tmp_path, (change("tasks/a.py", None, b""),)))
        assert text == (
            "tasks: There is a file where a folder is needed.\n"
            "  Move it away, or name another folder in `[tool.taskgen]` of `pyproject.toml`."
        )

    def test_a_folder_in_the_place_of_a_file(self, tmp_path):
        (tmp_path / "a.py").mkdir()
        assert refused(Plan(tmp_path, (change("a.py", None, b""),))) == (
            "a.py: There is something here that is not a file.\n  Move it away."
        )

    def test_a_folder_that_is_not_writable_is_told_once(self, tmp_path, monkeypatch):
        # A superuser may write anywhere, so the answer of the system is made up.
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / "tasks")
        (tmp_path / "tasks").mkdir()
        changes = (change("tasks/new/a.py", None, b""), change("tasks/b.py", None, b""))
        text = refused(Plan(tmp_path, changes))
        assert text == (
            f"{tmp_path}/tasks: The folder is not writable.\n"
            "  Change its permissions, or run the command where you may write."
        )

    def test_a_file_that_is_not_writable(self, tmp_path, monkeypatch):
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / "a.py")
        (tmp_path / "a.py").write_bytes(b"1")
        text = refused(Plan(tmp_path, (change("a.py", b"1", b"2"),)))
        assert text.startswith(f"{tmp_path}/a.py: The file is not writable.\n")

    def test_all_that_is_wrong_is_told_at_once(self, tmp_path):
        plan = Plan(tmp_path, (change("a", b"old", b"new"), change("../b", None, b"")))
        assert len(refused(plan).split("\n")) == 4


STEPS = {
    "folder": (Path, "mkdir"),
    "open": (os, "open"),
    "mode": (Path, "chmod"),
    "sync": (os, "fsync"),
    "stat": (Path, "stat"),
    "rename": (Path, "replace"),
    "forget": (Path, "unlink"),
    "lock": (fcntl, "flock"),
}
"""What a write asks of the system, and where a test can answer in its place."""


def failing(
    monkeypatch: pytest.MonkeyPatch, step: str, number: int, error: BaseException
) -> Callable[[], bool]:
    """Make the call of that number fail, once; tells whether it was reached."""
    owner, name = STEPS[step]
    real = getattr(owner, name)
    calls = 0

    def call(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, call)
    return lambda: calls >= number


@pytest.fixture(params=[True, False], ids=["hard links", "no hard links"])
def library(request, tmp_path, monkeypatch) -> Iterator[Plan]:
    """A tree in which a write changes two files, makes two, and makes folders."""
    root = tmp_path / "library"
    (root / "tasks").mkdir(parents=True)
    (root / "tasks" / "old.py").write_bytes(b"old")
    (root / "tasks" / "old.py").chmod(0o640)
    (root / "setup.py").write_bytes(b"setup")
    if not request.param:

        def refuse(self: Path, target: Path) -> None:
            raise OSError(errno.EPERM, "no hard links")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    return Plan(
        root,
        (
            change("tasks/old.py", b"old", b"new"),
            change("tasks/new/deep/a.py", None, b"a"),
            change("tests/test_a.py", None, b"b"),
            change("setup.py", b"setup", b"extras"),
        ),
    )


class TestFailure:
    """Whatever the system refuses, and whenever, the tree is as it was."""

    @pytest.mark.parametrize("step", STEPS)
    def test_at_every_call(self, library, step):
        before = tree(library.root.parent)
        number = 0
        reached = True
        while reached:
            number += 1
            with pytest.MonkeyPatch.context() as patch:
                seen = failing(patch, step, number, OSError(errno.ENOSPC, "No space left"))
                try:
                    write(library)
                except TaskgenError as error:
                    message = str(error)
                reached = seen()
            if reached and tree(library.root.parent) != before:
                # The call that failed was one that may: the write is then whole.
                assert (library.root / "tasks/old.py").read_bytes() == b"new"
                break
            if reached:
                assert "no space left" in message
        assert number > 1
        assert not list(library.root.rglob("*.new"))
        assert not list(library.root.rglob("*.old"))

    @pytest.mark.parametrize("step", ["sync", "rename", "forget"])
    def test_an_interrupt(self, library, step, monkeypatch):
        before = tree(library.root)
        failing(monkeypatch, step, 2, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            write(library)
        assert tree(library.root) == before

    def test_a_rename_that_never_works(self, library, monkeypatch):
        before = tree(library.root)

        def refuse(self: Path, target: Path) -> None:
            raise OSError(errno.EACCES, "Permission denied", str(target))

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(TaskgenError) as caught:
            write(library)
        assert str(caught.value) == (
            f"{library.root}/setup.py: The write failed: permission denied. "
            "Every file is as it was.\n  Run the command again when that is put right."
        )
        assert tree(library.root) == before

    def test_a_file_somebody_changes_meanwhile_is_theirs(self, library, monkeypatch):
        real = os.fsync

        def change_and_sync(descriptor: int) -> None:
            (library.root / "setup.py").write_bytes(b"theirs")
            real(descriptor)

        monkeypatch.setattr(os, "fsync", change_and_sync)
        with pytest.raises(TaskgenError, match=r"setup\.py: The file has changed"):
            write(library)
        assert (library.root / "setup.py").read_bytes() == b"theirs"
        assert (library.root / "tasks/old.py").read_bytes() == b"old"
        assert not (library.root / "tests").exists()

    def test_what_could_not_be_restored_is_told_with_where_it_is_kept(self, library, monkeypatch):
        real = Path.replace
        seen: list[Path] = []

        def fail_later(self: Path, target: Path) -> Path:
            seen.append(target)
            if len(seen) > 1:
                raise OSError(errno.EIO, "Input/output error")
            return real(self, target)

        monkeypatch.setattr(Path, "replace", fail_later)
        with pytest.raises(TaskgenError) as caught:
            write(library)
        failed, lost = caught.value.problems
        assert failed.message == "The write failed: input/output error."
        assert failed.hint == "Restore what is named below by hand."
        assert str(lost.place) == "setup.py"
        assert lost.message == "The file could not be restored: input/output error."
        kept = Path(lost.hint.split("`")[1])
        assert kept.read_bytes() == b"setup"

    def test_a_new_file_that_could_not_be_removed_again(self, tmp_path, monkeypatch):
        def fail(self: Path, missing_ok: bool = False) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(Path, "unlink", fail)
        failing(monkeypatch, "rename", 2, OSError(errno.EIO, "Input/output error"))
        with pytest.raises(TaskgenError) as caught:
            write(Plan(tmp_path, (change("a", None, b"1"), change("b", None, b"2"))))
        assert str(caught.value.problems[-1]) == (
            "a: The file could not be restored: input/output error.\n  Remove it by hand."
        )


class TestTwoAtOnce:
    def test_the_second_says_that_there_is_a_first(self, tmp_path, monkeypatch):
        monkeypatch.setattr(writing, "LOCK_WAIT", 0.1)
        descriptor = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        plan = Plan(tmp_path, (change("a", None, b""),))
        assert refused(plan) == (
            f"{tmp_path}: Another taskgen is writing here.\n"
            "  Run the command again when it has finished."
        )
        os.close(descriptor)
        write(plan)

    def test_a_root_that_a_failed_first_has_removed(self, tmp_path, monkeypatch):
        root = tmp_path / "root"
        real = fcntl.flock

        def lock(descriptor: int, operation: int) -> None:
            root.rmdir()
            real(descriptor, operation)

        monkeypatch.setattr(fcntl, "flock", lock)
        with pytest.raises(TaskgenError, match="Another taskgen is writing here"):
            write(Plan(root, (change("a", None, b""),)))
        assert not root.exists()

    def test_a_file_system_without_locks(self, tmp_path, monkeypatch):
        def lock(descriptor: int, operation: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", lock)
        write(Plan(tmp_path, (change("a", None, b"1"),)))
        assert (tmp_path / "a").read_bytes() == b"1"
