"""Finds members of requests and responses by their paths."""

from __future__ import annotations

from taskgen.model import Member
from taskgen.problems import did_you_mean, some_of
from taskgen.sources.botocore.service import Shape


def shape_at(shape: Shape | None, path: Member) -> Shape | None:
    """The shape of a nested member, or None where the path leads nowhere."""
    for name in path:
        shape = shape.member(name) if shape is not None and shape.type == "structure" else None
    return shape


def why_nowhere(shape: Shape | None, path: Member) -> str:
    """What to say of a path that leads nowhere: which names there are where it ends."""
    before = ""
    for name in path:
        known = list(shape.members) if shape is not None and shape.type == "structure" else []
        if name in known and shape is not None:
            before, shape = name, shape.member(name)
            continue
        if not known:
            return f"`{before}` has no members." if before else "It has no members."
        whose = f"`{before}`" if before else "It"
        return did_you_mean(name, known) or f"{whose} has {some_of(known)}."
    raise ValueError("the path leads to a member")
