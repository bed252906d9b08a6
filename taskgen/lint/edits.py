"""Edits that several rules' fixes are made of, as exact splices of the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from taskgen.conventions import LINE_LENGTH
from taskgen.lint.facts import Function, Module, Param
from taskgen.lint.rule import Edit

DECORATOR = "defaults_from_attrs"
DECORATOR_MODULE = "prefect.utilities.tasks"


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, in its own line endings."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if lines and lines[-1] == "":
        lines.pop()
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:
        if line > len(lines):
            return len(text)
        return min(starts[line - 1] + column - 1, starts[line])

    pieces: list[str] = []
    done = len(text)
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        start, end = offset(edit.line, edit.column), offset(edit.end_line, edit.end_column)
        new = edit.text
        if start == len(text) and text and not text.endswith(("\n", "\r")) and new.endswith("\n"):
            new = "\n" + new.removesuffix("\n")
        if ending != "\n":
            new = new.replace("\n", ending)
        pieces += (text[end:done], new)
        done = start
    return text[:done] + "".join(reversed(pieces))


def replace(module: Module, node: ast.expr | ast.stmt | ast.arg, text: str) -> Edit:
    """Put text in the place of a node."""
    line, end = node.lineno, node.end_lineno or node.lineno
    return Edit(
        line,
        module.column(line, node.col_offset),
        end,
        module.column(end, node.end_col_offset or 0),
        text,
    )


def insert(line: int, column: int, text: str) -> Edit:
    """Put text before the character at a place."""
    return Edit(line, column, line, column, text)


def after(module: Module, node: ast.expr | ast.stmt | ast.arg, text: str) -> Edit:
    """Put text behind a node."""
    line = node.end_lineno or node.lineno
    column = module.column(line, node.end_col_offset or 0)
    return Edit(line, column, line, column, text)


def delete_lines(first: int, last: int) -> Edit:
    """Remove whole lines."""
    return Edit(first, 1, last + 1, 1, "")


def delete_statement(module: Module, body: Sequence[ast.stmt], node: ast.stmt) -> Edit | None:
    """Remove a statement with its lines; None where it shares a line or is all of a body."""
    if len(body) == 1:
        return replace(module, node, "pass")
    first, last = node.lineno, node.end_lineno or node.lineno
    before = module.lines[first - 1][: module.column(first, node.col_offset) - 1]
    behind = module.lines[last - 1][module.column(last, node.end_col_offset or 0) - 1 :]
    if before.strip() or (behind.strip() and not behind.lstrip().startswith("#")):
        return None
    return delete_lines(first, last)


def indent_of(module: Module, line: int) -> str:
    """The blanks a line begins with."""
    source = module.lines[line - 1]
    return source[: len(source) - len(source.lstrip())]


def deeper(blanks: str) -> str:
    """One indentation more, of the kind there is."""
    return blanks + ("\t" if "\t" in blanks else "    ")


def call_text(head: str, arguments: Sequence[str], indent: str, before: str = "") -> str:
    """`head(arguments)` as black lays it out where it stands behind `indent` and `before`."""
    inline = ", ".join(arguments)
    if len(f"{indent}{before}{head}({inline})") <= LINE_LENGTH:
        return f"{head}({inline})"
    inner = deeper(indent)
    if len(f"{inner}{inline}") <= LINE_LENGTH:
        return f"{head}(\n{inner}{inline}\n{indent})"
    lines = "".join(f"{inner}{argument},\n" for argument in arguments)
    return f"{head}(\n{lines}{indent})"


def has_comment(source: str) -> bool:
    """Whether the text may have a comment in it."""
    return "#" in source


def list_names(function: Function, names: Sequence[str]) -> tuple[Edit, ...] | None:
    """Make `defaults_from_attrs` list exactly these names, adding or removing it as needed.

    None where it has comments or names that can't be seen.
    """
    module, decorator = function.module, function.defaults
    order = {name: position for position, name in enumerate(function.params)}
    ordered = sorted(names, key=lambda name: order.get(name, len(order)))
    literals = [f'"{name}"' for name in ordered]
    if decorator is None:
        if not names:
            return ()
        indent = indent_of(module, function.node.lineno)
        name, imported = decorator_name(module)
        text = f"{indent}@{call_text(name, literals, indent, '@')}\n"
        # Innermost, so that decorators above see the filled values as `run` does.
        line = function.node.lineno
        return (*imported, insert(line, 1, text))
    if function.lists_more or has_comment(module.segment(decorator)):
        return None
    if not names:
        return (delete_lines(decorator.lineno, decorator.end_lineno or decorator.lineno),)
    indent = indent_of(module, decorator.lineno)
    head = module.segment(decorator.func)
    return (replace(module, decorator, call_text(head, literals, indent, "@")),)


def decorator_name(module: Module) -> tuple[str, tuple[Edit, ...]]:
    """How the module spells `defaults_from_attrs`, and the import that it needs for that."""
    for name, entry in module.imports.items():
        if entry.target.rpartition(".")[2] == DECORATOR:
            return name, ()
        if entry.target == DECORATOR_MODULE:
            return f"{name}.{DECORATOR}", ()
    return DECORATOR, (add_import(module, f"from {DECORATOR_MODULE} import {DECORATOR}"),)


def add_import(module: Module, statement: str) -> Edit:
    """Add an import below the module's other imports, or below its docstring."""
    last = 0
    for node in module.tree.body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (is_docstring and not last):
            last = node.end_lineno or node.lineno
        else:
            break
    return insert(last + 1, 1, f"{statement}\n")


def remove_param(function: Function, param: Param) -> tuple[Edit, ...] | None:
    """Take a parameter out of a signature; None where a comment stands beside it."""
    module, arguments = function.module, function.node.args
    nodes = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg:
        nodes.append(arguments.vararg)
    nodes += arguments.kwonlyargs
    if arguments.kwarg:
        nodes.append(arguments.kwarg)
    position = nodes.index(param.node)
    last: ast.expr | ast.arg = param.default or param.node
    end_line = last.end_lineno or last.lineno
    end = module.column(end_line, last.end_col_offset or 0)
    tail = module.lines[end_line - 1][end - 1 :]
    line = param.node.lineno
    column = module.column(line, param.node.col_offset)
    head = module.lines[line - 1][: column - 1]
    if has_comment(tail) or param.kind in ("*", "**"):
        return None
    if arguments.kwonlyargs == [param.node] and not arguments.vararg:
        return None
    if not head.strip() and tail.strip() in (",", ""):
        return (delete_lines(line, end_line),)
    comma = re.match(r"\s*,\s*", tail)
    if comma:
        return (Edit(line, column, end_line, end + comma.end(), ""),)
    if position == 0:
        return (Edit(line, column, end_line, end, ""),)
    before = re.search(r",\s*\Z", head)
    if before is None:
        return None
    return (Edit(line, before.start() + 1, end_line, end, ""),)


def add_param(function: Function, text: str) -> tuple[Edit, ...] | None:
    """Add a parameter with a default behind the others, but before `*` and `**kwargs`."""
    module, arguments = function.module, function.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    if not plain:
        return None
    last: ast.expr | ast.arg = plain[-1]
    if arguments.defaults:
        last = arguments.defaults[-1]
    line = last.end_lineno or last.lineno
    own_line = not module.lines[plain[-1].lineno - 1][
        : module.column(plain[-1].lineno, plain[-1].col_offset) - 1
    ].strip()
    if own_line:
        tail = module.lines[line - 1][module.column(line, last.end_col_offset or 0) - 1 :]
        if has_comment(tail):
            return None
        indent = indent_of(module, plain[-1].lineno)
        return (after(module, last, f",\n{indent}{text}"),)
    source = module.lines[line - 1]
    if len(source) + len(text) + 2 <= LINE_LENGTH or function.node.lineno != line:
        return (after(module, last, f", {text}"),)
    return _one_a_line(function, text, last)


def _one_a_line(function: Function, text: str, last: ast.expr | ast.arg) -> tuple[Edit, ...] | None:
    """The signature of one line with a parameter more, as black breaks it up."""
    module, line = function.module, function.node.lineno
    source = module.lines[line - 1]
    first = [*function.node.args.posonlyargs, *function.node.args.args][0]
    start = module.column(line, first.col_offset) - 1
    position = module.column(line, last.end_col_offset or 0) - 1
    depth, end = 1, position
    while end < len(source):
        depth += (source[end] in "([{") - (source[end] in ")]}")
        if depth == 0:
            break
        end += 1
    if depth or has_comment(source) or source[:start].rstrip()[-1:] != "(":
        return None
    indent = indent_of(module, line)
    inner = f"{indent}    "
    params = [*_commas(source[start:position]), text, *_commas(source[position:end])]
    stars = params[-1].startswith("**")
    new = "".join(f"\n{inner}{param}," for param in params)
    new = new[:-1] if stars else new
    return (Edit(line, start + 1, line, end + 1, f"{new}\n{indent}"),)


def _commas(source: str) -> list[str]:
    """The parts between commas, those in brackets and strings left alone."""
    parts, depth, start, quote = [], 0, 0, ""
    for position, char in enumerate(source):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(source[start:position])
            start = position + 1
    parts.append(source[start:])
    return [part.strip() for part in parts if part.strip()]
