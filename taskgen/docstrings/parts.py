"""What a docstring says, as data: sections and items, with the places of their names."""

from __future__ import annotations

from typing import NamedTuple

DASH = "dash"
GOOGLE = "google"
NUMPY = "numpy"
REST = "rest"
MARKDOWN = "markdown"

ARGS, RETURNS, YIELDS, RAISES = "Args", "Returns", "Yields", "Raises"


class Item(NamedTuple):
    """One documented thing: a kwarg, a returned value or an error.

    In `Returns` and `Raises` sections of the dash style `name` is the type. Lines and columns
    count from 1, in the file.
    """

    name: str
    type: str
    """What stands in parentheses after the name, without `optional`; may be empty."""
    optional: bool
    text: str
    """The description, its lines joined with spaces."""
    line: int
    column: int
    end_line: int
    indent: int
    """Spaces before the item's bullet, or before its name where it has none."""
    length: int
    """Characters of the name as it is written."""
    bullet: str
    """`-` in the dash style, another bullet, or empty."""
    has_type: bool
    has_colon: bool
    type_line: int = 0
    type_column: int = 0
    """Where the text in the parentheses begins; 0 where there is none on the item's first line."""
    type_source: str = ""
    """The text in the parentheses as it is written, `optional` included."""
    nested: tuple[Item, ...] = ()
    """What looks like an item, but is indented under this one."""


class Section(NamedTuple):
    """A titled part of a docstring."""

    title: str
    """The title as it is written."""
    kind: str
    """The section it means (`Args` for `Parameters`), or the title where it is not known."""
    line: int
    column: int
    end_line: int
    indent: int
    items: tuple[Item, ...]
    text: str


class Docstring(NamedTuple):
    """What a docstring says, section by section."""

    style: str
    """The style of its items; empty where it has none."""
    summary: str
    sections: tuple[Section, ...]
    line: int
    """Of its first character."""
    end_line: int
    text: str
    """All of it, as it stands in the source."""

    def items(self, kind: str) -> tuple[Item, ...]:
        """The items of all sections of this kind."""
        return tuple(item for s in self.sections if s.kind == kind for item in s.items)

    def section(self, kind: str) -> Section | None:
        """The first section of this kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    def argument(self, name: str) -> Item | None:
        """The first item that documents the argument of this name."""
        return next((item for item in self.items(ARGS) if item.name.lstrip("*") == name), None)
