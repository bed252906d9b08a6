"""How problems are told."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import taskgen
from taskgen.problems import (
    Place,
    Problem,
    TaskgenError,
    did_you_mean,
    nearest,
    readable,
    sentence,
)


class TestProblem:
    def test_place_message_and_what_to_do(self):
        problem = Problem("It is wrong.", "Do this.\nOr that.", Place("a.py", 3, 5))
        assert str(problem) == "a.py:3:5: It is wrong.\n  Do this.\n  Or that."

    @pytest.mark.parametrize(
        ("place", "shown"),
        [(Place("a.py"), "a.py: "), (Place("a.py", 3), "a.py:3: "), (None, "")],
    )
    def test_as_much_of_the_place_as_is_known(self, place, shown):
        assert str(Problem("Wrong.", place=place)) == f"{shown}Wrong."

    def test_the_caret_stands_below_its_target_whatever_is_in_the_line(self):
        place = Place("a", 1, 4, "\té\x1bxyz", 3)
        assert str(Problem("Wrong.", place=place)).split("\n")[1:] == ["     é?xyz", "       ^^^"]

    def test_a_file_name_does_not_command_the_terminal(self):
        assert str(Problem("Wrong.", place=Place("\x1b[2J"))) == "\\x1b[2J: Wrong."

    def test_many_are_told_at_once_and_each_once(self):
        error = TaskgenError([Problem("A."), Problem("B."), Problem("A.")])
        assert str(error) == "A.\nB."
        assert TaskgenError(Problem("A.")).problems == (Problem("A."),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("no space left", "no space left."), (" Why? ", "Why?"), ("a\nb.", "a\\nb.")],
)
def test_what_others_say_ends_as_a_sentence(text, shown):
    assert sentence(text) == shown


def test_text_from_outside_is_one_line_of_limited_length():
    assert readable("a\u202eb\n") == "a\\u202eb\\n"
    assert readable("x" * 300, 5) == "xxxxx…"


class TestNearest:
    KNOWN = ("ListFunctions", "list_tags", "Invoke", "invoke")

    def test_best_first_however_they_are_written(self):
        known = ["ListFunctions", "x", "list_function"]
        assert nearest("List-Function", known) == ["list_function", "ListFunctions"]
        assert nearest("INVOKE", self.KNOWN) == ["Invoke", "invoke"]

    def test_as_a_question(self):
        assert did_you_mean("invok", self.KNOWN) == "Did you mean `Invoke` or `invoke`?"
        assert did_you_mean("tags_list", ["list_tags", "x"]) == ""
        assert did_you_mean("xyz", self.KNOWN) == ""


def texts() -> Iterator[tuple[str, str, str]]:
    """Where a problem is made, and how its message or its hint begins and ends."""
    folder = Path(taskgen.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "Problem":
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg == "hint"]
            for text in [*node.args[:2], *named]:
                pieces = text.values if isinstance(text, ast.JoinedStr) else [text]
                ends = [getattr(piece, "value", "") for piece in (pieces[0], pieces[-1])]
                first, last = (end if isinstance(end, str) else "" for end in ends)
                yield f"{path.relative_to(folder)}:{node.lineno}", first, last


def test_messages_and_hints_are_sentences():
    """A hint may end with the lines to add, which are indented."""
    found = list(texts())
    assert len(found) > 50
    wrong = [
        (where, first, last)
        for where, first, last in found
        if (first and not (first[0].isupper() or first[0] == "`"))
        or (last and last[-1] not in ".?!" and "\n    " not in first)
    ]
    assert wrong == []


class TestWhatATerminalWouldObey:
    def test_is_shown_wherever_it_stands(self):
        place = Place("a\x1b[2J.py", 1, 2, "x\x1b[2J = 1")
        text = str(Problem("No \x1b]0;title\x07.", "Not \u202e this.", place))
        assert text.replace("\n", "").isprintable()
        assert "\\x1b]0;title\\x07" in text

    def test_long_lines_are_shown_in_part(self):
        place = Place("a.py", 1, 5_001, "a" * 5_000 + "b" + "c" * 5_000)
        _, line, caret = str(Problem("No.", "", place)).splitlines()
        assert len(line) < 300
        assert line[caret.index("^")] == "b"
