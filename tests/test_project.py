"""The project keeps its own rules: formatted, linted, typed, layered, and documented as it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ],
    ids=["ruff-check", "ruff-format", "mypy", "import-linter"],
)
def test_a_checker_is_content(command):
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_module_is_in_the_architecture():
    """A reader finds each room of the house in docs/architecture.md."""
    documented = (ROOT / "docs" / "architecture.md").read_text()
    rooms = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "taskgen").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    missing = {room for room in rooms if f"`{room}" not in documented}
    assert not missing - {"taskgen/__init__.py", "taskgen/__main__.py"}


def test_the_links_of_the_docs_lead_somewhere():
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_first_command_of_the_readme_shows_a_task():
    command = README.split("```sh\n")[1].split("```")[0].split("pip install")[1].partition("&&")[2]
    command = command.replace('"$OLDPWD/.venv/bin/taskgen"', f"{sys.executable} -m taskgen")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "+class LambdaInvoke(Task):" in ran.stdout
    assert "+class TestLambdaInvoke(BotoTaskTests):" in ran.stdout


def test_the_documented_commands_exist():
    from taskgen.cli import _COMMANDS

    for name in re.findall(r"^taskgen (\w+)", README, re.MULTILINE):
        assert name in _COMMANDS
