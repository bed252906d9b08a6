"""Whatever the system refuses, and whenever the process is killed, the library is whole."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from taskgen.plan import Plan
from taskgen.problems import TaskgenError
from taskgen.write import COMPLETE, UNDONE, disk, recover, write
from taskgen.write.journal import NAME
from tests.write.support import System, Tree, change, fails, killed_at, library, tree

AFTER = {"tasks/__init__.py": b"new", "setup.py": b"extras", "tasks/new/deep/a.py": b"a"}


@pytest.fixture(params=[True, False], ids=["hard links", "no hard links"])
def plan(request, tmp_path, monkeypatch) -> Plan:
    if not request.param:

        def refuse(path: Path, target: Path, follow_symlinks: bool) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    return library(tmp_path / "library")


@pytest.fixture
def trees(plan, tmp_path_factory) -> tuple[Tree, Tree]:
    """The library before and after the write."""
    other = library(tmp_path_factory.mktemp("other") / "library")
    write(other)
    return tree(plan.root), tree(other.root)


def put_back(plan: Plan, before: Tree) -> None:
    """Make the library what it was before a write."""
    for path in sorted(plan.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, (kind, mode, content) in before.items():
        path = plan.root / name
        path.mkdir() if kind == "folder" else path.write_bytes(content)
        path.chmod(mode)


def every_number(limit: int = 1_000) -> Iterator[int]:
    return iter(range(1, limit))


class TestKilled:
    def test_at_every_call(self, plan, trees):
        before, after = trees
        ends = set()
        for number in every_number():
            if not killed_at(number, lambda: write(plan)):
                break
            for name, found in tree(plan.root).items():
                # No file is ever half of anything, even if nobody puts it right.
                assert name not in after or found in (before.get(name), after[name]), number
            said = recover(plan.root)
            now = tree(plan.root)
            assert now in (before, after), f"call {number}"
            ends.add((said, now == after))
            put_back(plan, before)
        assert number > 30
        assert tree(plan.root) == after
        assert ends == {("", False), (UNDONE, False), (COMPLETE, True)}

    def test_between_renames_what_is_new_is_there_before_what_refers_to_it(self, plan, trees):
        seen = []
        for number in every_number():
            if not killed_at(number, lambda: write(plan), ["replace", "unlink"]):
                break
            root = plan.root
            state = [name for name, content in AFTER.items() if _content(root / name) == content]
            seen += [state] if state not in seen else []
            put_back(plan, trees[0])
        new, extended, package = "tasks/new/deep/a.py", "setup.py", "tasks/__init__.py"
        assert [set(state) for state in seen] == [
            set(),
            {new},
            {new, extended},
            {new, extended, package},
        ]

    @pytest.mark.parametrize("number", [2, 4, 5])
    def test_again_while_it_is_put_right(self, tmp_path, number):
        plan = library(tmp_path / "library")
        before = tree(plan.root)
        for again in every_number():
            assert killed_at(number, lambda: write(plan), ["replace", "unlink"])
            killed = killed_at(again, lambda: recover(plan.root))
            recover(plan.root)
            assert (tree(plan.root) == before) == (number < 5), again
            put_back(plan, before)
            if not killed:
                break
        assert again > 5

    def test_in_a_library_that_is_new(self, tmp_path):
        plan = Plan(tmp_path / "new", (change("a/b", None, b"1"), change("c", None, b"2")))
        for number in every_number():
            if not killed_at(number, lambda: write(plan)):
                break
            recover(plan.root)
            # Before the journal is there, an empty folder may be.
            assert not tree(plan.root) or set(tree(plan.root)) == {"a", "a/b", "c"}
            for path in sorted(plan.root.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            if plan.root.exists():
                plan.root.rmdir()
        assert (tmp_path / "new/a/b").read_bytes() == b"1"


def _refusal(plan: Plan) -> str:
    """What a write says that it failed for; nothing if it did not."""
    try:
        write(plan)
    except TaskgenError as error:
        return str(error)
    return ""


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


class TestRefusedByTheSystem:
    @pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EIO])
    def test_at_every_call(self, plan, trees, error):
        before, after = trees
        outcomes = set()
        for number in every_number():
            with pytest.MonkeyPatch.context() as patch:
                system = System(patch, number, fails(error))
                said = _refusal(plan)
            if not system.reached:
                break
            assert os.strerror(error).lower() in said or not said
            found = tree(plan.root)
            assert ("Every file is as it was" in said) <= (found == before), f"call {number}"
            if NAME in found:
                # Even undoing met an error, in a call that only tidies up.
                recover(plan.root)
                found = tree(plan.root)
                outcomes.add("left to tidy up")
            assert found in (before, after), f"call {number}"
            outcomes.add("done" if found == after else "undone")
            put_back(plan, before)
        assert number > 60
        assert outcomes >= {"done", "undone"}

    @pytest.mark.parametrize("number", [20, 40, 50, 60])
    def test_from_some_call_on(self, plan, trees, number):
        """A disk that is full stays full: the undoing needs no space."""
        with pytest.MonkeyPatch.context() as patch:
            system = System(patch, number, fails(errno.ENOSPC))
            real = os.write

            def full(descriptor: int, data: bytes) -> int:
                if system.reached:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return real(descriptor, data)

            patch.setattr(os, "write", full)
            with pytest.raises(TaskgenError, match="no space left on device"):
                write(plan)
        assert tree(plan.root) == trees[0]

    def test_a_rename_that_never_works(self, plan, trees, monkeypatch):
        def refuse(path: Path, target: Path) -> None:
            raise OSError(errno.EACCES, "Permission denied", str(target))

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(TaskgenError) as caught:
            write(plan)
        assert str(caught.value) == (
            f"{plan.root}/tasks/new/deep/a.py: The write failed: permission denied. "
            "Every file is as it was.\n  Run the command again when that is put right."
        )
        assert tree(plan.root) == trees[0]

    def test_what_could_not_be_restored_is_told_and_tried_again(self, plan, trees, monkeypatch):
        renames: list[Path] = []
        real = os.replace

        def fail_later(path: Path, target: Path) -> None:
            renames.append(target)
            if len(renames) > 3:
                raise OSError(errno.EIO, "Input/output error")
            real(path, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", fail_later)
            with pytest.raises(TaskgenError) as caught:
                write(plan)
        failed, lost = caught.value.problems
        assert failed.message == "The write failed: input/output error."
        assert failed.hint == "Put right what is named below."
        assert str(lost.place) == "setup.py"
        assert lost.message == "The file could not be restored: input/output error."
        assert lost.hint.endswith("`: move it back, and run the command again.")
        assert Path(lost.hint.split("`")[1]).read_bytes() == b"setup"
        assert recover(plan.root) == UNDONE
        assert tree(plan.root) == trees[0]

    def test_a_new_file_that_could_not_be_removed_again(self, tmp_path, monkeypatch):
        real = os.replace

        def fail(path: Path, target: Path) -> None:
            if target.name == "b":
                raise OSError(errno.EIO, "Input/output error")
            real(path, target)

        def stay(path: Path) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "replace", fail)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "unlink", stay)
            with pytest.raises(TaskgenError) as caught:
                write(Plan(tmp_path, (change("a", None, b"1"), change("b", None, b"2"))))
        assert str(caught.value.problems[-1]) == (
            "a: The file could not be restored: input/output error.\n"
            "  Remove it, and run the command again."
        )
        assert recover(tmp_path) == UNDONE
        assert tree(tmp_path) == {}


class TestInterrupted:
    def test_at_every_call(self, plan, trees):
        def interrupt(name: str) -> None:
            raise KeyboardInterrupt

        before, after = trees
        for number in every_number():
            with pytest.MonkeyPatch.context() as patch:
                system = System(patch, number, interrupt)
                # An interrupt reaches the main thread alone.
                patch.setattr(disk, "SYNC_THREADS", 1)
                with contextlib.suppress(KeyboardInterrupt):
                    write(plan)
            if not system.reached:
                break
            recover(plan.root)
            assert tree(plan.root) in (before, after), f"call {number}"
            put_back(plan, before)
        assert number > 60


def test_a_file_somebody_changes_meanwhile_is_theirs(tmp_path, monkeypatch):
    plan = library(tmp_path)
    real = os.fsync

    def change_and_sync(descriptor: int) -> None:
        (tmp_path / "setup.py").write_bytes(b"theirs")
        real(descriptor)

    before = tree(tmp_path)
    monkeypatch.setattr(os, "fsync", change_and_sync)
    with pytest.raises(TaskgenError, match=r"setup\.py: The file has changed"):
        write(plan)
    before["setup.py"] = (*before["setup.py"][:2], b"theirs")
    assert tree(tmp_path) == before
