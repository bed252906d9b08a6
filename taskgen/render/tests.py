"""A task model as the source of its tests, in the library's kind: pytest, classes, mocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from taskgen.conventions import LINE_LENGTH
from taskgen.model import Given, Member, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.text import Code, Value, has_datetime, literal

_OF_ALL_PAGES = "the items of all pages"


@dataclass(frozen=True, slots=True)
class TestView:
    """The pieces of a test class, in the order in which the template puts them together."""

    __test__ = False  # pytest would collect it by its name

    name: Code
    members: Code
    required: Code
    split: bool
    """Whether some kwarg is for `__init__` or for `run` alone."""
    run_only: Code
    init_only: Code
    kwargs: bool
    shared: bool
    optional: bool
    wait: bool
    needs_crt: bool
    patch: Code
    mocked_call: Code
    request: tuple[Code, ...]
    none_for_mutable: tuple[str, ...]
    check_defaults: Code
    least_values: Code
    defaults: Code
    required_default: bool
    waits_for_request: Code
    client_without_credentials: Code
    client_with_init_kwargs: Code
    client_with_run_kwargs: Code
    real_client: Code
    sample_values: Code
    sample_request: Code
    sample_response: Code
    sample_result: Code
    empty_response: Code
    empty_result: Code
    paged_response: Code
    paged_result: Code
    add_response: Code
    waited: Code
    wait_logged: Code
    wait_model: Code

    def made(self, *arguments: str, indent: int = 8) -> Code:
        """The task, made of these arguments."""
        return _code(self.name, arguments, indent)

    def task(self, *arguments: str, indent: int = 8) -> Code:
        """The statement that makes the task and calls it `task`."""
        statement = layout.call(f"task = {self.name}", arguments, "", indent)
        if _fits(statement, indent):
            return Code(statement)
        inner = layout.call(self.name, arguments, "", indent + 4)
        if arguments and not _fits(inner, indent + 4):
            return Code(statement)
        pad = " " * indent
        return Code(f"task = (\n{pad}    {inner}\n{pad})")


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
        ("prefect", "Task"),
        ("prefect.utilities.aws", "get_boto_client"),
    }
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


def _view(task: TaskModel, module: ModuleModel, package: str) -> TestView:
    call = task.boto
    service = literal(call.service)
    target = f"{package}.{module.package}.{module.module}.get_boto_client"
    members: dict[str, Value] = {kwarg.name: ".".join(kwarg.member) for kwarg in task.kwargs}
    return TestView(
        name=task.name,
        # mypy wants to know what an empty dict is to hold.
        members=Code(layout.value("members = " if members else "members: dict = ", members, "", 4)),
        required=_names("required", [k.name for k in task.required_kwargs])
        if task.required_kwargs
        else Code(""),
        split=len(task.shared_kwargs) < len(task.kwargs),
        run_only=_names("run_only", [k.name for k in task.kwargs if k.given is Given.RUN]),
        init_only=_names("init_only", [k.name for k in task.kwargs if k.given is Given.INIT]),
        kwargs=bool(task.kwargs),
        shared=bool(task.shared_kwargs),
        optional=any(not kwarg.required for kwarg in task.kwargs),
        wait=call.wait is not None,
        needs_crt=call.needs_crt,
        patch=_code("monkeypatch.setattr", [literal(target), "get_client"]),
        mocked_call=_mocked_call(task),
        request=tuple(_expected_request(task)),
        none_for_mutable=tuple(_none_for_mutable(task)),
        check_defaults=_check_defaults(task),
        least_values=_least_values(task),
        defaults=_defaults(task),
        required_default=any(kwarg.default is not None for kwarg in task.required_kwargs),
        waits_for_request=_waits_for_request(task),
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
        empty_response=_empty_response(task),
        empty_result=_empty_result(task),
        paged_response=_paged_response(task),
        paged_result=_paged_result(task),
        add_response=_code(
            "stubber.add_response", [literal(call.method), "response", "request"], 12
        ),
        waited=_waited(task),
        wait_logged=_wait_logged(task),
        wait_model=_wait_model(task),
    )


def _code(head: str, arguments: Sequence[str], indent: int = 8) -> Code:
    return Code(layout.call(head, arguments, "", indent))


def _names(attribute: str, names: Sequence[str]) -> Code:
    if not names:
        return Code(f"{attribute} = ()")  # mypy asks for the type of an empty list
    return Code(layout.value(f"{attribute} = ", list(names), "", 4))


def _client_called(arguments: Sequence[str]) -> Code:
    return _code("get_client.assert_called_once_with", arguments)


def _mocked_call(task: TaskModel) -> Code:
    if task.boto.paginate:
        return _returned("get_client.return_value.get_paginator.return_value.paginate")
    return _returned(f"get_client.return_value.{task.boto.method}")


def _fits(code: str, indent: int) -> bool:
    """Whether the first line is not too long."""
    return indent + len(code.partition("\n")[0]) <= LINE_LENGTH


def _returned(expression: str) -> Code:
    statement = f"return {expression}"
    if _fits(statement, 8):
        return Code(statement)
    return Code(f"return (\n            {expression}\n        )")


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


def _none_for_mutable(task: TaskModel) -> Iterator[str]:
    """Arguments that give None where a default is mutable, and may not be in the signature."""
    for kwarg in task.init_kwargs:
        if isinstance(kwarg.default, (list, dict)):
            yield f"{kwarg.name}=None"
    yield "boto_kwargs=None"


def _check_defaults(task: TaskModel) -> Code:
    """The assertion about the attributes of a task that is given nothing."""
    defaults: dict[str, Value] = {
        kwarg.name: kwarg.default for kwarg in task.init_kwargs if kwarg.default is not None
    }
    if not defaults:
        return Code("assert all(getattr(task, name) is None for name in names)")
    shown = layout.value("defaults = ", defaults, "", 8)
    check = "for name in names:\n            assert getattr(task, name) == defaults.get(name)"
    return Code(f"{shown}\n        {check}")


def _least_values(task: TaskModel) -> Code:
    """The values without which the call can't be made."""
    needed = [kwarg.name for kwarg in task.required_kwargs if kwarg.default is None]
    if needed and len(needed) == len(task.required_kwargs):
        return Code('values = {name: f"{name} from run" for name in self.required}')
    values: dict[str, Value] = {name: f"{name} from run" for name in needed}
    return Code(layout.value("values = ", values, "", 8))


def _defaults(task: TaskModel) -> Code:
    """The values that are sent where none is given."""
    defaults: dict[str, Value] = {k.name: k.default for k in task.kwargs if k.default is not None}
    return Code(layout.value("defaults = ", defaults, "", 8) if defaults else "")


def _sample_values(task: TaskModel) -> Code:
    values: dict[str, Value] = {k.name: k.sample for k in task.kwargs if k.sample is not None}
    return Code(layout.value("values = ", values, "", 8))


def _sample_request(task: TaskModel) -> Code:
    if task.boto.paginate:
        kept = [(k.member, k.sample) for k in task.kwargs if k.member[0] != "PaginationConfig"]
        kept += [(constant.member, constant.value) for constant in task.constants]
        return Code(layout.value("request = ", _nested(kept), "", 8))
    return Code("request = self.request(values)")


def _sample_response(task: TaskModel) -> Code:
    response = task.boto.response
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
    return _equal("result", task.boto.returned)


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
    return _code("model = client.meta.service_model.operation_model", [literal(wait.operation)])
