"""The rules, one file each: `tg201_init_value_ignored.py` holds `RULE` and `check`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from taskgen.lint.rule import Rule

TASK, MODULE, OUTLINE = "task", "module", "outline"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule with its check, and what the check is given."""

    rule: Rule
    subject: str
    check: Callable[..., Any] | None
    """None for what the engine reports itself."""


@lru_cache(maxsize=1)
def files() -> dict[str, str]:
    """Every rule's code and the name of its module, without importing any."""
    folder = os.path.dirname(__file__)  # noqa: PTH120 - in the path of every run
    names = sorted(name[:-3] for name in os.listdir(folder) if name.startswith("tg"))  # noqa: PTH208
    return {name[:5].upper(): name for name in names}


def names() -> dict[str, str]:
    """Every rule's code and its name."""
    return {code: file[6:].replace("_", "-") for code, file in files().items()}


@cache
def load(code: str) -> Loaded:
    """The rule of a code."""
    module = import_module(f"{__name__}.{files()[code]}")
    rule: Rule = module.RULE
    for subject in (TASK, MODULE, OUTLINE):
        check = getattr(module, f"check_{subject}", None)
        if check is not None:
            return Loaded(rule, subject, check)
    return Loaded(rule, "", None)
