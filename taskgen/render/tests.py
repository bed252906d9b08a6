"""A task model as the source of its tests, in the library's kind: pytest, classes, mocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from taskgen.model import Given, Member, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.text import Code, Value, literal


@dataclass(frozen=True, slots=True)
class TestView:
    """The pieces of a test class, in the order in which the template puts them together."""

    __test__ = False  # pytest would collect it by its name

    name: Code
    members: Code
    required: Code
    run_only: Code
    init_only: Code
    shared: bool
    optional: bool
    wait: bool
    needs_crt: bool
    patch: Code
    mocked_call: Code
    request: tuple[Code, ...]
    check_defaults: Code
    least_values: Code
    client_without_credentials: Code
    client_with_init_kwargs: Code
    client_with_run_kwargs: Code
    real_client: Code
    sample_values: Code
    sample_request: Code
    sample_response: Code
    sample_result: Code
    add_response: Code
    waited: Code
    wait_model: Code


def test_source(task: TaskModel, module: ModuleModel, package: str) -> Code:
    """The test class, black-formatted.

    Args:
        task: the task that is tested.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    return Code(
        template("prefect1/boto_tests.py.j2").render(test=_view(task, module, package)).rstrip()
    )


test_source.__test__ = False  # type: ignore[attr-defined]


def test_imports(
    tasks: Iterable[TaskModel], module: ModuleModel, package: str
) -> list[tuple[str, str]]:
    """What the test classes need: pairs of a module and a name to import from it."""
    imports = {
        ("unittest.mock", "MagicMock"),
        ("", "cloudpickle"),
        ("", "pytest"),
        ("botocore.stub", "Stubber"),
        ("prefect", "Flow"),
        ("prefect", "Parameter"),
        ("prefect.utilities.aws", "get_boto_client"),
    }
    for task in tasks:
        imports.add((f"{package}.{module.package}.{module.module}", task.name))
        samples: list[Value] = [kwarg.sample for kwarg in task.kwargs]
        samples += [task.call.response, *(constant.value for constant in task.constants)]
        if any(map(_has_datetime, samples)):
            imports.add(("datetime", "datetime"))
        if task.result.bodies:
            imports |= {("io", "BytesIO"), ("botocore.response", "StreamingBody")}
        if task.call.wait:
            imports.add(("botocore.validate", "validate_parameters"))
    return sorted(imports)


test_imports.__test__ = False  # type: ignore[attr-defined]


def _view(task: TaskModel, module: ModuleModel, package: str) -> TestView:
    call = task.call
    service = literal(call.service)
    target = f"{package}.{module.package}.{module.module}.get_boto_client"
    members: dict[str, Value] = {kwarg.name: ".".join(kwarg.member) for kwarg in task.kwargs}
    return TestView(
        name=task.name,
        members=Code(layout.value("members = ", members, "", 4)),
        required=_names("required", [k.name for k in task.required_kwargs]),
        run_only=_names("run_only", [k.name for k in task.kwargs if k.given is Given.RUN]),
        init_only=_names("init_only", [k.name for k in task.kwargs if k.given is Given.INIT]),
        shared=bool(task.shared_kwargs),
        optional=any(not kwarg.required for kwarg in task.kwargs),
        wait=call.wait is not None,
        needs_crt=call.needs_crt,
        patch=_code("monkeypatch.setattr", [literal(target), "get_client"]),
        mocked_call=_mocked_call(task),
        request=tuple(_expected_request(task)),
        check_defaults=_check_defaults(task),
        least_values=_least_values(task),
        client_without_credentials=_client_called([service, "credentials=None"]),
        client_with_init_kwargs=_client_called(
            [service, "credentials=self.credentials", "**boto_kwargs"]
        ),
        client_with_run_kwargs=_client_called(
            [service, "credentials=self.credentials", "**(at_runtime or {})"]
        ),
        real_client=_code(
            "client = get_boto_client", [service, "credentials=self.credentials", "**boto_kwargs"]
        ),
        sample_values=_sample_values(task),
        sample_request=_sample_request(task),
        sample_response=_sample_response(task),
        sample_result=_sample_result(task),
        add_response=_code(
            "stubber.add_response", [literal(call.method), "response", "request"], 12
        ),
        waited=_waited(task),
        wait_model=_wait_model(task),
    )


def _code(head: str, arguments: Sequence[str], indent: int = 8) -> Code:
    return Code(layout.call(head, arguments, "", indent))


def _names(attribute: str, names: Sequence[str]) -> Code:
    return Code(layout.value(f"{attribute} = ", list(names), "", 4) if names else "")


def _client_called(arguments: Sequence[str]) -> Code:
    return _code("get_client.assert_called_once_with", arguments)


def _mocked_call(task: TaskModel) -> Code:
    if task.call.paginate:
        return Code("return get_client.return_value.get_paginator.return_value.paginate")
    return Code(f"return get_client.return_value.{task.call.method}")


def _expected_request(task: TaskModel) -> list[Code]:
    """The body of the method that says which request some values make."""
    paths = [kwarg.member for kwarg in task.kwargs]
    paths += [constant.member for constant in task.constants]
    nested = any(len(path) > 1 for path in paths)
    if not nested and not task.constants:
        return [Code("return {self.members[name]: value for name, value in values.items()}")]
    fixed = _nested([(constant.member, constant.value) for constant in task.constants])
    statements = [layout.value("request = ", fixed, "", 8)]
    if nested:
        statements += [
            "for name, value in values.items():",
            '    *parents, member = self.members[name].split(".")',
            "    structure = request",
            "    for parent in parents:",
            "        structure = structure.setdefault(parent, {})",
            "    structure[member] = value",
        ]
    else:
        statements.append("request.update({self.members[k]: v for k, v in values.items()})")
    return [Code(statement) for statement in [*statements, "return request"]]


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


def _check_defaults(task: TaskModel) -> Code:
    """The assertion about the attributes of a task that is given nothing."""
    defaults: dict[str, Value] = {
        kwarg.name: kwarg.default for kwarg in task.init_kwargs if kwarg.default is not None
    }
    if not defaults:
        return Code("assert all(getattr(task, name) is None for name in names)")
    shown = layout.value("defaults = ", defaults, "", 8)
    check = "assert [getattr(task, name) for name in names] == [defaults.get(n) for n in names]"
    return Code(f"{shown}\n        {check}")


def _least_values(task: TaskModel) -> Code:
    """The values without which the call can't be made, and those that have a default."""
    defaults: dict[str, Value] = {
        kwarg.name: kwarg.default for kwarg in task.kwargs if kwarg.default is not None
    }
    if not task.required_kwargs:
        base = "values = "
        return Code(layout.value(base, defaults, "", 8))
    if not defaults:
        return Code('values = {name: f"{name} from run" for name in self.required}')
    values: dict[str, Value] = {k.name: f"{k.name} from run" for k in task.required_kwargs}
    return Code(layout.value("values = ", {**defaults, **values}, "", 8))


def _sample_values(task: TaskModel) -> Code:
    values: dict[str, Value] = {k.name: k.sample for k in task.kwargs if k.sample is not None}
    return Code(layout.value("values = ", values, "", 8))


def _sample_request(task: TaskModel) -> Code:
    if task.call.paginate:
        kept = [(k.member, k.sample) for k in task.kwargs if k.member[0] != "PaginationConfig"]
        kept += [(constant.member, constant.value) for constant in task.constants]
        return Code(layout.value("request = ", _nested(kept), "", 8))
    return Code("request = self.request(values)")


def _sample_response(task: TaskModel) -> Code:
    response = task.call.response
    if not task.result.bodies or not isinstance(response, dict):
        return Code(layout.value("response = ", response, "", 8))
    items = []
    for name, value in response.items():
        shown = str(literal(value))
        if name in task.result.bodies and isinstance(value, bytes):
            shown = f"StreamingBody(BytesIO({shown}), {len(value)})"
        items.append((str(literal(name)), shown))
    return Code(layout.pairs("response = ", items, "", 8))


def _sample_result(task: TaskModel) -> Code:
    if task.result.path is None:
        return Code("assert result is None")
    return Code(layout.value("assert result == ", task.call.returned, "", 8))


def _waited(task: TaskModel) -> Code:
    wait = task.call.wait
    if wait is None:
        return Code("")
    return Code(f"assert waited == [({literal(wait.model_name)}, {literal(wait.sample)})]")


def _wait_model(task: TaskModel) -> Code:
    wait = task.call.wait
    if wait is None:
        return Code("")
    return _code("model = client.meta.service_model.operation_model", [literal(wait.operation)])


def _has_datetime(value: Value) -> bool:
    if isinstance(value, dict):
        return any(map(_has_datetime, value.values()))
    if isinstance(value, list):
        return any(map(_has_datetime, value))
    return isinstance(value, datetime)
