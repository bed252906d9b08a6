"""Writing a plan: whole or not at all."""

import errno
import fcntl
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from taskgen import write as writing
from taskgen.plan import Plan
from taskgen.problems import TaskgenError
from taskgen.write import write
from tests.write.support import change, tree


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

    def test_the_owner_is_kept_where_the_system_lets_it(self, tmp_path, monkeypatch):
        (tmp_path / "theirs").write_bytes(b"1")
        given: list[tuple[int, int]] = []
        real = os.stat

        def other_owner(path: Path, **kwargs: bool) -> os.stat_result:
            found = list(real(path, **kwargs))
            found[stat.ST_GID] = 12345 if str(path).endswith("theirs") else found[stat.ST_GID]
            return os.stat_result(found)

        def refuse(descriptor: int, user: int, group: int) -> None:
            given.append((user, group))
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "stat", other_owner)
        monkeypatch.setattr(os, "fchown", refuse)
        write(Plan(tmp_path, (change("theirs", b"1", b"2"),)))
        assert given == [(os.getuid(), 12345)]
        assert (tmp_path / "theirs").read_bytes() == b"2"

    def test_what_does_not_change_is_not_touched(self, tmp_path):
        (tmp_path / "a").write_bytes(b"same")
        os.utime(tmp_path / "a", (1, 1))
        write(Plan(tmp_path, (change("a", b"same", b"same"), change("b", None, b""))))
        assert (tmp_path / "a").stat().st_mtime == 1

    def test_a_call_that_writes_only_a_part_is_followed_by_others(self, tmp_path, monkeypatch):
        real = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
        write(Plan(tmp_path, (change("a", None, b"0123456789"),)))
        assert (tmp_path / "a").read_bytes() == b"0123456789"

    def test_without_threads_it_takes_longer(self, tmp_path, monkeypatch):
        def none(self: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        monkeypatch.setattr(threading.Thread, "start", none)
        changes = [change(f"{number}/a", None, b"1") for number in range(9)]
        write(Plan(tmp_path, tuple(changes)))
        assert len([path for path in tmp_path.rglob("a") if path.read_bytes() == b"1"]) == 9

    def test_folders_that_can_not_be_synced_are_left_to_the_system(self, tmp_path, monkeypatch):
        def refuse(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")

        monkeypatch.setattr(os, "fsync", refuse)
        write(Plan(tmp_path, (change("a/b", None, b"1"),)))
        assert (tmp_path / "a/b").read_bytes() == b"1"

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

    @pytest.mark.parametrize(
        ("path", "name", "reason"),
        [
            ("-rf/a.py", "-rf", "it begins with `-`, so commands would take it for an option"),
            ("a/aux.py", "aux.py", "it is the name of a device on Windows"),
            ("a\x1b[31m", "a\\x1b[31m", "it has characters that do not show"),
        ],
    )
    def test_a_name_that_is_another_thing_elsewhere(self, tmp_path, path, name, reason):
        text = refused(Plan(tmp_path, (change(path, None, b""),)))
        assert text.partition(": ")[2] == (
            f"`{name}` is no name for a file or a folder here: {reason}.\n"
            "  Name another one, in a spec or in `[tool.taskgen]` of `pyproject.toml`."
        )
        assert "\x1b" not in text

    @pytest.mark.parametrize("path", ["Tasks/new.py", "tasks/SQS.py"])
    def test_a_twin_of_what_is_there(self, tmp_path, path):
        (tmp_path / "tasks").mkdir()
        (tmp_path / "tasks/sqs.py").write_bytes(b"")
        name = {"Tasks/new.py": "tasks", "tasks/SQS.py": "sqs.py"}[path]
        text = refused(Plan(tmp_path, (change(path, None, b""),)))
        assert text.partition(": ")[2] == (
            f"There is `{name}` here, which is the same name on macOS and Windows.\n"
            "  Rename that one, or name another one in a spec or in `[tool.taskgen]` of "
            "`pyproject.toml`."
        )

    def test_an_odd_name_that_is_there_already_is_theirs(self, tmp_path):
        (tmp_path / "-odd: one").mkdir()
        write(Plan(tmp_path, (change("-odd: one/a.py", None, b"1"),)))
        assert (tmp_path / "-odd: one/a.py").read_bytes() == b"1"

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

    def test_the_second_waits_for_the_first(self, tmp_path):
        (tmp_path / "a").write_bytes(b"0")
        descriptor = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        second = threading.Thread(target=write, args=[Plan(tmp_path, (change("a", b"0", b"1"),))])
        second.start()
        time.sleep(0.1)
        assert (tmp_path / "a").read_bytes() == b"0"
        os.close(descriptor)
        second.join()
        assert (tmp_path / "a").read_bytes() == b"1"

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
