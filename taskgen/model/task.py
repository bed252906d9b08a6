"""What a task is: the vocabulary between the sources that describe SDKs and the renderers.

A source yields a `ModuleModel`; everything that a renderer writes can be read off it. Names are
checked (`Identifier`), docs are clean (`Prose`), and every plain `str` is text from outside that
can only become a literal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from taskgen.model.boto import BotoCall, Member
from taskgen.text import Code, Identifier, Prose, Value

if TYPE_CHECKING:
    # Not needed for tasks of other kinds, which are many at a time.
    from taskgen.expressions import Expression
    from taskgen.model.http import HttpCall
    from taskgen.model.sdk import SdkCall


class Given(Enum):
    """Where a kwarg can be given."""

    BOTH = "both"
    INIT = "init"
    RUN = "run"


class Send(Enum):
    """When the value of an optional kwarg becomes an argument of an SDK's call.

    It decides for a kwarg that by itself is the value of a keyword argument or of a dict's key in
    an `SdkCall`: it is left out of the call, or of the dict, otherwise. In any other place its
    value stands as it is.
    """

    SET = "set"
    """Where it is not None."""
    TRUTHY = "truthy"
    """Where it is true, in Python's sense."""
    ALWAYS = "always"
    """Always, None too."""


@dataclass(frozen=True, slots=True)
class Kwarg:
    """A kwarg of a task and the member of the request that it fills.

    The last four fields are for a kwarg of an `SdkCall`, whose expressions take it by its name, so
    that its `member` is its name alone.
    """

    name: Identifier
    type: Code
    """The annotation without `Optional`: `List[str]`."""
    doc: Prose
    member: Member
    required: bool = False
    secret: bool = False
    given: Given = Given.BOTH
    default: Value = None
    sample: Value = None
    """A value that the SDK accepts; None where tests had better not give it."""
    send: Send = Send.SET
    fallback: Expression | None = None
    """What it is where it is None in `run`."""
    merge: bool = False
    """Whether a dict given to `run` is merged into the one from initialization."""
    message: str = ""
    """What the error says where it is required and missing; empty for the usual sentence."""

    @property
    def in_init(self) -> bool:
        """Whether `__init__` takes it and sets the attribute of its name."""
        return self.given is not Given.RUN

    @property
    def in_run(self) -> bool:
        """Whether `run` takes it."""
        return self.given is not Given.INIT


@dataclass(frozen=True, slots=True)
class Constant:
    """A member of the request that always has the same value."""

    member: Member
    value: Value


@dataclass(frozen=True, slots=True)
class Result:
    """What `run` returns of the response."""

    path: Member | None
    """Where the value is in the response; `()` is the whole response, None is nothing."""
    type: Code
    doc: Prose
    bodies: tuple[str, ...] = ()
    """Members that are streaming bodies: they are read, since a stream can't be pickled."""
    events: tuple[str, ...] = ()
    """Members that are event streams: they are collected into lists."""


@dataclass(frozen=True, slots=True)
class TaskModel:
    """A task: one call of an SDK, configurable at initialization and at runtime."""

    name: Identifier
    """The name of the class."""
    key: str
    """The name of its table in a spec."""
    summary: Prose
    """What the class docstring begins with."""
    run_summary: Prose
    """The sentence that follows `Task run method.`"""
    description: tuple[Prose, ...]
    kwargs: tuple[Kwarg, ...]
    constants: tuple[Constant, ...]
    call: BotoCall | SdkCall | HttpCall
    """What it calls; the kinds of calls have nothing in common but that `taskgen.render.kinds`
    names a renderer for each."""
    result: Result
    """Of an `SdkCall`, the type and the doc alone: the call itself says what is returned."""
    omitted: tuple[str, ...] = ()
    """Members of the request that a spec wants no kwarg for."""
    example: tuple[str, ...] | None = None
    """The lines of the docstring's example; None for the one that is made from the kwargs."""

    @property
    def boto(self) -> BotoCall:
        """The call of a task that calls a boto3 client."""
        assert isinstance(self.call, BotoCall), self.key
        return self.call

    @property
    def sdk(self) -> SdkCall:
        """The call of a task that calls a Python SDK."""
        from taskgen.model.sdk import SdkCall

        assert isinstance(self.call, SdkCall), self.key
        return self.call

    @property
    def http(self) -> HttpCall:
        """The call of a task that calls an HTTP API."""
        from taskgen.model.http import HttpCall

        assert isinstance(self.call, HttpCall), self.key
        return self.call

    @property
    def init_kwargs(self) -> tuple[Kwarg, ...]:
        """The kwargs of `__init__`, in the order of its signature."""
        return tuple(kwarg for kwarg in self.kwargs if kwarg.in_init)

    @property
    def run_kwargs(self) -> tuple[Kwarg, ...]:
        """The kwargs of `run`, in the order of its signature."""
        return tuple(kwarg for kwarg in self.kwargs if kwarg.in_run)

    @property
    def shared_kwargs(self) -> tuple[Kwarg, ...]:
        """The kwargs of both, which `run` takes from the attributes where it is not given them."""
        return tuple(kwarg for kwarg in self.kwargs if kwarg.given is Given.BOTH)

    @property
    def required_kwargs(self) -> tuple[Kwarg, ...]:
        """The kwargs without which the call can't be made."""
        return tuple(kwarg for kwarg in self.kwargs if kwarg.required)


@dataclass(frozen=True, slots=True)
class ModuleModel:
    """The tasks of one service, in one module of a package of the library."""

    package: Identifier
    module: Identifier
    title: Prose
    """The title of the package's page in the docs: `AWS Tasks`."""
    service_title: Prose
    """What users call the service: `AWS Lambda`."""
    package_title: Prose
    """What users call what the package is for: `AWS`."""
    extra: str
    """The extra of Prefect that installs the SDK; empty where Prefect itself needs it."""
    requirement: str
    """The SDK, as `setup.py` names it for that extra."""
    sdk: str
    """The module that the SDK is imported by: `boto3`."""
    tasks: tuple[TaskModel, ...]

    def names(self) -> Iterator[Identifier]:
        """The names of the task classes."""
        return (task.name for task in self.tasks)
