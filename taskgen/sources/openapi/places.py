"""Where values stand in a document's text, and which keys stand there twice.

The readers of JSON and YAML keep no places. Few are ever asked for, so the text is looked at again
for these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from taskgen.problems import Place, Problem, readable
from taskgen.sources.openapi.limits import MAX_PROBLEMS

if TYPE_CHECKING:
    import yaml

Pointer = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of mappings, and indexes of lists."""

_SPACE = re.compile(r"[ \t\r\n]*")


def place(text: str, name: str, is_json: bool, pointer: Pointer) -> Place:
    """Where a value is, or the last part of the way to it that is there."""
    line, column = _in_json(text, pointer) if is_json else _in_yaml(text, pointer)
    lines = text.split("\n", line)
    source = lines[line - 1].rstrip("\r") if len(lines) >= line else ""
    # A file may be one line of megabytes.
    return Place(name, line, column, source if len(source) < 120 else "")


def duplicates(text: str, name: str, is_json: bool) -> list[Problem]:
    """The keys that are twice in a mapping, of a document that can be read."""
    found: list[Problem] = []
    for key, line, column in _json_duplicates(text) if is_json else _yaml_duplicates(text):
        message = f"The key `{readable(key)}` is there twice."
        found.append(Problem(message, "Take one of the two out.", Place(name, line, column)))
        if len(found) >= MAX_PROBLEMS:
            break
    return found


def _in_json(text: str, pointer: Pointer) -> tuple[int, int]:
    at = shown = _space(text, 0)
    for part in pointer:
        if text[at] == "{":
            members = {key: (start, value) for key, start, value in _members(text, at)}
            if part not in members:
                break
            shown, at = members[str(part)]
        elif text[at] == "[" and isinstance(part, int):
            items = list(_items(text, at))
            if part >= len(items):
                break
            shown = at = items[part]
        else:
            break
    return _line_and_column(text, shown)


def _json_duplicates(text: str) -> Iterator[tuple[str, int, int]]:
    twice = False

    def note(pairs: list[tuple[str, Any]]) -> None:
        nonlocal twice
        twice = twice or len({key for key, _ in pairs}) < len(pairs)

    json.loads(text, object_pairs_hook=note)
    waiting = [_space(text, 0)] if twice else []
    while waiting:
        at = waiting.pop()
        if text[at] == "[":
            waiting += _items(text, at)
        if text[at] == "{":
            seen: set[str] = set()
            for key, start, value in _members(text, at):
                if key in seen:
                    yield (key, *_line_and_column(text, start))
                seen.add(key)
                waiting.append(value)


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found
    return found.end()


_decode = json.JSONDecoder().raw_decode


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The members of the object that begins here: key, its place, its value's place."""
    at = _space(text, at + 1)
    while text[at] != "}":
        start = at
        key, at = _decode(text, at)
        value = _space(text, _space(text, at) + 1)
        yield key, start, value
        at = _space(text, _decode(text, value)[1])
        at = _space(text, at + 1) if text[at] == "," else at


def _items(text: str, at: int) -> Iterator[int]:
    """The places of the items of the list that begins here."""
    at = _space(text, at + 1)
    while text[at] != "]":
        yield at
        at = _space(text, _decode(text, at)[1])
        at = _space(text, at + 1) if text[at] == "," else at


@lru_cache(maxsize=2)
def _composed(text: str) -> yaml.Node | None:
    import yaml

    return yaml.compose(text, yaml.CSafeLoader)


def _in_yaml(text: str, pointer: Pointer) -> tuple[int, int]:
    import yaml

    node = _composed(text)
    if node is None:
        return 1, 1
    mark = node.start_mark
    for part in pointer:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(part)]
            if not pairs:
                break
            key, node = pairs[0]
            mark = key.start_mark
        elif isinstance(node, yaml.SequenceNode) and int(part) < len(node.value):
            node = node.value[int(part)]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1


def _yaml_duplicates(text: str) -> Iterator[tuple[str, int, int]]:
    import yaml

    node = _composed(text)
    waiting = [node] if node is not None else []
    met: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                waiting.append(value)
                if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                    if key.value in seen:
                        yield key.value, key.start_mark.line + 1, key.start_mark.column + 1
                    seen.add(key.value)
