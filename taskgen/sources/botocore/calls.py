"""What is asked of a call besides making it: all pages, and what of the response to return."""

from __future__ import annotations

from typing import Protocol

from taskgen.model.boto import Member
from taskgen.model.task import Given, Kwarg, Result
from taskgen.problems import did_you_mean, readable, some_of
from taskgen.sources.botocore.docs import sentences
from taskgen.sources.botocore.kwargs import annotation
from taskgen.sources.botocore.members import shape_at, why_nowhere
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
    # The size of a page is left to the service, which is why a required one is the user's.
    required = operation.input.required if operation.input else []
    sizes = {name for name in _setting(operation, "limit_key") if name not in required}
    return {*_setting(operation, "input_token"), *sizes}


def collected_members(operation: Operation) -> list[Member]:
    """The members of the response that the paginator puts together from all pages."""
    return [tuple(key.split(".")) for key in _setting(operation, "result_key")]


def first_page_members(operation: Operation) -> list[Member]:
    """The members that the paginator takes over from the first page, None where it lacks them."""
    return [tuple(key.split(".")) for key in _setting(operation, "non_aggregate_keys")]


def page_tokens(operation: Operation) -> list[str]:
    """The members of the response that lead to the next page."""
    # Some are expressions: `NextMarker || Contents[-1].Key`.
    return [key.split(" ")[0].split(".")[0] for key in _setting(operation, "output_token")]


def _setting(operation: Operation, name: str) -> list[str]:
    """What the settings of the operation's paginator say; nothing where it has none."""
    value = operation.service.paginators.get(operation.name, {}).get(name, [])
    return [value] if isinstance(value, str) else list(value)


def check_paginator(operation: Operation, report: Report) -> None:
    """Notes where boto3 has no paginator for the operation."""
    paginators = operation.service.paginators
    if operation.name not in paginators:
        have = f"It has some for {some_of(sorted(paginators))}." if paginators else ""
        report(
            f"`boto3` has no paginator for `{operation.name}`.",
            did_you_mean(operation.name, paginators) or have or "The service has none at all.",
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
    shape = shape_at(output, path)
    if shape is None:
        report(
            f"The response of `{operation.name}` has no member `{readable(wanted)}`.",
            why_nowhere(output, path),
            "returns",
        )
        return Result((), Code("dict"), Prose())
    if task.paginate and not is_of_all_pages(operation, path):
        kept = map(".".join, _members_of_all_pages(operation))
        report(
            f"The paginator of `{operation.name}` drops `{readable(wanted)}`.",
            f"It keeps {some_of(kept)}.",
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


def is_of_all_pages(operation: Operation, path: Member) -> bool:
    """Whether the paginator keeps the member of the response, or what it is in."""
    names = tuple(name.removesuffix("[]") for name in path)
    kept = _members_of_all_pages(operation)
    return not kept or any(member[: len(names)] == names[: len(member)] for member in kept)


def _members_of_all_pages(operation: Operation) -> list[Member]:
    return collected_members(operation) + first_page_members(operation)


def _returned_type(shape: Shape) -> Code:
    if shape.is_event_stream:
        return Code("List[dict]")
    return annotation(shape)


def _response_doc(operation: Operation, keys: list[str], paginate: bool) -> str:
    whole = f"The response of the `{operation.name}` operation"
    if paginate:
        return f"{whole}, with the items of all pages."
    if not 0 < len(keys) <= _MOST_KEYS:
        return f"{whole}."
    shown = one_of((f"`{key}`" for key in keys), "and")
    return f"{whole}, with the {'keys' if len(keys) > 1 else 'key'} {shown}."
