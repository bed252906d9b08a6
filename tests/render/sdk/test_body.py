"""The statements of `run`, as a contributor would write them."""

from __future__ import annotations

import pytest

from taskgen.render.sdk.body import run_body
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec


def body(call: str, *kwargs: str, more: str = "") -> str:
    """The statements of a task that makes the call, without those that check its kwargs."""
    said = "\n".join(f'kwargs.{name} = {{ type = "dict", doc = "It." }}' for name in kwargs)
    spec = (
        'sdk = "acme"\nimports = ["import acme", "from acme import Client, Model"]\n'
        f"[tasks.find]\ncall = {call!r}\n{more}\n{said}\n"
    )
    blocks = run_body(module_model(read_spec(spec.encode(), "spec.toml")).tasks[0])
    return "\n\n".join("\n".join(block) for block in blocks)


def test_unset_values_are_left_out_of_a_call() -> None:
    assert body("acme.find(limit=limit)", "limit") == (
        'arguments: dict = {"limit": limit}\n'
        "arguments = {k: v for k, v in arguments.items() if v is not None}\n"
        "return acme.find(**arguments)"
    )


def test_what_is_made_of_a_value_is_added_where_the_value_is_set() -> None:
    made = body("acme.find(limit=limit, names=tuple(names))", "limit", "names")
    assert made.splitlines() == [
        'arguments: dict = {"limit": limit}',
        "arguments = {k: v for k, v in arguments.items() if v is not None}",
        "if names is not None:",
        '    arguments["names"] = tuple(names)',
        "return acme.find(**arguments)",
    ]


def test_a_model_that_is_none_without_its_value_is_left_out_with_it() -> None:
    made = body("acme.find(where=None if where is None else Model(**where))", "where")
    assert made.splitlines() == [
        "arguments: dict = {}",
        "if where is not None:",
        '    arguments["where"] = Model(**where)',
        "return acme.find(**arguments)",
    ]


def test_a_dict_of_options_is_given_as_it_was_made() -> None:
    made = body("acme.find(opts=dict(limit=limit))", "limit")
    assert made.splitlines()[-1] == "return acme.find(opts=opts_arguments)"


@pytest.mark.parametrize(("method", "local"), [("get_table", "table"), ("open_sftp", "sftp")])
def test_what_a_method_hands_out_is_called_by_what_it_is(method: str, local: str) -> None:
    long = "an_argument_with_a_name_that_takes_most_of_a_line"
    made = body(f"acme.{method}({long}).find(limit=limit)", long, "limit")
    assert f"{local} = acme.{method}({long})\nreturn {local}.find(**arguments)" in made


def test_an_attribute_is_set_where_there_is_a_value_for_it() -> None:
    more = (
        'values = { settings = "Model()" }\nclient = "Client(settings)"\n'
        'first = ["settings.token = token", "client.limit = 3"]'
    )
    made = body("client.find()", "token", more=more)
    assert made.splitlines() == [
        "settings = Model()",
        "if token is not None:",
        "    settings.token = token",
        "",
        "client = Client(settings)",
        "client.limit = 3",
        "",
        "return client.find()",
    ]


def test_arguments_of_a_step_are_called_after_it() -> None:
    more = 'client = "Client()"\nfirst = ["client.connect(port=port)"]'
    made = body("client.find(limit=limit)", "limit", "port", more=more)
    assert "client.connect(**connect_arguments)" in made
    assert made.splitlines()[-1] == "return client.find(**arguments)"
