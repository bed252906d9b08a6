"""TG206: `__init__` takes a kwarg that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.body import names_in
from taskgen.lint.facts import Function
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import TASK_ATTRIBUTES, Task

RULE = Rule(
    code="TG206",
    name="init-kwarg-unused",
    kind="bug",
    summary="a kwarg of `__init__` is never used",
    why=(
        "`__init__` takes the value and drops it, or keeps it in an attribute that neither the "
        "class nor its bases and subclasses ever read. What the user sets is silently ignored."
    ),
    suppress="the attribute is meant for code outside the library, or the kwarg is kept for "
    "compatibility.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        super().__init__(**kwargs)

    def run(self):
        return "load"
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        return f"load {self.table}"
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every parameter of the class's own `__init__` without a use."""
    init = task.own_init
    if init is None or init.is_abstract or init.rewritten or init.body.dynamic_locals:
        return
    listed = task.run.listed if task.run is not None else {}
    for name, param in init.named.items():
        if name.startswith("_"):
            continue
        if name not in init.body.names:
            if name in listed:
                continue  # TG202
            message = f"`{name}` is taken by `__init__` and never used."
            hint = f"Keep it as `self.{name}` and use it, or take it out of the signature."
        elif attr := _idle_attribute(task, init, name):
            message = f"`{name}` is kept in `self.{attr}`, which nothing ever reads."
            hint = f"Use `self.{attr}` in `run`, or take `{name}` out of `__init__`."
        else:
            continue
        yield found(RULE, init, param.node, message, hint, argument=name)


def _idle_attribute(task: Task, init: Function, name: str) -> str:
    """The attribute that holds the value, where it is all that is done with it and is idle."""
    body = init.body
    stores = [
        store
        for stores in body.self_stores.values()
        for store in stores
        if store.value is not None and name in names_in(store.value)
    ]
    if len(stores) != 1 or stores[0].how != "set" or len(body.names[name]) != 1:
        return ""
    attr = stores[0].attr
    if attr in TASK_ATTRIBUTES or task.open or task.run is None or task.run.is_abstract:
        return ""
    run = task.run
    if attr in run.listed or run.lists_more or (name in run.named and attr == name):
        return ""  # Read by the decorator, or TG201's business.
    if attr in {n for cls in task.line for n in cls.methods}:
        return ""
    if _is_read(task, attr) or any(t.open or _is_read(t, attr) for t in task.subclasses):
        return ""
    return attr


def _is_read(task: Task, attr: str) -> bool:
    """Whether anything in the task's line reads the attribute, or may."""
    for cls in task.line:
        for function in cls.methods.values():
            body = function.body
            if attr in body.self_reads or body.dynamic_reads or body.escapes:
                return True
            if attr in function.listed or function.lists_more:
                return True
    return False
