"""A task model as the source of its tests: `responses` in place of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from taskgen.conventions import LINE_LENGTH
from taskgen.model.http import Answer, Body, Place, Style
from taskgen.model.task import Given, Kwarg, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.render.http.request import credential_ways, secret_in_url
from taskgen.text import Code, Value, literal

_IMPORTS = (
    ("", "json"),
    ("", "re"),
    ("", "traceback"),
    ("", "warnings"),
    ("base64", "b64encode"),
    ("email", "message_from_bytes"),
    ("typing", "Any"),
    ("typing", "Dict"),
    ("typing", "List"),
    ("urllib.parse", "parse_qsl"),
    ("urllib.parse", "quote"),
    ("urllib.parse", "quote_plus"),
    ("", "cloudpickle"),
    ("", "pytest"),
    ("", "requests"),
    ("", "responses"),
    ("prefect", "Flow"),
    ("prefect", "Parameter"),
    ("prefect", "Task"),
)
"""What the base class needs."""

BASE = "HttpTaskTests"
"""The class with the tests that all tasks have in common; every test module has its own."""

_KINDS = {
    "int": "number",
    "float": "decimal",
    "bool": "flag",
    "bytes": "bytes",
    "list": "list",
    "dict": "object",
}
_SECRET = "a-secret-{}"


@dataclass(frozen=True, slots=True)
class TestView:
    """The pieces of a test class, in the order in which the template puts them together."""

    __test__ = False  # pytest would collect it by its name

    head: Code
    attributes: tuple[Code, ...]
    """What differs from the base class's."""


@cache
def base_source() -> Code:
    """The class that the test classes of a module are made from, black-formatted."""
    return Code(template("prefect1/http_test_base.py.j2").render().rstrip())


def test_source(task: TaskModel) -> Code:
    """The test class of the task, black-formatted; it is made from `BASE`."""
    head = Code(layout.call(f"class Test{task.name}", [BASE], ":", 0))
    view = TestView(head, tuple(_attributes(task)))
    return Code(template("prefect1/http_tests.py.j2").render(test=view).rstrip())


test_source.__test__ = False  # type: ignore[attr-defined]


def test_imports(
    tasks: Iterable[TaskModel], module: ModuleModel, package: str
) -> list[tuple[str, str]]:
    """What the test classes and their base need: pairs of a module and a name to import from it.

    Args:
        tasks: the tasks that are tested.
        module: the module they are in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    own = f"{package}.{module.package}.{module.module}"
    return sorted({*_IMPORTS, *((own, task.name) for task in tasks)})


test_imports.__test__ = False  # type: ignore[attr-defined]


def _attributes(task: TaskModel) -> Iterator[Code]:
    """The assignments of what a task's tests say of it, where the base says something else."""
    call = task.http
    samples = {kwarg.name: _sample(kwarg) for kwarg in task.kwargs}
    sample: dict[str, Value] = {k: v for k, v in samples.items() if v is not None}
    yield Code(layout.assignment("task_class", task.name, 4))
    yield Code(f"method = {literal(call.method.upper())}")
    said: list[tuple[str, Value]] = [
        ("path", call.path),
        ("members", {kwarg.name: ".".join(kwarg.member) for kwarg in task.kwargs}),
        ("kinds", {k.name: kind for k in task.kwargs if (kind := _kind(task, k)) != "text"}),
        (
            "styles",
            {
                kwarg.name: style.value
                for kwarg in task.kwargs
                if (style := call.style(kwarg.member)) is not Style.PLAIN
            },
        ),
        ("body", "" if call.body is Body.NONE else call.body.value),
        ("body_required", _always_has_body(task)),
        ("required", [kwarg.name for kwarg in task.required_kwargs]),
        ("secrets", [kwarg.name for kwarg in task.kwargs if kwarg.secret]),
        ("init_only", [kwarg.name for kwarg in task.kwargs if kwarg.given is Given.INIT]),
        ("run_only", [kwarg.name for kwarg in task.kwargs if kwarg.given is Given.RUN]),
        ("constants", {".".join(each.member): each.value for each in task.constants}),
        ("defaults", {k.name: k.default for k in task.kwargs if k.default is not None}),
        ("headers", _headers(task)),
        (
            "credentials",
            [
                {"place": each.place.value, "name": each.name, "kwargs": [*each.kwargs]}
                for each in call.credentials
                if each.place is not Place.CERTIFICATE
            ],
        ),
        ("ways", [[*way] for way in credential_ways(task)]),
        ("free_ways", _free_ways(task)),
        ("sample", sample),
        ("url", _url(task, sample)),
        ("answers_json", call.answer is Answer.JSON),
        ("hides_url", secret_in_url(task)),
        ("response", call.response),
        ("result", _result(task)),
        ("result_of_nothing", _result_of_nothing(task)),
    ]
    for name, content in said:
        # 0 and the empty string are results of their own.
        is_result = name in ("result", "response", "result_of_nothing") and content is not None
        if content not in (None, False, "", [], {}) or is_result:
            yield _assigned(name, content)


def _assigned(name: str, content: Value) -> Code:
    """A class attribute; black puts a string in parentheses where that makes it fit."""
    shown = str(literal(content))
    if isinstance(content, (str, bytes)) and 8 + len(shown) <= LINE_LENGTH:
        return Code(layout.assignment(name, shown, 4))
    return Code(layout.value(f"{name} = ", content, "", 4))


def _kind(task: TaskModel, kwarg: Kwarg) -> str:
    """What kind of values tests make up for a kwarg."""
    if kwarg.member == ("base_url",):
        return "url"
    if kwarg.type.startswith("List[bytes"):
        return "bytes list"
    if kwarg.type == "List[bool]":
        return "flags"
    style = task.http.style(kwarg.member)
    if style in (Style.DEEP, Style.PAIRS):
        return "object"
    if style in (Style.COMMA, Style.SPACE, Style.PIPE):
        return "list"
    if style is Style.FILE:
        return "bytes"
    first = kwarg.type.removeprefix("Union[").partition(",")[0].partition("[")[0].lower()
    whole_form = kwarg.member == ("body",) and task.http.body in (Body.FORM, Body.MULTIPART)
    return "object" if whole_form else _KINDS.get(first, "text")


def _sample(kwarg: Kwarg) -> Value:
    # A URL with a secret in it is one all the same.
    if kwarg.secret and kwarg.type == "str" and kwarg.member != ("base_url",):
        return _SECRET.format(kwarg.name.replace("_", "-"))
    return kwarg.sample


def _always_has_body(task: TaskModel) -> bool:
    """Whether a body of JSON is sent even if it has nothing in it."""
    whole = any(kwarg.member == ("body",) for kwarg in task.kwargs)
    return task.http.body is Body.JSON and task.http.body_required and not whole


def _headers(task: TaskModel) -> dict[str, Value]:
    """The headers that every request of the task has."""
    call = task.http
    said = {"accept": call.accept, "content-type": call.content_type}
    return {name: value for name, value in said.items() if value}


def _free_ways(task: TaskModel) -> list[Value]:
    """The kwargs of each credential that nobody needs."""
    needed = {kwarg.name for kwarg in task.required_kwargs}
    needed.update(name for way in credential_ways(task) for name in way)
    return [[*each.kwargs] for each in task.http.credentials if not needed & {*each.kwargs}]


def _url(task: TaskModel, sample: dict[str, Value]) -> str:
    """The URL that the sample makes, without its query."""
    path = task.http.path
    base = ""
    for kwarg in task.kwargs:
        value = sample.get(kwarg.name)
        if kwarg.member == ("base_url",):
            base = str(value).rstrip("/")
        if kwarg.member[0] == "path":
            items = value if isinstance(value, list) else [value]
            text = ",".join(quote(_text(item), safe="") for item in items)
            path = path.replace(f"{{{kwarg.member[1]}}}", text)
    # What no URL may have, `requests` escapes.
    return quote((base + path).partition("?")[0], safe="!#$%&'()*+,/:;=@[]~")


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _result(task: TaskModel) -> Value:
    """What `run` returns for the sample of a response."""
    call, result = task.http, task.result
    if result.path is None:
        return None
    value = call.response
    if call.answer is Answer.HEADERS:
        return {"X-Answer": "yes", "Content-Type": "text/plain"}
    for name in result.path:
        value = value[name] if isinstance(value, dict) else None
    return value


def _result_of_nothing(task: TaskModel) -> Value:
    """What `run` returns for an answer without a content."""
    call = task.http
    if task.result.path is None or call.may_be_empty:
        return None
    if call.answer is Answer.HEADERS:
        return {"Content-Type": "text/plain"}
    empty: dict[Answer, Value] = {Answer.TEXT: "", Answer.BYTES: b""}
    return empty.get(call.answer, "an error")
