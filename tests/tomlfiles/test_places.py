"""The scanner finds what `tomllib` yields, at the place where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from taskgen.tomlfiles.places import MAX_DEPTH, loads, scan

Path = tuple[str, ...]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        inner = (*path, str(key))
        if isinstance(item, (dict, list)):
            yield from paths(item, inner)
        else:
            yield inner


def found(text: str) -> dict[Path, str]:
    """What is written where each value is, or each key that has no value of its own."""
    result = scan(text)
    spans = result.keys | result.values
    return {path: text[span.start : span.end] for path, span in spans.items()}


AWKWARD = {
    "bare, quoted and dotted keys": r"""
a = 1
"b c" = 2
'd' . "e.f".g = 3
"" = 4
"\u0041" = 5
""",
    "headers": """
[a]
[ b . 'c' ] # comment
d = 1
[b]
e = 2
[b.f.g]
""",
    "arrays of tables": """
[[a]]
b = 1
[a.c]
d = 1
[[a.e]]
[[a.e]]
f = 1
[[a]]
[[a.e]]
f = 2
""",
    "arrays over lines": """
a = [ # [
  [1, 2],
  # ]
  ['#]', "]"], {b = [1]},
]
c = 1
""",
    "inline tables": """
a = { b = 1, c.d = { 'e' = [{}] }, f = {} }
g = []
""",
    "multi-line strings": r'''
a = """
b = 1 \" ""\
   # c """
'''
    """
b = '''
[c]
''d'''
e = 1
""",
    "strings that end with quotes": 'a = """"b"""""\nc = \'\'\'\'\'d\'\'\'\'\'\ne = ""\nf = """"""',
    "numbers and times": """
a = 1979-05-27 07:32:00.5-07:00
b = 1979-05-27
c = 07:32:00
d = [-1_0, +0.5e-3, 0xff, inf, true]
e = 1979-05-27T07:32:00Z # f
""",
    "nothing": " \t\n# a = 1\n",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_awkward_documents(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert set(found(text)) == set(paths(loads(text)))


def test_places() -> None:
    text = "[tasks.'a b']\nomit = ['X', {y = 1}]\n[[rows]]\n"
    result = scan(text)
    assert {path: text[s.start : s.end] for path, s in result.keys.items()} == {
        ("tasks",): "tasks",
        ("tasks", "a b"): "'a b'",
        ("tasks", "a b", "omit"): "omit",
        ("tasks", "a b", "omit", "1", "y"): "y",
        ("rows",): "rows",
        ("rows", "0"): "rows",
    }
    assert {path: text[s.start : s.end] for path, s in result.values.items()} == {
        ("tasks", "a b", "omit"): "['X', {y = 1}]",
        ("tasks", "a b", "omit", "0"): "'X'",
        ("tasks", "a b", "omit", "1"): "{y = 1}",
        ("tasks", "a b", "omit", "1", "y"): "1",
    }


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a =",
        "a = [1",
        "a = {b",
        '"a',
        "[a",
        '[a]\nb = "',
        'a = """',
        "= 1",
        "]",
        'a."\\q" = 1',
    ],
)
def test_text_that_is_not_toml_ends_the_scan(text: str) -> None:
    assert scan(text).too_deep is None


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 1_000_000}",
        f"a = {'{a=' * 300_000}",
        ".".join(["a"] * 500_000) + " = 1",
        f"[{'.'.join('a' * MAX_DEPTH)}.b]",
        f"[{'.'.join('a' * MAX_DEPTH)}]\nb = 1",
        "[[a]]\n" + f"[a.{'.'.join('b' * (MAX_DEPTH - 1))}]",
    ],
    ids=["arrays", "inline tables", "dotted key", "header", "header and key", "array of tables"],
)
def test_too_deep(text: str) -> None:
    assert scan(text).too_deep is not None


def test_as_deep_as_allowed() -> None:
    text = f"{'.'.join('a' * (MAX_DEPTH - 1))} = [1]"
    assert scan(text).too_deep is None
    assert set(found(text)) == set(paths(loads(text)))


def test_one_megabyte_without_end_is_read_once() -> None:
    for text in ('a = """' + '""\\"' * 250_000, "a = '''" + "''x" * 300_000, "#" * 1_000_000):
        assert scan(text).values == {}


# Random documents -----------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.one_of(st.sampled_from(["a", "b", "c", "0", "x-y"]), texts)
scalars = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.datetimes(),
    st.dates(),
    st.times(),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, max_size=5))
def test_documents_that_tomlkit_writes(document: dict[str, Any]) -> None:
    text = tomlkit.dumps(document)
    assert set(found(text)) == set(paths(loads(text)))


@st.composite
def written_keys(draw: st.DrawFn) -> str:
    """A dotted key, with each part bare or quoted."""
    parts = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3))
    quotes = draw(st.lists(st.sampled_from(["", '"', "'"]), min_size=3, max_size=3))
    quoted = [f"{quote}{part}{quote}" for part, quote in zip(parts, quotes, strict=False)]
    return draw(st.sampled_from([".", " . ", "\t."])).join(quoted)


written_strings = st.sampled_from(
    ['"a # ] } \\" "', "'b = \\'", '"""\nc = 1\n[d] "" \\"""" """""', "'''\n#''e = {'''''", '""']
)
spaces = st.sampled_from(["", " ", "\n", " # ] } , =\n\t", "\r\n"])
written_scalars = st.one_of(
    written_strings, st.sampled_from(["1", "-2.5e3", "true", "2020-01-01 10:00:00", "10:00:00.5"])
)


def written_arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def array(items: list[tuple[str, str, str]], end: str, comma: bool) -> str:
        body = ",".join(f"{before}{item}{after}" for before, item, after in items)
        return f"[{body}{',' if comma and items else ''}{end}]"

    return st.builds(
        array, st.lists(st.tuples(spaces, inner, spaces), max_size=3), spaces, st.booleans()
    )


def written_inline_tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(written_keys(), inner), max_size=3)
    return pairs.map(lambda pairs: "{ " + ", ".join(f"{k}={v}" for k, v in pairs) + " }")


written_values = st.recursive(
    written_scalars,
    lambda inner: st.one_of(written_arrays(inner), written_inline_tables(inner)),
    max_leaves=6,
)
statements = st.one_of(
    st.builds("{} = {} # comment".format, written_keys(), written_values),
    st.builds("[{}]".format, written_keys()),
    st.builds(" [[ {} ]]\t# ]]".format, written_keys()),
    st.sampled_from(["", "# [a]", "  \t"]),
)


@st.composite
def written_documents(draw: st.DrawFn) -> str:
    """Statements that `tomllib` takes one after the other, so that most documents are rich."""
    text = ""
    for statement in draw(st.lists(statements, max_size=12)):
        longer = f"{text}{statement}\n"
        try:
            loads(longer)
        except ValueError:
            continue
        text = longer
    return text


@given(written_documents(), st.sampled_from(["\n", "\r\n"]))
def test_documents_in_every_way_of_writing(text: str, newline: str) -> None:
    text = text.replace("\r\n", "\n").replace("\n", newline)
    result = scan(text)
    data = loads(text)
    assert set(result.keys) | set(result.values) == set(paths(data))
    for path, span in result.keys.items():
        name = path[-2] if path[-1].isdigit() else path[-1]
        assert text[span.start : span.end] in (name, f'"{name}"', f"'{name}'")
    for path, span in result.values.items():
        value: Any = data
        for key in path:
            value = value[int(key)] if isinstance(value, list) else value[key]
        assert loads(f"v = {text[span.start : span.end]}")["v"] == value


@given(st.text(st.sampled_from("ab.=[]{},\"'\\#\n \t1")))
def test_any_text_ends_the_scan(text: str) -> None:
    result = scan(text)
    try:
        data = loads(text)
    except ValueError:
        return
    assert set(result.keys) | set(result.values) == set(paths(data))
