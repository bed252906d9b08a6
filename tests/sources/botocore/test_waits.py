"""Waiting after the call: where a waiter's arguments come from."""

from __future__ import annotations

from typing import Any

import pytest

from taskgen.model.boto import Wait, WaitArgument
from taskgen.model.task import TaskModel
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import Service, load_service
from tests.models import problems, service, structure_of, task_from_spec

DESCRIBE = {"input": structure_of({"Name": "string", "Region": "string"}, "Name")}
MANY = {"input": {"Names": ["string"]}}
GROUP = structure_of({"Name": "string", "Parts": [structure_of({"Id": "string"})]})


def things(create: dict[str, Any], describe: Any = DESCRIBE, **more: Any) -> Service:
    """A service with a waiter `thing_active`, and an operation to wait for."""
    operations = {"CreateThing": create, "DescribeThing": describe}
    return service(operations, waiters={"ThingActive": "DescribeThing"}, **more)


def wait(found: Service, spec: str) -> Wait:
    made = task(found, spec).call.wait
    assert made is not None
    return made


def task(found: Service, spec: str) -> TaskModel:
    return task_from_spec(found, f"[tasks.create_thing]\n{spec}")


def faults(found: Service, spec: str) -> str:
    return problems(found, f"[tasks.create_thing]\n{spec}")


REQUIRED = {"input": structure_of({"Name": "string", "Region": "string"}, "Name")}
OPTIONAL = {"input": {"Name": "string"}}
CREATED = {"input": {}, "output": {"Thing": structure_of({"Name": "string"}), "Names": ["string"]}}
GROUPS = {"input": {}, "output": {"Groups": [GROUP]}}
BY_NAME = 'wait = "thing_active"'


def response(path: str, name: str = "Name") -> str:
    return f'wait = {{ waiter = "thing_active", response = {{ {name} = "{path}" }} }}'


def request(path: str, name: str = "Name") -> str:
    return f'wait = {{ waiter = "thing_active", request = {{ {name} = "{path}" }} }}'


# Where arguments come from --------------------------------------------------------------------


def test_what_has_the_same_name_is_handed_on() -> None:
    assert wait(things(REQUIRED), BY_NAME) == Wait(
        waiter="thing_active",
        arguments=(WaitArgument("Name", ("Name",)),),
        model_name="ThingActive",
        operation="DescribeThing",
        sample={"Name": "my-thing"},
    )


def test_what_a_waiter_can_take_is_handed_on_where_it_needs_nothing() -> None:
    create = {"input": structure_of({"Names": ["string"], "Other": "string"}, "Names", "Other")}
    assert wait(things(create, MANY), BY_NAME).sample == {"Names": ["name"]}


@pytest.mark.parametrize("describe", [{}, {"input": {}}], ids=["no request", "empty request"])
def test_a_waiter_may_take_nothing(describe: Any) -> None:
    assert wait(things(REQUIRED, describe), BY_NAME).sample == {}


def test_a_member_of_another_name_is_said() -> None:
    create = {"input": structure_of({"ThingName": "string"}, "ThingName")}
    assert wait(things(create), request("ThingName")).sample == {"Name": "my-thing"}


def test_a_constant_is_in_every_request() -> None:
    found = wait(things(OPTIONAL), f"{BY_NAME}\nconstants = {{ Name = 'fixed' }}")
    assert found.sample == {"Name": "fixed"}


def test_a_kwarg_that_the_spec_requires_is_in_every_request() -> None:
    found = wait(
        things(OPTIONAL), f"{BY_NAME}\n[tasks.create_thing.kwargs.thing_name]\nrequired = true"
    )
    assert found.sample == {"Name": "my-thing"}


@pytest.mark.parametrize(
    ("create", "path", "describe", "sample"),
    [
        (CREATED, "Thing.Name", DESCRIBE, "name"),
        (CREATED, "Names", MANY, ["name"]),
        (CREATED, "Names[]", MANY, ["name"]),
        (GROUPS, "Groups[].Name", MANY, ["name"]),
        (GROUPS, "Groups[].Parts[].Id", MANY, ["id"]),
    ],
)
def test_the_response_has_arguments(create: Any, path: str, describe: Any, sample: Any) -> None:
    name = "Names" if describe is MANY else "Name"
    found = wait(things(create, describe), response(path, name))
    assert found.arguments == (WaitArgument(name, tuple(path.split(".")), from_response=True),)
    assert found.sample == {name: sample}


def test_what_is_waited_for_is_in_the_sample_of_the_response() -> None:
    assert task(things(GROUPS, MANY), response("Groups[].Parts[].Id", "Names")).call.response == {
        "Groups": [{"Parts": [{"Id": "id"}]}]
    }


PAGES = {"input_token": "Next", "output_token": "Next", "result_key": "Groups"}


def test_all_pages_have_arguments() -> None:
    found = things(GROUPS, MANY, paginators={"CreateThing": PAGES})
    assert wait(found, f"paginate = true\n{response('Groups[].Name', 'Names')}").sample == {
        "Names": ["name"]
    }


def test_real_waiters_of_real_operations() -> None:
    ec2 = load_service("ec2", data_folders())
    spec = """
    [tasks.run_instances.wait]
    waiter = "instance_running"
    response = { InstanceIds = "Instances[].InstanceId" }
    """
    made = task_from_spec(ec2, spec).call.wait
    assert made is not None
    assert made.sample == {"InstanceIds": ["my-instance"]}


# What is wrong --------------------------------------------------------------------------------


def test_an_unknown_waiter_names_the_nearest() -> None:
    assert faults(things(REQUIRED), 'wait = "thing_activ"') == (
        "spec.toml:3:8: `things` has no waiter named `thing_activ`.\n"
        '    wait = "thing_activ"\n'
        "           ^^^^^^^^^^^^^\n"
        "  Did you mean `thing_active`?"
    )
    assert faults(things(REQUIRED), 'wait = "zzz"').endswith("\n  It has `thing_active`.")
    nothing = service({"CreateThing": REQUIRED})
    assert faults(nothing, 'wait = "zzz"').endswith("\n  The service has none at all.")


def test_an_argument_that_not_every_request_has_is_an_error() -> None:
    assert faults(things(OPTIONAL), BY_NAME) == (
        "spec.toml:3:8: The waiter `thing_active` needs `Name`, which not every request has.\n"
        '    wait = "thing_active"\n'
        "           ^^^^^^^^^^^^^^\n"
        "  Say where it comes from, in the request or in the response: "
        '`wait = { waiter = "thing_active", response = { Name = "Path" } }`.'
    )


def test_a_waiter_without_any_argument_is_an_error() -> None:
    assert faults(things(OPTIONAL, MANY), BY_NAME).startswith(
        "spec.toml:3:8: The waiter `thing_active` needs arguments, which not every request has.\n"
    )


def test_an_argument_that_the_waiter_does_not_take_names_the_nearest() -> None:
    assert faults(things(REQUIRED), request("Name", "Nam")) == (
        "spec.toml:3:53: The waiter `thing_active` takes no `Nam`.\n"
        '    wait = { waiter = "thing_active", request = { Nam = "Name" } }\n'
        f"    {' ' * 52}^^^^^^\n"
        "  Did you mean `Name`?"
    )


@pytest.mark.parametrize("path", ["Region", "Other", "Name.Other"])
def test_a_member_that_not_every_request_has_is_an_error(path: str) -> None:
    assert faults(things(REQUIRED), request(path)) == (
        f"spec.toml:3:54: `{path}` is not a member that every request has.\n"
        f'    wait = {{ waiter = "thing_active", request = {{ Name = "{path}" }} }}\n'
        f"    {' ' * 53}{'^' * (len(path) + 2)}\n"
        "  Name a required member or a constant."
    )


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("Thing.Nam", "Nam"),
        ("Names[].Name", "Name"),
        ("Thing[].Name", "Thing[]"),
        ("Zzz", "Zzz"),
    ],
)
def test_a_member_that_the_response_lacks_is_an_error(path: str, part: str) -> None:
    assert faults(things(CREATED), response(path)) == (
        f"spec.toml:3:55: The response of `CreateThing` has no `{path}`: `{part}` is not there.\n"
        f'    wait = {{ waiter = "thing_active", response = {{ Name = "{path}" }} }}\n'
        f"    {' ' * 54}{'^' * (len(path) + 2)}\n"
        "  Name a member of the response."
    )


def test_what_the_paginator_drops_can_not_be_waited_for() -> None:
    create = {"input": {}, "output": {"Groups": [GROUP], "Name": "string"}}
    found = things(create, paginators={"CreateThing": PAGES})
    assert faults(found, f"paginate = true\n{response('Name')}") == (
        "spec.toml:4:55: The paginator of `CreateThing` drops `Name`.\n"
        '    wait = { waiter = "thing_active", response = { Name = "Name" } }\n'
        f"    {' ' * 54}^^^^^^\n"
        "  Leave out `paginate`, or `wait`."
    )
