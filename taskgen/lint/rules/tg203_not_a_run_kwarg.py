"""TG203: `defaults_from_attrs` lists a name that `run` does not take."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.edits import list_names
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG203",
    name="not-a-run-kwarg",
    kind="bug",
    summary="`defaults_from_attrs` lists a name that is no kwarg of `run`",
    why=(
        "The decorator passes every listed name as a keyword argument, so each call fails with a "
        "TypeError: `run() got an unexpected keyword argument`. Where `run` has `**kwargs`, the "
        "value is taken there, and the rule is silent."
    ),
    suppress="never; the run can't work.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table", "tabel")
    def run(self, table: str = None):
        return table
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table
""",
    fix=SAFE,
    fix_note="Removes the name from the decorator.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every listed name that is no parameter."""
    run = task.own_run
    if run is None or run.kwargs or run.rewritten:
        return
    for name, listed in run.listed.items():
        if name in run.named:
            continue
        edits = list_names(run, [other for other in run.listed if other != name])
        yield found(
            RULE,
            run,
            listed.node,
            f'"{name}" is no kwarg of `run`: every call fails with a TypeError.',
            f'Remove "{name}" from the decorator, or take it as a kwarg of `run`.',
            argument=name,
            fix=Fix(SAFE, f'Remove "{name}" from `defaults_from_attrs`', edits) if edits else None,
        )
