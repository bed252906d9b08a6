"""A task model as the source of a Prefect 1 task class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from taskgen.conventions import LINE_LENGTH, missing_value_message
from taskgen.docstrings import write
from taskgen.model import Given, Kwarg, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.render.example import example_lines
from taskgen.render.request import call_statements, request_statements, value_of
from taskgen.text import Code, Prose, has_datetime, literal, one_of, prose

_TYPING = ("Any", "Dict", "List", "Optional", "Union")
_NAMES = re.compile(rf"\b(?:{'|'.join(_TYPING)}|datetime)\b")

_ASK_EITHER = "Must be given, at initialization or at runtime."
_ASK_HERE = "Must be given."
_INIT_ONLY = "Can be given at initialization only."
_FROM_SECRET = "Pass it from an upstream Secret task."

_BOTO_KWARGS_DOC = Prose("Additional keyword arguments to forward to the boto client.")
_KWARGS_DOC = Prose("Additional keyword arguments to pass to the Task constructor.")
_CREDENTIALS_DOC = Prose(
    "Your AWS credentials, passed from an upstream Secret task: a dict with the keys `ACCESS_KEY` "
    "and `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given neither here nor "
    "in the context, boto3 looks for them by its own rules."
)


@dataclass(frozen=True, slots=True)
class CheckView:
    """A value that must be there, and the statement that raises where it is not."""

    value: Code
    raise_error: Code


@dataclass(frozen=True, slots=True)
class TaskView:
    """The pieces of a task class, in the order in which the template puts them together."""

    name: Code
    class_docstring: Code
    init_signature: Code
    attributes: tuple[Code, ...]
    decorator: Code
    run_signature: Code
    run_docstring: Code
    checks: tuple[CheckView, ...]
    request: tuple[Code, ...]
    client: Code
    body: tuple[Code, ...]


def task_source(task: TaskModel, module: ModuleModel, package: str) -> Code:
    """The class, black-formatted.

    Args:
        task: the task.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    return Code(
        template("prefect1/boto_task.py.j2").render(task=_view(task, module, package)).rstrip()
    )


def task_imports(tasks: Iterable[TaskModel]) -> list[tuple[str, str]]:
    """What the classes need: pairs of a module and a name to import from it."""
    used = {"Any", "Optional"}
    for task in tasks:
        for kwarg in task.kwargs:
            used.update(_NAMES.findall(kwarg.type))
            used.update(["datetime"] if has_datetime(kwarg.default) else [])
        used.update(_NAMES.findall(task.result.type))
        if any(has_datetime(constant.value) for constant in task.constants):
            used.add("datetime")
    imports = [("typing", name) for name in _TYPING if name in used]
    if "datetime" in used:
        imports.append(("datetime", "datetime"))
    return [
        *imports,
        ("prefect", "Task"),
        ("prefect.utilities.aws", "get_boto_client"),
        ("prefect.utilities.tasks", "defaults_from_attrs"),
    ]


def _view(task: TaskModel, module: ModuleModel, package: str) -> TaskView:
    statements, arguments = request_statements(task)
    return TaskView(
        name=task.name,
        class_docstring=_class_docstring(task, module, package),
        init_signature=_init_signature(task),
        attributes=tuple(map(_attribute, task.init_kwargs)),
        decorator=_decorator(task),
        run_signature=_run_signature(task),
        run_docstring=_run_docstring(task),
        checks=tuple(map(_check, task.required_kwargs)),
        request=(*_run_only_defaults(task), *statements),
        client=Code(
            layout.call(
                "client = get_boto_client",
                [literal(task.call.service), "credentials=credentials", "**(boto_kwargs or {})"],
                "",
                8,
            )
        ),
        body=tuple(call_statements(task, arguments)),
    )


def _class_docstring(task: TaskModel, module: ModuleModel, package: str) -> Code:
    lines = write.paragraph(task.summary, 4)
    for text in task.description:
        lines += ["", *write.paragraph(text, 4)]
    lines += ["", *write.paragraph(_how_to_give(task), 4)]
    items: list[str] = []
    for kwarg in task.init_kwargs:
        ask = _ASK_EITHER if kwarg.given is Given.BOTH else _ASK_HERE
        items += _kwarg_item(kwarg, ask if kwarg.required else "", 8)
    items += write.item("boto_kwargs", "dict, optional", _BOTO_KWARGS_DOC, 8)
    items += write.item("**kwargs", "dict, optional", _KWARGS_DOC, 8)
    lines += write.section("Args", items, 4)
    example = write.code_block(example_lines(task, module, package), 8)
    lines += write.section("Example", example, 4)
    return write.docstring(lines, 4)


def _how_to_give(task: TaskModel) -> Prose:
    """The sentence that says where each value can be given."""
    only_init = [f"`{kwarg.name}`" for kwarg in task.kwargs if kwarg.given is Given.INIT]
    only_run = [f"`{kwarg.name}`" for kwarg in task.kwargs if kwarg.given is Given.RUN]
    text = "All initialization arguments can also be given, or overridden, at runtime"
    text += f", except for {one_of(only_init, 'and')}." if only_init else "."
    secrets = one_of([*only_run, "`credentials`"], "and")
    return prose(f"{text} {secrets[:1]}{secrets[1:]} can be given at runtime only.")


def _run_docstring(task: TaskModel) -> Code:
    lines = write.paragraph(prose(f"Task run method. {task.run_summary}"), 8)
    items: list[str] = []
    for kwarg in task.run_kwargs:
        ask = _ASK_EITHER if kwarg.given is Given.BOTH else _ASK_HERE
        items += _kwarg_item(kwarg, ask if kwarg.required else "", 12)
    items += write.item("credentials", "dict, optional", _CREDENTIALS_DOC, 12)
    items += write.item("boto_kwargs", "dict, optional", _BOTO_KWARGS_DOC, 12)
    lines += write.section("Args", items, 8)
    if task.result.path is not None:
        returned = write.item(task.result.type, "", task.result.doc, 12)
        lines += write.section("Returns", returned, 8)
    required = [f"`{kwarg.name}`" for kwarg in task.required_kwargs]
    if required:
        what = f"If {one_of(required)} is not given."
        lines += write.section("Raises", write.item("ValueError", "", prose(what), 12), 8)
    return write.docstring(lines, 8)


def _kwarg_item(kwarg: Kwarg, ask: str, indent: int) -> list[str]:
    more = [ask, _FROM_SECRET if kwarg.secret else "", _default_doc(kwarg)]
    if kwarg.given is Given.INIT:
        more.append(_INIT_ONLY)
    text = " ".join([kwarg.doc, *filter(None, more)])
    return write.item(kwarg.name, f"{kwarg.type}, optional", Prose(text), indent)


def _default_doc(kwarg: Kwarg) -> str:
    if kwarg.default is None:
        return ""
    return prose(f"Defaults to `{literal(kwarg.default)}`.")


def _init_signature(task: TaskModel) -> Code:
    parameters = ["self", *(_parameter(kwarg, kwarg.default) for kwarg in task.init_kwargs)]
    parameters += ["boto_kwargs: Optional[dict] = None", "**kwargs: Any"]
    return Code(layout.call("def __init__", parameters, ":", 4))


def _run_signature(task: TaskModel) -> Code:
    parameters = ["self"]
    for kwarg in task.run_kwargs:
        # What `run` is not given comes from the attribute, so a default here would mislead.
        parameters.append(_parameter(kwarg, kwarg.default if kwarg.given is Given.RUN else None))
    parameters += ["credentials: Optional[dict] = None", "boto_kwargs: Optional[dict] = None"]
    returns = task.result.type if task.result.path is not None else "None"
    return Code(layout.call("def run", parameters, f" -> {returns}:", 4))


def _parameter(kwarg: Kwarg, default: object) -> str:
    if kwarg.type == "Any":
        annotation = "Any"
    elif default is not None and not isinstance(default, (list, dict)):
        annotation = kwarg.type
    else:
        annotation = Code(f"Optional[{kwarg.type}]")
    shown = kwarg.default if isinstance(default, (str, bytes, int, float, datetime)) else None
    line = f"{kwarg.name}: {annotation} = {literal(shown)}"
    if shown is None or "[" not in annotation or 8 + len(line) + 1 <= LINE_LENGTH:
        return line
    # Of a default that is too long for its line, black opens the type.
    name, inner = annotation.removesuffix("]").split("[", 1)
    return f"{kwarg.name}: {name}[\n{' ' * 12}{inner}\n{' ' * 8}] = {literal(shown)}"


def _attribute(kwarg: Kwarg) -> Code:
    return _set(f"self.{kwarg.name}", kwarg)


def _set(target: str, kwarg: Kwarg) -> Code:
    """Assigns the kwarg's value, with a default that all tasks would share in a signature."""
    if not isinstance(kwarg.default, (list, dict)):
        return Code(layout.assignment(target, kwarg.name, 8))
    return Code(layout.value_or_default(target, kwarg.name, kwarg.default, 8))


def _run_only_defaults(task: TaskModel) -> list[Code]:
    return [
        _set(kwarg.name, kwarg)
        for kwarg in task.run_kwargs
        if not kwarg.in_init and isinstance(kwarg.default, (list, dict))
    ]


def _decorator(task: TaskModel) -> Code:
    names = [str(literal(kwarg.name)) for kwarg in task.shared_kwargs]
    return Code(layout.call("@defaults_from_attrs", [*names, '"boto_kwargs"'], "", 4))


def _check(kwarg: Kwarg) -> CheckView:
    message = literal(missing_value_message(kwarg.name))
    raise_error = layout.call("raise ValueError", [message], "", 12)
    return CheckView(Code(value_of(kwarg)), Code(raise_error))
