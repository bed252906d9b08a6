"""Names: splitting them into words and putting words together again. Pure string functions."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[A-Z]+")


def words(name: str) -> list[str]:
    """The words of a name in camel case, snake case or kebab case.

    `CreateDBInstance` is `Create`, `DB`, `Instance`.
    """
    return _WORDS.findall(name)


@lru_cache(4096)
def snake(name: str) -> str:
    """The name in snake case: `CreateDBInstance` is `create_db_instance`."""
    return "_".join(word.lower() for word in words(name))


@lru_cache(4096)
def kebab(name: str) -> str:
    """The name in kebab case: `function_name` is `function-name`."""
    return "-".join(word.lower() for word in words(name))


def singular(word: str) -> str:
    """The English singular, for the plain cases that names of operations have."""
    lower = word.lower()
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ws")) and len(word) > 3:
        return word[:-1]
    return word
