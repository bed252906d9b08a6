"""TG201: a kwarg of both `__init__` and `run` whose value from `__init__` never arrives."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.edits import list_names, replace
from taskgen.lint.facts import Function
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import TASK_OPTIONS, Task

RULE = Rule(
    code="TG201",
    name="init-value-ignored",
    kind="bug",
    summary="a kwarg of both `__init__` and `run` is not filled from the attribute",
    why=(
        "`run` takes the kwarg, but nothing connects it with the attribute: where the kwarg is "
        "not passed, `run` sees the default in its own signature. What the user set at "
        "initialization is silently ignored."
    ),
    suppress="the two mean different things; then rename one of them instead.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
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
    fix=SAFE,
    fix_note="Adds the name to `defaults_from_attrs`, and the decorator and its import if needed.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every kwarg that `__init__` keeps and `run` does not get."""
    for name, init, run in ignored(task):
        function, param = (run, run.named[name])
        if task.own_run is None:
            function, param = (init, init.named[name])
        yield found(
            RULE,
            function,
            param.node,
            f"`{name}` given to `{task.name}(...)` is ignored: `run` neither lists it in "
            "`defaults_from_attrs` nor reads it from `self`.",
            f'Add "{name}" to `@defaults_from_attrs(...)` on `run`.',
            argument=name,
            fix=_fix(task, name, run),
        )


def ignored(task: Task) -> Iterator[tuple[str, Function, Function]]:
    """Kwargs whose value from `__init__` never reaches `run`: name, `__init__`, `run`."""
    run, init = task.run, task.init
    if run is None or init is None or run.is_abstract or run.rewritten or init.rewritten:
        return
    if task.own_run is None and task.own_init is None:
        return
    if run.lists_more or task.sets_anything:
        return
    reach = task.reach(run)
    if reach.dynamic_reads:
        return
    for name in run.named:
        if name in run.listed or name not in task.init_params or name in TASK_OPTIONS:
            continue
        _, owner = task.init_params[name]
        holders = task.init_attributes(name)
        # Unused in `__init__` is TG206; read back by anything `run` calls is no fault, nor is a
        # value that only goes into another attribute which the decorator hands to `run`.
        used = reach.reads if name in holders else reach.reads | set(run.listed)
        if not holders or holders & used or _reads_back_in_base(task, run, name):
            continue
        if task.own_run is None and owner.cls is not task.cls:
            continue
        yield name, owner, run


def _reads_back_in_base(task: Task, run: Function, name: str) -> bool:
    """Whether `run` leaves the kwarg to a base's `run`, which fills it by its own decorator."""
    body = run.body
    for method, _ in body.super_calls:
        above = task.find(method, after=run.cls)
        if method != "run" or above is None:
            continue
        if name in above.listed:
            return True  # What is handed to it is TG223's business.
    return False


def _fix(task: Task, name: str, run: Function) -> Fix | None:
    if run.cls is not task.cls or name not in task.attributes:
        return None
    edits = list_names(run, [*run.listed, name])
    if edits is None:
        return None
    param = run.named[name]
    more: tuple[Edit, ...] = ()
    if param.required:
        # TypeError in a Flow otherwise: TG204.
        text = run.module.segment(param.node)
        more = (
            replace(run.module, param.node, f"{text} = None" if ":" in text else f"{name}=None"),
        )
        names = list(run.named)
        behind = names[names.index(name) + 1 :]
        if param.kind == "plain" and any(run.named[other].required for other in behind):
            pass
        elif param.kind == "plain" and not _may_have_default(run, name):
            return None
    return Fix(SAFE, f'List "{name}" in `defaults_from_attrs`', (*edits, *more))


def _may_have_default(run: Function, name: str) -> bool:
    plain = [param for param in run.named.values() if param.kind == "plain"]
    position = [param.name for param in plain].index(name)
    return all(not param.required for param in plain[position + 1 :])
