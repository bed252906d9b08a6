"""Edits of fixes that are not made with their findings: they take longer, and few are applied."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from taskgen.linediff import changes
from taskgen.lint.describe import MEMBER, MemberTexts, member_edits
from taskgen.lint.edits import DECORATOR, DECORATOR_MODULE, add_import, decorator_name, spliced
from taskgen.lint.facts import Class, Function, Module
from taskgen.lint.items import add_item, is_shared, item_lines, remove_item, style_of
from taskgen.lint.library import Library
from taskgen.lint.moves import OPEN, Move, moving, opening
from taskgen.lint.rule import Edit, Finding
from taskgen.lint.tasks import Task, tasks_of


def edits_of(
    finding: Finding, module: Module, library: Library, texts: MemberTexts | None
) -> tuple[Edit, ...]:
    """The edits of a finding's fix; none where they can't be made after all."""
    assert finding.fix is not None
    if not finding.fix.later:
        return finding.fix.edits
    task = next((t for t in tasks_of(module, library) if _has(t, finding)), None)
    if task is None:
        return ()
    if finding.fix.later == MEMBER:
        function = task.cls.methods.get(finding.method)
        return member_edits(task, function, finding.argument, texts) if function else ()
    decide = opening if finding.fix.later == OPEN else moving
    move = decide(task, finding.argument)
    return _moved(task, move) if isinstance(move, Move) else ()


def _has(task: Task, finding: Finding) -> bool:
    node = task.cls.node
    return node.name == finding.cls and node.lineno <= finding.line <= (node.end_lineno or 0)


def _moved(task: Task, move: Move) -> tuple[Edit, ...]:
    from taskgen.lint.rewrite import rewritten

    module = task.module
    run = task.cls.methods["run"]
    lines = {name: method.node.lineno for name, method in task.cls.methods.items()}
    spelt, imports = decorator_name(module)
    text = "\n".join(module.lines)
    code = rewritten(text, lines, move, spelt, run.node.col_offset)
    if code is None:
        return ()
    fresh = _parsed(module, code)
    place = module.classes[task.name].index(task.cls)
    if fresh is None or len(fresh.classes.get(task.name, ())) <= place:
        return ()
    edits = _documented(fresh.classes[task.name][place], move)
    if not move.away and imports and run.defaults is None:
        edits.append(add_import(fresh, f"from {DECORATOR_MODULE} import {DECORATOR}"))
    if move.away:
        edits += _unused_import(fresh, spelt)
    return _between(module.lines, spliced(code, edits).split("\n"))


def _parsed(module: Module, text: str) -> Module | None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return Module(module.path, module.name, module.shown, text, tree, module.is_package)


def _documented(cls: Class, move: Move) -> list[Edit]:
    """The item in `run`'s docstring as it is in the class's, or in that of `__init__`."""
    run, init = cls.methods["run"], cls.methods["__init__"]
    edits: list[Edit] = []
    owners: tuple[Class | Function, ...] = (cls, init)
    for owner in owners:
        docstring = owner.docstring
        item = docstring.argument(move.name) if docstring else None
        if docstring is None or item is None:
            continue
        written = run.docstring
        if written is not None and written.argument(move.name) is None and not edits:
            name = move.name if is_shared(docstring, item) else ""
            lines = item_lines(cls.module, item, name)
            if style_of(lines, written):
                edits += add_item(run, run, move.name, lines)
        if move.away:
            edits += remove_item(owner, docstring, item)
    return edits


def _unused_import(module: Module, spelt: str) -> list[Edit]:
    """The import of the decorator goes with its last use."""
    entry = module.imports.get(spelt)
    if entry is None or not isinstance(entry.node, ast.ImportFrom) or not entry.top:
        return []
    used = any(isinstance(node, ast.Name) and node.id == spelt for node in ast.walk(module.tree))
    if used or spelt in (module.exports or ()):
        return []
    node = entry.node
    source = module.segment(node)
    column = module.column(node.lineno, node.col_offset)
    end_line = node.end_lineno or node.lineno
    end = module.column(end_line, node.end_col_offset or 0)
    alone = not module.lines[end_line - 1][end - 1 :].strip() and column == 1
    if len(node.names) == 1 and alone:
        return [Edit(node.lineno, 1, end_line + 1, 1, "")]
    if len(node.names) == 1 or "#" in source or " as " in source:
        return []
    shorter = re.sub(rf"\b{spelt}\b\s*,\s*|,\s*\b{spelt}\b(?=\s*(,?\s*\)|\Z))", "", source, count=1)
    return [Edit(node.lineno, column, end_line, end, shorter)]


def _between(before: Sequence[str], after: Sequence[str]) -> tuple[Edit, ...]:
    """The lines that differ, as edits."""
    edits = []
    for change in changes(list(before), list(after)):
        text = "\n".join(after[change.new_start : change.new_end])
        if change.end < len(before) and change.new_end > change.new_start:
            text += "\n"
        edits.append(Edit(change.start + 1, 1, change.end + 1, 1, text))
    return tuple(edits)
