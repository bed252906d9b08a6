"""TG205: `run` takes a kwarg and never uses the value it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from taskgen.lint.edits import replace
from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in, self_attribute
from taskgen.lint.rule import UNSAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG205",
    name="run-value-ignored",
    kind="bug",
    summary="a kwarg of `run` is never used",
    why=(
        "The body reads only the attribute, or nothing, or replaces the value before it reads it. "
        "What is passed at run time, by an upstream task or a mapped call, is silently ignored."
    ),
    suppress="the kwarg exists only to order tasks, or for compatibility; better say so in its "
    "docstring.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return f"load {self.table}"
""",
    good="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return f"load {table}"
""",
    fix=UNSAFE,
    fix_note=(
        "Reads the kwarg where the body reads the attribute of its name. It is unsafe because "
        "the task then does something else with the same arguments."
    ),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every parameter whose value has no effect."""
    run = task.own_run
    if run is None or run.is_abstract or run.rewritten or run.body.dynamic_locals:
        return
    for name, param in run.named.items():
        if name.startswith("_"):
            continue
        how = fault(task, run, name)
        if not how:
            continue
        yield found(
            RULE,
            run,
            param.node,
            f"`{name}` passed to `run` is ignored: {how}.",
            f"Use `{name}`, or take it out of the signature of `run`.",
            argument=name,
            fix=_fix(run, name),
        )


def fault(task: Task, run: Function, name: str, depth: int = 0) -> str:
    """Why the parameter's value has no effect; empty where it has one, or may have."""
    body = run.body
    if name not in body.names:
        if name in body.self_reads:
            return f"the body reads only `self.{name}`"
        if helper := _reader(task, run, name):
            return f"only `self.{name}` is used, by `{helper}`"
        if depth == 0 and name in TASK_OPTIONS:
            return "the body never reads it, and the engine has read the task's own already"
        return "the body never reads it"
    if name in body.stores and _fate(run.statements, name) == _OVERWRITTEN:
        return "the body replaces it before reading it"
    if depth == 0 and name in run.listed and (helper := _reader(task, run, name)):
        if _only_tested(run, name):
            return f"the body only tests it, and `{helper}` uses `self.{name}`"
    if depth < 5 and (helper := _only_for_idle_helper(task, run, name, depth)):
        return f"it is handed to `{helper}`, which never reads it"
    return ""


def _reader(task: Task, run: Function, name: str) -> str:
    """The helper called by `run` that reads the attribute of the kwarg's name."""
    for function in task.reach(run).functions:
        if function is not run and name in function.body.self_reads:
            return function.name
    return ""


def _only_tested(run: Function, name: str) -> bool:
    """Whether every read is a test of its truth that guards a `raise`."""
    tests: set[int] = set()
    for statement in run.statements:
        if not isinstance(statement, ast.If) or not _raises(statement):
            continue
        for part in ast.walk(statement.test):
            if isinstance(part, ast.Name) and part.id == name:
                tests.add(id(part))
        for raised in statement.body:
            tests.update(id(part) for part in ast.walk(raised) if isinstance(part, ast.Name))
    return all(id(node) in tests for node in run.body.names[name])


def _raises(statement: ast.If) -> bool:
    return all(isinstance(part, ast.Raise) for part in statement.body) and not statement.orelse


def _only_for_idle_helper(task: Task, run: Function, name: str, depth: int) -> str:
    """The helper that every use of the name is handed to, where none does anything with it."""
    uses = {id(node) for node in run.body.names[name]}
    idle = ""
    for call in run.body.calls:
        method = self_attribute(call.func, run.self_name)
        helper = task.find(method) if method else None
        if helper is None or helper.rewritten or helper.is_abstract or task.open:
            continue
        if helper.body.dynamic_locals:
            continue
        bound = _bound(call, helper)
        for parameter, value in bound.items():
            if isinstance(value, ast.Name) and id(value) in uses:
                if not fault(task, helper, parameter, depth + 1) or _is_overridden(task, method):
                    return ""
                uses.discard(id(value))
                idle = f"self.{method}"
    return idle if not uses else ""


def _is_overridden(task: Task, method: str) -> bool:
    return any(method in other.cls.methods for other in task.subclasses)


def _bound(call: ast.Call, helper: Function) -> dict[str, ast.expr]:
    plain = [p.name for p in helper.named.values() if p.kind in ("plain", "positional")]
    bound = dict(zip(plain, call.args, strict=False))
    bound.update({k.arg: k.value for k in call.keywords if k.arg in helper.named})
    return bound


_READ, _OVERWRITTEN, _THROUGH, _ENDS = "read", "overwritten", "through", "ends"


def _fate(statements: Sequence[ast.stmt], name: str) -> str:
    """What the statements do with a name's value first, on every way through them."""
    for statement in statements:
        fate = _statement_fate(statement, name)
        if fate != _THROUGH:
            return fate
    return _THROUGH


def _statement_fate(statement: ast.stmt, name: str) -> str:
    if isinstance(statement, ast.Assign):
        if name in names_in(statement.value) or any(
            name in names_in(target) for target in statement.targets if not _is(target, name)
        ):
            return _READ
        return _OVERWRITTEN if any(_is(t, name) for t in statement.targets) else _THROUGH
    if isinstance(statement, ast.If):
        if name in names_in(statement.test):
            return _READ
        fates = {_fate(statement.body, name), _fate(statement.orelse, name)}
        if _READ in fates:
            return _READ
        if fates <= {_OVERWRITTEN, _ENDS}:
            return _OVERWRITTEN if _OVERWRITTEN in fates else _ENDS
        # Overwritten on one way only: what follows may still read it.
        return _THROUGH if _OVERWRITTEN not in fates else _READ
    if isinstance(statement, ast.With):
        if any(name in names_in(item.context_expr) for item in statement.items):
            return _READ
        return _fate(statement.body, name)
    if isinstance(statement, (ast.Return, ast.Raise)):
        return _READ if name in names_in(statement) else _ENDS
    return _READ if name in names_in(statement) else _THROUGH


def _is(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _fix(run: Function, name: str) -> Fix | None:
    reads = run.body.self_reads.get(name, [])
    if name in run.body.names or name in run.body.self_stores or name not in run.listed:
        return None
    edits: list[Edit] = []
    for node in reads:
        if run.module.segment(node) != f"{run.self_name}.{name}":
            return None
        edits.append(replace(run.module, node, name))
    return Fix(UNSAFE, f"Read `{name}` instead of `self.{name}`", tuple(edits)) if edits else None
