"""Finding where a library keeps its files, and making plain pytest find its tasks."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from textwrap import dedent

import black
import pytest

from taskgen.library.layout import Layout, find_layout, new_layout, support_files
from taskgen.problems import TaskgenError


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), "utf-8")


def refused(root: Path, settings: str) -> str:
    write(root, {"pyproject.toml": settings})
    with pytest.raises(TaskgenError) as caught:
        find_layout(root)
    return str(caught.value).replace(f"{root}/", "")


CHECKOUT = {"src/prefect/tasks/aws/__init__.py": "", "tests/tasks/__init__.py": ""}


class TestFindLayout:
    def test_settings(self, tmp_path):
        write(
            tmp_path,
            {
                "pyproject.toml": """
                    [tool.taskgen]
                    tasks = "src/acme/tasks"
                    tests = "tests/unit"
                    outline = "docs/outline.toml"
                    changes = "changes"
                    setup = "setup.py"
                    """
            },
        )
        assert find_layout(tmp_path) == Layout(
            tmp_path,
            PurePosixPath("src/acme/tasks"),
            "acme.tasks",
            PurePosixPath("tests/unit"),
            PurePosixPath("docs/outline.toml"),
            PurePosixPath("changes"),
            PurePosixPath("setup.py"),
        )

    def test_settings_that_are_left_out(self, tmp_path):
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n'})
        layout = Layout(tmp_path, PurePosixPath("acme"), "acme", PurePosixPath("tests"))
        assert find_layout(tmp_path) == layout

    def test_a_package_that_is_named(self, tmp_path):
        settings = '[tool.taskgen]\ntasks = "python/acme/tasks"\npackage = "acme.tasks"\n'
        write(tmp_path, {"pyproject.toml": settings})
        layout = find_layout(tmp_path)
        assert (layout.package, layout.import_root) == ("acme.tasks", PurePosixPath("python"))

    def test_settings_of_a_folder_above(self, tmp_path):
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n', "acme/x/y.py": ""})
        assert find_layout(tmp_path / "acme/x").root == tmp_path

    def test_the_linters_tables_are_no_settings(self, tmp_path):
        write(tmp_path, {**CHECKOUT, "pyproject.toml": "[tool.taskgen.lint]\nselect = []\n"})
        assert find_layout(tmp_path).package == "prefect.tasks"

    @pytest.mark.parametrize("settings", ["", "[tool.black]\n", "[tool.black\n", "tool = 1\n"])
    def test_a_file_that_is_not_about_taskgen_does_not_matter(self, tmp_path, settings):
        write(tmp_path, {"pyproject.toml": settings})
        assert find_layout(tmp_path) == new_layout(tmp_path / "generated")

    @pytest.mark.parametrize("mark", ["tests/tasks/x", "docs/outline.toml", "changes/x"])
    def test_a_checkout_of_prefect(self, tmp_path, mark):
        write(tmp_path, {"src/prefect/tasks/aws/s3.py": "", "setup.py": "", mark: ""})
        layout = find_layout(tmp_path / "src/prefect/tasks")
        assert layout == Layout(
            tmp_path,
            PurePosixPath("src/prefect/tasks"),
            "prefect.tasks",
            PurePosixPath("tests/tasks"),
            PurePosixPath("docs/outline.toml") if mark.startswith("docs") else None,
            PurePosixPath("changes") if mark.startswith("changes") else None,
            PurePosixPath("setup.py"),
        )

    def test_the_nearest_of_both(self, tmp_path):
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n'})
        write(tmp_path / "vendor", CHECKOUT)
        assert find_layout(tmp_path / "vendor").root == tmp_path / "vendor"

    def test_a_new_tree_otherwise(self, tmp_path):
        assert find_layout(tmp_path) == Layout(
            tmp_path / "generated",
            PurePosixPath("tasks"),
            "tasks",
            PurePosixPath("tests/tasks"),
            PurePosixPath("docs/outline.toml"),
            PurePosixPath("changes"),
        )

    def test_a_new_tree_is_found_again_from_inside(self, tmp_path):
        layout = find_layout(tmp_path)
        for path, text in support_files(layout, "aws").items():
            write(layout.root, {str(path): text})
        assert find_layout(layout.root) == layout
        assert find_layout(layout.root / "tests/tasks") == layout
        assert support_files(layout, "aws") == {}

    @pytest.mark.parametrize("git", ["file", "folder"])
    def test_the_search_ends_at_a_git_root(self, tmp_path, git):
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n', "repo/a/x.py": ""})
        if git == "file":
            write(tmp_path, {"repo/.git": "gitdir: elsewhere\n"})
        else:
            (tmp_path / "repo/.git").mkdir()
        assert find_layout(tmp_path / "repo/a").root == tmp_path / "repo/a/generated"
        assert find_layout(tmp_path).root == tmp_path

    def test_the_search_ends_at_the_home_folder(self, tmp_path, monkeypatch):
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n', "home/a/x.py": ""})
        assert find_layout(tmp_path / "home/a").root == tmp_path / "home/a/generated"


class TestWrongSettings:
    def test_all_faults_are_told_with_their_lines_and_the_nearest_names(self, tmp_path):
        settings = """\
            [project]
            tasks = "another table's"

            [tool.taskgen]
            task = "src/acme"
            package = "acme tasks"
            tests = ["tests"]
            outline = "/etc/outline.toml"
            changes = "docs/../../changes"
            setup = ""

            [tool.other]
            tests = 1
            """
        assert refused(tmp_path, settings) == dedent(
            """\
            pyproject.toml:5:1: `[tool.taskgen]` has no setting `task`
                task = "src/acme"
                ^^^^
              Did you mean `tasks`?
            pyproject.toml:6:1: `acme tasks` is not a dotted Python name
                package = "acme tasks"
                ^^^^^^^
              For example: `acme.tasks`.
            pyproject.toml:7:1: `tests` is an array, not a string
                tests = ["tests"]
                ^^^^^
            pyproject.toml:8:1: `outline` leads out of the folder of `pyproject.toml`
                outline = "/etc/outline.toml"
                ^^^^^^^
              Write a path relative to that folder, with `/` between its parts.
            pyproject.toml:9:1: `changes` leads out of the folder of `pyproject.toml`
                changes = "docs/../../changes"
                ^^^^^^^
              Write a path relative to that folder, with `/` between its parts.
            pyproject.toml:10:1: `setup` is empty
                setup = ""
                ^^^^^
              Write a path, or leave the setting out.
            pyproject.toml:4:7: `[tool.taskgen]` does not say where the tasks are
                [tool.taskgen]
                      ^^^^^^^
              Add `tasks = "..."`, the folder of the task packages."""
        )

    def test_a_name_that_is_like_none(self, tmp_path):
        text = refused(tmp_path, '[tool.taskgen]\ntasks = "a"\nxyz = 1\n')
        assert "The settings are tasks, package, tests, outline, changes, setup." in text

    @pytest.mark.parametrize("path", ["C:/tasks", "src\\\\acme", "~/../../x"])
    def test_paths_of_other_systems(self, tmp_path, path):
        assert "leads out of" in refused(tmp_path, f'[tool.taskgen]\ntasks = "{path}"\n')

    def test_a_folder_that_has_no_name_in_python(self, tmp_path):
        text = refused(tmp_path, '[tool.taskgen]\ntasks = "my-tasks"\n')
        assert "pyproject.toml:2:1: `my-tasks` can't be imported by that name" in text

    def test_a_package_that_is_not_what_its_folders_are_called(self, tmp_path):
        text = refused(tmp_path, '[tool.taskgen]\ntasks = "src/acme"\npackage = "acme.tasks"\n')
        assert "`tasks` does not end in `acme/tasks`" in text

    def test_a_file_that_is_no_toml(self, tmp_path):
        text = refused(tmp_path, "[tool.taskgen]\ntasks = \n")
        assert text.startswith("pyproject.toml:2:9: this is not TOML: Invalid value")

    def test_a_file_that_is_no_text(self, tmp_path):
        (tmp_path / "pyproject.toml").write_bytes(b"[tool.taskgen]\n# \xff\n")
        with pytest.raises(TaskgenError, match="this is not UTF-8 text"):
            find_layout(tmp_path)

    @pytest.mark.parametrize("settings", ["[tool]\ntaskgen = 1\n", "tool = ['taskgen']\n"])
    def test_something_else_than_a_table(self, tmp_path, settings):
        assert "`tool.taskgen` is not a table" in refused(tmp_path, settings)


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


def test_a_layout_names_modules_as_python_imports_them():
    layout = new_layout(Path("root"))
    assert layout.import_name("aws", "sqs") == "tasks.aws.sqs"
    assert layout.import_name("aws") == "tasks.aws"
    assert layout.module("aws", "sqs") == PurePosixPath("tasks/aws/sqs.py")
    assert layout.test_module("aws", "sqs") == PurePosixPath("tests/tasks/aws/test_sqs.py")
