"""What is said of settings, baselines and files that can't be used."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from taskgen.lint.baseline import read_baseline
from taskgen.problems import TaskgenError
from tests.cli.commands import Ran, taskgen

NEW_BASELINE = "Make a new one with `taskgen lint --write-baseline`."


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("tasks.py").write_text("x = 1\n")


def told(ran: Ran) -> str:
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    return ran.err.removeprefix("error: ")


SETTINGS = {
    'tool.taskgen.lint = "x"': "`tool.taskgen.lint`: it must be a table.",
    "tool.taskgen.lint.nope = 1": "`tool.taskgen.lint`: there is no setting `nope`.",
    "tool.taskgen.lint.select = 1": "`tool.taskgen.lint`: `select` must be a list of strings.",
    "tool.taskgen.lint.exclude = [1]": "`tool.taskgen.lint`: `exclude` must be a list of strings.",
    "tool.taskgen.lint.baseline = 1": "`tool.taskgen.lint`: `baseline` must be a string.",
    "tool.taskgen.lint.per-file-ignores = 1": "`tool.taskgen.lint`: `per-file-ignores` must be a "
    "table of patterns and lists of codes.",
}


@pytest.mark.parametrize(("text", "message"), SETTINGS.items(), ids=SETTINGS)
def test_settings(text, message, capsys):
    Path("pyproject.toml").write_text(f"{text}\n")
    assert message in told(taskgen(capsys, "lint", "tasks.py"))


BASELINES = {
    "[": "The baseline is no JSON: Expecting value",
    "[" * 100_000: "The baseline is no JSON: ",
    "[]": "The file is no baseline of this version.",
    '{"version": 99, "findings": []}': "The file is no baseline of this version.",
}


@pytest.mark.parametrize(("text", "message"), BASELINES.items(), ids=["broken", *"234"])
def test_baselines(text, message, tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(TaskgenError) as caught:
        read_baseline(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert str(caught.value).endswith(f"\n  {NEW_BASELINE}")


ODD = {"path": ["\x1b[2J" + "x" * 999]}


@pytest.mark.parametrize("entry", [1, {"path": 5}, {"path": "a", "count": 0}, ODD])
def test_entries_of_baselines(entry, tmp_path, capsys):
    Path("pyproject.toml").write_text('[tool.taskgen.lint]\nbaseline = "b.json"\n')
    ran = taskgen(capsys, "lint", "tasks.py", "--write-baseline")
    document = json.loads(Path("b.json").read_text())
    Path("b.json").write_text(json.dumps({**document, "findings": [entry]}))
    ran = taskgen(capsys, "lint", "tasks.py")
    said = told(ran)
    assert "\x1b" not in said
    assert len(said) < 500
    assert "b.json: An entry of the baseline is malformed: " in said


def test_a_baseline_that_is_not_there(tmp_path):
    with pytest.raises(TaskgenError) as caught:
        read_baseline(tmp_path / "no.json")
    assert str(caught.value) == (
        f"{tmp_path}/no.json: The baseline can't be read: No such file or directory.\n"
        f"  {NEW_BASELINE}"
    )


def test_a_baseline_that_is_there_is_not_written_over(capsys):
    Path("pyproject.toml").write_text('[tool.taskgen.lint]\nbaseline = "b.json"\n')
    assert taskgen(capsys, "lint", "tasks.py", "--write-baseline").code == 0
    said = told(taskgen(capsys, "lint", "tasks.py", "--write-baseline"))
    assert said.startswith("There is a baseline already: `")


def test_files_that_can_not_be_written(capsys):
    Path("pyproject.toml").write_text('[tool.taskgen.lint]\nbaseline = "no/b.json"\n')
    said = told(taskgen(capsys, "lint", "tasks.py", "--write-baseline"))
    assert said.endswith("b.json` can't be written: No such file or directory.\n")
    Path("pyproject.toml").unlink()
    said = told(taskgen(capsys, "lint", "tasks.py", "--output-file", "no/report"))
    assert said == "`no/report` can't be written: No such file or directory.\n"


def test_a_fix_that_can_not_be_written(capsys, monkeypatch):
    Path("task.py").write_text(
        "from prefect import Task\n\n\nclass A(Task):\n    def __init__(self, x={}, **kwargs):\n"
        "        self.x = x\n        super().__init__(**kwargs)\n"
    )

    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    before = Path("task.py").read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    said = told(taskgen(capsys, "lint", "task.py", "--select", "TG218", "--fix"))
    assert "task.py` can't be written: Permission denied.\n" in said
    assert Path("task.py").read_bytes() == before
    assert not list(Path().glob(".*.taskgen"))


def test_a_rule_has_to_be_named(capsys):
    assert "Name a rule, such as TG201, or give --all." in taskgen(capsys, "rule").err
