"""What is found out about one callable."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from taskgen.sources.python.callables import call_facts
from taskgen.sources.python.facts import UNSET, CallFacts, Flow, Kind, Origin
from tests.sources.python.sdk import WriteSdk


def facts(name: str, thing: str) -> CallFacts:
    """The facts of a module's callable, or of a class's method."""
    found: Any = importlib.import_module(name)
    owner = None
    for part in thing.split("."):
        owner, found = found, getattr(found, part)
    cls = owner if isinstance(owner, type) else None
    return call_facts(found, thing, cls, bound=cls is not None)


def signature(call: CallFacts) -> dict[str, tuple[Kind, bool]]:
    return {each.name: (each.kind, each.required) for each in call.parameters}


def origins(call: CallFacts) -> dict[str, Origin]:
    return {each.name: each.origin for each in call.parameters}


def test_kinds_of_parameters(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def f(a, /, b, *, c, d=1): ...")
    assert signature(facts(sdk, "f")) == {
        "a": (Kind.POSITIONAL, True),
        "b": (Kind.EITHER, True),
        "c": (Kind.KEYWORD, True),
        "d": (Kind.KEYWORD, False),
    }


@pytest.mark.parametrize(
    "wrapper",
    [
        "def wrapped(f):\n    @functools.wraps(f)\n    def g(*args, **kwargs): ...\n    return g",
        # one that does not say what it wraps
        "def wrapped(f):\n    def g(*args, **kwargs): return f(*args, **kwargs)\n    return g",
        "def wrapped(f):\n    return functools.partial(f, c=3)",
        "from pydantic import validate_call as wrapped",
    ],
)
def test_signatures_behind_decorators(write_sdk: WriteSdk, wrapper: str) -> None:
    sdk = write_sdk(f"import functools\n{wrapper}\n@wrapped\ndef f(a: str, c: int = 1): ...\n")
    assert signature(facts(sdk, "f"))["a"] == (Kind.EITHER, True)
    assert facts(sdk, "f").parameters[0].type.code == "str"


@pytest.mark.parametrize(
    "default",
    ["object()", "NotGiven()", "Color.RED", "[]", "{}", "lambda: 1", "print", "(1,)", "1j"],
)
def test_a_default_that_is_no_plain_data_is_never_shown(write_sdk: WriteSdk, default: str) -> None:
    sdk = write_sdk(
        "import enum\nclass NotGiven: ...\nclass Color(enum.Enum):\n    RED = 1\n"
        f"def f(a={default}): ..."
    )
    assert facts(sdk, "f").parameters[0].default == UNSET
    assert not facts(sdk, "f").parameters[0].required


def test_a_plain_default_is_known_and_says_the_type(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def f(a='x', b=30): ...")
    first, second = facts(sdk, "f").parameters
    assert (first.default, first.type.code) == ("x", "str")
    assert (second.default, second.type.code) == (30, "int")


# What **kwargs hides ----------------------------------------------------------------------------


def test_kwargs_of_a_typed_dict_with_the_docs_below_its_fields(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        from typing_extensions import Unpack
        if TYPE_CHECKING:
            from .params import Params
        def f(**params: Unpack[Params]) -> dict:
            "Make a thing."
        """,
        params='''
        from typing_extensions import NotRequired, TypedDict
        class Base(TypedDict):
            key: NotRequired[str]
            """
            The key of the thing.
            """
        class Params(Base):
            name: str
            """
            The name of the thing.
            """
        ''',
    )
    call = facts(sdk, "f")
    assert [(each.name, each.required, each.doc) for each in call.parameters] == [
        ("key", False, "The key of the thing."),
        ("name", True, "The name of the thing."),
    ]
    assert set(origins(call).values()) == {Origin.TYPED_DICT}


def test_a_typed_dict_that_can_not_be_imported_is_read_from_its_source(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from typing_extensions import Unpack
            from .params import Params
        def f(**params: Unpack["Params"]): ...
        """,
        params='''
        raise ImportError("for type checkers alone")
        class Params(TypedDict, total=False):
            name: Required[str]
            """The name of the thing."""
            size: int
        ''',
    )
    assert [(each.name, each.required) for each in facts(sdk, "f").parameters] == [
        ("name", True),
        ("size", False),
    ]


def test_a_typed_dict_and_its_types_that_type_checkers_alone_see(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from typing_extensions import Unpack
            from . import types as _t
        def get(url: _t.Url, **kwargs: Unpack[_t.GetKwargs]): ...
        """,
        types="""
        from __future__ import annotations
        from typing import TYPE_CHECKING, Iterable, Protocol
        class SupportsItems(Protocol):
            def items(self) -> Iterable: ...
        if TYPE_CHECKING:
            from typing import TypeAlias, TypedDict
            Url: TypeAlias = str | bytes
            Headers = dict[str, str] | None
            class Kwargs(TypedDict, total=False):
                headers: Headers
            class GetKwargs(Kwargs, total=False):
                params: SupportsItems | str
        """,
    )
    assert [(each.name, each.type.code) for each in facts(sdk, "get").parameters] == [
        ("url", "Union[str, bytes]"),
        ("headers", "Dict[str, str]"),
        ("params", "Union[dict, str]"),
    ]


def test_kwargs_of_the_docs(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def f(image, **kwargs):
            """Run it.

            :param image: the image of it
            :keyword int size: how much of it
            """
        '''
    )
    call = facts(sdk, "f")
    assert origins(call) == {"image": Origin.SIGNATURE, "size": Origin.DOCSTRING}
    assert call.parameters[1].doc == "How much of it."
    assert not call.open


def test_kwargs_of_the_source(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        def pick(kwargs, *names): ...
        def f(**kwargs):
            a = kwargs.pop("a")
            b = kwargs.get("b", 1)
            return pick(kwargs, "c", "d")
        """
    )
    assert origins(facts(sdk, "f")) == dict.fromkeys("abcd", Origin.SOURCE)


def test_kwargs_of_what_they_are_passed_on_to(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def request(self, method, url, *, query: str = None): ...
            def get(self, url, **kwargs):
                return self.request("GET", url, **kwargs)
        """
    )
    assert origins(facts(sdk, "Client.get")) == {
        "url": Origin.SIGNATURE,
        "query": Origin.SOURCE,
    }


def test_kwargs_of_the_first_line(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def f(*args, **kwargs):
            """f(path, mode='r')

            Open a file.
            """
        '''
    )
    assert origins(facts(sdk, "f")) == dict.fromkeys(["path", "mode"], Origin.FIRST_LINE)


def test_what_nothing_says_is_said_to_be_open(write_sdk: WriteSdk) -> None:
    assert facts(write_sdk("def f(**kwargs): return g(kwargs)"), "f").open


def test_documented_options_of_a_dict_parameter(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def f(body, opts, **kwargs):
            """Make it.

            :param dict body: what to make (required)
            :param int limit: how many
            """
        '''
    )
    assert [(each.name, each.inside) for each in facts(sdk, "f").parameters] == [
        ("body", ""),
        ("opts", ""),
        ("limit", "opts"),
    ]


# Docs -------------------------------------------------------------------------------------------


def test_an_inherited_docstring_of_other_parameters_is_left_out(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class Base:
            def f(self, path):
                """Open a file.

                :param path: where it is
                """
        class Other(Base):
            def f(self, key): ...
        class Same(Base):
            def f(self, path): ...
        '''
    )
    assert facts(sdk, "Other.f").documentation.summary == ""
    assert facts(sdk, "Same.f").documentation.summary == "Open a file."


def test_overloads_have_the_docs_where_the_function_has_none(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        from typing import overload
        @overload
        def f(a: int) -> int:
            """Do it.

            Args:
                a: the number of it
            """
        @overload
        def f(a: str) -> str: ...
        def f(a): ...
        '''
    )
    call = facts(sdk, "f")
    assert call.documentation.summary == "Do it."
    assert call.parameters[0].doc == "The number of it."


def test_documented_parameters_that_there_are_not_are_left_out(write_sdk: WriteSdk) -> None:
    sdk = write_sdk('def f(a):\n    """Do.\n\n    :param b: of another function\n    """')
    assert [(each.name, each.doc) for each in facts(sdk, "f").parameters] == [("a", "")]


def test_a_doc_that_is_only_a_type_is_one(write_sdk: WriteSdk) -> None:
    sdk = write_sdk('def f(a):\n    """Do.\n\n    :param a: list of string\n    """')
    parameter = facts(sdk, "f").parameters[0]
    assert (parameter.doc, parameter.type.code) == ("", "List[str]")


def test_a_constructor_has_the_docs_of_its_class(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class Client:
            """Talks to it.

            Attributes:
                token (str): who asks
            """
            def __init__(self, token=None): ...
        '''
    )
    call = facts(sdk, "Client")
    assert call.documentation.summary == "Talks to it."
    assert call.parameters[0].doc == "Who asks."


# Results ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "flow", "awaited"),
    [
        ("def f() -> int: ...", Flow.VALUE, False),
        ("async def f() -> int: ...", Flow.VALUE, True),
        ("def f() -> t.Awaitable[int]: ...", Flow.VALUE, True),
        ("def f() -> t.Iterator[int]: ...", Flow.ITERATOR, False),
        ("def f():\n    yield 1", Flow.ITERATOR, False),
        ("async def f():\n    yield 1", Flow.ASYNC_ITERATOR, False),
        ("def f() -> t.AsyncIterator[int]: ...", Flow.ASYNC_ITERATOR, False),
    ],
)
def test_how_values_are_handed_out(
    write_sdk: WriteSdk, definition: str, flow: Flow, awaited: bool
) -> None:
    returns = facts(write_sdk(f"import typing as t\n{definition}"), "f").returns
    assert (returns.flow, returns.awaited) == (flow, awaited)


@pytest.mark.parametrize(
    ("body", "convert"),
    [
        ("def to_dict(self): ...", ".to_dict()"),
        ("def to_dict(self, how): ...", ""),
        ("def __init__(self):\n        self.raw = {}", ".raw"),
        # A message has a body as well.
        ("def __init__(self):\n        self.body = {}", ""),
        ("@property\n    def raw_data(self): ...", ".raw_data"),
        ("def model_dump(self, *, mode='json'): ...", ".model_dump()"),
        ("pass", ""),
    ],
)
def test_objects_become_plain_data(write_sdk: WriteSdk, body: str, convert: str) -> None:
    sdk = write_sdk(f"class Thing:\n    {body}\ndef f() -> Thing: ...")
    returns = facts(sdk, "f").returns
    assert (returns.convert, returns.class_name) == (convert, "Thing")


def test_the_response_of_a_server_has_the_data_in_its_body(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Response:
            def __init__(self, body):
                self.body = body
        def f() -> Response: ...
        """
    )
    assert facts(sdk, "f").returns.convert == ".body"


def test_an_iterator_that_only_the_docs_tell_of(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        'def f():\n    """Get.\n\n    :return: An iterator of rows.\n    """\n    return g()'
    )
    assert facts(sdk, "f").returns.flow is Flow.ITERATOR


def test_the_name_of_the_method_above_its_docs_is_no_summary(write_sdk: WriteSdk) -> None:
    sdk = write_sdk('def list_jobs():\n    """list_jobs\n\n    list or watch jobs\n    """')
    assert facts(sdk, "list_jobs").documentation.summary == "List or watch jobs."


def test_a_list_of_objects_and_pages_are_collected(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        from typing import Iterator
        class Thing:
            def to_dict(self): ...
        class Pages:
            def __iter__(self) -> Iterator[Thing]: ...
        def things() -> list[Thing]: ...
        def pages() -> Pages: ...
        """
    )
    for name in ("things", "pages"):
        returns = facts(sdk, name).returns
        assert (returns.flow, returns.convert) == (Flow.ITERATOR, ".to_dict()")


def test_a_function_without_a_value_returns_nothing(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def f():\n    g()\ndef h():\n    return g()")
    assert facts(sdk, "f").returns.nothing
    assert not facts(sdk, "h").returns.nothing


def test_a_class_may_be_called_like_a_type(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class List:
            def to_dict(self): ...
        def lists():
            """Get them.

            :rtype: list of List
            """
            return magic()
        '''
    )
    assert facts(sdk, "lists").returns.type.code == "list"


@pytest.mark.parametrize("module", ["typing", "typing_extensions"])
def test_a_typed_dict_is_data(write_sdk: WriteSdk, module: str) -> None:
    sdk = write_sdk(
        f"""
        from {module} import TypedDict
        class Record(TypedDict):
            id: str
        def f() -> Record: ...
        """
    )
    assert facts(sdk, "f").returns.class_name == ""
