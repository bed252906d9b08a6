"""What the body of one function does with its arguments and with `self`, as data.

`walk` fills the tables in one walk, in no particular order; where order matters,
rules compare positions. Nothing is evaluated: what can't be seen sets `dynamic` or `escapes`,
and rules that would need to know stay silent.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from taskgen.lint.nodes import names_in


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
    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)
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
