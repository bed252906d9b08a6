"""TG212: `__init__` does not take and hand on `**kwargs`."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.edits import add_param, after, insert
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG212",
    name="kwargs-not-forwarded",
    kind="bug",
    summary="`__init__` does not take `**kwargs`, or does not hand them to `super().__init__`",
    why=(
        "Every option of a task (`name`, `max_retries`, `trigger`, ...) reaches `prefect.Task` "
        "through `**kwargs`. Not taken, they raise a TypeError; taken and dropped, they are "
        "silently ignored."
    ),
    suppress="the task fixes all its options on purpose.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__()

    def run(self):
        return self.table
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        return self.table
""",
    fix=SAFE,
    fix_note="Adds `**kwargs` to the signature and to the call, as far as they are missing.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Own `__init__`s through which the options do not pass."""
    init = task.own_init
    if init is None or init.rewritten:
        return
    call = init.body.super_init()
    if call is None:
        return  # TG213
    if not init.kwargs:
        if set(init.named) & (set(TASK_OPTIONS) - {"target", "result", "timeout"}):
            return  # The options it takes are its own choice.
        yield found(
            RULE,
            init,
            init.node,
            f"`{task.name}(...)` takes none of the options of a task: `__init__` has no "
            "`**kwargs`.",
            "Take `**kwargs` and hand them on: `super().__init__(**kwargs)`.",
            argument="**kwargs",
            fix=_fix_missing(task),
        )
    elif init.kwargs not in init.body.names:
        yield found(
            RULE,
            init,
            init.params[init.kwargs].node,
            f"`**{init.kwargs}` is taken and dropped: options such as `name` and `max_retries` "
            "are ignored.",
            f"Hand them on: `super().__init__(**{init.kwargs})`.",
            argument="**kwargs",
            fix=Fix(SAFE, "Hand the kwargs on", (_forward(task, init.kwargs),)),
        )


def _forward(task: Task, name: str) -> Edit:
    init = task.own_init
    assert init is not None
    call = init.body.super_init()
    assert call is not None
    module = init.module
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    if values:
        return after(module, values[-1], f", **{name}")
    line = call.end_lineno or call.lineno
    return insert(line, module.column(line, call.end_col_offset or 0) - 1, f"**{name}")


def _fix_missing(task: Task) -> Fix | None:
    init = task.own_init
    if init is None or init.node.args.vararg or init.node.args.kwonlyargs:
        return None
    edits = add_param(init, "**kwargs")
    if edits is None:
        return None
    return Fix(SAFE, "Take `**kwargs` and hand them on", (*edits, _forward(task, "kwargs")))
