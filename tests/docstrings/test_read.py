"""The reader of docstrings: styles, places, and what is no item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.docstrings.parts import ARGS, RAISES, RETURNS
from taskgen.docstrings.read import read

DASH = """
    Send a message.

    Args:
        - queue_url (str, optional): the URL of the queue; must be given
            here or at runtime
        - tags (Dict[str, Any], optional): text with a colon: here
        - **kwargs (dict, optional): passed on

    Returns:
        - dict: the response

    Raises:
        - ValueError: if `queue_url` is missing
    """


def args(text):
    return [(item.name, item.type, item.optional, item.text) for item in read(text).items(ARGS)]


def test_dash_style_is_read_whole():
    docstring = read(DASH)
    assert docstring.style == "dash"
    assert docstring.summary == "Send a message."
    assert args(DASH) == [
        ("queue_url", "str", True, "the URL of the queue; must be given here or at runtime"),
        ("tags", "Dict[str, Any]", True, "text with a colon: here"),
        ("**kwargs", "dict", True, "passed on"),
    ]
    assert [(i.name, i.text) for i in docstring.items(RETURNS)] == [("dict", "the response")]
    assert [i.name for i in docstring.items(RAISES)] == ["ValueError"]


def test_items_know_their_places():
    item, *_ = read(DASH, line=10, column=8).items(ARGS)
    assert (item.line, item.column, item.end_line, item.indent) == (14, 11, 15, 8)
    assert (item.type_line, item.type_column, item.type_source) == (14, 22, "str, optional")


def test_first_line_counts_from_the_quotes():
    (item,) = read("Args:\n  - a (str): b", line=3, column=8).items(ARGS)
    assert (item.line, item.column) == (4, 5)
    section = read("Args:\n  - a (str): b", line=3, column=8).sections[0]
    assert (section.line, section.column) == (3, 8)


@pytest.mark.parametrize(
    ("text", "style", "names"),
    [
        ("Args:\n    a (int): b\n    c: d", "google", ["a", "c"]),
        ("Args:\n    a (int): b\n        c: more\n", "google", ["a"]),
        (
            "Parameters\n----------\na : int\n    Text.\nb, c : str\n    Text.",
            "numpy",
            ["a", "b", "c"],
        ),
        (":param int a: text\n:param b: text\n:type b: str", "rest", ["a", "b"]),
        ("Args:\n    * a (int): b\n    * **kwargs: c", "markdown", ["a", "**kwargs"]),
        ("Args:\n    + `a`: b", "markdown", ["a"]),
        ("Args:\n    - `a` (int): b\n    - **b** (int): c", "dash", ["a", "b"]),
        ("Args:\n    - a, b (int): c", "dash", ["a", "b"]),
        ("Args:\n    - \\*args: b\n    - \\*\\*kwargs: c", "dash", ["*args", "**kwargs"]),
        ("Args:\n    -a (int): b", "dash", ["a"]),
        ("Args\n    - a (int): b", "dash", ["a"]),
        ("Args:\n- a (int): b\n- c (int): d", "dash", ["a", "c"]),
        ("Just text: and more", "", []),
        ("", "", []),
    ],
)
def test_styles(text, style, names):
    docstring = read(text)
    assert docstring.style == style
    assert [item.name for item in docstring.items(ARGS)] == names


def test_types_of_rest_fields_stand_in_lines_of_their_own():
    (item,) = read(":param b: text\n:type b: str, optional").items(ARGS)
    assert (item.type, item.optional) == ("str", True)


@pytest.mark.parametrize(
    ("source", "type_", "optional"),
    [
        ("(str)", "str", False),
        ("(str, optional)", "str", True),
        ("(Union[str, int], optional)", "Union[str, int]", True),
        ("(optional)", "", True),
        ("(str optional)", "str", True),
        ("(Callable[[int, str], bool])", "Callable[[int, str], bool]", False),
        ("(one of (1, 2))", "one of (1, 2)", False),
    ],
)
def test_types(source, type_, optional):
    assert args(f"Args:\n    - a {source}: b") == [("a", type_, optional, "b")]


def test_type_over_two_lines():
    assert args("Args:\n    - a (Union[str,\n        int]): b") == [
        ("a", "Union[str, int]", False, "b")
    ]


@pytest.mark.parametrize(
    ("line", "has_type", "has_colon"),
    [
        ("- a (str): text", True, True),
        ("- a: text", False, True),
        ("- a (str) text", True, False),
        ("- a text", False, False),
        ("- a (str", True, False),
    ],
)
def test_what_an_item_lacks(line, has_type, has_colon):
    (item,) = read(f"Args:\n    {line}").items(ARGS)
    assert (item.has_type, item.has_colon) == (has_type, has_colon)


def test_nested_titles_do_not_end_the_section():
    text = "Args:\n    - a (str): b\n\n        Examples:\n            x\n\n    - c (str): d\n"
    assert [name for name, *_ in args(text)] == ["a", "c"]


def test_nested_bullets_belong_to_their_item_and_are_told():
    text = "Args:\n    - a (str): one of\n        - b (str): text\n        - plain words\n    - c (str): d\n"  # noqa: E501
    first, second = read(text).items(ARGS)
    assert (first.name, second.name) == ("a", "c")
    assert [(item.name, item.line, item.indent) for item in first.nested] == [("b", 3, 8)]


def test_fenced_code_is_no_section():
    text = "Text.\n\n```\nArgs:\n    - a (str): b\n```\n\nArgs:\n    - c (str): d\n"
    assert [name for name, *_ in args(text)] == ["c"]


def test_returns_in_the_line_of_its_title():
    docstring = read("Args:\n    - a (str): b\nReturns: the answer")
    assert docstring.section(RETURNS) is not None
    assert [item.name for item in docstring.items(ARGS)] == ["a"]


NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,12}", fullmatch=True)
TYPES = st.sampled_from(["str", "int", "dict", "Dict[str, Any]", "Union[str, List[int]]", "a.b.C"])
WORDS = st.lists(st.from_regex(r"[a-z`'.,;=]{1,8}", fullmatch=True), min_size=1, max_size=12)
ITEMS = st.lists(
    st.tuples(NAMES, TYPES, st.booleans(), WORDS), min_size=1, max_size=6, unique_by=lambda i: i[0]
)


@given(ITEMS, st.integers(0, 12), st.integers(1, 50), st.integers(1, 6))
def test_what_is_written_is_read_at_its_place(items, indent, first_line, width):
    blanks = " " * indent
    lines = ["", f"{blanks}Do it.", "", f"{blanks}Args:"]
    places = []
    for name, type_, optional, words in items:
        places.append(first_line + len(lines))
        head, *rest = [" ".join(words[i : i + width]) for i in range(0, len(words), width)]
        lines.append(f"{blanks}    - {name} ({type_}{', optional' if optional else ''}): {head}")
        lines += [f"{blanks}        {more}" for more in rest]
    found = read("\n".join(lines), first_line, 8).items(ARGS)
    assert [(i.name, i.type, i.optional, i.text) for i in found] == [
        (name, type_, optional, " ".join(words)) for name, type_, optional, words in items
    ]
    assert [(i.line, i.column) for i in found] == [(line, indent + 7) for line in places]


@given(st.text(alphabet=st.sampled_from("Args:Rtun-*`()[],. \n\t\\xé:#~_"), max_size=300))
def test_any_text_is_read_and_places_are_in_it(text):
    docstring = read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for section in docstring.sections:
        assert lines[section.line - 1][section.column - 1 :]
        for item in section.items:
            assert 1 <= item.line <= item.end_line <= len(lines)
            shown = lines[item.line - 1][item.column - 1 :]
            if item.name:
                assert shown.replace("\\", "").lstrip("`*_").startswith(item.name.lstrip("*")[:1])
