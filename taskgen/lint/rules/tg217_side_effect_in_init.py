"""TG217: `__init__` reads files, the environment, secrets or the network."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.nodes import dotted
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG217",
    name="side-effect-in-init",
    kind="bug",
    summary="`__init__` reads a file, the environment, a secret or the network",
    why=(
        "`__init__` runs where the flow is built or registered, not where it runs: the file, the "
        "variable or the secret of the wrong machine is read, at the wrong time, and its value "
        "is pickled into the flow."
    ),
    suppress="the value is meant to be that of the machine which registers the flow.",
    bad="""
import os


class Load(Task):
    def __init__(self, token_env_var: str = "TOKEN", **kwargs):
        self.url = os.environ[token_env_var]
        super().__init__(**kwargs)

    def run(self):
        return self.url
""",
    good="""
import os


class Load(Task):
    def __init__(self, token_env_var: str = "TOKEN", **kwargs):
        self.token_env_var = token_env_var
        super().__init__(**kwargs)

    def run(self):
        return os.environ[self.token_env_var]
""",
)

_CALLS = {
    "open": "opens a file",
    "os.getenv": "reads the environment",
    "os.makedirs": "makes a folder",
    "os.mkdir": "makes a folder",
    "os.system": "runs a program",
    "subprocess.call": "runs a program",
    "subprocess.check_output": "runs a program",
    "subprocess.run": "runs a program",
    "subprocess.Popen": "runs a program",
    "urllib.request.urlopen": "uses the network",
    "requests.get": "uses the network",
    "requests.post": "uses the network",
    "requests.put": "uses the network",
    "requests.request": "uses the network",
    "boto3.client": "makes a client",
    "boto3.resource": "makes a client",
    "prefect.Client": "makes a client",
    "prefect.client.Client": "makes a client",
    "prefect.utilities.aws.get_boto_client": "makes a client",
    "prefect.utilities.gcp.get_storage_client": "makes a client",
    "prefect.utilities.gcp.get_bigquery_client": "makes a client",
    "prefect.utilities.kubernetes.get_kubernetes_client": "makes a client",
}
_SECRETS = ("prefect.client.Secret", "prefect.client.secrets.Secret")


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Effects in `__init__` and in the helpers of the same object that it calls."""
    init = task.own_init
    if init is None:
        return
    for function in task.reach(init).functions:
        if function.cls is not task.cls or (function is not init and function is task.run):
            continue
        for node, what in effects(function):
            where = "" if function is init else f" through `{function.name}`"
            yield found(
                RULE,
                function,
                node,
                f"`__init__` of `{task.name}`{where} {what}, where the flow is built and not "
                "where it runs.",
                "Move it to `run`.",
                argument=ast.unparse(node)[:60],
            )


def effects(function: Function) -> Iterator[tuple[ast.expr, str]]:
    """What a function does outside its object: node and description."""
    module = function.module
    for call in function.body.calls:
        name = dotted(call.func)
        if name:
            original = module.original(name)
            if original in _CALLS and name.partition(".")[0] not in function.params:
                yield call, _CALLS[original]
            elif original in ("os.environ.get", "os.environ.pop"):
                yield call, "reads the environment"
        elif (
            isinstance(call.func, ast.Attribute)
            and call.func.attr == "get"
            and isinstance(call.func.value, ast.Call)
            and module.original(dotted(call.func.value.func)) in _SECRETS
        ):
            yield call, "reads a secret"
    if "os" not in function.body.names and "environ" not in function.body.names:
        return
    for node in ast.walk(function.node):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            if module.original(dotted(node.value)) == "os.environ":
                yield node, "reads the environment"
