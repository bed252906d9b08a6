"""Tasks: classes that come from `prefect.Task`, with what their bases and helpers add.

Rules ask a `Task` rather than a class, and so see through inheritance: the `__init__` that is in
force and those it hands on to, the attributes anything in its line sets, and what `run` and the
helpers it calls do with an argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from taskgen.conventions import TASK_ATTRIBUTES, TASK_METHODS, TASK_OPTIONS
from taskgen.lint.body import SelfStore
from taskgen.lint.facts import Class, Function, Module, Param
from taskgen.lint.library import TASK_NAMES, TASK_PACKAGES, Library
from taskgen.lint.nodes import names_in

__all__ = ["TASK_ATTRIBUTES", "TASK_METHODS", "TASK_OPTIONS", "Reach", "Task", "tasks_of"]


@dataclass
class Reach:
    """What a method does, together with the methods of the same object that it calls."""

    functions: list[Function] = field(default_factory=list)
    open: bool = False
    """Whether something that can't be seen may read or change attributes."""

    @cached_property
    def reads(self) -> set[str]:
        """The attributes that are read."""
        return {name for function in self.functions for name in function.body.self_reads}

    def stores(self) -> Iterator[tuple[Function, SelfStore]]:
        """Every change of an attribute, with the method it stands in."""
        for function in self.functions:
            for stores in function.body.self_stores.values():
                for store in stores:
                    yield function, store

    @property
    def dynamic_reads(self) -> bool:
        """Whether attributes may be read that can't be seen."""
        return self.open or any(f.body.dynamic_reads or f.body.escapes for f in self.functions)


@dataclass(eq=False)
class Task:
    """A task class, seen with its bases."""

    cls: Class
    library: Library
    line: list[Class]
    """The class and its bases in the library, in the order in which Python looks them up."""
    open: bool
    """Whether a base can't be read, so that there may be more methods and attributes."""

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.cls.name

    @property
    def module(self) -> Module:
        """The module of the class."""
        return self.cls.module

    def find(self, method: str, after: Class | None = None) -> Function | None:
        """The method that is in force, or the next one after a class of the line."""
        line = self.line
        if after is not None:
            line = line[line.index(after) + 1 :] if after in line else []
        return next((c.methods[method] for c in line if method in c.methods), None)

    @cached_property
    def init(self) -> Function | None:
        """The `__init__` in force."""
        return self.find("__init__")

    @cached_property
    def run(self) -> Function | None:
        """The `run` in force."""
        return self.find("run")

    @property
    def own_init(self) -> Function | None:
        """The `__init__` that the class itself defines."""
        return self.cls.methods.get("__init__")

    @property
    def own_run(self) -> Function | None:
        """The `run` that the class itself defines."""
        return self.cls.methods.get("run")

    @cached_property
    def is_public(self) -> bool:
        """Whether the class is meant for users."""
        return not self.name.startswith("_")

    @cached_property
    def is_internal(self) -> bool:
        """Whether its own module makes one, as part of something that users call instead."""
        node = self.cls.node
        return any(
            not node.lineno <= line <= (node.end_lineno or 0)
            for line in self.module.called.get(self.name, ())
        )

    @cached_property
    def inits(self) -> list[Function]:
        """The `__init__` in force and those that its arguments are handed on to."""
        found: list[Function] = []
        current = self.init
        while current is not None and current not in found:
            found.append(current)
            call = current.body.super_init()
            if call is None or not any(keyword.arg is None for keyword in call.keywords):
                break
            current = self.find("__init__", after=current.cls)
        return found

    @cached_property
    def init_params(self) -> dict[str, tuple[Param, Function]]:
        """Arguments of `__init__`, those of bases that `**kwargs` reaches too, with their owner."""
        found: dict[str, tuple[Param, Function]] = {}
        for position, init in enumerate(self.inits):
            fixed: set[str] = set()
            if position:
                call = self.inits[position - 1].body.super_init()
                fixed = {k.arg for k in call.keywords if k.arg} if call else set()
            for name, param in init.named.items():
                if name not in found and name not in fixed:
                    found[name] = (param, init)
        return found

    @cached_property
    def sets_anything(self) -> bool:
        """Whether attributes are set under names that can't be seen."""
        return any(
            f.body.dynamic_stores or (f.name == "__init__" and f.body.escapes)
            for c in self.line
            for f in c.methods.values()
        )

    @cached_property
    def attributes(self) -> set[str]:
        """Attributes that the class or a base sets anywhere, class variables, methods and
        properties too.
        """
        found: set[str] = set(TASK_ATTRIBUTES)
        for cls in self.line:
            found.update(cls.variables)
            found.update(cls.methods)
            for function in cls.methods.values():
                for attr, stores in function.body.self_stores.items():
                    if any(store.how in ("set", "augmented") for store in stores):
                        found.add(attr)
        return found

    def reach(self, start: Function) -> Reach:
        """The method and what it calls on the same object, through `self` and `super()`."""
        known = self._reached.get(id(start))
        if known is None:
            known = self._reached[id(start)] = self._follow(start)
        return known

    @cached_property
    def _reached(self) -> dict[int, Reach]:
        return {}

    def _follow(self, start: Function) -> Reach:
        reach = Reach()
        waiting = [start]
        while waiting:
            function = waiting.pop()
            if function in reach.functions:
                continue
            reach.functions.append(function)
            body = function.body
            for name in body.self_reads:
                method = self.find(name)
                if method is not None:
                    waiting.append(method)
                elif self.open and name not in self.attributes:
                    reach.open = True
            for name, _ in body.super_calls:
                above = self.find(name, after=function.cls)
                if above is not None:
                    waiting.append(above)
                elif self.open:
                    reach.open = True
        return reach

    def init_attributes(self, name: str) -> set[str]:
        """The attributes that hold the value given to `__init__` under this name.

        An argument handed on to a base's `__init__` is followed there.
        """
        owner = self.init_params.get(name)
        if owner is None:
            return set()
        _, init = owner
        return self._attributes_from(init, name, 0)

    def _attributes_from(self, init: Function, name: str, depth: int) -> set[str]:
        found = init.body.attributes_from(name)
        call = init.body.super_init()
        above = self.find("__init__", after=init.cls)
        if call is None or depth > 10:
            return found
        tainted = init.body.names_from(name)
        for keyword in call.keywords:
            if not keyword.arg or not tainted & names_in(keyword.value):
                continue
            if above is not None and keyword.arg in above.named:
                found |= self._attributes_from(above, keyword.arg, depth + 1)
            elif keyword.arg in TASK_OPTIONS:
                found.add(keyword.arg)
        if above is not None:
            for value, param in zip(call.args, above.named, strict=False):
                if tainted & names_in(value):
                    found |= self._attributes_from(above, param, depth + 1)
        return found

    @cached_property
    def subclasses(self) -> list[Task]:
        """Task classes of the library whose line has this class."""
        found = []
        for path in self.library.files_naming_base(self.module, self.name):
            module = self.library.module(path)
            for cls in module.all_classes() if module else ():
                if cls is self.cls:
                    continue
                task = task_of(cls, self.library)
                # Modules may be read again in a long run, so classes are compared by their place.
                if task and any(_place(c) == _place(self.cls) for c in task.line):
                    found.append(task)
        return found


_MOST_BASES = 200


def task_of(cls: Class, library: Library) -> Task | None:
    """The class as a task, or None where nothing says that it is one."""
    line: list[Class] = []
    seen_task = opened = False
    waiting = [cls]
    steps = 0
    while waiting:
        steps += 1
        current = waiting.pop(0)
        if current in line:
            # A base shared by two others comes after both.
            line.remove(current)
        line.append(current)
        if steps > _MOST_BASES:
            return None  # A class that is its own base, by way of other modules.
        above: list[Class] = []
        for base in current.bases:
            found = library.resolve(current.module, base, current.node.lineno) if base else ""
            if isinstance(found, Class):
                if found is not current:
                    above.append(found)
            elif isinstance(found, str) and found in TASK_NAMES:
                seen_task = True
            elif isinstance(found, str) and found.startswith(TASK_PACKAGES):
                seen_task = opened = True
            elif found not in ("object", "abc.ABC", "ABC"):
                opened = True
        waiting = above + waiting
    return Task(cls, library, line, opened) if seen_task else None


def tasks_of(module: Module, library: Library) -> list[Task]:
    """The task classes of a module, in its order."""
    found = [task_of(cls, library) for cls in module.all_classes()]
    return [task for task in found if task is not None]


def _place(cls: Class) -> tuple[str, str, int]:
    return (str(cls.module.path), cls.name, cls.node.lineno)
