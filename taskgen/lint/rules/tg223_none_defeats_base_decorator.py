"""TG223: an explicit None keeps the base's decorator from filling a kwarg in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG223",
    name="none-defeats-base-decorator",
    kind="bug",
    summary="None is handed to `super().run`, whose decorator then does not fill the kwarg in",
    why=(
        "`defaults_from_attrs` fills in what is not passed. A None that is passed wins over the "
        "value given to `__init__`, which is silently ignored."
    ),
    suppress="None is what the base is meant to get.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table


class LoadTwice(Load):
    def run(self, table: str = None):
        return super().run(table=table) * 2
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table


class LoadTwice(Load):
    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return super().run(table=table) * 2
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Calls of the base's `run` from the class's own."""
    run = task.own_run
    above = task.find("run", after=task.cls)
    if run is None or above is None or not above.listed or above.rewritten or run.rewritten:
        return
    for method, call in run.body.super_calls:
        if method != "run":
            continue
        for name, value in _passed(call, above).items():
            if name in above.listed and _is_none(run, value):
                yield found(
                    RULE,
                    run,
                    value,
                    f"Unless a `{name}` is passed, `super().run` is given None for it, and the "
                    f"value given to `{task.name}(...)` is ignored.",
                    f'Add `@defaults_from_attrs("{name}")` to this `run`, or leave the argument '
                    "out.",
                    argument=name,
                )


def _passed(call: ast.Call, above: Function) -> dict[str, ast.expr]:
    del above
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _is_none(run: Function, value: ast.expr) -> bool:
    """Whether the value is None, or a kwarg of `run` that is None by default and left as it is."""
    if isinstance(value, ast.Constant):
        return value.value is None
    if not isinstance(value, ast.Name) or value.id not in run.named:
        return False
    name = value.id
    default = run.named[name].default
    if not isinstance(default, ast.Constant) or default.value is not None:
        return False
    if name in run.listed or run.lists_more or name in run.body.stores:
        return False
    return not any(
        isinstance(node, (ast.If, ast.IfExp)) and name in ast.unparse(node.test)
        for node in ast.walk(run.node)
    )
