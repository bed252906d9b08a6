"""What expressions are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from taskgen.text import Identifier, Value

OPERATORS = frozenset(
    {"and", "or", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"}
    | {"+", "-", "*", "/", "//", "%"}
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as it is: `"all"`, `10`, `None`."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A kwarg, an imported name, a local or a builtin, by its name."""

    name: Identifier


@dataclass(frozen=True, slots=True)
class Attribute:
    """`of.name`."""

    of: Expression
    name: Identifier


@dataclass(frozen=True, slots=True)
class Item:
    """`of[key]`."""

    of: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call: positional without a name, `*value` or `**value` by its stars."""

    value: Expression
    name: Identifier | None = None
    stars: str = ""

    def __post_init__(self) -> None:
        if self.stars not in ("", "*", "**"):
            raise ValueError(f"{self.stars!r} are no stars")


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`.

    An optional kwarg that is an argument by name is left out of the call where it is unset; see
    `taskgen.model.Send`.
    """

    function: Expression
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, or a tuple."""

    items: tuple[Expression, ...]
    is_tuple: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dict: pairs of a key and a value, with the key None where the value is splatted into it.

    An optional kwarg that is the value of a key is left out where it is unset, as in a `Call`.
    """

    items: tuple[tuple[Expression | None, Expression], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An f-string, of text and of expressions."""

    parts: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not of`."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """Operands with one operator between them: `and`, `or`, a comparison or arithmetic."""

    operator: str
    operands: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if self.operator not in OPERATORS:
            raise ValueError(f"{self.operator!r} is no operator")


@dataclass(frozen=True, slots=True)
class Choice:
    """`then if condition else otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Each:
    """`[item for variable in over if condition]`, or with `async for`."""

    item: Expression
    variable: Identifier
    over: Expression
    condition: Expression | None = None
    is_async: bool = False

    @property
    def loop(self) -> str:
        """What its loop begins with: `for variable in`."""
        return f"{'async ' if self.is_async else ''}for {self.variable} in"


@dataclass(frozen=True, slots=True)
class Await:
    """`await of`."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Assignment:
    """`target = value`, which is a step of its own and no part of another expression."""

    target: Attribute
    value: Expression


Expression: TypeAlias = (
    Literal
    | Name
    | Attribute
    | Item
    | Call
    | Sequence
    | Mapping
    | Text
    | Not
    | Operation
    | Choice
    | Each
    | Await
    | Assignment
)
