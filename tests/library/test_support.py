"""Making plain pytest find the tasks of a library."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import black
import pytest

from taskgen.library.layout import Layout, find_layout
from taskgen.library.support import support_files
from tests.library.trees import CHECKOUT, write

TASK = """
    class Send:
        def run(self):
            return "sent"
    """

SETTINGS = "[tool.taskgen]\ntasks = "


def generate(layout: Layout, package: str, module: str) -> None:
    """What a command would write: a task and its test, and the files that support them."""
    support = support_files(layout, package)
    name = layout.import_name(package, module)
    test = (
        f"from {name} import Send\n\n\ndef test_{package}():\n    assert Send().run() == 'sent'\n"
    )
    for path, text in support.items():
        assert black.format_str(text, mode=black.Mode()) == text or path.suffix == ".toml"
    write(layout.root, {str(path): text for path, text in support.items()})
    write(
        layout.root,
        {
            str(layout.tasks / package / "__init__.py"): "",
            str(layout.module(package, module)): TASK,
            str(layout.test_module(package, module)): test,
        },
    )


def run_pytest(folder: Path) -> str:
    # As the `pytest` command does it: the current folder is not on `sys.path`.
    code = "import sys, pytest; sys.path.pop(0); sys.exit(pytest.main(['-q']))"
    command = [sys.executable, "-c", code]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    result = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    return (
        result.stdout.strip().split("\n")[-1]
        if result.returncode == 0
        else result.stdout + result.stderr
    )


class TestPlainPytest:
    """What was written passes where it stands; nothing of it is installed."""

    @pytest.mark.parametrize(
        "files",
        [
            pytest.param({}, id="empty folder"),
            pytest.param({"pyproject.toml": SETTINGS + '"acme"\n'}, id="flat"),
            pytest.param({"pyproject.toml": SETTINGS + '"src/acme/tasks"\n'}, id="src"),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"src/acme"\n',
                    "pytest.ini": "[pytest]\npythonpath = src\n",
                },
                id="src with pythonpath",
            ),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"src/acme"\n',
                    "pytest.ini": "[pytest]\npythonpath = scripts\n",
                },
                id="src with another pythonpath",
            ),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"src/acme"\n',
                    "tests/conftest.py": "import pytest\n",
                },
                id="src with a conftest that does something else",
            ),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"acme"\n\n[tool.pytest.ini_options]\n'
                    'addopts = "--import-mode=importlib"\n'
                },
                id="importlib mode",
            ),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"acme"\n',
                    "tests/helpers.py": "VALUE = 1\n",
                    "tests/test_own.py": "import helpers\n\n\ndef test_own():\n    pass\n",
                },
                id="own tests without packages",
            ),
            pytest.param(
                {"tests/__init__.py": "", "tests/test_own.py": "def test_own():\n    pass\n"},
                id="beside own tests that are packages",
            ),
            pytest.param(
                {
                    "pyproject.toml": "[tool.pytest.ini_options]\n"
                    'addopts = "--import-mode=importlib"\n',
                    "tests/test_own.py": "def test_own():\n    pass\n",
                },
                id="beside own tests in importlib mode",
            ),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS + '"src/company/tasks"\n',
                    "src/company/other.py": "",
                },
                id="part of a namespace package",
            ),
            pytest.param({"src/prefect/tasks/README": "", "changes/x": ""}, id="part of Prefect"),
            pytest.param(
                {
                    "pyproject.toml": SETTINGS
                    + '"src/prefect/tasks/acme"\ntests = "tests/tasks/acme"\n'
                },
                id="below Prefect's tasks",
            ),
        ],
    )
    def test_passes(self, tmp_path, files):
        write(tmp_path, files)
        layout = find_layout(tmp_path)
        for package in ("aws", "redis"):
            generate(layout, package, "queue")
        assert " passed" in run_pytest(layout.root)
        assert run_pytest(tmp_path).split()[0] == ("3" if "tests/test_own.py" in files else "2")

    def test_inside_a_project_with_settings_of_its_own(self, tmp_path):
        settings = '[tool.pytest.ini_options]\naddopts = "--no-such-option"\n'
        write(tmp_path, {"pyproject.toml": settings})
        generate(find_layout(tmp_path), "aws", "queue")
        assert run_pytest(tmp_path / "generated").startswith("1 passed")


class TestSupportFiles:
    def names(self, root: Path) -> list[str]:
        return sorted(map(str, support_files(find_layout(root), "aws")))

    def test_of_a_real_checkout_is_the_test_package(self, tmp_path):
        files = ["src/prefect/__init__.py", "src/prefect/tasks/__init__.py", "tests/conftest.py"]
        write(tmp_path, dict.fromkeys([*files, "tests/__init__.py", "tests/tasks/__init__.py"], ""))
        assert self.names(tmp_path) == ["tests/tasks/aws/__init__.py"]

    def test_of_a_checkout_without_a_conftest(self, tmp_path):
        write(tmp_path, {"src/prefect/__init__.py": "", **CHECKOUT})
        files = support_files(find_layout(tmp_path), "aws")
        assert '/ "src"))' in files[PurePosixPath("conftest.py")]

    @pytest.mark.parametrize("folder", [".", "tests", "tests/tasks"])
    def test_a_conftest_that_is_there_is_left(self, tmp_path, folder):
        write(tmp_path, {**CHECKOUT, f"{folder}/conftest.py": "x = 1\n"})
        assert "conftest.py" not in self.names(tmp_path)

    def test_of_a_part_of_prefect_never_hide_the_installed_one(self, tmp_path):
        write(tmp_path, CHECKOUT)
        assert not [name for name in self.names(tmp_path) if name.startswith("src/")]

    def test_of_a_namespace_package_keep_it_one(self, tmp_path):
        write(tmp_path, {"pyproject.toml": SETTINGS + '"company/x/tasks"\n', "company/a.py": ""})
        inits = [name for name in self.names(tmp_path) if name.startswith("company")]
        assert inits == ["company/x/__init__.py", "company/x/tasks/__init__.py"]

    def test_of_tests_that_are_no_packages(self, tmp_path):
        write(tmp_path, {"pyproject.toml": SETTINGS + '"acme"\n', "tests/unit/__init__.py": ""})
        layout = find_layout(tmp_path)
        assert not layout.tests_are_packages
        assert layout.test_module("aws", "sqs") == PurePosixPath("tests/aws/test_aws_sqs.py")
        assert not [name for name in self.names(tmp_path) if name.startswith("tests")]

    def test_a_test_module_that_is_there_is_the_one(self, tmp_path):
        write(
            tmp_path,
            {
                "pyproject.toml": SETTINGS + '"acme"\n',
                "tests/aws/test_sqs.py": "",
                "tests/test_a.py": "",
            },
        )
        layout = find_layout(tmp_path)
        assert layout.test_module("aws", "sqs") == PurePosixPath("tests/aws/test_sqs.py")
