"""TG501: no test names the task."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.surroundings import surroundings, tested_words
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG501",
    name="task-not-tested",
    kind="tests",
    summary="no test names the task class",
    why="Nothing would notice if the task stopped working.",
    suppress="the tests reach the class in another way, such as by a list of all tasks.",
    bad="""
# file: setup.py
# file: lib/__init__.py
# file: lib/load.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: tests/test_load.py
def test_nothing():
    assert True
""",
    good="""
# file: setup.py
# file: lib/__init__.py
# file: lib/load.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: tests/test_load.py
from lib.load import Load


def test_load():
    assert Load().run() == 1
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class, where there are tests."""
    around = surroundings(task.module, context)
    if around is None or around.tests is None or not task.is_public:
        return
    if around.tests in task.module.path.parents or task.run is None or task.run.is_abstract:
        return
    if task.name in tested_words(context.library, around):
        return
    yield found(
        RULE,
        task.cls,
        task.cls.node,
        f"No test in `{context.library.shown(around.tests)}` names `{task.name}`.",
        "Test that it initialises, that a value may come from `__init__` or `run`, and that a "
        "missing one raises.",
    )
