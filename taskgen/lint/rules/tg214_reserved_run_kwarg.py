"""TG214: `run` takes a name that Prefect keeps for itself, or `*args`."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.conventions import RUN_RESERVED
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG214",
    name="reserved-run-kwarg",
    kind="bug",
    summary="`run` takes `upstream_tasks`, `mapped`, `task_args`, `flow`, or `*args`",
    why=(
        "`Task.__call__` and `Task.bind` take these names themselves, so a value passed under "
        "them never reaches `run`; Prefect refuses such a class with a ValueError when it is "
        "made. It refuses `*args` too, since arguments are bound by name."
    ),
    suppress="the class brings its own `__call__` and `bind`.",
    bad="""
class Load(Task):
    def run(self, flow: str = None):
        return flow
""",
    good="""
class Load(Task):
    def run(self, flow_name: str = None):
        return flow_name
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Reserved parameters of the class's own `run`."""
    run = task.own_run
    if run is None or run.rewritten:
        return
    for name, param in run.params.items():
        if param.kind == "*":
            message = f"Prefect refuses `*{name}` in `run`: its arguments are bound by name."
            hint = "Take one list or tuple instead."
        elif name in RUN_RESERVED and param.kind != "**":
            message = f"`{name}` is reserved by Prefect: a value passed under it never arrives."
            hint = f"Rename it, to `{name}_name` or the like."
        else:
            continue
        yield found(RULE, run, param.node, message, hint, argument=name)
