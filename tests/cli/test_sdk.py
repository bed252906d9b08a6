"""The command line with `--sdk`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import taskgen

PATH = "jira:JIRA.add_comment"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_task_is_written_with_its_tests_and_its_extra(capsys, folder: Path) -> None:
    done = taskgen(capsys, "new", "--sdk", PATH)
    assert done.code == 0
    assert "1 task for Jira." in done.out
    module = (folder / "generated/tasks/jira/jira.py").read_text()
    assert "class JiraAddComment(Task):" in module
    assert "from jira import JIRA" in module
    guard = (folder / "generated/tests/tasks/jira/__init__.py").read_text()
    assert 'pytest.importorskip("jira")' in guard


def test_the_printed_spec_makes_the_same(capsys, folder: Path) -> None:
    printed = taskgen(capsys, "spec", "--sdk", PATH)
    assert printed.code == 0
    (folder / "jira.toml").write_text(printed.out)
    by_path = taskgen(capsys, "new", "--sdk", PATH, "--diff")
    by_spec = taskgen(capsys, "new", "--spec", "jira.toml", "--diff")
    assert (by_spec.code, by_spec.out) == (by_path.code, by_path.out)


def test_notes_go_to_standard_error(capsys) -> None:
    done = taskgen(capsys, "new", "--sdk", "jira:JIRA.create_issue", "--dry-run")
    assert done.err.startswith("note: `create_issue` takes more keyword arguments")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sdk", "jira:JIRA.add_coment"], "Did you mean `add_comment`"),
        (["--sdk", "jirra:JIRA.x"], "There is no module `jirra`."),
        (["--sdk", PATH, "--service", "sqs"], "--service and --sdk do not go together."),
        (
            ["--sdk", PATH, "--operation", "x"],
            "--sdk says the call itself, so that --operation has no meaning.",
        ),
        (["--sdk", PATH, "--spec", "x.toml"], "--spec says the service"),
        (
            ["--service", "sqs", "--secret", "x"],
            "--secret goes with --sdk; a spec says `secret = true`.",
        ),
        (["--sdk", PATH, "--secret", "bdy"], "Did you mean `body`"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(
    capsys, folder: Path, arguments: list[str], message: str
) -> None:
    done = taskgen(capsys, "new", *arguments)
    assert done.code == 2
    assert message in done.err
    assert list(folder.iterdir()) == []


def test_what_is_in_an_sdk_is_listed(capsys) -> None:
    assert "JIRA  " in taskgen(capsys, "list", "--sdk", "jira").out
    assert "add_comment  " in taskgen(capsys, "list", "--sdk", "jira:JIRA").out
    parameters = taskgen(capsys, "list", "--sdk", PATH).out.splitlines()
    assert parameters[1].split() == "body: str (required) Text of the comment to add.".split()
    blob = taskgen(capsys, "list", "--sdk", "azure.storage.blob:BlobClient.upload_blob").out
    assert "(from the docstring) Name-value pairs" in blob
