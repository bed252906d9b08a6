"""TG701: a value that may be None is used without a check."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.nodes import names_in
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG701",
    name="required-not-checked",
    kind="pedantic",
    summary="a value the docs call required may be None when `run` uses it",
    why=(
        "A value that may be given in either place defaults to None in both. Where nothing checks "
        "it, a forgotten one reaches the service, whose error does not name the kwarg."
    ),
    suppress="None is a value the call accepts.",
    bad='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str): the table
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
            - table (str): the table
        """
        load(table)
''',
    good='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str): the table
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
            - table (str): the table
        """
        if table is None:
            raise ValueError("A value for `table` must be provided.")
        load(table)
''',
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Listed kwargs that both docstrings call required, None by default and never tested."""
    run, init = task.own_run, task.own_init
    if run is None or init is None or run.docstring is None or run.rewritten:
        return
    tested: set[str] = set()
    for function in task.reach(run).functions:
        for node in ast.walk(function.node):
            if isinstance(node, (ast.If, ast.IfExp, ast.Assert, ast.While)):
                tested |= names_in(node.test)
            elif isinstance(node, ast.BoolOp):
                tested |= names_in(node)
    for name in run.listed:
        param = run.named.get(name)
        default = param.default if param else None
        if param is None or not isinstance(default, ast.Constant) or default.value is not None:
            continue
        item = run.docstring.argument(name)
        if item is None or item.optional or name in tested or name not in run.body.names:
            continue
        other = init.named.get(name)
        if other is None or not isinstance(other.default, ast.Constant):
            continue
        if other.default.value is not None:
            continue
        yield found(
            RULE,
            run,
            param.node,
            f"`{name}` is documented as required and may still be None when it is used.",
            f'Raise `ValueError("A value for `{name}` must be provided.")` at the top of `run`.',
            argument=name,
        )
