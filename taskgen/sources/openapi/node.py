"""A value of a document that knows where it stands, so that errors can say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taskgen.problems import Place, Problem, TaskgenError, readable
from taskgen.sources.openapi.files import File, Files
from taskgen.sources.openapi.limits import MAX_REFS
from taskgen.sources.openapi.places import Pointer


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and the file and pointer at which it stands."""

    value: Any
    file: File
    pointer: Pointer
    files: Files

    @property
    def key(self) -> tuple[str, Pointer]:
        """What tells this place from all others."""
        return self.file.name, self.pointer

    def error(self, message: str, hint: str = "") -> TaskgenError:
        """The error that something is wrong with this value."""
        return TaskgenError(Problem(message, hint, self.place()))

    def place(self, *keys: str | int) -> Place:
        """Where this value stands, or one below it."""
        return self.file.place((*self.pointer, *keys))

    def at(self, key: str | int) -> Node | None:
        """The value below, as it stands there; None where there is none."""
        value = self.value
        if isinstance(value, dict):
            if key not in value:
                return None
        elif not (isinstance(value, list) and isinstance(key, int) and key < len(value)):
            return None
        return Node(value[key], self.file, (*self.pointer, key), self.files)

    def get(self, key: str | int) -> Node | None:
        """The value below, with references followed."""
        found = self.at(key)
        return None if found is None or found.value is None else found.followed()

    def followed(self) -> Node:
        """What a reference leads to in the end, or the value itself.

        Raises:
            TaskgenError: it leads nowhere, elsewhere or in a circle.
        """
        node = self
        for _ in range(MAX_REFS):
            if not isinstance(node.value, dict) or not isinstance(node.value.get("$ref"), str):
                return node
            node = node.target()
        raise self.error(
            f"`{readable(self.value['$ref'])}` leads to references without an end.",
            "Take one of them out of the circle.",
        )

    def target(self) -> Node:
        """What the reference in this value leads to, which may be another."""
        value, file, pointer = self.files.lookup(
            self.value["$ref"], self.file, lambda: self.file.place((*self.pointer, "$ref"))
        )
        return Node(value, file, pointer, self.files)

    def mapping(self, what: str) -> Node:
        """The node itself, which has to be a mapping.

        Args:
            what: what it is, for the error that it is none.
        """
        if isinstance(self.value, dict):
            return self
        raise self.error(f"{what} is not a mapping.", "Correct it, or leave it out.")

    def pairs(self, problems: list[Problem] | None = None) -> Iterator[tuple[str, Node]]:
        """The keys of a mapping and what is there, references followed; nothing of other values.

        Args:
            problems: takes what is wrong with references, whose keys are left out then.
        """
        if isinstance(self.value, dict):
            for key in self.value:
                found = self._tried(key, problems)
                if found is not None:
                    yield key, found

    def items(self, problems: list[Problem] | None = None) -> Iterator[Node]:
        """The items of a list, references followed; nothing of other values.

        Args:
            problems: takes what is wrong with references, whose items are left out then.
        """
        if isinstance(self.value, list):
            for index in range(len(self.value)):
                found = self._tried(index, problems)
                if found is not None:
                    yield found

    def _tried(self, key: str | int, problems: list[Problem] | None) -> Node | None:
        try:
            return self.get(key)
        except TaskgenError as error:
            if problems is None:
                raise
            problems += error.problems
            return None

    def text(self, key: str) -> str:
        """The text below, or an empty one."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found if isinstance(found, str) else ""

    def flag(self, key: str) -> bool:
        """Whether true is below."""
        return isinstance(self.value, dict) and self.value.get(key) is True

    def raw(self, key: str) -> Any:
        """The value below, whatever it is."""
        return self.value.get(key) if isinstance(self.value, dict) else None
