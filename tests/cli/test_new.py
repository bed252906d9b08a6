"""`taskgen new` writes tasks, or shows what it would write, and answers with its exit code."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import Ran, taskgen
from tests.models import model, structure_of, write_service
from tests.write.support import killed_at

SEND = {
    "documentation": "<p>Sends a thing.</p>",
    "input": structure_of({"QueueUrl": "string", "Delay": "integer"}, "QueueUrl"),
    "output": {"Id": "string"},
}
LIST = {"documentation": "<p>Lists things.</p>", "output": {"Things": ["string"]}}
New = Callable[..., Ran]
MODULE = Path("generated/tasks/aws/things.py")
TESTS = Path("generated/tests/tasks/aws/test_things.py")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and a model folder that has one service of two operations."""
    write_service(tmp_path / "models", "things", model({"SendThing": SEND, "ListThings": LIST}))
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / ".git").mkdir()
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path / "models"))
    monkeypatch.chdir(folder)


@pytest.fixture
def new(capsys: pytest.CaptureFixture[str]) -> New:
    """Runs `taskgen new --service things` with further arguments."""

    def run(*arguments: str) -> Ran:
        return taskgen(capsys, "new", "--service", "things", *arguments)

    return run


SENDING = ("--operation", "send_thing")
LISTING = ("--operation", "list_things")


def files() -> dict[str, bytes]:
    return {
        path.as_posix(): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


# Writing --------------------------------------------------------------------------------------


def test_what_was_made_is_said_and_what_to_do_next(new: New) -> None:
    ran = new(*SENDING)
    assert (ran.code, ran.err) == (0, "")
    *made, _, heading, read, run, name = ran.out.splitlines()
    assert made[0] == "In generated:"
    assert [line.split()[:2] for line in made[1:]] == [
        ["create", name] for name in (path.removeprefix("generated/") for path in files())
    ]
    assert [heading, read, run] == [
        "1 task for Acme Things. What to do next:",
        f"  1. Read {MODULE}; it is yours now.",
        f"  2. Run: pytest {TESTS}",
    ]
    assert "generated/changes/aws-things.yaml" in name


def test_all_operations_are_made_without_any_named(new: New) -> None:
    assert "\n2 tasks for Acme Things." in new().out
    source = MODULE.read_text()
    assert source.index("class ThingsListThings(") < source.index("class ThingsSendThing(")


def test_the_same_again_changes_nothing(new: New) -> None:
    new()
    before = files()
    ran = new()
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "Nothing to do: all of it is there.")
    assert files() == before


def test_more_operations_are_added_later(new: New) -> None:
    new(*SENDING)
    before = files()
    assert new(*LISTING).code == 0
    both = files()
    for name in (MODULE, TESTS):
        _, *classes = before[name.as_posix()].decode().split("\nclass ")
        for source in classes:
            assert f"\nclass {source}".rstrip() in both[name.as_posix()].decode()
    outline = Path("generated/docs/outline.toml").read_text()
    assert '"ThingsListThings"' in outline
    assert '"ThingsSendThing"' in outline


def test_operations_added_one_by_one_are_those_made_at_once(new: New) -> None:
    new(*SENDING)
    new(*LISTING)
    ran = new("--check")
    assert ran.code == 0, ran.out


# Looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--dry-run", "--diff", "--check"])
def test_looking_writes_nothing(new: New, option: str) -> None:
    new(option)
    assert files() == {}


@pytest.mark.parametrize(("option", "code"), [("--dry-run", 0), ("--diff", 0), ("--check", 1)])
def test_only_a_check_minds_changes(new: New, option: str, code: int) -> None:
    assert new(option).code == code
    new()
    assert new(option).code == 0


def test_a_dry_run_shows_what_happens_to_each_file(new: New) -> None:
    shown = new("--dry-run").out
    ran = new()
    assert ran.out.startswith(shown)


def test_a_diff_of_nothing_is_empty(new: New) -> None:
    new()
    assert new("--diff").out == ""


def test_a_diff_and_a_check_are_the_diff_and_the_code_of_the_check(new: New) -> None:
    assert new("--diff", "--check") == Ran(1, new("--diff").out, "")


@pytest.mark.parametrize("command", [["git", "apply"], ["patch", "-p1", "--quiet", "-i"]])
@pytest.mark.parametrize("before", [[], list(SENDING)], ids=["new tree", "tree with a task"])
def test_a_diff_can_be_applied(new: New, command: list[str], before: list[str]) -> None:
    if before:
        new(*before)
    diff = Path("change.diff").absolute()
    diff.write_text(new(*LISTING, "--diff").out)
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(Path.cwd())}
    subprocess.run([*command, str(diff)], check=True, env=environment)
    applied = {k: v for k, v in files().items() if k != "change.diff"}
    assert new(*LISTING, "--check").code == 0
    new(*LISTING)
    assert {k: v for k, v in files().items() if k != "change.diff"} == applied


# Classes that are there -----------------------------------------------------------------------


@pytest.fixture
def edited(new: New) -> int:
    """The line of a class that somebody changed."""
    new()
    source = MODULE.read_text()
    MODULE.write_text(
        source.replace("return client.send_thing", "return None or client.send_thing")
    )
    return source[: source.index("class ThingsSendThing")].count("\n") + 1


def test_a_class_that_differs_is_left_alone_and_reported(new: New, edited: int) -> None:
    before = files()
    ran = new()
    assert ran.code == 1
    assert ran.err == (
        f"left alone: tasks/aws/things.py:{edited}:1: This class is there and differs from what "
        "would be written.\n"
        "    class ThingsSendThing(Task):\n"
        "    ^\n"
        "  `--force --diff` shows the difference, and `--force` replaces the class.\n"
    )
    assert files() == before


def test_other_tasks_are_made_nevertheless(new: New) -> None:
    new(*SENDING)
    MODULE.write_text(MODULE.read_text().replace("client.send_thing", "client.send_things"))
    ran = new()
    assert ran.code == 1
    assert "\n1 task for Acme Things. What to do next:" in ran.out
    assert "class ThingsListThings(" in MODULE.read_text()
    assert "client.send_things(" in MODULE.read_text()


def test_a_class_alone_is_no_task_made(new: New) -> None:
    new(*SENDING)
    MODULE.write_text(MODULE.read_text().replace("client.send_thing", "client.send_things"))
    assert new(*SENDING).out.splitlines()[-1] == (
        "No task for Acme Things: the classes that are there were left alone."
    )


@pytest.mark.parametrize("option", ["--dry-run", "--diff", "--check"])
def test_looking_reports_it_too(new: New, edited: int, option: str) -> None:
    ran = new(option)
    assert ran.code == 1
    assert f"tasks/aws/things.py:{edited}:1: This class is there" in ran.err


def test_force_replaces_it_and_nothing_else(new: New, edited: int) -> None:
    whole = files()
    ran = new("--force", "--diff")
    assert ran.code == 0
    changed = [line for line in ran.out.splitlines() if line[:1] in "+-" and line[1:2] == " "]
    assert [line.strip("+- ").partition(" ")[0] for line in changed] == ["return", "return"]
    assert new("--force").code == 0
    assert new("--check").code == 0
    assert {name for name, content in files().items() if whole[name] != content} == {str(MODULE)}


HAND_WRITTEN = '''\
"""Things that people wrote."""
from prefect import Task  # theirs

LIMIT = 5


class ThingsCount(Task):
    def run(self):
        return LIMIT


def helper():
    pass
'''


def test_a_module_that_people_wrote_gets_the_class_and_its_imports(new: New) -> None:
    new(*LISTING)
    MODULE.write_text(HAND_WRITTEN)
    assert new(*SENDING).code == 0
    added = [line for line in MODULE.read_text().splitlines() if line not in HAND_WRITTEN]
    assert "class ThingsSendThing(Task):" in added
    rest = iter(MODULE.read_text().splitlines())
    assert all(line in rest for line in HAND_WRITTEN.splitlines())
    assert "from typing import Any, Optional" in added


# Trouble --------------------------------------------------------------------------------------


def test_a_folder_that_is_gone_is_no_traceback(new: New, tmp_path: Path) -> None:
    (tmp_path / "here" / ".git").rmdir()
    (tmp_path / "here").rmdir()
    ran = new()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: The command failed: No such file or directory.\n"


def test_a_spec_without_an_end_is_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    ran = taskgen(capsys, "new", "--spec", "/dev/zero")
    assert ran.code == 2
    assert ran.err.startswith("error: /dev/zero: ")
    assert len(ran.err) < 500


def test_a_broken_model_is_told_and_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write_service(tmp_path / "models", "broken", b"\x1f\x8bno")
    path.rename(path.with_suffix(".json.gz"))
    ran = taskgen(capsys, "new", "--service", "broken")
    assert ran.code == 2
    assert ran.err.startswith("error: `")
    assert "can't be read as a service model: " in ran.err
    assert "\nbroken\n" in taskgen(capsys, "list").out
    assert taskgen(capsys, "list", "broken").code == 2


def test_an_outline_that_can_not_be_read_stops_everything(new: New) -> None:
    new(*SENDING)
    Path("generated/docs/outline.toml").write_text("[pages")
    before = files()
    assert new(*LISTING).code == 2
    assert files() == before


# After an interruption ------------------------------------------------------------------------


class TestInterruptedBefore:
    @pytest.fixture(autouse=True)
    def _interrupted(self, new):
        """A write of the second task was killed when one file was in its place."""
        from taskgen.cli import main

        new(*SENDING)
        self.before = files()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["taskgen", "new", "--service", "things", *LISTING])
            assert killed_at(2, main, ["replace"])
        assert files() != self.before

    def test_it_is_undone_first(self, new):
        ran = new(*LISTING)
        assert ran.code == 0
        assert ran.err == "An earlier write was interrupted, and has been undone.\n"
        assert new(*SENDING, *LISTING, "--check").code == 0
        assert not [name for name in files() if name.endswith((".new", ".old"))]

    @pytest.mark.parametrize("option", ["--dry-run", "--diff", "--check"])
    def test_what_writes_nothing_asks_for_that(self, new, option):
        ran = new(*LISTING, option)
        assert ran.code == 2
        assert "A write here was interrupted, so some files may be new and others not.\n" in ran.err
        assert "without `--dry-run`, `--diff` and `--check`" in ran.err
