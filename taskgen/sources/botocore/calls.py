"""What is asked of a call besides making it: all pages, and what of the response to return."""

from __future__ import annotations

from typing import Protocol

from taskgen.model import Given, Kwarg, Result
from taskgen.problems import did_you_mean, readable
from taskgen.sources.botocore.docs import sentences
from taskgen.sources.botocore.kwargs import annotation, shape_at
from taskgen.sources.botocore.service import Operation, Shape
from taskgen.spec import TaskSpec
from taskgen.text import Code, Identifier, Prose, one_of, prose

_DOC_BUDGET = 200
_MOST_KEYS = 8
"""Keys of a response that a docstring lists."""

PAGINATION = Kwarg(
    name=Identifier("max_items"),
    type=Code("int"),
    doc=Prose("The maximum number of items to return, from as many pages as it takes."),
    member=("PaginationConfig", "MaxItems"),
    given=Given.BOTH,
    sample=5,
)
"""What a paginator takes in place of tokens and page sizes."""


class Report(Protocol):
    """Notes a problem at the place where a spec says something."""

    def __call__(self, message: str, hint: str, *key: str) -> None:
        """Notes it; the key leads from the task's table to the wish that can't be met."""


def page_members(operation: Operation) -> set[str]:
    """The members of the request that botocore's paginator fills itself."""
    config = operation.service.paginators.get(operation.name)
    if config is None:
        return set()
    tokens = config.get("input_token", [])
    limit = config.get("limit_key")
    return {*([tokens] if isinstance(tokens, str) else tokens), *([limit] if limit else [])}


def check_paginator(operation: Operation, report: Report) -> None:
    """Notes where boto3 has no paginator for the operation."""
    paginators = operation.service.paginators
    if operation.name not in paginators:
        have = ", ".join(f"`{name}`" for name in sorted(paginators)[:6])
        report(
            f"boto3 has no paginator for `{operation.name}`.",
            did_you_mean(operation.name, paginators)
            or (f"It has some for {have} ..." if have else "The service has none at all."),
            "paginate",
        )


def result_of(operation: Operation, task: TaskSpec, report: Report) -> Result:
    """What `run` returns: by default the response, or nothing where it can't hold anything."""
    output = operation.output
    keys = list(output.own.get("members", ())) if output else []
    wanted = task.returns or ("all" if keys else "nothing")
    if wanted == "nothing":
        return Result(path=None, type=Code("None"), doc=Prose())
    members = output.members if output else {}
    events = tuple(key for key in keys if members[key].is_event_stream)
    # botocore hands out a body as a stream where the payload of the response is a blob.
    payload = output.own.get("payload") if output else None
    bodies = (str(payload),) if payload and members[payload].type == "blob" else ()
    if wanted == "all":
        doc = task.returns_doc or _response_doc(operation, keys, task.paginate)
        return Result((), Code("dict"), prose(doc), bodies, events)
    path = tuple(wanted.split("."))
    shape, known = shape_at(output, path)
    if shape is None:
        missing = next((part for part in path if part not in known), path[-1])
        report(
            f"The response of `{operation.name}` has no `{readable(wanted)}`.",
            did_you_mean(missing, known)
            or ("Its members are " + ", ".join(f"`{key}`" for key in known[:8]) if known else ""),
            "returns",
        )
        return Result((), Code("dict"), Prose())
    doc = task.returns_doc or " ".join(sentences(shape.documentation, _DOC_BUDGET))
    return Result(
        path=path,
        type=_returned_type(shape),
        doc=prose(doc or f"The `{wanted}` of the response."),
        bodies=tuple(key for key in bodies if key == path[0]),
        events=tuple(key for key in events if key == path[0]),
    )


def _returned_type(shape: Shape) -> Code:
    if shape.is_event_stream:
        return Code("List[dict]")
    return annotation(shape)


def _response_doc(operation: Operation, keys: list[str], paginate: bool) -> str:
    whole = f"The response of the `{operation.name}` operation"
    if paginate:
        return f"{whole}, with the items of all pages."
    if len(keys) > _MOST_KEYS:
        return f"{whole}."
    shown = one_of((f"`{key}`" for key in keys), "and")
    return f"{whole}, with the {'keys' if len(keys) > 1 else 'key'} {shown}."
