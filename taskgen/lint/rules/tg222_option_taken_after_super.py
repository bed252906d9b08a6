"""TG222: an own option is read from the kwargs after all of them went to `super().__init__`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.nodes import names_in
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG222",
    name="option-taken-after-super",
    kind="bug",
    summary="an option is taken from `kwargs`, all of which also go to `super().__init__`",
    why=(
        "`prefect.Task` does not know the option and raises a TypeError, so it can never be set: "
        "what follows always sees the default."
    ),
    suppress="a base outside the library takes the option.",
    bad="""
class Load(Task):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.table = kwargs.pop("table", None)

    def run(self):
        return self.table
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        super().__init__(**kwargs)
        self.table = table

    def run(self):
        return self.table
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Own options that are still among the kwargs when the base gets them."""
    init = task.own_init
    call = init.body.super_init() if init is not None else None
    if (
        init is None
        or call is None
        or not init.kwargs
        or task.open
        or init.body.stores.get(init.kwargs)
    ):
        return
    if not any(
        k.arg is None and isinstance(k.value, ast.Name) and k.value.id == init.kwargs
        for k in call.keywords
    ):
        return
    known = set(TASK_OPTIONS)
    above = task.find("__init__", after=init.cls)
    if above is not None:
        if any(
            other.body.dynamic_locals or "pop" in _methods(other.body.calls)
            for other in task.inits[1:]
        ):
            return
        known |= set(above.named) | {n for other in task.inits[1:] for n in other.named}
    for other in init.body.calls:
        func = other.func
        if not (
            isinstance(func, ast.Attribute)
            and func.attr in ("get", "pop")
            and isinstance(func.value, ast.Name)
            and func.value.id == init.kwargs
            and other.args
            and isinstance(other.args[0], ast.Constant)
        ):
            continue
        name = str(other.args[0].value)
        before = (other.lineno, other.col_offset) < (call.lineno, call.col_offset)
        if name in known or (before and func.attr == "pop"):
            continue
        if before and any(c.name == init.kwargs for c in init.body.changes if c.node is not other):
            continue
        if init.kwargs not in names_in(func.value):
            continue
        yield found(
            RULE,
            init,
            other,
            f"`{task.name}({name}=...)` always raises a TypeError: `{name}` is still among the "
            "kwargs that go to `super().__init__`.",
            f"Take `{name}` as a kwarg of `__init__`, or pop it before the call.",
            argument=name,
        )


def _methods(calls: list[ast.Call]) -> set[str]:
    return {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
