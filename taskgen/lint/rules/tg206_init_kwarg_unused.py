"""TG206: `__init__` takes a kwarg that nothing uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator

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
    run = task.run
    if task.open or run is None or run.is_abstract or run.lists_more:
        return ""
    if name in run.listed:
        return ""
    holders = task.init_attributes(name)
    if not holders or holders & TASK_ATTRIBUTES or holders & set(run.listed):
        return ""
    if name in run.named and name in holders:
        return ""  # TG201's business.
    if holders & {method for cls in task.line for method in cls.methods}:
        return ""
    if _is_read(task, holders) or not _kept(task, init, name):
        return ""
    if any(t.open or _is_read(t, holders) for t in task.subclasses):
        return ""
    return name if name in holders else min(holders)


def _kept(task: Task, init: Function, name: str) -> bool:
    """Whether the value is only put into attributes, here or by a base's `__init__`."""
    body = init.body
    accounted: set[int] = set()
    for stores in body.self_stores.values():
        for store in stores:
            if store.how == "set" and store.value is not None:
                accounted.update(id(node) for node in ast.walk(store.value))
    call, above = body.super_init(), task.find("__init__", after=init.cls)
    if call is not None and above is not None:
        for keyword in call.keywords:
            if keyword.arg in above.named and isinstance(keyword.value, ast.Name):
                accounted.add(id(keyword.value))
    return all(id(node) in accounted for node in body.names[name])


def _is_read(task: Task, attributes: set[str]) -> bool:
    """Whether anything in the task's line reads one of the attributes, or may."""
    for cls in task.line:
        for function in cls.methods.values():
            body = function.body
            if attributes & body.self_reads.keys() or body.dynamic_reads or body.escapes:
                return True
            if attributes & function.listed.keys() or function.lists_more:
                return True
    return False
