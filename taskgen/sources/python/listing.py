"""Lines that show what there is in a Python SDK: modules, classes, methods, parameters."""

from __future__ import annotations

import inspect
import types
from typing import Any

from taskgen.problems import readable
from taskgen.sources.python.arguments import is_secret
from taskgen.sources.python.chain import arrive, methods, public_names
from taskgen.sources.python.docstrings import own_docstring, read_docstring
from taskgen.sources.python.facts import CallFacts, Origin, ParameterFacts
from taskgen.sources.python.importing import import_sdk, reading
from taskgen.sources.python.markup import sentences
from taskgen.sources.python.signature import innermost
from taskgen.sources.python.target import Target, parse_target


def listing(path: str) -> list[str]:
    """What is below a path: of a module its classes and functions, of a class its methods, of a
    call its parameters, each with where it is known from.

    Raises:
        TaskgenError: the path leads nowhere, or the SDK raises something.
    """
    target = parse_target(path) if ":" in path else Target(path, path, ())
    with reading(target):
        return _below(target)


def _below(target: Target) -> list[str]:
    if not target.links:
        module, _ = import_sdk(target)
        return _table([(name, _first_sentence(found)) for name, found in _of_module(module)])
    place = arrive(target)
    if place.call is not None:
        return _parameters(place.call)
    assert place.cls is not None
    cls = place.cls
    rows = [(name, _first_sentence(getattr(cls, name))) for name in methods(cls)]
    rows += [
        (f"{name}.", "")
        for name in sorted(public_names(cls))
        if inspect.getattr_static(cls, name, None) is None
    ]
    return _table(rows)


def _of_module(module: types.ModuleType) -> list[tuple[str, Any]]:
    """The classes and functions that are the SDK's own, errors left out."""
    top = module.__name__.partition(".")[0]
    found = []
    for name in sorted(public_names(module)):
        thing = getattr(module, name, None)
        own = str(getattr(thing, "__module__", "")).partition(".")[0] == top
        is_error = isinstance(thing, type) and issubclass(thing, BaseException)
        if own and callable(thing) and not is_error:
            found.append((name, thing))
    return found


def _first_sentence(thing: Any) -> str:
    try:
        docstring = own_docstring(innermost(thing))
    except Exception:
        # A proxy, which has nothing to say before there is what it stands for.
        return ""
    found = sentences(read_docstring(docstring).body, 1)
    return found[0] if found else ""


def _parameters(call: CallFacts) -> list[str]:
    rows = [(_name(each), _said(each)) for each in call.parameters]
    lines = _table(rows)
    if call.open:
        lines.append("It takes more keyword arguments, of which nothing is known.")
    return lines


def _name(parameter: ParameterFacts) -> str:
    return f"{parameter.name}: {parameter.type.code}"


def _said(parameter: ParameterFacts) -> str:
    marks = ["required"] if parameter.required else []
    marks += ["secret"] if is_secret(parameter, constructs=False) else []
    if parameter.origin is not Origin.SIGNATURE:
        marks.append(f"from {parameter.origin.value}")
    shown = f"({', '.join(marks)}) " if marks else ""
    first = sentences(parameter.doc, 1)
    return f"{shown}{first[0] if first else ''}"


def _table(rows: list[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in rows), default=0)
    return [f"{readable(name):{width}}  {text}".rstrip() for name, text in rows]
