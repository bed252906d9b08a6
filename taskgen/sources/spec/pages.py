"""The reference of the spec and its JSON Schema, made of the keys that the readers accept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from taskgen.sources.spec.fields import (
    ANY,
    BOOLEAN,
    STRING,
    STRING_OR_TABLE,
    STRINGS,
    TABLE,
    TABLES,
)
from taskgen.sources.spec.vocabulary import (
    CATCH,
    CHECK,
    KWARG,
    MODULE,
    OPENAPI_KWARG,
    OPENAPI_MODULE,
    OPENAPI_TASK,
    PAGES,
    POLL,
    SDK_KWARG,
    SDK_MODULE,
    SDK_TASK,
    TASK,
    WAIT,
    Level,
)

_TYPES: dict[str, dict[str, Any]] = {
    STRING: {"type": "string"},
    BOOLEAN: {"type": "boolean"},
    STRINGS: {"type": "array", "items": {"type": "string"}},
    TABLE: {"type": "object"},
    TABLES: {"type": "array", "items": {"type": "object"}},
    STRING_OR_TABLE: {"type": ["string", "object"]},
    ANY: {},
}


def with_tables(page: str, levels: Iterable[Level]) -> str:
    """The page with the tables of keys below the headings of these levels as they are to be.

    Raises:
        ValueError: a level has no heading, or no table below it.
    """
    for level in levels:
        heading = f"\n## {level.heading}\n"
        if heading not in page:
            raise ValueError(f"there is no heading {level.heading!r}")
        before, rest = page.split(heading, 1)
        start = rest.index("\n| key |") + 1
        end = start
        while rest[end : end + 1] == "|":
            end = rest.index("\n", end) + 1
        page = before + heading + rest[:start] + table(level) + rest[end:]
    return page


def table(level: Level) -> str:
    """The Markdown table of a level's keys."""
    rows = ["| key | type | meaning | default |", "| --- | --- | --- | --- |"]
    for name, key in level.keys.items():
        kind = "expression" if key.is_expression else _kind(key.kind)
        rows.append(f"| `{name}` | {kind} | {key.meaning} | {key.default} |")
    return "\n".join(rows) + "\n"


def _kind(kind: str) -> str:
    """A kind without its articles."""
    return kind.removeprefix("an ").removeprefix("a ").replace(" or a ", " or ")


def schema() -> str:
    """A JSON Schema of specs, for editors; the readers check more than it can say."""
    wait = _table(WAIT)
    service = _module(MODULE, TASK, {"kwargs": _each(_table(KWARG)), "wait": _or_text(wait)})
    document = _module(OPENAPI_MODULE, OPENAPI_TASK, {"kwargs": _each(_table(OPENAPI_KWARG))})
    kwargs = _each(_table(SDK_KWARG))
    parts = {
        "kwargs": kwargs,
        "checks": {"type": "array", "items": _table(CHECK)},
        "catches": {"type": "array", "items": _table(CATCH)},
        "poll": _table(POLL),
        "pages": _table(PAGES),
        "values": _each({"type": "string"}),
        "types": _each({"type": "string"}),
    }
    sdk = _module(SDK_MODULE, SDK_TASK, parts)
    sdk["properties"]["kwargs"] |= kwargs
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A spec of tasks for Prefect's task library",
        "oneOf": [service, document, sdk],
    }
    return json.dumps(made, indent=2) + "\n"


def _module(module: Level, task: Level, parts: dict[str, Any]) -> dict[str, Any]:
    made = _table(module)
    tasks = _table(task)
    for name, part in parts.items():
        tasks["properties"][name] |= part
    made["properties"]["tasks"] |= _each(tasks)
    return made


def _each(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _or_text(content: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, content], "type": ["string", "object"]}


def _table(level: Level) -> dict[str, Any]:
    """The schema of a table: its keys and no others."""
    made: dict[str, Any] = {
        "type": "object",
        "properties": {
            name: {**_TYPES[key.kind], "description": key.meaning}
            for name, key in level.keys.items()
        },
        "additionalProperties": False,
    }
    needed = [name for name, key in level.keys.items() if key.default == "has to be there"]
    return {**made, "required": needed} if needed else made
