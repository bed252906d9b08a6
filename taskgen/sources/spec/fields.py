"""Looks at the tables of a TOML document and notes what is wrong with their keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from taskgen.problems import Problem, did_you_mean
from taskgen.text import one_of, prose
from taskgen.tomlfiles.document import Document, shown
from taskgen.tomlfiles.places import Key

STRING = "a string"
BOOLEAN = "a boolean"
STRINGS = "an array of strings"
TABLE = "a table"
TABLES = "an array of tables"
STRING_OR_TABLE = "a string or a table"
ANY = "any value"

Table = Mapping[str, Any]
Keys = Mapping[str, str]
"""The keys that a table may have, with the kinds of their values."""

_TYPES: dict[str, tuple[type, ...]] = {
    STRING: (str,),
    BOOLEAN: (bool,),
    STRINGS: (list,),
    TABLE: (dict,),
    TABLES: (list,),
    STRING_OR_TABLE: (str, dict),
    ANY: (object,),
}
_HOW_TO_WRITE = {
    STRING: 'Write `{0} = "..."`.',
    BOOLEAN: "Write `{0} = true` or `{0} = false`, without quotes.",
    STRINGS: 'Write `{0} = ["..."]`.',
    TABLE: "Write its keys below a line of their own, `[{1}]`.",
    TABLES: "Write the keys of each below a line of its own, `[[{1}]]`.",
    STRING_OR_TABLE: 'Write `{0} = "..."`.',
}
_NAMES: list[tuple[type, str]] = [
    (str, STRING),
    (bool, BOOLEAN),
    (int, "an integer"),
    (float, "a float"),
    (datetime, "a date-time"),
    (date, "a date"),
    (time, "a time"),
    (list, "an array"),
    (dict, TABLE),
]


class Fields:
    """Reads tables by the keys that they may have, and collects all the problems on the way."""

    def __init__(self, document: Document, levels: Mapping[str, Keys]):
        self.document = document
        self.levels = levels
        """The keys of every kind of table, by what messages say of where it is."""
        self.problems: list[Problem] = []

    def fields(self, path: Key, table: Table, keys: Keys) -> dict[str, Any]:
        """What a table says under keys that are known, where the value is of their kind."""
        good = {}
        for key, value in table.items():
            if key not in keys:
                self._unknown(path, key, keys)
            elif self.is_a((*path, key), value, keys[key]):
                good[key] = value
        return good

    def _unknown(self, path: Key, key: str, known: Keys) -> None:
        where = f" in `{dotted(path)}`" if path else ""
        elsewhere = [level for level, keys in self.levels.items() if key in keys]
        hint = f"`{key}` belongs {one_of(elsewhere)}." if elsewhere else did_you_mean(key, known)
        if not hint:
            hint = f"The keys here are {one_of((f'`{name}`' for name in known), 'and')}."
        self.wrong_key((*path, key), f"Unknown key `{shown(key)}`{where}.", hint)

    def is_a(self, path: Key, value: object, kind: str) -> bool:
        """Whether a value is of a kind, and not blank where it is text."""
        if not isinstance(value, _TYPES[kind]):
            hint = _HOW_TO_WRITE[kind].format(shown(path[-1]), dotted(path))
            self.wrong(path, f"`{dotted(path)}` is {kind_of(value)}, not {kind}.", hint)
            return False
        if isinstance(value, str) and kind != ANY and not value.strip():
            self.wrong(path, f"`{dotted(path)}` is empty.", "Leave it out, or say something.")
            return False
        return True

    def strings(self, path: Key, data: Table) -> Iterator[tuple[Key, str]]:
        """The strings of an array, each with its own path."""
        for index, item in enumerate(data.get(path[-1], ())):
            key = (*path, str(index))
            if not isinstance(item, str):
                message = f"`{dotted(path)}` has {kind_of(item)} among its strings."
                self.wrong(key, message, "Put it in quotes.")
            elif not item.strip():
                self.wrong(key, f"`{dotted(path)}` has an empty string.", "Leave it out.")
            else:
                yield key, item

    def matching(
        self, path: Key, data: Table, pattern: re.Pattern[str], what: str, hint: str
    ) -> str | None:
        """The string of the last key of the path, where it has the form that it has to have."""
        text: str | None = data.get(path[-1])
        if text is not None and not pattern.fullmatch(text):
            self.wrong(path, f"`{shown(text)}` is not {what}.", hint)
            return None
        return text

    def paragraph(self, path: Key, text: str | None) -> str | None:
        """The text as one clean paragraph."""
        if text is None:
            return None
        clean = prose(text)
        if not clean:
            hint = "Say it in plain text, without quotes and angle brackets."
            self.wrong(path, f"`{dotted(path)}` has nothing that can be shown.", hint)
        elif "\\" in text:
            message = f"`{dotted(path)}` has a backslash, which docstrings do not show as it is."
            self.wrong(path, message, "Say it in words, or with a slash.")
        return clean

    def wrong(self, path: Key, message: str, hint: str) -> None:
        """Notes a problem with a value."""
        self.problems.append(Problem(message, hint, self.document.value_place(path)))

    def wrong_key(self, path: Key, message: str, hint: str) -> None:
        """Notes a problem with a key."""
        self.problems.append(Problem(message, hint, self.document.key_place(path)))


def kind_of(value: object) -> str:
    """What TOML calls a value, with its article."""
    return next(name for type_, name in _NAMES if isinstance(value, type_))


def dotted(path: Key) -> str:
    """A path as the header of a table writes it."""
    bare = re.compile(r"[A-Za-z0-9_-]+")
    return ".".join(shown(key) if bare.fullmatch(key) else f'"{shown(key)}"' for key in path)
