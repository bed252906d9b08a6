"""Following a path to its call."""

from __future__ import annotations

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.python.chain import Chain, follow
from taskgen.sources.python.target import parse_target
from tests.sources.python.sdk import WriteSdk

CLIENT = """
    class Issues:
        def create(self, title): ...
    class Repository:
        def __init__(self):
            self.issues = Issues()
        @property
        def pulls(self):
            return Issues()
        def __getitem__(self, key) -> "Issues": ...
    class Client:
        owner: "Repository"
        def __init__(self, token=None):
            self.mine = make()
        @classmethod
        def from_env(cls):
            return cls()
        def repository(self, name) -> Repository: ...
        def unknown(self): return magic()
    def make() -> Repository: ...
"""


def path(sdk: str, rest: str) -> Chain:
    return follow(parse_target(f"{sdk}:{rest}"))


def told(sdk: str, rest: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        path(sdk, rest)
    return str(caught.value).replace(sdk, "acme")


@pytest.mark.parametrize(
    "rest",
    [
        "Issues.create",
        "Repository.issues.create",
        "Repository.pulls.create",
        "Client.owner.issues.create",
        "Client.mine.issues.create",
        "Client().mine.issues.create",
        "Client.from_env().mine.issues.create",
        "Client.repository().issues.create",
        "Client.repository.issues.create",
        'Repository["main"].create',
        "make().issues.create",
        "make.issues.create",
    ],
)
def test_attributes_calls_and_items_lead_to_a_call(write_sdk: WriteSdk, rest: str) -> None:
    call = path(write_sdk(CLIENT), rest).call
    assert [parameter.name for parameter in call.parameters] == ["title"]


def test_a_function_of_a_module_is_a_call(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("", inner="def f(a): ...")
    assert path(f"{sdk}.inner", "f").module == f"{sdk}.inner"
    # A module on the way is imported.
    assert path(sdk, "inner.f").module == f"{sdk}.inner"


def test_wrong_names_are_told_where_they_are_with_the_nearest(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(CLIENT)
    assert "`Issues` has no `creat`" in told(sdk, "Issues.creat")
    assert "Did you mean `create`?" in told(sdk, "Issues.creat")
    assert "`Repository` has no `isues`" in told(sdk, "Client.owner.isues.create")
    assert "Did you mean `issues`?" in told(sdk, "Client.owner.isues.create")
    assert "Did you mean `Client`?" in told(sdk, "Clent.x")


def test_what_can_not_be_told_is_said_with_what_to_write(write_sdk: WriteSdk) -> None:
    message = told(write_sdk(CLIENT), "Client.unknown().create")
    assert "What `acme:Client.unknown` returns can't be told without calling it." in message
    assert "`module:Class.method`" in message


def test_a_path_that_calls_nothing_is_told_with_its_methods(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(CLIENT)
    assert "ends at an object of `Issues`, and calls nothing" in told(sdk, "Issues")
    assert "Add a method to the path: `create`." in told(sdk, "Issues()")
    assert "ends at an object of `Issues`" in told(sdk, "Repository.issues")


def test_nothing_of_the_sdk_is_called(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self): raise SystemExit
            @property
            def issues(self) -> "Client": raise SystemExit
            def create(self): raise SystemExit
        """
    )
    assert path(sdk, "Client.issues.create").call.shown == "issues.create"


def test_a_call_that_says_nothing_is_shown_without_the_dot_behind_it(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def make(): return magic()")
    assert "What `acme:make` returns can't be told without calling it." in told(sdk, "make.run")


def test_of_overloads_the_simplest_says_what_is_returned(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        from typing import Any
        from typing_extensions import overload
        class Cursor:
            def execute(self, query): ...
        class Client:
            @overload
            def cursor(self, kind: type) -> object: ...
            @overload
            def cursor(self, kind: None = None) -> Cursor: ...
            def cursor(self, kind=None) -> Any:
                return self._made(kind)
        """
    )
    made = path(sdk, "Client.cursor.execute")
    assert [step.makes.rpartition(".")[2] for step in made.steps] == ["Client", "Cursor", ""]


def test_a_class_method_of_a_class_in_c_is_called_on_the_class() -> None:
    for rest in ("datetime:datetime.now", "decimal:Decimal.from_float", "builtins:bytes.fromhex"):
        made = follow(parse_target(rest))
        assert [step.constructs for step in made.steps] == [False]


def test_a_module_is_called_what_the_path_calls_it() -> None:
    assert follow(parse_target("os.path:join")).module == "os.path"
    assert follow(parse_target("os:path.join")).module == "os.path"


def test_a_path_does_not_begin_at_a_constant(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("const = 3\nnothing = None")
    message = told(sdk, "const.bit_length")
    assert "`const` of `acme` is a constant of type `int`." in message
    assert "Begin the path at a class, a function or an object of the SDK." in message
    assert "`nothing` of `acme` is None." in told(sdk, "nothing.get")
