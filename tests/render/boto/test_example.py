"""The example of a class docstring: what is initialized, overridden in a call, and secret."""

from __future__ import annotations

import ast
from dataclasses import replace

import black
import pytest

from taskgen.conventions import LINE_LENGTH
from taskgen.model.task import ModuleModel
from taskgen.render.boto.example import example_lines
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import load_service
from taskgen.text import Value
from tests.models import Json, from_spec, infer, operations_of, service, structure_of

SECRET = {"type": "string", "sensitive": True}


def module_of(operation: Json, spec: str = "") -> ModuleModel:
    return from_spec(service({"SendThing": operation}), f"[tasks.send_thing]\n{spec}")


def example(operation: Json, spec: str = "") -> str:
    module = module_of(operation, spec)
    return "\n".join(example_lines(module.tasks[0], module, "prefect.tasks"))


def calls(operation: Json, spec: str = "") -> list[str]:
    """The statements of the example in which the task is made and called."""
    *_, made, flow = ast.parse(example(operation, spec)).body
    assert isinstance(flow, ast.With)
    return [ast.unparse(made), *map(ast.unparse, flow.body[1:])]


def required(members: Json) -> Json:
    return {"input": structure_of(members, *members)}


def test_a_whole_example() -> None:
    assert example(required({"QueueUrl": "string", "ThingName": "string"})) == (
        "from prefect import Flow\n"
        "from prefect.tasks.aws.things import ThingsSendThing\n"
        "from prefect.tasks.secrets import PrefectSecret\n"
        "\n"
        "task = ThingsSendThing(\n"
        '    queue_url="https://sqs.us-east-1.amazonaws.com/123456789012/my-queue",\n'
        '    thing_name="my-thing",\n'
        ")\n"
        "\n"
        'with Flow("send-thing") as flow:\n'
        '    credentials = PrefectSecret("AWS_CREDENTIALS")\n'
        "    task(credentials=credentials)\n"
        '    task(thing_name="another-thing", credentials=credentials)'
    )


def test_the_tasks_of_another_library_are_imported_after_prefects() -> None:
    module = module_of({})
    lines = example_lines(module.tasks[0], module, "acme.tasks")
    assert lines[:3] == [
        "from prefect import Flow",
        "from prefect.tasks.secrets import PrefectSecret",
        "from acme.tasks.aws.things import ThingsSendThing",
    ]


def test_a_number_is_overridden_by_the_next() -> None:
    assert calls({"input": {"Size": "integer"}}) == [
        "task = ThingsSendThing(size=1)",
        "task(credentials=credentials)",
        "task(size=2, credentials=credentials)",
    ]


@pytest.mark.parametrize(
    "shape",
    [{"type": "string", "enum": ["my-a", "b"]}, "boolean", ["string"], "blob", "timestamp"],
    ids=["enum", "boolean", "list", "bytes", "timestamp"],
)
def test_where_another_value_would_be_made_up_the_region_is_another(shape: object) -> None:
    *_, last = calls({"input": {"Thing": shape}})
    assert last == "task(boto_kwargs={'region_name': 'eu-west-1'}, credentials=credentials)"


def test_a_required_value_is_overridden_rather_than_an_optional_one() -> None:
    content = {"input": structure_of({"FirstName": "string", "LastName": "string"}, "LastName")}
    assert calls(content) == [
        "task = ThingsSendThing(last_name='my-last')",
        "task(credentials=credentials)",
        "task(last_name='another-last', credentials=credentials)",
    ]


def test_a_required_secret_is_one_of_prefect() -> None:
    made, call, other = calls(required({"Password": SECRET}))
    assert made == "task = ThingsSendThing()"
    assert call == "task(password=PrefectSecret('PASSWORD'), credentials=credentials)"
    assert "password=PrefectSecret('PASSWORD')" in other


def test_a_required_value_of_the_run_that_is_no_secret_is_shown() -> None:
    made, call, other = calls(required({"ThingName": "string"}), 'kwargs.thing_name.given = "run"')
    assert made == "task = ThingsSendThing()"
    assert call == "task(thing_name='my-thing', credentials=credentials)"
    assert other == ("task(thing_name='another-thing', credentials=credentials)")


def test_a_required_value_of_initialization_is_not_overridden() -> None:
    made, _, other = calls(required({"ThingName": "string"}), 'kwargs.thing_name.given = "init"')
    assert made == "task = ThingsSendThing(thing_name='my-thing')"
    assert other == "task(boto_kwargs={'region_name': 'eu-west-1'}, credentials=credentials)"


@pytest.mark.parametrize(
    "shape", ["timestamp", ["timestamp"], structure_of({"At": "timestamp"}, "At")]
)
def test_times_are_imported(shape: object) -> None:
    text = example(required({"Thing": shape}))
    assert text.startswith("from datetime import datetime\n\nfrom prefect import Flow\n")
    assert "datetime(2024, 1, 1)" in text


def test_a_spec_has_an_example_of_its_own() -> None:
    assert example({}, "example = '''\nif True:\n    pass\n'''") == "if True:\n    pass"


@pytest.mark.parametrize("sample", ["a\\b", '"""', "\n", "\x00", "é", ["\\"], {"\\": 1}])
def test_an_example_stands_in_a_docstring_whatever_the_sample(sample: Value) -> None:
    module = module_of(required({"Thing": "string"}))
    (task,) = module.tasks
    changed = replace(task, kwargs=tuple(replace(kwarg, sample=sample) for kwarg in task.kwargs))
    text = "\n".join(example_lines(changed, module, "prefect.tasks"))
    assert "\\" not in text
    assert '"""' not in text
    ast.parse(text)


@pytest.mark.parametrize("name", ["dynamodb", "s3", "sqs", "glue"])
def test_real_examples_are_as_black_writes_them(name: str) -> None:
    things = load_service(name, data_folders())
    module = infer(things, *(operation.method for operation in operations_of(things)))
    mode = black.Mode(line_length=LINE_LENGTH - 8)
    for task in module.tasks:
        text = "\n".join(example_lines(task, module, "prefect.tasks")) + "\n"
        assert black.format_str(text, mode=mode) == text
