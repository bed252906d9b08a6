"""A run as a whole: single files, surroundings, and runs beside each other."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from taskgen.lint import engine
from taskgen.lint.engine import lint
from taskgen.lint.library import Library
from taskgen.lint.settings import LintSettings
from tests.lint.support import PRELUDE, check, codes

BUG = PRELUDE + "class Load(Task):\n    def run(self, table: str = None):\n        return 1\n"


def test_single_files_have_the_findings_of_the_whole_run():
    spec = importlib.util.find_spec("prefect")
    library = Path(spec.origin).parent / "tasks"
    settings = LintSettings(base=library)
    whole = lint([library], settings, cache=False).findings
    packages = ["gcp", "databricks", "secrets", "prometheus", "dbt", "shell.py"]
    for name in packages:
        paths = [library / name] if name.endswith(".py") else sorted((library / name).glob("*.py"))
        for path in paths:
            shown = path.relative_to(library).as_posix()
            single = lint([path], settings, cache=False).findings
            assert single == [finding for finding in whole if finding.path == shown]


def test_file_given_twice_is_checked_once(tmp_path):
    (tmp_path / "load.py").write_text(BUG)
    settings = LintSettings(base=tmp_path, select=("TG205",))
    report = lint([tmp_path, tmp_path / "load.py", tmp_path], settings, cache=False)
    assert codes(report.findings) == ["TG205"]


def test_file_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "load.py").write_text(BUG)
    (tmp_path / "good.py").write_text(BUG)
    original = Library.content

    def content(self, path):
        if path.name == "load.py":
            raise PermissionError(13, "Permission denied")
        return original(self, path)

    monkeypatch.setattr(Library, "content", content)
    findings = check(tmp_path, select=["TG0", "TG205"])
    assert [(f.path, f.code) for f in findings] == [("good.py", "TG205"), ("load.py", "TG002")]
    assert "Permission denied" in findings[1].message


def test_folder_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "good.py").write_text(BUG)
    original = os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(engine.os, "scandir", scandir)
    findings = check(tmp_path, select=["TG0", "TG205"])
    assert [(f.path, f.code) for f in findings] == [("good.py", "TG205"), ("closed", "TG002")]


def test_two_runs_at_once_find_the_same_and_leave_a_whole_cache(tmp_path):
    for number in range(20):
        (tmp_path / f"load{number}.py").write_text(BUG)
    command = [sys.executable, "-m", "taskgen", "lint", "--output-format", "jsonl", "."]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE) for _ in range(3)
    ]
    outputs = {run.communicate()[0] for run in runs}
    again = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert outputs == {again.stdout}
    assert not list((tmp_path / ".taskgen_cache").glob("*.tmp"))


CHECKOUT = """
# file: src/lib/__init__.py
# file: src/lib/tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: tests/test_other.py
def test_nothing():
    pass
"""


@pytest.mark.parametrize("mark", ["setup.py", "pyproject.toml"])
def test_tests_are_looked_for_in_a_checkout(tmp_path, mark):
    assert codes(check(tmp_path, f"{CHECKOUT}# file: {mark}\n", select=["TG501"])) == ["TG501"]


def test_package_that_is_no_checkout_has_no_tests(tmp_path):
    assert check(tmp_path, CHECKOUT, select=["TG4", "TG5"]) == []


def test_package_beside_installed_ones_has_none_either(tmp_path):
    text = CHECKOUT.replace("src/", "site-packages/").replace("tests/", "site-packages/tests/")
    (tmp_path / "setup.py").write_text("")
    folder = tmp_path / "site-packages"
    folder.mkdir()
    check(tmp_path, text)
    report = lint([folder / "lib"], LintSettings(base=tmp_path, select=("TG5",)), cache=False)
    assert report.findings == []


def test_broken_outline_is_a_finding_and_the_rest_is_checked(tmp_path):
    text = CHECKOUT + "# file: setup.py\n# file: docs/outline.toml\n[pages\n"
    assert codes(check(tmp_path, text, select=["TG0", "TG4", "TG5"])) == ["TG002", "TG501"]
