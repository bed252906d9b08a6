"""Annotations of SDKs as types that a task can have."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime
import enum
import inspect
import os
import re
import typing
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from taskgen.annotations import parse
from taskgen.conventions import names_a_secret
from taskgen.sources.python.evaluated import Names, Unresolved, alternatives, resolve
from taskgen.sources.python.facts import TypeFacts
from taskgen.text import Code

_DEPTH = 6
_FIELD_DEPTH = 3
"""How far the types of a model's fields are looked into."""
_MOST_ALTERNATIVES = 4
_MOST_VALUES = 40

_SENTINEL = re.compile(
    r"(?i)_*(omit|not_?(given|set|provided)|unset|undefined|missing|sentinel|default|empty)"
    r"(_?(type|class|object))?_*\Z"
)
"""Names of classes whose only object stands for an argument that is not given."""

_EXACT: dict[type, str] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    bytes: "bytes",
    bytearray: "bytes",
    memoryview: "bytes",
    dict: "dict",
    list: "list",
    datetime.datetime: "datetime",
    datetime.date: "datetime",
}
_LISTS = (
    list,
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Iterable,
    collections.abc.Collection,
    collections.abc.Iterator,
    collections.abc.Reversible,
)
_SETS = (set, frozenset, collections.abc.Set, collections.abc.MutableSet)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_WRAPPERS = frozenset({"Required", "NotRequired", "ReadOnly", "Final", "ClassVar", "Unpack"})


def type_facts(annotation: object, names: Names, depth: int = _DEPTH) -> TypeFacts:
    """What an annotation says."""
    hint = resolve(annotation, names)
    if depth <= 0 or hint in _nothing_said():
        return TypeFacts()
    if hint is None or hint is type(None):
        return TypeFacts(optional=True, plain=False, known=True)
    if isinstance(hint, Unresolved):
        return object_facts(hint.name.rpartition(".")[2])
    members = alternatives(hint)
    if members:
        return union_of([type_facts(member, names, depth - 1) for member in members])
    if isinstance(hint, typing.TypeVar):
        if hint.__constraints__:
            return union_of([type_facts(each, names, depth - 1) for each in hint.__constraints__])
        return type_facts(hint.__bound__, names, depth - 1) if hint.__bound__ else TypeFacts()
    if hasattr(hint, "__supertype__"):
        return type_facts(hint.__supertype__, names, depth - 1)
    if type(hint).__name__ == "TypeAliasType":
        return type_facts(hint.__value__, names, depth - 1)  # type: ignore[attr-defined]
    origin = typing.get_origin(hint)
    if origin is not None:
        return _generic(hint, origin, names, depth)
    return class_facts(hint, depth) if isinstance(hint, type) else TypeFacts()


def described(annotation: object, names: Names) -> str:
    """What an `Annotated` says in words, in the metadata that pydantic and others give it."""
    hint = resolve(annotation, names)
    for metadata in getattr(hint, "__metadata__", ()):
        for attribute in ("description", "documentation"):
            text = getattr(metadata, attribute, None)
            if isinstance(text, str):
                return text
    return ""


def is_sentinel(value: object) -> bool:
    """Whether the object stands for an argument that is not given, by its class's name."""
    return bool(_SENTINEL.match(type(value).__name__))


def _nothing_said() -> tuple[object, ...]:
    return (Any, object, inspect.Parameter.empty, typing.Self if hasattr(typing, "Self") else Any)


def object_facts(name: str) -> TypeFacts:
    """A class that no plain data stands for."""
    return TypeFacts(known=True, plain=False, objects=(name,))


def plain_facts(code: str, **more: Any) -> TypeFacts:
    """Plain data of a type."""
    return TypeFacts(code=Code(code), known=True, **more)


def _generic(hint: object, origin: Any, names: Names, depth: int) -> TypeFacts:
    arguments = typing.get_args(hint)
    if origin is typing.Literal:
        return _literal(arguments)
    if hasattr(hint, "__metadata__") or getattr(origin, "__name__", "") in _WRAPPERS:
        return type_facts(arguments[0], names, depth - 1)
    if getattr(origin, "_name", "") in _WRAPPERS:
        return type_facts(arguments[0], names, depth - 1)
    inner = [type_facts(each, names, depth - 1) for each in arguments if each is not Ellipsis]
    if origin in _LISTS:
        return facts_of_list(inner)
    if origin in _SETS:
        return replace(facts_of_list(inner), wrap="set")
    if origin is tuple:
        same = len({each.code for each in inner}) == 1
        return replace(facts_of_list(inner[:1] if same else []), wrap="tuple")
    if isinstance(origin, type) and issubclass(origin, collections.abc.Mapping):
        return dict_of(inner)
    return class_facts(origin, depth) if isinstance(origin, type) else TypeFacts()


def list_of(item: TypeFacts) -> TypeFacts:
    """A list of what an annotation or a docstring says of each item."""
    return facts_of_list([item])


def facts_of_list(inner: list[TypeFacts]) -> TypeFacts:
    """A list of what the first of these says, if there is any."""
    if not inner or not inner[0].known:
        return plain_facts("list")
    item = inner[0]
    if not item.plain or item.wrap:
        return plain_facts("list", objects=item.objects or (item.wrap.rpartition(":")[2],))
    return plain_facts(_spelled(f"List[{item.code}]", "list"))


def dict_of(inner: list[TypeFacts]) -> TypeFacts:
    """A dict of these keys and values."""
    if len(inner) != 2 or not all(each.plain for each in inner):
        return plain_facts("dict")
    key, value = inner
    key_code = key.code if key.known else "str"
    value_code = value.code if value.known and not value.wrap else "Any"
    return plain_facts(_spelled(f"Dict[{key_code}, {value_code}]", "dict"))


def _spelled(code: str, otherwise: str) -> str:
    """The type, unless it is one that no reader would take in at a glance."""
    if code.count("[") > 2 or len(code) > 60:
        return otherwise
    try:
        return parse(code).code
    except ValueError:
        return otherwise


def _literal(values: tuple[object, ...]) -> TypeFacts:
    plain = [value for value in values if value is not None]
    kinds = {type(value) for value in plain}
    optional = len(plain) < len(values)
    if kinds == {bool}:
        return plain_facts("bool", optional=optional)
    shown = tuple(value for value in plain if isinstance(value, (str, int)))
    if len(kinds) != 1 or kinds - {str, int}:
        return TypeFacts(known=True, optional=optional)
    return plain_facts(_EXACT[kinds.pop()], values=shown[:_MOST_VALUES], optional=optional)


def union_of(members: list[TypeFacts]) -> TypeFacts:
    """What is accepted by one of several types."""
    optional = any(member.optional for member in members)
    real = [m for m in members if m.plain or m.objects]
    objects = tuple(
        dict.fromkeys(name for m in real for name in m.objects if not _SENTINEL.match(name))
    )
    plain = [member for member in real if member.plain]
    if not plain:
        return TypeFacts(known=True, plain=False, optional=optional, objects=objects)
    if not all(member.known for member in plain):
        return TypeFacts(optional=optional, objects=objects)
    # Plain data that needs no class of the SDK is there for those who have none.
    unwrapped = [member for member in plain if not member.wrap or ":" not in member.wrap]
    plain = unwrapped or plain
    if len(plain) == 1:
        return replace(plain[0], optional=optional, objects=objects)
    codes = list(dict.fromkeys(member.code for member in plain))
    for bare, generic in (("list", "List["), ("dict", "Dict[")):
        if bare in codes:
            codes = [code for code in codes if not code.startswith(generic)]
    wraps = {member.wrap for member in plain}
    values: tuple[str | int, ...] = ()
    if all(member.values for member in plain):
        values = tuple(dict.fromkeys(value for member in plain for value in member.values))
    if len(codes) > _MOST_ALTERNATIVES or "Any" in codes:
        code = "Any"
    else:
        code = codes[0] if len(codes) == 1 else _spelled(f"Union[{', '.join(codes)}]", "Any")
    return TypeFacts(
        code=Code(code),
        known=True,
        optional=optional,
        objects=objects,
        values=values,
        wrap=wraps.pop() if len(wraps) == 1 else "",
    )


def class_facts(cls: type, depth: int) -> TypeFacts:
    """What plain data a parameter of the class takes, if any.

    Args:
        cls: the class.
        depth: how far the types of its fields are looked into.
    """
    if cls in _EXACT:
        return plain_facts(_EXACT[cls])
    for kinds, code, wrap in (
        ((tuple,), "list", "tuple"),
        (_SETS, "list", "set"),
        (_LISTS, "list", ""),
        (_MAPPINGS, "dict", ""),
    ):
        if cls in kinds:
            return plain_facts(code, wrap=wrap)
    if _SENTINEL.match(cls.__name__):
        return TypeFacts(known=True, plain=False)
    if issubclass(cls, enum.Enum):
        return _enum(cls)
    if typing.is_typeddict(cls) or _is_typed_dict(cls):
        return plain_facts("dict", fields=_described(_fields_of_dict(cls), cls, depth))
    if model_fields(cls) is not None:
        wrap = f"{cls.__module__}:{cls.__qualname__}"
        fields = _described(_fields_of_model(cls), cls, depth)
        return plain_facts("dict", wrap=wrap, fields=fields)
    if cls.__name__ == "StrictBool":
        # Of pydantic 1, where it is an int.
        return plain_facts("bool")
    for base in (str, bool, int, float, bytes, dict, list, datetime.datetime):
        if issubclass(cls, base):
            return plain_facts(_EXACT[base])
    if issubclass(cls, os.PathLike) or cls is os.PathLike:
        return plain_facts("str")
    return _protocol(cls) or _credential(cls) or object_facts(cls.__name__)


def _protocol(cls: type) -> TypeFacts | None:
    """A protocol of methods that dicts have: `items`."""
    public = [name for name in vars(cls) if not name.startswith("_")]
    if not getattr(cls, "_is_protocol", False) or not public:
        return None
    return plain_facts("dict") if all(hasattr(dict, name) for name in public) else None


def _credential(cls: type) -> TypeFacts | None:
    """A class of credentials that one secret text makes an object of: `Auth.Token(token)`."""
    if not re.search(r"(Auth|Credentials?|Token)$", cls.__name__):
        return None
    found = [each for each in [cls, *_subclasses(cls)] if _takes_one_secret(each)]
    if not found:
        return None
    simplest = min(found, key=lambda each: len(each.__name__))
    wrap = f"{simplest.__module__}:{simplest.__qualname__}"
    return plain_facts("str", wrap=wrap, objects=(cls.__name__,))


def _subclasses(cls: type) -> Iterator[type]:
    subclasses: list[type] = cls.__subclasses__()
    for each in subclasses:
        yield each
        yield from _subclasses(each)


def _takes_one_secret(cls: type) -> bool:
    try:
        parameters = list(inspect.signature(cls).parameters.values())
    except (ValueError, TypeError):
        return False
    needed = [each for each in parameters if each.default is inspect.Parameter.empty]
    if len(needed) != 1 or "str" not in str(needed[0].annotation):
        return False
    return names_a_secret(needed[0].name)


def _is_typed_dict(cls: type) -> bool:
    # Those of `typing_extensions` are not known to older versions of `typing`.
    return issubclass(cls, dict) and hasattr(cls, "__total__")


def _fields_of_dict(cls: type) -> list[tuple[str, object]]:
    hints = {
        name: hint
        for base in reversed(cls.__mro__)
        for name, hint in getattr(base, "__annotations__", {}).items()
    }
    required = [name for name in hints if name in getattr(cls, "__required_keys__", ())]
    return [(name, hints[name]) for name in required or list(hints)[:1]]


def _fields_of_model(cls: type) -> list[tuple[str, object]]:
    try:
        parameters = list(inspect.signature(cls).parameters.values())
    except (ValueError, TypeError):
        return []
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    named = [each for each in parameters if each.kind not in variable]
    required = [each for each in named if each.default is inspect.Parameter.empty]
    return [(each.name, each.annotation) for each in required or named[:1]]


def _described(
    fields: list[tuple[str, object]], cls: type, depth: int
) -> tuple[tuple[str, TypeFacts], ...]:
    """The fields with what is known of their types, some of which are models of their own."""
    names, inner = Names(cls.__module__), min(depth, _FIELD_DEPTH) - 1
    return tuple((name, type_facts(hint, names, inner)) for name, hint in fields)


def model_fields(cls: type) -> tuple[str, ...] | None:
    """The fields of a dataclass, a model of pydantic, or a class of attrs; None for any other."""
    for attribute in ("model_fields", "__fields__", "__attrs_attrs__"):
        fields = cls.__dict__.get(attribute) or getattr(cls, attribute, None)
        if isinstance(fields, dict) and (
            hasattr(cls, "model_validate") or hasattr(cls, "parse_obj")
        ):
            return tuple(fields)
        if isinstance(fields, tuple) and fields:
            return tuple(field.name for field in fields)
    types = getattr(cls, "openapi_types", None)
    if isinstance(types, dict):
        # Of SDKs that are generated from an OpenAPI document.
        return tuple(types)
    if dataclasses.is_dataclass(cls):
        return tuple(field.name for field in dataclasses.fields(cls) if field.init)
    return None


def _enum(cls: type[enum.Enum]) -> TypeFacts:
    values = [member.value for member in cls]
    kinds = {type(value) for value in values}
    if len(kinds) != 1 or kinds - {str, int}:
        return object_facts(cls.__name__)
    code = "str" if kinds == {str} else "int"
    wrap = "" if issubclass(cls, (str, int)) else f"{cls.__module__}:{cls.__qualname__}"
    return plain_facts(code, values=tuple(values[:_MOST_VALUES]), wrap=wrap)


# Types in docstrings --------------------------------------------------------------------------
