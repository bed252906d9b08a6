"""TG211: a default in `run` that can never apply."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import replace
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG211",
    name="dead-run-default",
    kind="pedantic",
    summary="the default in `run` of a listed kwarg differs from `__init__`'s, and never applies",
    why=(
        "The decorator always passes the attribute, so the default written in `run` is never "
        "used. Readers, and the docs made from the signature, believe it all the same."
    ),
    suppress="the default only documents the type.",
    bad="""
class Load(Task):
    def __init__(self, size: int = 10, **kwargs):
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("size")
    def run(self, size: int = 100):
        return size
""",
    good="""
class Load(Task):
    def __init__(self, size: int = 10, **kwargs):
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("size")
    def run(self, size: int = None):
        return size
""",
    fix=SAFE,
    fix_note="Makes the default None.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Listed parameters with another default than None and `__init__`'s."""
    run = task.own_run
    if run is None or run.rewritten:
        return
    for name in run.listed:
        param = run.named.get(name)
        default = param.default if param else None
        if default is None or (isinstance(default, ast.Constant) and default.value is None):
            continue
        other = task.init_params.get(name)
        if other is None:
            continue
        set_there = other[0].default
        if set_there is not None and ast.unparse(set_there) == ast.unparse(default):
            continue
        yield found(
            RULE,
            run,
            default,
            f"The default of `{name}` never applies: the decorator always passes `self.{name}`.",
            "Make it None, or the same as in `__init__`.",
            argument=name,
            fix=Fix(
                SAFE, f"Make the default of `{name}` None", (replace(run.module, default, "None"),)
            ),
        )
