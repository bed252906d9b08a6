"""Finds members of requests and responses by their paths."""

from __future__ import annotations

from taskgen.model.boto import Member
from taskgen.problems import did_you_mean, some_of
from taskgen.sources.botocore.service import Shape


def shape_at(shape: Shape | None, path: Member) -> Shape | None:
    """The shape of a nested member, or None where the path leads nowhere."""
    for name in path:
        shape = shape.member(name) if shape is not None and shape.type == "structure" else None
    return shape


def why_nowhere(shape: Shape | None, path: Member) -> str:
    """What to say of a path that leads nowhere: which names there are where it ends."""
    end = next(end for end in range(len(path)) if shape_at(shape, path[: end + 1]) is None)
    within = shape_at(shape, path[:end])
    whose = f"`{path[end - 1]}`" if end else "It"
    if within is None or within.type != "structure" or not within.members:
        return f"{whose} has no members."
    return did_you_mean(path[end], within.members) or f"{whose} has {some_of(within.members)}."
