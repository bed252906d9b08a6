"""A boto3 service as its model describes it: operations, members, shapes. Facts, no opinions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from taskgen.problems import Place, Problem, TaskgenError, readable
from taskgen.sources.botocore.customizations import NO_METHOD
from taskgen.sources.botocore.data import (
    MODEL,
    PAGINATORS,
    WAITERS,
    DataFolders,
    Json,
    unknown_service,
)
from taskgen.text import Identifier, identifier


@dataclass(frozen=True)
class Shape:
    """A shape of a service's model, or a reference to one with the traits of the reference."""

    service: Service
    name: str
    own: Json
    """The shape's definition."""
    reference: Json
    """What the member that refers to it adds; empty for a shape by itself."""

    @property
    def type(self) -> str:
        """`string`, `structure`, `list` and so on, as the model spells it."""
        return str(self.own["type"])

    @property
    def documentation(self) -> str:
        """HTML, from the reference or else from the shape."""
        return self.reference.get("documentation") or self.own.get("documentation") or ""

    def trait(self, name: str) -> bool:
        """Whether the reference or the shape has this boolean trait."""
        return bool(self.reference.get(name) or self.own.get(name))

    @property
    def enum(self) -> list[str]:
        """The values that the service knows; it may accept others."""
        return list(self.own.get("enum", ()))

    @cached_property
    def required(self) -> list[str]:
        """The members of a structure that must be given."""
        return list(self.own.get("required", ()))

    @cached_property
    def members(self) -> Mapping[str, Shape]:
        """The members of a structure, in the model's order."""
        references = self.own.get("members", {})
        return {name: self.service.shape(reference) for name, reference in references.items()}

    def member(self, name: str) -> Shape | None:
        """The member of a structure with this name."""
        return self.members.get(name)

    def part(self, name: str) -> Shape:
        """The `member` of a list, or the `key` or `value` of a map."""
        return self.service.shape(self.own.get(name, {}))

    @property
    def is_document(self) -> bool:
        """Whether it takes any JSON value."""
        return self.trait("document")

    @property
    def is_json(self) -> bool:
        """Whether boto3 takes any JSON value, for a header; elsewhere it takes a string."""
        return self.trait("jsonvalue") and self.reference.get("location") == "header"

    @property
    def is_event_stream(self) -> bool:
        """Whether boto3 hands it out as an iterable of events."""
        return self.trait("eventstream")


@dataclass(frozen=True)
class Operation:
    """An operation of a service."""

    service: Service
    name: str
    own: Json

    @cached_property
    def method(self) -> Identifier:
        """The name of the client's method, by botocore's own rule."""
        try:
            return identifier(member_name(self.name))
        except ValueError:
            lack = f"an operation `{readable(self.name)}`, whose method would have no name"
            raise _malformed(self.service.name, lack) from None

    @property
    def documentation(self) -> str:
        """HTML."""
        return self.own.get("documentation") or ""

    @property
    def deprecated(self) -> bool:
        """Whether the model says that it is."""
        return bool(self.own.get("deprecated"))

    @property
    def has_method(self) -> bool:
        """Whether boto3's client has a method for it."""
        return (self.service.name, self.name) not in NO_METHOD

    @cached_property
    def input(self) -> Shape | None:
        """The structure of its request."""
        return self.service.shape(self.own["input"]) if self.own.get("input") else None

    @cached_property
    def output(self) -> Shape | None:
        """The structure of its response."""
        return self.service.shape(self.own["output"]) if self.own.get("output") else None


@dataclass(frozen=True, slots=True)
class Waiter:
    """Something that botocore can wait for by calling an operation again and again."""

    name: str
    """The name that `get_waiter` takes: `function_active_v2`."""
    model_name: str
    """The name in the service's model: `FunctionActiveV2`."""
    operation: str


@dataclass(frozen=True, eq=False)
class Service:
    """A service by the name that `boto3.client` takes."""

    name: str
    model: Json
    folders: DataFolders = field(repr=False)

    @property
    def id(self) -> str:
        """The service's id: `Lambda`, `Secrets Manager`."""
        return str(self.model["metadata"].get("serviceId", self.name))

    @property
    def full_name(self) -> str:
        """What users call it: `AWS Lambda`."""
        return str(self.model["metadata"].get("serviceFullName", self.name))

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """All operations by their names, sorted."""
        found = self.model["operations"]
        return {name: Operation(self, name, found[name]) for name in sorted(found)}

    def find(self, name: str) -> Operation | None:
        """The operation of this name: `ListFunctions` or, as boto3 has it, `list_functions`."""
        return self.operations.get(name) or self._by_method.get(name.replace("-", "_"))

    @cached_property
    def _by_method(self) -> Mapping[str, Operation]:
        return {operation.method: operation for operation in self.operations.values()}

    def methods(self) -> Iterator[str]:
        """The names of the client's methods."""
        return (op.method for op in self.operations.values() if op.has_method)

    def shape(self, reference: Json) -> Shape:
        """The shape that a reference names."""
        name = reference.get("shape", "")
        return Shape(self, name, self.model["shapes"][name], reference)

    @cached_property
    def paginators(self) -> Mapping[str, Json]:
        """The settings of botocore's paginators, by operation."""
        data = _load(self.name, PAGINATORS, self.folders) or {}
        found: Mapping[str, Json] = data.get("pagination", {})
        return found

    @cached_property
    def waiters(self) -> Mapping[str, Waiter]:
        """What botocore can wait for, by the names that `get_waiter` takes."""
        data = _load(self.name, WAITERS, self.folders) or {}
        found = [
            Waiter(member_name(name), name, config["operation"])
            for name, config in data.get("waiters", {}).items()
        ]
        return {waiter.name: waiter for waiter in found}


def load_service(name: str, folders: DataFolders, place: Place | None = None) -> Service:
    """The service of this name.

    Args:
        name: the name that `boto3.client` takes.
        folders: where service models are.
        place: where a spec asks for it.

    Raises:
        TaskgenError: there is none, or its model can't be read.
    """
    model = _load(name, MODEL, folders) if name and "/" not in name and name[0] != "." else None
    if model is None:
        raise TaskgenError(replace(unknown_service(name, folders), place=place))
    return Service(name, model, folders)


def _load(service: str, kind: str, folders: DataFolders) -> Json | None:
    """A file of the service, built as one of its kind is."""
    data = folders.load(service, kind)
    path = folders.foreign(service, kind) if data is not None else None
    if path is None or data is None:
        return data
    from taskgen.sources.botocore import structure

    faults = {
        MODEL: structure.model_fault,
        PAGINATORS: structure.pages_fault,
        WAITERS: structure.waiters_fault,
    }
    fault = faults[kind](data)
    if fault:
        raise _malformed(service, fault, Place(str(path)))
    return data


def _malformed(service: str, lack: str, place: Place | None = None) -> TaskgenError:
    return TaskgenError(
        Problem(
            f"The model of `{readable(service)}` has {lack}.",
            "Mend the file in your own model folder, or take it out of there.",
            place,
        )
    )


@lru_cache(8192)
def member_name(name: str) -> str:
    """A name in snake case, by botocore's own rule with all its exceptions."""
    from botocore import xform_name

    return str(xform_name(name))
