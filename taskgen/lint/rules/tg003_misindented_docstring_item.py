"""TG003: an item of `Args` under another indentation than its siblings."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.docstrings.parts import ARGS, Item, Section
from taskgen.lint.documented import Documented, places_of
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG003",
    name="misindented-docstring-item",
    kind="docs",
    summary="a docstring item has another indentation than the others",
    why=(
        "In Markdown a bullet that is indented further belongs to the item above it, and one that "
        "is indented less ends the list: the docs show the kwarg in the wrong place."
    ),
    suppress="the item is a part of the one above that has a kwarg's name by chance.",
    bad='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
            - schema (str, optional): its schema
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, schema: str = None, **kwargs):
        self.table = table
        self.schema = schema
        super().__init__(**kwargs)
''',
    good='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - schema (str, optional): its schema
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, schema: str = None, **kwargs):
        self.table = table
        self.schema = schema
        super().__init__(**kwargs)
''',
    fix=SAFE,
    fix_note="Gives the item's lines the indentation of the others.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Nested items that name a kwarg, and items beside the list."""
    for place in places_of(task):
        documented = {item.name.lstrip("*") for item in place.items}
        for section in place.docstring.sections:
            if section.kind != ARGS or not section.items:
                continue
            for item, where in _misplaced(section, set(place.function.params), documented):
                yield found(
                    RULE,
                    place.owner,
                    (item.line, item.column, item.length),
                    f"`{item.name}` is indented {where} than the other items, and so is not one "
                    "of them.",
                    f"Indent it like the others, with {section.items[0].indent} spaces.",
                    argument=item.name,
                    fix=_fix(place, section, item),
                    last_line=place.last_line,
                )


def _misplaced(
    section: Section, params: set[str], documented: set[str]
) -> Iterator[tuple[Item, str]]:
    level = section.items[0].indent
    for item in section.items:
        if item.bullet and item.indent < level:
            yield item, "less"
        for nested in item.nested:
            name = nested.name.lstrip("*")
            if name in params and name not in documented:
                yield nested, "further"


def _fix(place: Documented, section: Section, item: Item) -> Fix:
    level = section.items[0].indent
    lines = place.function.module.lines
    edits = []
    for number in range(item.line, item.end_line + 1):
        source = lines[number - 1]
        if not source.strip():
            continue
        blanks = len(source) - len(source.lstrip())
        wanted = max(blanks + level - item.indent, 0)
        edits.append(Edit(number, 1, number, blanks + 1, " " * wanted))
    return Fix(SAFE, f"Indent `{item.name}` like the others", tuple(edits))
