"""Whether a kwarg of `__init__` can be opened to `run`, or moved there, and what that changes.

Decided from facts alone, so that a report can say what stands in the way; `rewrite` makes the
changes when a fix is applied.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from taskgen.docstrings.parts import REST, Docstring
from taskgen.lint.body import Body
from taskgen.lint.facts import Function
from taskgen.lint.nodes import names_in, self_attribute
from taskgen.lint.rule import UNSAFE, Fix
from taskgen.lint.tasks import Task

OPEN, MOVE = "open", "move"
"""What `Fix.later` says of the two."""


@dataclass(frozen=True, slots=True)
class Move:
    """A kwarg of `__init__` that `run` is to take."""

    name: str
    away: bool
    """Whether `__init__` no longer takes it afterwards; else the decorator fills it in."""
    helpers: tuple[str, ...] = ()
    """Methods that read the attribute for `run`, and get the value as an argument instead."""
    refined: bool = False
    """Whether `__init__` made something of the value before it kept it, as `run` then has to do."""
    required: bool = False
    """Whether `__init__` took it without a default, so that `run` has to check for it."""

    @property
    def fix(self) -> Fix:
        """The fix that makes it."""
        if self.away:
            return Fix(UNSAFE, f"Move `{self.name}` to `run`", (), MOVE)
        return Fix(UNSAFE, f"Open `{self.name}` to `run`", (), OPEN)


class _InTheWay(Exception):
    """What keeps a fix from being made, as the end of a sentence."""


def opening(task: Task, name: str) -> Move | str:
    """How to make a kwarg of `__init__` one of `run` as well, or what stands in the way."""
    try:
        _signatures(task, name)
        store = _store(task, name)
        run = _own(task, "run")
        if name in run.params:
            raise _InTheWay(f"`run` takes a `{name}` already")
        if not _is_kept_as_given(store.value, name):
            raise _InTheWay(f"`__init__` changes `{name}` before it keeps it")
        return Move(name, away=False, helpers=_helpers(task, name))
    except _InTheWay as reason:
        return str(reason)


def moving(task: Task, name: str) -> Move | str:
    """How to move a kwarg from `__init__` to `run`, or what stands in the way."""
    try:
        init = _signatures(task, name)
        store = _store(task, name)
        if len(init.node.body) == 1:
            raise _InTheWay("`__init__` does nothing else")
        _not_used_above(task, name)
        _documented(task, name)
        refined = not isinstance(store.value, ast.Name)
        return Move(name, True, _helpers(task, name), refined, init.named[name].required)
    except _InTheWay as reason:
        return str(reason)


def said(move: Move | str) -> tuple[Fix | None, str]:
    """The fix, and what a hint says beside it."""
    if isinstance(move, Move):
        return move.fix, ""
    return None, f" There is no fix, because {move}."


def _own(task: Task, method: str) -> Function:
    function = task.cls.methods.get(method)
    if function is None:
        raise _InTheWay(f"`{method}` is a base's")
    return function


def _signatures(task: Task, name: str) -> Function:
    """The class's own `__init__`, where it and `run` are what they look like."""
    init, run = _own(task, "__init__"), _own(task, "run")
    if task.open:
        raise _InTheWay(f"a base of `{task.name}` can't be read")
    if run.rewritten or run.lists_more:
        raise _InTheWay("a decorator of `run` can't be seen through")
    if init.rewritten:
        raise _InTheWay("a decorator of `__init__` can't be seen through")
    if not run.self_name or init.module is not run.module:
        raise _InTheWay("`run` is no plain method")
    return init


def _store(task: Task, name: str) -> ast.Assign:
    """`self.x = x`, or what `__init__` makes of it, where it does nothing else with the kwarg."""
    init = _own(task, "__init__")
    stores = init.body.self_stores.get(name, [])
    for statement in init.node.body:
        if (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and self_attribute(statement.targets[0], init.self_name) == name
        ):
            used = [node for node in ast.walk(statement.value) if isinstance(node, ast.Name)]
            mine = [node for node in used if node.id == name]
            others = {node.id for node in used} - {name}
            if (
                mine
                and len(stores) == 1
                and len(mine) == len(init.body.names.get(name, ()))
                and name not in init.body.stores
                and not init.body.dynamic_locals
                and name not in init.body.self_reads
                and others.isdisjoint({*init.params, *init.body.stores, init.self_name})
            ):
                return statement
    raise _InTheWay(f"`__init__` does more with `{name}` than keep it as `self.{name}`")


def _is_kept_as_given(value: ast.expr, name: str) -> bool:
    """`x`, `x or {}`, or `x if x is not None else 3`: a value that is given stays what it is."""
    if isinstance(value, ast.Name):
        return value.id == name
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
        first, *rest = value.values
        return isinstance(first, ast.Name) and not any(name in names_in(other) for other in rest)
    return (
        isinstance(value, ast.IfExp)
        and isinstance(value.body, ast.Name)
        and value.body.id == name
        and name not in names_in(value.orelse)
    )


def _not_used_above(task: Task, name: str) -> None:
    """No subclass hands the value to `__init__`, or looks at the attribute."""
    for other in task.subclasses:
        for method in other.cls.methods.values():
            calls = [call for called, call in method.body.super_calls if called == "__init__"]
            given = any(
                call.args or any(keyword.arg == name for keyword in call.keywords) for call in calls
            )
            if given or name in method.body.self_reads:
                raise _InTheWay(f"the subclass `{other.name}` uses it")


def _documented(task: Task, name: str) -> None:
    init, run = _own(task, "__init__"), _own(task, "run")
    docstrings: list[Docstring | None] = [task.cls.docstring, init.docstring, run.docstring]
    for docstring in docstrings:
        if docstring and docstring.style == REST and docstring.argument(name):
            raise _InTheWay("its docstring is in reST")
        if docstring and re.search(rf"\b{task.name}\([^()]*\b{name}\s*=", docstring.text):
            raise _InTheWay(f"an example in a docstring gives it to `{task.name}(...)`")


def _helpers(task: Task, name: str) -> tuple[str, ...]:
    """The methods between `run` and where the attribute is read, in the class's order."""
    run = _own(task, "run")
    reading: set[str] = set()
    for method in _methods(task):
        body = method.body
        if body.dynamic_reads or body.dynamic_stores:
            raise _InTheWay(f"{_shown(task, method)} uses attributes by names that can't be seen")
        if body.escapes:
            raise _InTheWay(f"{_shown(task, method)} hands `self` on, and what gets it may read it")
        if name in body.self_stores and method.name != "__init__":
            raise _InTheWay(f"`{method.name}` sets `self.{name}`")
        if name in body.self_reads and method.name not in ("__init__", "run"):
            if method.cls is not task.cls:
                raise _InTheWay(f"`{method.name}` of a base reads `self.{name}`")
            reading.add(method.name)
        if not all(map(_is_plain, body.self_reads.get(name, ()))):
            raise _InTheWay(f"`{method.name}` reads it by `getattr` or the like")
    _binds_nothing(run, name, is_run=True)
    helpers = _between(task, reading)
    for helper in helpers:
        _can_take(task, task.cls.methods[helper], name, helpers)
    return tuple(method for method in task.cls.methods if method in helpers)


def _shown(task: Task, method: Function) -> str:
    if method.cls is None or method.cls is task.cls:
        return f"`{method.name}`"
    return f"`{method.cls.name}.{method.name}`"


def _is_plain(read: ast.Attribute) -> bool:
    """Whether it is written `self.x`; what stands for `getattr(self, "x")` begins elsewhere."""
    return _place(read) == _place(read.value)


def _methods(task: Task) -> Iterator[Function]:
    for cls in task.line:
        yield from cls.methods.values()


def _between(task: Task, reading: set[str]) -> set[str]:
    """The methods that read, and those that call them for `run`."""
    found, waiting = set(reading), list(reading)
    while waiting:
        called = waiting.pop()
        for method in task.cls.methods.values():
            if called in method.body.self_reads and method.name not in found:
                if method.name == "run":
                    continue
                found.add(method.name)
                waiting.append(method.name)
    return found


def _can_take(task: Task, helper: Function, name: str, helpers: set[str]) -> None:
    """Whether all callers of the helper can hand it the value."""
    said = f"`{helper.name}` reads `self.{name}`"
    if helper.name == "__init__":
        raise _InTheWay(f"`__init__` calls what reads `self.{name}`")
    if not helper.name.startswith("_") or helper.name.startswith("__"):
        raise _InTheWay(f"{said}, and others may call it")
    if helper.decorators or not helper.self_name:
        raise _InTheWay(f"{said}, and is no plain method")
    if any(helper.name in cls.methods for cls in task.line[1:]) or any(
        helper.name in other.cls.methods or _calls(other, helper.name) for other in task.subclasses
    ):
        raise _InTheWay(f"{said}, and is in a base or subclass as well")
    if name in helper.params:
        raise _InTheWay(f"{said}, and takes a `{name}` of its own")
    _binds_nothing(helper, name, is_run=False)
    callers = [m for m in task.cls.methods.values() if helper.name in m.body.self_reads]
    if not callers or not {caller.name for caller in callers} <= {"run", *helpers}:
        raise _InTheWay(f"{said}, and `run` is not all that calls it")
    for caller in callers:
        called = [
            call
            for call in caller.body.calls
            if self_attribute(call.func, caller.self_name) == helper.name
        ]
        if len(called) != len(caller.body.self_reads[helper.name]):
            raise _InTheWay(f"{said}, and `{caller.name}` hands it on without calling it")


def _calls(task: Task, helper: str) -> bool:
    return any(helper in method.body.self_reads for method in task.cls.methods.values())


def _binds_nothing(function: Function, name: str, *, is_run: bool) -> None:
    """The name is free in the function, or is what `run` already takes."""
    taken = is_run and name in function.named
    body = function.body
    if name in body.inner or (not taken and name in function.params):
        raise _InTheWay(f"`{function.name}` uses the name `{name}` for something else")
    if taken:
        return
    if name in body.stores and not _only_refines(function, body, name):
        raise _InTheWay(f"`{function.name}` uses the name `{name}` for something else")
    if name in body.names and name not in body.stores:
        raise _InTheWay(f"`{function.name}` uses the name `{name}` for something else")


def _only_refines(function: Function, body: Body, name: str) -> bool:
    """`x = self.x or ...` at the top of a function, whose other reads are of `x`."""
    if len(body.stores[name]) != 1:
        return False
    store = body.stores[name][0]
    for statement in function.node.body:
        if isinstance(statement, ast.Assign) and store in statement.targets:
            reads = body.self_reads.get(name, [])
            end = (statement.end_lineno or 0, statement.end_col_offset or 0)
            early = [node for node in body.names.get(name, ()) if _place(node) < end]
            return bool(reads) and not early and all(_place(node) < end for node in reads)
    return False


def _place(node: ast.expr) -> tuple[int, int]:
    return (node.lineno, node.col_offset)
