"""TG702: `print` or the root logger instead of the task's own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import replace
from taskgen.lint.facts import Function
from taskgen.lint.nodes import dotted
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG702",
    name="root-logger-or-print",
    kind="style",
    summary="`print` or `logging` is used instead of `self.logger`",
    why=(
        "Only what goes through `self.logger` reaches the API with the name of the task and its "
        "run. `print` is dropped unless the user sets `log_stdout`, and the root logger is not "
        "one of Prefect's."
    ),
    suppress="standard output is what the task is for.",
    bad="""
class Load(Task):
    def run(self, table: str):
        print("loading")
        return table
""",
    good="""
class Load(Task):
    def run(self, table: str):
        self.logger.info("loading")
        return table
""",
    fix=SAFE,
    fix_note="Calls the same method of `self.logger`; `print` of one string becomes `info`.",
)

_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Calls in `run` and in the methods of the class that it calls."""
    run = task.run
    if run is None:
        return
    for function in task.reach(run).functions:
        if function.cls is not task.cls or function.self_name != "self":
            continue
        for call in function.body.calls:
            name = dotted(call.func)
            original = function.module.original(name)
            if name == "print" and "print" not in function.module.imports:
                if any(keyword.arg == "file" for keyword in call.keywords):
                    continue
                what = "`print` does not reach the run's log."
            elif original.startswith("logging.") and original.count(".") == 1:
                if original.rpartition(".")[2] not in _METHODS:
                    continue
                what = "The root logger is not the task's: the message does not reach its log."
            else:
                continue
            yield found(
                RULE,
                function,
                call,
                what,
                "Use `self.logger`.",
                argument=ast.unparse(call)[:60],
                fix=_fix(function, call, original),
            )


def _fix(function: Function, call: ast.Call, original: str) -> Fix | None:
    if original.startswith("logging."):
        method = original.rpartition(".")[2]
    elif len(call.args) == 1 and not call.keywords and _is_text(call.args[0]):
        method = "info"
    else:
        return None
    return Fix(
        SAFE,
        f"Use `self.logger.{method}`",
        (replace(function.module, call.func, f"self.logger.{method}"),),
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
