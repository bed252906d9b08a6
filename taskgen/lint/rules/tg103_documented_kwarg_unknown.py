"""TG103: a documented kwarg is not in the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskgen.lint.documented import Documented, known_arguments, places_of
from taskgen.lint.edits import delete_lines
from taskgen.lint.rule import UNSAFE, Context, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG103",
    name="documented-kwarg-unknown",
    kind="docs",
    summary="a documented kwarg is not in the signature",
    why=(
        "Users pass what the docs name: without `**kwargs` that is a TypeError, and with them the "
        "value goes to `prefect.Task`, which refuses it."
    ),
    suppress="the kwarg is one of those that `**kwargs` passes on; better say so in its text.",
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
            - schema (str, optional): its schema
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
    fix=UNSAFE,
    fix_note="Removes the item. It is unsafe because the kwarg may be what is missing.",
)

_PASSED_ON = r"(?i)\b(pass|forward|hand)(es|s|ed|ing)?\b.{0,40}\b(on|to|into|through)\b"


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Items of `Args` that name no parameter."""
    if task.open:
        return
    for place in places_of(task):
        known = known_arguments(task, place)
        for item in place.items:
            name = item.name.lstrip("*")
            if name in known or not name.isidentifier() or not (item.has_colon or item.has_type):
                continue
            if place.function.kwargs and re.search(_PASSED_ON, item.text):
                continue
            if place.owner is task.cls and task.run is not None and name in task.run.params:
                # The class may describe what `run` takes.
                if task.own_init is None:
                    continue
            yield found(
                RULE,
                place.owner,
                (item.line, item.column, item.length),
                f"`{item.name}` is documented, but `{place.function.name}` of `{task.name}` does "
                "not take it.",
                "Take it, or remove the item.",
                argument=item.name,
                fix=_fix(place, item.line, item.end_line),
                last_line=place.last_line,
            )


def _fix(place: Documented, first: int, last: int) -> Fix | None:
    if sum(item.line == first for item in place.items) > 1 or last >= place.docstring.end_line:
        return None
    if len(place.items) == 1:
        return None
    return Fix(UNSAFE, "Remove the item", (delete_lines(first, last),))
