"""TG213: what `super().__init__` sets is used before it is called, or it is never called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import TASK_ATTRIBUTES, Task

RULE = Rule(
    code="TG213",
    name="used-before-super",
    kind="bug",
    summary="`self.logger` or the like is used before `super().__init__`, or that is never called",
    why=(
        "`self.logger`, `self.name` and the other attributes of a task exist only after "
        "`super().__init__`; reading one before raises an AttributeError. A task whose "
        "`__init__` never calls it has none of them and can't be put into a Flow."
    ),
    suppress="a base sets the attribute on the class.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        self.logger.info("made")
        super().__init__(**kwargs)

    def run(self):
        return self.table
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)
        self.logger.info("made")

    def run(self):
        return self.table
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Reads before the call, or no call at all."""
    init = task.own_init
    if init is None or init.rewritten or init.is_abstract:
        return
    call = init.body.super_init()
    if call is None:
        if not _may_call(task, init):
            yield found(
                RULE,
                init,
                init.node,
                f"`__init__` of `{task.name}` never calls `super().__init__`: the task has no "
                "name, logger or trigger, and no Flow takes it.",
                "Call `super().__init__(**kwargs)` as its last statement.",
            )
        return
    own = {name for cls in task.line for name in (*cls.variables, *cls.methods)}
    for attr, reads in init.body.self_reads.items():
        if attr not in TASK_ATTRIBUTES or attr in own:
            continue
        stores = init.body.self_stores.get(attr, [])
        for node in reads:
            if (node.lineno, node.col_offset) >= (call.lineno, call.col_offset):
                continue
            if any(s.node.lineno < node.lineno for s in stores):  # type: ignore[attr-defined]
                continue
            yield found(
                RULE,
                init,
                node,
                f"`self.{attr}` does not exist before `super().__init__`: AttributeError.",
                "Move the statement behind `super().__init__(**kwargs)`.",
                argument=attr,
            )


def _may_call(task: Task, init: Function) -> bool:
    """Whether something that it calls might call a base's `__init__`."""
    body = init.body
    if body.escapes or body.dynamic_stores:
        return True
    reach = task.reach(init)
    if reach.open:
        return True
    if any(name == "__init__" for f in reach.functions for name, _ in f.body.super_calls):
        return True
    return any(
        isinstance(node, ast.Attribute) and node.attr == "__init__"
        for call in body.calls
        for node in ast.walk(call.func)
    )
