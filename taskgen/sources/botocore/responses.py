"""Sample responses, and what `run` makes of them."""

from __future__ import annotations

from taskgen.model.boto import Member, Wait
from taskgen.model.task import Result
from taskgen.sources.botocore.calls import (
    collected_members,
    first_page_members,
    page_tokens,
)
from taskgen.sources.botocore.members import shape_at
from taskgen.sources.botocore.samples import structure
from taskgen.sources.botocore.service import Operation, Shape
from taskgen.text import Value


def response_sample(operation: Operation, result: Result, wait: Wait | None) -> dict[str, Value]:
    """A small response: what is required, returned or waited for, or else the first two members."""
    output = operation.output
    if output is None:
        return {}
    own = list(output.own.get("members", ()))
    wanted = {*output.required, *result.bodies, *result.events}
    response = structure(output, [name for name in own if name in wanted] or own[:2])
    for path in _read_paths(result, wait):
        _put_path(response, output, path)
    return response


def _read_paths(result: Result, wait: Wait | None) -> list[Member]:
    """The paths in the response that the task reads."""
    waited = (
        [argument.path for argument in wait.arguments if argument.from_response] if wait else []
    )
    return [*waited, result.path] if result.path else waited


def paged_sample(
    operation: Operation, result: Result, wait: Wait | None
) -> tuple[dict[str, Value], dict[str, Value]]:
    """The response of a last page, and what botocore's paginator makes of it."""
    output = operation.output
    response: dict[str, Value] = structure(output, output.required) if output else {}
    for token in page_tokens(operation):
        response.pop(token, None)
    members = [path for path in collected_members(operation) if shape_at(output, path)]
    for path in [*members, *_read_paths(result, wait)]:
        if output is not None:
            _put_path(response, output, path)
    collected: dict[str, Value] = {}
    for path in [*members, *first_page_members(operation)]:
        _copy_path(response, collected, path)
    return response, collected


def returned_of(response: dict[str, Value], result: Result) -> Value:
    """What `run` returns for a sample response: streams read, events collected, the path taken."""
    if result.path is None:
        return None
    whole = dict(response)
    for name in result.events:
        # The sample of an event stream is one event; iterating over it yields its name.
        event = whole[name]
        whole[name] = list(event) if isinstance(event, dict) else event
    at: Value = whole
    for name in result.path:
        at = at[name] if isinstance(at, dict) else at
    return at


def _put_path(response: dict[str, Value], shape: Shape, path: Member) -> None:
    """Puts the member at the path, and what is required beside it, into the sample."""
    here = response
    for index, part in enumerate(path):
        name = part.removesuffix("[]")
        member = shape.member(name)
        assert member is not None, path
        if name not in here:
            if shape.trait("union"):
                here.clear()
            here.update({k: v for k, v in structure(shape, [name]).items() if k not in here})
        if index == len(path) - 1:
            return
        inner = here.setdefault(name, {})
        if part.endswith("[]"):
            member = member.part("member")
            inner = inner[0] if isinstance(inner, list) and inner else {}
            here[name] = [inner]
        assert isinstance(inner, dict), path
        here, shape = inner, member


def _copy_path(source: dict[str, Value], target: dict[str, Value], path: Member) -> None:
    """Copies the value at the path or None, without what stands beside it on the way."""
    *parents, last = path
    for name in parents:
        inner, copied = source.get(name, {}), target.setdefault(name, {})
        assert isinstance(inner, dict), path
        assert isinstance(copied, dict), path
        source, target = inner, copied
    target[last] = source.get(last)
