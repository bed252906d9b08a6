"""TG207: an attribute set before `super().__init__`, which sets it again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.body import SelfStore
from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in
from taskgen.lint.rule import UNSAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import TASK_ATTRIBUTES, Task

RULE = Rule(
    code="TG207",
    name="attribute-clobbered",
    kind="bug",
    summary="an attribute set before `super().__init__` is overwritten by it",
    why=(
        "`prefect.Task.__init__` sets its own attributes (`name`, `timeout`, `result`, ...), and "
        "a base class sets its own. A value put there before is lost, with at most a warning."
    ),
    suppress="the base is known to keep a value that is already there.",
    bad="""
class Load(Task):
    def __init__(self, timeout: int = 60, **kwargs):
        self.timeout = timeout
        super().__init__(**kwargs)

    def run(self):
        return self.timeout
""",
    good="""
class Load(Task):
    def __init__(self, load_timeout: int = 60, **kwargs):
        self.load_timeout = load_timeout
        super().__init__(**kwargs)

    def run(self):
        return self.load_timeout
""",
    fix=UNSAFE,
    fix_note=(
        "Hands the value to `super().__init__` where it is a kwarg of the base's. It is unsafe "
        "because the option, which was without effect, then has one."
    ),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Attributes that are set, and set again by the base."""
    init = task.own_init
    call = init.body.super_init() if init else None
    if init is None or call is None:
        return
    passed = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    for attr, stores in init.body.self_stores.items():
        for store in stores:
            if store.how != "set" or store.node.lineno >= call.lineno:  # type: ignore[attr-defined]
                continue
            if not _sets_again(task, init, attr) or _hands_on(init, attr, store, passed):
                continue
            if attr in _set_after(init, call):
                continue
            yield found(
                RULE,
                init,
                store.node,
                f"`self.{attr}` set here is overwritten by `super().__init__`.",
                f"Rename it, or hand the value on: `super().__init__({attr}={attr}, ...)`.",
                argument=attr,
                fix=_fix(task, init, attr, store, call),
            )


def _sets_again(task: Task, init: Function, attr: str) -> bool:
    if attr in TASK_ATTRIBUTES:
        # A property of the class takes the assignment itself.
        return not any(attr in cls.methods and cls.methods[attr].is_property for cls in task.line)
    above = task.find("__init__", after=init.cls)
    if above is None:
        return False
    stores = above.body.self_stores.get(attr, [])
    # Only a plain assignment that always happens is sure to overwrite.
    always = {
        id(part)
        for s in above.node.body
        if isinstance(s, (ast.Assign, ast.AnnAssign))
        for part in ast.walk(s)
    }
    return any(
        s.how == "set" and id(s.node) in always and not _reads(s.value, above.self_name, attr)
        for s in stores
    )


def _reads(value: ast.expr | None, self_name: str, attr: str) -> bool:
    return (
        value is not None
        and any(isinstance(node, ast.Attribute) and node.attr == attr for node in ast.walk(value))
    ) or (value is not None and "getattr" in names_in(value))


def _hands_on(init: Function, attr: str, store: SelfStore, passed: dict[str, ast.expr]) -> bool:
    """Whether the base is given the same value."""
    if attr in passed:
        return True
    mine = names_in(store.value) - {init.self_name} if store.value is not None else set()
    if any(mine & names_in(value) for value in passed.values()):
        return True
    kwargs = init.kwargs
    # `kwargs["name"] = ...` or `kwargs.setdefault(...)` and `kwargs.get(...)` hand it on as well.
    return bool(kwargs) and (kwargs in mine or any(c.name == kwargs for c in init.body.changes))


def _set_after(init: Function, call: ast.Call) -> set[str]:
    end = call.end_lineno or call.lineno
    return {
        attr
        for attr, stores in init.body.self_stores.items()
        if any(s.node.lineno > end for s in stores)  # type: ignore[attr-defined]
    }


def _fix(task: Task, init: Function, attr: str, store: SelfStore, call: ast.Call) -> Fix | None:
    above = task.find("__init__", after=init.cls)
    takes = attr in above.named if above else attr in TASK_ATTRIBUTES - {"logger", "auto_generated"}
    if task.run is not None and attr in task.run.listed and above is None:
        return None  # The option and the kwarg mean two things: rename one.
    if not takes or not isinstance(store.value, ast.Name) or store.value.id != attr:
        return None
    if call.args and not isinstance(call.args[0], ast.Name):
        return None
    module = init.module
    end_line = call.end_lineno or call.lineno
    end = module.column(end_line, call.end_col_offset or 0) - 1
    first = call.keywords[0] if call.keywords else None
    if first is not None:
        node = first.value
        column = module.column(first.lineno, first.col_offset)
        del node
        edit = Edit(first.lineno, column, first.lineno, column, f"{attr}={attr}, ")
    elif not call.args:
        edit = Edit(end_line, end, end_line, end, f"{attr}={attr}")
    else:
        return None
    return Fix(UNSAFE, f"Hand `{attr}` to `super().__init__`", (edit,))
