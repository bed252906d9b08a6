"""Puts together what is known of one callable: its parameters, docs and result."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from taskgen.sources.python import evaluated, hints
from taskgen.sources.python.docstrings import (
    NOTHING,
    Documented,
    own_docstring,
    paragraph_parameters,
    read_docstring,
)
from taskgen.sources.python.documented_types import documented_type
from taskgen.sources.python.facts import (
    UNSET,
    CallFacts,
    Documentation,
    Kind,
    Origin,
    ParameterFacts,
    TypeFacts,
    Unset,
)
from taskgen.sources.python.hidden import doc_of, members_of, of_docs, of_source, of_typed_dict
from taskgen.sources.python.markup import is_deprecated, sentences
from taskgen.sources.python.resolve import names_of
from taskgen.sources.python.results import return_facts
from taskgen.sources.python.signature import (
    Shown,
    Signature,
    innermost,
    overloads_of,
    signature_of,
)
from taskgen.sources.python.source import overload_docs
from taskgen.sources.python.target import is_plain
from taskgen.text import Prose, Value, is_writable

_DESCRIPTION_BUDGET = 600
"""Characters of a callable's documentation that are kept."""
_LONGEST_DEFAULT = 500
"""Characters of a default that is told; what is longer is left to the SDK."""


def call_facts(thing: Any, shown: str, cls: type | None = None, bound: bool = False) -> CallFacts:
    """What is known of a class, as a constructor, or of any other callable.

    Args:
        thing: the callable.
        shown: how users write it.
        cls: the class whose method it is.
        bound: whether the first parameter is given already, as `self` is.
    """
    constructs = isinstance(thing, type)
    texts = _docstrings_of_class(thing) if constructs else _docstrings(thing, shown, cls)
    documented = _together([read_docstring(text) for text in texts])
    function = _constructor(thing) if constructs else innermost(thing)
    signature, origin = _signature(thing, function, cls, bound, documented)
    names = names_of(function)
    prose_docs = paragraph_parameters(documented.body, {p.name for p in signature.parameters})
    parameters = [
        _parameter(each, origin, names, documented, prose_docs) for each in signature.parameters
    ]
    is_open = signature.keywords is not None
    takes_more = False
    if is_open:
        more = of_typed_dict(signature.keywords, names)
        if not more:
            passed_on, takes_more = of_source(function, thing if constructs else cls)
            more = of_docs(documented, parameters, is_open) or passed_on
    else:
        more = of_docs(documented, parameters, is_open)
    parameters = _with_several(signature, parameters, names, documented)
    parameters += _members_of_request(signature, parameters, names)
    known = {parameter.name for parameter in parameters}
    parameters += [each for each in more if each.name not in known]
    return CallFacts(
        shown=shown,
        parameters=tuple(parameters),
        open=is_open and not more,
        takes_more=takes_more,
        documentation=_documentation(texts, documented),
        returns=return_facts(thing, cls, documented),
    )


def _members_of_request(
    signature: Signature, parameters: list[ParameterFacts], names: evaluated.Names
) -> list[ParameterFacts]:
    """The members of a TypedDict that is the request: `params: CustomerCreateParams`."""
    request = next((each for each in signature.parameters if each.name == "params"), None)
    if request is None:
        return []
    listed = {parameter.name for parameter in parameters}
    members = members_of(evaluated.resolve(request.annotation, names), names)
    return [replace(each, inside="params") for each in members if each.name not in listed]


def _with_several(
    signature: Signature,
    parameters: list[ParameterFacts],
    names: evaluated.Names,
    documented: Documented,
) -> list[ParameterFacts]:
    """The parameters with `*names`, before which all of them are given by position.

    `*args` beside `**kwargs` is mostly what a wrapper hands on, and no parameter of its own.
    """
    several = signature.positions
    if several is None or signature.is_opaque:
        return parameters
    meant = several.name in documented.parameters or signature.keywords is None
    if several.name.startswith("_") or (several.name == "args" and not meant):
        return parameters
    before = [each for each in parameters if each.kind is not Kind.KEYWORD]
    if not all(each.required for each in before):
        return parameters
    made = _parameter(several, Origin.SIGNATURE, names, documented, {})
    made = replace(made, type=hints.list_of(made.type), required=not before)
    others = [each for each in parameters if each.kind is Kind.KEYWORD]
    return [*(replace(each, kind=Kind.POSITIONAL) for each in before), made, *others]


def _constructor(cls: type) -> Any:
    for name in ("__init__", "__new__"):
        function = innermost(getattr(cls, name))
        if inspect.isfunction(function):
            return function
    return cls


def _signature(
    thing: Any, function: Any, cls: type | None, bound: bool, documented: Documented
) -> tuple[Signature, Origin]:
    """The signature, or what stands in for one that says nothing."""
    signature = signature_of(thing, bound)
    if signature is not None and not signature.is_opaque:
        return signature, Origin.SIGNATURE
    inner = signature_of(function, bound) if not isinstance(thing, type) else None
    if signature is not None and inner is not None and not inner.is_opaque:
        return inner, Origin.SIGNATURE
    overloads = overloads_of(function, bound or isinstance(thing, type))
    if overloads:
        return _merged(overloads), Origin.OVERLOAD
    if documented.signature is not None:
        spelled = tuple(
            Shown(name, kind, required) for name, kind, required in documented.signature
        )
        return Signature(spelled), Origin.FIRST_LINE
    return signature or Signature(keywords=inspect.Parameter.empty), Origin.SIGNATURE


def _merged(overloads: list[Signature]) -> Signature:
    """One signature for all overloads: what each requires is required."""
    merged: dict[str, Shown] = {}
    for overload in sorted(overloads, key=lambda each: -len(each.parameters)):
        for each in overload.parameters:
            merged.setdefault(each.name, each)
    in_all = set.intersection(*({p.name for p in o.parameters if p.required} for o in overloads))
    return Signature(
        tuple(replace(each, required=each.name in in_all) for each in merged.values()),
        next((o.keywords for o in overloads if o.keywords is not None), None),
        returns=overloads[0].returns,
    )


def _parameter(
    shown: Shown,
    origin: Origin,
    names: evaluated.Names,
    documented: Documented,
    prose_docs: dict[str, str],
) -> ParameterFacts:
    said = documented.parameters.get(shown.name)
    text = said.text if said else prose_docs.get(shown.name, "")
    kind = hints.type_facts(shown.annotation, names)
    # The words of a model's field are its author's, those of a docstring may be a generator's.
    text = text or hints.described(shown.annotation, names)
    if not kind.known and said:
        written = documented_type(said.type, names)
        if not written.known and len(said.text.split()) < 8:
            written = documented_type(said.text.rstrip("."))
        kind = replace(written, optional=written.optional or kind.optional)
    default = _default(shown)
    if not kind.known and not shown.required:
        kind = _type_of(default, shown.default)
    return ParameterFacts(
        name=shown.name,
        kind=shown.kind,
        required=shown.required,
        type=kind,
        default=default,
        doc=doc_of(text),
        origin=origin,
        deprecated=is_deprecated(text),
    )


def _default(shown: Shown) -> Value | Unset:
    """The default where it is plain data: anything else is left to the SDK."""
    value = shown.default
    # Mutable ones may be changed by the SDK, and are meant as an empty value anyway.
    if shown.required or isinstance(value, (list, dict)) or not is_plain(value):
        return UNSET
    if isinstance(value, (int, float)) and not is_writable(value):
        return UNSET
    if isinstance(value, (str, bytes)) and len(value) > _LONGEST_DEFAULT:
        return UNSET
    plain: Value = value  # type: ignore[assignment]
    return plain


def _type_of(default: Value | Unset, value: object) -> TypeFacts:
    """What a default says of the type, if it says anything."""
    if isinstance(default, Unset):
        if hints.is_sentinel(value) or value is None:
            return TypeFacts()
        if isinstance(value, (list, dict, tuple)):
            return hints.type_facts(type(value), evaluated.Names(""))
        return TypeFacts()
    if default is None or isinstance(default, bytes):
        return TypeFacts(optional=default is None)
    return replace(hints.type_facts(type(default), evaluated.Names("")), optional=True)


# Documentation ----------------------------------------------------------------------------------


def _docstrings_of_class(cls: type) -> list[str]:
    """What documents a constructor: the docstring of its class, and its own."""
    own = [own_docstring(cls), own_docstring(_constructor(cls))]
    return [text for text in own if text and not _is_pythons(text)]


def _docstrings(thing: Any, shown: str, cls: type | None) -> list[str]:
    """The docstring of a function, or the one that its method has in a base class."""
    text = own_docstring(innermost(thing)) or own_docstring(thing)
    if text and not _is_pythons(text):
        return [text]
    overloads = overload_docs(innermost(thing))
    if overloads:
        return overloads[:1]
    name = getattr(innermost(thing), "__name__", shown)
    names = {parameter.name for parameter in (signature_of(thing, True) or Signature()).parameters}
    for base in cls.__mro__[1:] if cls else ():
        inherited = own_docstring(innermost(base.__dict__.get(name)))
        if inherited and base.__module__ != "builtins":
            documented = read_docstring(inherited)
            # One that speaks of other parameters describes another method.
            return [inherited] if names.issuperset(documented.parameters) else []
    return []


def _is_pythons(text: str) -> bool:
    return text.startswith(("Initialize self.  See help", "Create and return a new object."))


def _together(parts: Iterable[Documented]) -> Documented:
    listed = list(parts)
    if not listed:
        return NOTHING
    parameters = {}
    for part in reversed(listed):
        parameters.update(part.parameters)
    return Documented(
        "\n\n".join(part.body for part in listed),
        parameters,
        next((part.returns for part in listed if part.returns), ""),
        next((part.returns_type for part in listed if part.returns_type), ""),
        next((part.signature for part in listed if part.signature), None),
    )


def _documentation(texts: list[str], documented: Documented) -> Documentation:
    body = re.split(r"\n\s*\n(?=``\w+``)", documented.body)[0]
    body = _NAME_ABOVE.sub("", body)
    found = sentences(body, _DESCRIPTION_BUDGET)
    returns = sentences(documented.returns, 240)
    return Documentation(
        summary=found[0] if found else Prose(""),
        description=Prose(" ".join(found[1:])),
        returns=Prose(" ".join(returns)) if not _is_type(documented.returns) else Prose(""),
        deprecated=any(is_deprecated(text) for text in texts),
    )


_NAME_ABOVE = re.compile(r"\s*\w+_\w+[ \t]*(?:#.*)?\n\s*\n")
"""The name of the method in a line of its own, as generators of clients write it."""


def _is_type(text: str) -> bool:
    plain = text.strip().strip("().")
    return len(plain.split()) < 4 and documented_type(plain).known
