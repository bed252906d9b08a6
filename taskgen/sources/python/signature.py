"""The parameters that a callable's own signature shows, behind whatever wraps it."""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
import typing
from dataclasses import dataclass
from typing import Any

from taskgen.sources.python.facts import Kind

_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: Kind.POSITIONAL,
    inspect.Parameter.POSITIONAL_OR_KEYWORD: Kind.EITHER,
    inspect.Parameter.KEYWORD_ONLY: Kind.KEYWORD,
}
_MOST_WRAPPERS = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A parameter as the signature has it."""

    name: str
    kind: Kind
    required: bool
    default: object = None
    annotation: object = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature shows.

    Args:
        parameters: those with a name, without `self`.
        keywords: the annotation of `**kwargs`; None where there is none of it.
        positions: `*args`, if there is such.
        returns: the annotation of the result.
    """

    parameters: tuple[Shown, ...] = ()
    keywords: object | None = None
    positions: Shown | None = None
    returns: object = inspect.Signature.empty

    @property
    def is_opaque(self) -> bool:
        """Whether it says nothing: `(*args, **kwargs)`."""
        return not self.parameters and bool(self.positions) and self.keywords is not None


def innermost(thing: Any) -> Any:
    """The function behind decorators, partial objects and bound methods."""
    for _ in range(_MOST_WRAPPERS):
        if isinstance(thing, (functools.partial, functools.partialmethod)):
            thing = thing.func
        elif isinstance(thing, (staticmethod, classmethod)) or inspect.ismethod(thing):
            thing = thing.__func__
        elif callable(getattr(thing, "__wrapped__", None)):
            thing = thing.__wrapped__
        elif isinstance(getattr(thing, "raw_function", None), type(innermost)):
            # `validate_arguments` of pydantic 1.
            thing = thing.raw_function
        else:
            enclosed = _enclosed(thing)
            if enclosed is None:
                break
            thing = enclosed
    return thing


def _enclosed(thing: Any) -> Any:
    """The function that a decorator's wrapper calls, where the wrapper does not name it.

    It takes whatever it is given, and there is one function that it knows from around it.
    """
    if not inspect.isfunction(thing) or not thing.__closure__:
        return None
    code = thing.__code__
    takes_all = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
    if code.co_flags & takes_all != takes_all or code.co_argcount or code.co_kwonlyargcount:
        return None
    cells = []
    for cell in thing.__closure__:
        with contextlib.suppress(ValueError):  # of a name that has no value yet
            cells.append(cell.cell_contents)
    functions = [each for each in cells if inspect.isfunction(each)]
    return functions[0] if len(functions) == 1 else None


def signature_of(thing: Any, bound: bool) -> Signature | None:
    """What the signature shows; None where Python can't tell.

    Args:
        thing: a class, a function, or any other callable.
        bound: whether the first parameter is given already, as `self` is.
    """
    try:
        found = inspect.signature(thing)
    except (ValueError, TypeError, NameError, AttributeError, RecursionError):
        return None
    return _read(found, bound)


def overloads_of(thing: Any, bound: bool) -> list[Signature]:
    """The signatures of the overloads, as far as this version of Python keeps them."""
    signatures = (signature_of(each, bound) for each in functions_of_overloads(thing))
    return [each for each in signatures if each]


def functions_of_overloads(thing: Any) -> list[Any]:
    """The overloads, with their decorators.

    Before Python 3.11 those of `typing_extensions` alone can be had.
    """
    function = innermost(thing)
    extensions = sys.modules.get("typing_extensions")
    get_overloads = getattr(typing, "get_overloads", getattr(extensions, "get_overloads", None))
    if get_overloads is None or not inspect.isfunction(function):
        return []
    return list(get_overloads(function))


def _read(signature: inspect.Signature, bound: bool) -> Signature:
    listed = list(signature.parameters.values())
    if (
        bound
        and listed
        and listed[0].kind in (listed[0].POSITIONAL_ONLY, listed[0].POSITIONAL_OR_KEYWORD)
    ):
        listed = listed[1:]
    keywords: object | None = None
    positions: Shown | None = None
    shown = []
    for parameter in listed:
        if parameter.kind is parameter.VAR_KEYWORD:
            keywords = parameter.annotation
        elif parameter.kind is parameter.VAR_POSITIONAL:
            positions = Shown(parameter.name, Kind.SEVERAL, False, annotation=parameter.annotation)
        else:
            shown.append(
                Shown(
                    parameter.name,
                    _KINDS[parameter.kind],
                    parameter.default is parameter.empty,
                    parameter.default,
                    parameter.annotation,
                )
            )
    return Signature(tuple(shown), keywords, positions, signature.return_annotation)
