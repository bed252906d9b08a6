"""Models in which every text from outside is hostile, and where that text is in what is made.

A model's plain `str`s are text from outside; `Code`, `Identifier` and `Prose` have been checked.
`poisoned` finds the former wherever they are, so a field that is new is tried without being named.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import io
import tokenize
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from taskgen.model.task import TaskModel

HOSTILE = [
    'x"); import os; os.system("canary") #',
    "x'); canary('",
    'x""" + canary() + """',
    "x''' + canary + '''",
    "x\\",
    'x\\"; canary; \\"',
    "x\ncanary = 1\n",
    "x\rcanary = 1",
    "x\u2028canary = 1\u2029",
    "x\x85canary = 1\x0b\x0c",
    "{canary()}",
    "{{ canary }}{% canary %}{# canary #}",
    "{self.__class__.canary}%(canary)s%s",
    "\\N{canary}\\x00\\u0000\\777",
    "x\x00canary",
    "\x1b]0;canary\x07\x1b[31m",
    "\u202ecanary\u202c\u2066",
    "can\u200bary\ufeff",
    "\uff43\uff41\uff4e\uff41\uff52\uff59",
    "class canary: pass",
    "# canary\n",
    "__import__('canary')",
    "../../canary",
]
"""Texts that would be code, end what they stand in, or look like something else."""


def poisoned(value: Any, poison: Callable[[str], str]) -> Any:
    """The value with every text from outside replaced."""
    if type(value) is str:
        return poison(value)
    if isinstance(value, TaskModel):
        # An example is code by its nature; it is checked where a spec is read.
        value = dataclasses.replace(value, example=None)
    if isinstance(value, Enum):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in [field.name for field in dataclasses.fields(value)]:
            odd = poisoned(getattr(value, name), poison)
            # What a class refuses needs no other guard.
            with contextlib.suppress(ValueError):
                value = dataclasses.replace(value, **{name: odd})
        return value
    if isinstance(value, dict):
        return {poisoned(key, poison): poisoned(item, poison) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(poisoned(item, poison) for item in value)
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text from outside in a value."""
    found: list[str] = []
    poisoned(value, lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    yield from found


def code_of(source: str) -> list[str]:
    """The tokens of some Python that are no strings; comments are among them."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type != tokenize.STRING]


def strings_of(source: str) -> set[str]:
    """The values of the string literals that are no docstrings; the parts of f-strings too."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value if isinstance(node.value, str) else node.value.decode("utf-8", "replace")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str | bytes)
        and id(node) not in docs
    }
