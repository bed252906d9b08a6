"""The signatures of a task's `__init__` and `run`, and the statements that begin their bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from taskgen.conventions import LINE_LENGTH, missing_value_message
from taskgen.model.task import Given, Kwarg, TaskModel
from taskgen.render import layout
from taskgen.text import Code, Value, literal


def value_of(kwarg: Kwarg) -> str:
    """The expression that has the kwarg's value in `run`."""
    return kwarg.name if kwarg.in_run else f"self.{kwarg.name}"


def init_signature(task: TaskModel, more: Sequence[str] = ()) -> Code:
    """The first line, or lines, of `__init__`; `more` are parameters beside the model's kwargs."""
    parameters = ["self", *(_parameter(kwarg, kwarg.default) for kwarg in task.init_kwargs)]
    return Code(layout.call("def __init__", [*parameters, *more, "**kwargs: Any"], ":", 4))


def run_signature(task: TaskModel, more: Sequence[str] = ()) -> Code:
    """The first line, or lines, of `run`; `more` are parameters beside the model's kwargs."""
    parameters = ["self"]
    for kwarg in task.run_kwargs:
        # What `run` is not given comes from the attribute, so a default here would mislead.
        parameters.append(_parameter(kwarg, kwarg.default if kwarg.given is Given.RUN else None))
    returns = task.result.type if task.result.path is not None else "None"
    return Code(layout.call("def run", [*parameters, *more], f" -> {returns}:", 4))


def decorator(task: TaskModel, more: Sequence[str] = ()) -> Code:
    """The decorator of `run`; `more` are names of attributes beside the model's kwargs."""
    names = [str(literal(name)) for name in (*(k.name for k in task.shared_kwargs), *more)]
    return Code(layout.call("@defaults_from_attrs", names, "", 4))


def attribute(kwarg: Kwarg) -> Code:
    """The statement that keeps a kwarg of `__init__`."""
    return _set(f"self.{kwarg.name}", kwarg)


def run_only_defaults(task: TaskModel) -> list[Code]:
    """The statements that set the defaults of kwargs of `run` that may not be in its signature."""
    return [
        _set(kwarg.name, kwarg)
        for kwarg in task.run_kwargs
        if not kwarg.in_init and isinstance(kwarg.default, (list, dict))
    ]


def missing_value_error(kwarg: Kwarg) -> Code:
    """The statement that raises where a required kwarg is missing."""
    message = literal(kwarg.message or missing_value_message(kwarg.name))
    return Code(layout.call("raise ValueError", [message], "", 12))


def _parameter(kwarg: Kwarg, default: Value) -> str:
    if kwarg.type == "Any":
        annotation = "Any"
    elif default is not None and not isinstance(default, (list, dict)):
        annotation = kwarg.type
    else:
        annotation = Code(f"Optional[{kwarg.type}]")
    shown = kwarg.default if isinstance(default, (str, bytes, int, float, datetime)) else None
    line = f"{kwarg.name}: {annotation} = {literal(shown)}"
    if "[" not in annotation or 8 + len(line) + 1 <= LINE_LENGTH:
        return line
    # Of what is too long for its line, black opens the type.
    name, inner = annotation.removesuffix("]").split("[", 1)
    return f"{kwarg.name}: {name}[\n{' ' * 12}{inner}\n{' ' * 8}] = {literal(shown)}"


def _set(target: str, kwarg: Kwarg) -> Code:
    """Assigns the kwarg's value, with a default that all tasks would share in a signature."""
    if not isinstance(kwarg.default, (list, dict)):
        return Code(layout.assignment(target, kwarg.name, 8))
    return Code(layout.value_or_default(target, kwarg.name, kwarg.default, 8))
