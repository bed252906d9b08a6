"""Questions to single nodes of a syntax tree."""

from __future__ import annotations

import ast

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
