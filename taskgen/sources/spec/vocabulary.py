"""The keys of a spec, by the tables that they stand in: what they hold, mean and default to.

The readers accept these keys and no others, and `docs/spec.md` and `docs/spec.schema.json` are
made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from taskgen.sources.spec.fields import (
    ANY,
    BOOLEAN,
    STRING,
    STRING_OR_TABLE,
    STRINGS,
    TABLE,
    TABLES,
    Keys,
)


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """One key."""

    kind: str
    meaning: str
    default: str
    is_expression: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A table of a spec, with its keys."""

    heading: str
    """What the reference calls it."""
    where: str
    """What messages say of where it is."""
    keys: Mapping[str, KeyInfo]

    @property
    def kinds(self) -> Keys:
        """The keys with the kinds of their values."""
        return {name: key.kind for name, key in self.keys.items()}


_PACKAGE = KeyInfo(STRING, "The package of the task library that the tasks go into.", "")
_TITLE = KeyInfo(STRING, "The title of the package's page in the docs.", "")


def _with_default(key: KeyInfo, default: str) -> KeyInfo:
    return KeyInfo(key.kind, key.meaning, default, key.is_expression)


def _expression(meaning: str, default: str) -> KeyInfo:
    return KeyInfo(STRING, meaning, default, is_expression=True)


_TEXTS = {
    "class": KeyInfo(
        STRING, "The name of the task's class.", "inferred: the service and the operation"
    ),
    "summary": KeyInfo(STRING, "What the class docstring begins with.", "inferred"),
    "run_summary": KeyInfo(
        STRING, "The sentence in the docstring of `run` that says what it does.", "inferred"
    ),
    "description": KeyInfo(STRINGS, "The paragraphs after the summary.", "inferred"),
    "example": KeyInfo(
        STRING, "Python that is the example in the class docstring.", "made from the kwargs"
    ),
}
_REQUIRED = "has to be there"

MODULE = Level(
    "At the top",
    "at the top",
    {
        "service": KeyInfo(
            STRING, "The name of the service, as `boto3.client` takes it.", _REQUIRED
        ),
        "operations": KeyInfo(
            STRINGS,
            "Operations whose tasks are made as they are inferred. Both `list_functions` and "
            "`ListFunctions` name one.",
            "every operation that is not deprecated, unless there are tables of tasks",
        ),
        "package": _with_default(_PACKAGE, "inferred: `aws`"),
        "module": KeyInfo(STRING, "The module in that package.", "inferred: `lambda_function`"),
        "title": _with_default(_TITLE, "inferred: `AWS Tasks`"),
        "tasks": KeyInfo(TABLE, "A table for each task that is more than its operation.", "none"),
    },
)
TASK = Level(
    "A task: `[tasks.<operation>]`",
    "in `[tasks.<operation>]`",
    {
        "operation": KeyInfo(
            STRING,
            "The operation, where the table is called otherwise.",
            "the name of the table",
        ),
        **_TEXTS,
        "kwargs": KeyInfo(
            TABLE, "A table for each kwarg that is not as it is inferred.", "all as inferred"
        ),
        "omit": KeyInfo(STRINGS, "Members of the request that get no kwarg.", "none"),
        "constants": KeyInfo(
            TABLE, "Members of the request that always have the same value.", "none"
        ),
        "returns": KeyInfo(
            STRING,
            "What `run` returns: the path of a member of the response, `all` of it, or `nothing`.",
            "`all`, or `nothing` where the response is empty",
        ),
        "returns_doc": KeyInfo(STRING, "What the docstring says of that.", "inferred"),
        "paginate": KeyInfo(
            BOOLEAN,
            "Whether to ask for all pages, through botocore's paginator; the task gets a kwarg "
            "`max_items`.",
            "`false`",
        ),
        "wait": KeyInfo(STRING_OR_TABLE, "A botocore waiter to wait for after the call.", "none"),
    },
)
KWARG = Level(
    "A kwarg: `[tasks.<operation>.kwargs.<name>]`",
    "in `[tasks.<operation>.kwargs.<name>]`",
    {
        "member": KeyInfo(
            STRING,
            "The member of the request that it fills.",
            "the member whose inferred kwarg has this name",
        ),
        "type": KeyInfo(STRING, "Its annotation, without `Optional`.", "inferred"),
        "doc": KeyInfo(STRING, "What the docstrings say of it.", "inferred"),
        "required": KeyInfo(BOOLEAN, "Whether the call can't be made without it.", "inferred"),
        "secret": KeyInfo(
            BOOLEAN,
            "Whether it is a credential: it is then given to `run` alone, and never stored.",
            "inferred",
        ),
        "given": KeyInfo(
            STRING,
            "Where it can be given: at initialization (`init`), at runtime (`run`) or at `both`.",
            "`both`, for a secret `run`",
        ),
        "default": KeyInfo(
            ANY,
            "What is sent where nothing is given. It fits the `type`.",
            "none: the member is left out",
        ),
    },
)
WAIT = Level(
    "Waiting: `[tasks.<operation>.wait]`",
    "in `[tasks.<operation>.wait]`",
    {
        "waiter": KeyInfo(STRING, "The name that `client.get_waiter` takes.", _REQUIRED),
        "request": KeyInfo(
            TABLE,
            "Arguments of the waiter, each with the member of the request that is its value.",
            "none",
        ),
        "response": KeyInfo(
            TABLE,
            "Arguments of the waiter, each with the member of the response that is its value; "
            "`[]` stands for each item of a list.",
            "none",
        ),
    },
)

_IMPORTS = KeyInfo(
    STRINGS, "Import statements, whose names the expressions may use.", "the module's"
)
_IMPORT_IN = KeyInfo(
    STRING,
    "Where the imports stand: at the top of the `module`, or in `run`, so that the module can be "
    "imported without the SDK.",
    "`module`",
)
_CLIENT = _expression("What makes the client, which is called `client` elsewhere.", "the module's")

SDK_MODULE = Level(
    "At the top",
    "at the top",
    {
        "sdk": KeyInfo(STRING, "The module that the SDK is imported by.", _REQUIRED),
        "name": KeyInfo(STRING, "What users call what the SDK is for.", "the SDK, capitalised"),
        "package": _with_default(_PACKAGE, "the SDK's name"),
        "module": KeyInfo(STRING, "The module in that package.", "the SDK's name"),
        "title": _with_default(_TITLE, "the `name` and `Tasks`"),
        "extra": KeyInfo(STRING, "The extra of Prefect that installs the SDK.", "the `package`"),
        "requirement": KeyInfo(
            STRING, "The SDK as `setup.py` names it for that extra.", "the SDK's name"
        ),
        "imports": _with_default(_IMPORTS, "none"),
        "import_in": _IMPORT_IN,
        "client": _with_default(_CLIENT, "none"),
        "kwargs": KeyInfo(TABLE, "Kwargs of every task whose expressions use them.", "none"),
        "tasks": KeyInfo(TABLE, "A table for each task.", _REQUIRED),
    },
)
_ATTRIBUTES = (
    "What the call returns in tests, where that is an object: its attributes, by names such as "
    "`status_code`, and what its methods return, by names such as `json()`."
)
SDK_TASK = Level(
    "A task of an SDK: `[tasks.<name>]`",
    "in `[tasks.<name>]`",
    {
        **_TEXTS,
        "class": KeyInfo(STRING, "The name of the task's class.", "the `name` and the table's"),
        "kwargs": KeyInfo(TABLE, "A table for each kwarg.", "none"),
        "call": _expression(
            "What is called. A path without parentheses takes all the kwargs that nothing else "
            "uses, by their names; a name that is known nowhere is an attribute of the client.",
            _REQUIRED,
        ),
        "client": _CLIENT,
        "imports": _IMPORTS,
        "import_in": _with_default(_IMPORT_IN, "the module's"),
        "values": KeyInfo(
            TABLE, "Names for expressions, each of which may use those before it.", "none"
        ),
        "returns": _expression(
            "What `run` returns, made of `result`; or `all` of it, or `nothing`.", "`all`"
        ),
        "returns_type": KeyInfo(STRING, "The type of that.", "`Any`"),
        "returns_doc": KeyInfo(STRING, "What the docstring says of that.", "what is called"),
        "checks": KeyInfo(
            TABLES,
            "Conditions that raise an error. Those over `result` are looked at after the call.",
            "none",
        ),
        "logs": KeyInfo(
            STRINGS,
            "Lines for the log, with kwargs in braces. Those with `result` in them are logged "
            "after the call.",
            "none",
        ),
        "catches": KeyInfo(
            TABLES, "Exceptions of the call that end the task with another error.", "none"
        ),
        "poll": KeyInfo(
            TABLE, "What is asked again and again after the call, until a condition holds.", "none"
        ),
        "secret": KeyInfo(
            BOOLEAN, "Whether it returns a secret, as a Secret task does.", "`false`"
        ),
        "pages": KeyInfo(
            TABLE,
            "How to go on from the first page, which the call returns, until there are no more; "
            "`result` is the list of what is on all of them.",
            "none",
        ),
        "first": KeyInfo(
            STRINGS,
            "Expressions for what is done before the call. `x if y else None` does `x` where `y` "
            "holds; `client.token = token` sets an attribute, where its value is set.",
            "nothing",
        ),
        "then": KeyInfo(
            STRINGS,
            "Expressions for what is done after the call, before `result` is checked.",
            "nothing",
        ),
        "finally": KeyInfo(
            STRINGS, "Expressions for what is done in the end, also after an error.", "nothing"
        ),
        "before": KeyInfo(
            STRING,
            "Python that stands before the client is made. It is trusted: nothing checks what it "
            "does.",
            "none",
        ),
        "after": KeyInfo(
            STRING,
            "Python that stands behind the call, and may change `result`. It is trusted, too.",
            "none",
        ),
        "types": KeyInfo(
            TABLE,
            "Classes of what an expression over `client` is, where the client's own class does "
            "not say it; tests mock it by them.",
            "none",
        ),
        "response": KeyInfo(ANY, "What the call returns in tests, as plain data.", "a mock"),
        "attributes": KeyInfo(TABLE, _ATTRIBUTES, "a mock"),
    },
)
SDK_KWARG = Level(
    "A kwarg of an SDK's task: `[kwargs.<name>]` and `[tasks.<name>.kwargs.<name>]`",
    "in `[tasks.<name>.kwargs.<name>]`",
    {
        "member": KeyInfo(
            STRING,
            "The argument that it is, for a `call` without parentheses.",
            "its name",
        ),
        "type": KeyInfo(
            STRING, "Its annotation, without `Optional`.", "that of the default, or `str`"
        ),
        "doc": KeyInfo(STRING, "What the docstrings say of it.", _REQUIRED),
        "required": KeyInfo(
            BOOLEAN,
            "Whether the call can't be made without it.",
            "`false`, unless one of the `checks` asks for it",
        ),
        "message": KeyInfo(
            STRING, "What the error says where it is required and missing.", "the usual sentence"
        ),
        "secret": KeyInfo(
            BOOLEAN,
            "Whether it is a credential: it is then given to `run` alone, and never stored.",
            "`false`",
        ),
        "given": KWARG.keys["given"],
        "default": KeyInfo(ANY, "What it is where nothing is given. It fits the `type`.", "none"),
        "fallback": _expression("What it is in `run` where it is None.", "none"),
        "send": KeyInfo(
            STRING,
            "When it is an argument of the call, or a member of a dict, that it alone is the value "
            "of: where it is `set`, that is not None, where it is `truthy`, or `always`.",
            "`set`",
        ),
        "merge": KeyInfo(
            BOOLEAN,
            "Whether a dict given to `run` is merged into the one from initialization.",
            "`false`",
        ),
        "sample": KeyInfo(ANY, "A value for the example and the tests.", "made from the type"),
    },
)
_MESSAGE = KeyInfo(STRING, "What the error says, with kwargs in braces.", _REQUIRED)
_ERROR = KeyInfo(
    STRING,
    "What is raised: `ValueError`, `TypeError`, `RuntimeError`, `KeyError`, or `FAIL`, Prefect's "
    "signal.",
    "`ValueError`",
)
CHECK = Level(
    "A check: `[[tasks.<name>.checks]]`",
    "in `[[tasks.<name>.checks]]`",
    {
        "when": _expression("The condition that raises the error.", _REQUIRED),
        "message": _MESSAGE,
        "error": _ERROR,
    },
)
CATCH = Level(
    "A caught exception: `[[tasks.<name>.catches]]`",
    "in `[[tasks.<name>.catches]]`",
    {
        "exception": _expression("The class of the exception, which is `error`.", _REQUIRED),
        "message": _MESSAGE,
        "error": _ERROR,
    },
)
POLL = Level(
    "Polling: `[tasks.<name>.poll]`",
    "in `[tasks.<name>.poll]`",
    {
        "ask": _expression("What is asked; `result` becomes what it returns.", _REQUIRED),
        "until": _expression("The condition over `result` that ends it.", _REQUIRED),
        "every": _expression("Seconds between two times.", "`10`"),
        "response": KeyInfo(
            ANY,
            "What the SDK returns to what is asked, in tests.",
            "has to be there, or its `attributes`",
        ),
        "attributes": KeyInfo(
            TABLE, "The same where it is an object, as for the call.", "see `response`"
        ),
    },
)
PAGES = Level(
    "Pages: `[tasks.<name>.pages]`",
    "in `[tasks.<name>.pages]`",
    {
        "items": _expression("What is on a `page`.", _REQUIRED),
        "until": _expression("The condition over `page` that it is the last one.", _REQUIRED),
        "ask": _expression("What asks for the next one, over the `page` before it.", _REQUIRED),
        "each": KeyInfo(
            STRINGS, "Expressions for what is done with each `page` before that.", "nothing"
        ),
        "response": KeyInfo(
            ANY, "The last page, in tests.", "has to be there, or its `attributes`"
        ),
        "attributes": POLL.keys["attributes"],
    },
)

OPENAPI_MODULE = Level(
    "At the top",
    "at the top",
    {
        "openapi": KeyInfo(
            STRING, "The document's file, as a path from the folder of the spec.", _REQUIRED
        ),
        "operations": KeyInfo(
            STRINGS,
            "Operations whose tasks are made as they are inferred: an `operationId`, or a method "
            "and a path such as `GET /pets`.",
            "every operation that is not deprecated, unless there are tables of tasks",
        ),
        "name": KeyInfo(STRING, "What users call the API.", "the document's title"),
        "package": _with_default(_PACKAGE, "the document's title"),
        "module": KeyInfo(STRING, "The module in that package.", "the document's title"),
        "title": _with_default(_TITLE, "the document's title and `Tasks`"),
        "authentication": KeyInfo(
            STRING,
            "How callers prove who they are, where the document does not say it: `bearer`, "
            "`basic`, `digest`, `certificate`, `header NAME`, `query NAME` or `cookie NAME`.",
            "as the document says",
        ),
        "tasks": KeyInfo(TABLE, "A table for each task that is more than its operation.", "none"),
    },
)
OPENAPI_TASK = Level(
    "A task of an API: `[tasks.<operation>]`",
    "in `[tasks.<operation>]`",
    {name: key for name, key in TASK.keys.items() if name not in ("paginate", "wait")},
)
OPENAPI_KWARG = Level(
    "A kwarg of an API's task: `[tasks.<operation>.kwargs.<name>]`",
    "in `[tasks.<operation>.kwargs.<name>]`",
    KWARG.keys,
)

BOTO_LEVELS = (MODULE, TASK, KWARG, WAIT)
OPENAPI_LEVELS = (OPENAPI_MODULE, OPENAPI_TASK, OPENAPI_KWARG)
SDK_LEVELS = (SDK_MODULE, SDK_TASK, SDK_KWARG, CHECK, CATCH, POLL, PAGES)


def kinds(levels: tuple[Level, ...]) -> dict[str, Keys]:
    """The keys of every kind of table, by where it is."""
    return {level.where: level.kinds for level in levels}
