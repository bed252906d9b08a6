"""What the body of one function does with its arguments and with `self`.

One walk over the body's nodes, in no particular order, fills flat tables; where order matters,
rules compare positions. Nothing is evaluated: what can't be seen sets `dynamic` or `escapes`,
and rules that would need to know stay silent.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

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

_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: (), ast.MatchSingleton: ()}
_WITHOUT_NAMES = frozenset(
    {
        "arg",
        "asname",
        "attr",
        "conversion",
        "ctx",
        "id",
        "is_async",
        "kind",
        "kwd_attrs",
        "level",
        "module",
        "name",
        "names",
        "op",
        "ops",
        "rest",
        "simple",
        "str",
        "type_comment",
        "type_ignores",
    }
)
"""Fields whose values are strings, numbers, or nodes without names in them."""
_ALL_OF_SELF = frozenset({"__dict__"})
_ALL_LOCALS = frozenset({"locals", "vars", "eval", "exec", "dir"})


@dataclass(slots=True)
class SelfStore:
    """`self.attr = value`, or another change of an attribute."""

    attr: str
    node: ast.AST
    value: ast.expr | None
    how: str
    """`set`, `augmented`, `deleted`, `item` (`self.x[k] = v`), `part` (`self.x.y = v`) or `call`
    (`self.x.append(v)`)."""


@dataclass(slots=True)
class LocalChange:
    """A change of the object behind a local name: `x[k] = v` or `x.update(v)`."""

    name: str
    node: ast.AST
    how: str


@dataclass(slots=True)
class Body:
    """Tables of what a function's body reads, sets, calls and returns."""

    self_name: str
    names: dict[str, list[ast.Name]] = field(default_factory=dict)
    """Where each local or global name is read."""
    stores: dict[str, list[ast.Name]] = field(default_factory=dict)
    self_reads: dict[str, list[ast.Attribute]] = field(default_factory=dict)
    self_stores: dict[str, list[SelfStore]] = field(default_factory=dict)
    assigns: list[tuple[list[str], ast.expr]] = field(default_factory=list)
    """Local names that are set together, and the value."""
    calls: list[ast.Call] = field(default_factory=list)
    super_calls: list[tuple[str, ast.Call]] = field(default_factory=list)
    """Method name and call, of `super().m(...)` and `Base.m(self, ...)`."""
    changes: list[LocalChange] = field(default_factory=list)
    returns: list[ast.Return] = field(default_factory=list)
    raises: list[ast.Raise] = field(default_factory=list)
    yields: bool = False
    dynamic_locals: bool = False
    """`locals()` and the like: any argument may be read."""
    dynamic_reads: bool = False
    """`getattr(self, name)`, `vars(self)`: any attribute may be read."""
    dynamic_stores: bool = False
    escapes: bool = False
    """`self` itself is handed to something else."""
    inner: set[str] = field(default_factory=set)
    """Arguments of functions that are in the function."""
    _assigned: list[tuple[list[str], set[str]]] | None = None
    _stored: list[tuple[str, set[str]]] | None = None

    def reads(self, name: str) -> bool:
        """Whether the body reads the local name, or might."""
        return name in self.names or self.dynamic_locals

    def super_init(self) -> ast.Call | None:
        """The first call of a base's `__init__`."""
        calls = [call for name, call in self.super_calls if name == "__init__"]
        return min(calls, key=lambda call: (call.lineno, call.col_offset), default=None)

    def names_from(self, name: str) -> set[str]:
        """The local names whose values are made from the argument of this name, itself included."""
        tainted = {name}
        if self._assigned is None:
            self._assigned = [(targets, names_in(value)) for targets, value in self.assigns]
        grown = True
        while grown:
            grown = False
            for targets, names in self._assigned:
                if tainted.isdisjoint(names) or tainted.issuperset(targets):
                    continue
                tainted.update(targets)
                grown = True
        return tainted

    def attributes_from(self, name: str) -> set[str]:
        """The attributes of self whose values are made from the argument of this name."""
        tainted = self.names_from(name)
        if self._stored is None:
            self._stored = [
                (store.attr, names_in(store.value))
                for stores in self.self_stores.values()
                for store in stores
                if store.value is not None
            ]
        return {attr for attr, names in self._stored if not tainted.isdisjoint(names)}


def names_in(node: ast.AST) -> set[str]:
    """The names that are read or set anywhere in an expression."""
    found: set[str] = set()
    stack = [node]
    pop = stack.pop
    while stack:
        node = pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
            continue
        stack += parts(node)
    return found


def parts(node: ast.AST) -> list[ast.AST]:
    """The nodes in a node that may hold names: no contexts, operators or aliases."""
    fields = _FIELDS.get(node.__class__)
    if fields is None:
        fields = tuple(name for name in node._fields if name not in _WITHOUT_NAMES)
        _FIELDS[node.__class__] = fields
    found: list[ast.AST] = []
    for name in fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            # Keys of a dict may be missing: `{**more}`.
            found += [item for item in value if item is not None]
        elif value is not None:
            found.append(value)
    return found


def self_attribute(node: ast.AST, self_name: str) -> str:
    """`x` of `self.x`; empty for anything else."""
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == self_name
    ):
        return node.attr
    return ""


def root(node: ast.AST) -> ast.AST:
    """What a chain of attributes and subscripts starts from: `self.x` of `self.x["a"].b`.

    An attribute of a plain name is the end of the chain, so that the caller can tell `self.x`.
    """
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        inner = node.value
        if isinstance(inner, ast.Name) and isinstance(node, ast.Attribute):
            return node
        node = inner
    return node


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or a chain of attributes; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))


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
    ast.Yield: _Walker.yielded,
    ast.YieldFrom: _Walker.yielded,
    ast.FunctionDef: _Walker.nested,
    ast.AsyncFunctionDef: _Walker.nested,
    ast.Lambda: _Walker.nested,
}
