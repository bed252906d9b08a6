"""Expressions: the part of Python in which a task says what it asks of an SDK.

A spec writes them as text, which `parse` makes into the nodes here; a source that reads an SDK
makes the nodes itself; `source` writes them as Python again. Nothing is ever evaluated on the
way, and text from outside becomes a checked name or a literal, never code as it stands.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from taskgen.text import Code, Identifier, Value, identifier, is_writable, literal

MAX_LENGTH = 10_000
"""Characters of one expression."""
MAX_NODES = 1_000


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
        if self.operator not in _OPERATORS.values():
            raise ValueError(f"{self.operator!r} is no operator")


@dataclass(frozen=True, slots=True)
class Choice:
    """`then if condition else otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Each:
    """`[item for variable in over if condition]`."""

    item: Expression
    variable: Identifier
    over: Expression
    condition: Expression | None = None


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
)


class ExpressionError(ValueError):
    """What is wrong with an expression, and where in its text that begins."""

    def __init__(self, message: str, hint: str = "", column: int = 0, length: int = 1):
        super().__init__(message)
        self.hint = hint
        self.column = column
        self.length = length


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that an expression takes from around it, and its column in the text."""

    name: Identifier
    column: int


def parse(text: str) -> tuple[Expression, tuple[Mention, ...]]:
    """The expression that the text is, and the names that it mentions, in their order.

    Raises:
        ExpressionError: it is none, or not of the part of Python that is understood.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression has at most {MAX_LENGTH:,} characters")
    # Line breaks are for the reader of a spec only; the parentheses let them stand anywhere.
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    stripped = flat.strip()
    indent = len(flat) - len(flat.lstrip())
    try:
        node = ast.parse(stripped, mode="eval").body
    except SyntaxError as error:
        column = max((error.offset or 1) - 1, 0) + indent
        raise ExpressionError(f"it is not a Python expression: {error.msg}", "", column) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionError("it is not a Python expression") from None
    if sum(1 for _ in ast.walk(node)) > MAX_NODES:
        raise ExpressionError("it is too long to be understood")
    reader = _Reader(stripped, indent)
    expression = reader.read(node, frozenset())
    return expression, tuple(sorted(reader.mentions, key=lambda mention: mention.column))


_OPERATORS: dict[type[ast.AST], str] = {
    ast.And: "and",
    ast.Or: "or",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}

GRAMMAR = (
    "literals, names, attributes, items, calls, lists, tuples, dicts, f-strings, comparisons, "
    "arithmetic, `not`, `and`, `or`, `x if y else z` and `[x for y in z if w]`"
)
"""What an expression may consist of, for messages and docs."""


class _Reader:
    """Makes nodes of `ast`'s, and notes the names that come from around the expression."""

    def __init__(self, text: str, indent: int):
        self.text = text
        self.indent = indent
        self.mentions: list[Mention] = []
        self.readers: dict[type[ast.AST], Callable[..., Expression]] = {
            ast.Constant: self.constant,
            ast.Name: self.name,
            ast.Attribute: self.attribute,
            ast.Subscript: self.item,
            ast.Call: self.call,
            ast.List: self.sequence,
            ast.Tuple: self.sequence,
            ast.Dict: self.mapping,
            ast.JoinedStr: self.formatted,
            ast.UnaryOp: self.unary,
            ast.BoolOp: self.boolean,
            ast.Compare: self.comparison,
            ast.BinOp: self.arithmetic,
            ast.IfExp: self.choice,
            ast.ListComp: self.each,
        }

    def error(self, node: ast.AST, message: str, hint: str = "") -> ExpressionError:
        column = self.column(getattr(node, "col_offset", 0))
        end = self.column(getattr(node, "end_col_offset", None) or 0)
        return ExpressionError(message, hint, column, max(end - column, 1))

    def column(self, offset: int) -> int:
        """The column in characters; `ast` counts bytes."""
        return self.indent + len(self.text.encode()[:offset].decode(errors="replace"))

    def read(self, node: ast.expr, local: frozenset[str]) -> Expression:
        reader = self.readers.get(type(node))
        if reader is None:
            raise self.error(node, "this is no part of an expression here", f"It has {GRAMMAR}.")
        return reader(node, local)

    def identifier(self, node: ast.AST, name: str) -> Identifier:
        try:
            made = identifier(name)
        except ValueError as error:
            raise self.error(node, f"`{name[:40]}` is no name: {error}") from None
        if name.startswith("__"):
            raise self.error(node, f"`{name[:40]}` is one of Python's own names")
        return made

    def constant(self, node: ast.Constant, local: frozenset[str]) -> Expression:
        value = node.value
        if value is not None and not isinstance(value, (bool, int, float, str, bytes)):
            raise self.error(node, "this literal is not understood")
        if isinstance(value, (int, float)) and not is_writable(value):
            raise self.error(node, "this number is too large")
        return Literal(value)

    def name(self, node: ast.Name, local: frozenset[str]) -> Expression:
        name = self.identifier(node, node.id)
        if name not in local:
            self.mentions.append(Mention(name, self.column(node.col_offset)))
        return Name(name)

    def attribute(self, node: ast.Attribute, local: frozenset[str]) -> Expression:
        return Attribute(self.read(node.value, local), self.identifier(node, node.attr))

    def item(self, node: ast.Subscript, local: frozenset[str]) -> Expression:
        return Item(self.read(node.value, local), self.read(node.slice, local))

    def call(self, node: ast.Call, local: frozenset[str]) -> Expression:
        function = self.read(node.func, local)
        arguments = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                arguments.append(Argument(self.read(argument.value, local), stars="*"))
            else:
                arguments.append(Argument(self.read(argument, local)))
        seen: set[str] = set()
        for keyword in node.keywords:
            value = self.read(keyword.value, local)
            if keyword.arg is None:
                arguments.append(Argument(value, stars="**"))
                continue
            if keyword.arg in seen:
                raise self.error(keyword, f"`{keyword.arg[:40]}` is given twice")
            seen.add(keyword.arg)
            arguments.append(Argument(value, self.identifier(keyword, keyword.arg)))
        return Call(function, tuple(arguments))

    def sequence(self, node: ast.List | ast.Tuple, local: frozenset[str]) -> Expression:
        items = tuple(self.read(item, local) for item in node.elts)
        return Sequence(items, isinstance(node, ast.Tuple))

    def mapping(self, node: ast.Dict, local: frozenset[str]) -> Expression:
        return Mapping(
            tuple(
                (None if key is None else self.read(key, local), self.read(value, local))
                for key, value in zip(node.keys, node.values, strict=True)
            )
        )

    def formatted(self, node: ast.JoinedStr, local: frozenset[str]) -> Expression:
        parts: list[str | Expression] = []
        for part in node.values:
            if isinstance(part, ast.Constant):
                text = str(part.value)
                if any(char in text for char in "\"'\\") or not text.isprintable():
                    raise self.error(
                        node, "an f-string has no quotes and no backslashes", "Use `.format(...)`."
                    )
                parts.append(text)
            elif isinstance(part, ast.FormattedValue):
                if part.format_spec or part.conversion != -1:
                    raise self.error(
                        node, "an f-string has plain braces here", "Use `.format(...)`."
                    )
                inner = self.read(part.value, local)
                if any(char in source(inner).replace('"', "") for char in "'\\{}"):
                    raise self.error(
                        node, "this is too much for the braces of an f-string", "Give it a name."
                    )
                parts.append(inner)
        return Text(tuple(parts))

    def unary(self, node: ast.UnaryOp, local: frozenset[str]) -> Expression:
        value = node.operand
        if isinstance(node.op, ast.Not):
            return Not(self.read(value, local))
        if isinstance(node.op, ast.USub) and isinstance(value, ast.Constant):
            number = value.value
            if isinstance(number, (int, float)) and not isinstance(number, bool):
                if not is_writable(number):
                    raise self.error(node, "this number is too large")
                return Literal(-number)
        raise self.error(node, "this operator is not understood")

    def boolean(self, node: ast.BoolOp, local: frozenset[str]) -> Expression:
        operands = tuple(self.read(value, local) for value in node.values)
        return Operation(_OPERATORS[type(node.op)], operands)

    def comparison(self, node: ast.Compare, local: frozenset[str]) -> Expression:
        if len(node.ops) > 1:
            raise self.error(node, "a comparison has two sides", "Join two of them with `and`.")
        operator = _OPERATORS[type(node.ops[0])]
        return Operation(
            operator, (self.read(node.left, local), self.read(node.comparators[0], local))
        )

    def arithmetic(self, node: ast.BinOp, local: frozenset[str]) -> Expression:
        operator = _OPERATORS.get(type(node.op))
        if operator is None:
            raise self.error(node, "this operator is not understood")
        return Operation(operator, (self.read(node.left, local), self.read(node.right, local)))

    def choice(self, node: ast.IfExp, local: frozenset[str]) -> Expression:
        parts = (self.read(part, local) for part in (node.test, node.body, node.orelse))
        return Choice(*parts)

    def each(self, node: ast.ListComp, local: frozenset[str]) -> Expression:
        loop = node.generators[0]
        several = len(node.generators) > 1 or len(loop.ifs) > 1 or loop.is_async
        if several or not isinstance(loop.target, ast.Name):
            raise self.error(node, "a list is made by one loop over one name here")
        variable = self.identifier(loop.target, loop.target.id)
        inner = local | {variable}
        condition = self.read(loop.ifs[0], inner) if loop.ifs else None
        return Each(self.read(node.elt, inner), variable, self.read(loop.iter, local), condition)


# Reading nodes ------------------------------------------------------------------------------


def children(expression: Expression) -> Iterator[Expression]:
    """The expressions that this one is made of, in the order in which Python evaluates them."""
    match expression:
        case Attribute(of) | Not(of):
            yield of
        case Item(of, key):
            yield from (of, key)
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
        case Attribute(of, name):
            return Attribute(change(of), name)
        case Item(of, key):
            return Item(change(of), change(key))
        case Call(function, arguments):
            made = tuple(replace(a, value=change(a.value)) for a in arguments)
            return Call(change(function), made)
        case Mapping(pairs):
            return Mapping(tuple((key and change(key), change(value)) for key, value in pairs))
        case Text(parts):
            return Text(tuple(p if isinstance(p, str) else change(p) for p in parts))
        case Not(of):
            return Not(change(of))
        case Choice(condition, then, otherwise):
            return Choice(change(condition), change(then), change(otherwise))
        case Sequence(items):
            return replace(expression, items=tuple(map(change, items)))
        case Operation(_, operands):
            return replace(expression, operands=tuple(map(change, operands)))
        case Each(item, variable, over, test):
            return Each(change(item), variable, change(over), test and change(test))
    return expression


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all that it is made of, outermost first."""
    yield expression
    for child in children(expression):
        yield from walk(child)


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


# Writing them -------------------------------------------------------------------------------

_CHOICE, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _TRAILER, _ATOM = range(9)
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
        case _:
            return _operated(expression)


def _listed(expression: Sequence | Each) -> str:
    if isinstance(expression, Each):
        test, over = expression.condition, _source(expression.over, _OR)
        end = f" if {_source(test, _OR)}" if test else ""
        return f"[{_source(expression.item, _CHOICE)} for {expression.variable} in {over}{end}]"
    listed = ", ".join(_source(item, _CHOICE) for item in expression.items)
    if expression.is_tuple:
        return f"({listed},)" if len(expression.items) == 1 else f"({listed})"
    return f"[{listed}]"


def _operated(expression: Not | Operation | Choice) -> str:
    match expression:
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
