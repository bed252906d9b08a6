"""`generated/` is what `taskgen new` makes of the specs there, and is fit for the library."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from taskgen.sources.spec.reader import KWARG_KEYS, MODULE_KEYS, TASK_KEYS, WAIT_KEYS
from taskgen.sources.spec.vocabulary import SDK_LEVELS
from taskgen.tomlfiles.places import loads

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "generated"
SPECS = sorted((KEPT / "specs").glob("*.toml"))
PYTHON_FILES = sorted(path for path in KEPT.rglob("*.py"))


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, without caches and without what is written by hand."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in paths.items()
        if path.is_file() and not re.search(r"(__pycache__|\.\w+_cache)/|^specs/|^README", name)
    }


def new(*options: str) -> None:
    ran = CliRunner().invoke(cli, ["new", *options], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the specs make in a folder that is like the project's root."""
    root = tmp_path_factory.mktemp("root")
    (root / "tests").mkdir()
    (root / "tests" / "__init__.py").touch()
    shutil.copytree(KEPT / "specs", root / "generated" / "specs")
    before = Path.cwd()
    os.chdir(root)
    try:
        for spec in SPECS:
            new("--spec", f"generated/specs/{spec.name}")
        # The record is asked for afterwards: a new tree has none.
        os.chdir(root / "generated")
        settings = Path("pyproject.toml")
        asked = 'changes = "changes"\nrecord = "taskgen.lock"\n'
        settings.write_text(settings.read_text().replace('changes = "changes"\n', asked))
        for spec in SPECS:
            new("--spec", f"specs/{spec.name}")
    finally:
        os.chdir(before)
    return root / "generated"


def test_the_botocore_is_the_one_that_the_texts_are_from():
    wanted = re.search(r'"botocore==(.*)"', (ROOT / "pyproject.toml").read_text())
    assert wanted
    assert version("botocore") == wanted[1], "install what pyproject.toml asks for: '.[test]'"


def test_the_files_are_those_that_the_specs_make(made):
    assert sorted(files(KEPT)) == sorted(files(made))


@pytest.mark.parametrize("name", sorted(files(KEPT)))
def test_a_file_says_what_the_specs_make(made, name):
    assert files(KEPT)[name].decode() == (made / name).read_text()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_check_finds_nothing_to_change(monkeypatch, spec):
    monkeypatch.chdir(KEPT)
    new("--spec", str(spec), "--check")


def test_the_specs_show_all_that_a_spec_of_a_service_can_say():
    used: set[str] = set()
    for spec in SPECS:
        document = loads(spec.read_text())
        if "sdk" in document:
            continue
        used |= document.keys()
        for task in document.get("tasks", {}).values():
            used |= task.keys()
            if isinstance(task.get("wait"), dict):
                used |= task["wait"].keys()
            for kwarg in task.get("kwargs", {}).values():
                used |= kwarg.keys()
    assert {*MODULE_KEYS, *TASK_KEYS, *KWARG_KEYS, *WAIT_KEYS} - used == set()


def test_the_specs_show_all_that_a_spec_of_an_sdk_can_say():
    def keys(content: object) -> Iterator[str]:
        for name, value in content.items() if isinstance(content, dict) else ():
            yield name
            yield from keys(value)
        for value in content if isinstance(content, list) else ():
            yield from keys(value)

    used = {key for spec in SPECS for key in keys(loads(spec.read_text()))}
    assert {key for level in SDK_LEVELS for key in level.keys} - used == set()


def test_black_changes_nothing():
    ran = subprocess.run(
        [sys.executable, "-m", "black", "--check", "--quiet", "--diff", "."],
        cwd=KEPT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy_finds_nothing(tmp_path):
    """As a library would run it, without its settings and without the types of SDKs."""
    sdks = [loads(spec.read_text()).get("sdk", "boto3") for spec in SPECS]
    skipped = "".join(f"[mypy-{sdk}.*]\nfollow_imports = skip\n" for sdk in {*sdks})
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nignore_missing_imports = True\n{skipped}")
    options = [f"--config-file={config}", "--explicit-package-bases"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "."],
        cwd=KEPT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: path.stem)
def test_a_file_is_python_3_7(path):
    ast.parse(path.read_text(), feature_version=(3, 7))
