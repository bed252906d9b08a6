"""The record of what was generated: per class its file and a digest of its text.

A library asks for one with `record = "taskgen.lock"` in `[tool.taskgen]`. `taskgen new` then keeps
it up to date, and the linter tells which classes are no longer what was generated. It holds
digests and names alone, has no time stamps, and is the same for the same classes.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taskgen.problems import Place, Problem, TaskgenError

_VERSION = 1
_KEYS = ("digest", "edited", "spec")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a class that was generated."""

    digest: str
    """Of the class as it was generated."""
    spec: str = ""
    """The spec that it came from, if any."""
    edited: str = ""
    """Of the class as somebody changed it on purpose."""


Record = dict[str, dict[str, Entry]]
"""Entries by file, relative to the record's folder, and class."""


def digests(text: str) -> dict[str, str]:
    """A digest of each top-level class of a module.

    Raises:
        SyntaxError: the text is no Python.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {
        node.name: digest(lines, node)
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }


def digest(lines: Sequence[str], node: ast.ClassDef) -> str:
    """A digest of a class in the lines of its module, its decorators included."""
    from hashlib import blake2b

    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    text = "\n".join(lines[first - 1 : node.end_lineno])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def read_record(text: str, path: str) -> Record:
    """The record in a file's text.

    Raises:
        TaskgenError: it is none, with what is wrong.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise TaskgenError(_broken("It is no JSON", path, line)) from None
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        raise TaskgenError(_broken(f"It has no `version` {_VERSION}", path))
    files = document.get("files")
    if not isinstance(files, dict):
        raise TaskgenError(_broken("It has no `files`", path))
    return {file: _entries(classes, file, path) for file, classes in files.items()}


def _entries(classes: Any, file: str, path: str) -> dict[str, Entry]:
    if not isinstance(classes, dict):
        raise TaskgenError(_broken(f"What it says of `{file}` is no object", path))
    found = {}
    for name, entry in classes.items():
        if (
            not isinstance(entry, dict)
            or "digest" not in entry
            or any(key not in _KEYS or not isinstance(entry[key], str) for key in entry)
        ):
            keys = ", ".join(f"`{key}`" for key in _KEYS)
            raise TaskgenError(_broken(f"What it says of `{name}` is not {keys}, all texts", path))
        found[name] = Entry(**entry)
    return found


def _broken(what: str, path: str, line: int = 1) -> Problem:
    return Problem(
        f"The record can't be read. {what}.",
        "Restore it from version control, or delete it and generate again.",
        Place(path, line),
    )


def record_text(record: Record) -> str:
    """The record as it is kept: sorted, a line for each class, so that merges are easy."""
    parts = []
    for file in sorted(record):
        lines = [entry_line(name, record[file][name]) for name in sorted(record[file])]
        if lines:
            parts.append(f"{file_line(file)}\n" + ",\n".join(lines) + "\n    }")
    files = ",\n".join(parts)
    return f'{{\n  "version": {_VERSION},\n  "files": {{\n{files}\n  }}\n}}\n'


def file_line(file: str) -> str:
    """The line that begins a file's entries."""
    return f"    {json.dumps(file, ensure_ascii=False)}: {{"


def entry_line(name: str, entry: Entry) -> str:
    """The line of a class, without a comma."""
    values = {key: value for key in _KEYS if (value := getattr(entry, key))}
    shown = json.dumps(values, ensure_ascii=False)
    return f"      {json.dumps(name, ensure_ascii=False)}: {shown}"
