"""What a spec says: a person's wishes about tasks, before the SDK fills in the rest.

Every field may be absent (None or empty). A source of SDK facts reads these to make its
`ModuleModel`, and reports what matches nothing at the place where the spec says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taskgen.model.task import Given, Send
from taskgen.problems import Place
from taskgen.text import Value
from taskgen.tomlfiles.places import Key

if TYPE_CHECKING:
    # Not needed for boto3.
    from taskgen.expressions import Expression, Mention
    from taskgen.model.sdk import Imported


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, as a spec has it."""

    node: Expression
    mentions: tuple[Mention, ...]
    """The names in it, with their columns from the opening quotes on."""
    key: Key
    """Where it is in the spec."""


@dataclass(frozen=True, slots=True)
class KwargSpec:
    """What a spec says of one kwarg."""

    member: str | None = None
    """The request member it fills, with dots between nested ones."""
    type: str | None = None
    doc: str | None = None
    required: bool | None = None
    secret: bool | None = None
    given: Given | None = None
    default: Value = None
    send: Send | None = None
    fallback: Written | None = None
    merge: bool = False
    message: str | None = None
    sample: Value = None


@dataclass(frozen=True, slots=True)
class WaitSpec:
    """What a spec says of waiting: a waiter, and the path of the value of each argument."""

    waiter: str
    request: Mapping[str, str] = field(default_factory=dict)
    response: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """A condition of a call of an SDK, or an exception, and the error that it ends with."""

    when: Written
    """The condition, or the class of the exception."""
    message: Written
    error: str


@dataclass(frozen=True, slots=True)
class PollSpec:
    """What is asked again and again."""

    ask: Written
    until: Written
    every: Written
    response: Value
    response_is_object: bool = False


@dataclass(frozen=True, slots=True)
class PagesSpec:
    """What asks for one page after the other; see `taskgen.model.sdk.Pages`."""

    ask: Written
    until: Written
    items: Written
    each: tuple[Written, ...]
    response: Value
    response_is_object: bool = False


@dataclass(frozen=True, slots=True)
class SdkTaskSpec:
    """What a spec says of a task's call of an SDK; see `taskgen.model.sdk.SdkCall`."""

    call: Written | None = None
    client: Written | None = None
    imports: tuple[Imported, ...] = ()
    import_in_run: bool | None = None
    values: tuple[tuple[str, Written], ...] = ()
    returns: Written | None = None
    """None where `TaskSpec.returns` is `all`, `nothing` or not there."""
    returns_type: str | None = None
    checks: tuple[CheckSpec, ...] = ()
    logs: tuple[Written, ...] = ()
    catches: tuple[CheckSpec, ...] = ()
    poll: PollSpec | None = None
    pages: PagesSpec | None = None
    first: tuple[Written, ...] = ()
    then: tuple[Written, ...] = ()
    finally_: tuple[Written, ...] = ()
    is_secret: bool = False
    before: str = ""
    after: str = ""
    types: tuple[tuple[Written, str], ...] = ()
    response: Value = None
    response_is_object: bool = False


@dataclass(frozen=True, slots=True)
class SdkModuleSpec:
    """What a spec says of an SDK, for all its tasks."""

    name: str
    """The module that the SDK is imported by."""
    title: str | None = None
    extra: str | None = None
    requirement: str | None = None
    imports: tuple[Imported, ...] = ()
    import_in_run: bool = False
    client: Written | None = None
    kwargs: Mapping[str, KwargSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """What a spec says of one task."""

    key: str
    """The name of its table."""
    operation: str | None = None
    name: str | None = None
    summary: str | None = None
    run_summary: str | None = None
    description: tuple[str, ...] | None = None
    example: str | None = None
    kwargs: Mapping[str, KwargSpec] = field(default_factory=dict)
    omit: tuple[str, ...] = ()
    constants: Mapping[str, Value] = field(default_factory=dict)
    returns: str | None = None
    """A path into the response, `all` or `nothing`."""
    returns_doc: str | None = None
    paginate: bool = False
    wait: WaitSpec | None = None
    sdk: SdkTaskSpec | None = None
    """For a task that calls a Python SDK."""


@dataclass(frozen=True, slots=True)
class OpenApiSpec:
    """What a spec says of an OpenAPI document, for all its tasks."""

    file: str
    """The path of the document, from the folder of the spec."""
    name: str | None = None
    authentication: str | None = None
    """`bearer`, `basic`, or a place and a name: `header X-Api-Key`."""


@dataclass(frozen=True, slots=True)
class ModuleSpec:
    """What a spec says of one module of tasks."""

    service: str
    """The boto3 service; empty where there is an `sdk` or an `openapi`."""
    tasks: tuple[TaskSpec, ...] = ()
    """The tasks to make; none at all means every operation that is not deprecated."""
    package: str | None = None
    module: str | None = None
    title: str | None = None
    sdk: SdkModuleSpec | None = None
    openapi: OpenApiSpec | None = None
    places: Mapping[Key, Place] = field(default_factory=dict)
    """Where the spec has which key, for errors; empty where no file was read."""
    value_places: Mapping[Key, Place] = field(default_factory=dict)
    """Where the values of those keys are; the items of an array have their index as their key."""

    def place(self, *key: str) -> Place | None:
        """Where the spec has this key, or the nearest table around it that has a place."""
        while key:
            if key in self.places:
                return self.places[key]
            key = key[:-1]
        return self.places.get(())

    def value_place(self, *key: str) -> Place | None:
        """Where the value of this key is, or else what `place` says.

        `value_place("tasks", "invoke", "omit", "0")` is where the first item of `omit` is.
        """
        return self.value_places.get(key) or self.place(*key)

    def kwarg_place(self, task: str, name: str, *key: str) -> Place | None:
        """Where a kwarg of a task is, or the value of one of its keys; it may be of all tasks."""
        own = ("tasks", task, "kwargs", name)
        path = own if own in self.places else ("kwargs", name)
        return self.value_place(*path, *key) if key else self.place(*path)

    def task_place(self, task: TaskSpec, key: str) -> Place | None:
        """Where a key of a task is, or what else there is of the task.

        That is its table, or the name of its operation in the list of `operations`.
        """
        if ("tasks", task.key) in self.places:
            return self.value_place("tasks", task.key, key)
        return self.value_places.get(("operations", str(self.tasks.index(task))))
