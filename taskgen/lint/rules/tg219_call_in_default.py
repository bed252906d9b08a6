"""TG219: a default is a call whose result changes from time to time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.nodes import dotted
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG219",
    name="call-in-default",
    kind="bug",
    summary="a default is computed once, when the module is imported",
    why=(
        "Python evaluates defaults when the class is read. `date.today()` as a default is the day "
        "on which the process started, for as long as it runs, and `os.getenv(...)` the value at "
        "import."
    ),
    suppress="the value at import is what is meant.",
    bad="""
from datetime import date


class Load(Task):
    def run(self, day: date = date.today()):
        return day
""",
    good="""
from datetime import date


class Load(Task):
    def run(self, day: date = None):
        return day or date.today()
""",
)

_CHANGING = frozenset(
    {
        "now",
        "utcnow",
        "today",
        "time",
        "time_ns",
        "monotonic",
        "perf_counter",
        "uuid1",
        "uuid4",
        "getenv",
        "random",
        "randint",
        "choice",
        "getpass",
        "getuser",
        "gethostname",
        "getcwd",
        "token_hex",
        "token_urlsafe",
        "mkdtemp",
        "mkstemp",
        "getpid",
    }
)
_MODULES = frozenset(
    {
        "datetime",
        "date",
        "time",
        "uuid",
        "os",
        "random",
        "getpass",
        "socket",
        "secrets",
        "tempfile",
        "pendulum",
        "arrow",
        "prefect",
        "pytz",
        "Path",
        "pathlib",
        "pd",
        "pandas",
    }
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Such defaults in every method of the class."""
    for method in task.cls.methods.values():
        for name, param in method.params.items():
            if param.default is None or isinstance(param.default, ast.Constant):
                continue
            for node in ast.walk(param.default):
                if isinstance(node, ast.Call) and _changes(
                    method.module.original(dotted(node.func))
                ):
                    yield found(
                        RULE,
                        method,
                        param.default,
                        f"The default of `{name}` is computed once, when the module is imported.",
                        f"Make it None, and call `{ast.unparse(node.func)}` in the body.",
                        argument=name,
                    )
                    break


def _changes(name: str) -> bool:
    head, _, last = name.rpartition(".")
    if name == "os.environ.get":
        return True
    return last in _CHANGING and bool(set(head.split(".")) & _MODULES)
