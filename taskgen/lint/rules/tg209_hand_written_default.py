"""TG209: a fallback to the attribute is written by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import delete_statement, list_names
from taskgen.lint.facts import Function
from taskgen.lint.nodes import self_attribute
from taskgen.lint.rule import UNSAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG209",
    name="hand-written-default",
    kind="style",
    summary="`x = x or self.x` or `if x is None: x = self.x` instead of the decorator",
    why=(
        "`defaults_from_attrs` does the same in one place. `x or self.x` does more: it also "
        "replaces a 0, False or empty value that was passed on purpose."
    ),
    suppress="None, or a false value, must fall back too: with the decorator it would win.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        table = table or self.table
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
    fix=UNSAFE,
    fix_note=(
        "Lists the name in the decorator and removes the statement. It is unsafe because a None, "
        "or a false value, that is passed then wins."
    ),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Fallback statements at the top level of the class's own `run`."""
    run = task.own_run
    if run is None or run.rewritten or run.lists_more:
        return
    for statement in run.statements:
        name, falsy = fallback(run, statement)
        if not name or name not in task.init_params or name not in task.attributes:
            continue
        param = run.named[name]
        if not (isinstance(param.default, ast.Constant) and param.default.value is None):
            continue  # TG210
        yield found(
            RULE,
            run,
            statement,
            f"`{name}` falls back to `self.{name}` by hand"
            + (", also where a false value is passed." if falsy else "."),
            f'List "{name}" in `@defaults_from_attrs(...)` instead.',
            argument=name,
            fix=_fix(run, name, statement),
        )


def fallback(run: Function, statement: ast.stmt) -> tuple[str, bool]:
    """The kwarg that the statement fills from its attribute, and whether false values too."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        name = _target(run, statement.targets[0])
        value = statement.value
        if not name:
            return "", False
        if (
            isinstance(value, ast.BoolOp)
            and isinstance(value.op, ast.Or)
            and len(value.values) == 2
        ):
            first, second = value.values
            if _is(first, name) and self_attribute(second, run.self_name) == name:
                return name, True
        if isinstance(value, ast.IfExp):
            taken = {ast.unparse(value.body), ast.unparse(value.orelse)}
            if taken == {name, f"{run.self_name}.{name}"}:
                tested = _tests(value.test, name)
                return (name, tested == "falsy") if tested else ("", False)
    if isinstance(statement, ast.If) and not statement.orelse and len(statement.body) == 1:
        inner = statement.body[0]
        if isinstance(inner, ast.Assign) and len(inner.targets) == 1:
            name = _target(run, inner.targets[0])
            if name and self_attribute(inner.value, run.self_name) == name:
                tested = _tests(statement.test, name)
                return (name, tested == "falsy") if tested else ("", False)
    return "", False


def _target(run: Function, node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) and node.id in run.named else ""


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _tests(test: ast.expr, name: str) -> str:
    if _is(test, name):
        return "falsy"
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _is(test.operand, name):
        return "falsy"
    if (
        isinstance(test, ast.Compare)
        and _is(test.left, name)
        and isinstance(test.ops[0], (ast.Is, ast.IsNot))
    ):
        return "none"
    return ""


def _fix(run: Function, name: str, statement: ast.stmt) -> Fix | None:
    removed = delete_statement(run.module, run.node.body, statement)
    source = "\n".join(
        run.module.lines[statement.lineno - 1 : statement.end_lineno or statement.lineno]
    )
    if removed is None or "#" in source:
        return None
    if name in run.listed:
        # Only an explicit None gets that far.
        return Fix(UNSAFE, f"Leave `{name}` to the decorator", (removed,))
    listed = list_names(run, [*run.listed, name])
    if listed is None:
        return None
    return Fix(UNSAFE, f'List "{name}" in `defaults_from_attrs`', (*listed, removed))
