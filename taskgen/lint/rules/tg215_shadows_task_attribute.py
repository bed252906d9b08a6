"""TG215: an attribute, variable or kwarg named like one of Task's own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import TASK_ATTRIBUTES, TASK_METHODS, TASK_OPTIONS, Task

RULE = Rule(
    code="TG215",
    name="shadows-task-attribute",
    kind="bug",
    summary="an attribute or kwarg has the name of one of Task's own",
    why=(
        "An attribute set after `super().__init__` replaces the task's own: the engine reads "
        "`timeout`, `result`, `target` and the others, and now gets the wrong thing. One with "
        "the name of a method hides the method. A kwarg of `__init__` with the name of an "
        "option keeps users from setting that option."
    ),
    suppress="the task sets its own option on purpose, to a value of the option's meaning.",
    bad="""
class Load(Task):
    def __init__(self, timeout: str = None, **kwargs):
        super().__init__(**kwargs)
        self.timeout = timeout

    def run(self):
        return self.timeout
""",
    good="""
class Load(Task):
    def __init__(self, request_timeout: str = None, **kwargs):
        super().__init__(**kwargs)
        self.request_timeout = request_timeout

    def run(self):
        return self.request_timeout
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Names of Task's that the class uses for something else."""
    init = task.own_init
    call = init.body.super_init() if init is not None else None
    if init is not None and call is not None:
        yield from _attributes(task, init, call)
        yield from _kwargs(task, init, call)
    for name, node in task.cls.variables.items():
        if name in TASK_METHODS - {"run"}:
            yield found(
                RULE,
                task.cls,
                node,
                f"The class variable `{name}` hides `Task.{name}()`.",
                "Rename it.",
                argument=name,
            )


def _attributes(task: Task, init: Function, call: ast.Call) -> Iterator[Finding]:
    for attr, stores in init.body.self_stores.items():
        for store in stores:
            line = store.node.lineno  # type: ignore[attr-defined]
            if store.how != "set":
                continue
            if attr in TASK_METHODS - {"run"}:
                message = f"`self.{attr}` hides `Task.{attr}()`."
            elif (
                attr in TASK_ATTRIBUTES and line > call.lineno and _is_own(init, attr, store.value)
            ):
                message = f"`self.{attr}` replaces the task's own `{attr}`, which the engine reads."
            else:
                continue
            yield found(
                RULE,
                init,
                store.node,
                message,
                f"Rename it, to `request_{attr}` or the like.",
                argument=attr,
            )


def _is_own(init: Function, attr: str, value: ast.expr | None) -> bool:
    """Whether the value is one of the class's kwargs, and not an option set on purpose."""
    return value is not None and bool(names_in(value) & set(init.named)) and attr != "logger"


def _kwargs(task: Task, init: Function, call: ast.Call) -> Iterator[Finding]:
    passed = {keyword.arg for keyword in call.keywords}
    above = task.find("__init__", after=init.cls)
    for name, param in init.named.items():
        if name not in TASK_OPTIONS or name in passed:
            continue
        if call.args or task.open or (above is not None and name in above.named):
            continue
        tainted = init.body.names_from(name)
        if any(tainted & names_in(keyword.value) for keyword in call.keywords):
            continue
        if name in init.body.self_stores or any(c.name == init.kwargs for c in init.body.changes):
            continue  # TG207, or handed on through the kwargs.
        yield found(
            RULE,
            init,
            param.node,
            f"`{name}` is an option of every task, but `{task.name}` keeps it for itself: the "
            f"task's own `{name}` can't be set.",
            f"Rename it, to `request_{name}` or the like.",
            argument=name,
        )
