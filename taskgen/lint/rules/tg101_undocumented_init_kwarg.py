"""TG101: a kwarg of `__init__` is missing from the class docstring."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.describe import FIX_NOTE, description
from taskgen.lint.documented import documented_for
from taskgen.lint.rule import SAFE, Context, Finding, Rule, found
from taskgen.lint.source import docstring_node
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG101",
    name="undocumented-init-kwarg",
    kind="docs",
    summary="a kwarg of `__init__` is missing from the class docstring",
    why="The docs site is made from the docstrings: users do not learn that the kwarg is there.",
    suppress="the kwarg is not meant for users; then its name should begin with an underscore.",
    bad='''
class Load(Task):
    """
    Load a table.

    Args:
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
    fix_note=FIX_NOTE.format(sibling="`run`'s docstring"),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every parameter without an item, where the class has a docstring at all."""
    init = task.own_init
    if init is None or init.rewritten or not task.is_public:
        return
    if task.cls.docstring is None and init.docstring is None:
        return  # TG107
    documented = documented_for(task, init)
    node = docstring_node(task.cls.node) or docstring_node(init.node)
    for name, param in init.params.items():
        if name in documented or name.startswith("_"):
            continue
        yield found(
            RULE,
            init,
            param.node,
            f"`{param.stars}` is not documented in the docstring of `{task.name}`.",
            f"Add `- {param.stars} (type): text` to its Args.",
            argument=param.stars,
            fix=description(task, init, name),
            last_line=(node.end_lineno or 0) if node is not None else 0,
        )
