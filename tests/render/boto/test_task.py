"""Rendered tasks, run under the real Prefect with a mocked client."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import replace
from typing import Any

import black
import cloudpickle
import pytest
from hypothesis import assume, given, settings
from prefect import Flow, Parameter, Task

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.text import prose
from tests.models import Json, structure_of
from tests.render.tasks import Loaded, module_source, rendered, request
from tests.strategies import modules

OUTPUT = {"Id": "string"}
SECRET = {"type": "string", "sensitive": True}
SEND: Json = {
    "documentation": "<p>Sends a thing. It may take long.</p>",
    "input": structure_of(
        {"QueueUrl": "string", "Delay": "integer", "Tags": ["string"], "Password": SECRET},
        "QueueUrl",
    ),
    "output": OUTPUT,
}


@pytest.fixture(scope="module")
def send() -> Loaded:
    """A task with a required kwarg, an optional one, a renamed one and a secret."""
    return rendered(SEND)


# Initialization -------------------------------------------------------------------------------


def test_initialization_sets_the_attributes(send: Loaded) -> None:
    task = send.kind(queue_url="a", delay=5, boto_kwargs={"region_name": "b"})
    assert (task.queue_url, task.delay, task.thing_tags) == ("a", 5, None)
    assert task.boto_kwargs == {"region_name": "b"}


def test_a_task_can_be_made_of_nothing(send: Loaded) -> None:
    assert send.kind().boto_kwargs == {}


def test_arguments_of_task_are_passed_on(send: Loaded) -> None:
    task = send.kind(name="a name", tags=["a"], max_retries=0)
    assert (task.name, task.tags) == ("a name", {"a"})


@pytest.mark.parametrize("name", ["password", "credentials", "no_kwarg"])
def test_initialization_takes_no_secret(send: Loaded, name: str) -> None:
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
        send.kind(**{name: "a"})


def test_the_docs_know_a_task_by_its_signature(send: Loaded) -> None:
    assert list(inspect.signature(send.kind.__init__).parameters) == [
        "self",
        "queue_url",
        "delay",
        "thing_tags",
        "boto_kwargs",
        "kwargs",
    ]


# Runs -----------------------------------------------------------------------------------------

GIVEN = {"queue_url": "a", "delay": 5, "thing_tags": ["b"]}
SENT = {"QueueUrl": "a", "Delay": 5, "Tags": ["b"]}


def test_values_of_initialization_reach_the_sdk(send: Loaded) -> None:
    assert request(send, GIVEN) == SENT


def test_values_of_the_run_reach_the_sdk(send: Loaded) -> None:
    assert request(send, **GIVEN, password="p") == {**SENT, "Password": "p"}


def test_the_run_goes_first(send: Loaded) -> None:
    at_init = {"queue_url": "x", "delay": 1, "thing_tags": ["y"]}
    assert request(send, at_init, **GIVEN) == SENT


@pytest.mark.parametrize("value", [0, "", False, [], {}])
def test_falsy_values_are_values(send: Loaded, value: object) -> None:
    values = dict.fromkeys(GIVEN, value)
    assert request(send, GIVEN, **values) == dict.fromkeys(SENT, value)
    assert request(send, values) == dict.fromkeys(SENT, value)


def test_what_is_not_set_is_not_sent(send: Loaded) -> None:
    assert request(send, queue_url="a") == {"QueueUrl": "a"}


def test_none_in_the_run_unsets_a_value(send: Loaded) -> None:
    assert request(send, GIVEN, delay=None) == {"QueueUrl": "a", "Tags": ["b"]}


@pytest.mark.parametrize("at_init", [{}, {"queue_url": None}])
def test_a_missing_value_raises_before_there_is_a_client(send: Loaded, at_init: Json) -> None:
    send.get_client.reset_mock()
    with pytest.raises(ValueError, match=r"^A value for `queue_url` must be provided\.$"):
        send.run(at_init, credentials={"ACCESS_KEY": "a"})
    send.get_client.assert_not_called()


def test_credentials_reach_the_client_and_nothing_else(send: Loaded) -> None:
    task = send.kind(queue_url="a", boto_kwargs={"region_name": "b"})
    before = dict(vars(task))
    task.run(credentials={"ACCESS_KEY": "a-secret"}, password="another-secret")
    send.get_client.assert_called_with(
        "things", credentials={"ACCESS_KEY": "a-secret"}, region_name="b"
    )
    assert vars(task) == before
    assert b"secret" not in cloudpickle.dumps(vars(task))


def test_arguments_of_the_client_can_be_overridden(send: Loaded) -> None:
    send.run({"queue_url": "a", "boto_kwargs": {"region_name": "b"}}, boto_kwargs={"verify": False})
    send.get_client.assert_called_with("things", credentials=None, verify=False)
    send.run({"queue_url": "a", "boto_kwargs": {"region_name": "b"}}, boto_kwargs=None)
    send.get_client.assert_called_with("things", credentials=None)


def test_a_task_works_in_a_flow(send: Loaded) -> None:
    send.client.send_thing.return_value = {"Id": "c"}
    task = send.kind(delay=5)
    with Flow("sending") as flow:
        sent = task(queue_url=Parameter("url"))
    state = flow.run(parameters={"url": "a"})
    assert state.is_successful()
    assert state.result[sent].result == {"Id": "c"}
    send.client.send_thing.assert_called_with(QueueUrl="a", Delay=5)


# Where kwargs are given, and what they are without --------------------------------------------


def test_some_values_are_given_at_initialization_alone() -> None:
    loaded = rendered(SEND, 'kwargs.queue_url.given = "init"\nkwargs.delay.given = "init"')
    assert request(loaded, {"queue_url": "a", "delay": 5}) == {"QueueUrl": "a", "Delay": 5}
    assert "queue_url" not in inspect.signature(loaded.kind.run).parameters
    with pytest.raises(ValueError, match="`queue_url` must be provided"):
        loaded.run()


def test_some_values_are_given_to_the_run_alone() -> None:
    loaded = rendered(SEND, 'kwargs.queue_url.given = "run"')
    assert request(loaded, queue_url="a") == {"QueueUrl": "a"}
    assert "queue_url" not in inspect.signature(loaded.kind).parameters


@pytest.mark.parametrize("given", ["both", "init", "run"])
def test_a_default_is_what_is_not_given(given: str) -> None:
    spec = f'kwargs.delay = {{ default = 5, given = "{given}" }}\n'
    spec += f'kwargs.thing_tags = {{ default = ["a"], given = "{given}" }}'
    loaded = rendered(SEND, spec)
    values = {"delay": 0, "thing_tags": []}
    at_init, at_runtime = ({}, values) if given == "run" else (values, {})
    assert request(loaded, queue_url="a") == {"QueueUrl": "a", "Delay": 5, "Tags": ["a"]}
    assert request(loaded, at_init, queue_url="a", **at_runtime) == {
        "QueueUrl": "a",
        "Delay": 0,
        "Tags": [],
    }


def test_tasks_do_not_share_a_default() -> None:
    loaded = rendered(SEND, 'kwargs.thing_tags.default = ["a"]')
    one, other = loaded.kind(), loaded.kind()
    assert one.thing_tags == ["a"]
    assert one.thing_tags is not other.thing_tags


def test_what_has_a_default_can_be_unset() -> None:
    loaded = rendered(SEND, "kwargs.delay.default = 5")
    assert request(loaded, queue_url="a", delay=None) == {"QueueUrl": "a"}


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("", "delay: Optional[int]=None"),
        ("kwargs.delay.default = 5", "delay: int=5"),
        ("kwargs.delay.type = 'Any'", "delay: Any=None"),
        ("kwargs.delay.type = 'Union[int, str]'", "delay: Optional[Union[int, str]]=None"),
        ("kwargs.thing_tags.default = ['a']", "thing_tags: Optional[List[str]]=None"),
        ("kwargs.queue_url.default = 'a'", "queue_url: str='a'"),
    ],
)
def test_the_annotation_of_a_parameter(text: str, parameter: str) -> None:
    (init,) = (
        node
        for node in ast.walk(ast.parse(rendered(SEND, text).source))
        if isinstance(node, ast.FunctionDef) and node.name == "__init__"
    )
    assert f" {parameter}," in ast.unparse(init.args)


# Docstrings -----------------------------------------------------------------------------------


def sections(docstring: str | None) -> dict[str, str]:
    """The text of each section of a docstring, what comes before them under no name."""
    name, found = "", {"": ""}
    for line in inspect.cleandoc(docstring or "").splitlines():
        if re.fullmatch(r"[A-Z][a-z]+:", line):
            name = line[:-1]
            found[name] = ""
        else:
            found[name] += f"{line}\n"
    return {name: " ".join(text.split()) for name, text in found.items()}


def test_the_class_documents_initialization(send: Loaded) -> None:
    said = sections(send.kind.__doc__)
    assert list(said) == ["", "Args", "Example"]
    assert said[""] == (
        "Task that sends a thing. It may take long. All initialization arguments can also be "
        "given, or overridden, at runtime. `password` and `credentials` can be given at runtime "
        "only."
    )
    assert said["Args"] == (
        "- queue_url (str, optional): The queue url. Must be given, at initialization or at "
        "runtime. "
        "- delay (int, optional): The delay. "
        "- thing_tags (List[str], optional): The tags. "
        "- boto_kwargs (dict, optional): Additional keyword arguments to forward to the boto "
        "client. "
        "- **kwargs (dict, optional): Additional keyword arguments to pass to the Task constructor."
    )


def test_run_documents_itself(send: Loaded) -> None:
    said = sections(send.kind.run.__doc__)
    assert list(said) == ["", "Args", "Returns", "Raises"]
    assert said[""] == "Task run method. Sends a thing."
    assert (
        "- password (str, optional): The password. Pass it from an upstream Secret task. -"
        in (said["Args"])
    )
    assert said["Returns"] == (
        "- dict: The response of the `SendThing` operation, with the key `Id`."
    )
    assert said["Raises"] == "- ValueError: If `queue_url` is not given."


def test_sections_without_anything_in_them_are_left_out() -> None:
    loaded = rendered({"input": {"Name": "string"}})
    assert list(sections(loaded.kind.run.__doc__)) == ["", "Args"]


def test_where_each_value_can_be_given_is_said() -> None:
    spec = """
    kwargs.delay = { given = "init", default = 5 }
    kwargs.queue_url.given = "run"
    """
    loaded = rendered(SEND, spec)
    said = sections(loaded.kind.__doc__)
    assert said[""].endswith(
        "All initialization arguments can also be given, or overridden, at runtime, except for "
        "`delay`. `queue_url`, `password` and `credentials` can be given at runtime only."
    )
    assert "The delay. Defaults to `5`. Can be given at initialization only. -" in said["Args"]
    assert "The queue url. Must be given. -" in sections(loaded.kind.run.__doc__)["Args"]


def test_the_example_runs(send: Loaded) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", inspect.cleandoc(send.kind.__doc__), re.DOTALL)
    of = "from prefect.tasks.aws.things import ThingsSendThing\n"
    assert of in inspect.cleandoc(code)
    namespace: dict[str, Any] = {"ThingsSendThing": send.kind}
    exec(inspect.cleandoc(code).replace(of.strip(), ""), namespace)
    assert len(namespace["flow"].get_tasks(task_type=send.kind)) == 2


# Everything that a model may say --------------------------------------------------------------


def sound(task: TaskModel) -> TaskModel:
    """The task as a source would have it: with docs, and with values for a waiter's arguments."""
    wait = task.boto.wait
    if wait:
        arguments = tuple(argument for argument in wait.arguments if argument.from_response)
        wait = replace(wait, arguments=arguments)
    return replace(
        task,
        call=replace(task.boto, wait=wait),
        result=replace(task.result, doc=task.result.doc or prose("What it is.")),
        kwargs=tuple(
            replace(kwarg, doc=kwarg.doc or prose("A value."), sample="my-value")
            for kwarg in task.kwargs
        ),
    )


def overlap(task: TaskModel) -> bool:
    """Whether two values are for one member, which a source refuses."""
    paths = [kwarg.member for kwarg in task.kwargs]
    paths += [constant.member for constant in task.constants]
    return any(
        one[: len(other)] == other
        for index, one in enumerate(paths)
        for other in [*paths[:index], *paths[index + 1 :]]
    )


@settings(max_examples=40)
@given(modules())
def test_any_task_is_python_3_7_as_black_writes_it(module: ModuleModel) -> None:
    assume(not any(map(overlap, module.tasks)))
    assume(len({task.name for task in module.tasks}) == len(module.tasks))
    source = module_source(replace(module, tasks=tuple(map(sound, module.tasks))))
    ast.parse(source, feature_version=(3, 7))
    assert black.format_str(source, mode=black.Mode()) == source


def test_a_small_task_in_full() -> None:
    loaded = rendered({"documentation": "<p>Sends it.</p>", "output": OUTPUT})
    assert issubclass(loaded.kind, Task)
    assert loaded.source.partition("    def __init__")[2] == (
        "(self, boto_kwargs: Optional[dict] = None, **kwargs: Any):\n"
        "        self.boto_kwargs = boto_kwargs or {}\n"
        "        super().__init__(**kwargs)\n"
        "\n"
        '    @defaults_from_attrs("boto_kwargs")\n'
        "    def run(\n"
        "        self, credentials: Optional[dict] = None, boto_kwargs: Optional[dict] = None\n"
        "    ) -> dict:\n"
        '        """\n'
        "        Task run method. Sends it.\n"
        "\n"
        "        Args:\n"
        "            - credentials (dict, optional): Your AWS credentials, passed from an\n"
        "                upstream Secret task: a dict with the keys `ACCESS_KEY` and\n"
        "                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given\n"
        "                neither here nor in the context, boto3 looks for them by its own rules.\n"
        "            - boto_kwargs (dict, optional): Additional keyword arguments to forward to\n"
        "                the boto client.\n"
        "\n"
        "        Returns:\n"
        "            - dict: The response of the `SendThing` operation, with the key `Id`.\n"
        '        """\n'
        "        client = get_boto_client(\n"
        '            "things", credentials=credentials, **(boto_kwargs or {})\n'
        "        )\n"
        "        return client.send_thing()\n"
    )
