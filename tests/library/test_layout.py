"""Finding where a library keeps its files."""

from pathlib import Path, PurePosixPath

import pytest

from taskgen.library.layout import Layout, find_layout, new_layout
from taskgen.library.support import support_files
from taskgen.problems import TaskgenError
from tests.library.trees import CHECKOUT, write


class TestFindLayout:
    def test_settings(self, tmp_path):
        settings = '[tool.taskgen]\ntasks = "python/acme/tasks"\npackage = "acme.tasks"\n'
        write(tmp_path, {"pyproject.toml": settings})
        layout = find_layout(tmp_path)
        assert layout == Layout(
            tmp_path, PurePosixPath("python/acme/tasks"), "acme.tasks", PurePosixPath("tests")
        )
        assert layout.import_root == PurePosixPath("python")

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

    def test_a_new_tree_does_not_grow_through_a_link(self, tmp_path):
        (tmp_path / "outside").mkdir()
        (tmp_path / "repo").mkdir()
        (tmp_path / "repo/generated").symlink_to("../outside")
        with pytest.raises(TaskgenError) as caught:
            find_layout(tmp_path / "repo")
        assert str(caught.value) == (
            "generated: The folder is a link, and taskgen does not write through links.\n"
            "  Take it away, or run taskgen in the folder that it leads to."
        )

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


def test_a_layout_names_modules_as_python_imports_them():
    layout = new_layout(Path("root"))
    assert layout.import_name("aws", "sqs") == "tasks.aws.sqs"
    assert layout.import_name("aws") == "tasks.aws"
    assert layout.module("aws", "sqs") == PurePosixPath("tasks/aws/sqs.py")
    assert layout.test_module("aws", "sqs") == PurePosixPath("tests/tasks/aws/test_sqs.py")
