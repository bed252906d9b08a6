"""Lays out Python as black would, so that what is generated need not be formatted."""

from __future__ import annotations

from collections.abc import Sequence

from taskgen.conventions import LINE_LENGTH
from taskgen.text import Value, literal


def call(head: str, arguments: Sequence[str], tail: str, indent: int) -> str:
    """A call or a signature: on one line, with all arguments on one line below, or one a line.

    Args:
        head: what comes before the opening parenthesis.
        arguments: the arguments or parameters, each on one line.
        tail: what comes after the closing parenthesis.
        indent: the column it begins at; the first line is not indented.
    """
    joined = ", ".join(arguments)
    if indent + len(head) + len(joined) + len(tail) + 2 <= LINE_LENGTH or not arguments:
        return f"{head}({joined}){tail}"
    pad, inner = " " * indent, " " * (indent + 4)
    if len(inner) + len(joined) <= LINE_LENGTH or len(arguments) == 1:
        return f"{head}(\n{inner}{joined}\n{pad}){tail}"
    lines = "".join(f"{inner}{argument},\n" for argument in arguments)
    return f"{head}(\n{lines}{pad}){tail}"


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
    """An assignment, with its value in parentheses below where the line is too long."""
    line = f"{target} = {expression}"
    if indent + len(line) <= LINE_LENGTH:
        return line
    pad = " " * indent
    return f"{target} = (\n{pad}    {expression}\n{pad})"


def value(head: str, content: Value, tail: str, indent: int) -> str:
    """A literal behind something on its line; lists and dicts are opened where it is too long."""
    flat = literal(content)
    if indent + len(head) + len(flat) + len(tail) <= LINE_LENGTH:
        return f"{head}{flat}{tail}"
    pad, inner = " " * indent, " " * (indent + 4)
    if isinstance(content, dict) and content:
        lines = [value(f"{literal(key)}: ", item, ",", indent + 4) for key, item in content.items()]
        opening, closing = "{", "}"
    elif isinstance(content, list) and content:
        lines = [value("", item, ",", indent + 4) for item in content]
        opening, closing = "[", "]"
    else:
        return f"{head}{flat}{tail}"
    if len(lines) == 1 and isinstance(content, (list, dict)) and "\n" not in lines[0]:
        single = lines[0].removesuffix(",")
        if len(inner) + len(single) <= LINE_LENGTH:
            lines = [single]
    body = "".join(f"{inner}{line}\n" for line in lines)
    return f"{head}{opening}\n{body}{pad}{closing}{tail}"
