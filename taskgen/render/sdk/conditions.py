"""Conditions as sentences say them: "`result.status_code` is at least 400"."""

from __future__ import annotations

from taskgen.expressions import Expression, Literal, Name, Not, Operation, names, source
from taskgen.problems import some_of

_WORDS = {
    "==": "is",
    "!=": "is not",
    "is": "is",
    "is not": "is not",
    "in": "is in",
    "not in": "is not in",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
_UNSAYABLE = '<>{}\\"'
"""What a docstring's sentence does not hold; double quotes become single ones first."""


def said(condition: Expression) -> str:
    """The condition, as it follows "if"."""
    text = _said(condition)
    if any(char in text for char in _UNSAYABLE):
        return f"the check of {some_of(sorted(names(condition)))} refuses it"
    return text


def _said(condition: Expression) -> str:
    match condition:
        case Operation("and" | "or" as operator, operands):
            parts = [_part(operand, operator) for operand in operands]
            return f"{', '.join(parts[:-1])} {operator} {parts[-1]}"
        case Operation(operator, (left, right)) if operator in _WORDS:
            return f"{_code(left)} {_WORDS[operator]} {_value(right)}"
        case Not(Name() as of):
            return f"{_code(of)} is None or empty"
        case Not(Operation() as of):
            return f"it is not so that {_said(of)}"
        case Not(of):
            return f"{_code(of)} is false"
    return f"{_code(condition)} is true"


def _part(operand: Expression, operator: str) -> str:
    # Words have no parentheses: what is inside of another operator stays code.
    is_mixed = isinstance(operand, Operation) and operand.operator in ("and", "or")
    return _code(operand) if is_mixed else _said(operand)


def _value(value: Expression) -> str:
    is_number = isinstance(value, Literal) and isinstance(value.value, (int, float))
    is_word = isinstance(value, Literal) and (value.value is None or isinstance(value.value, bool))
    return str(source(value)) if is_number or is_word else _code(value)


def _code(expression: Expression) -> str:
    text = source(expression)
    return f"`{text if chr(39) in text else text.replace(chr(34), chr(39))}`"
