"""TG220: `__call__` is overridden and does not hand on to the base's."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import delete_lines
from taskgen.lint.facts import Function
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG220",
    name="call-overridden",
    kind="bug",
    summary="`__call__` does not return what `super().__call__` returns",
    why=(
        "Calling a task inside a Flow copies it, binds its arguments and adds it to the Flow. A "
        "`__call__` of its own that does something else, or drops the copy, leaves the task out "
        "of the Flow: it never runs, and nothing says so."
    ),
    suppress="the class is not meant to be called in a Flow.",
    bad="""
class Load(Task):
    def __call__(self, table: str):
        return self.run(table)

    def run(self, table: str):
        return table
""",
    good="""
class Load(Task):
    def __call__(self, table: str, **kwargs):
        return super().__call__(table=table.lower(), **kwargs)

    def run(self, table: str):
        return table
""",
    fix=SAFE,
    fix_note="Removes the method where all it does is to call `run`.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class's own `__call__`."""
    call = task.cls.methods.get("__call__")
    if call is None or call.is_abstract or call.rewritten:
        return
    reach = task.reach(call)
    if reach.open or call.body.escapes:
        return
    handed = [c for f in reach.functions for name, c in f.body.super_calls if name == "__call__"]
    if handed and _returns(call, handed):
        return
    what = (
        "drops the copy that `super().__call__` returns"
        if handed
        else "never calls `super().__call__`"
    )
    yield found(
        RULE,
        call,
        call.node,
        f"`__call__` of `{task.name}` {what}: in a Flow the task is not bound, or its result is "
        "lost.",
        "Return `super().__call__(...)`, or leave `__call__` out.",
        fix=_fix(task, call),
    )


def _returns(call: Function, handed: list[ast.Call]) -> bool:
    """Whether some value is returned that may come from the base."""
    del handed
    return any(node.value is not None for node in call.body.returns)


def _fix(task: Task, call: Function) -> Fix | None:
    if len(call.statements) != 1 or len(task.cls.methods) == 1 or call.node.decorator_list:
        return None
    statement = call.statements[0]
    value = statement.value if isinstance(statement, (ast.Return, ast.Expr)) else None
    if not isinstance(value, ast.Call) or ast.unparse(value.func) != f"{call.self_name}.run":
        return None
    first, last = call.node.lineno, call.node.end_lineno or call.node.lineno
    lines = call.module.lines
    while last < len(lines) and not lines[last].strip():
        last += 1
    return Fix(SAFE, "Remove `__call__`", (delete_lines(first, last),))
