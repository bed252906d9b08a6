"""A task model as the source of its tests, in the library's kind: pytest, classes, mocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from taskgen.conventions import LINE_LENGTH
from taskgen.model.boto import Member
from taskgen.model.task import Given, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.text import Code, Value, has_datetime, literal

_OF_ALL_PAGES = "the items of all pages"

_IMPORTS = (
    ("copy", "deepcopy"),
    ("typing", "Any"),
    ("typing", "Dict"),
    ("typing", "List"),
    ("unittest.mock", "MagicMock"),
    ("", "cloudpickle"),
    ("", "pytest"),
    ("botocore.stub", "Stubber"),
    ("prefect", "Flow"),
    ("prefect", "Parameter"),
    ("prefect", "Task"),
    ("prefect.utilities.aws", "get_boto_client"),
)
"""What the base class needs."""


BASE = "BotoTaskTests"
"""The class with the tests that all tasks have in common; every test module has its own."""


@dataclass(frozen=True, slots=True)
class TestView:
    """The pieces of a test class, in the order in which the template puts them together."""

    __test__ = False  # pytest would collect it by its name

    head: Code
    task_class: Code
    service: Code
    method: Code
    attributes: tuple[Code, ...]
    """What differs from the base class's."""
    response: tuple[Code, ...]
    waits_for_request: Code
    empty_response: Code
    empty_result: Code
    paged_response: Code
    paged_result: Code
    needs_crt: bool
    waited: Code
    wait_logged: Code
    wait_model: Code


@cache
def base_source() -> Code:
    """The class that the test classes of a module are made from, black-formatted."""
    return Code(template("prefect1/boto_test_base.py.j2").render().rstrip())


def test_source(task: TaskModel) -> Code:
    """The test class of the task, black-formatted; it is made from `BASE`."""
    return Code(template("prefect1/boto_tests.py.j2").render(test=_view(task)).rstrip())


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
    imports = set(_IMPORTS)
    for task in tasks:
        imports.add((f"{package}.{module.package}.{module.module}", task.name))
        samples: list[Value] = [kwarg.sample for kwarg in task.kwargs]
        samples += [task.boto.response, *(constant.value for constant in task.constants)]
        if any(map(has_datetime, samples)):
            imports.add(("datetime", "datetime"))
        if task.result.bodies:
            imports |= {("io", "BytesIO"), ("botocore.response", "StreamingBody")}
        if task.boto.wait:
            imports.add(("botocore.validate", "validate_parameters"))
    return sorted(imports)


test_imports.__test__ = False  # type: ignore[attr-defined]


def _view(task: TaskModel) -> TestView:
    call = task.boto
    return TestView(
        head=Code(layout.call(f"class Test{task.name}", [BASE], ":", 0)),
        task_class=Code(layout.assignment("task_class", task.name, 4)),
        service=Code(f"service = {literal(call.service)}"),
        method=Code(f"method = {literal(call.method)}"),
        attributes=tuple(_attributes(task)),
        response=_response(task),
        waits_for_request=_waits_for_request(task),
        empty_response=_empty_response(task),
        empty_result=_empty_result(task),
        paged_response=_paged_response(task),
        paged_result=_paged_result(task),
        needs_crt=call.needs_crt,
        waited=_waited(task),
        wait_logged=_wait_logged(task),
        wait_model=_wait_model(task),
    )


def _attributes(task: TaskModel) -> Iterator[Code]:
    """The assignments of what a task's tests say of it, where the base says something else."""
    members: dict[str, Value] = {kwarg.name: ".".join(kwarg.member) for kwarg in task.kwargs}
    said: list[tuple[str, Value]] = [
        ("members", members),
        ("required", [kwarg.name for kwarg in task.required_kwargs]),
        ("init_only", [kwarg.name for kwarg in task.kwargs if kwarg.given is Given.INIT]),
        ("run_only", [kwarg.name for kwarg in task.kwargs if kwarg.given is Given.RUN]),
        ("constants", _nested([(constant.member, constant.value) for constant in task.constants])),
        ("defaults", {k.name: k.default for k in task.kwargs if k.default is not None}),
        ("paginated", task.boto.paginate),
        ("sample", {k.name: k.sample for k in task.kwargs if k.sample is not None}),
        ("result", task.boto.returned if task.result.path is not None else None),
    ]
    for name, content in said:
        # 0 and the empty string are results of their own.
        if content not in (None, False, [], {}) or (name == "result" and content is not None):
            yield _assigned(name, content)


def _assigned(name: str, content: Value) -> Code:
    """A class attribute; black puts a string in parentheses where that makes it fit."""
    shown = str(literal(content))
    if isinstance(content, (str, bytes)) and 8 + len(shown) <= LINE_LENGTH:
        return Code(layout.assignment(name, shown, 4))
    return Code(layout.value(f"{name} = ", content, "", 4))


def _code(head: str, arguments: Sequence[str], indent: int = 8) -> Code:
    return Code(layout.call(head, arguments, "", indent))


def _nested(items: Iterable[tuple[Member, Value]]) -> dict[str, Value]:
    """The values at their paths in nested dicts."""
    whole: dict[str, Value] = {}
    for path, value in items:
        structure = whole
        for name in path[:-1]:
            inner = structure.setdefault(name, {})
            assert isinstance(inner, dict), path
            structure = inner
        structure[path[-1]] = value
    return whole


def _response(task: TaskModel) -> tuple[Code, ...]:
    """The body of the method that says what the service responds to the sample."""
    response = task.boto.response
    if not response:
        return ()
    if not task.result.bodies or not isinstance(response, dict):
        return (Code(layout.value("return ", response, "", 8)),)
    items = []
    for name, value in response.items():
        shown = str(literal(value))
        if name in task.result.bodies and isinstance(value, bytes):
            shown = f"StreamingBody(BytesIO({shown}), {len(value)})"
        items.append((str(literal(name)), shown))
    return (Code(layout.pairs("return ", items, "", 8)),)


def _empty_response(task: TaskModel) -> Code:
    """The statement that makes the service respond without the list or the map to return."""
    *parents, _ = task.result.path or ("",)
    without: Value = _nested([(tuple(parents), {})]) if parents else {}
    made = "call.return_value"
    if task.boto.paginate:
        made = f"{made}.build_full_result.return_value"
    return Code(layout.value(f"{made} = ", without, "", 8))


def _empty_result(task: TaskModel) -> Code:
    result = task.result
    empty = {"List": "[]", "Dict": "{}"}.get(result.type[:4])
    if not result.path or result.bodies or result.events or not empty or _reads_to_wait(task):
        return Code("")
    return Code(f"assert result == {empty}")


def _paged_result(task: TaskModel) -> Code:
    """The assertion that the result is what the paginator makes of all pages."""
    if not task.boto.paginate or _reads_to_wait(task):
        return Code("")
    if task.result.path is None:
        return Code("collect.assert_called_once_with()")
    if task.result.path == ():
        return Code("assert result == collect.return_value")
    return Code(f"assert result == {literal(_OF_ALL_PAGES)}")


def _paged_response(task: TaskModel) -> Code:
    """The statement that says what the paginator makes of all pages."""
    whole = _nested([(task.result.path or ("Items",), _OF_ALL_PAGES)])
    return Code(layout.value("collect.return_value = ", whole, "", 8))


def _reads_to_wait(task: TaskModel) -> bool:
    """Whether the waiter takes arguments from the response, which then must have them."""
    wait = task.boto.wait
    return wait is not None and any(argument.from_response for argument in wait.arguments)


def _waits_for_request(task: TaskModel) -> Code:
    """The arguments of the waiter for a request whose kwargs all are `value`."""
    wait = task.boto.wait
    if wait is None or _reads_to_wait(task):
        return Code("")
    fixed = {constant.member: constant.value for constant in task.constants}
    items = [
        (literal(a.name), literal(fixed[a.path]) if a.path in fixed else "value")
        for a in wait.arguments
    ]
    return Code(layout.pairs("waited = ", items, "", 8))


def _wait_logged(task: TaskModel) -> Code:
    wait = task.boto.wait
    if wait is None:
        return Code("")
    return Code(f"assert {literal(f'Waiting for `{wait.waiter}`.')} in caplog.text")


def _waited(task: TaskModel) -> Code:
    wait = task.boto.wait
    if wait is None:
        return Code("")
    return _equal("waited", [[wait.model_name, wait.sample]])


def _equal(name: str, expected: Value) -> Code:
    """The assertion that something is what is expected."""
    line = layout.value(f"assert {name} == ", expected, "", 8)
    if "\n" in line or 8 + len(line) <= LINE_LENGTH:
        return Code(line)
    compared = f"{name} == {literal(expected)}"
    if 12 + len(compared) > LINE_LENGTH:
        compared = f"{name}\n            == {literal(expected)}"
    return Code(f"assert (\n            {compared}\n        )")


def _wait_model(task: TaskModel) -> Code:
    wait = task.boto.wait
    if wait is None:
        return Code("")
    return _code(
        "model = stubber.client.meta.service_model.operation_model", [literal(wait.operation)]
    )
