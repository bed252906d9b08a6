"""The example of a class docstring: initialisation, an override in the call, and the secrets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

from taskgen.model.task import Kwarg, ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.example import INDENT, import_line, override, secret, shown
from taskgen.text import has_datetime


def example_lines(task: TaskModel, module: ModuleModel, package: str) -> Sequence[str]:
    """The lines of the example, without a fence; for the arguments see `Renderer`."""
    if task.example is not None:
        return task.example
    at_init = [kwarg for kwarg in task.required_kwargs if kwarg.in_init]
    other = override(task.run_kwargs)
    if other and other[0].in_init and other[0] not in at_init:
        at_init.append(other[0])
    arguments = [layout.Keyword(kwarg.name, shown(kwarg.sample)) for kwarg in at_init]
    secrets = _secrets(task)
    given: dict[str, layout.Content] = {
        kwarg.name: secret(kwarg.name) if kwarg.secret else shown(kwarg.sample)
        for kwarg in (*task.required_kwargs, *secrets)
        if not kwarg.in_init
    }
    given_twice = [given]
    if other:
        given_twice.append({other[0].name: other[1], **given, other[0].name: other[1]})
    calls = [list(starmap(layout.Keyword, values.items())) for values in given_twice]
    imports = [import_line(f"{package}.{module.package}.{module.module}", task.name)]
    if secrets:
        imports.append("from prefect.tasks.secrets import PrefectSecret")
    source = [
        "from prefect import Flow",
        *sorted(imports, key=lambda line: (not line.startswith("from prefect."), line)),
        "",
        layout.call(f"task = {task.name}", arguments, "", INDENT),
        "",
        f'with Flow("{task.sdk.operation.replace("_", "-")}") as flow:',
        *("    " + layout.call("task", each, "", INDENT + 4) for each in calls),
    ]
    if any(has_datetime(kwarg.sample) for kwarg in (*at_init, *task.required_kwargs)):
        source.insert(0, "from datetime import datetime\n")
    lines = "\n".join(source).splitlines()
    # What is opened over lines has the columns of the docstring already.
    return [line.removeprefix(" " * INDENT) for line in lines]


def _secrets(task: TaskModel) -> list[Kwarg]:
    """The secrets that the example gives: of several that are optional, one is enough."""
    found = [kwarg for kwarg in task.run_kwargs if kwarg.secret]
    required = [kwarg for kwarg in found if kwarg.required]
    texts = [kwarg for kwarg in found if kwarg.type == "str"]
    return required or (texts or found)[:1]
