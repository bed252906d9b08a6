"""The path to a call: `paramiko:SSHClient.open_sftp().put`."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from taskgen.problems import Place, Problem, TaskgenError, readable
from taskgen.text import Value, is_identifier

MAX_LENGTH = 500

_FORM = (
    "Write the module, a colon and the way to the call: `jira:JIRA.create_issue`, or "
    "`paramiko:SSHClient.open_sftp().put`."
)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument that the path names: `token_auth=token`, `server`, `verify=False`.

    Args:
        parameter: the parameter by name; empty where only the position says which it is.
        kwarg: the task's kwarg that fills it; empty for a constant.
        value: the constant.
        column: where it begins in the path, from 0.
    """

    parameter: str
    kwarg: str = ""
    value: Value = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """`.name`, of the module or of what is before it."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """`(...)`; without arguments, those that the call needs are found out."""

    arguments: tuple[Argument, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Item:
    """`["name"]` with a constant, or `[name]` with a kwarg."""

    kwarg: str
    value: Value
    column: int


Link = Attribute | Call | Item


@dataclass(frozen=True, slots=True)
class Target:
    """A module, and the links from it to what is called."""

    text: str
    module: str
    links: tuple[Link, ...]
    place: Place | None = None
    """Where a spec says it; None for an option of the command line."""

    def problem(self, message: str, hint: str, column: int, length: int = 1) -> Problem:
        """What is wrong at this column of the path, counted from 0."""
        place = self.place or Place("--sdk", 0, column + 1, self.text, length)
        return Problem(message, hint, place)

    def upto(self, link: Link) -> str:
        """The path as it is written, up to this link, without the dot between them."""
        return self.text[: link.column].rstrip(".:")


def parse_target(text: str, place: Place | None = None) -> Target:
    """The path that the text is.

    Args:
        text: what `--sdk` or a spec says.
        place: where a spec says it.

    Raises:
        TaskgenError: it is none, with the form that it should have.
    """
    text = text.strip()
    module, colon, chain = text.partition(":")
    target = Target(text, module, (), place)
    if len(text) > MAX_LENGTH:
        shown = Target(text[:60], module, (), place)
        raise TaskgenError(shown.problem("The path is too long.", _FORM, 0))
    if not colon or not chain.strip():
        advice = _split(text)
        raise TaskgenError(
            target.problem(f"`{readable(text)}` does not say what to call.", advice, 0, len(text))
        )
    if not all(is_identifier(part) for part in module.split(".")):
        raise TaskgenError(
            target.problem(f"`{readable(module)}` is no module.", _FORM, 0, max(len(module), 1))
        )
    start = len(module) + 1
    try:
        node = ast.parse(chain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = start + min(max((getattr(error, "offset", 1) or 1) - 1, 0), len(chain))
        message = f"`{readable(chain)}` can't be read as the way to a call."
        raise TaskgenError(target.problem(message, _FORM, column)) from None
    reader = _Reader(target, chain, start)
    links = reader.links(node)
    if reader.problems:
        raise TaskgenError(reader.problems)
    return Target(text, module, tuple(links), place)


def _split(text: str) -> str:
    """What to write in place of a path without a colon."""
    head, dot, _ = text.partition(".")
    if dot and is_identifier(head):
        parts = text.split(".")
        classes = [number for number, part in enumerate(parts) if part[:1].isupper() and number]
        at = classes[0] if classes else 1
        return f"Perhaps `{'.'.join(parts[:at])}:{'.'.join(parts[at:])}`? {_FORM}"
    return _FORM


class _Reader:
    """Reads a syntax tree as links; what else is in it is noted."""

    def __init__(self, target: Target, chain: str, start: int):
        self.target = target
        self.chain = chain
        self.start = start
        self.problems: list[Problem] = []

    def links(self, node: ast.expr) -> list[Link]:
        match node:
            case ast.Name():
                self.check(node.id, node)
                return [Attribute(node.id, self.column(node))]
            case ast.Attribute():
                end = self.start + self.offset(node.end_col_offset or 0)
                self.check(node.attr, node)
                return [*self.links(node.value), Attribute(node.attr, end - len(node.attr))]
            case ast.Call():
                before = self.links(node.func)
                end = self.start + self.offset(node.func.end_col_offset or 0)
                return [*before, Call(tuple(self.arguments(node)), end)]
            case ast.Subscript():
                before = self.links(node.value)
                end = self.start + self.offset(node.value.end_col_offset or 0)
                return [*before, self.item(node.slice, end)]
            case _:
                self.problem("Only attributes, calls and subscripts lead to a call.", node)
                return []

    def check(self, name: str, node: ast.expr) -> None:
        if not is_identifier(name):
            message = f"`{readable(name)}` is no name that generated code can have."
            self.problem(message, node)
        elif name.startswith("__"):
            message = f"`{name}` is Python's, and not called by its name."
            hint = "Name the class to make an object of it, and a method without underscores."
            self.problem(message, node, hint)

    def arguments(self, node: ast.Call) -> list[Argument]:
        found = [self.argument("", argument) for argument in node.args]
        for keyword in node.keywords:
            if keyword.arg is None:
                self.problem("`**` says nothing of which arguments there are.", keyword.value)
            else:
                found.append(self.argument(keyword.arg, keyword.value))
        return found

    def argument(self, parameter: str, node: ast.expr) -> Argument:
        column = self.column(node)
        if isinstance(node, ast.Name):
            return Argument(parameter, kwarg=node.id, column=column)
        return Argument(parameter, value=self.constant(node), column=column)

    def item(self, node: ast.expr, column: int) -> Item:
        if isinstance(node, ast.Name):
            return Item(node.id, None, column)
        return Item("", self.constant(node), column)

    def constant(self, node: ast.expr) -> Value:
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            value = ...
        if not is_plain(value):
            self.problem("An argument is the name of a kwarg, or a constant.", node)
            return None
        plain: Value = value
        return plain

    def column(self, node: ast.expr) -> int:
        return self.start + self.offset(node.col_offset)

    def offset(self, column: int) -> int:
        """The column in characters; a syntax tree counts bytes."""
        return len(self.chain.encode()[:column].decode(errors="ignore"))

    def problem(self, message: str, node: ast.expr, hint: str = _FORM) -> None:
        length = (node.end_col_offset or 0) - node.col_offset
        self.problems.append(self.target.problem(message, hint, self.column(node), max(length, 1)))


def is_plain(value: object) -> bool:
    """Whether the value is plain data that a literal can say."""
    if isinstance(value, dict):
        return all(isinstance(k, str) for k in value) and all(map(is_plain, value.values()))
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is None or type(value) in (bool, int, float, str, bytes)
