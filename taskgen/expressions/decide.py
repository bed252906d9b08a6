"""Whether a condition holds, as far as some of the names in it tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taskgen.expressions.nodes import Expression, Item, Literal, Name, Not, Operation, Sequence

UNKNOWN = object()
"""In place of a value that is not known."""


def decide(condition: Expression, known: Mapping[str, object]) -> bool | None:
    """Whether the condition is true with these values of names; None where that is not all.

    `not query` is decided by `query` alone, and so is `query is None or not data` where `query` is
    None. What is more than a comparison with literals is not looked into.
    """
    value = value_of(condition, known)
    return None if value is UNKNOWN else bool(value)


def value_of(expression: Expression, known: Mapping[str, object]) -> Any:
    """What an expression is with these values of names; `UNKNOWN` where they do not tell."""
    match expression:
        case Literal(value):
            return value
        case Name(name):
            return known.get(name, UNKNOWN)
        case Item(of, key):
            return _item(value_of(of, known), value_of(key, known))
        case Sequence(items):
            values = [value_of(item, known) for item in items]
            # A tuple of which only some items are known may still hold the one that is looked for.
            return UNKNOWN if any(value is UNKNOWN for value in values) else values
        case Not(of):
            decided = decide(of, known)
            return UNKNOWN if decided is None else not decided
        case Operation("and" | "or" as operator, operands):
            decisions = [decide(operand, known) for operand in operands]
            settling = operator == "or"
            if settling in decisions:
                return settling
            return UNKNOWN if None in decisions else not settling
        case Operation(operator, (left, right)):
            return _compared(operator, value_of(left, known), right, known)
    return UNKNOWN


def _item(of: Any, key: Any) -> Any:
    try:
        return UNKNOWN if UNKNOWN in (of, key) else of[key]
    except (TypeError, LookupError):
        return UNKNOWN


def _compared(operator: str, left: Any, right: Expression, known: Mapping[str, object]) -> Any:
    if operator == "in" and isinstance(right, Sequence) and left is not UNKNOWN:
        found = [value_of(item, known) for item in right.items]
        if any(value is not UNKNOWN and _same(value, left) for value in found):
            return True
    other = value_of(right, known)
    if left is UNKNOWN or other is UNKNOWN:
        return UNKNOWN
    try:
        match operator:
            case "is" | "==":
                return _same(left, other)
            case "is not" | "!=":
                return not _same(left, other)
            case "in" | "not in":
                return any(_same(left, item) for item in other) == (operator == "in")
            case "<":
                return left < other
            case "<=":
                return left <= other
            case ">":
                return left > other
            case ">=":
                return left >= other
    except TypeError:
        pass
    return UNKNOWN


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
