"""Which parts of a call are left out where optional kwargs are not set."""

from __future__ import annotations

from collections.abc import Iterable

from taskgen.expressions import (
    Assignment,
    Attribute,
    Call,
    Choice,
    Each,
    Expression,
    Item,
    Literal,
    Mapping,
    Name,
    Operation,
    Sequence,
    Text,
)
from taskgen.model.task import Kwarg, Send, TaskModel
from taskgen.text import identifier

NONE = Literal(None)


class Unset:
    """Knows the optional kwargs of a task, and what can't be made without them."""

    def __init__(self, task: TaskModel):
        self.kwargs = {str(kwarg.name): kwarg for kwarg in task.kwargs}

    def needed(self, value: Expression) -> dict[str, Send]:
        """The optional names without which there is no such value, and when each is there.

        What chooses or compares is a value in any case; what is made of an optional kwarg, such as
        a text with it or a model of the SDK, is none without it, and neither is a choice that says
        so (`None if x is None else Model(**x)`).
        """
        match value:
            case Name(name):
                kwarg = self.kwargs.get(name)
                return {name: kwarg.send} if kwarg and may_be_unset(kwarg) else {}
            case Attribute(of) | Item(of):
                return self.needed(of)
            case Call(function, arguments):
                positional = [a.value for a in arguments if not a.name and not a.stars]
                return self._all([function, *positional])
            case Sequence(items):
                return self._all(items)
            case Mapping(((key, only),)) if key is not None:
                return self.needed(only)
            case Text(parts):
                return self._all(part for part in parts if not isinstance(part, str))
            case Operation("+" | "-" | "*" | "/" | "//" | "%", operands):
                return self._all(operands)
            case Each(_, _, over):
                return self.needed(over)
            case Assignment(_, assigned):
                return self.needed(assigned)
            case Choice(Operation("is", (of, condition)), otherwise, _) if (
                condition == otherwise == NONE
            ):
                return self.needed(of)
        return {}

    def _all(self, values: Iterable[Expression]) -> dict[str, Send]:
        found: dict[str, Send] = {}
        for value in values:
            found.update(self.needed(value))
        return found

    def is_plain(self, value: Expression) -> bool:
        """Whether it is an optional kwarg by itself, that is there where it is not None."""
        return isinstance(value, Name) and self.needed(value) == {value.name: Send.SET}

    def never_none(self, value: Expression) -> bool:
        """Whether it is never None, as far as can be told."""
        match value:
            case Literal(plain):
                return plain is not None
            case Name(name):
                kwarg = self.kwargs.get(name)
                return kwarg is not None and kwarg.required
        return isinstance(value, (Mapping, Sequence, Text, Each))


def where_there(value: Expression) -> Expression:
    """What the value is where all that it needs is there."""
    match value:
        case Choice(Operation("is", (_, condition)), otherwise, then) if (
            condition == otherwise == NONE
        ):
            return then
    return value


def may_be_unset(kwarg: Kwarg) -> bool:
    """Whether an argument that is this kwarg is left out at times."""
    return not (kwarg.required or kwarg.fallback or kwarg.merge or kwarg.send is Send.ALWAYS)


def is_there(needed: dict[str, Send]) -> Expression:
    """The condition that all of them are there."""
    tests: list[Expression] = [
        Name(identifier(name))
        if send is Send.TRUTHY
        else Operation("is not", (Name(identifier(name)), NONE))
        for name, send in needed.items()
    ]
    return tests[0] if len(tests) == 1 else Operation("and", tuple(tests))
