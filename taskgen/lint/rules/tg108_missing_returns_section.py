"""TG108: `run` returns a value and does not document it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.docstrings.parts import RETURNS, YIELDS
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.source import docstring_node
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG108",
    name="missing-returns-section",
    kind="docs",
    summary="`run` returns a value, and its docstring has no Returns",
    why="What a task returns is what downstream tasks get; users have to read the source for it.",
    suppress="the docstring describes the result in its text.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self):
        """
        Load it.
        """
        return load()
''',
    good='''
class Load(Task):
    """
    Load a table.
    """

    def run(self):
        """
        Load it.

        Returns:
            - dict: its rows
        """
        return load()
''',
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class's own `run`."""
    run = task.own_run
    if run is None or run.docstring is None or not task.is_public:
        return
    if run.docstring.section(RETURNS) or run.docstring.section(YIELDS):
        return
    if "return" in run.docstring.summary.lower() and not run.docstring.sections:
        return
    returned = [node for node in run.body.returns if _is_value(node)]
    if not returned:
        return
    node = docstring_node(run.node)
    yield found(
        RULE,
        run,
        min(returned, key=lambda node: node.lineno),
        f"`run` of `{task.name}` returns a value that its docstring does not describe.",
        "Add a section `Returns:` with an item `- type: text`.",
        last_line=(node.end_lineno or 0) if node is not None else 0,
    )


def _is_value(node: ast.Return) -> bool:
    if node.value is None:
        return False
    return not (isinstance(node.value, ast.Constant) and node.value.value is None)
