"""What `[tool.taskgen]` may say, and what is said where it is wrong."""

from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest

from taskgen.library.settings import read_settings
from taskgen.problems import TaskgenError
from tests.library.trees import write


def refused(root: Path, settings: str) -> str:
    write(root, {"pyproject.toml": settings})
    with pytest.raises(TaskgenError) as caught:
        read_settings(root)
    return str(caught.value).replace(f"{root}/", "")


class TestReadSettings:
    def test_all_of_them(self, tmp_path):
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
                    record = "taskgen.lock"
                    """
            },
        )
        assert read_settings(tmp_path) == {
            "tasks": PurePosixPath("src/acme/tasks"),
            "package": "acme.tasks",
            "tests": PurePosixPath("tests/unit"),
            "outline": PurePosixPath("docs/outline.toml"),
            "changes": PurePosixPath("changes"),
            "setup": PurePosixPath("setup.py"),
            "record": PurePosixPath("taskgen.lock"),
        }

    def test_those_that_are_left_out(self, tmp_path):
        write(tmp_path, {"pyproject.toml": '[tool.taskgen]\ntasks = "acme"\n'})
        assert read_settings(tmp_path) == {
            "tasks": PurePosixPath("acme"),
            "package": "acme",
            "tests": PurePosixPath("tests"),
            "outline": None,
            "changes": None,
            "setup": None,
            "record": None,
        }

    def test_a_package_that_is_named(self, tmp_path):
        settings = '[tool.taskgen]\ntasks = "python/acme/tasks"\npackage = "acme.tasks"\n'
        write(tmp_path, {"pyproject.toml": settings})
        settings = read_settings(tmp_path)
        assert settings
        assert settings["package"] == "acme.tasks"


class TestWrongSettings:
    def test_characters_that_do_not_show(self, tmp_path):
        settings = '[tool.taskgen]\ntasks = "tasks"\nchanges = "a\\u0000b"\n'
        assert refused(tmp_path, settings) == (
            "pyproject.toml:3:11: `changes` has characters that do not show.\n"
            '    changes = "a\\u0000b"\n'
            "              ^^^^^^^^^^\n"
            "  Write the path without them."
        )

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
            pyproject.toml:4:7: `[tool.taskgen]` does not say where the tasks are.
                [tool.taskgen]
                      ^^^^^^^
              Add `tasks = "..."`, the folder of the task packages.
            pyproject.toml:5:1: `[tool.taskgen]` has no setting `task`.
                task = "src/acme"
                ^^^^
              Did you mean `tasks`?
            pyproject.toml:6:11: `acme tasks` is not a dotted Python name.
                package = "acme tasks"
                          ^^^^^^^^^^^^
              Write one such as `acme.tasks`.
            pyproject.toml:7:9: `tests` is not a string.
                tests = ["tests"]
                        ^^^^^^^^^
              Write `tests = "..."`.
            pyproject.toml:8:11: `outline` leads out of the folder of `pyproject.toml`.
                outline = "/etc/outline.toml"
                          ^^^^^^^^^^^^^^^^^^^
              Write a path relative to that folder, with `/` between its parts.
            pyproject.toml:9:11: `changes` leads out of the folder of `pyproject.toml`.
                changes = "docs/../../changes"
                          ^^^^^^^^^^^^^^^^^^^^
              Write a path relative to that folder, with `/` between its parts.
            pyproject.toml:10:9: `setup` is empty.
                setup = ""
                        ^^
              Write a path, or leave the setting out."""
        )

    def test_a_name_that_is_like_none(self, tmp_path):
        text = refused(tmp_path, '[tool.taskgen]\ntasks = "a"\nxyz = 1\n')
        assert "The settings are tasks, package, tests, outline, changes, setup, record." in text

    @pytest.mark.parametrize("path", ["C:/tasks", "src\\\\acme", "~/../../x"])
    def test_paths_of_other_systems(self, tmp_path, path):
        assert "leads out of" in refused(tmp_path, f'[tool.taskgen]\ntasks = "{path}"\n')

    def test_a_folder_that_has_no_name_in_python(self, tmp_path):
        assert refused(tmp_path, '[tool.taskgen]\ntasks = "my-tasks"\n') == (
            "pyproject.toml:2:9: `my-tasks` can't be imported by that name.\n"
            '    tasks = "my-tasks"\n'
            "            ^^^^^^^^^^\n"
            '  Add `package = "..."`, the name that the tasks are imported by.'
        )

    def test_a_package_that_is_not_what_its_folders_are_called(self, tmp_path):
        settings = '[tool.taskgen]\ntasks = "src/acme"\npackage = "acme.tasks"\n'
        assert refused(tmp_path, settings) == (
            "pyproject.toml:3:11: `package` is `acme.tasks`, but `tasks` does not end in "
            "`acme/tasks`.\n"
            '    package = "acme.tasks"\n'
            "              ^^^^^^^^^^^^\n"
            "  A package is imported by the names of its folders: change one of the two."
        )

    def test_a_file_that_is_no_toml(self, tmp_path):
        assert refused(tmp_path, "[tool.taskgen]\ntasks = \n") == (
            "pyproject.toml:2:9: The file is not TOML: invalid value.\n"
            "    tasks = \n"
            "            ^\n"
            '  Strings are in quotes: `key = "text"`.'
        )

    def test_a_file_that_is_no_text(self, tmp_path):
        (tmp_path / "pyproject.toml").write_bytes(b"[tool.taskgen]\n# \xff\n")
        with pytest.raises(TaskgenError, match="The file is not UTF-8: it has the byte 0xff"):
            read_settings(tmp_path)

    def test_a_file_that_can_not_be_read(self, tmp_path):
        (tmp_path / "pyproject.toml").mkdir()
        with pytest.raises(TaskgenError) as caught:
            read_settings(tmp_path)
        assert str(caught.value) == (
            f"{tmp_path}/pyproject.toml: The settings can't be read: is a directory.\n"
            "  Make it a file that you may read, or run the command in another folder."
        )

    @pytest.mark.parametrize(
        ("settings", "shown"),
        [
            ("[tool]\ntaskgen = 1\n", ":2:1"),
            ("tool = ['taskgen']\n", ":1:1"),
        ],
    )
    def test_something_else_than_a_table(self, tmp_path, settings, shown):
        text = refused(tmp_path, settings)
        assert text.startswith(f"pyproject.toml{shown}: `tool.taskgen` is not a table.\n")
        assert text.endswith("\n  Write the settings below a line `[tool.taskgen]`.")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            'tasks = "a"\ntests = "a"',
            "pyproject.toml:3:9: `tests` is in the folder of `tasks`, or the same.",
        ),
        (
            'tasks = "a"\noutline = "a/aws.toml"',
            "pyproject.toml:3:11: `outline` is in the folder of `tasks`, or the same.",
        ),
        (
            'tasks = "a"\noutline = "conftest.py"',
            "pyproject.toml:3:11: `outline` is no `.toml` file.",
        ),
        (
            'tasks = "a"\nsetup = "setup.cfg"',
            "pyproject.toml:3:9: `setup` is no `.py` file.",
        ),
    ],
)
def test_places_that_are_taken_or_of_another_kind(tmp_path, settings, message):
    assert message in refused(tmp_path, f"[tool.taskgen]\n{settings}\n")
