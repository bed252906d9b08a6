"""Fixes that document an argument: with what is said of it elsewhere."""

from __future__ import annotations

from taskgen.lint.documented import documented_for
from taskgen.lint.facts import Function
from taskgen.lint.items import Owner, add_item, is_shared, item_lines, style_of
from taskgen.lint.rule import SAFE, Fix
from taskgen.lint.tasks import Task


def description(task: Task, function: Function, name: str) -> Fix | None:
    """A fix that documents an argument of `__init__` or `run`, if anything is known of it."""
    owner = owner_of(task, function)
    if owner is None:
        return None
    return _copied(task, function, owner, name)


def owner_of(task: Task, function: Function) -> Owner | None:
    """What has the docstring that documents the arguments of `__init__` or `run`."""
    if function.name != "__init__":
        return function if function.docstring is not None else None
    if task.cls.docstring is not None:
        return task.cls
    return function if function.docstring is not None else None


def _copied(task: Task, function: Function, owner: Owner, name: str) -> Fix | None:
    """With the text that the class has for `run`, or `run` for the class."""
    sibling = task.own_run if function.name == "__init__" else task.own_init
    other = owner_of(task, sibling) if sibling is not None else None
    if sibling is None or other is None or other.docstring is None:
        return None
    item = documented_for(task, sibling).get(name)
    if item is None or item not in other.docstring.items("Args"):
        return None
    shared = name if is_shared(other.docstring, item) else ""
    lines = item_lines(task.module, item, shared)
    if not style_of(lines, owner.docstring):
        return None
    edits = add_item(owner, function, name, lines)
    where = "the class" if function.name == "run" else "`run`"
    return Fix(SAFE, f"Copy the item of `{name}` from {where}", edits) if edits else None
