"""Calls of a spec, held against the SDK's signatures."""

from __future__ import annotations

from textwrap import dedent

import pytest

from taskgen.sources.python.fits import misfits
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec
from tests.sources.python.sdk import WriteSdk

SDK = """
    class Issues:
        def create(self, title, /, *, body, labels=None): ...
    class Client:
        def __init__(self, server, token=None): ...
        def issues(self) -> Issues: ...
        def anything(self, **kwargs): ...
        unknown = lambda *args, **kwargs: None
"""


def told(
    sdk: str, call: str, client: str = "Client(server)", sample: str = "{ labels = 'a' }"
) -> list[str]:
    spec = read_spec(
        dedent(
            f"""
            sdk = "{sdk}"
            imports = ["from {sdk} import Client"]
            client = "{client}"
            [kwargs.server]
            doc = "Where."
            [kwargs.title]
            doc = "What."
            [kwargs.rest]
            type = "dict"
            doc = "The rest."
            sample = {sample}
            [tasks.do]
            call = "{call}"
            logs = ["{{server}} {{title}} {{rest}}"]
            """
        ).encode(),
        "acme.toml",
    )
    return [str(problem) for problem in misfits(module_model(spec), spec)]


@pytest.mark.parametrize(
    "call",
    [
        "client.issues().create(title, body=server)",
        "client.issues().create(title, **rest)",
        "client.anything(title=title)",
        "client.unknown(title)",
    ],
)
def test_a_call_that_fits_is_not_spoken_of(write_sdk: WriteSdk, call: str) -> None:
    assert told(write_sdk(SDK), call) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("client.issues().create(title, body=1, label=server)", "takes no argument `label`."),
        ("client.issues().create(title)", "requires the argument `body`."),
        (
            "client.issues().create(title, server, body=1)",
            "is given 2 arguments by position, and takes 1.",
        ),
    ],
)
def test_a_call_that_does_not_fit_is_told_with_its_place(
    write_sdk: WriteSdk, call: str, message: str
) -> None:
    (problem,) = told(write_sdk(SDK), call)
    assert problem.startswith("acme.toml:14:")
    assert f"`client.issues().create` {message}" in problem


def test_the_client_is_looked_at_as_well(write_sdk: WriteSdk) -> None:
    problems = told(write_sdk(SDK), "client.anything(a=title, b=server)", "Client(tokn=server)")
    assert "`Client` takes no argument `tokn`." in problems[0]
    assert "Did you mean `token`?" in problems[0]
    assert "`Client` requires the argument `server`." in problems[1]


def test_an_sdk_that_is_not_installed_is_no_problem() -> None:
    assert told("acme_is_not_installed", "client.anything(title=server)") == []


def test_a_method_that_there_is_not(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(SDK)
    (said,) = told(sdk, "client.isues(title)")
    assert "`Client` has no `isues`." in said
    assert "Did you mean `issues`?" in said


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("def __getattr__(self, name): ...", "module.Class"),
        ("def __init__(self, server): self.magic = make()", "module.Class"),
        ("def __init__(self, server): setattr(self, server, 1)", "module.Class"),
        ("magic: object", "builtins.object"),
        ("def __init__(self, server): self.magic = Client(server)", "{sdk}.Client"),
    ],
)
def test_what_only_objects_have_needs_its_class(write_sdk: WriteSdk, body: str, named: str) -> None:
    sdk = write_sdk(f"class Client:\n    {body}")
    said = told(sdk, "client.magic(title)", "Client(server)")
    types = f'types = {{ "client.magic" = "{named.format(sdk=sdk)}" }}'
    (told_of,) = [each for each in said if "`magic`" in each]
    assert "`magic` is nothing that the class `Client` has itself, so tests can't tell" in told_of
    assert told_of.endswith(f"  Say its class in `types`: `{types}`.")


def test_a_name_that_is_near_is_told_of_any_class(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("class Client:\n    def __getattr__(self, name): ...\n    def find(self): ...")
    (said,) = [each for each in told(sdk, "client.fnd()", "Client()") if "fnd" in each]
    assert "Did you mean `find`? Say its class in `types`" in said


def test_a_name_that_can_not_be_imported(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("class Clients: ...")
    said = told(sdk, "client.get(title)")[0]
    assert f"`{sdk}` has no `Client`." in said
    assert "Did you mean `Clients`?" in said


@pytest.mark.parametrize("error", ["ValueError('no')", "SystemExit('no')"])
def test_nothing_is_said_of_what_raises_when_it_is_looked_at(
    write_sdk: WriteSdk, error: str
) -> None:
    sdk = write_sdk(
        f"""
        class Client:
            class Raises:
                def __get__(self, instance, owner): raise {error}
            def __init__(self, server): ...
            issues = Raises()
        """
    )
    assert told(sdk, "Client.issues(title)") == []


def test_the_sample_of_what_is_splatted_has_to_be_arguments(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(SDK)
    call = "client.issues().create(title, body=server, **rest)"
    assert told(sdk, call, sample="{ key = 'a' }") == [
        "acme.toml:9:9: `client.issues().create` takes no argument `key`, which the sample of "
        "`rest` has.\n    [kwargs.rest]\n            ^^^^\n"
        "  Give it a `sample` of arguments that there are: `labels`."
    ]
    assert told(sdk, "client.anything(**rest)", sample="{ key = 'a' }") == []


def test_an_argument_is_given_once(write_sdk: WriteSdk) -> None:
    (problem,) = told(
        write_sdk(SDK), "client.anything(title=title)", client="Client(server, server=title)"
    )
    assert "`Client` is given the argument `server` twice." in problem
    assert "Leave one of the two out." in problem


def test_a_class_of_what_an_expression_is_has_to_be_there(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(SDK)
    (problem,) = _told_of_types(sdk)
    assert f"`{sdk}` has no `Isues`." in problem
    assert "Did you mean `Issues`?" in problem


def _told_of_types(sdk: str) -> list[str]:
    text = (
        f'sdk = "{sdk}"\nimports = ["from {sdk} import Client"]\nclient = "Client(server)"\n'
        f'[tasks.do]\ncall = "client.issues()"\ntypes = {{ "client.issues()" = "{sdk}.Isues" }}\n'
        '[tasks.do.kwargs.server]\ndoc = "Where."\n'
    )
    spec = read_spec(text.encode(), "acme.toml")
    return [str(problem) for problem in misfits(module_model(spec), spec)]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise ValueError('no')", "ValueError: no."),
        ("import os\nos._exit(0)", "SystemExit: os._exit(0)."),
        ("raise KeyboardInterrupt", "KeyboardInterrupt."),
    ],
)
def test_an_sdk_that_raises_at_import_is_told(write_sdk: WriteSdk, source: str, said: str) -> None:
    sdk = write_sdk(source)
    (message,) = told(sdk, "client.issues()")
    assert f"`{sdk}` can't be imported: {said}\n" in message
    assert f"`python -c 'import {sdk}'` shows all of it. Without it the tests fail." in message


def test_an_sdk_that_needs_what_is_not_installed_is_not_looked_at(write_sdk: WriteSdk) -> None:
    assert told(write_sdk("import acme_missing_dependency"), "client.issues()") == []
