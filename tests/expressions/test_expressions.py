"""Expressions: what is read, what is refused and where, and what is written."""

from __future__ import annotations

import pytest

from taskgen.expressions import ExpressionError, names, parse, source


@pytest.mark.parametrize(
    "text",
    [
        "JIRA(server, token_auth=token)",
        'client.create(*rows, fields={"a": 1, **extra}, **(options or {}))',
        "f\"repos/{repo}/issues/{issue['number']}\"",
        'f"{{not filled}} {name}"',
        "(a or b).c[0].d",
        "a if b else c if d else e",
        "not (a and b)",
        "(a == b) is c",
        "1 - (2 - 3) - 4",
        "(1).real",
        "(a,)",
        "[x.id for x in result if x.ok]",
        'b"bytes" + -1',
    ],
)
def test_what_black_would_write_is_written_again(text):
    assert source(parse(text)[0]) == text


def test_an_attribute_is_set_where_that_may_be() -> None:
    written, mentions = parse("client.token = f(token)", assigns=True)
    assert source(written) == "client.token = f(token)"
    assert [each.name for each in mentions] == ["client", "f", "token"]
    with pytest.raises(ExpressionError, match="it is not a Python expression"):
        parse("client.token = token")


def test_line_breaks_and_quotes_are_blacks():
    assert source(parse("f(\n  'a',\n  b = [ 1 ,2],\n)")[0]) == 'f("a", b=[1, 2])'


def test_the_names_that_come_from_around_it_and_their_columns():
    expression, mentions = parse("  f(ä, [x for x in rows if x != y])".replace("ä", "'ä', a"))
    assert [(each.name, each.column) for each in mentions] == [
        ("f", 2),
        ("a", 9),
        ("rows", 24),
        ("y", 37),
    ]
    assert names(expression) == {"f", "a", "rows", "y"}


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("f(x := 1)", "this is no part of an expression here", 2),
        ("lambda: 1", "this is no part of an expression here", 0),
        ("[x async for x in y]", "nothing can be awaited here", 0),
        ("f(await x)", "nothing can be awaited here", 2),
        ("{x for x in y}", "this is no part of an expression here", 0),
        ("a < b < c", "a comparison has two sides", 0),
        ("a.__globals__", "`__globals__` is one of Python's own names", 0),
        ("__import__", "`__import__` is one of Python's own names", 0),
        ("f(é)", "`é` is no name: ", 2),
        ("~a", "this operator is not understood", 0),
        ("a @ b", "this operator is not understood", 0),
        ("...", "this literal is not understood", 0),
        ('f"{a!r}"', "an f-string has plain braces here", 0),
        ("f(", "it is not a Python expression", 1),
        ("(" * 300, "it is not a Python expression", 0),
        ("x" * 20_000, "an expression has at most 10,000 characters", 0),
        ("+".join(["x"] * 600), "it is too long to be understood", 0),
    ],
)
def test_what_is_refused(text, message, column):
    with pytest.raises(ExpressionError, match="^" + message.replace("(", r"\(")) as error:
        parse(text)
    assert error.value.column in (column, 200)
