"""What an expression is, as far as the values of its names tell.

Plain data is what Python says of it; what stands for an SDK is what a mock of it would be in
tests. Only what is listed here is ever computed, and only as far as it stays small: expressions
come from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    Name,
    Not,
    Operation,
    Sequence,
    Text,
)
from taskgen.expressions.nodes import Mapping as Dict

UNKNOWN: Any = object()
"""In place of a value that is not known."""

MAX_SIZE = 10_000
"""Items or characters of what is computed, beyond which it is not known."""


class Impossible(Exception):
    """Python would raise an error here."""

    def __init__(self, expression: Expression, reason: str):
        super().__init__(reason)
        self.expression = expression
        self.reason = reason


class Mock:
    """Something of an SDK, as tests have it: it is true, and equal to nothing else."""


class Answer(Mock):
    """What tests have in place of a secret or of the environment: a text that nobody knows."""


@dataclass(frozen=True, slots=True)
class Having(Mock):
    """A mock of which some attributes are plain data, and some of what its methods return.

    The members are named by their paths: `status_code`, `json()`, `payload.data`.
    """

    members: Mapping[str, object]
    path: str = ""

    def member(self, end: str) -> object:
        """What is at the path of this one with this end."""
        path = self.path + end if end == "()" or not self.path else f"{self.path}.{end}"
        if path in self.members:
            return self.members[path]
        inside = (f"{path}.", f"{path}()")
        return (
            Having(self.members, path)
            if any(k.startswith(inside) for k in self.members)
            else Mock()
        )


IsLeftOut = Callable[[Expression, Mapping[str, object]], bool]
"""Whether the value of a named argument, or of a key of a dict, is left out with these values."""

_TYPES: dict[str, type] = {
    "bool": bool,
    "bytes": bytes,
    "dict": dict,
    "float": float,
    "int": int,
    "list": list,
    "set": set,
    "str": str,
    "tuple": tuple,
}
_FUNCTIONS: dict[str, Callable[..., object]] = {
    **_TYPES,
    "enumerate": lambda *given: list(enumerate(*given)),
    "isinstance": isinstance,
    "len": len,
    "max": max,
    "min": min,
    "repr": repr,
    "sorted": sorted,
    "sum": sum,
    "zip": lambda *given: list(zip(*given, strict=False)),
}
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        {"count", "encode", "endswith", "find", "isalnum", "isalpha", "isdigit", "islower", "join"}
        | {"isupper", "lower", "lstrip", "partition", "rpartition", "rsplit", "rstrip", "split"}
        | {"splitlines", "startswith", "strip", "title", "upper", "removeprefix", "removesuffix"}
    ),
    bytes: frozenset({"decode", "endswith", "split", "splitlines", "startswith", "strip"}),
    list: frozenset({"copy", "count", "index"}),
    dict: frozenset({"copy", "get", "items", "keys", "values"}),
    datetime: frozenset({"isoformat", "timestamp"}),
}
"""Methods whose results are no larger than what they are called with."""


def value_of(expression: Expression, known: Mapping[str, object]) -> Any:
    """What an expression is with these values of names; `UNKNOWN` where they do not tell."""
    try:
        return evaluate(expression, known)
    except Impossible:
        return UNKNOWN


def decide(condition: Expression, known: Mapping[str, object]) -> bool | None:
    """Whether the condition is true with these values of names; None where that is not all.

    `not query` is decided by `query` alone, and so is `query is None or not data` where `query` is
    None.
    """
    value = value_of(condition, known)
    return None if value is UNKNOWN else _true(value)


def evaluate(
    expression: Expression,
    known: Mapping[str, object],
    is_left_out: IsLeftOut = lambda value, known: False,
) -> Any:
    """What an expression is with these values of names; `UNKNOWN` where they do not tell.

    Args:
        expression: the expression.
        known: the values of names: plain data, and `Mock`s.
        is_left_out: which of the named arguments and of the members of dicts are not there.

    Raises:
        Impossible: Python would raise an error.
    """
    return _Evaluator(is_left_out).value(expression, known)


class _Evaluator:
    def __init__(self, is_left_out: IsLeftOut):
        self.is_left_out = is_left_out

    def value(self, expression: Expression, known: Mapping[str, object]) -> Any:
        try:
            value = self.plain(expression, known)
        except Impossible:
            raise
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise Impossible(expression, reason) from None
        return UNKNOWN if _is_large(value) else value

    def plain(self, expression: Expression, known: Mapping[str, object]) -> Any:
        match expression:
            case Literal(value):
                return value
            case Name(name):
                return known.get(name, UNKNOWN)
            case Attribute(of, name):
                return _attribute(self.value(of, known), name)
            case Await(of):
                return self.value(of, known)
            case Item(of, key):
                return _item(self.value(of, known), self.value(key, known))
            case Call():
                return self.called(expression, known)
            case Assignment(_, assigned):
                return self.value(assigned, known)
            case Sequence() | Dict() | Text() | Each():
                return self.collected(expression, known)
            case Not() | Operation() | Choice():
                return self.decided(expression, known)

    def collected(
        self, expression: Sequence | Dict | Text | Each, known: Mapping[str, object]
    ) -> Any:
        match expression:
            case Sequence(items, is_tuple):
                values = [self.value(item, known) for item in items]
                if any(value is UNKNOWN for value in values):
                    return UNKNOWN
                return tuple(values) if is_tuple else values
            case Dict(pairs):
                return self.dict_of(pairs, known)
            case Text(parts):
                texts = [p if isinstance(p, str) else self.value(p, known) for p in parts]
                told = all(_is_plain(text) for text in texts)
                return "".join(map(str, texts)) if told else UNKNOWN
        return self.each(expression, known)

    def decided(self, expression: Not | Operation | Choice, known: Mapping[str, object]) -> Any:
        match expression:
            case Not(of):
                value = self.value(of, known)
                return UNKNOWN if value is UNKNOWN else not _true(value)
            case Operation("and" | "or" as operator, operands):
                return self.joined(operands, operator == "or", known)
            case Operation(operator, operands):
                return self.operated(operator, operands, known)
            case Choice(condition, then, otherwise):
                chosen = self.value(condition, known)
                if chosen is UNKNOWN:
                    return UNKNOWN
                return self.value(then if _true(chosen) else otherwise, known)

    def joined(
        self, operands: Iterable[Expression], settling: bool, known: Mapping[str, object]
    ) -> Any:
        """What `and` and `or` come to; an operand that settles it does so behind unknown ones."""
        unknown = False
        value: Any = UNKNOWN
        for operand in operands:
            try:
                value = self.value(operand, known)
            except Impossible:
                if not unknown:
                    raise
                return UNKNOWN
            if value is UNKNOWN:
                unknown = True
            elif _true(value) is settling:
                return settling if unknown else value
        return UNKNOWN if unknown else value

    def operated(
        self, operator: str, operands: tuple[Expression, ...], known: Mapping[str, object]
    ) -> Any:
        first, *others = operands
        left = self.value(first, known)
        for other in others:
            if operator == "in" and isinstance(other, Sequence) and left is not UNKNOWN:
                found = [self.value(item, known) for item in other.items]
                if any(each is not UNKNOWN and _same(each, left) for each in found):
                    left = True
                    continue
            right = self.value(other, known)
            left = UNKNOWN if UNKNOWN in (left, right) else _computed(operator, left, right)
        return left

    def each(self, expression: Each, known: Mapping[str, object]) -> Any:
        over = self.value(expression.over, known)
        if over is UNKNOWN or isinstance(over, Mock):
            return UNKNOWN
        # What is the same for all items may be made before the loop, also where there are none.
        self.value(expression.item, {**known, expression.variable: UNKNOWN})
        made = []
        for item in list(over):
            inner = {**known, expression.variable: item}
            test = expression.condition
            wanted = self.value(test, inner) if test else True
            value = self.value(expression.item, inner) if wanted is not UNKNOWN else UNKNOWN
            if value is UNKNOWN:
                return UNKNOWN
            if _true(wanted):
                made.append(value)
        return made

    def dict_of(
        self, pairs: Iterable[tuple[Expression | None, Expression]], known: Mapping[str, object]
    ) -> Any:
        made: dict[Any, Any] = {}
        is_known = True
        pairs = list(pairs)
        for key, value in pairs:
            # Without its only member there is no such dict, which is not for itself to say.
            is_only = key is not None and len(pairs) == 1
            if not is_only and self.is_left_out(value, known):
                continue
            content = self.value(value, known)
            name = None if key is None else self.value(key, known)
            if content is UNKNOWN or name is UNKNOWN or (key is None and isinstance(content, Mock)):
                is_known = False
            elif key is None and not isinstance(content, dict):
                raise TypeError(f"{type(content).__name__} is no dict")
            elif key is None:
                made.update(content)
            else:
                made[name] = content
        return made if is_known else UNKNOWN

    def called(self, call: Call, known: Mapping[str, object]) -> Any:
        function = call.function
        if (
            isinstance(function, Name)
            and function.name in _FUNCTIONS
            and function.name not in known
        ):
            return self.of_python(function.name, call.arguments, known)
        if isinstance(function, Attribute):
            of = self.value(function.of, known)
            given = self.arguments(call.arguments, known)
            if type(of) in _METHODS:
                # An attribute that is not there is an error, whatever one that is there would do.
                _attribute(of, function.name)
                if isinstance(of, (str, bytes)) and function.name != "format":
                    _check_texts(given or ())
                if function.name == "join" and not all(map(_is_plain, given or ())):
                    return UNKNOWN
                if function.name in _METHODS[type(of)] and given is not None:
                    return _listed(getattr(of, function.name)(*given))
                return UNKNOWN
            called = _attribute(of, function.name)
        else:
            called = self.value(function, known)
            self.arguments(call.arguments, known)
        if isinstance(called, Having):
            return called.member("()")
        if isinstance(called, Mock):
            return type(called)()
        if called is not UNKNOWN:
            raise Impossible(call, f"TypeError: {type(called).__name__} is not callable")
        return UNKNOWN

    def arguments(
        self, arguments: Iterable[Argument], known: Mapping[str, object]
    ) -> list[Any] | None:
        """The positional arguments, if these are all and they are known."""
        values = []
        named: set[str] = set()
        for argument in arguments:
            if (argument.name or argument.stars) and self.is_left_out(argument.value, known):
                continue
            value = self.value(argument.value, known)
            names = [argument.name] if argument.name else _splatted(argument.stars, value)
            for name in names:
                if name in named:
                    raise TypeError(f"the argument {name!r} is given twice")
                named.add(name)
            values.append(UNKNOWN if argument.name or argument.stars else value)
        return None if any(value is UNKNOWN for value in values) else values

    def of_python(
        self, name: str, arguments: tuple[Argument, ...], known: Mapping[str, object]
    ) -> Any:
        if name == "isinstance":
            types = [a.value for a in arguments[1:]]
            found = [_TYPES.get(t.name) if isinstance(t, Name) else None for t in types]
            value = self.value(arguments[0].value, known) if arguments else UNKNOWN
            if value is UNKNOWN or isinstance(value, Answer) or len(found) != 1 or not found[0]:
                return UNKNOWN
            return isinstance(value, found[0])
        given = self.arguments(arguments, known)
        if given is None or any(isinstance(value, Mock) for value in given):
            return UNKNOWN
        if name in ("dict", "list", "tuple", "set", "sorted", "bytes") and any(
            isinstance(value, int) for value in given
        ):
            # `bytes(n)` is as long as the number says; the others have no use for one.
            return UNKNOWN
        return _FUNCTIONS[name](*given)


def _check_texts(given: Iterable[Any]) -> None:
    for value in given:
        if isinstance(value, Mock) and not isinstance(value, Answer):
            raise TypeError("a mock is no text")


def _splatted(stars: str, value: Any) -> list[str]:
    """The names of the arguments that a value with stars in front of it becomes."""
    if not stars or value is UNKNOWN or isinstance(value, Mock):
        return []
    if stars == "*":
        iter(value)
        return []
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise TypeError(f"{type(value).__name__} is no mapping of names")
    return list(value)


def _attribute(of: Any, name: str) -> Any:
    if isinstance(of, Having):
        return of.member(name)
    if of is UNKNOWN or isinstance(of, Answer):
        return UNKNOWN if of is UNKNOWN or name not in ("get", "environ") else of
    if isinstance(of, Mock):
        return Mock()
    getattr(of, name)
    return UNKNOWN


def _item(of: Any, key: Any) -> Any:
    if of is UNKNOWN or key is UNKNOWN:
        return UNKNOWN
    if isinstance(of, Mock):
        return Answer() if isinstance(of, Answer) else Mock()
    return of[key]


def _computed(operator: str, left: Any, right: Any) -> Any:
    if operator in ("is", "is not") and not {type(left), type(right)} & {type(None), bool}:
        # Whether two texts are the same object is nobody's business.
        return UNKNOWN
    if operator in ("is", "=="):
        return left is right if operator == "is" else _same(left, right)
    if operator in ("is not", "!="):
        return left is not right if operator == "is not" else not _same(left, right)
    if isinstance(left, Answer) or isinstance(right, Answer):
        return UNKNOWN
    if operator in ("in", "not in"):
        if isinstance(right, Mock):
            return UNKNOWN
        return (left in right) == (operator == "in")
    if isinstance(left, Mock) or isinstance(right, Mock):
        raise TypeError(f"a mock is not compared with `{operator}`")
    return _ordered(operator, left, right) if operator in "<=>=" else _summed(operator, left, right)


def _ordered(operator: str, left: Any, right: Any) -> Any:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
    return left >= right


def _summed(operator: str, left: Any, right: Any) -> Any:
    are_numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*" if are_numbers:
            return left * right
        case "/" if are_numbers:
            return left / right
        case "//" if are_numbers:
            return left // right
        case "%" if are_numbers:
            return left % right
    return UNKNOWN


def _same(one: Any, other: Any) -> bool:
    return one is other or (not isinstance(one, Mock) and bool(one == other))


def _true(value: Any) -> bool:
    return True if isinstance(value, Mock) else bool(value)


def _is_plain(value: object) -> bool:
    return value is not UNKNOWN and not isinstance(value, Mock)


def _listed(value: Any) -> Any:
    """The value; views of a dict as lists."""
    is_view = type(value).__name__ in ("dict_items", "dict_keys", "dict_values")
    return list(value) if is_view else value


def _is_large(value: Any) -> bool:
    if isinstance(value, int):
        return value.bit_length() > MAX_SIZE
    return isinstance(value, (str, bytes, list, tuple, dict, set)) and len(value) > MAX_SIZE
