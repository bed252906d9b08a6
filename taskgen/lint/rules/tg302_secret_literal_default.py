"""TG302: the default of a secret is a literal."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.secrets import is_secret
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG302",
    name="secret-literal-default",
    kind="secret",
    summary="the default of a secret is a literal, or the secret's own name",
    why=(
        "A literal secret is readable by everyone who has the source. Where the literal is the "
        "name under which the secret is kept, nothing looks it up: the name itself is sent as the "
        "password."
    ),
    suppress="the literal is a placeholder that the service documents, such as `anonymous`.",
    bad="""
class Load(Task):
    def run(self, password: str = "DB_PASSWORD"):
        return connect(password=password)
""",
    good="""
class Load(Task):
    def run(self, password: str = None):
        return connect(password=password)
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Secrets of `__init__` and `run` whose default is a string."""
    for function in (task.own_init, task.own_run):
        for name, param in function.named.items() if function else ():
            default = param.default
            if not isinstance(default, ast.Constant) or not isinstance(default.value, (str, bytes)):
                continue
            if function is None or not default.value:
                continue
            if not is_secret(task, function, name, context.settings):
                continue
            yield found(
                RULE,
                function,
                default,
                f"The secret `{name}` has a literal as its default.",
                "Make the default None; the caller passes a Secret task's value.",
                argument=name,
            )
