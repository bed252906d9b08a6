"""What a task asks of a boto3 client."""

from __future__ import annotations

from dataclasses import dataclass

from taskgen.text import Identifier, Value

Member = tuple[str, ...]
"""The path to a member of a request or a response, outermost first."""


@dataclass(frozen=True, slots=True)
class WaitArgument:
    """An argument of a waiter: from the request, or from the response of the call.

    An `[]` at the end of a name in the path stands for each item of that list.
    """

    name: str
    path: Member
    from_response: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """A botocore waiter that is waited for after the call."""

    waiter: str
    """The name that `client.get_waiter` takes: `function_active_v2`."""
    arguments: tuple[WaitArgument, ...]
    model_name: str = ""
    """The name of the waiter in the service's model: `FunctionActiveV2`."""
    operation: str = ""
    """The operation that the waiter calls again and again."""
    sample: Value = None
    """The arguments as a dict, for the samples of the request and the response."""


@dataclass(frozen=True, slots=True)
class BotoCall:
    """The call of a boto3 client's method."""

    service: str
    """The name that `boto3.client` takes."""
    operation: str
    """The name of the operation in the service's model: `ListFunctions`."""
    method: Identifier
    """The name of the client's method: `list_functions`."""
    paginate: bool = False
    wait: Wait | None = None
    response: Value = None
    """A response that the service's model accepts; a streaming body is given as its bytes."""
    needs_crt: bool = False
    """Whether boto3 can sign the request only with the `crt` extra of botocore."""
    returned: Value = None
    """What `run` returns for that response."""
