"""Which docstring documents which signature: the class's that of `__init__`, `run`'s its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taskgen.docstrings.parts import ARGS, Docstring, Item
from taskgen.lint.facts import Class, Function
from taskgen.lint.source import docstring_node
from taskgen.lint.tasks import TASK_OPTIONS, Task


@dataclass(frozen=True, slots=True)
class Documented:
    """A signature and the docstring beside it."""

    function: Function
    docstring: Docstring
    owner: Class | Function
    """What the docstring belongs to."""

    @property
    def last_line(self) -> int:
        """Where the docstring ends."""
        node = docstring_node(self.owner.node)
        return (node.end_lineno or node.lineno) if node is not None else 0

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of its arguments."""
        return self.docstring.items(ARGS)


def places_of(task: Task) -> Iterator[Documented]:
    """The task's own docstrings beside their signatures."""
    init, run = task.own_init, task.own_run
    if task.cls.docstring is not None and init is not None and not init.rewritten:
        yield Documented(init, task.cls.docstring, task.cls)
    if init is not None and init.docstring is not None and not init.rewritten:
        yield Documented(init, init.docstring, init)
    if run is not None and run.docstring is not None and not run.rewritten:
        yield Documented(run, run.docstring, run)


def documented_for(task: Task, function: Function) -> dict[str, Item]:
    """The items that document the arguments of `__init__` or `run`, by name without stars."""
    docstrings = [function.docstring]
    if function.name == "__init__" and function.cls is not None:
        docstrings.append(function.cls.docstring)
    if function.name == "run" and (function.docstring is None or task.own_init is None):
        # A task without `__init__` may document `run` in its class.
        docstrings.append(task.cls.docstring)
    return {
        item.name.lstrip("*"): item
        for docstring in docstrings
        if docstring is not None
        for item in docstring.items(ARGS)
    }


def known_arguments(task: Task, place: Documented) -> set[str]:
    """The names that the docstring may document: the signature's, and what it hands on to."""
    known = set(place.function.params)
    if place.function.name == "__init__":
        for init in task.inits:
            known.update(init.params)
        if place.function.kwargs:
            known.update(TASK_OPTIONS)
    elif place.function.kwargs:
        above = task.find(place.function.name, after=place.function.cls)
        if above is not None:
            known.update(above.params)
    return known
