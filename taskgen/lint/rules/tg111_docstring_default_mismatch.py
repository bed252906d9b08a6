"""TG111: "defaults to X" contradicts the signature."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from taskgen.docstrings.parts import Item
from taskgen.lint.documented import Documented, places_of
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG111",
    name="docstring-default-mismatch",
    kind="docs",
    summary="the default that the docstring states is not the signature's",
    why="Users leave the kwarg out because of the documented default, and get another one.",
    suppress="the text speaks of the service's default and not of the kwarg's.",
    bad='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, size: int = 10):
        """
        Load it.

        Args:
            - size (int, optional): the size; defaults to `100`
        """
        load(size)
''',
    good='''
class Load(Task):
    """
    Load a table.
    """

    def run(self, size: int = 10):
        """
        Load it.

        Args:
            - size (int, optional): the size; defaults to `10`
        """
        load(size)
''',
    fix=SAFE,
    fix_note="Writes the signature's default into the docstring.",
)

_DEFAULTS_TO = re.compile(
    r"\bdefault(?:s|ing)?(?: value)?(?: is| to|:) "
    r"(`[^`]+`|True\b|False\b|None\b|-?\d+(?:\.\d+)?(?![\w.,]*\d|[-/:%]))",
    re.IGNORECASE,
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Items that state a literal other than the one in the signature."""
    for place in places_of(task):
        for item in place.items:
            if "efault" not in item.text:
                continue
            param = place.function.named.get(item.name)
            default = param.default if param is not None else None
            if place.function.name == "run" and item.name in place.function.listed:
                # What applies is the attribute, which `__init__` gave its default.
                other = task.init_params.get(item.name)
                default = other[0].default if other is not None else None
            stated = list(_DEFAULTS_TO.finditer(item.text))
            if not isinstance(default, ast.Constant) or default.value is None or len(stated) != 1:
                continue
            said = _literal(stated[0][1])
            if said is None or _same(said[0], default.value):
                continue
            if type(said[0]) is not type(default.value):
                continue  # The text speaks of something else.
            yield found(
                RULE,
                place.owner,
                (item.line, item.column, item.length),
                f"`{item.name}` is said to default to {stated[0][1]}, but its default is "
                f"`{ast.unparse(default)}`.",
                "Correct the text.",
                argument=item.name,
                fix=_fix(place, item, stated[0], default),
                last_line=place.last_line,
            )


def _literal(text: str) -> tuple[object] | None:
    """The stated value, or None where it can't be told."""
    inner = text.strip("`")
    if inner.lower() in ("true", "false", "none"):
        inner = inner.capitalize()
    try:
        value = ast.literal_eval(inner)
    except (ValueError, SyntaxError):
        # `duration` in backquotes may be a string without its quotes, or a name.
        return (inner,) if re.fullmatch(r"[\w./:-]+", inner) else None
    return (value,) if isinstance(value, (bool, int, float, str)) or value is None else None


def _same(said: object, default: object) -> bool:
    if isinstance(said, bool) is not isinstance(default, bool):
        return str(said) == str(default)
    return said == default or str(said) == str(default)


def _fix(place: Documented, item: Item, stated: re.Match[str], default: ast.Constant) -> Fix | None:
    lines = place.function.module.lines
    matches = [
        (number, match)
        for number in range(item.line, item.end_line + 1)
        for match in _DEFAULTS_TO.finditer(lines[number - 1])
        if match[1] == stated[1]
    ]
    if len(matches) != 1:
        return None
    number, match = matches[0]
    shown = f'"{default.value}"' if isinstance(default.value, str) else repr(default.value)
    if stated[1].islower() and isinstance(default.value, bool):
        shown = shown.lower()
    text = f"`{shown}`" if stated[1].startswith("`") else shown
    if "\\" in shown or '"""' in shown:
        return None
    edit = Edit(number, match.start(1) + 1, number, match.end(1) + 1, text)
    return Fix(SAFE, f"State the default of `{item.name}`", (edit,))
