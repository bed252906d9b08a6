"""TG109: a docstring item is not in the library's form."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.conventions import SECTIONS
from taskgen.docstrings.parts import ARGS, DASH, GOOGLE, RAISES, RETURNS, Item
from taskgen.lint.documented import Documented, places_of
from taskgen.lint.facts import Param
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG109",
    name="malformed-docstring-item",
    kind="docs",
    summary="a docstring item or section is not in the library's form",
    why=(
        "The library's docs and their consistency test read items of the form `- name (type, "
        "optional): text` under `Args:`, `Returns:` and `Raises:`. What has another form is not "
        "compared with the signature, and is shown as running text."
    ),
    suppress="the library uses another style; then set `docstring-style` to `any`.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, table: str = None):
        """
        Load it.

        Args:
            - table: the table
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
    fix_note=(
        "Adds the dash, takes the type from the annotation, and corrects the title of a section."
    ),
)

_TITLES = {ARGS: "Args", RETURNS: "Returns", RAISES: "Raises"}


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Items and titles of all docstrings of the task."""
    if context.settings.docstring_style != DASH:
        return
    for place in places_of(task):
        style = place.docstring.style
        if style not in (DASH, GOOGLE, ""):
            yield _other_style(place, style)
            continue
        yield from _titles(place)
        for item in place.items:
            yield from _item(place, item)


def _other_style(place: Documented, style: str) -> Finding:
    item = next(item for section in place.docstring.sections for item in section.items)
    shown = {"numpy": "NumPy", "rest": "reST", "markdown": "Markdown"}.get(style, style)
    return found(
        RULE,
        place.owner,
        (item.line, item.column, item.length),
        f"The docstring is in {shown} style and not in the library's.",
        "Write items as `- name (type, optional): text` under `Args:`.",
        argument=style,
        last_line=place.last_line,
    )


def _titles(place: Documented) -> Iterator[Finding]:
    for section in place.docstring.sections:
        wanted = _TITLES.get(section.kind)
        if section.title in SECTIONS or wanted is None:
            continue
        if not section.items and not section.text.strip():
            continue
        end = section.column + len(section.title)
        yield found(
            RULE,
            place.owner,
            (section.line, section.column, len(section.title)),
            f"`{section.title}` is no section of the library's docstrings.",
            f"Call it `{wanted}:`.",
            argument=section.title,
            fix=Fix(
                SAFE,
                f"Call it `{wanted}`",
                (Edit(section.line, section.column, section.line, end, wanted),),
            ),
            last_line=place.last_line,
        )


def _item(place: Documented, item: Item) -> Iterator[Finding]:
    name = item.name.lstrip("*")
    param = place.function.params.get(name)
    missing = []
    if not item.bullet:
        missing.append("dash")
    if not item.has_type and not item.name.startswith("*"):
        missing.append("type")
    if not item.has_colon:
        missing.append("colon")
    if not missing or (param is None and item.bullet and not item.has_colon):
        return
    if missing == ["colon"] and not item.text:
        missing = ["text"]
    if missing == ["type"] and item.text.startswith("("):
        yield found(
            RULE,
            place.owner,
            (item.line, item.column, item.length),
            f"A colon stands between `{item.name}` and its type.",
            "Write it as `- name (type, optional): text`.",
            argument=item.name,
            fix=_without_colon(place, item),
            last_line=place.last_line,
        )
        return
    yield found(
        RULE,
        place.owner,
        (item.line, item.column, item.length),
        f"The item of `{item.name}` has no {' and no '.join(missing)}.",
        "Write it as `- name (type, optional): text`.",
        argument=item.name,
        fix=_fix(place, item, param, missing),
        last_line=place.last_line,
    )


def _without_colon(place: Documented, item: Item) -> Fix | None:
    source = place.function.module.lines[item.line - 1]
    end = item.column + item.length
    if source[end - 1 :].startswith(": ("):
        edit = Edit(item.line, end, item.line, end + 1, "")
        return Fix(SAFE, f"Remove the colon after `{item.name}`", (edit,))
    return None


def _fix(place: Documented, item: Item, param: Param | None, missing: list[str]) -> Fix | None:
    if param is None or "colon" in missing or "text" in missing:
        return None
    if sum(other.line == item.line for other in place.items) > 1:
        return None
    edits = []
    if "dash" in missing:
        column = item.indent + 1
        edits.append(Edit(item.line, column, item.line, column, "- "))
    if "type" in missing:
        annotation = param.node.annotation
        text = place.function.module.segment(annotation) if annotation is not None else ""
        if not text or "\n" in text:
            return None
        if text.startswith("Optional[") and text.endswith("]"):
            text = text[len("Optional[") : -1]
        text = f" ({text.strip(chr(34))}{'' if param.required else ', optional'})"
        column = item.column + item.length
        edits.append(Edit(item.line, column, item.line, column, text))
    return Fix(SAFE, f"Complete the item of `{item.name}`", tuple(edits))
