"""Samples of values, which botocore itself accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from taskgen.model.task import Kwarg
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.samples import sample
from taskgen.sources.botocore.service import Operation, load_service
from taskgen.text import Value, literal
from tests.models import infer_task, operation, operations_of, service, structure_of


def sample_of(shape: Any, name: str = "thing") -> Value:
    found = operation({"Thing": shape})
    assert found.input is not None
    return sample(found.input.members["Thing"], name)


# Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("string", "thing"),
        ({"type": "string", "enum": ["b", "a"]}, "b"),
        ({"type": "string", "min": 8}, "thingxxx"),
        ("integer", 1),
        ({"type": "integer", "min": 5}, 5),
        ({"type": "long", "min": -5}, 1),
        ("double", 1.0),
        ({"type": "float", "min": 2}, 2.0),
        ("boolean", True),
        ("timestamp", datetime(2024, 1, 1)),
        ("blob", b"thing"),
        ({"type": "blob", "min": 7}, b"thingxx"),
        (["string"], ["thing"]),
        ({"type": "list", "member": "integer", "min": 3}, [1, 1, 1]),
        ({"type": "map", "key": "string", "value": "integer"}, {"key": 1}),
        ({"type": "map", "key": {"type": "string", "enum": ["a"]}, "value": "long"}, {"a": 1}),
        (structure_of({"A": "string", "B": "string"}, "B"), {"B": "b"}),
        (structure_of({"A": "string"}, document=True), {"key": "value"}),
        ({"type": "string", "at": {"jsonvalue": True, "location": "header"}}, {"key": "value"}),
        (structure_of({"A": "string", "B": "string"}, union=True), {"A": "a"}),
    ],
)
def test_the_sample_of_a_shape(shape: Any, value: Value) -> None:
    assert sample_of(shape) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("function_name", "my-function"),
        ("instance_id", "my-instance"),
        ("db_cluster_identifier", "my-db-cluster"),
        ("name", "name"),
        ("role_arn", "arn:aws:iam::123456789012:role/my-role"),
        ("topic_arn", "arn:aws:things:us-east-1:123456789012:topic/my-topic"),
        ("arn", "arn:aws:things:us-east-1:123456789012:resource/my-resource"),
        ("account_id", "123456789012"),
        ("callback_url", "https://example.com/callback"),
        ("url", "https://example.com/path"),
        ("_", "text"),
    ],
)
def test_text_is_what_its_name_says(name: str, value: str) -> None:
    assert sample_of("string", name) == value


def test_items_of_a_list_are_one_of_many() -> None:
    assert sample_of(["string"], "instance_ids") == ["my-instance"]


HUGE = [{"type": "string", "min": 10**9}, {"type": "blob", "min": 10**9}]
HUGE.append({"type": "list", "member": "string", "min": 10**9})


@pytest.mark.parametrize("shape", HUGE, ids=["string", "blob", "list"])
def test_a_sample_stays_small_whatever_a_model_asks_for(shape: Any) -> None:
    value = sample_of(shape)
    assert isinstance(value, (str, bytes, list))
    assert len(value) <= 5_000


# Recursion ------------------------------------------------------------------------------------

LIST_OF_ITSELF = structure_of({"Inner": ["@Tree"]}, "Inner", name="Tree")
MAP_OF_ITSELF = structure_of(
    {"Inner": {"type": "map", "key": "string", "value": "@Tree"}}, "Inner", name="Tree"
)
UNION_OF_ITSELF = structure_of({"And": "@Tree", "Is": "string"}, union=True, name="Tree")
OPTIONAL = structure_of({"Inner": "@Tree", "Name": "string"}, "Name", name="Tree")


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (LIST_OF_ITSELF, {"Inner": []}),
        (MAP_OF_ITSELF, {"Inner": {}}),
        (UNION_OF_ITSELF, {"Is": "is"}),
        (OPTIONAL, {"Name": "name"}),
    ],
    ids=["list", "map", "union", "optional"],
)
def test_a_recursive_shape_ends(shape: Any, value: Value) -> None:
    assert sample_of(shape) == value


ENDLESS = [
    structure_of({"Inner": "@Tree"}, "Inner", name="Tree"),
    structure_of({"Inner": {"type": "list", "member": "@Tree", "min": 1}}, "Inner", name="Tree"),
    structure_of({"One": "@Tree", "Other": "@Tree"}, union=True, name="Tree"),
]


@pytest.mark.parametrize("shape", ENDLESS, ids=["structure", "list", "union"])
def test_a_shape_that_needs_itself_has_no_sample(shape: Any) -> None:
    assert sample_of(shape) is None


@pytest.mark.parametrize("shape", ENDLESS, ids=["structure", "list", "union"])
def test_an_operation_that_needs_such_a_shape_can_be_inferred(shape: Any) -> None:
    content = {"input": structure_of({"Thing": shape}, "Thing"), "output": {"Thing": "@Tree"}}
    assert infer_task(service({"Send": content}), "Send").kwargs[0].sample is None


# Real requests and responses ------------------------------------------------------------------

SERVICES = ["bedrock-runtime", "ce", "cloudfront", "dynamodb", "glue", "iot", "kinesis", "lambda"]
SERVICES += ["lexv2-models", "mediaconvert", "quicksight", "s3", "secretsmanager", "sqs", "wafv2"]


def faults(name: str) -> Iterator[str]:
    """What botocore says against the samples of a service's tasks."""
    things = load_service(name, data_folders())
    model = ServiceModel(things.model, name)
    for found in operations_of(things):
        task = infer_task(things, found.name)
        own = model.operation_model(found.name)
        request = {kwarg.member[0]: kwarg.sample for kwarg in task.kwargs if sampled(kwarg)}
        required = found.input.required if found.input else []
        least = {name: value for name, value in request.items() if name in required}
        yield from validated(found, own.input_shape, request)
        yield from validated(found, own.input_shape, least)
        yield from validated(found, own.output_shape, task.call.response)


def sampled(kwarg: Kwarg) -> bool:
    return kwarg.sample is not None


def validated(found: Operation, shape: Any, value: Any) -> Iterator[str]:
    if shape is not None:
        report = ParamValidator().validate(value, shape)
        if report.has_errors():
            yield f"{found.name}: {report.generate_report()}"


@pytest.mark.parametrize("name", SERVICES)
def test_botocore_accepts_the_samples_of_every_operation(name: str) -> None:
    assert list(faults(name)) == []


def test_samples_can_be_written_and_read() -> None:
    things = load_service("dynamodb", data_folders())
    for found in operations_of(things):
        for kwarg in infer_task(things, found.name).kwargs:
            assert eval(literal(kwarg.sample), {"datetime": datetime}) == kwarg.sample
