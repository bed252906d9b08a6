"""What an interrupted write has left, and what becomes of it."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

import pytest

from taskgen import write as writing
from taskgen.plan import Plan
from taskgen.problems import TaskgenError
from taskgen.write import UNDONE, recover, refuse_interrupted, write
from taskgen.write.journal import NAME
from tests.write.support import change, killed_at, library, tree


@pytest.fixture
def stopped(tmp_path) -> Plan:
    """A library in which the write was killed when one old file was new."""
    root = tmp_path / "library"
    plan = library(root)
    # After one new file and one old one.
    assert killed_at(4, lambda: write(plan), ["replace"])
    assert (root / "setup.py").read_bytes() == b"extras"
    return plan


def told(root: Path) -> str:
    with pytest.raises(TaskgenError) as caught:
        recover(root)
    return str(caught.value)


def test_nothing_is_said_where_nothing_was_interrupted(tmp_path):
    assert recover(tmp_path) == ""
    assert recover(tmp_path / "not there") == ""


def test_it_is_undone_and_said(stopped, tmp_path):
    assert recover(stopped.root) == UNDONE
    assert tree(stopped.root) == tree(library(tmp_path / "other").root)
    assert recover(stopped.root) == ""


def test_a_write_asks_for_that_first(stopped):
    with pytest.raises(TaskgenError) as caught:
        refuse_interrupted(stopped.root)
    assert str(caught.value) == (
        f"{stopped.root}: A write here was interrupted, so some files may be new and others not.\n"
        "  Run the command again without `--dry-run`, `--diff` and `--check`: "
        "it puts that right first."
    )
    with pytest.raises(TaskgenError, match="A write here was interrupted"):
        write(Plan(stopped.root, (change("other", None, b""),)))


class TestChangedSince:
    def test_is_told_with_the_way_to_either_version(self, stopped):
        (stopped.root / "setup.py").write_bytes(b"edited")
        text = told(stopped.root)
        kept = text.split("`")[1]
        assert text == (
            "setup.py: The file has changed since a write to it was interrupted.\n"
            f"  Its content before that write is in `{kept}`: move it back, or delete it to keep "
            "what is there now. Then run the command again."
        )
        assert Path(kept).read_bytes() == b"setup"

    def test_and_deleting_the_old_one_keeps_the_new(self, stopped):
        (stopped.root / "setup.py").write_bytes(b"edited")
        Path(told(stopped.root).split("`")[1]).unlink()
        assert recover(stopped.root) == UNDONE
        assert (stopped.root / "setup.py").read_bytes() == b"edited"

    def test_and_moving_it_back_undoes_that_file(self, stopped):
        (stopped.root / "setup.py").write_bytes(b"edited")
        Path(told(stopped.root).split("`")[1]).replace(stopped.root / "setup.py")
        assert recover(stopped.root) == UNDONE
        assert (stopped.root / "setup.py").read_bytes() == b"setup"

    def test_a_new_file_is_theirs_now(self, stopped):
        (stopped.root / "tasks/new/deep/a.py").write_bytes(b"edited")
        assert recover(stopped.root) == UNDONE
        assert (stopped.root / "tasks/new/deep/a.py").read_bytes() == b"edited"

    def test_without_the_old_content(self, stopped):
        next(stopped.root.glob(".setup.py.*.old")).unlink()
        assert told(stopped.root) == (
            "setup.py: What the file held before an interrupted write is gone.\n"
            "  Restore it from version control, then run the command again."
        )
        (stopped.root / "setup.py").write_bytes(b"setup")
        assert recover(stopped.root) == UNDONE

    def test_a_file_that_is_a_link_now(self, stopped):
        (stopped.root / "setup.py").unlink()
        (stopped.root / "setup.py").symlink_to("/etc/passwd")
        assert told(stopped.root) == (
            "setup.py: The file is a link, and taskgen does not write through links.\n"
            "  Put a file in its place."
        )


class TestJournal:
    """It is read from a disk that anybody may have written to."""

    DAMAGED = (
        "{}: This says that a write was interrupted, but not of which files.\n"
        "  Compare the library with its version control, then delete this file."
    )

    def plant(self, root: Path, **data: object) -> Path:
        files = {"victim": [None, [1, 0]]}
        whole = {"format": 1, "token": "0" * 8, "folders": [], "files": files, **data}
        (root / NAME).write_text(json.dumps(whole))
        return root / NAME

    def test_one_that_was_not_written_whole_stands_for_nothing(self, tmp_path):
        (tmp_path / "a").write_bytes(b"1")
        (tmp_path / NAME).write_bytes(b'{"format": 1, "tok')
        assert recover(tmp_path) == UNDONE
        assert list(tree(tmp_path)) == ["a"]

    @pytest.mark.parametrize(
        "data",
        [
            {"format": 2},
            {"token": "../../evil"},
            {"token": 12345678},
            {"files": ["victim"]},
            {"files": {"victim": [None, ["1", "0"]]}},
            {"folders": ["elsewhere"]},
            {"folders": ["../elsewhere"]},
        ],
    )
    def test_one_that_says_something_else(self, tmp_path, data):
        path = self.plant(tmp_path, **data)
        assert told(tmp_path) == self.DAMAGED.format(path)

    @pytest.mark.parametrize("path", ["../victim", "/etc/passwd", "link/victim"])
    def test_one_that_names_files_elsewhere(self, tmp_path, path):
        (tmp_path / "library").mkdir()
        (tmp_path / "victim").write_bytes(b"")
        (tmp_path / "library/link").symlink_to("..")
        self.plant(tmp_path / "library", files={path: [None, [0, 0]]})
        assert "taskgen" in told(tmp_path / "library")
        assert (tmp_path / "victim").exists()

    def test_one_that_is_a_link(self, tmp_path):
        (tmp_path / NAME).symlink_to("/dev/zero")
        assert told(tmp_path) == self.DAMAGED.format(tmp_path / NAME)

    def test_one_that_can_not_be_read(self, tmp_path, monkeypatch):
        self.plant(tmp_path)

        def refuse(self: Path, mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        assert told(tmp_path) == (
            f"{NAME}: The file can't be read: permission denied.\n  Make it readable."
        )

    def test_files_that_nobody_wrote_are_not_removed(self, tmp_path):
        (tmp_path / "victim").write_bytes(b"mine")
        self.plant(tmp_path)
        recover(tmp_path)
        assert list(tree(tmp_path)) == ["victim"]


def test_a_write_that_goes_on_is_no_interrupted_one(stopped, monkeypatch):
    monkeypatch.setattr(writing, "LOCK_WAIT", 0.1)
    descriptor = os.open(stopped.root, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    assert "Another taskgen is writing here." in told(stopped.root)
    os.close(descriptor)
    assert recover(stopped.root) == UNDONE


def test_a_library_that_can_not_be_opened(stopped, monkeypatch):
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert told(stopped.root) == (
        f"{stopped.root}: A write here was interrupted, and can't be put right: "
        "permission denied.\n  Run the command again when the library can be read and written."
    )
