"""TG208: a kwarg of `__init__` that a run can't override."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskgen.lint.moves import opening, said
from taskgen.lint.rule import UNSAFE, Context, Finding, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG208",
    name="init-only-kwarg",
    kind="pedantic",
    summary="a kwarg of `__init__` can't be given to `run`",
    why=(
        "What only `__init__` takes is fixed when the flow is built: it can't come from a "
        "Parameter or an upstream task. The library's maintainers asked that every task can be "
        "configured from `run`."
    ),
    suppress="the value configures a client, or must be known when the flow is built. A docstring "
    "that says `at initialization only` silences the rule, and so does the name `boto_kwargs`.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        return self.table
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
    fix=UNSAFE,
    fix_note=(
        "Adds the kwarg to `run`, its docstring and the decorator, and reads it instead of the "
        "attribute; private methods that read the attribute for `run` get it as an argument. It is "
        "unsafe because subclasses outside the library may override what it changes. Where "
        "something stands in its way, the finding says what."
    ),
)

_ON_PURPOSE = r"(?i)\bonly at initiali[sz]ation|\bat initiali[sz]ation (only|alone)"


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Kwargs kept by `__init__` and read by `run`, which does not take them."""
    init, run = task.own_init, task.own_run
    if init is None or run is None or run.is_abstract or run.rewritten or run.kwargs:
        return
    reach = task.reach(run)
    for name, param in init.named.items():
        if name in run.named or name in TASK_OPTIONS or name == "boto_kwargs":
            continue
        holders = task.init_attributes(name)
        if not holders & reach.reads:
            continue
        if param.node.annotation is not None and "Callable" in init.module.segment(
            param.node.annotation
        ):
            continue
        item = task.cls.docstring.argument(name) if task.cls.docstring else None
        if item is not None and re.search(_ON_PURPOSE, item.text):
            continue
        fix, why_not = said(opening(task, name))
        yield found(
            RULE,
            init,
            param.node,
            f"`{name}` can't be overridden at run time: `run` does not take it.",
            f'Take `{name}` in `run` too, and list it in `@defaults_from_attrs("{name}")`.'
            + why_not,
            argument=name,
            fix=fix,
        )
