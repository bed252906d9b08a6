"""What a call hands back, and how it becomes data that another task can be given."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from dataclasses import replace
from typing import Any

from taskgen.sources.python import evaluated, hints
from taskgen.sources.python.docstrings import Documented
from taskgen.sources.python.documented_types import documented_type
from taskgen.sources.python.facts import Flow, ReturnFacts, TypeFacts
from taskgen.sources.python.resolve import (
    assigned_names,
    class_of_hint,
    may_be_awaitable,
    names_of,
    referred_class,
    return_class,
    returned_hint,
    unfolded,
)
from taskgen.sources.python.signature import innermost, signature_of
from taskgen.sources.python.source import function_node, own_statements
from taskgen.text import Code

_METHODS = ("model_dump", "to_dict_recursive", "to_dict", "as_dict", "dict")
"""Methods that make plain data of an object, the most certain first."""
_ATTRIBUTES = ("raw_data", "raw", "attrs", "body", "data")
"""Attributes that hold the plain data that an object was made of."""
_OF_RESPONSES = frozenset({"body", "data"})
"""Those that hold it in the response of a server alone: a message has a `body` as well."""

ITERATOR = re.compile(r"(?:an? |the )?(?:\w+ )?(?:iterator|generator|iterable)", re.IGNORECASE)
"""How docs begin that tell of a result that is handed out item by item."""


def return_facts(thing: Any, cls: type | None, documented: Documented) -> ReturnFacts:
    """What calling the thing hands back."""
    if isinstance(thing, type):
        return ReturnFacts(class_name=thing.__name__)
    function = innermost(thing)
    names = names_of(function)
    hint = returned_hint(function)
    flow, inner, awaited = unfolded(hint, names)
    awaited |= inspect.iscoroutinefunction(function)
    perhaps = may_be_awaitable(hint)
    if hint is inspect.Signature.empty and flow is Flow.VALUE:
        flow = _unannotated_flow(function, documented)
    if inner is None or inner is type(None):
        return ReturnFacts(flow=flow, awaited=awaited, perhaps_awaited=perhaps, nothing=True)
    if hint is inspect.Signature.empty and not documented.returns and not documented.returns_type:
        nothing = _returns_nothing(function) and flow is Flow.VALUE
        if nothing:
            return ReturnFacts(awaited=awaited, nothing=True)
    kind = hints.type_facts(inner, names)
    maybe_none = any(each in (None, type(None)) for each in evaluated.alternatives(hint))
    kind = replace(kind, optional=kind.optional or maybe_none)
    if not kind.known and documented.returns_type:
        kind = documented_type(documented.returns_type, names)
    found = class_of_hint(inner, cls, names) if kind.known else None
    if ":" in kind.wrap:
        # Plain data can be made into it, and it is none itself.
        kind = TypeFacts(optional=kind.optional)
    made = ReturnFacts(replace(kind, wrap=""), flow, awaited, perhaps)
    if kind.code == "list" and kind.objects:
        return _list_of_objects(made, inner, documented, names)
    if (found is None or found is object) and not (kind.plain and kind.known):
        found = return_class(thing, cls, always=True)
    return _of_class(made, inner, found, names) if found else made


def _unannotated_flow(function: Any, documented: Documented) -> Flow:
    if inspect.isgeneratorfunction(function):
        return Flow.ITERATOR
    if inspect.isasyncgenfunction(function):
        return Flow.ASYNC_ITERATOR
    told = ITERATOR.match(documented.returns or documented.returns_type)
    return Flow.ITERATOR if told else Flow.VALUE


def _list_of_objects(
    made: ReturnFacts, hint: object, documented: Documented, names: evaluated.Names
) -> ReturnFacts:
    arguments = typing.get_args(hint)
    item = class_of_hint(arguments[0], None, names) if arguments else None
    item = item or referred_class(documented.returns_type, names)
    convert = conversion(item) if item else ""
    if not convert:
        return made
    return replace(
        made,
        type=TypeFacts(Code("dict"), known=True),
        flow=Flow.ITERATOR,
        convert=convert,
        class_name=item.__name__ if item else "",
    )


def _of_class(made: ReturnFacts, hint: object, cls: type, names: evaluated.Names) -> ReturnFacts:
    """What is known of an object that is handed back, by its class."""
    if cls.__module__.partition(".")[0] in sys.stdlib_module_names:
        return made
    if hasattr(cls, "__total__"):  # A TypedDict is a dict.
        return made
    if _is_http_response(cls):
        return replace(made, class_name=cls.__name__)
    pages = hasattr(cls, "auto_paging_iter") and hasattr(cls, "next_page")
    convert = conversion(cls) if not pages and not hasattr(cls, "iter_pages") else ""
    if convert:
        as_type = Code("dict") if convert not in (".body", ".data") else Code("Any")
        return replace(
            made,
            type=TypeFacts(as_type, known=True, optional=made.type.optional),
            convert=convert,
            class_name=cls.__name__,
        )
    items = _item_class(hint, cls, names)
    if items is not None and made.flow is Flow.VALUE:
        flow = Flow.ASYNC_ITERATOR if hasattr(cls, "__aiter__") else Flow.ITERATOR
        each = items if isinstance(items, type) else None
        convert = conversion(each) if each else ""
        return replace(
            made,
            type=TypeFacts(Code("dict"), known=True) if convert else TypeFacts(),
            flow=flow,
            convert=convert,
            pages=".auto_paging_iter()" if pages else "",
            class_name=cls.__name__,
        )
    return replace(made, class_name=cls.__name__)


def _is_http_response(cls: type) -> bool:
    """Whether its objects are answers of a server, which keep a connection as their `raw`."""
    return callable(getattr(cls, "json", None)) and callable(getattr(cls, "raise_for_status", None))


def conversion(cls: type) -> str:
    """What makes plain data of the class's objects: `.to_dict()`, `.raw`; nothing if unknown."""
    for name in _METHODS:
        method = getattr(cls, name, None)
        if not callable(method) or isinstance(inspect.getattr_static(cls, name), property):
            continue
        shown = signature_of(method, bound=inspect.isfunction(method))
        if shown is not None and not any(each.required for each in shown.parameters):
            return f".{name}()"
    if issubclass(cls, (dict, str, int, float, bytes)):
        return ""
    names = [
        name
        for name in _ATTRIBUTES
        if name not in _OF_RESPONSES or cls.__name__.endswith("Response")
    ]
    return next((f".{name}" for name in names if _has_attribute(cls, name)), "")


def _has_attribute(cls: type, name: str) -> bool:
    static = inspect.getattr_static(cls, name, None)
    if static is not None:
        return isinstance(static, property) or inspect.isdatadescriptor(static)
    return name in assigned_names(cls)


def _item_class(hint: object, cls: type, names: evaluated.Names) -> object | None:
    """The annotation or class of the items where objects of the class are iterated over."""
    if issubclass(cls, (dict, str, bytes, list, tuple)) or hasattr(cls, "keys"):
        return None
    for name in ("__iter__", "__aiter__"):
        method = getattr(cls, name, None)
        if method is None or not callable(method):
            continue
        generic = getattr(cls, "__pydantic_generic_metadata__", {})
        arguments = typing.get_args(evaluated.resolve(hint, names)) or generic.get("args", ())
        if arguments:
            return class_of_hint(arguments[0], None, names) or object
        _, item, _ = unfolded(returned_hint(method), names_of(innermost(method)))
        if isinstance(item, typing.TypeVar):
            return object
        return class_of_hint(item, cls, names_of(innermost(method))) or object
    return None


def _returns_nothing(function: Any) -> bool:
    """Whether the source has no `return` with a value."""
    node = function_node(function)
    if node is None:
        return False
    for statement in own_statements(node):
        if isinstance(statement, ast.Return) and not (
            statement.value is None or ast.unparse(statement.value) == "None"
        ):
            return False
        if isinstance(statement, (ast.Yield, ast.YieldFrom)):
            return False
    return True
