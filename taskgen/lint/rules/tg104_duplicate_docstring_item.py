"""TG104: a kwarg is documented twice."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.docstrings.parts import Item
from taskgen.lint.documented import places_of
from taskgen.lint.edits import delete_lines
from taskgen.lint.rule import SAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG104",
    name="duplicate-docstring-item",
    kind="docs",
    summary="a kwarg is documented twice in one docstring",
    why="Readers find two descriptions and can't tell which one holds.",
    suppress="never; merge the two.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, table: str = None):
        """
        Load it.

        Args:
            - table (str, optional): the table
            - table (str, optional): the table
        """
        load(table)
''',
    good='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, table: str = None):
        """
        Load it.

        Args:
            - table (str, optional): the table
        """
        load(table)
''',
    fix=SAFE,
    fix_note="Removes the second item where it says the same.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Every item after the first of its name."""
    for place in places_of(task):
        first: dict[str, Item] = {}
        for item in place.items:
            other = first.setdefault(item.name, item)
            if other is item or not (item.has_colon or item.has_type):
                continue
            same = (item.text, item.type) == (other.text, other.type)
            removable = (
                same and item.line != other.line and item.end_line < place.docstring.end_line
            )
            yield found(
                RULE,
                place.owner,
                (item.line, item.column, item.length),
                f"`{item.name}` is documented already, in line {other.line}.",
                "Remove one of the two.",
                argument=item.name,
                fix=Fix(SAFE, "Remove the second item", (delete_lines(item.line, item.end_line),))
                if removable
                else None,
                last_line=place.last_line,
            )
