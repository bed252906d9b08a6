"""Whether a model that somebody put beside botocore's own is built like one.

All that reads models takes this for granted: which keys are there, what kinds of values they have,
and that every shape that is referred to is there. botocore's own files are taken as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taskgen.problems import readable

TYPES = frozenset(
    """
    blob boolean character double float integer list long map string structure timestamp
    """.split()
)
"""The types of shapes."""

MAX_NESTING = 100
"""Structures, lists and maps in each other, each one another shape."""

MAX_MEMBERS = 1_000
"""Members of one structure; those of AWS have some hundred at most."""

_PARTS = {"list": ("member",), "map": ("key", "value")}
_TEXTS = ("documentation", "location", "locationName", "payload", "method", "requestUri")
_PAGES = ("input_token", "output_token", "limit_key", "result_key", "non_aggregate_keys")


def model_fault(model: dict[str, Any]) -> str:
    """What is wrong with a model, behind "The model has", or nothing; the first such thing."""
    return next(_model_faults(model), "")


def pages_fault(data: dict[str, Any]) -> str:
    """What is wrong with a file of paginators."""
    return next(_pages_faults(data), "")


def waiters_fault(data: dict[str, Any]) -> str:
    """What is wrong with a file of waiters."""
    return next(_waiters_faults(data), "")


def _model_faults(model: dict[str, Any]) -> Iterator[str]:
    for part in ("metadata", "operations", "shapes"):
        if not isinstance(model.get(part), dict):
            yield f"no `{part}`"
            return
    shapes = model["shapes"]
    for name, operation in model["operations"].items():
        place = f"operations.{name}"
        yield from _object_faults(operation, place)
        yield from _object_faults(operation.get("http", {}), f"{place}.http")
        for side in ("input", "output"):
            if side in operation:
                yield from _reference_faults(operation[side], shapes, f"{place}.{side}")
                target = shapes[operation[side]["shape"]]
                if isinstance(target, dict) and target.get("type") != "structure":
                    yield f"{_shown(place)}.{side}, which is no structure"
    for name, shape in shapes.items():
        yield from _shape_faults(shape, shapes, f"shapes.{name}")
    yield from _nesting_faults(shapes)


def _object_faults(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{_shown(place)}, which is no object"
        return
    for key in _TEXTS:
        if not isinstance(value.get(key, ""), str):
            yield f"{_shown(place)}.{key}, which is no text"


def _reference_faults(value: Any, shapes: dict[str, Any], place: str) -> Iterator[str]:
    yield from _object_faults(value, place)
    name = value.get("shape")
    if not isinstance(name, str) or name not in shapes:
        yield f"no shape `{readable(str(name), 60)}`, which {_shown(place)} is of"


def _shape_faults(shape: Any, shapes: dict[str, Any], place: str) -> Iterator[str]:
    yield from _object_faults(shape, place)
    type_ = shape.get("type")
    if not isinstance(type_, str) or type_ not in TYPES:
        yield f"{_shown(place)} of a type that is not known"
        return
    for part in _PARTS.get(type_, ()):
        yield from _reference_faults(shape.get(part), shapes, f"{place}.{part}")
    members = shape.get("members", {})
    if not isinstance(members, dict):
        yield f"{_shown(place)}.members, which is no object"
        return
    if len(members) > MAX_MEMBERS:
        yield f"{_shown(place)} with {len(members):,} members, more than {MAX_MEMBERS:,}"
        return
    for name, member in members.items():
        if not name:
            yield f"{_shown(place)}, which has a member without a name"
        yield from _reference_faults(member, shapes, f"{place}.members.{name}")
    for key in ("enum", "required"):
        if not _are_texts(shape.get(key, [])):
            yield f"{_shown(place)}.{key}, which is no list of texts"
    if not set(shape.get("required", [])) <= set(members):
        yield f"{_shown(place)}.required, which names a member that is not there"
    for key in ("min", "max"):
        number = shape.get(key, 0)
        if not isinstance(number, int | float) or not abs(number) < 1e18:
            yield f"{_shown(place)}.{key}, which is no number of use"


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _nesting_faults(shapes: dict[str, Any]) -> Iterator[str]:
    """Shapes that are in each other too deep; one that is in itself ends there."""
    depths: dict[str, int] = {}
    inside: dict[str, None] = {}
    for name in shapes:
        left = [(name, False)]
        while left:
            current, is_done = left.pop()
            parts = _parts(shapes[current])
            if is_done:
                del inside[current]
                depths[current] = 1 + max((depths.get(part, 0) for part in parts), default=0)
                if depths[current] > MAX_NESTING:
                    yield f"more than {MAX_NESTING} shapes in each other, at `{readable(name, 60)}`"
                    return
            elif current not in depths and current not in inside:
                inside[current] = None
                left.append((current, True))
                left += [(part, False) for part in parts]


def _parts(shape: dict[str, Any]) -> list[str]:
    references = [shape[part] for part in _PARTS.get(shape["type"], ())]
    return [reference["shape"] for reference in (*references, *shape.get("members", {}).values())]


def _pages_faults(data: dict[str, Any]) -> Iterator[str]:
    pagination = data.get("pagination", {})
    if not isinstance(pagination, dict):
        yield "`pagination`, which is no object"
        return
    for name, settings in pagination.items():
        yield from _object_faults(settings, f"pagination.{name}")
        for key in _PAGES:
            value = settings.get(key, "")
            if not isinstance(value, str) and not _are_texts(value):
                yield f"{_shown(f'pagination.{name}')}.{key}, which is no text"


def _waiters_faults(data: dict[str, Any]) -> Iterator[str]:
    waiters = data.get("waiters", {})
    if not isinstance(waiters, dict):
        yield "`waiters`, which is no object"
        return
    for name, waiter in waiters.items():
        if not isinstance(waiter, dict) or not isinstance(waiter.get("operation"), str):
            yield f"{_shown(f'waiters.{name}')}, which names no operation"


def _shown(place: str) -> str:
    return f"`{readable(place, 100)}`"
