"""What text may become, and what it may not."""

from __future__ import annotations

import ast
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.text import MAX_PROSE, Code, Prose, identifier, is_identifier, literal, one_of, prose

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(VALUES)
def test_a_literal_reads_back_as_its_value(value):
    assert ast.literal_eval(literal(value)) == value


@given(VALUES)
def test_a_literal_is_one_line_of_printable_ascii(value):
    assert literal(value).isascii()
    assert literal(value).isprintable()


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("plain", '"plain"'),
        ('say "no"', "'say \"no\"'"),
        ("it's", '"it\'s"'),
        ("a\\b", '"a\\\\b"'),
        ("two\nlines", '"two\\nlines"'),
        ("\u202eevil", '"\\u202eevil"'),
        ("{x} {{ y }} \\N{DASH}", '"{x} {{ y }} \\\\N{DASH}"'),
        (b"bytes", 'b"bytes"'),
        (datetime(2024, 1, 2), "datetime(2024, 1, 2)"),
        (datetime(2024, 1, 2, 3, 4), "datetime(2024, 1, 2, 3, 4)"),
        ({"a": [1, None]}, '{"a": [1, None]}'),
    ],
)
def test_literals_have_the_form_that_black_prefers(value, source):
    assert literal(value) == source


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ASCII letters"),
        ("1st", "no digit first"),
        ("a-b", "ASCII letters"),
        ("a b", "ASCII letters"),
        ("naïve", "ASCII letters"),
        ("ﬁle", "ASCII letters"),
        ("x\n", "ASCII letters"),
        ("class", "Python keyword"),
        ("a" * 101, "at most 100 characters"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        identifier(text)
    assert not is_identifier(text)


def test_a_name_is_code():
    assert isinstance(identifier("queue_url"), Code)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("two\n  lines", "two lines"),
        ("tab\tand\u2028separator", "tab and separator"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u202ereversed", "reversed"),
        ("nul\x00byte", "nul byte"),
        ("C:\\path", "C:/path"),
        ('say """no"""', "say '''no'''"),
        ("a <name> here", "a name here"),
        ("x <= 1 and y >= 2", "x at most 1 and y at least 2"),
        ("y > 2 here", "y greater than 2 here"),
        ("a -> b", "a to b"),
        ("one ` tick", "one tick"),
        ("`code` stays", "`code` stays"),
        ("{{ evaluated }}", "{ evaluated }"),
    ],
)
def test_prose_is_clean(text, clean):
    assert prose(text) == clean


@given(st.text())
def test_cleaning_prose_again_changes_nothing(text):
    assert prose(prose(text)) == prose(text)


@given(st.text())
def test_prose_can_stand_in_a_docstring(text):
    clean = prose(text)
    assert isinstance(clean, Prose)
    assert ast.literal_eval(f'"""{clean} """') == f"{clean} "
    assert len(clean.splitlines()) <= 1


def test_prose_is_bounded():
    assert len(prose("word " * MAX_PROSE)) <= MAX_PROSE


def test_words_are_listed_as_in_a_sentence():
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"
    assert one_of(["a", "b"], "and") == "a and b"
