"""What is laid out is what black leaves as it is."""

from __future__ import annotations

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskgen.conventions import LINE_LENGTH
from taskgen.render import layout

_WORDS = st.from_regex(r"[a-z][a-z -]{0,24}[a-z]", fullmatch=True)
_NAMES = st.from_regex(r"x_[a-z]{1,30}", fullmatch=True)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9999) | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)
_CONTENTS = st.recursive(
    _VALUES | _NAMES.map(layout.Expression),
    lambda inner: st.dictionaries(_WORDS, inner, min_size=1, max_size=4),
    max_leaves=8,
)
_ARGUMENTS = st.lists(_NAMES | st.builds(layout.Keyword, _NAMES, _CONTENTS), max_size=5).filter(
    lambda arguments: (
        all(isinstance(a, layout.Keyword) for a in arguments)
        or all(isinstance(a, str) for a in arguments)
    )
)


def _in_method(statement: str) -> str:
    """The statement at the column it is laid out for."""
    return f"class Some:\n    def run(self):\n        {statement}\n"


def _assert_black_leaves_it(source: str) -> None:
    mode = black.Mode(line_length=LINE_LENGTH, target_versions={black.TargetVersion.PY37})
    assert black.format_str(source, mode=mode) == source


@settings(max_examples=80, deadline=None)
@given(arguments=_ARGUMENTS)
def test_calls(arguments: list[str | layout.Keyword]) -> None:
    _assert_black_leaves_it(_in_method(layout.call("client.make_it", arguments, "", 8)))


@settings(max_examples=80, deadline=None)
@given(content=_CONTENTS)
def test_displays_with_expressions(content: layout.Content) -> None:
    _assert_black_leaves_it(_in_method(layout.value("request = ", content, "", 8)))


@settings(max_examples=80, deadline=None)
@given(name=_NAMES, default=st.lists(_VALUES, min_size=1) | st.dictionaries(_WORDS, _VALUES))
def test_values_or_defaults(name: str, default: list | dict) -> None:
    statement = layout.value_or_default(f"self.{name}", name, default, 8)
    _assert_black_leaves_it(_in_method(statement))


@given(
    st.from_regex(r"[a-z]{1,60}", fullmatch=True),
    st.from_regex(r"x_[a-z]{1,30}", fullmatch=True),
    st.sampled_from(["str({})", "str({}).lower()", '",".join(map(str, {}))', "json.dumps({})"]),
)
@settings(max_examples=200, deadline=None)
def test_assignments_of_calls(key: str, name: str, call: str) -> None:
    statement = layout.call_assignment(f'request_params["{key}"]', call.format(name), 12)
    _assert_black_leaves_it(_in_method(f"if {name}:\n            {statement}"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"Short": layout.Expression("short")}, 'f(Mode={"Short": short})'),
        (
            {f"LongMember{n}": layout.Expression(f"long_member_{n}") for n in range(3)},
            "f(\n"
            "    Mode={\n"
            '        "LongMember0": long_member_0,\n'
            '        "LongMember1": long_member_1,\n'
            '        "LongMember2": long_member_2,\n'
            "    },\n"
            ")",
        ),
    ],
)
def test_a_keyword_is_opened_where_it_is_too_long(content: layout.Content, expected: str) -> None:
    assert layout.call("f", [layout.Keyword("Mode", content)], "", 0) == expected
