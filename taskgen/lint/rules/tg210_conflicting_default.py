"""TG210: the two defaults of a shared kwarg contradict."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in, self_attribute
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.rules.tg201_init_value_ignored import ignored
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG210",
    name="conflicting-default",
    kind="bug",
    summary="a kwarg of both that is not listed has two defaults that contradict",
    why=(
        "Where the body falls back to the attribute if the kwarg is None or false, a default that "
        "is neither keeps it from ever doing so, and the value from `__init__` is ignored. Where "
        "nothing connects the two, the task works with another value than its `__init__` says."
    ),
    suppress="callers are meant to pass None on purpose to ask for the value of `__init__`.",
    bad="""
class Load(Task):
    def __init__(self, size: int = 10, **kwargs):
        self.size = size
        super().__init__(**kwargs)

    def run(self, size: int = 100):
        size = size or self.size
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
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Shared kwargs that fall back in the body, with a default that is in the way."""
    run = task.own_run
    if run is None or run.rewritten or run.lists_more:
        return
    for name, param in run.named.items():
        if name in run.listed or name not in task.init_params or param.default is None:
            continue
        other, _ = task.init_params[name]
        default = param.default
        if not isinstance(default, ast.Constant) or default.value is None:
            continue
        if isinstance(other.default, ast.Constant) and other.default.value == default.value:
            continue
        blocked = _falls_back(run, name)
        if not blocked and name not in run.body.self_reads and _differ(other.default, default):
            if any(name == reported for reported, _, _ in ignored(task)):
                continue  # TG201
            yield found(
                RULE,
                run,
                default,
                f"`{name}` is {ast.unparse(default)} in `run` unless it is passed, whatever "
                f"`{task.name}(...)` was given or defaults to.",
                f'List "{name}" in `@defaults_from_attrs(...)`, or make the defaults the same.',
                argument=name,
            )
            continue
        if not blocked or (blocked == "falsy" and not default.value):
            continue
        yield found(
            RULE,
            run,
            default,
            f"`{name}` falls back to `self.{name}`, but its default {ast.unparse(default)} keeps "
            f"that from ever happening: the value given to `{task.name}(...)` is ignored.",
            f'Make the default None, or list "{name}" in `@defaults_from_attrs(...)`.',
            argument=name,
        )


def _differ(first: ast.expr | None, second: ast.Constant) -> bool:
    return (
        isinstance(first, ast.Constant)
        and first.value is not None
        and first.value != second.value
        and type(first.value) is type(second.value)
    )


def _falls_back(run: Function, name: str) -> str:
    """`falsy` for `x or self.x`, `none` for `if x is None: x = self.x`."""
    for targets, value in run.body.assigns:
        if name not in targets:
            continue
        if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
            first, *rest = value.values
            if isinstance(first, ast.Name) and first.id == name and _attribute(run, rest, name):
                return "falsy"
        if self_attribute(value, run.self_name) == name:
            return _guard(run, name, value)
        if isinstance(value, ast.IfExp) and name in names_in(value.test):
            if _attribute(run, [value.body, value.orelse], name):
                return "none" if _is_none(value.test) else "falsy"
    return ""


def _guard(run: Function, name: str, value: ast.expr) -> str:
    for statement in ast.walk(run.node):
        if isinstance(statement, ast.If) and any(value in ast.walk(s) for s in statement.body):
            test = statement.test
            if name in names_in(test):
                return "none" if _is_none(test) else "falsy"
    return ""


def _is_none(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.IsNot))


def _attribute(run: Function, values: list[ast.expr], name: str) -> bool:
    return any(self_attribute(value, run.self_name) == name for value in values)
