"""Tasks as a spec wants them, and what a spec can get wrong about a service."""

from __future__ import annotations

from datetime import datetime

import pytest

from taskgen.model.task import Constant, Given, TaskModel
from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import Service, load_service
from taskgen.spec import ModuleSpec, TaskSpec
from tests.models import from_spec, infer, problems, service, structure_of, task_from_spec

NETWORK = structure_of({"Subnets": ["string"], "Groups": ["string"], "Name": "string"})
REQUEST = structure_of(
    {
        "QueueUrl": "string",
        "Body": "blob",
        "Delay": "integer",
        "Tags": {"type": "map", "key": "string", "value": "string"},
        "Network": NETWORK,
        "Password": {"type": "string", "sensitive": True},
        "Until": "timestamp",
        "Token": {"type": "string", "idempotencyToken": True},
    },
    "QueueUrl",
    "Body",
)


@pytest.fixture
def things() -> Service:
    return service({"SendThing": {"input": REQUEST}, "ListThings": {}})


def task(things: Service, text: str = "") -> TaskModel:
    return task_from_spec(things, f"[tasks.send_thing]\n{text}")


def faults(things: Service, text: str) -> str:
    return problems(things, f"[tasks.send_thing]\n{text}")


def names(found: TaskModel) -> list[str]:
    return [kwarg.name for kwarg in found.kwargs]


ALL = ["queue_url", "body", "delay", "thing_tags", "network", "until", "token", "password"]


# Modules --------------------------------------------------------------------------------------


def test_a_module_is_for_its_service() -> None:
    module = infer(load_service("lambda", data_folders()), "invoke")
    assert (module.package, module.module, module.title) == ("aws", "lambda_function", "AWS Tasks")
    assert (module.service_title, module.package_title) == ("AWS Lambda", "AWS")
    assert (module.extra, module.requirement) == ("aws", "boto3 >= 1.9")


def test_a_spec_says_where_its_tasks_go(things: Service) -> None:
    module = from_spec(things, 'package = "acme"\nmodule = "sending"\ntitle = "Acme"\n')
    assert (module.package, module.module, module.title) == ("acme", "sending", "Acme")


def test_tasks_are_in_the_order_of_their_names() -> None:
    things = service({"Z": {}, "A": {}, "M": {}})
    assert list(infer(things, "m", "z", "a").names()) == ["ThingsA", "ThingsM", "ThingsZ"]


def test_all_operations_are_those_that_can_be_called_and_are_not_deprecated() -> None:
    things = service({"Chat": {}, "Old": {"deprecated": True}, "New": {}}, name="qbusiness")
    assert list(infer(things).names()) == ["ThingsNew"]


def test_a_deprecated_operation_is_made_by_name() -> None:
    assert list(infer(service({"Old": {"deprecated": True}}), "old").names()) == ["ThingsOld"]


def test_two_tasks_of_one_operation(things: Service) -> None:
    text = """
    [tasks.send_thing]
    [tasks.send_again]
    operation = "SendThing"
    class = "ThingsSendAgain"
    """
    assert list(from_spec(things, text).names()) == ["ThingsSendAgain", "ThingsSendThing"]


# What a spec says of a task -------------------------------------------------------------------


def test_what_a_spec_says_goes_before_what_is_inferred(things: Service) -> None:
    found = task(
        things,
        """
        class = "SendOne"
        summary = "Task that sends one."
        run_summary = "Sends one."
        description = ["First.", "Second."]
        example = "SendOne().run()"
        """,
    )
    assert (found.name, found.summary, found.run_summary) == (
        "SendOne",
        "Task that sends one.",
        "Sends one.",
    )
    assert (found.description, found.example) == (("First.", "Second."), ("SendOne().run()",))


def test_a_description_may_be_empty() -> None:
    things = service({"SendThing": {"documentation": "<p>Sends it. At once.</p>"}})
    assert task(things).description == ("At once.",)
    assert task(things, "description = []").description == ()


# Kwargs ---------------------------------------------------------------------------------------


def test_a_kwarg_is_refined(things: Service) -> None:
    found = task(
        things,
        """
        [tasks.send_thing.kwargs.delay]
        type = "float"
        doc = "How long."
        default = 5
        given = "init"
        """,
    )
    (delay,) = (kwarg for kwarg in found.kwargs if kwarg.name == "delay")
    assert (delay.type, delay.doc, delay.default) == ("float", "How long.", 5)
    assert (delay.given, delay.required, delay.member) == (Given.INIT, False, ("Delay",))
    assert names(found) == ALL


def test_a_kwarg_is_renamed(things: Service) -> None:
    found = task(things, '[tasks.send_thing.kwargs.queue]\nmember = "QueueUrl"')
    assert names(found) == ["queue", *ALL[1:]]
    assert found.kwargs[0].required


def test_a_kwarg_fills_a_nested_member(things: Service) -> None:
    found = task(
        things,
        """
        [tasks.send_thing.kwargs.subnets]
        member = "Network.Subnets"
        [tasks.send_thing.kwargs.groups]
        member = "Network.Groups"
        required = true
        """,
    )
    assert names(found) == [
        "queue_url",
        "body",
        "groups",
        "delay",
        "thing_tags",
        "subnets",
        "until",
        "token",
        "password",
    ]
    (subnets,) = (kwarg for kwarg in found.kwargs if kwarg.name == "subnets")
    assert (subnets.type, subnets.member) == ("List[str]", ("Network", "Subnets"))


def test_a_kwarg_that_has_a_default_need_not_be_given(things: Service) -> None:
    found = task(things, '[tasks.send_thing.kwargs.queue_url]\ndefault = "https://acme"')
    assert [kwarg.name for kwarg in found.required_kwargs] == ["body"]


def test_the_default_of_bytes_is_written_as_text(things: Service) -> None:
    found = task(things, '[tasks.send_thing.kwargs.body]\ndefault = "{}"')
    assert {kwarg.name: kwarg.default for kwarg in found.kwargs}["body"] == b"{}"


@pytest.mark.parametrize(
    ("text", "secret", "given"),
    [
        ("", True, Given.RUN),
        ("secret = false", False, Given.BOTH),
        ('secret = false\ngiven = "run"', False, Given.RUN),
    ],
)
def test_a_secret_may_be_none(things: Service, text: str, secret: bool, given: Given) -> None:
    found = task(things, f"[tasks.send_thing.kwargs.password]\n{text}")
    (password,) = (kwarg for kwarg in found.kwargs if kwarg.name == "password")
    assert (password.secret, password.given) == (secret, given)


def test_any_kwarg_may_be_a_secret(things: Service) -> None:
    found = task(things, "[tasks.send_thing.kwargs.body]\nsecret = true")
    (body,) = (kwarg for kwarg in found.kwargs if kwarg.name == "body")
    assert (body.secret, body.given) == (True, Given.RUN)


def test_hidden_members_get_a_kwarg_on_request() -> None:
    s3 = load_service("s3", data_folders())
    text = """
    [tasks.get_object.kwargs.sse_customer_key_md5]
    member = "SSECustomerKeyMD5"
    """
    assert "sse_customer_key_md5" in names(task_from_spec(s3, text))


# Constants and omissions ----------------------------------------------------------------------


def test_a_constant_takes_the_place_of_a_kwarg(things: Service) -> None:
    found = task(things, "constants = { Delay = 5 }")
    assert found.constants == (Constant(("Delay",), 5),)
    assert names(found) == [name for name in ALL if name != "delay"]


def test_a_constant_in_a_structure_leaves_room_for_kwargs(things: Service) -> None:
    found = task(
        things,
        """
        constants = { Network = { Name = "fixed", Groups = ["a"] } }
        kwargs.subnets.member = "Network.Subnets"
        """,
    )
    assert found.constants == (
        Constant(("Network", "Name"), "fixed"),
        Constant(("Network", "Groups"), ["a"]),
    )
    assert "network" not in names(found)
    assert "subnets" in names(found)


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ('"Network.Name" = "fixed"', Constant(("Network", "Name"), "fixed")),
        ("Network = {}", Constant(("Network",), {})),
        ("Tags = { a = 'b' }", Constant(("Tags",), {"a": "b"})),
        ("Until = 2024-01-01T00:00:00", Constant(("Until",), datetime(2024, 1, 1))),
        ("Until = '2024-01-01'", Constant(("Until",), "2024-01-01")),
        ("Body = 'text'", Constant(("Body",), b"text")),
    ],
)
def test_what_a_constant_may_be(things: Service, text: str, constant: Constant) -> None:
    assert task(things, f"[tasks.send_thing.constants]\n{text}").constants == (constant,)


def test_an_omitted_member_gets_no_kwarg(things: Service) -> None:
    found = task(things, 'omit = ["Delay", "Network"]')
    assert names(found) == [name for name in ALL if name not in ("delay", "network")]
    assert found.omitted == ("Delay", "Network")


# What is wrong --------------------------------------------------------------------------------


def test_an_unknown_operation_names_the_nearest(things: Service) -> None:
    assert problems(things, '[tasks.send]\noperation = "SendThign"\n') == (
        "spec.toml:3:13: `things` has no operation named `SendThign`.\n"
        '    operation = "SendThign"\n'
        "                ^^^^^^^^^^^\n"
        "  Did you mean `SendThing` or `send_thing`? `taskgen list things` shows all operations."
    )


def test_an_unknown_operation_has_the_place_of_its_name(things: Service) -> None:
    assert problems(things, 'operations = ["list_things", "zzz"]') == (
        "spec.toml:2:30: `things` has no operation named `zzz`.\n"
        '    operations = ["list_things", "zzz"]\n'
        "                                 ^^^^^\n"
        "  `taskgen list things` shows all operations."
    )


def test_where_all_operations_are_deprecated_some_have_to_be_named() -> None:
    assert problems(service({"Old": {"deprecated": True}}), "") == (
        "spec.toml:1:11: `things` has no operation that is not deprecated.\n"
        '    service = "things"\n'
        "              ^^^^^^^^\n"
        "  Name those that you want. `taskgen list things` shows all."
    )


def test_an_operation_without_a_method_is_refused_by_name() -> None:
    things = service({"Chat": {}, "New": {}}, name="qbusiness")
    with pytest.raises(TaskgenError) as caught:
        module_model(things, ModuleSpec("qbusiness", (TaskSpec("chat"),)))
    assert str(caught.value) == (
        "`boto3` has no method for `Chat` of `qbusiness`: its request is an event stream.\n"
        "  Leave it out."
    )


def test_two_tasks_of_one_class_are_an_error(things: Service) -> None:
    text = '[tasks.send_thing]\n[tasks.again]\noperation = "SendThing"\nclass = "THINGSSendThing"'
    assert problems(things, text) == (
        "spec.toml:5:9: `send_thing` and `again` would both be the class `THINGSSendThing`.\n"
        '    class = "THINGSSendThing"\n'
        "            ^^^^^^^^^^^^^^^^^\n"
        '  Give one of them another name in a spec: `class = "THINGSSendThing2"`.'
    )


WRONG: dict[str, tuple[str, str, str]] = {
    "an unknown kwarg": (
        "[tasks.send_thing.kwargs.queue_ur]",
        "`SendThing` has no kwarg `queue_ur`, and the spec does not say which member it fills.",
        'Did you mean `queue_url`? Or say `member = "..."`.',
    ),
    "a kwarg like no other": (
        "[tasks.send_thing.kwargs.zzz]",
        "`SendThing` has no kwarg `zzz`, and the spec does not say which member it fills.",
        "It has `queue_url`, `body`, `delay`, `thing_tags`, `network`, `password`, `until` and "
        '`token`. Or say `member = "..."`.',
    ),
    "an unknown member": (
        '[tasks.send_thing.kwargs.zzz]\nmember = "QueueURI"',
        "The request of `SendThing` has no member `QueueURI`.",
        "Did you mean `QueueUrl`?",
    ),
    "an unknown nested member": (
        '[tasks.send_thing.kwargs.zzz]\nmember = "Network.Subnet"',
        "The request of `SendThing` has no member `Network.Subnet`.",
        "Did you mean `Subnets`?",
    ),
    "a member of no structure": (
        '[tasks.send_thing.kwargs.zzz]\nmember = "QueueUrl.Host"',
        "The request of `SendThing` has no member `QueueUrl.Host`.",
        "`QueueUrl` has no members.",
    ),
    "an unknown constant": (
        'constants = { Dela = 5, "Network.Nam" = "a" }',
        "The request of `SendThing` has no member `Dela`.",
        "Did you mean `Delay`?",
    ),
    "an unknown omission": (
        'omit = ["Delay", "Netwrk"]',
        "The request of `SendThing` has no member `Netwrk`.",
        "Did you mean `Network`?",
    ),
    "an omission without effect": (
        'omit = ["Network.Name"]',
        "`Network.Name` gets no kwarg of its own, so there is none to omit.",
        "Leave it out here, or omit `Network`.",
    ),
    "a required member omitted": (
        'omit = ["QueueUrl"]',
        "`SendThing` needs `QueueUrl`, and nothing fills it.",
        "Take it out of `omit`.",
    ),
    "a member filled twice": (
        'constants = { QueueUrl = "a" }\n[tasks.send_thing.kwargs.queue_url]',
        "`queue_url` and a constant both fill `QueueUrl`.",
        "Leave one of them out, or let it fill another member.",
    ),
    "two kwargs of one member": (
        'kwargs.one.member = "Delay"\nkwargs.two.member = "Delay"',
        "`one` and `two` both fill `Delay`.",
        "Leave one of them out, or let it fill another member.",
    ),
    "a structure and a member of it": (
        'kwargs.network.type = "dict"\nkwargs.subnets.member = "Network.Subnets"',
        "`network` and `subnets` both fill `Network.Subnets`.",
        "Leave one of them out, or let it fill another member.",
    ),
    "a name of another kwarg": (
        '[tasks.send_thing.kwargs.delay]\nmember = "Until"',
        "`delay` is the kwarg of `Delay` already.",
        "Call this one otherwise, give the other one a table too, or leave `Delay` out in `omit`.",
    ),
    "a name that the code uses": (
        '[tasks.send_thing.kwargs.client]\nmember = "QueueUrl"',
        "`client` is no name for a kwarg: the code of the task uses it itself.",
        "Call it `thing_client`, for example, with the member that it fills.",
    ),
    "a default of another type": (
        '[tasks.send_thing.kwargs.delay]\ndefault = "soon"',
        "The default of `delay` is no `int`.",
        "Give it one of that type, or say another `type`.",
    ),
    "a constant of another type": (
        'constants = { Delay = "soon" }',
        "`Delay` has the type `int`, which this constant has not.",
        "Give it one of that type.",
    ),
    "a nested constant of another type": (
        "constants = { Network = { Subnets = [5] } }",
        "`Network.Subnets` has the type `List[str]`, which this constant has not.",
        "Give it one of that type.",
    ),
    "a secret with a default": (
        '[tasks.send_thing.kwargs.password]\ndefault = "pass"',
        "`password` is a secret, which is given at runtime alone and has no default.",
        "Leave `default` out, or say `secret = false` if it is none.",
    ),
    "a secret given at initialization": (
        '[tasks.send_thing.kwargs.password]\ngiven = "both"',
        "`password` is a secret, which is given at runtime alone and has no default.",
        "Leave `given` out, or say `secret = false` if it is none.",
    ),
}


@pytest.mark.parametrize(("text", "message", "hint"), WRONG.values(), ids=WRONG)
def test_what_a_spec_can_get_wrong(things: Service, text: str, message: str, hint: str) -> None:
    shown = faults(things, text)
    first, *_ = shown.splitlines()
    assert first.partition(": ")[2] == message
    assert f"\n  {hint}" in shown


def test_a_structure_needs_all_its_members() -> None:
    inner = structure_of({"Raw": structure_of({"Data": "blob", "Kind": "string"}, "Data")}, "Raw")
    things = service({"SendThing": {"input": {"Content": inner}}})
    assert faults(things, '[tasks.send_thing.kwargs.kind]\nmember = "Content.Raw.Kind"') == (
        "spec.toml:2:8: `SendThing` needs `Content.Raw.Data`, and nothing fills it.\n"
        "    [tasks.send_thing]\n"
        "           ^^^^^^^^^^\n"
        "  Give it a kwarg or a constant."
    )


@pytest.mark.parametrize(
    "text",
    [
        'constants = { Content = { Data = "a" } }\nkwargs.kind.member = "Content.Kind"',
        'kwargs.data.member = "Content.Data"\nkwargs.kind.member = "Content.Kind"',
        "",
        'omit = ["Content"]',
    ],
)
def test_a_structure_that_is_whole_or_not_there_is_right(text: str) -> None:
    inner = structure_of({"Data": "blob", "Kind": "string"}, "Data")
    assert task(service({"SendThing": {"input": {"Content": inner}}}), text)


def test_an_operation_without_a_request_has_no_members() -> None:
    shown = problems(service({"ListThings": {}}), "[tasks.list_things]\nconstants = { A = 1 }")
    assert shown == (
        "spec.toml:3:19: The request of `ListThings` has no member `A`.\n"
        "    constants = { A = 1 }\n"
        "                      ^\n"
        "  It has no members."
    )


def test_all_that_is_wrong_is_told_at_once(things: Service) -> None:
    text = """\
[tasks.send_thing]
omit = ["Zzz"]
returns = "Name"
paginate = true
wait = "zzz"
[tasks.send_thing.kwargs.zzz]
[tasks.zzz]
"""
    lines = [line for line in problems(things, text).splitlines() if line.startswith("spec.toml")]
    assert [line.split(": ", 1) for line in lines] == [
        ["spec.toml:3:9", "The request of `SendThing` has no member `Zzz`."],
        ["spec.toml:4:11", "The response of `SendThing` has no member `Name`."],
        ["spec.toml:5:12", "`boto3` has no paginator for `SendThing`."],
        ["spec.toml:6:8", "`things` has no waiter named `zzz`."],
        [
            "spec.toml:7:26",
            "`SendThing` has no kwarg `zzz`, and the spec does not say which member it fills.",
        ],
        ["spec.toml:8:8", "`things` has no operation named `zzz`."],
    ]
