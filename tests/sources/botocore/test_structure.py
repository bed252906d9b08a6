"""Models that somebody put beside botocore's own: what is not built like one is named."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.botocore import structure
from taskgen.sources.botocore.data import DataFolders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.spec import ModuleSpec
from tests.models import model, structure_of, write_service

GOOD = {
    "metadata": {"serviceFullName": "Things"},
    "operations": {"Send": {"input": {"shape": "In"}, "http": {"method": "POST"}}},
    "shapes": {
        "In": {"type": "structure", "members": {"A": {"shape": "Text"}}, "required": ["A"]},
        "Text": {"type": "string", "enum": ["a"], "min": 1},
        "List": {"type": "list", "member": {"shape": "Text"}},
        "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Map"}},
    },
}


def changed(*path: str, to: Any = None) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    at: Any = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = to
    return data


def test_one_that_is():
    assert structure.model_fault(GOOD) == ""


@pytest.mark.parametrize(
    ("path", "to", "fault"),
    [
        ("metadata", [], "no `metadata`"),
        ("operations", None, "no `operations`"),
        ("shapes", 1, "no `shapes`"),
        ("operations Send", "x", "`operations.Send`, which is no object"),
        ("operations Send http", [], "`operations.Send.http`, which is no object"),
        ("operations Send http method", 1, "`operations.Send.http`.method, which is no text"),
        ("operations Send documentation", {}, "`operations.Send`.documentation, which is no text"),
        ("operations Send input", None, "`operations.Send.input`, which is no object"),
        ("operations Send input shape", "No", "no shape `No`, which `operations.Send.input` is of"),
        ("operations Send input shape", ["In"], "no shape `['In']`, which `operations.Send.inpu"),
        ("operations Send input shape", "Text", "`operations.Send`.input, which is no structure"),
        ("shapes In", None, "`shapes.In`, which is no object"),
        ("shapes In type", "x", "`operations.Send`.input, which is no structure"),
        ("shapes Text type", "x", "`shapes.Text` of a type that is not known"),
        ("shapes Text type", {}, "`shapes.Text` of a type that is not known"),
        ("shapes In members", [], "`shapes.In`.members, which is no object"),
        ("shapes In members A", 5, "`shapes.In.members.A`, which is no object"),
        ("shapes In members A shape", None, "no shape `None`, which `shapes.In.members.A` is of"),
        ("shapes In members", {"": {}}, "`shapes.In`, which has a member without a name"),
        ("shapes In required", "A", "`shapes.In`.required, which is no list of texts"),
        ("shapes In required", ["B"], "`shapes.In`.required, which names a member that is not th"),
        ("shapes Text enum", [1], "`shapes.Text`.enum, which is no list of texts"),
        ("shapes Text min", "1", "`shapes.Text`.min, which is no number of use"),
        ("shapes Text max", 10**30, "`shapes.Text`.max, which is no number of use"),
        ("shapes List member", None, "`shapes.List.member`, which is no object"),
        ("shapes Map value shape", "x\x1b[0m\n", "no shape `x\\x1b[0m\\n`, which `shapes.Map.v"),
    ],
)
def test_one_that_is_not(path, to, fault):
    assert structure.model_fault(changed(*path.split(), to=to)).startswith(fault)


def test_a_structure_of_too_many_members():
    many = {f"M{number}": {"shape": "Text"} for number in range(1_001)}
    assert structure.model_fault(changed("shapes", "In", "members", to=many)) == (
        "`shapes.In` with 1,001 members, more than 1,000"
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"pagination": []}, "`pagination`, which is no object"),
        ({"pagination": {"Send": None}}, "`pagination.Send`, which is no object"),
        (
            {"pagination": {"Send": {"result_key": [1]}}},
            "`pagination.Send`.result_key, which is no text",
        ),
        ({"pagination": {"Send": {"result_key": ["A", "B"], "input_token": "C"}}}, ""),
        ({}, ""),
    ],
)
def test_paginators(data, fault):
    assert structure.pages_fault(data) == fault


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"waiters": []}, "`waiters`, which is no object"),
        ({"waiters": {"Sent": 1}}, "`waiters.Sent`, which names no operation"),
        ({"waiters": {"Sent": {"operation": None}}}, "`waiters.Sent`, which names no operation"),
        ({"waiters": {"Sent": {"operation": "Send"}}}, ""),
    ],
)
def test_waiters(data, fault):
    assert structure.waiters_fault(data) == fault


def chain(length: int) -> dict[str, Any]:
    """A structure that has one in it, that has one in it, and so on."""
    shapes: Any = {f"S{n}": structure_of({"M": f"@S{n + 1}"}) for n in range(length)}
    data = copy.deepcopy(GOOD)
    data["operations"]["Send"]["input"]["shape"] = "S0"
    for name in shapes:
        number = int(name[1:])
        member = {"shape": f"S{number + 1}" if number < length - 1 else "Text"}
        data["shapes"][name] = {"type": "structure", "members": {"M": member}}
    return data


@pytest.mark.parametrize("length", [100, 20_000])
def test_shapes_that_are_too_deep_in_each_other(length):
    fault = structure.model_fault(chain(length))
    assert fault.startswith("more than 100 shapes in each other, at `S")


def test_the_place_is_the_file(tmp_path):
    bad = model({"Send": {"documentation": "<p>Sends.</p>"}})
    bad["operations"]["Send"]["documentation"] = 1
    write_service(tmp_path, "things", bad)
    with pytest.raises(TaskgenError) as caught:
        load_service("things", DataFolders((tmp_path,)))
    (file,) = tmp_path.rglob("service-2.json*")
    assert str(caught.value) == (
        f"{file}: The model of `things` has `operations.Send`.documentation, which is no text.\n"
        "  Mend the file in your own model folder, or take it out of there."
    )


def test_a_shape_in_itself_ends_there(tmp_path):
    inner = {"type": "structure", "name": "Node", "members": {"Next": "@Node", "All": ["@Node"]}}
    send = {"documentation": "<p>Sends.</p>", "input": {"Node": inner}}
    write_service(tmp_path, "things", model({"Send": send}))
    (task,) = module_model(
        load_service("things", DataFolders((tmp_path,))), ModuleSpec("things")
    ).tasks
    assert [str(kwarg.name) for kwarg in task.kwargs] == ["node"]
