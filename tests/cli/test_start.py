"""What a command does not need is not imported, and the same input gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"boto3", "prefect", "libcst", "copier", "tomlkit", "difflib", "hypothesis", "black"}


def imported(*arguments: str, folder: Path) -> set[str]:
    """The top-level modules that a run of the command has imported."""
    script = (
        # `lint` leaves without taking anything apart, and so without `finally`.
        "import os, sys\nfrom taskgen.cli import main\nos._exit = sys.exit\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    modules = {name.split(".")[0] for name in ran.stderr.split()}
    assert "taskgen" in modules
    return modules


def test_help_needs_neither_templates_nor_sdks(tmp_path):
    assert not imported("--help", folder=tmp_path) & (HEAVY | {"jinja2", "botocore", "toml"})


def test_new_needs_no_sdk_but_botocores_data(tmp_path):
    arguments = ["new", "--service", "sqs", "--operation", "send_message"]
    assert not imported(*arguments, folder=tmp_path) & HEAVY


@pytest.mark.parametrize("options", [[], ["--fix"]])
def test_lint_needs_nothing_to_check_or_to_splice(tmp_path, options):
    (tmp_path / "load.py").write_text(
        "from prefect import Task\n\n\nclass Load(Task):\n    def run(self):\n        pass\n"
    )
    arguments = ["lint", "--select", "TG2", *options]
    assert not imported(*arguments, folder=tmp_path) & (HEAVY | {"jinja2", "botocore", "toml"})


@pytest.mark.parametrize("seed", ["1", "random"])
def test_output_does_not_depend_on_the_hash_seed(tmp_path, seed):
    diffs = []
    for value in ("0", seed):
        command = [sys.executable, "-m", "taskgen", "new", "--service", "dynamodb", "--diff"]
        environment = {**os.environ, "PYTHONHASHSEED": value, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
        assert ran.returncode == 0
        diffs.append(ran.stdout)
    assert diffs[0] == diffs[1]
    assert len(diffs[0]) > 100_000
