"""Lists in brackets: writing one as black does, and adding to one in its own layout."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from taskgen.conventions import LINE_LENGTH
from taskgen.library.splice import Edit, PythonFile, sorted_position


def bracketed(head: str, items: Sequence[str], brackets: str) -> str:
    """`head` and the items in brackets, as black writes them: on one line, or one a line."""
    only = "," if brackets == "()" and len(items) == 1 else ""
    line = f"{head}{brackets[0]}{', '.join(items)}{only}{brackets[1]}"
    if len(line) <= LINE_LENGTH:
        return line
    # black adds a comma after the last of several only.
    comma = "," if len(items) > 1 or only else ""
    indent = head[: len(head) - len(head.lstrip())]
    inner = ",\n".join(f"{indent}    {item}" for item in items)
    return f"{head}{brackets[0]}\n{inner}{comma}\n{indent}{brackets[1]}"


def insert_lines(
    file: PythonFile,
    existing: Sequence[tuple[str, ast.alias | ast.expr]],
    added: Sequence[tuple[str, str]],
) -> list[Edit]:
    """The edits that add items to a bracketed list that has one item a line.

    Both are pairs: the name that the list may be sorted by, and the node or the new item's text.
    A line in which the last item has no comma gets one.
    """
    edits = []
    by_line: dict[int, list[str]] = {}
    names = [name for name, _ in existing]
    for name, text in sorted(added):
        position = sorted_position(names, name)
        by_line.setdefault(position, []).append(text)
    for position, texts in by_line.items():
        node = existing[max(position - 1, 0)][1]
        line = file.line(node.lineno)
        indent = line[: len(line) - len(line.lstrip())]
        lines = "".join(f"{file.newline}{indent}{text}," for text in texts)
        if position == 0:
            before = file.starts[node.lineno - 1]
            edits.append(Edit(before, before, lines[len(file.newline) :] + file.newline))
            continue
        end = file.end(node)
        last_line = node.end_lineno or 0
        rest = file.text[end : file.line_end(last_line)]
        if not rest.lstrip().startswith(","):
            edits.append(Edit(end, end, ","))
        at = file.line_end(last_line)
        edits.append(Edit(at, at, lines))
    return edits
