"""Comments that silence findings, and what is said of those that don't."""

from __future__ import annotations

import pytest

from tests.lint.support import check, codes, fixed

CLASS = "class Load(Task):\n    def run(self, table: str = None):{comment}\n        return 1\n"


def found(folder, comment, select=("TG205", "TG901", "TG903")):
    return codes(check(folder, CLASS.format(comment=comment), select=select))


@pytest.mark.parametrize(
    "comment",
    [
        "  # noqa",
        "  # noqa: TG205",
        "  # noqa: E501, TG205",
        "  # noqa:TG205 - orders the tasks",
        "  # taskgen: ignore[TG205] orders the tasks",
        "  # taskgen: ignore[run-value-ignored] orders the tasks",
        "  # noqa: E501  # taskgen: ignore[TG205] orders the tasks",
    ],
)
def test_silences_the_finding_of_its_line(tmp_path, comment):
    assert found(tmp_path, comment, ["TG205", "TG901"]) == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", ["TG205"]),
        ("  # noqa: TG204", ["TG205"]),
        ("  # taskgen: ignore[TG204] x", ["TG205"]),
    ],
)
def test_leaves_other_findings(tmp_path, comment, expected):
    assert found(tmp_path, comment, ["TG205"]) == expected


def test_other_codes_are_left_alone(tmp_path):
    assert found(tmp_path, "  # noqa: E501") == ["TG205"]


def test_silences_the_whole_file(tmp_path):
    text = "# taskgen: ignore-file[TG205] all of them\n" + CLASS.format(comment="")
    assert check(tmp_path, text, select=["TG205", "TG901"]) == []


def test_in_a_docstring_it_stands_behind_the_quotes(tmp_path):
    text = '''
class Load(Task):
    """
    Load.

    Args:
        - nothing (str): which is not there
    """  # noqa: TG103

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
'''
    assert check(tmp_path, text, select=["TG103", "TG901"]) == []


def test_text_in_a_string_suppresses_nothing(tmp_path):
    text = 'NOTE = "# noqa: TG205"\n' + CLASS.format(comment="")
    assert codes(check(tmp_path, text, select=["TG205", "TG901"])) == ["TG205"]


def test_unused_code_is_a_finding(tmp_path):
    text = CLASS.replace("return 1", "return table").format(comment="  # noqa: TG205")
    (finding,) = check(tmp_path, text, select=["TG205", "TG901"])
    assert finding.message == "The suppression of `TG205` silences nothing."


def test_code_of_a_rule_that_is_off_may_still_be_needed(tmp_path):
    text = CLASS.replace("return 1", "return table").format(comment="  # noqa: TG205")
    assert check(tmp_path, text, select=["TG901"]) == []


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("  # noqa: TG204", ""),
        ("  # noqa: TG204, E501", "  # noqa: E501"),
        ("  # taskgen: ignore[TG204, TG205] reason", "  # taskgen: ignore[TG205] reason"),
        ("  # noqa: TG204  # type: ignore", "  # type: ignore"),
    ],
)
def test_fix_removes_what_is_unused_and_no_more(tmp_path, comment, left):
    fixed(tmp_path, CLASS.format(comment=comment), select=["TG204", "TG205", "TG901"])
    line = (tmp_path / "tasks.py").read_text().splitlines()[4]
    assert line == f"    def run(self, table: str = None):{left}"


def test_reason_may_be_required(tmp_path):
    assert found(tmp_path, "  # noqa: TG205", ["TG205", "TG903"]) == ["TG903"]
    assert found(tmp_path, "  # noqa: TG205 - orders tasks", ["TG205", "TG903"]) == []
