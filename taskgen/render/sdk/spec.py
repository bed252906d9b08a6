"""A model of tasks that call a Python SDK as the spec that says all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taskgen.expressions import Choice, Expression, Literal, Text, source
from taskgen.model.sdk import ALL, Catch, Check, Imported, SdkCall
from taskgen.model.task import Given, Kwarg, ModuleModel, Send, TaskModel
from taskgen.text import Value
from taskgen.tomlfiles import write as toml

_OPTIONAL = "Optional["


def spec_lines(module: ModuleModel) -> Iterator[str]:
    """The lines of the spec.

    Raises:
        ValueError: a default, a sample or a response is what TOML can't say; see `toml.value`.
    """
    yield f"sdk = {toml.string(module.sdk)}"
    yield f"name = {toml.string(module.service_title)}"
    yield f"package = {toml.string(module.package)}"
    yield f"module = {toml.string(module.module)}"
    yield f"title = {toml.paragraph(module.title, len('title = '))}"
    yield f"extra = {toml.string(module.extra)}"
    yield f"requirement = {toml.string(module.requirement)}"
    for task in module.tasks:
        yield ""
        yield from _task(task)


def _task(task: TaskModel) -> Iterator[str]:
    path = ("tasks", task.key)
    call, result = task.sdk, task.result
    yield toml.header(*path)
    yield f"class = {toml.string(task.name)}"
    yield from _paragraph("summary", task.summary)
    yield from _paragraph("run_summary", task.run_summary)
    yield f"description = {toml.paragraphs(task.description)}"
    if task.example is not None:
        yield f"example = {toml.source(task.example)}"
    yield f"imports = {_strings(map(_import, call.imports))}"
    yield f"import_in = {toml.string('run' if call.import_in_run else 'module')}"
    if call.client:
        yield f"client = {_expression(call.client)}"
    if call.values:
        yield f"values = {toml.value({name: str(source(value)) for name, value in call.values})}"
    yield from _steps("first", call.first)
    yield f"call = {_expression(call.call)}"
    yield from _steps("then", call.then)
    yield from _steps("finally", call.finally_)
    yield f"returns = {_returns(call)}"
    if result.path is not None:
        yield f"returns_type = {toml.string(_plain_type(task))}"
        yield from _paragraph("returns_doc", result.doc)
    yield from _rest_of_call(call)
    for name, content in (("checks", call.checks), ("catches", call.catches)):
        for each in content:
            yield ""
            yield f"[{toml.header(*path, name)}]"
            yield from _check(each)
    if call.poll:
        yield ""
        yield toml.header(*path, "poll")
        yield f"ask = {_expression(call.poll.ask)}"
        yield f"until = {_expression(call.poll.until)}"
        yield f"every = {_expression(call.poll.every)}"
        yield _response(call, call.poll.response)
    if call.pages:
        yield ""
        yield toml.header(*path, "pages")
        yield from _steps("each", call.pages.each)
        yield f"items = {_expression(call.pages.items)}"
        yield f"until = {_expression(call.pages.until)}"
        yield f"ask = {_expression(call.pages.ask)}"
        yield _response(call, call.pages.response)
    for kwarg in task.kwargs:
        yield ""
        yield from _kwarg((*path, "kwargs", kwarg.name), kwarg)


def _rest_of_call(call: SdkCall) -> Iterator[str]:
    if call.is_secret:
        yield "secret = true"
    if call.logs:
        yield f"logs = {_strings(map(_template, call.logs))}"
    for name, code in (("before", call.before), ("after", call.after)):
        if code:
            yield f"{name} = {toml.source(code)}"
    if call.types:
        yield f"types = {toml.value({str(source(of)): kind for of, kind in call.types})}"
    if call.response is not None:
        yield _response(call, call.response)


def _response(call: SdkCall, response: Value) -> str:
    key = "attributes" if call.response_is_object else "response"
    return f"{key} = {toml.value(response)}"


def _paragraph(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key} = {toml.paragraph(text, len(key) + 3)}"


def _expression(expression: Expression) -> str:
    text = source(expression)
    # Single quotes need no escapes for the double ones that literals have.
    return f"'{text}'" if '"' in text and "'" not in text else toml.string(text)


def _steps(name: str, steps: Iterable[Expression]) -> Iterator[str]:
    listed = [str(source(step)) for step in steps]
    if listed:
        yield f"{name} = {_strings(listed)}"


def _strings(texts: Iterable[str]) -> str:
    plain: list[Value] = [str(text) for text in texts]
    return toml.value(plain)


def _import(imported: Imported) -> str:
    end = f" as {imported.alias}" if imported.alias else ""
    if imported.name:
        return f"from {imported.module} import {imported.name}{end}"
    return f"import {imported.module}{end}"


def _template(text: Expression) -> str:
    """A text with expressions in braces."""
    if isinstance(text, Literal):
        return str(text.value)
    assert isinstance(text, Text)
    return source(text)[2:-1]


def _returns(call: SdkCall) -> str:
    if call.returns is None:
        return toml.string("nothing")
    return toml.string("all") if call.returns == ALL else _expression(call.returns)


def _plain_type(task: TaskModel) -> str:
    """The type without the `Optional` that a choice of None adds."""
    kind = task.result.type
    if kind.startswith(_OPTIONAL) and isinstance(task.sdk.returns, Choice):
        return kind[len(_OPTIONAL) : -1]
    return kind


def _check(check: Check | Catch) -> Iterator[str]:
    if isinstance(check, Check):
        yield f"when = {_expression(check.when)}"
    else:
        yield f"exception = {_expression(check.exception)}"
    yield f"message = {toml.string(_template(check.message))}"
    yield f"error = {toml.string(check.error)}"


def _kwarg(path: tuple[str, ...], kwarg: Kwarg) -> Iterator[str]:
    yield toml.header(*path)
    yield f"type = {toml.string(kwarg.type)}"
    if kwarg.required:
        yield "required = true"
    yield from _paragraph("message", kwarg.message)
    if kwarg.secret:
        yield "secret = true"
    if kwarg.given is not (Given.RUN if kwarg.secret else Given.BOTH):
        yield f"given = {toml.string(kwarg.given.value)}"
    if kwarg.default is not None:
        yield f"default = {toml.value(kwarg.default)}"
    if kwarg.fallback:
        yield f"fallback = {_expression(kwarg.fallback)}"
    if kwarg.send is not Send.SET:
        yield f"send = {toml.string(kwarg.send.value)}"
    if kwarg.merge:
        yield "merge = true"
    if kwarg.sample is not None:
        yield f"sample = {toml.value(kwarg.sample)}"
    yield from _paragraph("doc", kwarg.doc)
