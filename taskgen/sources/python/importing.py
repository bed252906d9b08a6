"""Imports SDKs, with what they say and raise while they are imported."""

from __future__ import annotations

import importlib
import io
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import ModuleType

from taskgen.problems import Problem, TaskgenError, did_you_mean, readable, sentence
from taskgen.sources.python.target import Target

_MOST_OUTPUT = 2_000


def import_sdk(target: Target) -> tuple[ModuleType, str]:
    """The module of a path, and what it printed while it was imported.

    Raises:
        TaskgenError: there is no such module, or importing it failed, with the nearest names.
    """
    name = target.module
    printed = io.StringIO()
    try:
        with quiet(printed):
            return importlib.import_module(name), printed.getvalue()[:_MOST_OUTPUT]
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if missing and (name == missing or name.startswith(f"{missing}.")):
            raise TaskgenError(_not_there(target, missing)) from None
        message = f"`{name}` can't be imported: it needs `{readable(missing)}`."
        hint = "Install that into the environment that taskgen runs in; it may be an extra."
        raise TaskgenError(target.problem(message, hint, 0, len(name))) from None
    except (Exception, SystemExit) as error:
        said = readable(printed.getvalue().strip())
        why = sentence(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
        hint = f"It printed: {said}" if said else f"`python -c 'import {name}'` shows all of it."
        raise TaskgenError(
            target.problem(f"`{name}` can't be imported: {why}", hint, 0, len(name))
        ) from None


def import_quietly(name: str) -> ModuleType | None:
    """Another module of an SDK, or None where it can't be imported."""
    if name in sys.modules:
        return sys.modules[name]
    try:
        with quiet(io.StringIO()):
            return importlib.import_module(name)
    except (Exception, SystemExit):
        return None


@contextmanager
def quiet(printed: io.StringIO) -> Iterator[None]:
    """Catch what code of an SDK prints, and keep its warnings to itself."""
    with redirect_stdout(printed), redirect_stderr(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _not_there(target: Target, missing: str) -> Problem:
    parent, _, last = missing.rpartition(".")
    column = len(parent) + 1 if parent else 0
    if parent:
        package = import_quietly(parent)
        known = [each.name for each in pkgutil.iter_modules(getattr(package, "__path__", []))]
        message = f"`{parent}` has no module `{readable(last)}`."
        if hasattr(package, last):
            return target.problem(
                message,
                f"`{last}` is a name in it: write `{parent}:{last}`.",
                column,
                len(last),
            )
        return target.problem(message, did_you_mean(last, known), column, len(last))
    known = [each.name for each in pkgutil.iter_modules()]
    hint = "Install the SDK into the environment that taskgen runs in."
    return target.problem(
        f"There is no module `{readable(missing)}`.",
        f"{did_you_mean(missing, known)} {hint}".strip(),
        0,
        len(missing),
    )
