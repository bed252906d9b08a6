"""The generated tasks, clean as they are, and with each convention broken on purpose.

For every task and every mutation that applies to it, the finding must be the mutation's own, at
the place that was changed, and the only one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from taskgen.lint.engine import Runner, lint
from taskgen.lint.rules import names
from taskgen.lint.settings import LintSettings, read_settings
from taskgen.lint.tasks import Task, tasks_of

GENERATED = Path(__file__).parents[2] / "generated"
CODES = [*names()]
"""Every rule, pedantic ones too."""
MODULES = sorted(GENERATED.glob("tasks/*/*.py"))


@dataclass(frozen=True)
class Mutated:
    """A changed text, and the finding it must have."""

    text: str
    code: str
    cls: str
    argument: str


def lines_of(task: Task) -> list[str]:
    return task.module.text.splitlines(keepends=True)


def unlisted(task: Task) -> Iterator[Mutated]:
    """A name is missing from the decorator."""
    run = task.own_run
    for name, listed in run.listed.items():
        if not task.init_attributes(name) or len(run.listed) == 1:
            continue
        if name in run.body.self_reads:
            continue  # It is merged with what `run` is given, and so reaches it unlisted.
        lines = lines_of(task)
        index = listed.node.lineno - 1
        lines[index] = re.sub(rf'"{name}"(, )?', "", lines[index], count=1)
        if not lines[index].strip(" ,\n"):
            del lines[index]
        text = "".join(lines)
        # What is left over of a separator.
        text = text.replace(", )", ")").replace("(, ", "(")
        yield Mutated(text, "TG201", task.name, name)


def unset(task: Task) -> Iterator[Mutated]:
    """An attribute is not set."""
    if task.open:
        return  # A base that can't be read may set it.
    init, run = task.own_init, task.own_run
    for statement in init.node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute):
            name = statement.targets[0].attr
            if name not in run.listed or len(init.node.body) < 3:
                continue
            lines = lines_of(task)
            del lines[statement.lineno - 1 : statement.end_lineno]
            yield Mutated("".join(lines), "TG202", task.name, name)


def misspelt(task: Task) -> Iterator[Mutated]:
    """The decorator has a name that `run` has not."""
    for listed in task.own_run.listed.values():
        lines = lines_of(task)
        index = listed.node.lineno - 1
        at = listed.node.col_offset
        lines[index] = lines[index][:at] + '"logger", ' + lines[index][at:]
        yield Mutated("".join(lines), "TG203", task.name, "logger")
        return


def required(task: Task) -> Iterator[Mutated]:
    """The first listed kwarg of `run` has no default."""
    run = task.own_run
    first = next(iter(run.named.values()))
    if first.name not in run.listed or first.default is None:
        return
    lines = lines_of(task)
    index = first.default.lineno - 1
    lines[index] = lines[index].replace(" = None", "", 1)
    yield Mutated("".join(lines), "TG204", task.name, first.name)


def ignored(task: Task) -> Iterator[Mutated]:
    """`run` reads the attribute instead of the kwarg."""
    run = task.own_run
    for name in run.listed:
        lines = lines_of(task)
        nodes = sorted(run.body.names.get(name, []), key=lambda n: (-n.lineno, -n.col_offset))
        if not nodes or name in run.body.stores:
            continue
        for node in nodes:
            line, at = lines[node.lineno - 1], node.col_offset
            lines[node.lineno - 1] = f"{line[:at]}self.{line[at:]}"
        yield Mutated("".join(lines), "TG205", task.name, name)


def dropped_kwargs(task: Task) -> Iterator[Mutated]:
    """The kwargs do not reach Task."""
    call = task.own_init.body.super_init()
    lines = lines_of(task)
    lines[call.lineno - 1] = lines[call.lineno - 1].replace("**kwargs", "")
    yield Mutated("".join(lines), "TG212", task.name, "**kwargs")


def early_logger(task: Task) -> Iterator[Mutated]:
    """`self.logger` is used too early."""
    first = task.own_init.node.body[0]
    lines = lines_of(task)
    lines.insert(first.lineno - 1, '        self.logger.info("made")\n')
    yield Mutated("".join(lines), "TG213", task.name, "logger")


def leaking(task: Task) -> Iterator[Mutated]:
    """`run` sets an attribute."""
    statement = task.own_run.statements[0]
    lines = lines_of(task)
    lines.insert(statement.lineno - 1, "        self.seen = True\n")
    yield Mutated("".join(lines), "TG216", task.name, "seen")


def secret(task: Task) -> Iterator[Mutated]:
    """`__init__` takes a secret."""
    init, run = task.own_init, task.own_run
    lines = lines_of(task)
    lines.insert(run.statements[0].lineno - 1, "        self.logger.debug(len(self.password))\n")
    lines.insert(init.node.body[0].lineno - 1, "        self.password = password\n")
    index = init.node.args.kwarg.lineno - 1
    lines[index] = lines[index].replace("**kwargs", "password: str = None, **kwargs", 1)
    item = next(i for i in task.cls.docstring.items("Args") if i.name == "**kwargs")
    lines.insert(item.line - 1, "        - password (str, optional): at initialization only\n")
    yield Mutated("".join(lines), "TG301", task.name, "password")


def undocumented(task: Task) -> Iterator[Mutated]:
    """An item is missing from the class's docstring."""
    for item in task.cls.docstring.items("Args"):
        lines = lines_of(task)
        del lines[item.line - 1 : item.end_line]
        yield Mutated("".join(lines), "TG101", task.name, item.name)


def undocumented_in_run(task: Task) -> Iterator[Mutated]:
    """An item is missing from `run`'s docstring."""
    for item in task.own_run.docstring.items("Args"):
        lines = lines_of(task)
        del lines[item.line - 1 : item.end_line]
        yield Mutated("".join(lines), "TG102", task.name, item.name)


def documented_twice(task: Task) -> Iterator[Mutated]:
    """An item stands twice."""
    for item in task.own_run.docstring.items("Args"):
        lines = lines_of(task)
        lines[item.line - 1 : item.line - 1] = lines[item.line - 1 : item.end_line]
        yield Mutated("".join(lines), "TG104", task.name, item.name)


MUTATIONS = [
    unlisted, unset, misspelt, required, ignored, dropped_kwargs, early_logger, leaking, secret,
    undocumented, undocumented_in_run, documented_twice,
]  # fmt: skip


def test_there_is_something_to_break():
    assert MODULES


def test_generated_tree_is_clean_under_every_rule():
    settings = read_settings(GENERATED)
    report = lint([GENERATED], settings, cache=False, codes=CODES)
    assert [f"{f.path}:{f.line} {f.code} {f.message}" for f in report.findings] == []


@pytest.mark.parametrize(
    "most", [1, pytest.param(1000, marks=pytest.mark.slow)], ids=["one a task", "all"]
)
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_each_broken_convention_is_found_where_it_is_broken(mutation, most):
    # What is broken in one file says nothing about the whole library.
    # Not TG208: it takes an item that is gone for one that does not say "at initialization only".
    codes = [code for code in CODES if code[2] not in "45" and code != "TG208"]
    broken = 0
    for path in MODULES:
        runner = Runner(LintSettings(base=GENERATED), codes)
        tasks = tasks_of(runner.library.add(path, path.read_bytes()), runner.library)
        usual = [task for task in tasks if task.own_init and task.own_run]
        for mutated in [m for task in usual for m in islice(mutation(task), most)]:
            broken += 1
            runner.library.overlay = {path: mutated.text.encode()}
            found = {(f.code, f.cls, f.argument) for f in runner.check(path)}
            expected = {(mutated.code, mutated.cls, mutated.argument)}
            assert found == expected, f"{path.name}: {mutated.code} of {mutated.argument}"
    assert broken
