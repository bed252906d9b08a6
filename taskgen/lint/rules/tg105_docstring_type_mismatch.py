"""TG105: the documented type contradicts the annotation."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.docstrings.parts import Item
from taskgen.lint.documented import Documented, places_of
from taskgen.lint.facts import Param
from taskgen.lint.kinds import annotated, contradict, documented, kind_of
from taskgen.lint.rule import SAFE, UNSAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG105",
    name="docstring-type-mismatch",
    kind="docs",
    summary="the documented type contradicts the annotation",
    why="One of the two is wrong, and users pass a value of the wrong type.",
    suppress="both are right, for a reason neither can express.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, size: int = None):
        """
        Load it.

        Args:
            - size (str, optional): the size
        """
        load(size)
''',
    good='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, size: int = None):
        """
        Load it.

        Args:
            - size (int, optional): the size
        """
        load(size)
''',
    fix=UNSAFE,
    fix_note=(
        "Writes the annotation into the docstring. It is safe where something else says that the "
        "annotation is right: a default of its type, or the other method, which annotates and "
        "documents the kwarg so. Else it is unsafe, because the annotation may be what is wrong."
    ),
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Items whose type can't be that of the annotation."""
    for place in places_of(task):
        for item in place.items:
            param = place.function.named.get(item.name)
            if param is None or param.node.annotation is None or not item.type:
                continue
            kinds, said = annotated(param.node.annotation), documented(item.type)
            if kinds is None or said is None or not contradict(kinds, said):
                continue
            shown = ast.unparse(param.node.annotation)
            length = len(item.type_source) if item.type_line else item.length
            yield found(
                RULE,
                place.owner,
                (item.type_line or item.line, item.type_column or item.column, length),
                f"`{item.name}` is documented as `{item.type}`, but annotated as `{shown}`.",
                "Correct the one that is wrong.",
                argument=item.name,
                fix=_fix(task, place, param, item),
                last_line=place.last_line,
            )


def _fix(task: Task, place: Documented, param: Param, item: Item) -> Fix | None:
    annotation = param.node.annotation
    if annotation is None or not item.type_line:
        return None
    source = place.function.module.lines[item.type_line - 1]
    start = item.type_column - 1
    if source[start : start + len(item.type_source)] != item.type_source:
        return None
    text = place.function.module.segment(annotation)
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        text = annotation.value
    if "\n" in text:
        return None
    text = (
        text.removeprefix("Optional[").removesuffix("]") if text.startswith("Optional[") else text
    )
    text += ", optional" if item.optional else ""
    end = item.type_column + len(item.type_source)
    edit = Edit(item.type_line, item.type_column, item.type_line, end, text)
    safety = SAFE if _is_confirmed(task, place, param, item) else UNSAFE
    return Fix(safety, f"Document `{item.name}` as annotated", (edit,))


def _is_confirmed(task: Task, place: Documented, param: Param, item: Item) -> bool:
    """Whether something besides the annotation says that the docstring is what is wrong."""
    assert param.node.annotation is not None
    kinds, said = annotated(param.node.annotation), documented(item.type)
    if kinds is None or said is None:
        return False
    default = kind_of(param.default)
    if default and contradict({default}, said) and not contradict({default}, kinds):
        return True
    for other in places_of(task):
        sibling = other.function.named.get(item.name)
        if other.function is place.function or sibling is None or sibling.node.annotation is None:
            continue
        also = annotated(sibling.node.annotation)
        its_item = other.docstring.argument(item.name)
        its_type = documented(its_item.type) if its_item is not None else None
        if also == kinds and its_type is not None and not contradict(its_type, kinds):
            return True
    return False
