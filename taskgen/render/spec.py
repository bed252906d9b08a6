"""A model as the spec that says all of it, to be edited and read again."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.model.boto import BotoCall, Member, Wait
from taskgen.model.task import Given, Kwarg, ModuleModel, TaskModel
from taskgen.text import Code
from taskgen.tomlfiles import write as toml

_TOP = """\
# What the tasks are, in full. Change what should be different; what is left out is inferred.
# `taskgen new --spec FILE` generates from it, and taskgen's docs/{page} explains every key.
"""


def spec_toml(module: ModuleModel) -> Code:
    """The spec of a module of tasks, as TOML.

    Left out is what a reader takes for granted: that a kwarg is not required, not secret, given at
    initialization and at runtime, and has no default.

    Raises:
        ValueError: a default or a constant is what TOML can't say; see `toml.value`.
    """
    if type(module.tasks[0].call).__name__ == "SdkCall":
        # What boto3 does not need is not imported for it.
        from taskgen.render.sdk.spec import spec_lines

        top = _TOP.format(page="spec-sdk.md")
        return Code(top + "\n" + "\n".join(spec_lines(module)) + "\n")
    lines = [
        *_origin(module),
        f"package = {toml.string(module.package)}",
        f"module = {toml.string(module.module)}",
        f"title = {toml.paragraph(module.title, len('title = '))}",
    ]
    for task in module.tasks:
        lines += ["", *_task(task)]
    page = "spec.md" if isinstance(module.tasks[0].call, BotoCall) else "openapi.md"
    return Code(_TOP.format(page=page) + "\n" + "\n".join(lines) + "\n")


def _origin(module: ModuleModel) -> Iterator[str]:
    """What the tasks are made from."""
    if not isinstance(module.tasks[0].call, BotoCall):
        call = module.tasks[0].http
        yield f"openapi = {toml.string(call.document)}"
        yield from _paragraph("name", module.service_title)
        if call.authentication:
            yield f"authentication = {toml.string(call.authentication)}"
        return
    services = {task.boto.service for task in module.tasks}
    if len(services) != 1:
        raise ValueError("a spec is of the tasks of one service")
    yield f"service = {toml.string(*services)}"


def _task(task: TaskModel) -> Iterator[str]:
    path = ("tasks", task.key)
    boto = task.call if isinstance(task.call, BotoCall) else None
    yield toml.header(*path)
    yield f"operation = {toml.string(boto.operation if boto else task.http.operation)}"
    yield f"class = {toml.string(task.name)}"
    yield from _paragraph("summary", task.summary)
    yield from _paragraph("run_summary", task.run_summary)
    yield f"description = {toml.paragraphs(task.description)}"
    if task.example is not None:
        yield f"example = {toml.source(task.example)}"
    if task.omitted:
        yield f"omit = {toml.value([*task.omitted])}"
    yield f"returns = {toml.string(_returns(task.result.path))}"
    yield from _paragraph("returns_doc", task.result.doc)
    if boto and boto.paginate:
        yield "paginate = true"
    if boto and boto.wait:
        yield from _wait(path, boto.wait)
    for kwarg in task.kwargs:
        yield ""
        yield from _kwarg((*path, "kwargs", kwarg.name), kwarg)
    if task.constants:
        yield ""
        yield toml.header(*path, "constants")
        for constant in task.constants:
            yield f"{toml.key('.'.join(constant.member))} = {toml.value(constant.value)}"


def _paragraph(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key} = {toml.paragraph(text, len(key) + 3)}"


def _returns(path: Member | None) -> str:
    if path is None:
        return "nothing"
    return ".".join(path) or "all"


def _wait(path: Member, wait: Wait) -> Iterator[str]:
    if not wait.arguments:
        yield f"wait = {toml.string(wait.waiter)}"
        return
    yield ""
    yield toml.header(*path, "wait")
    yield f"waiter = {toml.string(wait.waiter)}"
    for key, from_response in (("request", False), ("response", True)):
        paths = {
            argument.name: ".".join(argument.path)
            for argument in wait.arguments
            if argument.from_response is from_response
        }
        if paths:
            yield f"{key} = {toml.value({**paths})}"


def _kwarg(path: Member, kwarg: Kwarg) -> Iterator[str]:
    yield toml.header(*path)
    yield f"member = {toml.string('.'.join(kwarg.member))}"
    yield f"type = {toml.string(kwarg.type)}"
    # What is required and has a default is so by itself, and a spec does not say both.
    if kwarg.required and kwarg.default is None:
        yield "required = true"
    if kwarg.secret:
        yield "secret = true"
    if kwarg.given is not (Given.RUN if kwarg.secret else Given.BOTH):
        yield f"given = {toml.string(kwarg.given.value)}"
    if kwarg.default is not None:
        yield f"default = {toml.value(kwarg.default)}"
    yield from _paragraph("doc", kwarg.doc)
