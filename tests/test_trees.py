"""`taskgen new` in trees that are there: what is added, and what stays as it is."""

import difflib
import subprocess
import sys
from pathlib import Path

import black
import pytest

from taskgen.cli import main

OUTLINE = """\
extension = ".md"

[pages.tasks.aws]
title = "AWS Tasks"
module = "prefect.tasks.aws"
classes = ["S3Download"]
verified_task = true
"""
SETUP = 'from setuptools import setup\n\nsetup(extras_require={"aws": ["boto3 >= 1.9"]})\n'
S3 = "class S3Download:\n    pass\n"
PACKAGE = 'from prefect.tasks.aws.s3 import S3Download\n\n__all__ = ["S3Download"]\n'

TREES = {
    "new": {},
    "src": {
        "pyproject.toml": '[tool.taskgen]\ntasks = "src/acme/tasks"\nchanges = "changes"\n'
        'outline = "docs/outline.toml"\n'
    },
    "prefect": {
        "src/prefect/tasks/aws/__init__.py": PACKAGE,
        "src/prefect/tasks/aws/s3.py": S3,
        "tests/__init__.py": "",
        "tests/tasks/__init__.py": "",
        "docs/outline.toml": OUTLINE,
        "changes/EXAMPLE.yaml": 'task:\n  - "Say what you did"\n',
        "setup.py": SETUP,
    },
}


class Tree:
    """A tree, and the command given in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys):
        self.root, self.monkeypatch, self.capsys = root, monkeypatch, capsys

    def new(self, *args: str, folder: str = "") -> tuple[int, str]:
        self.monkeypatch.chdir(self.root / folder)
        self.monkeypatch.setattr(sys, "argv", ["taskgen", "new", *args])
        with pytest.raises(SystemExit) as caught:
            main()
        shown = self.capsys.readouterr()
        return int(caught.value.code or 0), shown.out + shown.err

    def files(self) -> dict[str, bytes]:
        paths = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def gone(self, before: dict[str, bytes]) -> list[str]:
        """The lines that are not there any more."""
        after = self.files()
        return [
            line[2:]
            for name, old in before.items()
            for line in difflib.ndiff(
                old.decode().splitlines(), after[name].decode().splitlines(), None, None
            )
            if line.startswith("- ")
        ]


@pytest.fixture
def tree(tmp_path, monkeypatch, capsys) -> Tree:
    (tmp_path / ".git").mkdir()
    return Tree(tmp_path, monkeypatch, capsys)


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


LAMBDA = ("--service", "lambda", "--operation", "invoke")
SQS = ("--service", "sqs", "--operation", "send_message")


@pytest.mark.parametrize("kind", TREES)
class TestSecondService:
    def test_adds_to_the_files_of_the_first(self, tree, kind):
        write(tree.root, TREES[kind])
        assert tree.new(*LAMBDA)[0] == 0
        before = tree.files()
        assert tree.new(*SQS)[0] == 0
        new = {name.rpartition("/")[2] for name in tree.files().keys() - before.keys()}
        assert new == {"sqs.py", "test_sqs.py", "aws-sqs.yaml"}
        # Lists on one line are the only lines that change.
        gone = tree.gone(before)
        assert all(line.startswith(("__all__ = [", "classes = [")) for line in gone), gone
        for name, content in tree.files().items():
            if name.endswith(".py"):
                assert black.format_str(content.decode(), mode=black.Mode()) == content.decode()

    def test_leaves_nothing_to_do(self, tree, kind):
        write(tree.root, TREES[kind])
        for service in (LAMBDA, SQS):
            tree.new(*service)
        before = tree.files()
        for service in (LAMBDA, SQS):
            assert tree.new(*service, "--check")[0] == 0
            assert tree.new(*service)[1].endswith("Nothing to do: all of it is there.\n")
        assert tree.files() == before

    def test_line_endings_are_kept(self, tree, kind):
        crlf = {name: text.replace("\n", "\r\n") for name, text in TREES[kind].items()}
        for name, text in crlf.items():
            (tree.root / name).parent.mkdir(parents=True, exist_ok=True)
            (tree.root / name).write_bytes(text.encode())
        assert tree.new(*LAMBDA)[0] == 0
        for name, content in tree.files().items():
            if name in crlf:
                assert content.count(b"\n") == content.count(b"\r\n"), name


def test_the_tests_of_both_services_pass(tree):
    for service in (LAMBDA, SQS):
        tree.new(*service)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tree.root / "generated", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("folder", ["generated", "generated/tests/tasks/aws"])
def test_inside_a_new_tree_it_is_found_again(tree, folder):
    tree.new(*LAMBDA)
    before = tree.files()
    code, text = tree.new(*LAMBDA, folder=folder)
    assert (code, tree.files()) == (0, before)
    assert "Nothing to do" in text


def test_a_changelog_entry_that_was_named_after_its_pull_request_is_extended(tree):
    tree.new(*SQS)
    changes = tree.root / "generated/changes"
    (changes / "aws-sqs.yaml").rename(changes / "pr1234.yaml")
    code, text = tree.new(*SQS, "--operation", "receive_message")
    assert code == 0
    assert [path.name for path in changes.iterdir()] == ["pr1234.yaml"]
    assert (changes / "pr1234.yaml").read_text() == (
        'task:\n  - "Add `SQSSendMessage` and `SQSReceiveMessage` tasks for '
        'Amazon Simple Queue Service"\n'
    )
    assert "after your pull request" not in text


class TestClassThatIsThere:
    def write(self, tree: Tree) -> None:
        mine = "class SQSSendMessage:\n    pass\n"
        write(tree.root, TREES["prefect"])
        write(tree.root, {"src/prefect/tasks/aws/sqs.py": mine})

    def test_in_another_form_is_left_alone_and_gets_no_tests(self, tree):
        self.write(tree)
        code, text = tree.new(*SQS)
        assert code == 1
        assert (
            "left alone: src/prefect/tasks/aws/sqs.py:1:1: "
            "This class is there and differs from what would be written.\n"
            "    class SQSSendMessage:\n"
            "    ^\n"
            "  `--force --diff` shows the difference, and `--force` replaces the class.\n"
        ) in text
        assert "No task for Amazon Simple Queue Service: the classes that are there" in text
        assert not [name for name in tree.files() if "test_sqs" in name or "conftest" in name]

    def test_does_not_keep_others_from_being_added_with_their_tests(self, tree):
        self.write(tree)
        assert tree.new(*SQS, "--operation", "receive_message")[0] == 1
        tests = (tree.root / "tests/tasks/aws/test_sqs.py").read_text()
        assert "class TestSQSReceiveMessage" in tests
        assert "SQSSendMessage" not in tests

    def test_is_replaced_and_tested_where_that_is_wanted(self, tree):
        self.write(tree)
        assert tree.new(*SQS, "--force")[0] == 0
        assert "class TestSQSSendMessage" in (tree.root / "tests/tasks/aws/test_sqs.py").read_text()


def test_files_that_are_not_text_are_told_all_at_once(tree):
    write(tree.root, TREES["prefect"])
    for name in ("docs/outline.toml", "src/prefect/tasks/aws/__init__.py"):
        (tree.root / name).write_bytes(b"# \n# \xff\n")
    assert tree.new(*SQS) == (
        2,
        "error: src/prefect/tasks/aws/__init__.py:2: "
        "The file is not UTF-8, so it can't be extended.\n"
        "  Save it as UTF-8.\n"
        "error: docs/outline.toml:2: The file is not UTF-8, so it can't be extended.\n"
        "  Save it as UTF-8.\n",
    )


def test_a_folder_of_tasks_that_is_a_link_is_refused_once(tree):
    write(tree.root, {"pyproject.toml": '[tool.taskgen]\ntasks = "tasks"\n', "real/a.txt": ""})
    (tree.root / "tasks").symlink_to("real")
    assert tree.new(*SQS) == (
        2,
        "error: tasks: The folder is a link, and taskgen does not write through links.\n"
        "  Name the folder that it leads to, in `[tool.taskgen]` of `pyproject.toml`.\n",
    )
    assert list((tree.root / "real").iterdir()) == [tree.root / "real/a.txt"]
