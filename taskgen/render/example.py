"""The example of a class docstring: initialisation, an override in the call, and the secret."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from taskgen.conventions import AWS_CREDENTIALS_SECRET
from taskgen.model import Kwarg, ModuleModel, TaskModel
from taskgen.naming import kebab
from taskgen.render import layout
from taskgen.text import Value, literal


def example_lines(task: TaskModel, module: ModuleModel, package: str) -> Sequence[str]:
    """The lines of the example, without a fence.

    Args:
        task: the task that is shown.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    if task.example is not None:
        return task.example
    shown = [kwarg for kwarg in task.required_kwargs if kwarg.in_init]
    override = _override(task)
    if override and override[0] not in shown:
        shown.append(override[0])
    arguments = [_argument(kwarg.name, kwarg.sample) for kwarg in shown]
    secrets = [
        f'{kwarg.name}=PrefectSecret("{kwarg.name.upper()}")'
        for kwarg in task.required_kwargs
        if not kwarg.in_init
    ]
    changed = f"{override[0].name}={literal(override[1])}" if override else _OTHER_REGION
    given = [*secrets, "credentials=credentials"]
    source = [
        "from prefect import Flow",
        *sorted(
            [
                f"from {package}.{module.package}.{module.module} import {task.name}",
                "from prefect.tasks.secrets import PrefectSecret",
            ],
            key=lambda line: not line.startswith("from prefect."),
        ),
        "",
        layout.call(f"task = {task.name}", arguments, "", 0),
        "",
        f'with Flow("{kebab(task.call.method)}") as flow:',
        f'    credentials = PrefectSecret("{AWS_CREDENTIALS_SECRET}")',
        "    " + layout.call("task", given, "", 4),
        "    " + layout.call("task", [changed, *given], "", 4),
    ]
    if any(_has_datetime(kwarg.sample) for kwarg in shown):
        source.insert(0, "from datetime import datetime\n")
    return "\n".join(source).splitlines()


_OTHER_REGION = 'boto_kwargs={"region_name": "eu-west-1"}'


def _argument(name: str, sample: Value) -> str:
    return layout.value(f"{name}=", sample, ",", 4).removesuffix(",")


def _override(task: TaskModel) -> tuple[Kwarg, Value] | None:
    """The kwarg whose override the example shows, with its other value.

    It is a free text or a number, a required one if there is any; an enum's other values or
    another ARN would have to be made up.
    """
    shared = sorted(task.shared_kwargs, key=lambda kwarg: not kwarg.required)
    for kwarg in shared:
        sample = kwarg.sample
        if isinstance(sample, str) and sample.startswith("my-"):
            return kwarg, f"another-{sample.removeprefix('my-')}"
        if isinstance(sample, int) and not isinstance(sample, bool):
            return kwarg, sample + 1
    return None


def _has_datetime(sample: Value) -> bool:
    return isinstance(sample, datetime)
