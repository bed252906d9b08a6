"""TG102: a kwarg of `run` is missing from its docstring."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.describe import FIX_NOTE, description
from taskgen.lint.documented import documented_for
from taskgen.lint.rule import SAFE, Context, Finding, Rule, found
from taskgen.lint.source import docstring_node
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG102",
    name="undocumented-run-kwarg",
    kind="docs",
    summary="a kwarg of `run` is missing from its docstring",
    why="The docs site is made from the docstrings: users do not learn that the kwarg is there.",
    suppress="the kwarg is not meant for users; then its name should begin with an underscore.",
    bad='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        """
        Load it.
        """
        load(table)
''',
    good='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        """
        Load it.

        Args:
            - table (str, optional): the table
        """
        load(table)
''',
    fix=SAFE,
    fix_note=FIX_NOTE.format(sibling="the class's docstring"),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every parameter without an item, where `run` has a docstring at all."""
    run = task.own_run
    if run is None or run.rewritten or run.docstring is None or not task.is_public:
        return
    documented = documented_for(task, run)
    node = docstring_node(run.node)
    for name, param in run.params.items():
        if name in documented or name.startswith("_"):
            continue
        yield found(
            RULE,
            run,
            param.node,
            f"`{param.stars}` is not documented in the docstring of `run`.",
            f"Add `- {param.stars} (type): text` to its Args.",
            argument=param.stars,
            fix=description(task, run, name),
            last_line=(node.end_lineno or 0) if node is not None else 0,
        )
