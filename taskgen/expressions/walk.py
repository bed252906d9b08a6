"""What is inside of expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from taskgen.expressions.nodes import (
    Assignment,
    Attribute,
    Await,
    Call,
    Choice,
    Each,
    Expression,
    Item,
    Mapping,
    Name,
    Not,
    Operation,
    Sequence,
    Text,
)


def children(expression: Expression) -> Iterator[Expression]:
    """The expressions that this one is made of, in the order in which Python evaluates them."""
    match expression:
        case Attribute(of) | Not(of) | Await(of):
            yield of
        case Item(of, key):
            yield from (of, key)
        case Assignment(target, value):
            yield from (value, target)
        case Call(function, arguments):
            yield function
            yield from (argument.value for argument in arguments)
        case Sequence(items):
            yield from items
        case Mapping(pairs):
            for name, value in pairs:
                yield from (value,) if name is None else (name, value)
        case Text(parts):
            yield from (part for part in parts if not isinstance(part, str))
        case Operation(_, operands):
            yield from operands
        case Choice(condition, then, otherwise):
            yield from (condition, then, otherwise)
        case Each(item, _, over, test):
            yield over
            yield from (item,) if test is None else (test, item)


def mapped(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The expression with each of the expressions that it is made of changed."""
    match expression:
        case Attribute(of) | Not(of) | Await(of):
            return replace(expression, of=change(of))
        case Item(of, key):
            return Item(change(of), change(key))
        case Assignment(target, value):
            return Assignment(Attribute(change(target.of), target.name), change(value))
        case Call(function, arguments):
            made = tuple(replace(a, value=change(a.value)) for a in arguments)
            return Call(change(function), made)
        case Mapping(pairs):
            return Mapping(tuple((key and change(key), change(value)) for key, value in pairs))
        case Text(parts):
            return Text(tuple(p if isinstance(p, str) else change(p) for p in parts))
        case Choice(condition, then, otherwise):
            return Choice(change(condition), change(then), change(otherwise))
        case Sequence(items):
            return replace(expression, items=tuple(map(change, items)))
        case Operation(_, operands):
            return replace(expression, operands=tuple(map(change, operands)))
        case Each(item, _, over, test):
            test = test and change(test)
            return replace(expression, item=change(item), over=change(over), condition=test)
    return expression


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all that it is made of, outermost first."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def is_awaited(expression: Expression) -> bool:
    """Whether something in it is awaited."""
    return any(
        isinstance(part, Await) or (isinstance(part, Each) and part.is_async)
        for part in walk(expression)
    )


def without_awaits(expression: Expression) -> Expression:
    """The expression as it would be if nothing had to be awaited."""
    if isinstance(expression, Await):
        return without_awaits(expression.of)
    if isinstance(expression, Each):
        expression = replace(expression, is_async=False)
    return mapped(expression, without_awaits)


def names(expression: Expression) -> set[str]:
    """The names that the expression takes from around it."""
    if isinstance(expression, Name):
        return {expression.name}
    found = set().union(*map(names, children(expression)))
    if isinstance(expression, Each):
        inner = names(expression.item) | (
            names(expression.condition) if expression.condition else set()
        )
        found = (inner - {expression.variable}) | names(expression.over)
    return found
