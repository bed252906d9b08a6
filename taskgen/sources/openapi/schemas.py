"""What a schema says of its values, whichever version of OpenAPI it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taskgen.sources.openapi.limits import MAX_REFS
from taskgen.sources.openapi.node import Node
from taskgen.text import Code, Value

_PYTHON = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_ITEMS = {**_PYTHON, "array": "list", "object": "dict"}
_MOST_TYPES = 3
"""Alternatives that an annotation names; of more, none is worth reading."""

_KINDS: tuple[tuple[str, type | tuple[type, ...]], ...] = (
    ("boolean", bool),
    ("integer", int),
    ("number", float),
    ("string", str),
    ("array", list),
    ("object", dict),
)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema with what it refers to and what `allOf` adds to it.

    The parts are in the order in which they are asked: the schema's own words first.
    """

    parts: tuple[Node, ...]

    @property
    def key(self) -> frozenset[tuple[str, tuple[str | int, ...]]]:
        """What tells this schema from others, to see that one is inside itself."""
        return frozenset(part.key for part in self.parts)

    def raw(self, key: str) -> Any:
        """What the first part says that says anything of this."""
        return next(
            (part.value[key] for part in self.parts if part.value.get(key) is not None), None
        )

    def text(self, key: str) -> str:
        """The text for this, or an empty one."""
        found = self.raw(key)
        return found if isinstance(found, str) else ""

    def number(self, key: str) -> float | int | None:
        """The number for this, if there is one."""
        found = self.raw(key)
        return found if isinstance(found, (int, float)) and not isinstance(found, bool) else None

    def flag(self, key: str) -> bool:
        """Whether some part says true of this."""
        return any(part.value.get(key) is True for part in self.parts)

    @property
    def enum(self) -> list[Value]:
        """The values that are allowed, without null; none where others are as well."""
        if (constant := self.raw("const")) is not None:
            return [constant]
        found = self.raw("enum")
        if isinstance(found, list):
            return [value for value in found if value is not None]
        # In OpenAPI 3.1 the values may be constants, each with a text of its own.
        options = self.alternatives()
        constants = [option.raw("const") for option in options]
        return [] if None in constants else constants

    @property
    def types(self) -> list[str]:
        """JSON's names of the types, without null, in the schema's order; none where any is."""
        said = self.raw("type")
        found = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        found = [kind for kind in found if isinstance(kind, str) and kind != "null"]
        if found == ["file"]:
            # Swagger 2.0 has a type for what OpenAPI 3 calls a format.
            return ["string"]
        if not found and self.enum:
            found = [
                next(kind for kind, python in _KINDS if isinstance(value, python))
                for value in self.enum
            ]
        if not found:
            found = [kind for alternative in self.alternatives() for kind in alternative.types]
        if not found and (self.has("properties") or self.has("additionalProperties")):
            found = ["object"]
        if not found and self.has("items"):
            found = ["array"]
        found = list(dict.fromkeys(found))
        return [kind for kind in found if not (kind == "integer" and "number" in found)]

    def has(self, key: str) -> bool:
        """Whether some part says anything of this."""
        return any(key in part.value for part in self.parts)

    @property
    def is_binary(self) -> bool:
        """Whether a value is bytes that are sent as they are."""
        return (
            self.text("format") == "binary"
            or self.raw("type") == "file"
            or (self.has("contentMediaType") and not self.has("contentEncoding"))
        )

    def alternatives(self) -> list[Schema]:
        """What `oneOf` and `anyOf` offer, without null."""
        found: list[Schema] = []
        for part in self.parts:
            for key in ("oneOf", "anyOf"):
                options = part.at(key)
                if options is None or not isinstance(options.value, list):
                    continue
                each = [options.at(index) for index in range(len(options.value))]
                found += [
                    schema
                    for option in each
                    if option is not None
                    and (schema := schema_of(option)).raw("type") != "null"
                    and not (set(schema.key) & set(self.key))
                ]
        return found

    def properties(self) -> dict[str, Schema]:
        """The members of an object, of all parts."""
        found: dict[str, Schema] = {}
        for part in self.parts:
            properties = part.at("properties")
            for name in properties.value if properties and _is_mapping(properties) else ():
                node = properties.at(name) if properties else None
                if node is not None and name not in found:
                    found[name] = schema_of(node)
        return found

    @property
    def required(self) -> list[str]:
        """The members that an object has to have."""
        listed = [part.value.get("required") for part in self.parts]
        # In Swagger 2.0 a parameter is a schema itself, and `required` is true or false.
        return [
            name
            for names in listed
            if isinstance(names, list)
            for name in names
            if isinstance(name, str)
        ]

    def item(self) -> Schema | None:
        """What an item of a list is."""
        return self._below("items")

    def value(self) -> Schema | None:
        """What a member of an object is whose name may be any."""
        return self._below("additionalProperties")

    def _below(self, key: str) -> Schema | None:
        for part in self.parts:
            node = part.at(key)
            if node is not None and _is_mapping(node):
                return schema_of(node)
        return None


ANY = Schema(())
"""A schema that says nothing."""


def schema_of(node: Node | None) -> Schema:
    """The schema in a node, which may be a reference.

    Raises:
        TaskgenError: a reference leads nowhere or in a circle.
    """
    return Schema(tuple(_parts(node, set()))) if node is not None else ANY


def _parts(node: Node, seen: set[tuple[str, tuple[str | int, ...]]]) -> Iterator[Node]:
    for _ in range(MAX_REFS):
        if not _is_mapping(node) or node.key in seen:
            return
        seen.add(node.key)
        yield node
        yield from _of_all(node, seen)
        if not isinstance(node.value.get("$ref"), str):
            break
        node = node.target()
    else:
        node.followed()
    only = _only_alternative(node)
    if only is not None:
        yield from _parts(only, seen)


def _of_all(node: Node, seen: set[tuple[str, tuple[str | int, ...]]]) -> Iterator[Node]:
    every = node.at("allOf")
    if every is not None and isinstance(every.value, list):
        for index in range(len(every.value)):
            part = every.at(index)
            if part is not None:
                yield from _parts(part, seen)


def _only_alternative(node: Node) -> Node | None:
    """What the value is where the only other thing that it may be is null."""
    for key in ("oneOf", "anyOf"):
        options = node.at(key)
        if options is None or not isinstance(options.value, list):
            continue
        each = [options.at(index) for index in range(len(options.value))]
        some = [option for option in each if option and option.raw("type") != "null"]
        if len(some) == 1:
            return some[0]
    return None


def _is_mapping(node: Node) -> bool:
    return isinstance(node.value, dict)


def annotation(schema: Schema) -> Code:
    """The annotation of a value of this schema, as Python 3.7 spells it, without `Optional`."""
    if schema.is_binary:
        return Code("bytes")
    kinds = schema.types
    if not kinds or len(kinds) > _MOST_TYPES:
        return Code("Any")
    names = [_annotation(schema, kind) for kind in kinds]
    if "Any" in names:
        return Code("Any")
    return Code(names[0] if len(names) == 1 else f"Union[{', '.join(names)}]")


def _annotation(schema: Schema, kind: str) -> str:
    if kind in _PYTHON:
        return _PYTHON[kind]
    if kind == "array":
        item = schema.item()
        return f"List[{_inner(item)}]" if item else "list"
    if kind == "object":
        inner = None if schema.has("properties") or schema.alternatives() else schema.value()
        return f"Dict[str, {_inner(inner)}]" if inner else "dict"
    return "Any"


def _inner(schema: Schema) -> str:
    """The type of what is inside a list or a dict, without what is inside that."""
    if schema.is_binary:
        return "bytes"
    kinds = schema.types
    return _ITEMS.get(kinds[0], "Any") if len(kinds) == 1 else "Any"
