"""A module of tasks that call a Python SDK as the spec that says all of it."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.expressions import Expression, source
from taskgen.model import Given, Kwarg, ModuleModel, Send, TaskModel
from taskgen.render.sdk.body import import_statements
from taskgen.render.sdk.lay import statement
from taskgen.sdkcall import ALL, SdkCall
from taskgen.text import Value
from taskgen.tomlfiles import write as toml


def origin(module: ModuleModel) -> Iterator[str]:
    """What the spec says of the SDK, above the package and its title."""
    yield f"sdk = {toml.string(module.sdk)}"
    yield f"name = {toml.string(module.service_title)}"
    yield f"extra = {toml.string(module.extra)}"
    yield f"requirement = {toml.string(module.requirement)}"


def task_lines(task: TaskModel) -> Iterator[str]:
    """The table of a task, below its header and its texts."""
    call = task.sdk
    imports = [line for each in call.imports for line in import_statements([each])]
    if imports:
        yield f"imports = {toml.value([*imports])}"
    if call.import_in_run:
        yield 'import_in = "run"'
    if call.client is not None:
        yield from _expression("client", call.client)
    yield from _expression("call", call.call)
    yield from _beside(call)
    yield from _returned(task)
    yield from _tables(task)
    for kwarg in task.kwargs:
        yield ""
        yield from _kwarg(("tasks", task.key, "kwargs", kwarg.name), kwarg)


def _beside(call: SdkCall) -> Iterator[str]:
    """What is done before and after the call."""
    for name, actions in (("first", call.first), ("then", call.then), ("finally", call.finally_)):
        if actions:
            yield f"{name} = {toml.value([str(source(each)) for each in actions])}"
    for name, lines in (("before", call.before), ("after", call.after)):
        if lines:
            yield f"{name} = {toml.source(lines)}"


def _returned(task: TaskModel) -> Iterator[str]:
    call = task.sdk
    if call.returns is None:
        yield 'returns = "nothing"'
        return
    if call.returns != ALL:
        yield from _expression("returns", call.returns)
    yield f"returns_type = {toml.string(task.result.type)}"
    yield f"returns_doc = {toml.paragraph(task.result.doc, 14)}"
    if call.response is not None:
        yield f"response = {toml.value(call.response)}"


def _tables(task: TaskModel) -> Iterator[str]:
    """The names of expressions, and the classes of what is mocked."""
    call = task.sdk
    for name, pairs in (
        ("values", [(str(key), str(source(value))) for key, value in call.values]),
        ("types", [(str(source(key)), value) for key, value in call.types]),
    ):
        if pairs:
            yield ""
            yield toml.header("tasks", task.key, name)
            yield from (f"{toml.key(key)} = {toml.string(value)}" for key, value in pairs)


def _expression(key: str, expression: Expression) -> Iterator[str]:
    """The expression on one line, or on lines of its own as black breaks it."""
    flat = f"{key} = {toml.string(source(expression))}"
    if len(flat) <= toml.WIDTH:
        yield flat
    else:
        yield f"{key} = {toml.source(statement('', expression, 0).split(chr(10)))}"


def _kwarg(path: tuple[str, ...], kwarg: Kwarg) -> Iterator[str]:
    yield toml.header(*path)
    yield f"type = {toml.string(kwarg.type)}"
    for name, said in (
        ("required", kwarg.required),
        ("secret", kwarg.secret),
        ("merge", kwarg.merge),
    ):
        if said:
            yield f"{name} = true"
    if kwarg.given is not (Given.RUN if kwarg.secret else Given.BOTH):
        yield f"given = {toml.string(kwarg.given.value)}"
    if kwarg.default is not None:
        yield f"default = {toml.value(kwarg.default)}"
    if kwarg.fallback is not None:
        yield from _expression("fallback", kwarg.fallback)
    if kwarg.send is not Send.SET:
        yield f"send = {toml.string(kwarg.send.value)}"
    if kwarg.message:
        yield f"message = {toml.string(kwarg.message)}"
    yield f"doc = {toml.paragraph(kwarg.doc, 6)}"
    sample: Value = kwarg.sample
    if sample is not None:
        yield f"sample = {toml.value(sample)}"
