"""Fixes that document an argument: with what is said of it elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Callable

from taskgen.conventions import (
    BOTO_KWARGS,
    BOTO_KWARGS_DOC,
    KWARGS_DOC,
    RUN_RESERVED,
    SCAFFOLD,
)
from taskgen.docstrings import write
from taskgen.lint.boto import Filled, filled
from taskgen.lint.documented import documented_for
from taskgen.lint.facts import Function
from taskgen.lint.items import Owner, add_item, is_shared, item_indent, item_lines, style_of
from taskgen.lint.rule import SAFE, UNSAFE, Edit, Fix
from taskgen.lint.tasks import Task
from taskgen.text import Prose, prose

MEMBER = "member"
"""What `Fix.later` says where the text is that of an SDK's member."""

MemberTexts = Callable[[Filled], Prose]
"""What an SDK says of a member of a request; nothing where it is not known."""

FIX_NOTE = (
    "Copies the item from {sibling}, where it has one, or writes what the library always says of "
    "`**kwargs` and `boto_kwargs`. Where the kwarg fills a member of a boto3 request, the item "
    "gets what botocore's data says of that member, if botocore is installed. These are safe. "
    "Where nothing is known, the unsafe fix writes an item for you to complete, which TG601 finds "
    "until you have."
)


def description(task: Task, function: Function, name: str) -> Fix | None:
    """A fix that documents an argument of `__init__` or `run`, with the best that is known."""
    owner = owner_of(task, function)
    if owner is None:
        return None
    copied = _copied(task, function, owner, name)
    if copied is not None:
        return copied
    param = function.params[name]
    usual = ""
    if param.kind == "**" and function.name == "__init__":
        usual = KWARGS_DOC
    elif name == BOTO_KWARGS:
        usual = BOTO_KWARGS_DOC
    if usual:
        edits = written(owner, function, name, prose(usual))
        return Fix(SAFE, f"Document `{name}` as the library does", edits) if edits else None
    if filled(task, name) is not None and written(owner, function, name, Prose("x")):
        return Fix(SAFE, f"Document `{name}` as the SDK does", (), MEMBER)
    if param.kind in ("*", "**") or name in RUN_RESERVED:
        return None
    edits = written(owner, function, name, prose(f"{SCAFFOLD}: say what it is for."))
    return Fix(UNSAFE, f"Add an item for `{name}`, to be completed", edits) if edits else None


def member_edits(
    task: Task, function: Function, name: str, texts: MemberTexts | None
) -> tuple[Edit, ...]:
    """The edits that document an argument with its SDK's words."""
    owner, member = owner_of(task, function), filled(task, name)
    text = texts(member) if texts is not None and member is not None else Prose()
    if owner is None or not text or '"""' in text or "\\" in text:
        return ()
    return written(owner, function, name, text)


def written(owner: Owner, function: Function, name: str, text: Prose) -> tuple[Edit, ...]:
    """The edits that add an item with this text, in the library's style."""
    param = function.params[name]
    kind = "dict"
    if param.kind != "**":
        annotation = param.node.annotation
        kind = ast.unparse(annotation) if annotation is not None else "Any"
    kind = kind.strip("'\"")
    if kind.startswith("Optional[") and kind.endswith("]"):
        kind = kind.removeprefix("Optional[").removesuffix("]")
    if not param.required:
        kind += ", optional"
    indent = item_indent(owner)
    lines = [line[indent:] for line in write.item(param.stars, kind, text, indent)]
    if not style_of(lines, owner.docstring):
        return ()
    return add_item(owner, function, name, lines)


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
