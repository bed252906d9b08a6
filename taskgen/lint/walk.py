"""Walks the body of one function and fills the tables of a `Body`.

One walk over the body's nodes, in no particular order; where order matters, rules compare
positions. Nothing is evaluated: what can't be seen sets `dynamic` or `escapes`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from taskgen.lint.body import Body, LocalChange, SelfStore
from taskgen.lint.nodes import dotted, parts, root, self_attribute

T = TypeVar("T")

MUTATORS = frozenset(
    {
        "add",
        "append",
        "appendleft",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "reverse",
        "setdefault",
        "sort",
        "update",
    }
)
"""Methods of lists, dicts and sets that change them."""
_ALL_OF_SELF = frozenset({"__dict__"})
_ALL_LOCALS = frozenset({"locals", "vars", "eval", "exec", "dir"})


def read_body(function: ast.FunctionDef | ast.AsyncFunctionDef, self_name: str) -> Body:
    """Walk the function's statements; its signature and decorators are no part of its body."""
    return _Walker(self_name).walk(function.body)


class _Walker:
    def __init__(self, self_name: str) -> None:
        self.body = Body(self_name)
        self.self_name = self_name
        self.values: dict[int, ast.expr] = {}
        """Values of assigned attributes, by the `id` of the target's node."""

    def walk(self, statements: list[ast.stmt]) -> Body:
        stack: list[ast.AST] = list(reversed(statements))
        pop, extend = stack.pop, stack.extend
        handlers = _HANDLERS
        while stack:
            node = pop()
            kind = node.__class__
            if kind is ast.Constant:
                continue
            handler = handlers.get(kind)
            if handler is not None:
                more = handler(self, node)
                if more is not None:
                    extend(more)
                    continue
            fields = parts(node)
            fields.reverse()
            extend(fields)
        return self.body

    def name(self, node: ast.Name) -> list[ast.AST]:
        body = self.body
        if node.id == self.self_name and node.ctx.__class__ is ast.Load:
            body.escapes = True
        if node.ctx.__class__ is ast.Load:
            body.names.setdefault(node.id, []).append(node)
        else:
            body.stores.setdefault(node.id, []).append(node)
        return []

    def attribute(self, node: ast.Attribute) -> list[ast.AST] | None:
        value = node.value
        if isinstance(value, ast.Name) and value.id == self.self_name:
            if node.ctx.__class__ is ast.Load:
                if node.attr in _ALL_OF_SELF:
                    self.body.dynamic_reads = self.body.dynamic_stores = True
                self.body.self_reads.setdefault(node.attr, []).append(node)
            else:
                how = "set" if node.ctx.__class__ is ast.Store else "deleted"
                self.store(node.attr, node, self.values.get(id(node)), how)
            return []
        if node.ctx.__class__ is not ast.Load:
            self.part(node, "part")
        return None

    def subscript(self, node: ast.Subscript) -> None:
        if node.ctx.__class__ is not ast.Load:
            self.part(node, "item")

    def part(self, node: ast.Attribute | ast.Subscript, how: str) -> None:
        start = root(node.value)
        if attr := self_attribute(start, self.self_name):
            self.store(attr, node, self.values.get(id(node)), how)
        elif isinstance(start, ast.Name):
            self.body.changes.append(LocalChange(start.id, node, how))
        elif isinstance(start, ast.Attribute) and isinstance(start.value, ast.Name):
            self.body.changes.append(LocalChange(start.value.id, node, how))

    def store(self, attr: str, node: ast.AST, value: ast.expr | None, how: str) -> None:
        self.body.self_stores.setdefault(attr, []).append(SelfStore(attr, node, value, how))

    def assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.target(target, node.value)

    def single(self, node: ast.AnnAssign | ast.NamedExpr) -> list[ast.AST] | None:
        if node.value is not None:
            self.target(node.target, node.value)
            if node.__class__ is ast.AnnAssign:
                return [node.value, node.target]
            return None
        return []

    def augmented(self, node: ast.AugAssign) -> list[ast.AST]:
        target = node.target
        if attr := self_attribute(target, self.self_name):
            self.store(attr, target, node.value, "augmented")
            read = ast.Attribute(target.value, attr, ast.Load())  # type: ignore[union-attr]
            self.body.self_reads.setdefault(attr, []).append(ast.copy_location(read, target))
            return [node.value]
        if isinstance(target, ast.Name):
            self.body.assigns.append(([target.id], node.value))
            self.body.names.setdefault(target.id, []).append(target)
        return [node.value, target]

    def target(self, target: ast.expr, value: ast.expr) -> None:
        names: list[str] = []
        stack = [target]
        while stack:
            part = stack.pop()
            if isinstance(part, (ast.Tuple, ast.List)):
                stack.extend(part.elts)
            elif isinstance(part, ast.Starred):
                stack.append(part.value)
            elif isinstance(part, ast.Name):
                names.append(part.id)
            else:
                self.values[id(part)] = value
        if names:
            self.body.assigns.append((names, value))

    def loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        self.target(node.target, node.iter)

    def with_item(self, node: ast.withitem) -> None:
        if node.optional_vars is not None:
            self.target(node.optional_vars, node.context_expr)

    def call(self, node: ast.Call) -> list[ast.AST] | None:
        body, func = self.body, node.func
        body.calls.append(node)
        if isinstance(func, ast.Name):
            return self.call_of_name(node, func.id)
        if not isinstance(func, ast.Attribute):
            return None
        value = func.value
        if (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id == "super"
        ):
            body.super_calls.append((func.attr, node))
            return [*node.args, *node.keywords]
        if self.is_base_call(node, func):
            body.super_calls.append((func.attr, node))
            return [*node.args[1:], *node.keywords]
        if func.attr in MUTATORS:
            start = root(value)
            if attr := self_attribute(start, self.self_name):
                self.store(attr, node, node.args[0] if node.args else None, "call")
            elif isinstance(start, ast.Name):
                body.changes.append(LocalChange(start.id, node, "call"))
        return None

    def is_base_call(self, node: ast.Call, func: ast.Attribute) -> bool:
        """`Base.method(self, ...)`."""
        first = node.args[0] if node.args else None
        return (
            isinstance(first, ast.Name)
            and first.id == self.self_name
            and bool(dotted(func.value))
            and not self_attribute(root(func), self.self_name)
            and (func.attr == "__init__" or func.attr == "run")
        )

    def call_of_name(self, node: ast.Call, name: str) -> list[ast.AST] | None:
        body = self.body
        if name in _ALL_LOCALS:
            if name in ("vars", "dir") and node.args:
                if isinstance(node.args[0], ast.Name) and node.args[0].id == self.self_name:
                    body.dynamic_reads = body.dynamic_stores = True
            else:
                body.dynamic_locals = True
        if name in ("getattr", "hasattr", "setattr", "delattr") and len(node.args) >= 2:
            first, second, *rest = node.args
            if isinstance(first, ast.Name) and first.id == self.self_name:
                constant = second.value if isinstance(second, ast.Constant) else None
                self.attribute_by_name(node, name, constant, rest)
                return [second, *rest, *node.keywords]
        return None

    def attribute_by_name(
        self, node: ast.Call, function: str, attr: object, rest: list[ast.expr]
    ) -> None:
        body = self.body
        if not isinstance(attr, str):
            if function in ("getattr", "hasattr"):
                body.dynamic_reads = True
            else:
                body.dynamic_stores = True
        elif function in ("getattr", "hasattr"):
            read = ast.copy_location(ast.Attribute(node.args[0], attr, ast.Load()), node)
            body.self_reads.setdefault(attr, []).append(read)
        else:
            self.store(attr, node, rest[0] if rest else None, "set")

    def returned(self, node: ast.Return) -> None:
        self.body.returns.append(node)

    def raised(self, node: ast.Raise) -> None:
        self.body.raises.append(node)

    def imported(self, node: ast.Import | ast.ImportFrom) -> None:
        self.body.imports.append(node)

    def yielded(self, node: ast.AST) -> None:
        self.body.yields = True

    def nested(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.AST]:
        """The body of a function in the function: its names count, its returns do not."""
        inner = _Walker(self.self_name)
        statements = [ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body
        found = inner.walk(statements)  # type: ignore[arg-type]
        body = self.body
        _merge(body.names, found.names)
        _merge(body.stores, found.stores)
        _merge(body.self_reads, found.self_reads)
        _merge(body.self_stores, found.self_stores)
        body.assigns += found.assigns
        body.calls += found.calls
        body.super_calls += found.super_calls
        body.changes += found.changes
        body.raises += found.raises
        body.imports += found.imports
        body.dynamic_locals |= found.dynamic_locals
        body.dynamic_reads |= found.dynamic_reads
        body.dynamic_stores |= found.dynamic_stores
        body.escapes |= found.escapes
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += filter(None, (arguments.vararg, arguments.kwarg))
        body.inner |= found.inner | {argument.arg for argument in every}
        more: list[ast.AST] = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
        if not isinstance(node, ast.Lambda):
            more += node.decorator_list
        return more


def _merge(mine: dict[str, list[T]], its: dict[str, list[T]]) -> None:
    for name, nodes in its.items():
        mine.setdefault(name, []).extend(nodes)


_HANDLERS: dict[type[ast.AST], Callable[..., list[ast.AST] | None]] = {
    ast.Name: _Walker.name,
    ast.Attribute: _Walker.attribute,
    ast.Subscript: _Walker.subscript,
    ast.Assign: _Walker.assign,
    ast.AnnAssign: _Walker.single,
    ast.NamedExpr: _Walker.single,
    ast.AugAssign: _Walker.augmented,
    ast.For: _Walker.loop,
    ast.AsyncFor: _Walker.loop,
    ast.comprehension: _Walker.loop,
    ast.withitem: _Walker.with_item,
    ast.Call: _Walker.call,
    ast.Return: _Walker.returned,
    ast.Raise: _Walker.raised,
    ast.Import: _Walker.imported,
    ast.ImportFrom: _Walker.imported,
    ast.Yield: _Walker.yielded,
    ast.YieldFrom: _Walker.yielded,
    ast.FunctionDef: _Walker.nested,
    ast.AsyncFunctionDef: _Walker.nested,
    ast.Lambda: _Walker.nested,
}
