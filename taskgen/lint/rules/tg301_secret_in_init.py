"""TG301: a secret value is taken at initialisation."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.moves import moving, said
from taskgen.lint.rule import UNSAFE, Context, Finding, Rule, found
from taskgen.lint.secrets import is_secret
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG301",
    name="secret-in-init",
    kind="secret",
    summary="`__init__` takes a secret value",
    why=(
        "Secret tasks yield their value at run time only, so what `__init__` gets is written out "
        "in the flow's source or read on the machine that registers it. The attribute is pickled "
        "with the flow and stored with it, for everyone who can read its storage."
    ),
    suppress="the value is no secret, or users without a secrets backend must be served; better "
    "declare it under `not-secrets` with the reason.",
    bad="""
class Load(Task):
    def __init__(self, password: str = None, **kwargs):
        self.password = password
        super().__init__(**kwargs)

    @defaults_from_attrs("password")
    def run(self, password: str = None):
        return connect(password=password)
""",
    good="""
class Load(Task):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def run(self, password: str = None):
        return connect(password=password)
""",
    fix=UNSAFE,
    fix_note=(
        "Moves the kwarg from `__init__` to `run`, with its docstring item; private methods that "
        "read the attribute for `run` get it as an argument. It is unsafe because flows that give "
        "it to `__init__` have to change. Where something stands in its way, the finding says what."
    ),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every secret among the parameters of the class's own `__init__`."""
    init = task.own_init
    if init is None:
        return
    for name, param in init.named.items():
        if not is_secret(task, init, name, context.settings):
            continue
        fix, why_not = said(moving(task, name))
        yield found(
            RULE,
            init,
            param.node,
            f"`{name}` is a secret, and `{task.name}(...)` takes it where the flow is built: it "
            "is pickled and stored with the flow.",
            f"Take `{name}` in `run` alone, so that a Secret task can pass it.{why_not}",
            argument=name,
            fix=fix,
        )
