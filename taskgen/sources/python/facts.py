"""What introspection finds out about a callable, as plain data without opinions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from taskgen.text import Code, Prose, Value

ANY = Code("Any")
NO_PROSE = Prose("")


class Kind(Enum):
    """How an argument may be passed."""

    POSITIONAL = "positional-only"
    EITHER = "positional or keyword"
    KEYWORD = "keyword-only"
    SEVERAL = "any number by position"
    """`*names`, which a list fills."""


class Origin(Enum):
    """Where it is known from that a callable takes a parameter."""

    SIGNATURE = "the signature"
    OVERLOAD = "an overload"
    TYPED_DICT = "the TypedDict of its keyword arguments"
    DOCSTRING = "the docstring"
    FIRST_LINE = "the signature in the docstring's first line"
    SOURCE = "the source"


@dataclass(frozen=True, slots=True)
class Unset:
    """A default that is no plain data, or no default at all: the argument is left out."""


UNSET = Unset()


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What is known of the type of a value.

    Args:
        code: the type as `taskgen.annotations` spells it; `Any` where it is unknown or an object.
        known: whether anything is known of it.
        optional: whether it may be None.
        objects: the names of the classes that no plain data stands for, as in `ssl.SSLContext`.
        plain: whether some plain data is accepted; False where only objects are.
        values: the values of a `Literal` or an enum.
        wrap: the class that plain data is made into before the call, as `module:Class`.
        fields: the members that a dict for a TypedDict, dataclass or model has to have, or else
            the first that it may have.
    """

    code: Code = ANY
    known: bool = False
    optional: bool = False
    objects: tuple[str, ...] = ()
    plain: bool = True
    values: tuple[str | int, ...] = ()
    wrap: str = ""
    fields: tuple[tuple[str, TypeFacts], ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterFacts:
    """One parameter of a callable."""

    name: str
    kind: Kind
    required: bool
    type: TypeFacts = field(default_factory=TypeFacts)
    default: Value | Unset = UNSET
    doc: Prose = NO_PROSE
    origin: Origin = Origin.SIGNATURE
    inside: str = ""
    """The parameter that is a dict in which this one is a key: `opts`."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a docstring says of a callable itself."""

    summary: Prose = NO_PROSE
    """Its first sentence, which ends with a full stop."""
    description: Prose = NO_PROSE
    """The sentences after it that can stand alone."""
    returns: Prose = NO_PROSE
    deprecated: bool = False


class Flow(Enum):
    """How a value is handed out."""

    VALUE = "at once"
    AWAITABLE = "when awaited"
    ITERATOR = "item by item"
    ASYNC_ITERATOR = "item by item, awaited"


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What a call hands back."""

    type: TypeFacts = field(default_factory=TypeFacts)
    flow: Flow = Flow.VALUE
    awaited: bool = False
    """Whether the call itself has to be awaited before `flow` applies."""
    perhaps_awaited: bool = False
    """Whether that depends on the client, which may be an asynchronous one."""
    convert: str = ""
    """What makes plain data of each value: `.to_dict()`, `.raw`; nothing where it is plain."""
    pages: str = ""
    """What iterates over all pages, where iterating over the value itself yields one."""
    class_name: str = ""
    """The class that is returned, where it is one of the SDK's."""
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A constructor, function or method that is called."""

    shown: str
    """How the SDK's users write it: `Elasticsearch`, `indices.create`."""
    parameters: tuple[ParameterFacts, ...]
    open: bool = False
    """Whether it takes keyword arguments of which nothing is known."""
    takes_more: bool = False
    """Whether it may take other keyword arguments than its parameters."""
    documentation: Documentation = field(default_factory=Documentation)
    returns: ReturnFacts = field(default_factory=ReturnFacts)

    def parameter(self, name: str) -> ParameterFacts | None:
        """The parameter of this name."""
        return next((each for each in self.parameters if each.name == name), None)
