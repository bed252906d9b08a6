"""A service as its model describes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import DataFolders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.spec import ModuleSpec
from tests.models import Json, model, service, structure_of, write_service

SEND = {"SendThing": {"input": {"Name": "string"}}}


def test_operations_are_sorted() -> None:
    assert list(service({"B": {}, "C": {}, "A": {}}).operations) == ["A", "B", "C"]


@pytest.mark.parametrize("name", ["SendThing", "send_thing", "send-thing"])
def test_an_operation_is_found_by_all_its_names(name: str) -> None:
    found = service(SEND).find(name)
    assert found is not None
    assert found.name == "SendThing"


@pytest.mark.parametrize("name", ["sendthing", "Send", ""])
def test_other_names_are_none_of_an_operation(name: str) -> None:
    assert service(SEND).find(name) is None


def test_what_a_reference_says_goes_before_what_its_shape_says() -> None:
    shape = {"type": "string", "documentation": "Shape."}
    members = {"A": shape, "B": {**shape, "at": {"documentation": "Reference."}}}
    request = service({"Send": {"input": members}}).operations["Send"].input
    assert request is not None
    assert [each.documentation for each in request.members.values()] == ["Shape.", "Reference."]


def test_a_trait_may_be_of_the_reference_or_of_the_shape() -> None:
    members = {
        "A": {"type": "string", "sensitive": True},
        "B": {"type": "string", "at": {"sensitive": True}},
        "C": "string",
    }
    request = service({"Send": {"input": members}}).operations["Send"].input
    assert request is not None
    assert [each.trait("sensitive") for each in request.members.values()] == [True, True, False]


def test_only_in_a_header_does_boto3_take_any_json() -> None:
    members = {
        "Header": {"type": "string", "at": {"jsonvalue": True, "location": "header"}},
        "Body": {"type": "string", "jsonvalue": True},
    }
    request = service({"Send": {"input": members}}).operations["Send"].input
    assert request is not None
    assert [each.is_json for each in request.members.values()] == [True, False]


def test_waiters_have_the_names_that_get_waiter_takes() -> None:
    waiter = service(SEND, waiters={"ThingActiveV2": "SendThing"}).waiters["thing_active_v2"]
    assert (waiter.model_name, waiter.operation) == ("ThingActiveV2", "SendThing")


def test_a_service_without_a_name_is_called_by_its_own() -> None:
    things = service(SEND)
    del things.model["metadata"]["serviceId"], things.model["metadata"]["serviceFullName"]
    assert (things.id, things.full_name) == ("things", "things")


# Names that lead nowhere ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", ".", "..", "../things", "/", "things/2024-01-01", "thing"])
def test_no_service_has_this_name(tmp_path: Path, name: str) -> None:
    write_service(tmp_path / "models", "things", model(SEND))
    write_service(tmp_path, "things", model(SEND))
    with pytest.raises(TaskgenError, match="`boto3` has no service named"):
        load_service(name, DataFolders((tmp_path / "models",)))


# Models that are none -------------------------------------------------------------------------


def without_shape(name: str) -> Json:
    content = model({"Send": {"input": structure_of({"Name": "string"}, "Name")}})
    del content["shapes"][name]
    return content


def of_type(kind: str) -> Json:
    return model({"Send": {"input": structure_of({"Name": {"type": kind}}, "Name")}})


MALFORMED = {
    "nothing": ({}, "no `metadata`"),
    "no operations": ({"metadata": {}}, "no `operations`"),
    "no shapes": ({"metadata": {}, "operations": {}}, "no `shapes`"),
    "operations of another type": ({"metadata": {}, "operations": []}, "no `operations`"),
    "a missing shape": (
        without_shape("Shape2"),
        "no shape `Shape2`, which `shapes.Shape1.members.Name` is of",
    ),
    "an operation of no name": (
        model({"1-Send": {}}),
        "an operation `1-Send`, whose method would have no name",
    ),
    "an unknown type": (of_type("bigint"), "`shapes.Shape2` of a type that is not known"),
    "a list of nothing": (of_type("list"), "`shapes.Shape2.member`, which is no object"),
    "a map of nothing": (of_type("map"), "`shapes.Shape2.key`, which is no object"),
}


@pytest.mark.parametrize(("content", "lack"), MALFORMED.values(), ids=MALFORMED)
def test_what_a_model_lacks_is_told(tmp_path: Path, content: Json, lack: str) -> None:
    write_service(tmp_path, "things", content)
    with pytest.raises(TaskgenError) as caught:
        module_model(load_service("things", DataFolders((tmp_path,))), ModuleSpec("things"))
    (problem,) = caught.value.problems
    assert problem.message == f"The model of `things` has {lack}."
    assert problem.hint == "Mend the file in your own model folder, or take it out of there."
