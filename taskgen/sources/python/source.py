"""What only the source of an SDK says: it is read with `ast`, and nothing of it is run."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

MAX_BYTES = 20_000_000

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=256)
def module_tree(name: str) -> ast.Module | None:
    """The syntax tree of a module, imported or not; None where there is no source to be read."""
    module = sys.modules.get(name)
    origin = getattr(module, "__file__", None)
    if module is None:
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, AttributeError, ValueError):
            return None
        origin = spec.origin if spec else None
    if not origin or not str(origin).endswith(".py"):
        return None
    path = Path(origin)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        return ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=256)
def _definitions(module: str) -> dict[str, list[ast.ClassDef | FunctionNode]]:
    """Classes and functions by their qualified name; overloads have one name."""
    found: dict[str, list[ast.ClassDef | FunctionNode]] = {}
    tree = module_tree(module)
    if tree is not None:
        _collect(tree.body, "", found)
    return found


def _collect(
    body: list[ast.stmt], prefix: str, found: dict[str, list[ast.ClassDef | FunctionNode]]
) -> None:
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            found.setdefault(prefix + node.name, []).append(node)
            if isinstance(node, ast.ClassDef):
                _collect(node.body, f"{prefix}{node.name}.", found)
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for inner in ("body", "orelse", "finalbody"):
                _collect(getattr(node, inner, []), prefix, found)


def module_of(thing: Any) -> str:
    """The module that a class or a function is written in; some say another of themselves."""
    functions = vars(thing).values() if isinstance(thing, type) else [thing]
    for each in functions:
        function = each.__func__ if isinstance(each, (staticmethod, classmethod)) else each
        if isinstance(function, FunctionType) and (
            function is thing or function.__qualname__.startswith(f"{thing.__qualname__}.")
        ):
            return str(function.__globals__.get("__name__", ""))
    return str(getattr(thing, "__module__", None) or "")


def class_node(cls: type) -> ast.ClassDef | None:
    """The definition of a class."""
    nodes = _definitions(module_of(cls)).get(cls.__qualname__, [])
    return next((node for node in nodes if isinstance(node, ast.ClassDef)), None)


def class_node_named(module: str, name: str) -> ast.ClassDef | None:
    """The definition of a class in a module that may be not imported."""
    nodes = _definitions(module).get(name, [])
    return next((node for node in nodes if isinstance(node, ast.ClassDef)), None)


def function_node(function: Any) -> FunctionNode | None:
    """The definition of a function: that which begins where its code does."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return None
    nodes = [
        node
        for node in _definitions(module_of(function)).get(function.__qualname__, [])
        if not isinstance(node, ast.ClassDef)
    ]
    for node in nodes:
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        if first == code.co_firstlineno:
            return node
    return None


def overload_docs(function: Any) -> list[str]:
    """The docstrings of the overloads of a function, which it has none of its own beside."""
    named = _definitions(module_of(function)).get(getattr(function, "__qualname__", ""), [])
    nodes = [node for node in named if not isinstance(node, ast.ClassDef)]
    docs = (ast.get_docstring(node) for node in nodes if len(nodes) > 1)
    return [text for text in docs if text]


@lru_cache(maxsize=256)
def typing_imports(module: str) -> dict[str, tuple[str, str]]:
    """Names that a module imports for type checkers alone: the module and the name in it.

    The name is empty where it is the module itself that is imported.
    """
    tree = module_tree(module)
    found: dict[str, tuple[str, str]] = {}
    for node in tree.body if tree else ():
        if isinstance(node, ast.If) and _is_type_checking(node.test):
            for statement in ast.walk(node):
                found.update(_imported(statement, module))
    return found


@lru_cache(maxsize=256)
def typing_aliases(module: str) -> dict[str, str]:
    """Types to which a module gives a name for type checkers alone: the source of each."""
    tree = module_tree(module)
    found: dict[str, str] = {}
    for node in tree.body if tree else ():
        if isinstance(node, ast.If) and _is_type_checking(node.test):
            found.update(named for each in node.body for named in _alias(each))
    return found


def _alias(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    match statement:
        case ast.AnnAssign(ast.Name(name), _, value) | ast.Assign([ast.Name(name)], value) if value:
            yield name, ast.unparse(value)


def _is_type_checking(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _imported(statement: ast.AST, module: str) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(statement, ast.ImportFrom):
        source = _absolute(statement, module)
        for alias in statement.names:
            yield alias.asname or alias.name, (source, alias.name)
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            if alias.asname:
                yield alias.asname, (alias.name, "")
            else:
                yield alias.name.partition(".")[0], (alias.name.partition(".")[0], "")


def _absolute(statement: ast.ImportFrom, module: str) -> str:
    if not statement.level:
        return statement.module or ""
    spec = getattr(sys.modules.get(module), "__spec__", None)
    is_package = spec is not None and spec.submodule_search_locations is not None
    parts = module.split(".")
    kept = parts[: len(parts) - statement.level + is_package]
    return ".".join([*kept, *([statement.module] if statement.module else [])])


def field_docs(node: ast.ClassDef | None) -> dict[str, str]:
    """What stands below the fields of a class, as strings of their own."""
    found: dict[str, str] = {}
    body = node.body if node else []
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = below.value.value
    return found


def own_statements(node: FunctionNode) -> Iterator[ast.AST]:
    """What is in a function, without what is in functions and classes inside it."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        current = waiting.pop(0)
        yield current
        if not isinstance(
            current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
        ):
            waiting[:0] = ast.iter_child_nodes(current)
