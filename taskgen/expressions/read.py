"""Text to expressions, by way of `ast`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

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
from taskgen.expressions.write import source
from taskgen.text import Identifier, identifier, is_writable

MAX_LENGTH = 10_000
"""Characters of one expression."""
MAX_NODES = 1_000


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


def parse(
    text: str, awaits: bool = False, assigns: bool = False
) -> tuple[Expression, tuple[Mention, ...]]:
    """The expression that the text is, and the names that it mentions, in their order.

    Args:
        text: the expression as Python.
        awaits: whether it stands where something may be awaited.
        assigns: whether an attribute may be set there.

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
        assignment = _assignment(stripped) if assigns else None
        node = assignment or ast.parse(stripped, mode="eval").body
    except SyntaxError as error:
        column = max((error.offset or 1) - 1, 0) + indent
        raise ExpressionError(f"it is not a Python expression: {error.msg}", "", column) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionError("it is not a Python expression") from None
    if sum(1 for _ in ast.walk(node)) > MAX_NODES:
        raise ExpressionError("it is too long to be understood")
    reader = _Reader(stripped, indent, awaits)
    if isinstance(node, ast.Assign):
        expression: Expression = reader.assignment(node)
    else:
        expression = reader.read(node, frozenset())
    return expression, tuple(sorted(reader.mentions, key=lambda mention: mention.column))


def _assignment(text: str) -> ast.Assign | None:
    """The statement, where the text is one that sets something."""
    try:
        found = ast.parse(text).body
    except SyntaxError:
        return None
    return found[0] if len(found) == 1 and isinstance(found[0], ast.Assign) else None


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
    "arithmetic, `not`, `and`, `or`, `x if y else z`, `[x for y in z if w]` and `await`"
)
"""What an expression may consist of, for messages and docs."""


class _Reader:
    """Makes nodes of `ast`'s, and notes the names that come from around the expression."""

    def __init__(self, text: str, indent: int, awaits: bool):
        self.text = text
        self.indent = indent
        self.awaits = awaits
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
            ast.Await: self.awaited,
        }

    def error(self, node: ast.AST, message: str, hint: str = "") -> ExpressionError:
        column = self.column(getattr(node, "col_offset", 0))
        end = self.column(getattr(node, "end_col_offset", None) or 0)
        return ExpressionError(message, hint, column, max(end - column, 1))

    def column(self, offset: int) -> int:
        """The column in characters; `ast` counts bytes."""
        return self.indent + len(self.text.encode()[:offset].decode(errors="replace"))

    def assignment(self, node: ast.Assign) -> Expression:
        value = self.read(node.value, frozenset())
        target = self.read(node.targets[-1], frozenset())
        if len(node.targets) > 1 or not isinstance(target, Attribute):
            raise self.error(node, "only an attribute can be set: `client.token = token`")
        return Assignment(target, value)

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
            hint = "Names that begin with two underscores are for Python itself."
            raise self.error(node, f"`{name[:40]}` is one of Python's own names", hint)
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

    def awaited(self, node: ast.Await, local: frozenset[str]) -> Expression:
        self.check_awaits(node)
        return Await(self.read(node.value, local))

    def check_awaits(self, node: ast.AST) -> None:
        if not self.awaits:
            raise self.error(
                node, "nothing can be awaited here", "Await it in `call` or in what comes after it."
            )

    def each(self, node: ast.ListComp, local: frozenset[str]) -> Expression:
        loop = node.generators[0]
        several = len(node.generators) > 1 or len(loop.ifs) > 1
        if several or not isinstance(loop.target, ast.Name):
            raise self.error(node, "a list is made by one loop over one name here")
        if loop.is_async:
            self.check_awaits(node)
        variable = self.identifier(loop.target, loop.target.id)
        inner = local | {variable}
        condition = self.read(loop.ifs[0], inner) if loop.ifs else None
        item, over = self.read(node.elt, inner), self.read(loop.iter, local)
        return Each(item, variable, over, condition, bool(loop.is_async))
