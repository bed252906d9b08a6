"""What documents should not say, and some do, becomes tasks that work all the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import black
import pytest
from click.testing import CliRunner

from taskgen.cli import cli

ODD = Path(__file__).with_name("odd.yaml")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """What is generated of `odd.yaml`."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copy(ODD, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ran = CliRunner().invoke(cli, ["new", "--openapi", ODD.name])
    assert ran.exit_code == 0, ran.output
    return folder / "generated"


def test_the_generated_tests_pass(tree):
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:warnings"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=tree, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_the_linter_finds_nothing(tree, monkeypatch):
    monkeypatch.chdir(tree)
    ran = CliRunner().invoke(cli, ["lint", "--select", "ALL", "."])
    assert ran.exit_code == 0, ran.output


def test_black_changes_nothing(tree):
    for path in tree.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert black.format_str(source, mode=black.Mode()) == source, path.name
