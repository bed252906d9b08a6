"""The spec that is written says all of a model, and is pleasant to edit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.model.boto import BotoCall, Wait, WaitArgument
from taskgen.model.task import Constant, Given, Kwarg, ModuleModel, Result, TaskModel
from taskgen.render.spec import spec_toml
from taskgen.sources.spec.read import read_spec
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec, WaitSpec
from taskgen.text import Code, Identifier, Prose, Value
from taskgen.tomlfiles import write as toml
from taskgen.tomlfiles.places import loads
from tests.strategies import modules, texts, values


def said(module: ModuleModel) -> ModuleSpec:
    """What a spec says that says all of a model."""
    return ModuleSpec(
        service=module.tasks[0].boto.service,
        tasks=tuple(map(said_of_task, module.tasks)),
        package=module.package,
        module=module.module,
        title=module.title,
    )


def said_of_task(task: TaskModel) -> TaskSpec:
    path, wait = task.result.path, task.boto.wait
    return TaskSpec(
        key=task.key,
        operation=task.boto.operation,
        name=task.name,
        summary=task.summary,
        run_summary=task.run_summary,
        description=task.description,
        example="\n".join(task.example).strip("\n") if task.example else None,
        kwargs={kwarg.name: said_of_kwarg(kwarg) for kwarg in task.kwargs},
        constants={".".join(constant.member): constant.value for constant in task.constants},
        returns="nothing" if path is None else ".".join(path) or "all",
        returns_doc=task.result.doc or None,
        paginate=task.boto.paginate,
        wait=said_of_wait(wait) if wait else None,
    )


def said_of_kwarg(kwarg: Kwarg) -> KwargSpec:
    granted = Given.RUN if kwarg.secret else Given.BOTH
    return KwargSpec(
        member=".".join(kwarg.member),
        type=kwarg.type,
        doc=kwarg.doc or None,
        required=kwarg.required or None,
        secret=kwarg.secret or None,
        given=None if kwarg.given is granted else kwarg.given,
        default=kwarg.default,
    )


def said_of_wait(wait: Wait) -> WaitSpec:
    paths = [(a.from_response, a.name, ".".join(a.path)) for a in wait.arguments]
    return WaitSpec(
        wait.waiter,
        {name: path for from_response, name, path in paths if not from_response},
        {name: path for from_response, name, path in paths if from_response},
    )


@given(modules())
def test_what_is_written_is_read_as_what_the_model_says(module: ModuleModel) -> None:
    spec = read_spec(spec_toml(module).encode(), "spec.toml")
    assert replace(spec, places={}, value_places={}) == said(module)


INVOKE = TaskModel(
    name=Identifier("LambdaInvoke"),
    key="invoke",
    summary=Prose("Task that invokes a Lambda function."),
    run_summary=Prose("Invokes a Lambda function."),
    description=(
        Prose("You can invoke a function synchronously (and wait for the response), or not."),
        Prose(
            "For synchronous invocation, details about the function response, including errors, "
            "are included in the response body and headers."
        ),
    ),
    kwargs=(
        Kwarg(
            name=Identifier("function_name"),
            type=Code("str"),
            doc=Prose(
                "The name or ARN of the Lambda function, version, or alias, which is at most 64 "
                "characters long."
            ),
            member=("FunctionName",),
            required=True,
        ),
        Kwarg(
            name=Identifier("payload"),
            type=Code("bytes"),
            doc=Prose("The JSON that is the input."),
            member=("Payload",),
            secret=True,
            given=Given.RUN,
        ),
        Kwarg(
            name=Identifier("subnet_ids"),
            type=Code("List[str]"),
            doc=Prose("The subnets."),
            member=("VpcConfig", "SubnetIds"),
            given=Given.INIT,
            default=["a", "b"],
        ),
    ),
    constants=(
        Constant(("LogType",), "Tail"),
        Constant(("VpcConfig", "Ipv6"), {"a b": [True, 1.5]}),
    ),
    call=BotoCall(
        service="lambda",
        operation="Invoke",
        method=Identifier("invoke"),
        wait=Wait("function_active", (WaitArgument("FunctionName", ("FunctionName",)),)),
    ),
    result=Result(("Payload",), Code("bytes"), Prose("The response from the function.")),
    example=('invoke = LambdaInvoke(function_name="my-function")', "invoke.run()"),
)
MODULE = ModuleModel(
    package=Identifier("aws"),
    module=Identifier("lambda_function"),
    title=Prose("AWS Tasks"),
    service_title=Prose("AWS Lambda"),
    package_title=Prose("AWS"),
    extra="aws",
    sdk="boto3",
    requirement="boto3",
    tasks=(INVOKE,),
)


def test_what_is_written() -> None:
    assert (
        spec_toml(MODULE)
        == '''\
# What the tasks are, in full. Change what should be different; what is left out is inferred.
# `taskgen new --spec FILE` generates from it, and taskgen's docs/spec.md explains every key.

service = "lambda"
package = "aws"
module = "lambda_function"
title = "AWS Tasks"

[tasks.invoke]
operation = "Invoke"
class = "LambdaInvoke"
summary = "Task that invokes a Lambda function."
run_summary = "Invokes a Lambda function."
description = [
    "You can invoke a function synchronously (and wait for the response), or not.",
    """
For synchronous invocation, details about the function response, including errors, are included
in the response body and headers.
""",
]
example = \'\'\'
invoke = LambdaInvoke(function_name="my-function")
invoke.run()
\'\'\'
returns = "Payload"
returns_doc = "The response from the function."

[tasks.invoke.wait]
waiter = "function_active"
request = { FunctionName = "FunctionName" }

[tasks.invoke.kwargs.function_name]
member = "FunctionName"
type = "str"
required = true
doc = """
The name or ARN of the Lambda function, version, or alias, which is at most 64 characters long.
"""

[tasks.invoke.kwargs.payload]
member = "Payload"
type = "bytes"
secret = true
doc = "The JSON that is the input."

[tasks.invoke.kwargs.subnet_ids]
member = "VpcConfig.SubnetIds"
type = "List[str]"
given = "init"
default = ["a", "b"]
doc = "The subnets."

[tasks.invoke.constants]
LogType = "Tail"
"VpcConfig.Ipv6" = { "a b" = [true, 1.5] }
'''
    )


def test_a_spec_is_of_one_service() -> None:
    other = replace(INVOKE, call=replace(INVOKE.call, service="s3"))
    with pytest.raises(ValueError, match="a spec is of the tasks of one service"):
        spec_toml(replace(MODULE, tasks=(INVOKE, other)))


# TOML -----------------------------------------------------------------------------------------


@given(values)
def test_values_are_read_as_what_they_were(content: Value) -> None:
    assert loads(f"x = {toml.value(content)}") == {"x": content}


@given(texts)
def test_texts_are_written_on_one_printable_line(text: str) -> None:
    assert toml.string(text).isprintable()
    assert loads(f"{toml.key(text)} = {toml.string(text)}") == {text: text}


@given(st.lists(texts, min_size=1), st.lists(texts, min_size=1))
def test_tables_are_where_their_header_says(keys: list[str], more: list[str]) -> None:
    data: Any = loads(f"{toml.header(*keys)}\n{toml.header(*keys, *more)}")
    for name in [*keys, *more]:
        data = data[name]
    assert data == {}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")), st.integers(0))
def test_a_paragraph_has_other_spaces_at_most(text: str, used: int) -> None:
    read = loads(f"x = {toml.paragraph(text, used)}")["x"]
    assert read.split() == text.split()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))))
def test_lines_of_code_stay_as_they_are(lines: list[str]) -> None:
    assert loads(f"x = {toml.source(lines)}") == {"x": "\n".join(lines) + "\n"}


@pytest.mark.parametrize("lines", [["x = '''a'''"], ["x = 'a'"], ["x = 'a\\n'", '"""b"""'], []])
def test_quotes_of_code_end_no_string(lines: list[str]) -> None:
    assert loads(f"x = {toml.source(lines)}") == {"x": "\n".join(lines) + "\n"}


@pytest.mark.parametrize("content", [None, [None], {"a": None}, b"\xff"])
def test_what_toml_can_not_say(content: Value) -> None:
    with pytest.raises(ValueError, match=r"TOML has no null|can't decode byte"):
        toml.value(content)
