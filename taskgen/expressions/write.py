"""Expressions as Python."""

from __future__ import annotations

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
from taskgen.text import Code, literal

_CHOICE, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _AWAIT, _TRAILER, _ATOM = range(10)
_PRECEDENCE = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM} | dict.fromkeys(
    ("*", "/", "//", "%"), _PRODUCT
)


def source(expression: Expression) -> Code:
    """The expression as Python, on one line, as black writes it."""
    return Code(_source(expression, _CHOICE))


def precedence(expression: Expression) -> int:
    """How tightly the parts of the expression hold together, as `source` counts it."""
    match expression:
        case Choice():
            return _CHOICE
        case Operation(operator):
            return _PRECEDENCE.get(operator, _COMPARED)
        case Not():
            return _NOT
        case Attribute() | Item() | Call():
            return _TRAILER
        case Await():
            return _AWAIT
        case Literal(value) if isinstance(value, (int, float)) and not isinstance(value, bool):
            # `1.real` is no Python.
            return _PRODUCT
        case _:
            return _ATOM


def _source(expression: Expression, least: int) -> str:
    text = _plain(expression)
    return f"({text})" if precedence(expression) < least else text


def _plain(expression: Expression) -> str:
    match expression:
        case Literal(value):
            return literal(value)
        case Name(name):
            return name
        case Attribute(of, name):
            return f"{_source(of, _TRAILER)}.{name}"
        case Item(of, key):
            return f"{_source(of, _TRAILER)}[{_source(key, _CHOICE)}]"
        case Call(function, arguments):
            return f"{_source(function, _TRAILER)}({', '.join(map(argument_source, arguments))})"
        case Mapping(pairs):
            return "{" + ", ".join(pair_source(key, value) for key, value in pairs) + "}"
        case Text(parts):
            return 'f"' + "".join(map(_part, parts)) + '"'
        case Sequence() | Each():
            return _listed(expression)
        case Assignment(target, value):
            return f"{_source(target, _CHOICE)} = {_source(value, _CHOICE)}"
        case _:
            return _operated(expression)


def _listed(expression: Sequence | Each) -> str:
    if isinstance(expression, Each):
        test, over = expression.condition, _source(expression.over, _OR)
        end = f" if {_source(test, _OR)}" if test else ""
        return f"[{_source(expression.item, _CHOICE)} {expression.loop} {over}{end}]"
    listed = ", ".join(_source(item, _CHOICE) for item in expression.items)
    if expression.is_tuple:
        return f"({listed},)" if len(expression.items) == 1 else f"({listed})"
    return f"[{listed}]"


def _operated(expression: Not | Operation | Choice | Await) -> str:
    match expression:
        case Await(of):
            return f"await {_source(of, _TRAILER)}"
        case Not(of):
            return f"not {_source(of, _NOT)}"
        case Operation(operator, operands):
            own = precedence(expression)
            # Operators of one precedence group from the left; comparisons do not chain.
            first = own + 1 if own == _COMPARED else own
            texts = [_source(operands[0], first), *(_source(o, own + 1) for o in operands[1:])]
            return f" {operator} ".join(texts)
        case Choice(condition, then, otherwise):
            parts = [_source(condition, _OR), _source(otherwise, _CHOICE)]
            return f"{_source(then, _OR)} if {' else '.join(parts)}"


def argument_source(argument: Argument) -> str:
    """An argument as it stands in its call."""
    if argument.name:
        return f"{argument.name}={_source(argument.value, _CHOICE)}"
    if argument.stars:
        return f"{argument.stars}{_source(argument.value, _SUM)}"
    return _source(argument.value, _CHOICE)


def pair_source(key: Expression | None, value: Expression) -> str:
    """A pair as it stands in its dict."""
    if key is None:
        return f"**{_source(value, _SUM)}"
    return f"{_source(key, _CHOICE)}: {_source(value, _CHOICE)}"


def _part(part: str | Expression) -> str:
    if isinstance(part, str):
        # Between double quotes, whichever of them the text has.
        escaped = ascii(part)[1:-1].replace("\\'", "'").replace('"', '\\"')
        return escaped.replace("{", "{{").replace("}", "}}")
    return "{" + source(part).replace('"', "'") + "}"
