"""TG204: a listed kwarg of `run` has no default."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.edits import after
from taskgen.lint.facts import Function, Param
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG204",
    name="required-run-kwarg",
    kind="bug",
    summary="a kwarg in `defaults_from_attrs` has no default in `run`",
    why=(
        "`task.run()` works, since the decorator fills the value in, but inside a Flow `task()` "
        "binds its arguments to the undecorated signature and raises a TypeError: `missing a "
        "required argument`. Unit tests that call `.run()` do not show it."
    ),
    suppress="never; give the parameter a default of None.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str):
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
    fix_note="Gives the parameter, and listed ones behind it, the default None.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every listed parameter without a default."""
    run = task.own_run
    if run is None or run.rewritten:
        return
    for name in run.listed:
        param = run.named.get(name)
        if param is None or not param.required:
            continue
        yield found(
            RULE,
            run,
            param.node,
            f"`{name}` has no default: `{task.name}()(...)` in a Flow raises a TypeError unless "
            f"`{name}` is passed, although the decorator would fill it in.",
            f"Write `{name} = None` in the signature of `run`.",
            argument=name,
            fix=_fix(run, param),
        )


def _fix(run: Function, param: Param) -> Fix | None:
    """Give it a default, if no required parameter that is not listed comes behind it."""
    params = list(run.named.values())
    behind = params[params.index(param) + 1 :]
    required = [p for p in behind if p.required and p.kind == param.kind]
    if param.kind == "plain" and any(p.name not in run.listed for p in required):
        return None
    targets = [param, *(required if param.kind == "plain" else ())]
    edits = tuple(
        after(run.module, target.node, " = None" if target.node.annotation else "=None")
        for target in targets
    )
    return Fix(SAFE, f"Give `{param.name}` the default None", edits)
