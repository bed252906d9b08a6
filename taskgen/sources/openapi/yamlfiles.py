"""Reads YAML as JSON's kinds of values: no dates, no `yes`, no objects, no key twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from taskgen.problems import Place, Problem, TaskgenError, readable, sentence
from taskgen.sources.openapi.limits import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"


class _Loader(_BASE):  # type: ignore[misc]
    """Knows the plain values of YAML 1.2 and the `<<` of YAML 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _kind, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(
        f"{_TAG}{_kind}",
        re.compile(rf"^(?:{_pattern})$"),
        [character.replace("\0", "") for character in _first],
    )


def load(text: str, name: str) -> Any:
    """The document in the text; keys are strings, however they are written.

    Raises:
        TaskgenError: it is no YAML, has a key twice, values of other kinds than JSON's, or more of
            them than are read.
    """
    return _Builder(name).build(_composed(text, name))


def position(text: str, name: str, pointer: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column of the value at the pointer, or of the last part of it that is there."""
    node = _composed(text, name)
    mark = node.start_mark
    for part in pointer:
        found = None
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(part)]
            found = pairs[0][1] if pairs else None
            mark = pairs[0][0].start_mark if pairs else mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = node.value[part] if part < len(node.value) else None
            mark = found.start_mark if found else mark
        if found is None:
            break
        node = found
    return mark.line + 1, mark.column + 1


@lru_cache(maxsize=2)
def _composed(text: str, name: str) -> yaml.Node:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        said = getattr(error, "problem", None) or str(error)
        raise TaskgenError(
            Problem("The file is no YAML.", hint=sentence(f"The parser says: {said}"), place=place)
        ) from error
    except RecursionError as error:
        raise TaskgenError(_too_deep(name)) from error
    finally:
        loader.dispose()
    return node if node is not None else yaml.ScalarNode(f"{_TAG}null", "")


def _too_deep(name: str, node: yaml.Node | None = None) -> Problem:
    return Problem(
        f"The file has more than {MAX_DEPTH} mappings and lists in each other.",
        hint="Give what is inside a name in `components`, and refer to it with `$ref`.",
        place=_place(name, node) if node else Place(name),
    )


def _place(name: str, node: yaml.Node) -> Place:
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


class _Builder:
    """Makes values of nodes; what is wrong is kept until the end."""

    def __init__(self, name: str):
        self.name = name
        self.problems: list[Problem] = []
        self.built: dict[int, tuple[Any, int]] = {}
        """Values that aliases repeat, by their node, with how many values they have in them."""
        self.open: set[int] = set()

    def build(self, node: yaml.Node) -> Any:
        value, _ = self.value(node, 0)
        if self.problems:
            raise TaskgenError(self.problems)
        return value

    def problem(self, node: yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(message, hint, _place(self.name, node)))
        if len(self.problems) >= MAX_PROBLEMS:
            raise TaskgenError(self.problems)

    def value(self, node: yaml.Node, depth: int) -> tuple[Any, int]:
        """The value of a node, and how many values it has with all that aliases repeat."""
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node), 1
        if id(node) in self.built:
            return self.built[id(node)]
        if id(node) in self.open:
            self.problem(node, "This has itself in it.", "Take out the alias that leads back.")
            raise TaskgenError(self.problems)
        if depth >= MAX_DEPTH:
            raise TaskgenError([*self.problems, _too_deep(self.name, node)])
        self.open.add(id(node))
        value: Any
        if isinstance(node, yaml.MappingNode):
            value, size = self.mapping(node, depth)
        else:
            items = [self.value(item, depth + 1) for item in node.value]
            value, size = [item for item, _ in items], 1 + sum(size for _, size in items)
        if size > MAX_NODES:
            self.problem(
                node,
                f"The file has more than {MAX_NODES:,} values, with those that aliases repeat.",
                "Refer to what repeats with `$ref`, in place of aliases.",
            )
            raise TaskgenError(self.problems)
        self.open.discard(id(node))
        self.built[id(node)] = value, size
        return value, size

    def mapping(self, node: yaml.MappingNode, depth: int) -> tuple[dict[str, Any], int]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        total = 1
        for key, item in node.value:
            if key.tag == _MERGE:
                for part, size in self.merged(item, depth):
                    merged = {**part, **merged}
                    total += size
                continue
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, "A key is a mapping or a list.", "Write a name in its place.")
                continue
            if key.value in own:
                self.problem(
                    key,
                    f"The key `{readable(key.value)}` is there twice.",
                    "Take one of the two out.",
                )
                continue
            own[key.value], size = self.value(item, depth + 1)
            total += size
        return {**merged, **own}, total

    def merged(self, node: yaml.Node, depth: int) -> Iterator[tuple[dict[str, Any], int]]:
        """The mappings that `<<` names, the strongest first."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for part in parts:
            value, size = self.value(part, depth + 1)
            if isinstance(value, dict):
                yield value, size
            else:
                self.problem(part, "What `<<` merges is no mapping.", "Give it a mapping's alias.")

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text, kind = node.value, node.tag.removeprefix(_TAG)
        if kind in ("str", "merge", "timestamp", "value"):
            return text
        try:
            match kind:
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    return int(text)
                case "float":
                    return float(text)
        except ValueError:
            pass
        self.problem(
            node,
            f"`{readable(node.tag, 60)}` is none of the kinds of values that JSON has.",
            "Write text, a number, true, false or null.",
        )
        return None
