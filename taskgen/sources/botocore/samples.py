"""Values that a shape accepts, for tests and examples: small, readable, always the same."""

from __future__ import annotations

from datetime import datetime

from taskgen.naming import kebab, singular, snake
from taskgen.sources.botocore.customizations import ARNS, QUEUE_URL
from taskgen.sources.botocore.service import Shape
from taskgen.text import Value

_MOST_ITEMS = 100
_LONGEST = 5_000
"""Sizes beyond which a minimum is no longer met; models of users may ask for anything."""

_ENDINGS = ("_name", "_id", "_identifier")


class _EndlessError(Exception):
    """A shape needs itself, again and again."""


def sample(shape: Shape, name: str) -> Value:
    """A value that botocore's validator accepts for the shape; None where no value is finite.

    Args:
        shape: what the value is for.
        name: the snake-case name it is for, which strings are made of.
    """
    try:
        return _sample(shape, name, frozenset())
    except _EndlessError:
        return None


def structure(shape: Shape, wanted: list[str]) -> dict[str, Value]:
    """A structure with the wanted members, as far as they are finite.

    A union takes exactly one: the wanted one, or the first that does not lead back to the union
    without an end.
    """
    try:
        return _structure(shape, wanted, frozenset())
    except _EndlessError:
        return {}


def _sample(shape: Shape, name: str, around: frozenset[str]) -> Value:
    """The sample of a shape that is nested in the structures around it; models may be recursive."""
    if shape.is_document or shape.is_json:
        return {"key": "value"}
    match shape.type:
        case "structure":
            return _structure(shape, shape.required, around)
        case "list":
            return _list(shape, name, around)
        case "map":
            try:
                key = _sample(shape.part("key"), "key", around)
                return {str(key): _sample(shape.part("value"), "value", around)}
            except _EndlessError:
                return {}
        case _:
            return _scalar(shape, name)


def _list(shape: Shape, name: str, around: frozenset[str]) -> list[Value]:
    least = int(shape.own.get("min", 0))
    try:
        if shape.name in around:
            raise _EndlessError
        item = _sample(shape.part("member"), singular(name), around | {shape.name})
    except _EndlessError:
        if least:
            raise
        return []
    return [item] * min(max(least, 1), _MOST_ITEMS)


def _scalar(shape: Shape, name: str) -> Value:
    match shape.type:
        case "integer" | "long":
            return max(int(shape.own.get("min", 1)), 1)
        case "float" | "double":
            return max(float(shape.own.get("min", 1)), 1.0)
        case "boolean":
            return True
        case "timestamp":
            return datetime(2024, 1, 1)
        case "blob":
            return kebab(name).ljust(min(int(shape.own.get("min", 0)), _LONGEST), "x").encode()
        case _:
            return _string(shape, name)


def _structure(shape: Shape, wanted: list[str], around: frozenset[str]) -> dict[str, Value]:
    if shape.name in around:
        raise _EndlessError
    around |= {shape.name}
    if shape.trait("union") and len(wanted) != 1:
        return _one_of_union(shape, around)
    found = {name: shape.member(name) for name in wanted}
    return {
        name: _sample(member, snake(name), around)
        for name, member in found.items()
        if member is not None
    }


def _one_of_union(shape: Shape, around: frozenset[str]) -> dict[str, Value]:
    for name, member in shape.members.items():
        try:
            return {name: _sample(member, snake(name), around)}
        except _EndlessError:
            continue
    raise _EndlessError


def _string(shape: Shape, name: str) -> str:
    if shape.enum:
        return shape.enum[0]
    least = int(shape.own.get("min", 0))
    if name.endswith("arn"):
        text = _arn(shape.service.name, kebab(name[:-3]) or "resource")
    elif name.endswith(("account_id", "account", "owner_id")):
        text = "123456789012"
    elif name == "queue_url":
        text = QUEUE_URL
    elif name.endswith(("url", "uri")):
        text = f"https://example.com/{kebab(name[:-4]) or 'path'}"
    else:
        ending = next((end for end in _ENDINGS if name.endswith(end)), "")
        text = f"my-{kebab(name.removesuffix(ending))}" if ending else kebab(name)
    return (text or "text").ljust(min(least, _LONGEST), "x")


def _arn(service: str, kind: str) -> str:
    """An ARN; some services look at theirs before they send a request."""
    template = ARNS.get((service, kind)) or ARNS.get(("", kind)) or ARNS.get((service, ""))
    if template:
        return template.format(kind=kind)
    return f"arn:aws:{service}:us-east-1:123456789012:{kind}/my-{kind}"
