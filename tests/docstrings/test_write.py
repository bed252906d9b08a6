"""The writer of the library's dash style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.docstrings import write
from taskgen.text import Prose, prose


def test_an_item_is_a_bullet_with_its_type():
    lines = write.item("queue_url", "str, optional", Prose("The URL of the queue."), 8)
    assert lines == ["        - queue_url (str, optional): The URL of the queue."]


def test_what_is_returned_has_a_type_and_no_name():
    assert write.item("dict", "", Prose("The response."), 4) == ["    - dict: The response."]


def test_a_long_item_goes_on_four_columns_further_in():
    text = Prose("A sentence that is long enough to need a second line, as many of them are.")
    first, second = write.item("message_body", "str, optional", text, 8)
    assert first.startswith("        - message_body (str, optional): A sentence")
    assert second.startswith("            ")
    assert len(first) <= 88


@pytest.mark.parametrize("start", ["- ", "* ", "1. ", "# ", "Args:", "Returns:", "> ", "+ "])
def test_no_line_begins_like_a_bullet_a_heading_or_a_section(start):
    text = Prose(" ".join(["word"] * 14 + [start.strip()] + ["word"] * 14))
    for width in range(40):
        lines = write.paragraph(Prose("x" * width + " " + text), 4)
        assert not any(line.strip().startswith(start.strip()) for line in lines)


@given(st.text(max_size=400), st.sampled_from([4, 8, 12]))
def test_wrapping_keeps_every_word_in_order(text, indent):
    clean = prose(text)
    lines = write.paragraph(clean, indent)
    assert " ".join(" ".join(lines).split()) == " ".join(clean.split())


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=60))
def test_lines_of_usual_words_fit(words):
    assert all(len(line) <= 88 for line in write.paragraph(Prose(" ".join(words)), 8))


def test_a_section_has_a_heading():
    assert write.section("Args", ["        - x (int): X."], 4) == [
        "",
        "    Args:",
        "        - x (int): X.",
    ]


def test_code_is_fenced():
    assert write.code_block(["x = 1", "", "y = 2"], 4) == [
        "    ```python",
        "    x = 1",
        "",
        "    y = 2",
        "    ```",
    ]


@pytest.mark.parametrize("line", ['ends """ here', "a \\ backslash"])
def test_what_would_end_a_docstring_or_escape_in_it_is_refused(line):
    with pytest.raises(ValueError, match="can't stand in a docstring"):
        write.docstring([line], 4)
