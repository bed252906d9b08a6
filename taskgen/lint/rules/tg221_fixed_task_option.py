"""TG221: an option of the task is fixed in the call of `super().__init__`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import indent_of
from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG221",
    name="fixed-task-option",
    kind="bug",
    summary="`super().__init__(name=..., **kwargs)` fixes an option of the task",
    why=(
        "A user who sets the option gets a TypeError: `got multiple values for keyword argument`. "
        "A default for it is set with `kwargs.setdefault(...)` before."
    ),
    suppress="the option must not be set by users.",
    bad="""
class Load(Task):
    def __init__(self, **kwargs):
        super().__init__(name="load", **kwargs)

    def run(self):
        return 1
""",
    good="""
class Load(Task):
    def __init__(self, **kwargs):
        kwargs.setdefault("name", "load")
        super().__init__(**kwargs)

    def run(self):
        return 1
""",
    fix=SAFE,
    fix_note="Turns the keyword into `kwargs.setdefault(...)` before the call.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Options beside `**kwargs` that are no parameters of `__init__`."""
    init = task.own_init
    call = init.body.super_init() if init is not None else None
    if init is None or call is None or not init.kwargs:
        return
    if not any(k.arg is None and init.kwargs in names_in(k.value) for k in call.keywords):
        return
    if init.kwargs in init.body.stores:
        return
    removed = _removed(init)
    for keyword in call.keywords:
        name = keyword.arg
        if name not in TASK_OPTIONS or name in init.named or name in removed:
            continue
        if init.kwargs in names_in(keyword.value):
            continue
        yield found(
            RULE,
            init,
            keyword,
            f"`{task.name}({name}=...)` raises a TypeError: `{name}` is given to "
            "`super().__init__` twice.",
            f'Write `{init.kwargs}.setdefault("{name}", ...)` before the call instead.',
            argument=name or "",
            fix=_fix(init, call, keyword),
        )


def _removed(init: Function) -> set[str]:
    """Names taken out of the kwargs by `pop` or `del`."""
    found_names = set()
    for call in init.body.calls:
        func = call.func
        if (
            isinstance(func, ast.Attribute)
            and func.attr == "pop"
            and isinstance(func.value, ast.Name)
            and func.value.id == init.kwargs
            and call.args
            and isinstance(call.args[0], ast.Constant)
        ):
            found_names.add(str(call.args[0].value))
    for change in init.body.changes:
        if change.name == init.kwargs and isinstance(change.node, ast.Subscript):
            if isinstance(change.node.ctx, ast.Del) and isinstance(change.node.slice, ast.Constant):
                found_names.add(str(change.node.slice.value))
    return found_names


def _fix(init: Function, call: ast.Call, keyword: ast.keyword) -> Fix | None:
    module = init.module
    statement = next(
        (s for s in init.node.body if isinstance(s, ast.Expr) and s.value is call), None
    )
    value = module.segment(keyword.value)
    if statement is None or "\n" in value:
        return None
    position = call.keywords.index(keyword)
    if position + 1 >= len(call.keywords):
        return None
    following = call.keywords[position + 1]
    # A `**kwargs` keyword begins at its stars.
    line, column = following.lineno, module.column(following.lineno, following.col_offset)
    if "#" in module.lines[keyword.lineno - 1]:
        return None
    start = module.column(keyword.lineno, keyword.col_offset)
    indent = indent_of(module, statement.lineno)
    text = f'{indent}{init.kwargs}.setdefault("{keyword.arg}", {value})\n'
    return Fix(
        SAFE,
        f"Set the default of `{keyword.arg}` in the kwargs",
        (
            Edit(statement.lineno, 1, statement.lineno, 1, text),
            Edit(keyword.lineno, start, line, column, ""),
        ),
    )
