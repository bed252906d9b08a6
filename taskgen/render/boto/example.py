"""The example of a class docstring: initialisation, an override in the call, and the secret."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

from taskgen.conventions import AWS_CREDENTIALS_SECRET
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import layout
from taskgen.render.example import INDENT, import_line, override, secret, shown
from taskgen.text import has_datetime

_OTHER_REGION: dict[str, layout.Content] = {"boto_kwargs": {"region_name": "eu-west-1"}}


def example_lines(task: TaskModel, module: ModuleModel, package: str) -> Sequence[str]:
    """The lines of the example, without a fence.

    Args:
        task: the task that is shown.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    if task.example is not None:
        return task.example
    at_init = [kwarg for kwarg in task.required_kwargs if kwarg.in_init]
    other = override(task.run_kwargs)
    if other and other[0].in_init and other[0] not in at_init:
        at_init.append(other[0])
    arguments = [layout.Keyword(kwarg.name, shown(kwarg.sample)) for kwarg in at_init]
    given: dict[str, layout.Content] = {
        kwarg.name: secret(kwarg.name) if kwarg.secret else shown(kwarg.sample)
        for kwarg in task.required_kwargs
        if not kwarg.in_init
    }
    changed = _OTHER_REGION
    if other:
        changed = {other[0].name: other[1]}
    given["credentials"] = layout.Expression("credentials")
    calls = [
        list(starmap(layout.Keyword, values.items()))
        for values in (given, {**changed, **given, **changed})
    ]
    source = [
        "from prefect import Flow",
        *sorted(
            [
                import_line(f"{package}.{module.package}.{module.module}", task.name),
                "from prefect.tasks.secrets import PrefectSecret",
            ],
            key=lambda line: not line.startswith("from prefect."),
        ),
        "",
        layout.call(f"task = {task.name}", arguments, "", INDENT),
        "",
        f'with Flow("{task.boto.method.replace("_", "-")}") as flow:',
        f'    credentials = PrefectSecret("{AWS_CREDENTIALS_SECRET}")',
        *("    " + layout.call("task", call, "", INDENT + 4) for call in calls),
    ]
    if any(has_datetime(kwarg.sample) for kwarg in (*at_init, *task.required_kwargs)):
        source.insert(0, "from datetime import datetime\n")
    lines = "\n".join(source).splitlines()
    # What is opened over lines has the columns of the docstring already.
    return [line.removeprefix(" " * INDENT) for line in lines]
