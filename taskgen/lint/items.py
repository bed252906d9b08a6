"""Edits of docstrings: an item more, or one less, with everything around it as it was."""

from __future__ import annotations

import re

from taskgen.docstrings.parts import DASH, REST, Docstring, Item, Section
from taskgen.lint.edits import deeper, delete_lines, indent_of, insert
from taskgen.lint.facts import Class, Function, Module
from taskgen.lint.rule import Edit
from taskgen.lint.source import docstring_node

Owner = Class | Function
"""What a docstring belongs to."""


def item_lines(module: Module, item: Item, name: str = "") -> list[str]:
    """The lines of a docstring's item, without the indentation of its first one.

    `name` is the one to keep of an item that has several, as in `- a, b (str): text`.
    """
    lines = module.lines[item.line - 1 : item.end_line]
    found = [line[min(item.indent, len(line) - len(line.lstrip())) :] for line in lines]
    if name:
        found[0] = re.sub(_NAMES, rf"\g<1>{name}", found[0], count=1)
    return found


_NAMES = r"^(\S?\s*)[`\w*\\]+(?:\s*(?:,|/|\band\b)\s*[`\w*\\]+)+"


def is_shared(docstring: Docstring, item: Item) -> bool:
    """Whether the item's lines are another item's as well."""
    return sum(other.line == item.line for s in docstring.sections for other in s.items) > 1


def add_item(owner: Owner, function: Function, name: str, lines: list[str]) -> tuple[Edit, ...]:
    """Add an item to the `Args` of a docstring, in the signature's order.

    Args:
        owner: what has the docstring.
        function: whose arguments it documents.
        name: the argument.
        lines: of the item, the first without its indentation.

    Returns no edit where it can't be told where the item goes.
    """
    docstring = owner.docstring
    if docstring is None:
        return ()
    section = docstring.section("Args")
    if section is None:
        return _add_section(owner, docstring, lines)
    if not section.items:
        if section.text.strip():
            return ()
        blanks = deeper(indent_of(owner.module, section.line))
        return _insert_lines(owner, section.line, blanks, lines)
    order = {param: position for position, param in enumerate(function.params)}
    mine = order.get(name, len(order))
    if name not in order and function.kwargs:
        mine = order[function.kwargs] - 1
    before = [i for i in section.items if order.get(i.name.lstrip("*"), -1) < mine]
    blanks = indent_of(owner.module, section.items[0].line)[: section.items[0].indent]
    line = before[-1].end_line if before else section.items[0].line - 1
    return _insert_lines(owner, line, blanks, lines)


def style_of(lines: list[str], docstring: Docstring | None) -> bool:
    """Whether an item may join a docstring: both have dashes, or neither has."""
    if docstring is None or docstring.style == REST:
        return False
    return lines[0].startswith("-") == (docstring.style in (DASH, ""))


def remove_item(owner: Owner, docstring: Docstring, item: Item) -> tuple[Edit, ...]:
    """Take an item out, with its section if it is the only one."""
    module = owner.module
    section = next(s for s in docstring.sections if item in s.items)
    if is_shared(docstring, item):
        return _remove_name(module, docstring, item)
    first, last = item.line, item.end_line
    if len(section.items) == 1:
        first = section.line
    quotes = _closing(owner)
    if last == quotes[0]:
        start = first - 1
        while start > docstring.line and not module.lines[start - 1].strip():
            start -= 1
        blanks = " " * section.indent
        column = len(module.lines[start - 1]) + 1
        return (Edit(start, column, *quotes, f"\n{blanks}"),)
    # One of the blank lines on both sides is enough.
    if not module.lines[last].strip() and not module.lines[first - 2].strip():
        last += 1
    return (delete_lines(first, last),)


def _remove_name(module: Module, docstring: Docstring, item: Item) -> tuple[Edit, ...]:
    names = [i for s in docstring.sections for i in s.items if i.line == item.line]
    position = next(i for i, other in enumerate(names) if other.name == item.name)
    if position + 1 < len(names):
        return (Edit(item.line, item.column, item.line, names[position + 1].column, ""),)
    before = names[position - 1]
    end = item.column + item.length
    return (Edit(item.line, before.column + before.length, item.line, end, ""),)


def _insert_lines(owner: Owner, line: int, blanks: str, lines: list[str]) -> tuple[Edit, ...]:
    """Lines below a line of the docstring, which may be its last."""
    text = _indented(lines, blanks)
    if line < _closing(owner)[0]:
        return (insert(line + 1, 1, "".join(f"{entry}\n" for entry in text)),)
    end_line, column = _closing(owner)
    source = owner.module.lines[end_line - 1][: column - 1]
    stripped = source.rstrip()
    back = _blanks(owner)
    joined = "".join(f"\n{entry}" for entry in text)
    return (Edit(end_line, len(stripped) + 1, end_line, column, f"{joined}\n{back}"),)


def _add_section(owner: Owner, docstring: Docstring, lines: list[str]) -> tuple[Edit, ...]:
    """An `Args` section: before the first one there is, or at the end."""
    if not lines[0].startswith("-"):
        return ()
    back = _blanks(owner)
    if docstring.sections:
        return _before(docstring.sections[0], back, lines)
    end_line, column = _closing(owner)
    source = owner.module.lines[end_line - 1][: column - 1]
    items = _indented(lines, deeper(back))
    text = f"\n\n{back}Args:" + "".join(f"\n{entry}" for entry in items)
    if end_line != docstring.line and not source.strip():
        above = owner.module.lines[end_line - 2]
        return (Edit(end_line - 1, len(above.rstrip()) + 1, end_line, column, f"{text}\n{back}"),)
    column_of_text = len(source.rstrip()) + 1
    edit = Edit(end_line, column_of_text, end_line, column, f"{text}\n{back}")
    if end_line != docstring.line:
        return (edit,)
    # `"""Text."""` becomes a docstring of several lines.
    start = owner.module.lines[end_line - 1].find(docstring.text, _start(owner) - 1) + 1
    blanks = len(docstring.text) - len(docstring.text.lstrip())
    return (Edit(end_line, start, end_line, start + blanks, f"\n{back}"), edit)


def _before(section: Section, back: str, lines: list[str]) -> tuple[Edit, ...]:
    text = "".join(f"{entry}\n" for entry in _indented(lines, deeper(back)))
    return (insert(section.line, 1, f"{back}Args:\n{text}\n"),)


def _indented(lines: list[str], blanks: str) -> list[str]:
    """The lines behind blanks; where these are tabs, the lines' own are, too."""
    if "\t" in blanks:
        lines = [re.sub(r"^(?: {4})+", lambda own: "\t" * (len(own[0]) // 4), x) for x in lines]
    return [f"{blanks}{entry}" if entry else "" for entry in lines]


def item_indent(owner: Owner) -> int:
    """Where the dash of an item stands, or would, in the `Args` of a docstring."""
    section = owner.docstring.section("Args") if owner.docstring is not None else None
    if section is None:
        return _indent(owner) + 4
    return section.items[0].indent if section.items else section.indent + 4


def _start(owner: Owner) -> int:
    """The column of the docstring's opening quotes."""
    node = docstring_node(owner.node)
    assert node is not None
    return owner.module.column(node.lineno, node.col_offset)


def _indent(owner: Owner) -> int:
    return _start(owner) - 1


def _blanks(owner: Owner) -> str:
    """What the line of the opening quotes begins with."""
    node = docstring_node(owner.node)
    assert node is not None
    before = owner.module.lines[node.lineno - 1][: _indent(owner)]
    return " " * len(before) if before.strip() else before


def _closing(owner: Owner) -> tuple[int, int]:
    """Line and column of the docstring's closing quotes."""
    node = docstring_node(owner.node)
    assert node is not None
    line = node.end_lineno or node.lineno
    column = owner.module.column(line, node.end_col_offset or 0)
    source = owner.module.lines[line - 1][: column - 1]
    return line, column - (3 if source.endswith(('"""', "'''")) else 1)
