"""Lays out statements with expressions in them as black does."""

from __future__ import annotations

from dataclasses import dataclass

from taskgen.conventions import LINE_LENGTH
from taskgen.expressions import (
    Argument,
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
    precedence,
    source,
)
from taskgen.text import Code, Identifier, identifier


def statement(head: str, expression: Expression, indent: int, tail: str = "") -> Code:
    """A statement that ends with an expression: `return ...`, `x = ...`, or the expression alone.

    Args:
        head: what stands before the expression: `return `.
        expression: the expression.
        indent: the column that the statement begins at; its first line is not indented.
        tail: what stands behind the expression: the `:` of an `if`.
    """
    flat = f"{head}{source(expression)}{tail}"
    if _fits(flat, indent):
        return Code(flat)
    pad = " " * indent
    if _brackets(expression):
        opened = _opened(head, expression, tail, indent)
        first = opened.partition("\n")[0]
        if _fits(first, indent) or not head or not _fits(first.removeprefix(head), indent + 4):
            return Code(opened)
        inner = _on_lines("", expression, "", indent + 4)
        if not all(_fits(line, 0) for line in inner.split("\n")[1:]):
            return Code(opened)
    if isinstance(expression, Operation) and head:
        hugged = _hugged(head, expression, tail, indent)
        if hugged:
            return Code(hugged)
    if not head:
        return Code(flat)
    inner = _on_lines("", expression, "", indent + 4, in_parentheses=True)
    if isinstance(expression, (Literal, Name, Attribute)) and not _fits(inner, indent + 4):
        # Parentheses would not make it fit either.
        return Code(flat)
    return Code(f"{head}(\n{pad}    {inner}\n{pad}){tail}")


def _hugged(head: str, expression: Operation, tail: str, indent: int) -> str | None:
    """An operation of two, the second opened at its brackets, where black needs no others."""
    *_, last = expression.operands
    if len(expression.operands) != 2 or not _brackets(last):
        return None
    first = _operand(expression, expression.operands[0])
    before = f"{head}{first} {expression.operator} "
    opened = _opened(before, last, tail, indent)
    in_brackets = _fits(f"{first} {expression.operator} {source(last)}", indent + 4)
    fits = _fits(opened.partition("\n")[0], indent)
    return opened if fits and not in_brackets else None


def raised(error: str, message: Expression, indent: int, cause: str = "") -> Code:
    """`raise error(message)`, or `raise error(message) from cause`."""
    made = Call(Name(identifier(error)), (Argument(message),))
    return statement("raise ", made, indent, f" from {cause}" if cause else "")


def _fits(line: str, indent: int) -> bool:
    return indent + len(line) <= LINE_LENGTH


def _brackets(expression: Expression) -> bool:
    """Whether it ends with brackets that it can be opened at."""
    match expression:
        case Call(function, arguments):
            return bool(arguments) and _dots(function) < 2
        case Sequence(items):
            return bool(items)
        case Mapping(pairs):
            return bool(pairs)
        case Each():
            return True
        case _:
            return False


def _dots(expression: Expression) -> int:
    """How many dots stand behind brackets, as in `a(b).c[d].e`; 2 for what is no path."""
    match expression:
        case Name():
            return 0
        case Attribute(of):
            return _dots(of) + isinstance(of, (Call, Item))
        case Call(of) | Item(of):
            return _dots(of)
    return 2


def _links(expression: Expression, tail: str, indent: int) -> list[str]:
    """The lines of a chain, each of which begins at a dot behind brackets."""
    links: list[Attribute | Item | Call] = []
    while isinstance(expression, (Attribute, Item, Call)):
        links.insert(0, expression)
        expression = expression.function if isinstance(expression, Call) else expression.of
    lines = [str(source(expression))]
    before: Expression = expression
    for link in links:
        line = lines.pop()
        end = tail if link is links[-1] else ""
        match link:
            case Attribute(_, name):
                if isinstance(before, (Call, Item)):
                    lines.append(line)
                    line = ""
                line += f".{name}"
            case Item(_, key):
                line += f"[{source(key)}]"
            case Call(_, arguments):
                head, _, function = line.rpartition(".")
                made = Call(Name(Identifier(function)), arguments)
                head += "." if head or line.startswith(".") else ""
                line = f"{head}{source(made)}"
                if arguments and not _fits(f"{line}{end}", indent):
                    line = _opened(head, made, "", indent)
        lines.append(line)
        before = link
    lines[-1] += tail
    return lines


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the things between brackets: what stands before its expression, and that."""

    head: str
    value: Expression
    comma: bool = True

    def flat(self) -> str:
        least = 5 if self.head in ("*", "**") else 0
        text = source(self.value)
        return f"{self.head}({text})" if precedence(self.value) < least else f"{self.head}{text}"


def _parts(expression: Expression) -> tuple[str, list[_Part], str]:
    match expression:
        case Call(function, arguments):
            parts = [
                _Part(f"{argument.name}=" if argument.name else argument.stars, argument.value)
                for argument in arguments
            ]
            return f"{source(function)}(", parts, ")"
        case Sequence(items, is_tuple):
            parts = [_Part("", item) for item in items]
            return ("(", parts, ")") if is_tuple else ("[", parts, "]")
        case Mapping(pairs):
            return (
                "{",
                [_Part("**" if k is None else f"{source(k)}: ", value) for k, value in pairs],
                "}",
            )
    raise TypeError(expression)


def _opened(head: str, expression: Expression, tail: str, indent: int) -> str:
    """The expression with its brackets on lines of their own."""
    pad, inner = " " * indent, " " * (indent + 4)
    if isinstance(expression, Each):
        pieces = [("", expression.item), (f"{expression.loop} ", expression.over)]
        pieces += [("if ", expression.condition)] if expression.condition else []
        body = source(expression)[1:-1]
        if not _fits(body, indent + 4):
            opened = (_on_lines(before, value, "", indent + 4) for before, value in pieces)
            body = f"\n{inner}".join(opened)
        return f"{head}[\n{inner}{body}\n{pad}]{tail}"
    opening, parts, closing = _parts(expression)
    joined = ", ".join(part.flat() for part in parts)
    single = isinstance(expression, Sequence) and expression.is_tuple and len(parts) == 1
    if single:
        joined += ","
    # Black puts the items of displays on lines of their own, but arguments only where it must.
    display = not isinstance(expression, Call) and len(parts) > 1
    if _fits(joined, indent + 4) and not single and not display:
        return f"{head}{opening}\n{inner}{joined}\n{pad}{closing}{tail}"
    comma = "," if len(parts) > 1 or single else ""
    lines = [_on_lines(part.head, part.value, comma, indent + 4) for part in parts]
    return "\n".join([f"{head}{opening}", *(inner + line for line in lines), pad + closing]) + tail


def _on_lines(
    head: str, expression: Expression, tail: str, indent: int, in_parentheses: bool = False
) -> str:
    """An expression inside brackets, broken where it is too long.

    Args:
        head: what stands before it on its line.
        expression: the expression.
        tail: what stands behind it on its last line.
        indent: the column of the line.
        in_parentheses: whether the brackets around it are parentheses of its own.
    """
    least = _LEAST.get(head, 0)
    if precedence(expression) < least:
        head, tail = f"{head}(", f"){tail}"
    flat = f"{head}{source(expression)}{tail}"
    if _fits(flat, indent):
        return flat
    if _brackets(expression):
        return _opened(head, expression, tail, indent)
    pad = " " * indent
    if _dots(expression) > 1 and isinstance(expression, Call):
        return head + f"\n{pad}".join(_links(expression, tail, indent))
    if precedence(expression) < least or (isinstance(expression, Choice) and not in_parentheses):
        if precedence(expression) >= least:
            head, tail = f"{head}(", f"){tail}"
        inner = _on_lines("", expression, "", indent + 4, in_parentheses=True)
        return f"{head}\n{pad}    {inner}\n{pad}{tail}"
    match expression:
        case Operation():
            pieces = _operands(expression)
        case Choice(condition, then, otherwise):
            pieces = [("", then), ("if ", condition), ("else ", otherwise)]
        case _:
            return flat
    last = len(pieces) - 1
    own = precedence(expression) + 1
    lines = []
    for index, (before, value) in enumerate(pieces):
        before = head + before if index == 0 else before
        after = tail if index == last else ""
        if precedence(value) < own - (index == 0) and not isinstance(expression, Choice):
            text = source(value)
            piece = f"{before}({text}){after}"
            if not _fits(piece, indent):
                inner = _on_lines("", value, "", indent + 4, in_parentheses=True)
                piece = f"{before}(\n{pad}    {inner}\n{pad}){after}"
            lines.append(piece)
        else:
            lines.append(_on_lines(before, value, after, indent))
    return f"\n{pad}".join(lines)


_LEAST = {"*": 5, "**": 5, "if ": 1}
"""How tightly what stands behind a head holds together; see `expressions.precedence`."""


def _operands(expression: Operation) -> list[tuple[str, Expression]]:
    """What stands between operators of one precedence, each with the operator before it."""
    first, *others = expression.operands
    pieces = [("", first)]
    if isinstance(first, Operation) and precedence(first) == precedence(expression) > 4:
        # Arithmetic groups from the left, without parentheses.
        pieces = _operands(first)
    return [*pieces, *((f"{expression.operator} ", other) for other in others)]


def _operand(expression: Operation, operand: Expression) -> str:
    text = source(operand)
    return f"({text})" if precedence(operand) < precedence(expression) else text
