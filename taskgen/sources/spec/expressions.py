"""Expressions, templates, imports and snippets in a spec: read, with the place of what is wrong."""

from __future__ import annotations

import ast
import textwrap

from taskgen.expressions import ExpressionError, Literal, Mention, parse
from taskgen.model.sdk import Imported
from taskgen.problems import Problem
from taskgen.sources.spec.fields import Fields, dotted
from taskgen.spec import Written
from taskgen.text import Identifier, identifier
from taskgen.tomlfiles.document import shown
from taskgen.tomlfiles.inside import inside
from taskgen.tomlfiles.places import Key

_AWAITS = frozenset({"client", "call", "first", "then", "finally", "ask", "returns"})
"""Keys of what is done once a client is made, in which something may be awaited."""
_ASSIGNS = frozenset({"first", "then"})
"""Keys of steps, which may set an attribute."""

MAX_SNIPPET = 10_000
"""Characters of a snippet."""


def expression(fields: Fields, path: Key, text: str) -> Written | None:
    """The expression at a path; what is wrong with it is noted."""
    try:
        node, mentions = parse(
            text,
            awaits=not _AWAITS.isdisjoint(path[-2:]),
            assigns=not _ASSIGNS.isdisjoint(path[-2:-1]),
        )
    except ExpressionError as error:
        _note(fields, path, f"`{dotted(path)}` is no expression: {error}.", error, 0)
        return None
    return Written(node, mentions, path)


def template(fields: Fields, path: Key, text: str) -> Written | None:
    """Text with expressions in braces."""
    flat = " ".join(text.split())
    if "{" not in flat and "}" not in flat:
        return Written(Literal(flat), (), path)
    if '"' in flat or "\\" in flat:
        hint = "Put it in single quotes."
        fields.wrong(path, f"`{dotted(path)}` has double quotes or backslashes.", hint)
        return None
    try:
        node, mentions = parse(f'f"{flat}"')
    except ExpressionError as error:
        _note(fields, path, f"`{dotted(path)}` can't be filled in: {error}.", error, -2)
        return None
    moved = tuple(Mention(mention.name, mention.column - 2) for mention in mentions)
    return Written(node, moved, path)


def _note(fields: Fields, path: Key, message: str, error: ExpressionError, moved: int) -> None:
    place = inside(fields.document.value_place(path), error.column + moved, error.length)
    hint = error.hint or "Write it as Python does."
    fields.problems.append(Problem(message, hint, place))


def imported(fields: Fields, path: Key, text: str) -> list[Imported]:
    """What an import statement imports."""
    wrong = f"`{shown(text)}` is no import statement."
    hint = 'Write it as Python does: `"from jira import JIRA"` or `"import redis"`.'
    try:
        (statement,) = ast.parse(text.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        fields.wrong(path, wrong, hint)
        return []
    found: list[tuple[str, str | None, str | None]]
    if isinstance(statement, ast.ImportFrom):
        if statement.level or statement.names[0].name == "*" or not statement.module:
            fields.wrong(path, f"`{shown(text)}` names no SDK's things.", hint)
            return []
        found = [(statement.module, alias.name, alias.asname) for alias in statement.names]
    elif isinstance(statement, ast.Import):
        found = [(alias.name, None, alias.asname) for alias in statement.names]
    else:
        fields.wrong(path, wrong, hint)
        return []
    made = []
    for module, name, alias in found:
        try:
            for part in module.split("."):
                identifier(part)
            made.append(Imported(module, _name(name), _name(alias if alias != name else None)))
        except ValueError as error:
            fields.wrong(path, f"`{shown(text)}` can't be imported: {error}.", hint)
    return made


def _name(text: str | None) -> Identifier | None:
    return None if text is None else identifier(text)


def snippet(fields: Fields, path: Key, text: str) -> str:
    """Python that becomes part of `run` as it is, but for its indentation."""
    code = textwrap.dedent(text.expandtabs(4)).strip("\n").rstrip()
    fault = None
    if len(code) > MAX_SNIPPET:
        fault = f"has more than {MAX_SNIPPET:,} characters"
    elif not code.replace("\n", "").isprintable():
        fault = "has what does not print"
    else:
        try:
            ast.parse(f"def run():\n{textwrap.indent(code, '    ')}", feature_version=(3, 7))
        except SyntaxError as error:
            fault = f"is not Python: {error.msg}"
        except (ValueError, RecursionError, MemoryError):
            fault = "is too deep to be read"
    if fault:
        hint = "Write statements as they are to stand in `run`."
        fields.wrong(path, f"`{dotted(path)}` {fault}.", hint)
        return ""
    return code
