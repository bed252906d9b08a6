"""Expressions: the part of Python in which a task says what it asks of an SDK.

A spec writes them as text, which `parse` makes into nodes; a source that reads an SDK makes the
nodes itself; `source` writes them as Python again. Nothing is ever evaluated on the way, and text
from outside becomes a checked name or a literal, never code as it stands.
"""

from taskgen.expressions.nodes import (
    Argument,
    Assignment,
    Attribute,
    Await,
    Call,
    Choice,
    Each,
    Expression,
    Item,
    Literal,
    Mapping,
    Name,
    Not,
    Operation,
    Sequence,
    Text,
)
from taskgen.expressions.read import GRAMMAR, MAX_LENGTH, MAX_NODES, ExpressionError, Mention, parse
from taskgen.expressions.walk import children, is_awaited, mapped, names, walk, without_awaits
from taskgen.expressions.write import argument_source, pair_source, precedence, source

__all__ = [
    "GRAMMAR",
    "MAX_LENGTH",
    "MAX_NODES",
    "Argument",
    "Assignment",
    "Attribute",
    "Await",
    "Call",
    "Choice",
    "Each",
    "Expression",
    "ExpressionError",
    "Item",
    "Literal",
    "Mapping",
    "Mention",
    "Name",
    "Not",
    "Operation",
    "Sequence",
    "Text",
    "argument_source",
    "children",
    "is_awaited",
    "mapped",
    "names",
    "pair_source",
    "parse",
    "precedence",
    "source",
    "walk",
    "without_awaits",
]
