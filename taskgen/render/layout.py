"""Lays out Python as black would, so that what is generated need not be formatted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from taskgen.conventions import LINE_LENGTH
from taskgen.text import Identifier, Value, literal


@dataclass(frozen=True, slots=True)
class Expression:
    """Source, on one line, that stands among values."""

    source: str
    otherwise: str = ""
    """What the value is where that of the source is false."""


@dataclass(frozen=True, slots=True)
class Comprehension:
    """A list of an expression's values, by loops that are opened where they are too long."""

    item: str
    loops: tuple[str, ...]


Content: TypeAlias = (
    "Value | Expression | Comprehension | Sequence[Content] | Mapping[str, Content]"
)
"""What can be written as a display: plain data with expressions in it."""


_CALL = re.compile(r"""((?:[a-z_.]+|"[^"]*"\.join)\()(.+?)(\)(?:\.[a-z]+\(\))?)""")
"""A call with something in its brackets, and perhaps a call of a method of what it returns."""

_SCALARS = (str, bytes, int, float, datetime, type(None))


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword argument, whose value is opened where it is too long for its line."""

    name: Identifier
    content: Content

    def __str__(self) -> str:
        return f"{self.name}={flat(self.content)}"


def call(head: str, arguments: Sequence[str | Keyword], tail: str, indent: int) -> str:
    """A call or a signature: on one line, with all arguments on one line below, or one a line.

    Args:
        head: what comes before the opening parenthesis.
        arguments: the arguments or parameters; those that are strings have one line each.
        tail: what comes after the closing parenthesis.
        indent: the column it begins at; the first line is not indented.
    """
    joined = ", ".join(map(str, arguments))
    if indent + len(head) + len(joined) + len(tail) + 2 <= LINE_LENGTH or not arguments:
        return f"{head}({joined}){tail}"
    pad, inner = " " * indent, " " * (indent + 4)
    alone = len(arguments) == 1 and isinstance(arguments[0], str)
    if len(inner) + len(joined) <= LINE_LENGTH or alone:
        return f"{head}(\n{inner}{joined}\n{pad}){tail}"
    lines = "".join(f"{inner}{_argument(argument, indent + 4)}\n" for argument in arguments)
    return f"{head}(\n{lines}{pad}){tail}"


def _argument(argument: str | Keyword, indent: int) -> str:
    """An argument on its own lines, with the comma behind it."""
    if isinstance(argument, Keyword):
        return value(f"{argument.name}=", argument.content, ",", indent)
    return f"{argument},"


def pairs(head: str, items: Sequence[tuple[str, str]], tail: str, indent: int) -> str:
    """A dict display: on one line, or one pair a line.

    Args:
        head: what comes before the opening brace.
        items: keys and values as source; a value may have lines, indented for where it stands.
        tail: what comes after the closing brace.
        indent: the column it begins at; the first line is not indented.
    """
    joined = ", ".join(f"{key}: {value}" for key, value in items)
    if "\n" not in joined and indent + len(head) + len(joined) + len(tail) + 2 <= LINE_LENGTH:
        return f"{head}{{{joined}}}{tail}"
    pad, inner = " " * indent, " " * (indent + 4)
    # Black adds no comma behind a single element that fits its line.
    comma = "" if len(items) == 1 and len(inner) + len(joined) <= LINE_LENGTH else ","
    lines = "".join(f"{inner}{key}: {value}{comma}\n" for key, value in items)
    return f"{head}{{\n{lines}{pad}}}{tail}"


def assignment(target: str, expression: str, indent: int) -> str:
    """An assignment, with its value in parentheses below where it fits there and not behind."""
    line = f"{target} = {expression}"
    if indent + len(line) <= LINE_LENGTH or indent + 4 + len(expression) > LINE_LENGTH:
        return line
    pad = " " * indent
    return f"{target} = (\n{pad}    {expression}\n{pad})"


def call_assignment(target: str, expression: str, indent: int) -> str:
    """An assignment of what a call returns, which is opened where the line is too long.

    Args:
        target: what is assigned to, an item of a dict.
        expression: a call with one argument, as in `str(name).lower()`, or else what `assignment`
            takes.
        indent: the column where the line begins.
    """
    found = _CALL.fullmatch(expression)
    line = f"{target} = {found[1] if found else ''}"
    if found is None or indent + len(f"{target} = {expression}") <= LINE_LENGTH:
        return assignment(target, expression, indent)
    pad = " " * indent
    opened = f"{line}\n{pad}    {found[2]}\n{pad}{found[3]}"
    if indent + len(line) <= LINE_LENGTH:
        return opened
    if indent + len(f"{target} = (") <= LINE_LENGTH:
        return assignment(target, expression, indent)
    name, _, key = target.rstrip("]").partition("[")
    return f"{name}[\n{pad}    {key}\n{pad}] = {expression}"


def value_or_default(target: str, name: str, default: Value, indent: int) -> str:
    """An assignment of a name's value, or of a default where that is None."""
    condition, alternative = f"if {name} is not None", f"else {literal(default)}"
    line = assignment(target, f"{name} {condition} {alternative}", indent)
    if max(map(len, f"{' ' * indent}{line}".splitlines())) <= LINE_LENGTH:
        return line
    pad, inner = " " * indent, " " * (indent + 4)
    opened = value("else ", default, "", indent + 4)
    return f"{target} = (\n{inner}{name}\n{inner}{condition}\n{inner}{opened}\n{pad})"


def flat(content: Content) -> str:
    """The content on one line."""
    if type(content) is str or isinstance(content, _SCALARS):
        return literal(content)
    if isinstance(content, Expression):
        return content.source + (f" or {content.otherwise}" if content.otherwise else "")
    if isinstance(content, Comprehension):
        return f"[{' '.join([content.item, *content.loops])}]"
    if isinstance(content, Mapping):
        items = (f"{literal(key)}: {flat(item)}" for key, item in content.items())
        return f"{{{', '.join(items)}}}"
    return f"[{', '.join(map(flat, content))}]"


def value(head: str, content: Content, tail: str, indent: int) -> str:
    """A display behind something on its line; lists and dicts are opened where it is too long."""
    line = f"{head}{flat(content)}{tail}"
    if indent + len(line) <= LINE_LENGTH:
        return line
    pad, inner = " " * indent, " " * (indent + 4)
    if isinstance(content, Expression) and content.otherwise:
        return f"{head}{content.source}\n{pad}or {content.otherwise}{tail}"
    if isinstance(content, Comprehension):
        joined = " ".join([content.item, *content.loops])
        fits = len(inner) + len(joined) <= LINE_LENGTH
        body = joined if fits else f"\n{inner}".join([content.item, *content.loops])
        return f"{head}[\n{inner}{body}\n{pad}]{tail}"
    if isinstance(content, datetime):
        arguments = flat(content).removeprefix("datetime(").removesuffix(")")
        return f"{head}datetime(\n{inner}{arguments}\n{pad}){tail}"
    if isinstance(content, dict) and content:
        lines = [value(f"{literal(key)}: ", item, ",", indent + 4) for key, item in content.items()]
        opening, closing = "{", "}"
    elif isinstance(content, list) and content:
        lines = [value("", item, ",", indent + 4) for item in content]
        opening, closing = "[", "]"
    else:
        return line
    if len(lines) == 1 and isinstance(content, (list, dict)) and "\n" not in lines[0]:
        single = lines[0].removesuffix(",")
        if len(inner) + len(single) <= LINE_LENGTH:
            lines = [single]
    body = "".join(f"{inner}{line}\n" for line in lines)
    return f"{head}{opening}\n{body}{pad}{closing}{tail}"


def unset_left_out(local: str, indent: int) -> str:
    """The statement that takes what is None out of the dict in a local variable."""
    line = f"{local} = {{k: v for k, v in {local}.items() if v is not None}}"
    if indent + len(line) <= LINE_LENGTH:
        return line
    pad = " " * (indent + 4)
    body = f"k: v for k, v in {local}.items() if v is not None"
    if len(pad) + len(body) <= LINE_LENGTH:
        return f"{local} = {{\n{pad}{body}\n{' ' * indent}}}"
    return (
        f"{local} = {{\n{pad}k: v\n{pad}for k, v in {local}.items()\n{pad}if v is not None\n"
        f"{' ' * indent}}}"
    )
