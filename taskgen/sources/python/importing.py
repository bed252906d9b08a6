"""Imports SDKs, with what they say and raise while they are imported."""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from taskgen.credentials import without_secrets
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable, sentence
from taskgen.sources.python.target import Target

_MOST_OUTPUT = 2_000


def import_sdk(target: Target) -> tuple[ModuleType, str]:
    """The module of a path, and what it printed while it was imported, secrets left out.

    Raises:
        TaskgenError: there is no such module, or importing it failed, with the nearest names.
    """
    name = target.module
    printed = Printed()
    try:
        with quiet(printed):
            return importlib.import_module(name), printed.shown()
    # An SDK may raise anything, also `KeyboardInterrupt`, and none of it is this program's own.
    except BaseException as error:
        missing = getattr(error, "name", "") if isinstance(error, ModuleNotFoundError) else ""
        if missing and isinstance(missing, str):
            if name == missing or name.startswith(f"{missing}."):
                raise TaskgenError(_not_there(target, missing)) from None
            message = f"`{name}` can't be imported: it needs `{readable(missing)}`."
            hint = "Install that into the environment that taskgen runs in; it may be an extra."
            raise TaskgenError(target.problem(message, hint, 0, len(name))) from None
        said = readable(printed.shown().strip())
        hint = f"It printed: {said}" if said else f"`python -c 'import {name}'` shows all of it."
        message = f"`{name}` can't be imported: {_why(error)}"
        raise TaskgenError(target.problem(message, hint, 0, len(name))) from None


@contextmanager
def reading(target: Target) -> Iterator[None]:
    """Tell what code of the SDK raises while it is looked at: a property, a descriptor.

    Raises:
        TaskgenError: it raised something.
    """
    try:
        with quiet(Printed()):
            yield
    except (KeyboardInterrupt, TaskgenError):
        raise
    except BaseException as error:
        if is_ours(error):
            raise
        message = f"`{readable(target.text)}` can't be read, since the SDK raised {_why(error)}"
        hint = "Say the call in a spec, which needs nothing of the SDK."
        raise TaskgenError(target.problem(message, hint, 0, len(target.text))) from None


def is_ours(error: BaseException) -> bool:
    """Whether it is a mistake of this program: raised in its own code."""
    frames = list(traceback.walk_tb(error.__traceback__))
    return bool(frames) and frames[-1][0].f_globals.get("__name__", "").startswith("taskgen.")


def _why(error: BaseException) -> str:
    """The kind of an error and what it says, without secrets."""
    kind = type(error).__name__
    try:
        said = without_secrets(str(error)[:_MOST_OUTPUT], os.environ)
    except BaseException:
        said = ""
    return sentence(f"{kind}: {said}" if said else kind)


class Printed(io.TextIOWrapper):
    """What an SDK prints, to whichever stream it takes for standard output."""

    def __init__(self) -> None:
        self.content = io.BytesIO()
        super().__init__(self.content, encoding="utf-8", errors="replace", write_through=True)

    def close(self) -> None:
        """Nothing: some SDKs close standard output, and what they printed is needed after that."""

    def shown(self) -> str:
        """The beginning of what was printed, without secrets."""
        begin = self.content.getvalue()[:_MOST_OUTPUT].decode(errors="replace")
        return without_secrets(begin, os.environ)


def import_quietly(name: str) -> ModuleType | None:
    """Another module of an SDK, or None where it can't be imported."""
    if name in sys.modules:
        return sys.modules[name]
    try:
        with quiet(Printed()):
            return importlib.import_module(name)
    except BaseException:
        return None


def why_not(name: str) -> str:
    """What a module raises when it is imported.

    Nothing where it raises nothing, and where it or what it needs is not installed.
    """
    try:
        with quiet(Printed()):
            importlib.import_module(name)
    except ModuleNotFoundError:
        return ""
    except BaseException as error:
        return _why(error)
    return ""


@contextmanager
def quiet(printed: Printed) -> Iterator[None]:
    """Catch what code of an SDK prints, and keep its warnings to itself."""
    with redirect_stdout(printed), redirect_stderr(printed), warnings.catch_warnings(), _held():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _held() -> Iterator[None]:
    """Keep code of an SDK from ending the process, and from moving it to another folder."""
    process, leave = os.getpid(), os._exit
    try:
        folder = Path.cwd()
    except OSError:  # It has been removed.
        folder = None

    def refuse(status: int) -> NoReturn:
        # What was forked meanwhile may end.
        if os.getpid() != process:
            leave(status)
        raise SystemExit(f"os._exit({status!r})")

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = leave
        if folder:
            os.chdir(folder)


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
