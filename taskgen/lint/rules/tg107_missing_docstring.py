"""TG107: a task, or its `run`, has no docstring."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG107",
    name="missing-docstring",
    kind="docs",
    summary="a public task class, or its `run`, has no docstring",
    why="The docs site is made from the docstrings: the task has an empty page.",
    suppress="the class is not meant for users; then its name should begin with an underscore.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, table: str):
        return load(table)
''',
    good='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, table: str):
        """
        Load it.

        Args:
            - table (str): the table

        Returns:
            - dict: its rows
        """
        return load(table)
''',
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class and its own `run`."""
    if not task.is_public:
        return
    if task.cls.docstring is None and not _is_base(task):
        yield found(
            RULE,
            task.cls,
            task.cls.node,
            f"`{task.name}` has no docstring.",
            "Say what the task does, and document the kwargs of `__init__` under Args.",
        )
    run = task.own_run
    if run is not None and run.docstring is None and not run.is_abstract:
        if task.cls.docstring is None and _is_base(task):
            return
        yield found(
            RULE,
            run,
            run.node,
            f"`run` of `{task.name}` has no docstring.",
            "Document its kwargs under Args, and what it returns under Returns.",
        )


def _is_base(task: Task) -> bool:
    """Whether the class only serves others as their base."""
    return task.run is None or task.run.is_abstract
