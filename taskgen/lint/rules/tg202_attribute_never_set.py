"""TG202: `defaults_from_attrs` lists an attribute that nothing sets."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.edits import indent_of, insert
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG202",
    name="attribute-never-set",
    kind="bug",
    summary="`defaults_from_attrs` lists an attribute that is never set",
    why=(
        "The decorator reads `getattr(self, name)` at every call, also when the kwarg is passed. "
        "Without the attribute each run fails with an AttributeError."
    ),
    suppress="the attribute is set from outside the class, by code that always comes first.",
    bad="""
class Load(Task):
    def __init__(self, table: str = None, **kwargs):
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
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
    fix_note="Sets the attribute before `super().__init__` where `__init__` takes the kwarg.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every listed name without an attribute."""
    run = task.own_run
    if run is None or task.open or task.sets_anything:
        return
    missing = [name for name in run.listed if name not in task.attributes]
    if not missing or any("__getattr__" in cls.methods for cls in task.line):
        return
    by_subclasses = {attr for other in task.subclasses for attr in other.attributes}
    for name in missing:
        if name in by_subclasses:
            continue
        taken = task.own_init is not None and name in task.own_init.named
        yield found(
            RULE,
            run,
            run.listed[name].node,
            f"`self.{name}` is never set: every run of `{task.name}` fails with an "
            "AttributeError, even when the kwarg is passed.",
            f"Set `self.{name} = {name}` in `__init__`."
            if taken
            else f'Take `{name}` in `__init__` and keep it, or remove "{name}" from the decorator.',
            argument=name,
            fix=_fix(task, name) if taken else None,
        )


def _fix(task: Task, name: str) -> Fix | None:
    init = task.own_init
    call = init.body.super_init() if init else None
    if init is None or call is None:
        return None
    statement = next(
        (s for s in init.node.body if s.lineno <= call.lineno <= (s.end_lineno or 0)), None
    )
    if statement is None:
        return None
    indent = indent_of(init.module, statement.lineno)
    edit = insert(statement.lineno, 1, f"{indent}self.{name} = {name}\n")
    return Fix(SAFE, f"Set `self.{name}`", (edit,))
