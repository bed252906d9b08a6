"""TG110: the return annotation of `run` contradicts what it returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.kinds import annotated, contradict
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG110",
    name="return-annotation-mismatch",
    kind="docs",
    summary="the return annotation of `run` contradicts what it returns",
    why=(
        "The docs show the annotation, type checkers believe it, and Prefect reads it: a "
        "`Tuple[...]` tells it how many results the task has."
    ),
    suppress="the value is of another type than its literal suggests.",
    bad="""
class Load(Task):
    def run(self) -> None:
        return {"rows": load()}
""",
    good="""
class Load(Task):
    def run(self) -> dict:
        return {"rows": load()}
""",
)

_LITERALS = {
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "list",
    ast.Set: "list",
    ast.JoinedStr: "str",
}


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class's own `run`."""
    run = task.own_run
    if run is None or run.node.returns is None or run.is_abstract or run.body.yields:
        return
    if run.rewritten or isinstance(run.node, ast.AsyncFunctionDef):
        return
    kinds = annotated(run.node.returns)
    if kinds is None:
        kinds = set()
        known = False
    else:
        known = True
    if problem := _problem(run, kinds, known):
        shown = ast.unparse(run.node.returns)
        yield found(
            RULE,
            run,
            run.node.returns,
            f"`run` is annotated to return `{shown}`, but {problem}.",
            "Correct the annotation.",
            argument="return",
        )


def _problem(run: Function, kinds: set[str], known: bool) -> str:
    values = [node for node in run.body.returns if node.value is not None]
    if kinds == {"none"}:
        for node in values:
            if isinstance(node.value, ast.Constant) and node.value.value is None:
                continue
            if isinstance(node.value, (ast.Call, ast.Await)):
                # `return f()` may return None.
                if not _is_value_for_sure(node.value):
                    continue
            return f"returns a value in line {node.lineno}"
        return ""
    if known:
        for node in values:
            if node.value is None:
                continue
            kind = _kind(node.value)
            if kind and kind != "none" and contradict({kind}, kinds):
                return f"returns a {kind} in line {node.lineno}"
    if "none" not in kinds and (known or not _may_be_none(run)) and not values:
        if not _never_returns(run.statements):
            return "it returns nothing"
    return ""


def _is_value_for_sure(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and (node.func.id in ("dict", "list", "str", "int", "set", "tuple", "bool", "float", "len"))
    )


def _kind(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        value = node.value
        return (
            "none"
            if value is None
            else type(value).__name__
            if isinstance(value, (str, int, float, bool, bytes))
            else ""
        )
    return _LITERALS.get(type(node), "")


def _may_be_none(run: Function) -> bool:
    shown = ast.unparse(run.node.returns) if run.node.returns else ""
    return any(word in shown for word in ("Any", "None", "Optional", "NoReturn", "object"))


def _never_returns(statements: list[ast.stmt]) -> bool:
    """Whether the end is never reached: it raises, loops or leaves."""
    if not statements:
        return False
    last = statements[-1]
    if isinstance(last, (ast.Raise, ast.While, ast.Try, ast.With)):
        return True
    if isinstance(last, ast.If):
        return _never_returns(last.body) and _never_returns(last.orelse)
    return False
