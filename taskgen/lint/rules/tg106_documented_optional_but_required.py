"""TG106: the docstring says optional, the signature requires it."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.lint.documented import places_of
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG106",
    name="documented-optional-but-required",
    kind="bug",
    summary="a kwarg is documented as optional, but has no default",
    why=(
        "Users leave out what the docs call optional, and get a TypeError. In the library an "
        "argument is optional when it may be given in either place; such a kwarg has a default."
    ),
    suppress="the text after `optional` explains what is meant.",
    bad='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        """
        Load it.
        """
        print(self.table)
''',
    good='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str): the table
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        """
        Load it.
        """
        print(self.table)
''',
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Items with `optional` whose parameter has no default."""
    for place in places_of(task):
        for item in place.docstring.items("Args"):
            param = place.function.named.get(item.name)
            if param is None or not item.optional or not param.required:
                continue
            if place.function.defaults is not None and item.name in place.function.listed:
                continue  # TG204
            yield found(
                RULE,
                place.owner,
                (item.line, item.column, item.length),
                f"`{item.name}` is documented as optional, but "
                f"`{place.function.name}` requires it.",
                "Give the parameter a default, or document it as required.",
                argument=item.name,
                last_line=place.last_line,
            )
