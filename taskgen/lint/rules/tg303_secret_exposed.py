"""TG303: a secret is logged, printed, raised, returned or put in a run's name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.nodes import dotted, self_attribute
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.secrets import is_secret
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG303",
    name="secret-exposed",
    kind="secret",
    summary="a secret is logged, printed, put in an exception, or returned",
    why=(
        "Logs, exceptions and results of a run leave the machine: they are sent to the API, shown "
        "in the UI and written to result storage."
    ),
    suppress="the value has been masked before.",
    bad="""
class Load(Task):
    def run(self, password: str = None):
        self.logger.info(f"connecting with {password}")
        return connect(password=password)
""",
    good="""
class Load(Task):
    def run(self, password: str = None):
        self.logger.info("connecting")
        return connect(password=password)
""",
)

_LOG_METHODS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}
)
_TEXT = frozenset({"str", "repr", "format", "join", "dumps", "ascii", "strip", "decode", "encode"})


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every way out in the methods of the class."""
    secrets = {
        function: {n for n in function.named if is_secret(task, function, n, context.settings)}
        for function in (task.own_init, task.own_run)
        if function is not None
    }
    init = task.own_init
    attributes = {
        store.attr
        for stores in (init.body.self_stores.values() if init else ())
        for store in stores
        if isinstance(store.value, ast.Name) and store.value.id in secrets.get(init, ())  # type: ignore[arg-type]
    }
    for method in task.cls.methods.values():
        names = secrets.get(method, set())
        if names or attributes:
            yield from _exposures(task, method, names, attributes)


def _exposures(
    task: Task, method: Function, names: set[str], attributes: set[str]
) -> Iterator[Finding]:
    for expression, how in _ways_out(task, method):
        for part in _shown(expression):
            name = part.id if isinstance(part, ast.Name) else self_attribute(part, method.self_name)
            known = names if isinstance(part, ast.Name) else attributes
            if name in known:
                yield found(
                    RULE,
                    method,
                    part,
                    f"The secret `{name}` is {how}.",
                    "Leave it out, or mask it.",
                    argument=name,
                )


def _ways_out(task: Task, method: Function) -> Iterator[tuple[ast.expr, str]]:
    body = method.body
    for call in body.calls:
        name = dotted(call.func)
        last = name.rpartition(".")[2]
        if name == "print" or (last in _LOG_METHODS and "log" in name.lower().rpartition(".")[0]):
            for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
                yield value, "printed" if name == "print" else "logged"
    for statement in body.raises:
        if isinstance(statement.exc, ast.Call):
            for value in [*statement.exc.args, *(k.value for k in statement.exc.keywords)]:
                yield value, "put in an exception"
    # Secret tasks are there to return one.
    if method is task.own_run and not any("Secret" in cls.name for cls in task.line):
        if not any("Secret" in base for base in task.cls.bases):
            for returned in body.returns:
                if returned.value is not None:
                    yield returned.value, "returned"


def _shown(expression: ast.expr) -> Iterator[ast.expr]:
    """The names and attributes whose values are part of the expression's own."""
    stack: list[ast.AST] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            yield node
        elif isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name):
                yield node
        elif isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2] or getattr(node.func, "attr", "")
            if name in _TEXT:
                stack += [*node.args, *(keyword.value for keyword in node.keywords)]
                if isinstance(node.func, ast.Attribute):
                    stack.append(node.func.value)
        elif isinstance(node, ast.IfExp):
            stack += [node.body, node.orelse]
        elif not isinstance(node, (ast.Compare, ast.Lambda, ast.Subscript, ast.UnaryOp)):
            stack += list(ast.iter_child_nodes(node))
