"""The hooks, under the real pre-commit, in a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.support import PRELUDE

PROJECT = Path(__file__).parents[2]
BUG = (
    PRELUDE + "class Load(Task):\n    def __init__(self, table: str = None, **kwargs):\n"
    "        self.table = table\n        super().__init__(**kwargs)\n\n"
    "    @defaults_from_attrs('table')\n    def run(self, table: str):\n        return table\n"
)

pytestmark = pytest.mark.slow


def run(*command, cwd, ok=True, env=None):
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
    )
    if ok:
        assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """pre-commit, installed, and a repository of this project to take the hooks from."""
    folder = tmp_path_factory.mktemp("hooks")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    run(folder / "venv/bin/pip", "install", "-q", "pre-commit", cwd=folder)
    source = folder / "taskgen"
    source.mkdir()
    for name in run("git", "ls-files", cwd=PROJECT).stdout.splitlines():
        if name.startswith(("taskgen/", "templates/", "pyproject", "README", ".pre-commit-hooks")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, source / name)
    commit(source)
    return folder


def commit(folder):
    run("git", "init", "-q", cwd=folder)
    run("git", "add", "-A", cwd=folder)
    run("git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x", cwd=folder)


@pytest.fixture
def repository(hooks, tmp_path):
    revision = run("git", "rev-parse", "HEAD", cwd=hooks / "taskgen").stdout.strip()
    (tmp_path / "load.py").write_text(BUG)
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks / 'taskgen'}\n  rev: {revision}\n"
        "  hooks:\n  - id: taskgen-lint\n    args: [--select, TG2]\n"
        "  - id: taskgen-fix\n    args: [--select, TG2]\n"
    )
    commit(tmp_path)
    return tmp_path


def pre_commit(hooks, repository, hook, *files):
    return run(
        hooks / "venv/bin/pre-commit",
        "run",
        hook,
        "--files",
        *files,
        cwd=repository,
        ok=False,
        env={"PRE_COMMIT_HOME": str(hooks / "home")},
    )


def test_checks_what_is_committed(hooks, repository):
    result = pre_commit(hooks, repository, "taskgen-lint", "load.py")
    assert result.returncode == 1
    assert "load.py:10:19: TG204" in result.stdout


def test_fixes_what_is_committed(hooks, repository):
    result = pre_commit(hooks, repository, "taskgen-fix", "load.py")
    assert result.returncode == 1
    assert "Fixed 1 finding" in result.stdout
    assert "table: str = None):\n        return" in (repository / "load.py").read_text()
    assert pre_commit(hooks, repository, "taskgen-lint", "load.py").returncode == 0


def test_runs_when_the_outline_changes(hooks, repository):
    (repository / "docs").mkdir()
    (repository / "docs/outline.toml").write_text("[pages\n")
    run("git", "add", "-A", cwd=repository)
    result = pre_commit(hooks, repository, "taskgen-lint", "docs/outline.toml")
    assert result.returncode == 1
    assert "docs/outline.toml:1:1: TG002" in result.stdout
