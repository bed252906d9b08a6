"""Finds classes without making objects: what an attribute holds, what a call returns.

Annotations say it first, then the source (`self.indices = IndicesClient(self)`), then the
docstring.
"""

from __future__ import annotations

import ast
import collections.abc
import functools
import inspect
import re
import sys
import typing
from typing import Any

from taskgen.sources.python import evaluated
from taskgen.sources.python.docstrings import own_docstring, read_docstring
from taskgen.sources.python.evaluated import Names, Unresolved
from taskgen.sources.python.facts import Flow
from taskgen.sources.python.importing import import_quietly
from taskgen.sources.python.signature import functions_of_overloads, innermost, signature_of
from taskgen.sources.python.source import (
    function_node,
    module_of,
    own_statements,
)

_DEPTH = 8
_REFERENCE = re.compile(r":(?:py:)?(?:class|obj):`[~.!]?([\w.]+)`|`[~.]([\w.]+)`|\bL\{([\w.]+)\}")

_AWAITABLES = (
    collections.abc.Awaitable,
    collections.abc.Coroutine,
)
_ITERATORS = (collections.abc.Iterator, collections.abc.Generator)
_ASYNC_ITERATORS = (collections.abc.AsyncIterator, collections.abc.AsyncGenerator)


def attribute_class(cls: type, name: str, depth: int = _DEPTH) -> type | None:
    """The class of the objects that an attribute of the class's objects holds."""
    if depth <= 0:
        return None
    try:
        static = inspect.getattr_static(cls, name)
    except AttributeError:
        static = None
    getter = static.fget if isinstance(static, property) else getattr(static, "func", None)
    if isinstance(static, (functools.cached_property, property)):
        return _returned_by(getter, cls, depth)
    if isinstance(static, type):
        return static
    return (
        _annotated(cls, name, depth)
        or _assigned(cls, name, depth)
        or (type(static) if static is not None and _is_object(static) else None)
        or _listed(cls, name)
        or _from_getattr(cls, depth)
    )


def return_class(
    function: Any, cls: type | None, depth: int = _DEPTH, always: bool = False
) -> type | None:
    """The class of what a function returns; what is awaited or iterated over is looked into.

    Args:
        function: the function.
        cls: the class whose method it is.
        depth: how far to follow the source.
        always: whether it has to be the class of all that the source returns.
    """
    if depth <= 0:
        return None
    if isinstance(function, type):
        return function
    owner = getattr(function, "__self__", None)
    cls = owner if isinstance(owner, type) else cls
    return _returned_by(innermost(function), cls, depth, always)


def returned_hint(function: Any) -> object:
    """The annotation of what a function returns, evaluated as far as that is possible."""
    inner = innermost(function)
    annotation = getattr(inner, "__annotations__", {}).get("return", inspect.Signature.empty)
    return evaluated.resolve(annotation, names_of(inner))


def names_of(function: Any) -> Names:
    """What names in the annotations of a function mean."""
    return Names(module_of(function))


def unfolded(hint: object, names: Names) -> tuple[Flow, object, bool]:
    """How values are handed out by what an annotation says, and the annotation of each.

    Returns the way, the value's own annotation, and whether it has to be awaited before.
    """
    awaited = False
    for _ in range(3):
        hint = evaluated.resolve(hint, names)
        members = [each for each in evaluated.alternatives(hint) if each not in (None, type(None))]
        plain = [each for each in members if not _is_one_of(each, _AWAITABLES)]
        if members:
            hint = plain[0] if len(plain) == 1 else hint
        origin = typing.get_origin(hint) or hint
        arguments = typing.get_args(hint)
        if _is_one_of(hint, _AWAITABLES):
            awaited = True
            hint = arguments[-1] if arguments else typing.Any
        elif isinstance(origin, type) and issubclass(origin, _ASYNC_ITERATORS):
            return Flow.ASYNC_ITERATOR, arguments[0] if arguments else typing.Any, awaited
        elif isinstance(origin, type) and origin in _ITERATORS:
            return Flow.ITERATOR, arguments[0] if arguments else typing.Any, awaited
        else:
            break
    return Flow.VALUE, hint, awaited


def may_be_awaitable(hint: object) -> bool:
    """Whether it depends on the client if the result has to be awaited."""
    return any(_is_one_of(member, _AWAITABLES) for member in evaluated.alternatives(hint))


def class_of_hint(hint: object, cls: type | None, names: Names) -> type | None:
    """The class that an annotation names; of a union the first that is no plain data."""
    hint = evaluated.resolve(hint, names)
    if isinstance(hint, Unresolved):
        return named_class(hint.name, names.module)
    members = evaluated.alternatives(hint)
    if members:
        found = (class_of_hint(each, cls, names) for each in members)
        return next((each for each in found if each and each is not type(None)), None)
    if isinstance(hint, typing.TypeVar):
        # `Self`, as it was written before there was one.
        bound = hint.__bound__
        if cls is not None and (bound is None or _is_base(bound, cls, names)):
            return cls
        return class_of_hint(bound, cls, names) if bound else None
    if getattr(hint, "_name", "") == "Self" or hint is getattr(typing, "Self", ...):
        return cls
    if hasattr(hint, "__metadata__"):
        return class_of_hint(typing.get_args(hint)[0], cls, names)
    origin = typing.get_origin(hint) or hint
    return origin if isinstance(origin, type) else None


def named_class(path: str, module: str) -> type | None:
    """The class that a docstring of a module refers to: `SFTPClient`, `dropbox.files.Metadata`."""
    head, _, last = path.rpartition(".")
    places = [head] if head else []
    top = module.partition(".")[0]
    places += [f"{top}.{head}"] if head else []
    places += [module, top]
    for place in places:
        found = getattr(import_quietly(place) if place else None, last, None)
        if isinstance(found, type):
            return found
    # Somewhere in the package, if it is there once.
    everywhere = {
        getattr(each, last)
        for name, each in list(sys.modules.items())
        if (name == top or name.startswith(f"{top}."))
        and isinstance(vars(each).get(last) if each else None, type)
    }
    return everywhere.pop() if len(everywhere) == 1 else None


def _returned_by(function: Any, cls: type | None, depth: int, always: bool = False) -> type | None:
    names = names_of(function)
    found = _annotated_return(function, cls)
    if found is None and not always:
        found = _overloaded_return(function, cls)
    if found is not None:
        return found
    node = function_node(function)
    if node is not None:
        reader = _Reader(names, cls, node, depth)
        returned = [
            reader.class_of(statement.value)
            for statement in own_statements(node)
            if isinstance(statement, ast.Return) and statement.value is not None
        ]
        known = list(dict.fromkeys(each for each in returned if each is not None))
        if known and (not always or (None not in returned and len(known) == 1)):
            return known[0]
    return _documented_class(function, names, always)


def _annotated_return(function: Any, cls: type | None) -> type | None:
    hint, names = returned_hint(function), names_of(function)
    if hint is inspect.Signature.empty:
        return None
    _, inner, _ = unfolded(hint, names)
    found = class_of_hint(inner, cls, names)
    return None if found in (type(None), object, typing.Any) else found


def _overloaded_return(function: Any, cls: type | None) -> type | None:
    """What the overload returns that requires the least: a path leaves out what is optional."""
    overloads = functions_of_overloads(function)
    simplest = min(overloads, key=lambda each: _required(innermost(each)), default=None)
    return _annotated_return(innermost(simplest), cls) if simplest else None


def _required(function: Any) -> int:
    shown = signature_of(function, bound=False)
    return sum(each.required for each in shown.parameters) if shown else 0


def _documented_class(function: Any, names: Names, always: bool) -> type | None:
    documented = read_docstring(own_docstring(function))
    prose = "" if always else documented.returns.partition("\n\n")[0]
    for text in (documented.returns_type, prose):
        made = referred_class(text, names)
        if made:
            return made
    return None


def referred_class(text: str, names: Names) -> type | None:
    """The class that a text refers to, or is the name of."""
    found = _REFERENCE.search(text)
    path = next(filter(None, found.groups()), "") if found else ""
    if not path and re.fullmatch(r"[A-Z][\w.]*", text.strip()):
        path = text.strip()
    return named_class(path, names.module) if path else None


def _annotated(cls: type, name: str, depth: int) -> type | None:
    for base in cls.__mro__:
        annotation = inspect.get_annotations(base).get(name)
        if annotation is not None:
            return class_of_hint(annotation, cls, Names(module_of(base)))
    return None


def _assigned(cls: type, name: str, depth: int) -> type | None:
    """The class of what the constructor assigns to the attribute."""
    for base in cls.__mro__:
        constructor = innermost(base.__dict__.get("__init__"))
        node = function_node(constructor) if constructor else None
        if node is None:
            continue
        names = names_of(constructor)
        reader = _Reader(names, cls, node, depth)
        for statement in own_statements(node):
            if isinstance(statement, ast.AnnAssign) and _is_self(statement.target, name):
                hint = evaluated.resolve(ast.unparse(statement.annotation), names)
                found = class_of_hint(hint, cls, names)
                if found:
                    return found
            if isinstance(statement, ast.Assign) and any(
                _is_self(target, name) for target in statement.targets
            ):
                found = reader.class_of(statement.value)
                if found:
                    return found
    return None


def _is_self(target: ast.expr, name: str) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and target.attr == name
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    )


def _listed(cls: type, name: str) -> type | None:
    """A class by its name in small letters, of those that the class lists for `__getattr__`."""
    if not hasattr(cls, "__getattr__"):
        return None
    for base in cls.__mro__:
        for value in base.__dict__.values():
            listed = _static_value(value)
            if isinstance(listed, (list, tuple)):
                for each in listed:
                    if isinstance(each, type) and each.__name__.lower() == name.replace("_", ""):
                        return each
    return None


def _static_value(value: Any) -> Any:
    return value.__func__ if isinstance(value, staticmethod) else value


def _from_getattr(cls: type, depth: int) -> type | None:
    """What attributes hold that `__getattr__` makes, as its annotation says."""
    getter = getattr(cls, "__getattr__", None)
    if getter is None or "return" not in getattr(innermost(getter), "__annotations__", {}):
        return None
    return _returned_by(innermost(getter), cls, depth)


def _is_object(value: object) -> bool:
    """Whether an attribute of a class is an object with methods of its own, and no function."""
    return (
        not callable(value)
        and not inspect.isdatadescriptor(value)
        and not inspect.ismemberdescriptor(value)
        and not isinstance(value, (str, int, float, bytes, tuple, list, dict, set, type(None)))
    )


def _is_one_of(hint: object, kinds: tuple[type, ...]) -> bool:
    origin = typing.get_origin(hint) or hint
    return isinstance(origin, type) and issubclass(origin, kinds)


def _is_base(bound: object, cls: type, names: Names) -> bool:
    bound = evaluated.resolve(bound, names)
    return isinstance(bound, type) and issubclass(cls, bound)


class _Reader:
    """Reads expressions of a function for the class of their value."""

    def __init__(
        self,
        names: Names,
        cls: type | None,
        node: ast.FunctionDef | ast.AsyncFunctionDef,
        depth: int,
    ):
        self.names = names
        self.cls = cls
        self.node = node
        self.depth = depth
        self.asked: set[str] = set()

    def class_of(self, node: ast.expr) -> type | None:
        """The class of the expression's value, or None where the source does not show it."""
        match node:
            case ast.Await():
                return self.class_of(node.value)
            case ast.BoolOp():
                return self.first(node.values)
            case ast.IfExp():
                return self.first([node.body, node.orelse])
            case ast.Call():
                return self.of_call(node)
            case ast.Attribute():
                owner = self.class_of(node.value)
                return attribute_class(owner, node.attr, self.depth - 1) if owner else None
            case ast.Name():
                return self.of_name(node.id)
            case _:
                return None

    def first(self, nodes: list[ast.expr]) -> type | None:
        return next(filter(None, map(self.class_of, nodes)), None)

    def of_call(self, node: ast.Call) -> type | None:
        function = node.func
        if isinstance(function, ast.Name) and function.id == "cls":
            return self.cls
        known = self.value(function)
        if isinstance(known, type):
            return known
        if inspect.isfunction(known) or inspect.ismethod(known):
            return return_class(known, None, self.depth - 1)
        if isinstance(function, ast.Attribute):
            if isinstance(function.value, ast.Call) and _is_super(function.value):
                return None
            owner = self.class_of(function.value)
            made = getattr(owner, function.attr, None) if owner else None
            if isinstance(made, type):
                return made
            if callable(made):
                return return_class(made, owner, self.depth - 1)
            if owner:
                # An attribute of each object that holds a class: `self.model(...)`.
                return None
        return None

    def value(self, node: ast.expr) -> Any:
        """The object that a dotted name stands for in the module."""
        if isinstance(node, ast.Name):
            found = self.names[node.id]
            return None if isinstance(found, Unresolved) else found
        if isinstance(node, ast.Attribute):
            owner = self.value(node.value)
            if owner is None:
                return self.class_attribute(node)
            return getattr(owner, node.attr, None)
        return None

    def class_attribute(self, node: ast.Attribute) -> Any:
        """`self.model`, where the class says which class that is."""
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and self.cls:
            found = inspect.getattr_static(self.cls, node.attr, None)
            return found if isinstance(found, type) else None
        return None

    def of_name(self, name: str) -> type | None:
        if name in ("self", "cls"):
            return self.cls
        if name in self.asked:
            return None
        self.asked.add(name)
        arguments = self.node.args
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if argument.arg == name and argument.annotation is not None:
                hint = evaluated.resolve(ast.unparse(argument.annotation), self.names)
                return class_of_hint(hint, self.cls, self.names)
        for statement in own_statements(self.node):
            if isinstance(statement, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == name for target in statement.targets
            ):
                found = self.class_of(statement.value)
                if found:
                    return found
        return None


def _is_super(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "super"


def callee_of(
    call: ast.Call, function: Any, node: ast.FunctionDef | ast.AsyncFunctionDef, cls: type | None
) -> tuple[Any, bool]:
    """What a call in a function calls, and whether its first parameter is given by that."""
    reader = _Reader(names_of(function), cls, node, _DEPTH)
    target = call.func
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Call):
        if _is_super(target.value) and cls is not None:
            owner = next((base for base in cls.__mro__ if _defines(base, function)), cls)
            after = cls.__mro__[cls.__mro__.index(owner) + 1 :]
            found = next(
                (vars(base)[target.attr] for base in after if target.attr in vars(base)), None
            )
            return (found, True) if found is not object.__init__ else (None, False)
        return None, False
    known = reader.value(target)
    if known is not None:
        return known, False
    if isinstance(target, ast.Attribute):
        owner_class = reader.class_of(target.value)
        found = getattr(owner_class, target.attr, None) if owner_class else None
        return (found, inspect.isfunction(found)) if callable(found) else (None, False)
    return None, False


def _defines(base: type, function: Any) -> bool:
    return any(innermost(each) is function for each in vars(base).values() if callable(each))


def assigned_names(cls: type) -> list[str]:
    """The attributes that constructors of the class and its bases set."""
    found: dict[str, None] = {}
    for base in cls.__mro__:
        constructor = innermost(vars(base).get("__init__"))
        node = function_node(constructor) if constructor else None
        for statement in own_statements(node) if node else ():
            targets = []
            if isinstance(statement, ast.Assign):
                targets = statement.targets
            elif isinstance(statement, ast.AnnAssign):
                targets = [statement.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and _is_self(target, target.attr):
                    found[target.attr] = None
    return list(found)
