"""Statements are laid out as black does it, for any expression that a spec can have."""

from __future__ import annotations

from functools import reduce

import black
import hypothesis.strategies as st
from hypothesis import given, settings

from taskgen.expressions import (
    Argument,
    Attribute,
    Await,
    Call,
    Each,
    Expression,
    Item,
    Literal,
    Mapping,
    Name,
    Sequence,
    Text,
    parse,
    source,
)
from taskgen.render.sdk.lay import raised, statement
from taskgen.text import Identifier

words = st.sampled_from(
    ["x", "token", "server_url", "description", "a_rather_long_name", "one_that_fills_half_a_line"]
).map(Identifier)
names = words.map(Name)
paths = st.recursive(names, lambda inner: st.builds(Attribute, inner, words), max_leaves=3)
keys = st.sampled_from([Name(Identifier("database")), Literal("x")])
links = st.tuples(st.sampled_from(["table", "get"]).map(Identifier), st.booleans(), keys)
chains = st.builds(
    lambda items, links, last: Attribute(
        reduce(_linked, links, reduce(Item, items, Name(Identifier("client")))), last
    ),
    st.lists(keys, max_size=2),
    st.lists(links, max_size=2),
    st.sampled_from(["insert_one", "create_search_indexes"]).map(Identifier),
)
literals = st.sampled_from(["x", "a text that is long enough to fill", 1, None, True]).map(Literal)


def _linked(of: Expression, link: tuple[Identifier, bool, Expression]) -> Expression:
    word, is_item, key = link
    attribute = Attribute(of, word)
    return Item(attribute, key) if is_item else Call(attribute, (Argument(key),))


def made_of(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    positional = st.lists(inner.map(Argument), max_size=2)
    named = st.dictionaries(words, inner, max_size=3).map(
        lambda found: [Argument(value, name) for name, value in found.items()]
    )
    splats = st.lists(names.map(lambda name: Argument(name, stars="**")), max_size=1)
    arguments = st.tuples(positional, named, splats).map(
        lambda parts: (*parts[0], *parts[1], *parts[2])
    )
    items = st.lists(inner, min_size=1, max_size=3).map(tuple)
    pairs = st.dictionaries(words, inner, min_size=1, max_size=3).map(
        lambda found: tuple((Literal(str(key)), value) for key, value in found.items())
    )
    return st.one_of(
        st.builds(Call, paths, arguments),
        st.builds(Call, chains, arguments.filter(bool)),
        st.builds(Sequence, items, st.booleans()),
        st.builds(Mapping, pairs),
        st.builds(Each, inner, words, names, st.none() | names, st.booleans()),
        st.builds(lambda name: Text(("a text with ", name)), names),
    )


expressions = st.recursive(names | literals, made_of, max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["return ", "value = ", "self.attribute = ", "value = await "]), expressions)
def test_black_changes_nothing(head: str, expression: Expression) -> None:
    code = f"class A:\n    def f(self):\n        {statement(head, expression, 8)}\n"
    assert black.format_str(code, mode=black.Mode()) == code


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        names | literals, lambda inner: made_of(inner) | st.builds(Await, inner), max_leaves=12
    )
)
def test_what_is_written_reads_as_what_was_meant(expression: Expression) -> None:
    assert parse(source(expression), awaits=True)[0] == expression


def test_choices_and_chains_are_broken_where_black_breaks_them() -> None:
    texts = [
        "[call.Api().table(base_id, table_name).update(record_id, row, typecast=typecast, more=x)]",
        "f(value=first_of_all_the_values if the_condition_is_met else the_other_value_of_them_all)",
        "first_of_all_the_values if the_condition_is_met_here else the_other_value_of_them_all_",
        "a_value_of_some_length or create_the_value(from_what_is_given, and_from_more_than_that)",
        "a_value_of_some_length + another_value_of_some_length + yet_another_value_of_some_length",
        "x(**(the_options_of_the_call_that_is_made or {}), name=the_name_of_the_call_that_is_made)",
    ]
    for text in texts:
        code = f"class A:\n    def f(self):\n        {statement('x = ', parse(text)[0], 8)}\n"
        assert black.format_str(code, mode=black.Mode()) == code


def test_a_message_that_is_too_long_has_a_line_of_its_own() -> None:
    text = "a message that says at some length what is wrong with the value"
    assert raised("ValueError", Literal(text), 12, "error") == (
        f'raise ValueError(\n                "{text}"\n            ) from error'
    )
