"""The syntax tree of a task class, and edits of it that are undone when they are left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from taskgen.model.http import HttpCall
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import kinds
from taskgen.text import Value

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True, slots=True)
class TaskTree:
    """A generated task class, without its docstrings, with the model it was made from."""

    model: TaskModel
    tree: ast.ClassDef

    @classmethod
    def of(cls, model: TaskModel, module: ModuleModel, package: str) -> TaskTree:
        """The tree of the class that is generated for the model."""
        ((_, source),) = kinds.task_classes(replace(module, tasks=(model,)), package)
        tree = ast.parse(source).body[0]
        assert isinstance(tree, ast.ClassDef)
        for node in ast.walk(tree):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
                del node.body[0]
        return cls(model, tree)

    @property
    def init(self) -> ast.FunctionDef:
        """The `__init__` of the class."""
        return method(self.tree, "__init__")

    @property
    def run(self) -> ast.FunctionDef:
        """The `run` of the class."""
        return method(self.tree, "run")

    @property
    def decorator(self) -> ast.Call:
        """The call of `defaults_from_attrs` on `run`."""
        call = self.run.decorator_list[0]
        assert isinstance(call, ast.Call)
        return call

    @property
    def secrets(self) -> tuple[str, ...]:
        """The parameters of `run` that hold secrets."""
        own = tuple(str(kwarg.name) for kwarg in self.model.kwargs if not kwarg.in_init)
        return own if isinstance(self.model.call, HttpCall) else ("credentials", *own)

    def model_default(self, name: str) -> Value:
        """The default of a kwarg; None where it has none."""
        return next((kwarg.default for kwarg in self.model.kwargs if kwarg.name == name), None)

    def source(self) -> str:
        """The class as text."""
        return ast.unparse(self.tree)


def method(tree: ast.ClassDef, name: str) -> ast.FunctionDef:
    """The method of this name."""
    return next(f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name == name)


def statement(source: str) -> ast.stmt:
    """The tree of a statement."""
    return ast.parse(source).body[0]


def expression(source: str) -> ast.expr:
    """The tree of an expression."""
    return ast.parse(source, mode="eval").body


@contextmanager
def replaced(nodes: list[Node], at: int | Node, *new: Node) -> Iterator[None]:
    """Puts other nodes, or none, in the place of one in a list."""
    index = at if isinstance(at, int) else nodes.index(at)
    before = list(nodes)
    nodes[index : index + 1] = new
    try:
        yield
    finally:
        nodes[:] = before


@contextmanager
def inserted(nodes: list[Node], index: int, *new: Node) -> Iterator[None]:
    """Puts nodes into a list."""
    before = list(nodes)
    nodes[index:index] = new
    try:
        yield
    finally:
        nodes[:] = before


@contextmanager
def changed(node: ast.AST, **fields: object) -> Iterator[None]:
    """Gives fields of a node other values."""
    before = {name: getattr(node, name) for name in fields}
    for name, value in fields.items():
        setattr(node, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(node, name, value)
