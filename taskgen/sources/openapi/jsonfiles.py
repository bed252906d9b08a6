"""Reads JSON, and finds the place of a value in it."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from taskgen.problems import Place, Problem, TaskgenError, readable
from taskgen.sources.openapi.limits import MAX_DEPTH, MAX_PROBLEMS

_SPACE = re.compile(r"[ \t\r\n]*")


class _DuplicateError(ValueError):
    """An object has a key twice."""


def load(text: str, name: str) -> Any:
    """The document in the text.

    Raises:
        TaskgenError: it is no JSON, is too deep, or has a key twice.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        hint = f"The parser says: {error.msg}."
        raise TaskgenError(Problem("The file is no JSON.", hint, place)) from error
    except _DuplicateError:
        problems = _Duplicates(text, name).problems()
        raise TaskgenError(problems) from None
    except ValueError as error:
        hint = "Numbers are finite, and have at most a few thousand digits."
        raise TaskgenError(Problem("The file is no JSON.", hint, Place(name))) from error
    except RecursionError:
        raise TaskgenError(_too_deep(name)) from None
    if _depth(value) > MAX_DEPTH:
        raise TaskgenError(_too_deep(name))
    return value


def position(text: str, pointer: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column of the value at the pointer, or of the last part of it that is there."""
    scan = _Scanner(text)
    at = scan.space(0)
    shown = at
    for part in pointer:
        if text[at : at + 1] == "{" and isinstance(part, str):
            members = {key: (start, value) for key, start, value in scan.members(at)}
            if part not in members:
                break
            shown, at = members[part]
        elif text[at : at + 1] == "[" and isinstance(part, int):
            items = scan.items(at)
            if part >= len(items):
                break
            shown = at = items[part]
        else:
            break
    return line_and_column(text, shown)


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """The line and the column of a character, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _DuplicateError
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _too_deep(name: str) -> Problem:
    return Problem(
        f"The file has more than {MAX_DEPTH} objects and lists in each other.",
        hint="Give what is inside a name in `components`, and refer to it with `$ref`.",
        place=Place(name),
    )


def _depth(value: Any) -> int:
    """How many objects and lists are in each other; at most one more than are allowed."""
    level, depth = [value], 0
    while depth <= MAX_DEPTH:
        level = [each for each in level if isinstance(each, (dict, list))]
        if not level:
            break
        depth += 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


class _Scanner:
    """Walks JSON that is known to be right, and skips what it need not look into."""

    def __init__(self, text: str):
        self.text = text
        self.skip = json.JSONDecoder().raw_decode

    def space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        assert found
        return found.end()

    def members(self, at: int) -> list[tuple[str, int, int]]:
        """The members of the object that begins here: key, its place, its value's place."""
        found = []
        at = self.space(at + 1)
        while self.text[at] != "}":
            start = at
            key, at = scanstring(self.text, at + 1, False)
            value = self.space(self.space(at) + 1)
            found.append((key, start, value))
            _, at = self.skip(self.text, value)
            at = self.space(at)
            at = self.space(at + 1) if self.text[at] == "," else at
        return found

    def items(self, at: int) -> list[int]:
        """The places of the items of the list that begins here."""
        found = []
        at = self.space(at + 1)
        while self.text[at] != "]":
            found.append(at)
            _, at = self.skip(self.text, at)
            at = self.space(at)
            at = self.space(at + 1) if self.text[at] == "," else at
        return found


class _Duplicates(_Scanner):
    """Finds every key that is there twice, of a document that has some."""

    def __init__(self, text: str, name: str):
        super().__init__(text)
        self.name = name
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        self.search(self.space(0))
        return self.found

    def search(self, at: int) -> None:
        if len(self.found) >= MAX_PROBLEMS:
            return
        if self.text[at] == "[":
            for item in self.items(at):
                self.search(item)
        if self.text[at] != "{":
            return
        seen: set[str] = set()
        for key, start, value in self.members(at):
            if key in seen:
                self.found.append(
                    Problem(
                        f"The key `{readable(key)}` is there twice.",
                        "Take one of the two out.",
                        Place(self.name, *line_and_column(self.text, start)),
                    )
                )
            seen.add(key)
            self.search(value)
