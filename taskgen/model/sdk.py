"""What a task asks of a Python SDK: the kind of call beside `taskgen.model.boto.BotoCall`.

Everything is said in expressions (`taskgen.expressions`) over the names that `run` has:

- its kwargs, by their names;
- what the imports bind;
- the `values`, in their order;
- `client`, where there is one;
- `result`, what the call returned, in what comes after the call, or `page`, where it is one of
  several pages;
- `BUILTINS`, and what `HELPERS` imports where an expression uses it.

`run` does, in this order: the checks that do not mention `result`, the fallbacks of kwargs, the
`values` that do not need the client, the client, the other values, what is to be done `first`, the
logs that do not mention `result`, the call, the poll or the pages, what is to be done `then`, and
the checks and logs that mention `result`. It returns what `returns` says. What is to be done
`finally` is done when all of that is over, well or not. Where something is awaited, all from the
client on is in one coroutine, which `asyncio` runs. What is to be done `first` and only sets an
attribute of one of the `values` is done before the client is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from taskgen.expressions import Await, Call, Expression, Name, is_awaited, names, without_awaits
from taskgen.text import Code, Identifier, Value, is_identifier

CLIENT = Identifier("client")
RESULT = Identifier("result")
PAGE = Identifier("page")
OF_TESTS = frozenset({"call", "response", "sdk"})
"""Names that the tests of a task use beside those of its kwargs, which no kwarg has for that."""

BUILTINS = frozenset(
    {"bool", "bytes", "dict", "enumerate", "float", "int", "isinstance", "len", "list", "max"}
    | {"min", "range", "repr", "set", "sorted", "str", "sum", "tuple", "zip"}
)
"""Python's own names that an expression may use."""


@dataclass(frozen=True, slots=True)
class Imported:
    """`from module import name as alias`, or `import module as alias` where there is no name."""

    module: str
    name: Identifier | None = None
    alias: Identifier | None = None

    def __post_init__(self) -> None:
        if not all(map(is_identifier, self.module.split("."))):
            raise ValueError(f"{self.module!r} is no module that can be imported by name")

    @property
    def bound(self) -> str:
        """The name that it binds: of `import google.cloud`, `google`."""
        return self.alias or self.name or self.module.split(".")[0]

    @property
    def target(self) -> str:
        """The dotted path of what it binds."""
        if self.name:
            return f"{self.module}.{self.name}"
        return self.module if self.alias else self.bound


HELPERS = {
    "Secret": Imported("prefect.client", Identifier("Secret")),
    "datetime": Imported("datetime", Identifier("datetime")),
    "json": Imported("json"),
    "os": Imported("os"),
    "prefect": Imported("prefect"),
    "uuid4": Imported("uuid", Identifier("uuid4")),
}
"""What an expression may use without importing it."""


ERRORS = ("ValueError", "TypeError", "RuntimeError", "KeyError", "FAIL")


def _check_error(name: str) -> None:
    if name not in ERRORS:
        raise ValueError(f"{name!r} is none of {', '.join(ERRORS)}")


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that may not hold, and the error that is raised where it does."""

    when: Expression
    message: Expression
    """A literal, or a text with kwargs in it."""
    error: str = "ValueError"
    """`ValueError`, another of `ERRORS`, or `FAIL`, Prefect's signal."""

    def __post_init__(self) -> None:
        _check_error(self.error)


@dataclass(frozen=True, slots=True)
class Catch:
    """An exception of the SDK that ends the task with another error."""

    exception: Expression
    """The class, by an imported name."""
    message: Expression
    error: str = "ValueError"

    def __post_init__(self) -> None:
        _check_error(self.error)


@dataclass(frozen=True, slots=True)
class Poll:
    """Asking again and again after the call, until a condition holds."""

    ask: Expression
    """What is asked; `result` becomes what it returns."""
    until: Expression
    """The condition over `result` that ends it."""
    every: Expression
    """Seconds between two times."""
    response: Value = None
    """What the SDK returns to what is asked, for tests: it ends the polling."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Asking for one page after the other; `result` becomes the list of what is on all of them."""

    ask: Expression
    """What asks for the next page, over `page`, the one before."""
    until: Expression
    """The condition over `page` that there are no more."""
    items: Expression
    """What is on a `page`."""
    each: tuple[Expression, ...] = ()
    """What is done with a `page` first: `page.raise_for_status()`."""
    response: Value = None
    """The last page, for tests."""


ALL = Name(RESULT)
"""What is returned by default."""


@dataclass(frozen=True, slots=True)
class SdkCall:
    """The call of a function of a Python SDK, or of a method of what its factory makes."""

    call: Expression
    """What is called: `client.create_issue(fields=fields)`."""
    imports: tuple[Imported, ...] = ()
    import_in_run: bool = False
    """Whether the imports stand in `run`, so that the module can be imported without the SDK."""
    client: Expression | None = None
    """What makes `client`: `JIRA(server, token_auth=token)`."""
    values: tuple[tuple[Identifier, Expression], ...] = ()
    """Further names, each of which may use those before it."""
    returns: Expression | None = ALL
    """What `run` returns, over `result`; None where it returns nothing."""
    checks: tuple[Check, ...] = ()
    """Beside the checks of required kwargs, which need no saying."""
    logs: tuple[Expression, ...] = ()
    """Lines for the log: literals, and texts with kwargs in them."""
    catches: tuple[Catch, ...] = ()
    poll: Poll | None = None
    pages: Pages | None = None
    first: tuple[Expression, ...] = ()
    """What is done before the call: `cursor.execute(query)`, `configuration.host = host`."""
    then: tuple[Expression, ...] = ()
    """What is done after the call: `client.commit() if commit else client.rollback()`."""
    finally_: tuple[Expression, ...] = ()
    """What is done in the end, also after an error: `client.close()`."""
    is_secret: bool = False
    """Whether what is returned is a secret, so that the task is one of Prefect's Secret tasks."""
    before: tuple[Code, ...] = ()
    """Lines of Python that stand before the client is made."""
    after: tuple[Code, ...] = ()
    """Lines of Python that stand behind the call."""
    types: tuple[tuple[Expression, str], ...] = ()
    """Classes, as dotted paths, of what expressions over imports and `client` are, where the
    class of the client does not say it: of `client.indices`, `elasticsearch.client.IndicesClient`.
    Tests mock them by these classes."""
    response: Value = None
    """A response of the SDK, for tests, where it is plain data; None where a mock will do."""
    response_is_object: bool = False
    """Whether a response is no dict, but an object with these attributes: `{"status_code": 200,
    "json()": {"id": 12}}`, where `json()` is what its method returns."""

    @property
    def repeated(self) -> Poll | Pages | None:
        """What is asked again and again after the call."""
        return self.poll or self.pages

    @property
    def operation(self) -> str:
        """What the call is of: `create_issue`."""
        call = self.call
        while isinstance(call, (Call, Await)):
            call = call.function if isinstance(call, Call) else call.of
        return str(getattr(call, "name", "call"))

    @property
    def is_awaited(self) -> bool:
        """Whether something is awaited."""
        return any(map(is_awaited, self.expressions()))

    def expressions(self) -> Iterator[Expression]:
        """All its expressions but `types`, in the order in which `run` has them."""
        for check in self.checks:
            yield from (check.when, check.message)
        yield from (value for _, value in self.values)
        yield from filter(None, [self.client])
        yield from self.first
        yield from self.logs
        yield self.call
        for catch in self.catches:
            yield from (catch.exception, catch.message)
        if self.poll:
            yield from (self.poll.ask, self.poll.until, self.poll.every)
        if self.pages:
            yield from self.pages.each
            yield from (self.pages.items, self.pages.until, self.pages.ask)
        yield from self.then
        yield from filter(None, [self.returns])
        yield from self.finally_

    def without_awaits(self) -> SdkCall:
        """The call as it would be if nothing had to be awaited."""

        def plain(expression: Expression | None) -> Expression | None:
            return expression and without_awaits(expression)

        return replace(
            self,
            client=plain(self.client),
            call=without_awaits(self.call),
            returns=plain(self.returns),
            first=tuple(map(without_awaits, self.first)),
            then=tuple(map(without_awaits, self.then)),
            finally_=tuple(map(without_awaits, self.finally_)),
            poll=self.poll and replace(self.poll, ask=without_awaits(self.poll.ask)),
            pages=self.pages and replace(self.pages, ask=without_awaits(self.pages.ask)),
        )

    def split_values(self) -> tuple[list[tuple[Identifier, Expression]], ...]:
        """The values that do not need the client, and those that do."""
        late: list[tuple[Identifier, Expression]] = []
        for name, value in self.values:
            if names(value) & {CLIENT, *(after for after, _ in late)}:
                late.append((name, value))
        return [each for each in self.values if each not in late], late

    def helpers(self) -> list[Imported]:
        """The helpers that its expressions use."""
        used = set().union(*map(names, self.expressions()))
        return [imported for name, imported in HELPERS.items() if name in used]


def after_the_call(expression: Expression) -> bool:
    """Whether it needs `result`."""
    return RESULT in names(expression)
