"""Values that a shape accepts, for tests and examples: small, readable, always the same."""

from __future__ import annotations

from datetime import datetime

from taskgen.naming import kebab, singular
from taskgen.sources.botocore.service import Shape
from taskgen.text import Value

_DEEPEST = 8
"""Nested structures beyond this are left empty; models may be recursive."""

_ENDINGS = ("_name", "_id", "_identifier")


class _TooDeepError(Exception):
    """A shape needs itself again and again, along this way."""


def sample(shape: Shape, name: str, depth: int = 0) -> Value:
    """A value that botocore's validator accepts for the shape.

    Args:
        shape: what the value is for.
        name: the snake-case name it is for, which strings are made of.
        depth: how deep the value is nested in others.
    """
    if shape.is_document or shape.trait("jsonvalue"):
        return {"key": "value"}
    match shape.type:
        case "structure":
            return structure(shape, shape.required, depth)
        case "list":
            return _list(shape, name, depth)
        case "map":
            if depth > _DEEPEST:
                return {}
            key = sample(shape.part("key"), "key", depth + 1)
            return {str(key): sample(shape.part("value"), "value", depth + 1)}
        case _:
            return _scalar(shape, name)


def _list(shape: Shape, name: str, depth: int) -> list[Value]:
    least = int(shape.own.get("min", 0))
    if depth > _DEEPEST:
        if least:
            raise _TooDeepError
        return []
    item = sample(shape.part("member"), singular(name), depth + 1)
    return [item] * max(least, 1)


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
            return kebab(name).ljust(int(shape.own.get("min", 0)), "x").encode()
        case _:
            return _string(shape, name)


def structure(shape: Shape, wanted: list[str], depth: int = 0) -> dict[str, Value]:
    """A structure with the wanted members; of a union, which takes exactly one, the first.

    Where the first member of a union leads back to the union without an end, it is the next one.
    """
    if shape.trait("union"):
        return _one_of_union(shape, depth)
    if depth > _DEEPEST:
        if wanted:
            raise _TooDeepError
        return {}
    found = {name: shape.member(name) for name in wanted}
    return {
        name: sample(member, kebab(name).replace("-", "_"), depth + 1)
        for name, member in found.items()
        if member is not None
    }


def _one_of_union(shape: Shape, depth: int) -> dict[str, Value]:
    if depth <= _DEEPEST:
        for name, member in shape.members.items():
            try:
                return {name: sample(member, kebab(name).replace("-", "_"), depth + 1)}
            except _TooDeepError:
                continue
    raise _TooDeepError


def _string(shape: Shape, name: str) -> str:
    if shape.enum:
        return shape.enum[0]
    least = int(shape.own.get("min", 0))
    if name.endswith("arn"):
        service = shape.service.name
        text = f"arn:aws:{service}:us-east-1:123456789012:{kebab(name[:-3]) or 'resource'}"
    elif name.endswith(("account_id", "account", "owner_id")):
        text = "123456789012"
    elif name.endswith(("url", "uri")):
        text = f"https://example.com/{kebab(name[:-4]) or 'path'}"
    else:
        ending = next((end for end in _ENDINGS if name.endswith(end)), "")
        text = f"my-{kebab(name.removesuffix(ending))}" if ending else kebab(name)
    return (text or "text").ljust(least, "x")
