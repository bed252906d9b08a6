"""The request that `run` builds, the call that it makes, and what it makes of the response."""

from __future__ import annotations

import ast
import io
import logging
from datetime import datetime
from typing import Any

import black
import pytest
from botocore.response import StreamingBody

from tests.models import Json, structure_of
from tests.render.tasks import Loaded, rendered, request

TREE = structure_of({"Name": "string", "Size": "integer"})
NESTED: Json = {
    "input": structure_of(
        {"Kind": "string", "Config": structure_of({"Tree": TREE, "Mode": "string"})}, "Kind"
    )
}


def body_of_run(loaded: Loaded) -> str:
    """The statements of `run`, without its docstring."""
    (run,) = (
        node
        for node in ast.walk(ast.parse(loaded.source))
        if isinstance(node, ast.FunctionDef) and node.name == "run"
    )
    lines = loaded.source.splitlines()[run.body[1].lineno - 1 : run.end_lineno]
    return "\n".join(line.removeprefix("        ") for line in lines)


# Requests -------------------------------------------------------------------------------------


def test_a_request_that_is_always_whole_is_handed_over_as_it_is() -> None:
    loaded = rendered({"input": structure_of({"Name": "string"}, "Name")}, "constants = {}")
    assert "request" not in body_of_run(loaded)
    assert request(loaded, thing_name="a") == {"Name": "a"}


@pytest.mark.parametrize("required", [[], ["from"]])
def test_a_member_may_be_called_like_a_keyword(required: list[str]) -> None:
    loaded = rendered({"input": structure_of({"from": "string"}, *required)})
    assert request(loaded, thing_from="a") == {"from": "a"}


def test_constants_are_sent() -> None:
    spec = 'constants = { Kind = "a", "Config.Mode" = "b" }'
    assert request(rendered(NESTED, spec)) == {"Kind": "a", "Config": {"Mode": "b"}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Text = 'a \"quoted\" \\\\ one'", 'a "quoted" \\\\ one'),
        ("Time = 2024-01-31T10:00:00", datetime(2024, 1, 31, 10)),
        ("Blob = 'a'", b"a"),
        ("Flag = false", False),
        ("Map = { a = [1], b = [] }", {"a": [1], "b": []}),
        ("List = []", []),
    ],
)
def test_a_constant_may_be_any_value(text: str, value: object) -> None:
    members = {"Text": "string", "Time": "timestamp", "Blob": "blob", "Flag": "boolean"}
    members |= {"Map": {"type": "map", "key": "string", "value": ["long"]}, "List": ["string"]}
    name, _, _ = text.partition(" ")
    loaded = rendered({"input": members}, f"[tasks.send_thing.constants]\n{text}")
    assert request(loaded) == {name: value}


ALL_OPTIONAL = """
kwargs.size.member = "Config.Tree.Size"
kwargs.tree_name.member = "Config.Tree.Name"
kwargs.mode.member = "Config.Mode"
"""


@pytest.mark.parametrize(
    ("values", "config"),
    [
        ({}, None),
        ({"mode": "a"}, {"Mode": "a"}),
        ({"size": 0}, {"Tree": {"Size": 0}}),
        ({"size": 1, "tree_name": "b"}, {"Tree": {"Name": "b", "Size": 1}}),
        ({"size": 1, "mode": ""}, {"Tree": {"Size": 1}, "Mode": ""}),
    ],
)
def test_a_structure_is_there_where_a_member_of_it_is(values: Json, config: object) -> None:
    sent = request(rendered(NESTED, ALL_OPTIONAL), kind="k", **values)
    assert sent == {"Kind": "k"} | ({} if config is None else {"Config": config})


def test_a_structure_with_a_constant_is_always_there() -> None:
    spec = 'constants = { "Config.Tree.Name" = "a" }\nkwargs.size.member = "Config.Tree.Size"'
    loaded = rendered(NESTED, spec)
    assert request(loaded, kind="k") == {"Kind": "k", "Config": {"Tree": {"Name": "a"}}}
    assert request(loaded, kind="k", size=1)["Config"] == {"Tree": {"Name": "a", "Size": 1}}


def test_a_structure_with_a_required_value_is_always_there() -> None:
    spec = 'kwargs.size = { member = "Config.Tree.Size", required = true }\n'
    spec += 'kwargs.mode.member = "Config.Mode"'
    loaded = rendered(NESTED, spec)
    assert request(loaded, kind="k", size=0) == {"Kind": "k", "Config": {"Tree": {"Size": 0}}}
    with pytest.raises(ValueError, match="`size` must be provided"):
        loaded.run(kind="k")


def test_structures_may_have_values_of_initialization_and_of_the_run() -> None:
    spec = 'kwargs.size = { member = "Config.Tree.Size", given = "init" }\n'
    spec += 'kwargs.tree_name = { member = "Config.Tree.Name", given = "run" }'
    loaded = rendered(NESTED, spec)
    sent = request(loaded, {"kind": "k", "size": 1}, tree_name="a")
    assert sent["Config"] == {"Tree": {"Name": "a", "Size": 1}}


NAMES = ["Credentials", "BotoKwargs", "Client", "Request", "Response", "Self", "List", "K", "V"]
NAMES += ["From", "Datetime", "Pages", "None", "Dict", "_", "get_boto_client", "MaxItems"]


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_takes_no_name_that_means_something(name: str) -> None:
    content = {
        "input": structure_of({"Kind": "string", name: TREE, "When": "timestamp"}, "Kind"),
        "output": {"Events": structure_of({"E": structure_of({})}, eventstream=True)},
    }
    spec = f"""
    kwargs.size.member = "{name}.Size"
    constants = {{ When = 2024-01-01T00:00:00 }}
    """
    loaded = rendered(content, spec)
    loaded.client.send_thing.return_value = {"Events": iter(["e"])}
    secret = {"ACCESS_KEY": "a"}
    assert loaded.run(kind="k", size=1, credentials=secret, boto_kwargs={"verify": True}) == {
        "Events": ["e"]
    }
    loaded.get_client.assert_called_once_with("things", credentials=secret, verify=True)
    loaded.client.send_thing.assert_called_once_with(
        **{"Kind": "k", name: {"Size": 1}, "When": datetime(2024, 1, 1)}
    )


def test_a_variable_takes_no_name_of_a_kwarg() -> None:
    members = {"Size": TREE, "Other": "string"}
    spec = 'kwargs.size.member = "Other"\nkwargs.length.member = "Size.Size"'
    loaded = rendered({"input": members}, spec)
    assert request(loaded, size="a", length=1) == {"Size": {"Size": 1}, "Other": "a"}


def test_the_statements_of_a_nested_request() -> None:
    loaded = rendered(NESTED, ALL_OPTIONAL)
    assert body_of_run(loaded) == (
        "if kind is None:\n"
        '    raise ValueError("A value for `kind` must be provided.")\n'
        "\n"
        'tree = {"Size": size, "Name": tree_name}\n'
        "tree = {k: v for k, v in tree.items() if v is not None}\n"
        'config = {"Tree": tree or None, "Mode": mode}\n'
        "config = {k: v for k, v in config.items() if v is not None}\n"
        'request = {"Kind": kind, "Config": config or None}\n'
        "request = {k: v for k, v in request.items() if v is not None}\n"
        "\n"
        "client = get_boto_client(\n"
        '    "things", credentials=credentials, **(boto_kwargs or {})\n'
        ")\n"
        "client.send_thing(**request)"
    )


@pytest.mark.parametrize("length", [5, 20, 40])
def test_a_variable_may_have_a_long_name(length: int) -> None:
    name = "Config" * (length // 5)
    loaded = rendered({"input": {name: TREE}}, f'kwargs.size.member = "{name}.Size"')
    assert black.format_str(loaded.source, mode=black.Mode()) == loaded.source
    assert request(loaded, size=1) == {name: {"Size": 1}}
    assert request(loaded) == {}


# Results --------------------------------------------------------------------------------------


def result(output: Json, response: Any, returns: str = "") -> Any:
    """What a run makes of a response."""
    loaded = rendered({"output": output}, f'returns = "{returns}"' if returns else "")
    loaded.client.send_thing.return_value = response
    return loaded.run()


EVENTS = structure_of({"Record": structure_of({})}, eventstream=True)
BODY = structure_of({"Body": "blob", "Type": "string"}, payload="Body")


def stream() -> StreamingBody:
    return StreamingBody(io.BytesIO(b"read"), 4)


def test_what_a_run_returns() -> None:
    response = {"A": {"B": "c"}, "D": "e"}
    output = {"A": structure_of({"B": "string"}), "D": "string"}
    assert result(output, response) is response
    assert result(output, response, "A") == {"B": "c"}
    assert result(output, response, "A.B") == "c"
    assert result(output, response, "nothing") is None


def test_streams_are_read() -> None:
    assert result(BODY, {"Body": stream(), "Type": "t"}) == {"Body": b"read", "Type": "t"}
    assert result(BODY, {"Body": stream()}, "Body") == b"read"
    assert result(BODY, {"Body": stream(), "Type": "t"}, "Type") == "t"


def test_events_are_collected() -> None:
    output = {"Events": EVENTS, "Id": "string"}
    assert result(output, {"Events": iter("ab"), "Id": "i"}) == {"Events": ["a", "b"], "Id": "i"}
    assert result(output, {"Events": iter("ab")}, "Events") == ["a", "b"]


@pytest.mark.parametrize(
    ("shape", "empty"), [(["string"], []), ({"type": "map", "key": "string", "value": "long"}, {})]
)
def test_lists_and_maps_that_a_service_leaves_out_are_empty(shape: Any, empty: object) -> None:
    assert result({"Things": shape}, {}, "Things") == empty
    assert result({"In": structure_of({"Things": shape})}, {"In": {}}, "In.Things") == empty


# Pages and waiting ----------------------------------------------------------------------------

PAGES = {"input_token": "Next", "output_token": "Next", "result_key": "Things"}
PAGED = {"input": {"Next": "string", "Kind": "string"}, "output": {"Things": ["string"]}}


def paged(spec: str = "") -> Loaded:
    return rendered(PAGED, f"paginate = true\n{spec}", paginators={"SendThing": PAGES})


def test_all_pages_are_asked_for() -> None:
    loaded = paged()
    pages = loaded.client.get_paginator.return_value.paginate
    pages.return_value.build_full_result.return_value = {"Things": ["a"]}
    assert loaded.run(kind="k", max_items=5) == {"Things": ["a"]}
    loaded.client.get_paginator.assert_called_once_with("send_thing")
    pages.assert_called_once_with(Kind="k", PaginationConfig={"MaxItems": 5})


def test_without_a_maximum_all_items_are_asked_for() -> None:
    loaded = paged()
    loaded.run()
    loaded.client.get_paginator.return_value.paginate.assert_called_once_with()


def test_all_pages_are_asked_for_even_where_nothing_is_returned() -> None:
    loaded = paged('returns = "nothing"')
    assert loaded.run() is None
    pages = loaded.client.get_paginator.return_value.paginate.return_value
    pages.build_full_result.assert_called_once_with()


def waiting(wait: str, spec: str = "", output: Json | None = None) -> Loaded:
    content = {
        "input": structure_of({"Name": "string", "Kind": "string"}, "Name"),
        "output": output or {"Id": "string"},
    }
    return rendered(
        content,
        f"wait = {wait}\n{spec}",
        {"DescribeThing": {"input": {"Name": "string", "Ids": ["long"]}}},
        waiters={"ThingSent": "DescribeThing"},
    )


def waited(loaded: Loaded) -> Json:
    """The arguments of the waiter, which is called after the operation."""
    loaded.client.get_waiter.assert_called_once_with("thing_sent")
    names = [name for name, _, _ in loaded.client.mock_calls]
    assert names.index("send_thing") < names.index("get_waiter().wait")
    (call,) = loaded.client.get_waiter.return_value.wait.call_args_list
    made: Json = call.kwargs
    return made


def test_a_waiter_gets_values_of_the_request(caplog: pytest.LogCaptureFixture) -> None:
    loaded = waiting('"thing_sent"')
    loaded.client.send_thing.return_value = {"Id": "i"}
    with caplog.at_level(logging.INFO):
        assert loaded.run(thing_name="a") == {"Id": "i"}
    assert waited(loaded) == {"Name": "a"}
    assert "Waiting for `thing_sent`." in caplog.text


def test_a_waiter_gets_values_of_initialization() -> None:
    loaded = waiting('"thing_sent"', 'kwargs.thing_name.given = "init"')
    loaded.run({"thing_name": "a"})
    assert waited(loaded) == {"Name": "a"}


def test_a_waiter_gets_constants() -> None:
    loaded = waiting('"thing_sent"', 'constants.Name = "fixed"')
    loaded.run()
    assert waited(loaded) == {"Name": "fixed"}


LISTS = {
    "Groups": [structure_of({"Parts": [structure_of({"Id": "long"})], "Id": "long"})],
    "Imports": [structure_of({"Id": "long"})],
    "Responses": [structure_of({"Id": "long"})],
    "Ids": ["long"],
}
ANSWER = {
    "Groups": [{"Parts": [{"Id": 1}, {"Id": 2}], "Id": 8}, {"Parts": [{"Id": 3}], "Id": 9}],
    "Imports": [{"Id": 4}],
    "Responses": [{"Id": 5}],
    "Ids": [6, 7],
}


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("Ids", [6, 7]),
        ("Ids[]", [6, 7]),
        ("Groups[].Id", [8, 9]),
        ("Groups[].Parts[].Id", [1, 2, 3]),
        ("Imports[].Id", [4]),
        ("Responses[].Id", [5]),
    ],
)
@pytest.mark.parametrize("returns", ["all", "nothing"])
def test_a_waiter_gets_values_of_the_response(path: str, ids: list[int], returns: str) -> None:
    wait = f'{{ waiter = "thing_sent", response = {{ Ids = "{path}" }} }}'
    loaded = waiting(wait, f'returns = "{returns}"', LISTS)
    loaded.client.send_thing.return_value = ANSWER
    assert loaded.run(thing_name="a") == (ANSWER if returns == "all" else None)
    assert waited(loaded) == {"Ids": ids}
