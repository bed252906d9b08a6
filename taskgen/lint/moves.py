"""Fixes that open a kwarg of `__init__` to `run`, or move it there, with both docstrings."""

from __future__ import annotations

import ast
import re

from taskgen.docstrings.read import DASH, Docstring, Item
from taskgen.lint.body import self_attribute
from taskgen.lint.edits import (
    add_param,
    delete_lines,
    insert,
    list_names,
    remove_param,
    replace,
)
from taskgen.lint.facts import Function
from taskgen.lint.rule import Edit
from taskgen.lint.tasks import Task


def open_to_run(task: Task, name: str) -> tuple[Edit, ...] | None:
    """Make a kwarg of `__init__` one of `run` as well, filled in by the decorator.

    None where it can't be done by plain edits: another method reads it, or `run` sets it.
    """
    init, run = task.own_init, task.own_run
    if init is None or run is None or run.rewritten or run.lists_more or name in run.params:
        return None
    if name in run.body.stores or name in run.body.names or name in run.body.self_stores:
        return None
    reads = _reads_in_run(task, run, name)
    param = init.named[name]
    if reads is None or init.body.attributes_from(name) != {name}:
        return None
    added = add_param(run, _declaration(init, name))
    if added is None or param.kind == "keyword":
        return None
    listed = _listed_with(run, name)
    if listed is None:
        return None
    documented = _document_in_run(task, run, name)
    edits = [replace(run.module, node, name) for node in reads]
    return (*listed, *added, *documented, *edits)


def move_to_run(task: Task, name: str) -> tuple[Edit, ...] | None:
    """Move a kwarg from `__init__` to `run`, where it may be a kwarg already."""
    init, run = task.own_init, task.own_run
    if init is None or run is None or run.rewritten or run.lists_more:
        return None
    statement = _only_store(init, name)
    if statement is None:
        return None
    reads = _reads_in_run(task, run, name)
    removed = remove_param(init, init.named[name])
    if reads is None or removed is None or name in run.body.self_stores:
        return None
    edits: list[Edit] = [*removed, delete_lines(statement.lineno, statement.lineno)]
    item = task.cls.docstring.argument(name) if task.cls.docstring else None
    if item is not None and _alone(task.cls.docstring, item):
        edits.append(delete_lines(item.line, item.end_line))
    if name in run.listed:
        listed = list_names(run, [other for other in run.listed if other != name])
        if listed is None:
            return None
        edits += listed
    if name in run.named:
        if run.named[name].required and name in run.listed:
            return None
    else:
        if name in run.params or name in run.body.stores or name in run.body.names:
            return None
        added = add_param(run, _declaration(init, name))
        if added is None:
            return None
        edits += added
        edits += _document_in_run(task, run, name)
    edits += [replace(run.module, node, name) for node in reads]
    return tuple(edits)


def _only_store(init: Function, name: str) -> ast.Assign | None:
    """`self.x = x` on a line of its own, where it is all that `__init__` does with the kwarg."""
    stores = init.body.self_stores.get(name, [])
    if len(stores) != 1 or len(init.body.names.get(name, [])) != 1 or len(init.node.body) == 1:
        return None
    for statement in init.node.body:
        if (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and self_attribute(statement.targets[0], init.self_name) == name
            and isinstance(statement.value, ast.Name)
            and statement.value.id == name
            and statement.lineno == statement.end_lineno
        ):
            source = init.module.lines[statement.lineno - 1]
            return None if "#" in source or ";" in source else statement
    return None


def _listed_with(run: Function, name: str) -> tuple[Edit, ...] | None:
    return list_names(run, [*run.listed, name])


def _declaration(init: Function, name: str) -> str:
    annotation = init.named[name].node.annotation
    if annotation is None:
        return f"{name}=None"
    return f"{name}: {init.module.segment(annotation)} = None"


def _reads_in_run(task: Task, run: Function, name: str) -> list[ast.expr] | None:
    """Where `run` itself reads the attribute; None where anything else does, or may."""
    for cls in task.line:
        for method in cls.methods.values():
            body = method.body
            if method is run:
                continue
            if name in body.self_reads or body.dynamic_reads or body.escapes:
                return None
            if name in body.self_stores and method is not task.own_init:
                return None
    if run.body.dynamic_reads or run.body.escapes or task.open:
        return None
    if any(
        name in f.body.self_reads for other in task.subclasses for f in other.cls.methods.values()
    ):
        return None
    reads: list[ast.expr] = []
    for node in run.body.self_reads.get(name, []):
        if run.module.segment(node) != f"{run.self_name}.{name}":
            return None
        reads.append(node)
    return reads


def _document_in_run(task: Task, run: Function, name: str) -> list[Edit]:
    """The item for `run`'s docstring, with the text of the class's."""
    item = task.cls.docstring.argument(name) if task.cls.docstring else None
    if item is None or run.docstring is None or item.bullet != "-":
        return []
    edit = add_item(run, run.docstring, name, item_lines(task, item))
    return [edit] if edit is not None else []


def item_lines(task: Task, item: Item) -> list[str]:
    """The lines of a docstring's item, without the indentation of its first one."""
    lines = task.module.lines[item.line - 1 : item.end_line]
    return [line[min(item.indent, len(line) - len(line.lstrip())) :] for line in lines]


def add_item(function: Function, docstring: Docstring, name: str, lines: list[str]) -> Edit | None:
    """Add an item to the `Args` of a function's or class's docstring, in the signature's order."""
    section = docstring.section("Args")
    if section is None:
        return _add_section(docstring, lines)
    if docstring.style not in (DASH, ""):
        return None
    if not section.items:
        if section.text.strip():
            return None
        blanks = " " * (section.indent + 4)
        return insert(section.line + 1, 1, "".join(f"{blanks}{line}\n" for line in lines))
    order = {param: position for position, param in enumerate(function.params)}
    mine = order.get(name, len(order))
    if name not in order and function.kwargs:
        mine = order[function.kwargs] - 1
    before = [i for i in section.items if order.get(i.name.lstrip("*"), -1) < mine]
    indent = " " * section.items[0].indent
    text = "".join(f"{indent}{line}\n" if line else "\n" for line in lines)
    first = section.items[0]
    if not before:
        return insert(first.line, 1, text)
    line = before[-1].end_line
    if line >= docstring.end_line:
        return None
    return insert(line + 1, 1, text)


def _add_section(docstring: Docstring, lines: list[str]) -> Edit | None:
    if docstring.end_line == docstring.line:
        return None
    source = docstring.text.splitlines()
    indent = re.match(r"\s*", source[-1])
    blanks = indent[0] if indent else ""
    text = f"\n{blanks}Args:\n" + "".join(f"{blanks}    {line}\n" for line in lines)
    sections = docstring.sections
    if sections:
        return insert(sections[0].line, 1, f"{text[1:]}\n")
    return insert(docstring.end_line, 1, text) if not source[-1].strip() else None


def _alone(docstring: Docstring | None, item: Item) -> bool:
    """Whether the item's lines are no other item's as well (`- a, b (str): ...`)."""
    if docstring is None:
        return False
    return sum(other.line == item.line for s in docstring.sections for other in s.items) == 1
