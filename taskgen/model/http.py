"""What a task asks of an HTTP API: the kind of call beside `taskgen.model.boto.BotoCall`.

A kwarg's `member` says where its value goes: `("path", "petId")`, `("query", "limit")`,
`("header", "X-Trace")`, `("cookie", "session")`, `("body", "name")` for a member of the body and
`("body",)` for all of it, `("base_url",)`, `("timeout",)`, and `("client_cert",)` with
`("client_key",)`. The secrets are `("secret", ...)`: the credentials that use them say where they
go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from taskgen.text import Identifier, Value


class Style(Enum):
    """How a value is written where it is not just its text."""

    PLAIN = "plain"
    """Its text; in a query or a form, a list is one pair for each item."""
    FLAG = "flag"
    """`true` or `false`."""
    COMMA = "comma"
    """A list, with commas between its items."""
    SPACE = "space"
    """A list, with spaces between its items."""
    PIPE = "pipe"
    """A list, with bars between its items."""
    PAIRS = "pairs"
    """A dict, each key of which is a name of its own."""
    DEEP = "deep"
    """A dict or a list, whose keys and indexes stand in brackets behind the name."""
    JSON = "json"
    """JSON."""
    TEXT_OR_JSON = "text or json"
    """A text as it is, and anything else as JSON."""
    FILE = "file"
    """Bytes, as a file of a multipart form."""


class Body(Enum):
    """How the body of a request is written."""

    NONE = "none"
    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    TEXT = "text"
    BYTES = "bytes"


class Answer(Enum):
    """What of a response is returned."""

    JSON = "json"
    TEXT = "text"
    BYTES = "bytes"
    HEADERS = "headers"
    """Of a HEAD request, which has no other answer."""
    NOTHING = "nothing"


class Place(Enum):
    """Where a request has a credential."""

    BEARER = "bearer"
    """In the `Authorization` header, behind the word Bearer."""
    BASIC = "basic"
    """In the `Authorization` header, as a user's name and password."""
    DIGEST = "digest"
    """In the `Authorization` header, as what the API asks for of a user's name and password."""
    HEADER = "header"
    QUERY = "query"
    COOKIE = "cookie"
    CERTIFICATE = "certificate"
    """Nowhere: the connection itself is made with it."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request proves with who sends it."""

    place: Place
    kwargs: tuple[Identifier, ...]
    """The secret, a user's name and password, or the path of a certificate."""
    name: str = ""
    """The name of the header, of the query's parameter or of the cookie."""


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A request that `requests` makes."""

    operation: str
    """The `operationId`, or the method and path."""
    method: Identifier
    """In small letters: `get`."""
    path: str
    """With the parameters in braces: `/pets/{petId}`."""
    styles: Mapping[tuple[str, ...], Style] = field(default_factory=dict)
    """By the member that a kwarg fills, where it is not `PLAIN`."""
    body: Body = Body.NONE
    body_required: bool = False
    content_type: str = ""
    """Of the body, where `requests` does not find out by itself."""
    accept: str = ""
    answer: Answer = Answer.NOTHING
    may_be_empty: bool = False
    """Whether there are answers without a content among those that have one."""
    credentials: tuple[Credential, ...] = ()
    alternatives: tuple[tuple[Credential, ...], ...] = ()
    """Which credentials are enough, each of them together; none where no one has to be given."""
    response: Value = None
    """An answer that the document allows, for tests."""
    document: str = ""
    """The file of the OpenAPI document, as a spec names it."""
    authentication: str = ""
    """What a spec says of the credentials, where the document says nothing."""

    def style(self, member: tuple[str, ...]) -> Style:
        """How the value of the kwarg that fills this member is written."""
        return self.styles.get(member, Style.PLAIN)

    def at(self, place: Place) -> Iterator[Credential]:
        """The credentials that are in this place."""
        return (each for each in self.credentials if each.place is place)

    @property
    def key_in_url(self) -> bool:
        """Whether the URL has a secret in it, so that it may not be shown."""
        return any(True for _ in self.at(Place.QUERY))
