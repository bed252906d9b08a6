"""Types as annotations and docstrings write them, as far as they can be compared."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

_WORDS = {
    "array": "list",
    "bool": "bool",
    "boolean": "bool",
    "booleans": "bool",
    "bytes": "bytes",
    "callable": "callable",
    "date": "date",
    "datetime": "datetime",
    "dict": "dict",
    "dictionary": "dict",
    "float": "float",
    "function": "callable",
    "int": "int",
    "integer": "int",
    "iterable": "list",
    "json": "json",
    "list": "list",
    "mapping": "dict",
    "none": "none",
    "nonetype": "none",
    "number": "float",
    "object": "any",
    "path": "path",
    "sequence": "list",
    "set": "list",
    "str": "str",
    "string": "str",
    "strings": "str",
    "timedelta": "timedelta",
    "tuple": "list",
}
"""What a type's last word means. Kinds of sequences are one: docs mix them."""

_COMPATIBLE = {
    frozenset({"int", "float"}),
    frozenset({"date", "datetime"}),
    frozenset({"str", "path"}),
    frozenset({"json", "dict"}),
    frozenset({"json", "str"}),
    frozenset({"json", "list"}),
}


def annotated(node: ast.expr) -> set[str] | None:
    """The kinds of value that an annotation allows, or None where one is not known."""
    if isinstance(node, ast.Constant):
        if node.value is None:
            return {"none"}
        if not isinstance(node.value, str):
            return None
        try:
            return annotated(ast.parse(node.value, mode="eval").body)
        except SyntaxError:
            return None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([node.left, node.right])
    if isinstance(node, ast.Subscript):
        name = _last(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Optional":
            kinds = _union(inner)
            return kinds | {"none"} if kinds is not None else None
        if name == "Union":
            return _union(inner)
        return _known(name)
    return _known(_last(node))


def _known(name: str) -> set[str] | None:
    kind = _WORDS.get(name.lower())
    return {kind} if kind is not None and kind != "any" else None


def _union(nodes: list[ast.expr]) -> set[str] | None:
    found: set[str] = set()
    for node in nodes:
        kinds = annotated(node)
        if kinds is None:
            return None
        found |= kinds
    return found


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def documented(text: str) -> set[str] | None:
    """The kinds of value that a docstring's type names, or None where one is not known."""
    return _documented(text)


@lru_cache(maxsize=4000)
def _documented(text: str) -> set[str] | None:
    text = text.strip().strip("`")
    if not text:
        return None
    if text.isidentifier():
        return _known(text)
    try:
        node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        node = None
    if node is not None and not isinstance(node, (ast.Tuple, ast.List, ast.BoolOp)):
        return annotated(node)
    if isinstance(node, ast.List) and len(node.elts) == 1:
        return {"list"}
    if text.startswith("["):
        return None
    if "[" in text:
        return None
    found: set[str] = set()
    for part in re.split(r",|\bor\b|\||/", text):
        words = part.strip(" `.").split()
        if not words:
            continue
        kind = _WORDS.get(words[0].lower())
        if kind is None or kind == "any" or (len(words) > 1 and words[1] != "of"):
            return None
        found.add(kind)
    return found or None


def kind_of(node: ast.expr | None) -> str:
    """The kind of a value that is written out; empty for None, and for what is computed."""
    if isinstance(node, ast.Constant) and node.value is not None:
        return _WORDS.get(type(node.value).__name__, "")
    return {ast.List: "list", ast.Tuple: "list", ast.Set: "list", ast.Dict: "dict"}.get(
        type(node), ""
    )


def contradict(first: set[str], second: set[str]) -> bool:
    """Whether no value can be of both."""
    first, second = first - {"none"}, second - {"none"}
    if not first or not second or first & second:
        return False
    return not any(frozenset({a, b}) in _COMPATIBLE for a in first for b in second)
