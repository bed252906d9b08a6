"""`taskgen lint` and `taskgen rule` on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from taskgen.lint.rules import names
from taskgen.problems import TaskgenError
from tests.lint.support import PRELUDE

BUG = (
    PRELUDE + "class Load(Task):\n    def __init__(self, table: str = None, **kwargs):\n"
    "        self.table = table\n        super().__init__(**kwargs)\n\n"
    "    @defaults_from_attrs('table')\n    def run(self, table: str):\n        return table\n"
)
CLEAN = BUG.replace("table: str)", "table: str = None)")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "load.py").write_text(BUG)
    return tmp_path


def run(*args, select="TG2"):
    selected = ["--select", select] if select else []
    return CliRunner().invoke(cli, ["lint", *args, *selected])


def test_exits_with_1_where_there_are_findings(folder):
    result = run()
    assert result.exit_code == 1
    assert "load.py:10:19: TG204 required-run-kwarg" in result.output


def test_exits_with_0_where_there_are_none(folder):
    (folder / "load.py").write_text(CLEAN)
    result = run()
    assert (result.exit_code, result.output) == (0, "No findings in 1 file.\n")


def test_exits_with_2_where_a_file_cannot_be_processed_and_reports_the_rest(folder):
    (folder / "bad.py").write_text("def\n")
    result = run()
    assert result.exit_code == 2
    assert "TG001" in result.output
    assert "TG204" in result.output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["laod.py"], "`laod.py` does not exist.\n  Did you mean `load.py`?"),
        (["notes.txt"], "`notes.txt` is no Python file."),
        (["--config", "none.toml"], "`none.toml` can't be read"),
        (["--ignore", "TG999"], "There is no rule `TG999`."),
        (["--baseline", "none.json"], "The baseline can't be read"),
        (["--write-baseline"], "No baseline is named."),
        (["--output-file", "no/such/folder"], "can't be written"),
    ],
)
def test_says_what_is_wrong_with_a_call(folder, args, message):
    (folder / "notes.txt").write_text("")
    result = run(*args)
    assert isinstance(result.exception, TaskgenError)
    assert message in str(result.exception)


def test_fix_writes_and_says_so(folder):
    result = run("--fix")
    assert (result.exit_code, result.output) == (0, "Fixed 1 finding. No findings in 1 file.\n")
    assert (folder / "load.py").read_text() == CLEAN


def test_exit_non_zero_on_fix(folder):
    assert run("--fix", "--exit-non-zero-on-fix").exit_code == 1
    assert run("--fix", "--exit-non-zero-on-fix").exit_code == 0


def test_diff_shows_and_writes_nothing(folder):
    result = run("--diff")
    assert result.exit_code == 1
    assert (
        "-    def run(self, table: str):\n+    def run(self, table: str = None):\n" in result.output
    )
    assert (folder / "load.py").read_text() == BUG


def test_statistics_count(folder):
    assert run("--statistics").output == "     1  TG204  required-run-kwarg\n"


def test_report_may_go_to_a_file(folder):
    result = run("--output-format", "json", "--output-file", "out.json")
    assert result.output == ""
    assert len(json.loads((folder / "out.json").read_text())) == 1


def test_one_file_has_the_findings_of_the_whole_run(folder):
    (folder / "base.py").write_text("from load import Load\n\n\nclass More(Load):\n    pass\n")
    whole = [f for f in json.loads(run("--output-format", "json").output) if f["path"] == "load.py"]
    assert json.loads(run("load.py", "--output-format", "json").output) == whole


class TestBaseline:
    def test_accepts_what_it_lists_although_lines_move(self, folder):
        assert run("--baseline", "b.json", "--write-baseline").exit_code == 0
        (folder / "load.py").write_text("import os\n\n" + BUG)
        result = run("--baseline", "b.json")
        assert (result.exit_code, result.output) == (
            0,
            "No findings in 1 file. 1 more in the baseline.\n",
        )

    def test_reports_what_is_new(self, folder):
        run("--baseline", "b.json", "--write-baseline")
        (folder / "load.py").write_text(BUG.replace("Load", "Store"))
        result = run("--baseline", "b.json", "--output-format", "concise", select="TG2,TG902")
        assert "TG204" in result.output
        assert "still accepts TG204 in load.py, Load.run, `table`" in result.output

    def test_only_shrinks(self, folder):
        run("--baseline", "b.json", "--write-baseline")
        (folder / "more.py").write_text(BUG)
        (folder / "load.py").write_text(CLEAN)
        result = run("--baseline", "b.json", "--update-baseline")
        assert result.output == "The baseline accepts 0 findings.\n"
        assert run("--baseline", "b.json").exit_code == 1

    def test_is_not_overwritten(self, folder):
        run("--baseline", "b.json", "--write-baseline")
        result = run("--baseline", "b.json", "--write-baseline")
        assert "There is a baseline already" in str(result.exception)

    def test_entries_of_files_that_are_not_checked_are_kept(self, folder):
        (folder / "more.py").write_text(BUG)
        run("--baseline", "b.json", "--write-baseline")
        run("more.py", "--baseline", "b.json", "--update-baseline")
        assert run("--baseline", "b.json").exit_code == 0

    def test_entries_are_kept_in_a_run_from_another_folder(self, folder, monkeypatch):
        run("--baseline", "b.json", "--write-baseline")
        (folder / "other").mkdir()
        monkeypatch.chdir(folder / "other")
        run("--baseline", "../b.json", "--update-baseline")
        monkeypatch.chdir(folder)
        assert run("--baseline", "b.json").exit_code == 0

    @pytest.mark.parametrize("content", ["def broken(:\n", "# coding: klingon\n", "x = 1\0"])
    def test_entries_of_a_file_that_can_not_be_read_are_kept(self, folder, content):
        run("--baseline", "b.json", "--write-baseline")
        (folder / "load.py").write_text(content)
        assert "TG902" not in run("--baseline", "b.json", "--output-format", "concise").output
        run("--baseline", "b.json", "--update-baseline")
        (folder / "load.py").write_text(BUG)
        assert run("--baseline", "b.json").exit_code == 0

    @pytest.mark.parametrize("content", ["", "[]", '{"version": 1, "findings": [3]}', "[" * 9999])
    def test_broken_one_is_an_error(self, folder, content):
        (folder / "b.json").write_text(content)
        assert isinstance(run("--baseline", "b.json").exception, TaskgenError)


class TestRule:
    def test_explains_by_code_and_by_name(self):
        by_code = CliRunner().invoke(cli, ["rule", "tg201"]).output
        assert by_code == CliRunner().invoke(cli, ["rule", "init-value-ignored"]).output
        assert by_code.startswith("# TG201 init-value-ignored\n")
        assert "## When to suppress it" in by_code

    def test_lists_all(self):
        lines = CliRunner().invoke(cli, ["rule", "--all"]).output.splitlines()
        assert [line[:5] for line in lines] == list(names())

    def test_as_json(self):
        (rule,) = json.loads(
            CliRunner().invoke(cli, ["rule", "TG208", "--output-format", "json"]).output
        )
        assert (rule["code"], rule["kind"], rule["on_by_default"]) == ("TG208", "pedantic", False)

    def test_unknown(self):
        result = CliRunner().invoke(cli, ["rule", "init-value-ignord"])
        assert "Did you mean `init-value-ignored`" in str(result.exception)
