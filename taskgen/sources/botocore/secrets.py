"""Which members of a request hold secret values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from taskgen.conventions import names_a_secret
from taskgen.naming import snake
from taskgen.sources.botocore.customizations import (
    NOT_SECRETS,
    UNMARKED_SECRET_MEMBERS,
    UNMARKED_SECRETS,
)
from taskgen.sources.botocore.data import Json
from taskgen.sources.botocore.service import Service, Shape

_NEVER = ("boolean", "integer", "long", "timestamp")
"""Types of shapes whose values are no secrets, whatever they are called."""


def is_secret(shape: Shape, member: str, name: str) -> bool:
    """Whether a kwarg holds a secret, by itself or, where it is a structure, deep inside.

    The model's `sensitive` trait alone marks names, tags and descriptions too, and misses some
    passwords; so it takes the trait and a name, or a name that this project lists.

    Args:
        shape: the member's shape.
        member: what the model calls it: `MasterUserPassword`.
        name: the kwarg's name: `master_user_password`.
    """
    if (shape.service.name, member) in UNMARKED_SECRET_MEMBERS:
        return True
    if name in NOT_SECRETS or shape.type in _NEVER:
        return False
    if name in UNMARKED_SECRETS or (shape.trait("sensitive") and names_a_secret(name)):
        return True
    return shape.name in _holders(shape.service)


@lru_cache(maxsize=1)
def _holders(service: Service) -> frozenset[str]:
    """The structures, lists and maps with a secret text inside, however deep."""
    shapes = service.model["shapes"]
    marked = {
        name
        for name, own in shapes.items()
        if own.get("sensitive") and own.get("type") in ("string", "blob")
    }
    if not marked:
        return frozenset()
    around: dict[str, set[str]] = {}
    holders: set[str] = set()
    for name, own in shapes.items():
        for member, part in _parts(own):
            around.setdefault(part, set()).add(name)
            if part in marked and names_a_secret(snake(member)):
                holders.add(name)
    found = list(holders)
    while found:
        outer = around.get(found.pop(), set()) - holders
        holders |= outer
        found += outer
    return frozenset(holders)


def _parts(own: Json) -> Iterator[tuple[str, str]]:
    """The members of a structure, or the part of a list or a map: names, and names of shapes."""
    for name, reference in own.get("members", {}).items():
        yield name, reference.get("shape", "")
    for part in ("member", "value"):
        if part in own:
            yield "", own[part].get("shape", "")
