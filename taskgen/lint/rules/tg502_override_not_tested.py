"""TG502: tests never give a shared kwarg in both places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from taskgen.lint.nodes import dotted
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.surroundings import Surroundings, surroundings, test_files, tested_words
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG502",
    name="override-not-tested",
    kind="pedantic",
    summary="no test gives a shared kwarg both to `__init__` and to `run`",
    why=(
        "That the value from `__init__` is used, and that the one from `run` wins, is what the "
        "decorator is for; a name that is missing from it shows in no other test."
    ),
    suppress="the kwarg is tested through parametrised names that can't be seen.",
    bad="""
# file: setup.py
# file: lib/__init__.py
# file: lib/load.py
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class Load(Task):
    def __init__(self, table=None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table=None):
        return table
# file: tests/test_load.py
from lib.load import Load


def test_load():
    assert Load(table="x").run() == "x"
""",
    good="""
# file: setup.py
# file: lib/__init__.py
# file: lib/load.py
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class Load(Task):
    def __init__(self, table=None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table=None):
        return table
# file: tests/test_load.py
from lib.load import Load


def test_load():
    assert Load(table="x").run() == "x"
    assert Load(table="x").run(table="y") == "y"
""",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The listed kwargs of a tested class."""
    run, around = task.own_run, surroundings(task.module, context)
    if run is None or around is None or around.tests is None or not run.listed:
        return
    if task.name not in tested_words(context.library, around):
        return  # TG501
    given, passed = _kwargs(task.name, around, context)
    if given is None or passed is None:
        return
    for name in run.listed:
        if name not in run.named or name not in task.init_params:
            continue
        if name in given and name in passed:
            continue
        where = "`__init__`" if name not in given else "`run`"
        yield found(
            RULE,
            run,
            run.named[name].node,
            f"No test gives `{name}` of `{task.name}` to {where}.",
            f"Test `{task.name}({name}=a).run({name}=b)`.",
            argument=name,
        )


def _kwargs(
    name: str, around: Surroundings, context: Context
) -> tuple[set[str] | None, set[str] | None]:
    """Keywords that tests give to the class, and to anything else; None where `**` hides them."""
    given: set[str] = set()
    passed: set[str] = set()
    if around.calls is None:
        around.calls = {}
    known: dict[Path, _Calls | None] = around.calls
    for path in test_files(context.library, around):
        if path not in known:
            known[path] = _calls(path)
        calls = known[path]
        if calls is None or name.encode() not in calls.words:
            continue
        if calls.hides or name in calls.starred:
            return None, None
        for keyword, called in calls.by_keyword.items():
            if name in called:
                given.add(keyword)
            if called - {name}:
                passed.add(keyword)
    return given, passed


@dataclass(slots=True)
class _Calls:
    """What a file of tests calls with which keywords; read once for all classes."""

    words: frozenset[bytes]
    by_keyword: dict[str, set[str]] = field(default_factory=dict)
    """The last parts of the names that are called with each keyword."""
    starred: set[str] = field(default_factory=set)
    """Those that are called with `**`."""
    hides: bool = False
    """Whether `run` or a method is called with `**`."""


def _calls(path: Path) -> _Calls | None:
    try:
        data = path.read_bytes()
        tree = ast.parse(data)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = _Calls(frozenset(re.findall(rb"\w+", data)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        last = dotted(node.func).rpartition(".")[2]
        for keyword in node.keywords:
            if keyword.arg is not None:
                found.by_keyword.setdefault(keyword.arg, set()).add(last)
            else:
                found.starred.add(last)
                found.hides |= last == "run" or isinstance(node.func, ast.Attribute)
    return found
