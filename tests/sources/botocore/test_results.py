"""What a task returns: the response, nothing, a member of it, of one page or of all."""

from __future__ import annotations

from typing import Any

import pytest

from taskgen.model.task import TaskModel
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import load_service
from tests.models import infer_task, problems, service, structure_of, task_from_spec

EVENTS = structure_of({"Record": structure_of({"Data": "blob"})}, eventstream=True)
BODY = structure_of({"Body": {"type": "blob", "streaming": True}, "Type": "string"}, payload="Body")
TEXT = structure_of({"Text": "string", "Kind": "string"}, payload="Text")
CHOICE = structure_of({"Text": "string", "Image": structure_of({"Url": "string"})}, union=True)
PARAMETER = structure_of({"Name": "string", "Value": "string"})


def task(output: Any, spec: str = "") -> TaskModel:
    """The task of an operation with this output."""
    things = service({"GetThing": {"output": output}})
    return task_from_spec(things, f"[tasks.get_thing]\n{spec}")


def returned(found: TaskModel) -> tuple[object, str, object]:
    """The path, the type, and what a run returns of the sample of a response."""
    return found.result.path, found.result.type, found.call.returned


# One response ---------------------------------------------------------------------------------


def test_a_response_is_returned_whole() -> None:
    found = task({"Name": "string", "Size": "integer", "Other": "string"})
    assert returned(found) == ((), "dict", {"Name": "name", "Size": 1})
    assert found.result.doc == (
        "The response of the `GetThing` operation, with the keys `Name`, `Size` and `Other`."
    )


def test_the_docs_list_few_keys_only() -> None:
    assert task({"Name": "string"}).result.doc == (
        "The response of the `GetThing` operation, with the key `Name`."
    )
    assert task({f"Key{number}": "string" for number in range(9)}).result.doc == (
        "The response of the `GetThing` operation."
    )


@pytest.mark.parametrize("content", [{}, {"output": {}}], ids=["no output", "empty output"])
def test_where_there_is_no_response_nothing_is_returned(content: dict[str, Any]) -> None:
    found = infer_task(service({"DeleteThing": content}), "DeleteThing")
    assert returned(found) == (None, "None", None)
    assert found.call.response == {}


def test_nothing_is_returned_on_request() -> None:
    found = task({"Name": "string"}, 'returns = "nothing"')
    assert returned(found) == (None, "None", None)


def test_even_an_empty_response_is_returned_on_request() -> None:
    found = task({}, 'returns = "all"')
    assert returned(found) == ((), "dict", {})
    assert found.result.doc == "The response of the `GetThing` operation."


@pytest.mark.parametrize(
    ("output", "path", "type_", "value"),
    [
        ({"Parameter": PARAMETER}, "Parameter.Value", "str", "value"),
        ({"Parameter": PARAMETER}, "Parameter", "dict", {}),
        ({"Names": ["string"]}, "Names", "List[str]", ["name"]),
        ({"Time": "timestamp"}, "Time", "datetime", None),
        ({"Text": structure_of({}, document=True)}, "Text", "Any", {"key": "value"}),
        ({"Out": CHOICE}, "Out.Image.Url", "str", "https://example.com/path"),
    ],
)
def test_a_member_of_the_response_is_returned(
    output: Any, path: str, type_: str, value: object
) -> None:
    found = task(output, f'returns = "{path}"')
    assert found.result.path == tuple(path.split("."))
    assert found.result.type == type_
    assert value is None or found.call.returned == value


def test_a_union_in_a_response_has_one_member() -> None:
    found = task(structure_of({"Out": CHOICE}, "Out"), 'returns = "Out.Image.Url"')
    assert found.call.response == {"Out": {"Image": {"Url": "https://example.com/path"}}}


def test_what_is_returned_is_documented_as_the_model_does() -> None:
    value = {"type": "string", "documentation": "<p>What it is.</p>"}
    assert task({"Value": value}, 'returns = "Value"').result.doc == "What it is."
    assert task({"Value": "string"}, 'returns = "Value"').result.doc == (
        "The `Value` of the response."
    )
    assert task({"Value": value}, 'returns_doc = "My own."').result.doc == "My own."


# Streams --------------------------------------------------------------------------------------


def test_a_streaming_body_is_read() -> None:
    found = task(BODY)
    assert found.result.bodies == ("Body",)
    assert found.call.returned == {"Body": b"body"}


def test_a_body_alone_is_bytes() -> None:
    found = task(BODY, 'returns = "Body"')
    assert (found.result.bodies, *returned(found)) == (("Body",), ("Body",), "bytes", b"body")


def test_what_is_beside_a_body_is_returned_without_reading_it() -> None:
    found = task(BODY, 'returns = "Type"')
    assert (found.result.bodies, *returned(found)) == ((), ("Type",), "str", "type")


def test_text_as_a_payload_is_no_stream() -> None:
    assert task(TEXT).result.bodies == ()


def test_an_event_stream_is_a_list() -> None:
    found = task({"Events": EVENTS, "Name": "string"})
    assert found.result.events == ("Events",)
    # Iterating over the sample of the stream, a dict, yields the name of the event.
    assert isinstance(found.call.returned, dict)
    assert isinstance(found.call.returned["Events"], list)


def test_an_event_stream_alone_is_a_list_of_events() -> None:
    found = task({"Events": EVENTS}, 'returns = "Events"')
    assert (found.result.events, found.result.path) == (("Events",), ("Events",))
    assert found.result.type == "List[dict]"


# All pages ------------------------------------------------------------------------------------

PAGES = {
    "input_token": "Next",
    "limit_key": "Limit",
    "output_token": "Next",
    "result_key": "Things",
}
LIST = {
    "input": {"Next": "string", "Limit": "integer", "Kind": "string"},
    "output": structure_of(
        {"Things": ["string"], "Next": "string", "Owner": "string", "Count": "integer"}, "Next"
    ),
}


def paged(spec: str = "", **settings: object) -> TaskModel:
    things = service({"ListThings": LIST}, paginators={"ListThings": {**PAGES, **settings}})
    return task_from_spec(things, f"[tasks.list_things]\npaginate = true\n{spec}")


def paged_problems(spec: str, **settings: object) -> str:
    things = service({"ListThings": LIST}, paginators={"ListThings": {**PAGES, **settings}})
    return problems(things, f"[tasks.list_things]\npaginate = true\n{spec}")


def test_all_pages_take_the_place_of_their_tokens_and_sizes() -> None:
    found = paged()
    assert found.call.paginate
    assert [(kwarg.name, kwarg.member) for kwarg in found.kwargs] == [
        ("kind", ("Kind",)),
        ("max_items", ("PaginationConfig", "MaxItems")),
    ]


def test_all_pages_are_one_response() -> None:
    found = paged()
    assert found.call.response == {"Things": ["thing"]}
    assert found.call.returned == {"Things": ["thing"]}
    assert found.result.doc == (
        "The response of the `ListThings` operation, with the items of all pages."
    )


def test_some_members_are_of_the_first_page() -> None:
    found = paged(non_aggregate_keys=["Owner"])
    assert found.call.returned == {"Things": ["thing"], "Owner": None}


def test_several_members_are_of_all_pages() -> None:
    found = paged(result_key=["Things", "Count"])
    assert found.call.returned == {"Things": ["thing"], "Count": 1}


def test_a_token_may_be_an_expression() -> None:
    found = paged(output_token="Next || Things[-1].Name")
    assert found.call.response == {"Things": ["thing"]}


@pytest.mark.parametrize(
    ("path", "settings", "value"),
    [
        ("Things", {}, ["thing"]),
        ("Owner", {"non_aggregate_keys": ["Owner"]}, "owner"),
        ("Count", {"result_key": ["Things", "Count"]}, 1),
    ],
)
def test_what_all_pages_have_is_returned(path: str, settings: Any, value: object) -> None:
    assert paged(f'returns = "{path}"', **settings).call.returned == value


def test_what_the_paginator_drops_is_an_error() -> None:
    assert paged_problems('returns = "Count"', non_aggregate_keys=["Owner"]) == (
        "spec.toml:4:11: The paginator of `ListThings` drops `Count`.\n"
        '    returns = "Count"\n'
        "              ^^^^^^^\n"
        "  It keeps `Things` and `Owner`."
    )


def test_an_operation_without_a_paginator_is_an_error() -> None:
    things = service({"ListThings": LIST, "ListTings": {}}, paginators={"ListTings": PAGES})
    assert problems(things, "[tasks.list_things]\npaginate = true") == (
        "spec.toml:3:12: `boto3` has no paginator for `ListThings`.\n"
        "    paginate = true\n"
        "               ^^^^\n"
        "  Did you mean `ListTings`?"
    )
    assert problems(service({"ListThings": LIST}), "[tasks.list_things]\npaginate = true") == (
        "spec.toml:3:12: `boto3` has no paginator for `ListThings`.\n"
        "    paginate = true\n"
        "               ^^^^\n"
        "  The service has none at all."
    )


def test_the_paginators_of_real_services_make_tasks() -> None:
    for name in ("ec2", "s3", "dynamodb", "athena", "kinesis"):
        things = load_service(name, data_folders())
        for operation in things.paginators:
            found = task_from_spec(things, f"[tasks.{operation}]\npaginate = true")
            assert isinstance(found.call.returned, dict), operation


# Members that are not there -------------------------------------------------------------------


def result_problems(path: str, output: Any) -> str:
    things = service({"GetThing": {"output": output}})
    return problems(things, f'[tasks.get_thing]\nreturns = "{path}"')


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("Paramter", "Did you mean `Parameter`?"),
        ("Parameter.Valu", "Did you mean `Value`?"),
        ("Parameter.Zzzz", "`Parameter` has `Name` and `Value`."),
        ("Parameter.Name.First", "`Name` has no members."),
        ("Names.First", "`Names` has no members."),
        ("Zzzz", "It has `Parameter` and `Names`."),
    ],
)
def test_a_member_that_the_response_lacks_names_the_nearest(path: str, hint: str) -> None:
    output = {"Parameter": PARAMETER, "Names": ["string"]}
    assert result_problems(path, output) == (
        f"spec.toml:3:11: The response of `GetThing` has no member `{path}`.\n"
        f'    returns = "{path}"\n'
        f"              {'^' * (len(path) + 2)}\n"
        f"  {hint}"
    )


def test_an_empty_response_has_no_members() -> None:
    assert result_problems("Name", {}).endswith("\n  It has no members.")


def test_of_many_members_some_are_named() -> None:
    output = {f"Key{number}": "string" for number in range(9)}
    assert result_problems("Zzzz", output).endswith(
        "\n  It has `Key0`, `Key1`, `Key2`, `Key3`, `Key4`, `Key5`, `Key6`, `Key7` and others."
    )
