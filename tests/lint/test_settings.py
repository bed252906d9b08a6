"""`[tool.taskgen.lint]`."""

from __future__ import annotations

import pytest

from taskgen.lint.engine import lint
from taskgen.lint.rules import load, names
from taskgen.lint.settings import read_settings, with_options
from taskgen.problems import TaskgenError
from tests.lint.support import PRELUDE, codes


def settings(folder, text=""):
    (folder / "pyproject.toml").write_text(f"[tool.taskgen.lint]\n{text}\n")
    return read_settings(folder)


def test_without_settings_all_rules_but_pedantic_ones_are_on(tmp_path):
    on = settings(tmp_path).codes()
    off = set(names()) - set(on)
    assert "TG201" in on
    assert off == {c for c in names() if load(c).rule.kind == "pedantic"} | {"TG903"}


def test_settings_of_a_folder_above_hold(tmp_path):
    settings(tmp_path, 'select = ["TG201"]')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert read_settings(below).codes() == ["TG201"]
    assert read_settings(below).base == tmp_path


@pytest.mark.parametrize(
    ("text", "code", "is_on"),
    [
        ('select = ["TG2"]', "TG208", True),
        ('select = ["TG2"]', "TG101", False),
        ('select = ["ALL"]', "TG208", True),
        ('select = ["ALL"]\nignore = ["TG208"]', "TG208", False),
        ('select = ["TG208"]\nignore = ["TG2"]', "TG208", True),
        ('select = ["init-value-ignored"]', "TG201", True),
        ('extend-select = ["TG903"]', "TG903", True),
        ('ignore = ["TG3"]', "TG301", False),
        ('extend-ignore = ["TG301"]', "TG301", False),
    ],
)
def test_the_more_exact_selector_decides(tmp_path, text, code, is_on):
    assert (code in settings(tmp_path, text).codes()) == is_on


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["TG201"]', "there is no setting `selct`"),
        ('select = ["TG299"]', "there is no rule `TG299`"),
        ('select = ["init-value-ignord"]', "Did you mean `init-value-ignored`"),
        ('select = "TG201"', "`select` must be a list of strings"),
        ("exclude = [1]", "`exclude` must be a list of strings"),
        ('docstring-style = "google"', "It is `dash` or `any`"),
        ('[tool.taskgen.lint.not-secrets]\n"Load.token" = " "', "no reason for `Load.token`"),
        ('[tool.taskgen.lint.per-file-ignores]\n"a.py" = ["TG999"]', "there is no rule `TG999`"),
        ("select = [", "The file is not TOML"),
    ],
)
def test_says_what_is_wrong(tmp_path, text, message):
    with pytest.raises(TaskgenError) as error:
        settings(tmp_path, text)
    assert message in str(error.value)


def test_says_all_that_is_wrong_at_once(tmp_path):
    with pytest.raises(TaskgenError) as error:
        settings(tmp_path, 'selct = []\nignore = ["TG999"]\nbaseline = 3')
    assert len(error.value.problems) == 3


def test_command_line_comes_before_settings(tmp_path):
    base = settings(tmp_path, 'select = ["TG201"]')
    assert with_options(base, select=["TG202"]).codes() == ["TG202"]
    assert with_options(base, extend_select=["TG202"]).codes() == ["TG201", "TG202"]
    with pytest.raises(TaskgenError, match="There is no rule `TG9999`"):
        with_options(base, ignore=["TG9999"])


BUG = PRELUDE + "class Load(Task):\n    def run(self, table: str = None):\n        return 1\n"


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("", ["a.py", "old/b.py", "old/c.py"]),
        ('exclude = ["old"]', ["a.py"]),
        ('exclude = ["old/c.py", "a*"]', ["old/b.py"]),
        ('exclude = ["old/*"]', ["a.py"]),
        ('per-file-ignores = { "old" = ["TG2"] }', ["a.py"]),
        ('per-file-ignores = { "**/b.py" = ["run-value-ignored"] }', ["a.py", "old/c.py"]),
    ],
)
def test_files_may_be_left_out(tmp_path, text, files):
    (tmp_path / "old").mkdir()
    for name in ("a.py", "old/b.py", "old/c.py"):
        (tmp_path / name).write_text(BUG)
    found = lint([tmp_path], with_options(settings(tmp_path, text), select=["TG205"]), cache=False)
    assert [finding.path for finding in found.findings] == files


def test_declared_kwargs_are_no_secrets(tmp_path):
    (tmp_path / "a.py").write_text(
        PRELUDE + "class Load(Task):\n"
        "    def __init__(self, token: str = None, **kwargs):\n"
        "        self.token = token\n"
        "        super().__init__(**kwargs)\n"
    )
    declared = '[tool.taskgen.lint.not-secrets]\n"Load.token" = "marks a page"'
    assert codes(lint([tmp_path], settings(tmp_path), cache=False).findings).count("TG301") == 1
    assert "TG301" not in codes(
        lint([tmp_path], settings(tmp_path, declared), cache=False).findings
    )
