"""The docstrings of a task class and of its `run`, whatever the task calls."""

from __future__ import annotations

from collections.abc import Sequence

from taskgen.conventions import KWARGS_DOC
from taskgen.docstrings import write
from taskgen.model.task import Given, Kwarg, TaskModel
from taskgen.text import Code, Prose, literal, one_of, prose

CLASS_ITEMS = 8
"""The column of the items in a class docstring."""
RUN_ITEMS = 12
"""The column of the items in the docstring of `run`."""

_ASK_EITHER = "Must be given, at initialization or at runtime."
_ASK_HERE = "Must be given."
_INIT_ONLY = "Can be given at initialization only."
_FROM_SECRET = "Pass it from an upstream Secret task."
_KWARGS_DOC = Prose(KWARGS_DOC)


def class_docstring(
    task: TaskModel,
    example: Sequence[str],
    items: Sequence[str] = (),
    run_only: Sequence[str] = (),
) -> Code:
    """The docstring of the class, which documents `__init__` too.

    Args:
        task: the task.
        example: the lines of its example.
        items: the lines of items for arguments of `__init__` that are no kwargs of the model.
        run_only: arguments of `run` alone that are no kwargs of the model.
    """
    lines = write.paragraph(task.summary, 4)
    for text in task.description:
        lines += ["", *write.paragraph(text, 4)]
    how = _how_to_give(task, run_only)
    lines += ["", *write.paragraph(how, 4)] if how else []
    documented: list[str] = []
    for kwarg in task.init_kwargs:
        documented += _kwarg_item(kwarg, CLASS_ITEMS)
    documented += items
    documented += write.item("**kwargs", "dict, optional", _KWARGS_DOC, CLASS_ITEMS)
    lines += write.section("Args", documented, 4)
    lines += write.section("Example", write.code_block(example, CLASS_ITEMS), 4)
    return write.docstring(lines, 4)


def run_docstring(
    task: TaskModel, items: Sequence[str] = (), raises: Sequence[tuple[str, Prose]] = ()
) -> Code:
    """The docstring of `run`.

    Args:
        task: the task.
        items: the lines of items for arguments that are no kwargs of the model.
        raises: what it raises beside the ValueError for required kwargs, and when.
    """
    lines = write.paragraph(prose(f"Task run method. {task.run_summary}"), 8)
    documented: list[str] = []
    for kwarg in task.run_kwargs:
        documented += _kwarg_item(kwarg, RUN_ITEMS)
    documented += items
    if documented:
        lines += write.section("Args", documented, 8)
    if task.result.path is not None:
        returned = write.item(task.result.type, "", task.result.doc, RUN_ITEMS)
        lines += write.section("Returns", returned, 8)
    required = [f"`{kwarg.name}`" for kwarg in task.required_kwargs]
    errors = list(raises)
    if required:
        errors.insert(0, ("ValueError", prose(f"If {one_of(required)} is not given.")))
    documented = [line for error, text in errors for line in write.item(error, "", text, RUN_ITEMS)]
    if documented:
        lines += write.section("Raises", documented, 8)
    return write.docstring(lines, 8)


def _how_to_give(task: TaskModel, run_only: Sequence[str]) -> Prose:
    """The sentences that say where each value can be given."""
    only_init = [f"`{kwarg.name}`" for kwarg in task.kwargs if kwarg.given is Given.INIT]
    only_run = [f"`{kwarg.name}`" for kwarg in task.kwargs if kwarg.given is Given.RUN]
    only_run += [f"`{name}`" for name in run_only]
    text = ""
    if task.init_kwargs or run_only:
        text = "All initialization arguments can also be given, or overridden, at runtime"
        text += f", except for {one_of(only_init, 'and')}." if only_init else "."
    if only_run:
        text += f" {one_of(only_run, 'and')} can be given at runtime only."
    return prose(text)


def _kwarg_item(kwarg: Kwarg, indent: int) -> list[str]:
    ask = _ASK_EITHER if kwarg.given is Given.BOTH else _ASK_HERE
    more = [
        ask if kwarg.required and kwarg.default is None else "",
        _FROM_SECRET if kwarg.secret else "",
        _default_doc(kwarg),
        _INIT_ONLY if kwarg.given is Given.INIT else "",
    ]
    text = " ".join([kwarg.doc, *filter(None, more)])
    return write.item(kwarg.name, f"{kwarg.type}, optional", Prose(text), indent)


def _default_doc(kwarg: Kwarg) -> str:
    if kwarg.default is None:
        return ""
    shown = str(literal(kwarg.default))
    sentence = prose(f"Defaults to `{shown}`.")
    # What prose can't show as it is can be read in the code.
    return sentence if shown.replace('"', "'") in sentence else ""
