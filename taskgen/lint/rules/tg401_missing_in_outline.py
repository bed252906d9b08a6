"""TG401: a public task is not in the docs outline."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.outline import Outline
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.surroundings import surroundings
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG401",
    name="missing-in-outline",
    kind="library",
    summary="a public task class is not in `outline.toml`",
    why=(
        "The docs site, and the test that compares docstrings with signatures, know only what "
        "the outline lists: the task has no page and nobody checks its docs."
    ),
    suppress="the class is a base for others that users should not see.",
    bad="""
# file: setup.py
# file: lib/__init__.py
# file: lib/tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: docs/outline.toml
[pages.tasks.lib]
title = "Lib"
module = "lib.tasks"
classes = ["Store"]
""",
    good="""
# file: setup.py
# file: lib/__init__.py
# file: lib/tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: docs/outline.toml
[pages.tasks.lib]
title = "Lib"
module = "lib.tasks"
classes = ["Load"]
""",
    fix=SAFE,
    fix_note="Adds the class to the page of its module, where there is one.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class, where an outline has pages for its package."""
    around = surroundings(task.module, context)
    if around is None or around.outline is None or not task.is_public:
        return
    outline, module = around.outline, task.module.name
    if task.run is None or task.run.is_abstract or outline.lists(module, task.name):
        return
    if not outline.covers(module) or task.is_internal:
        return
    yield found(
        RULE,
        task.cls,
        task.cls.node,
        f"`{task.name}` is not in `{outline.shown}`: it has no page in the docs.",
        f'Add "{task.name}" to the classes of the page of `{module}`.',
        fix=_fix(outline, task),
    )


def _fix(outline: Outline, task: Task) -> Fix | None:
    pages = [p for p in outline.pages if p.entries and task.module.name.startswith(p.module)]
    pages = [p for p in pages if p.entries[-1].kind == "classes"]
    if not pages:
        return None
    page = max(pages, key=lambda page: len(page.module))
    last = page.entries[-1]
    source = outline.text.splitlines()[last.line - 1]
    quoted = last.column - 2
    end = quoted + len(last.name) + 2
    if source[quoted:end] not in (f'"{last.name}"', f"'{last.name}'"):
        return None
    before = source[:quoted]
    separator = ", " if before.strip() else f",\n{before}"
    edit = Edit(last.line, end + 1, last.line, end + 1, f'{separator}"{task.name}"', outline.shown)
    return Fix(SAFE, f"Add `{task.name}` to the outline", (edit,))
