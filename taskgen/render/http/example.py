"""The example of a class docstring: initialisation, an override in the call, and the secret."""

from __future__ import annotations

from collections.abc import Sequence

from taskgen.conventions import LINE_LENGTH
from taskgen.model import Kwarg, ModuleModel, TaskModel
from taskgen.naming import kebab, words
from taskgen.render import layout
from taskgen.text import Identifier, Value, identifier, literal

_INDENT = 8
"""The column of the example in the class docstring."""


def example_lines(task: TaskModel, module: ModuleModel, package: str) -> Sequence[str]:
    """The lines of the example, without a fence.

    Args:
        task: the task that is shown.
        module: the module it is in.
        package: the import name of the folder of task packages: `prefect.tasks`.
    """
    if task.example is not None:
        return task.example
    needed = [k for k in task.required_kwargs if k.default is None]
    shown = [kwarg for kwarg in needed if kwarg.in_init]
    override = _override(task)
    if override and override[0].in_init and override[0] not in shown:
        shown.append(override[0])
    secrets = _secrets(task)
    given: dict[Identifier, layout.Content] = {
        kwarg.name: _shown(kwarg.sample)
        for kwarg in needed
        if not kwarg.in_init and not kwarg.secret
    }
    given |= {kwarg.name: layout.Expression(kwarg.name) for kwarg in secrets}
    changed: dict[Identifier, layout.Content] = {identifier("request_timeout"): 120}
    if override:
        changed = {override[0].name: override[1]}
    calls = [
        [layout.Keyword(name, content) for name, content in values.items()]
        for values in (given, {**changed, **given, **changed})
    ]
    imports = [_import(f"{package}.{module.package}.{module.module}", task.name)]
    imports += ["from prefect.tasks.secrets import PrefectSecret"] if secrets else []
    name = "-".join(word.lower() for word in words(task.http.operation)) or "api"
    source = [
        "from prefect import Flow",
        *sorted(imports, key=lambda line: not line.startswith("from prefect.")),
        "",
        layout.call(
            f"task = {task.name}",
            [layout.Keyword(kwarg.name, _shown(kwarg.sample)) for kwarg in shown],
            "",
            _INDENT,
        ),
        "",
        f"with Flow({literal(name[:50].rstrip('-'))}) as flow:",
        *(f"    {kwarg.name} = {_secret(module, kwarg)}" for kwarg in secrets),
        *("    " + layout.call("task", call, "", _INDENT + 4) for call in calls),
    ]
    lines = "\n".join(source).splitlines()
    # What is opened over lines has the columns of the docstring already.
    return [line.removeprefix(" " * _INDENT) for line in lines]


def _import(module: str, name: str) -> str:
    line = f"from {module} import {name}"
    if _INDENT + len(line) <= LINE_LENGTH:
        return line
    return f"from {module} import (\n    {name},\n)"


def _shown(sample: Value) -> layout.Content:
    """The sample, or dots in place of one that can't stand in a docstring."""
    source = literal(sample)
    return layout.Expression("...") if "\\" in source or '"""' in source else sample


def _secrets(task: TaskModel) -> list[Kwarg]:
    """The secrets that the example gives: those of the first way, and what else is needed."""
    ways = task.http.alternatives or tuple((each,) for each in task.http.credentials[:1])
    first = {name for credential in (ways[0] if ways else ()) for name in credential.kwargs}
    return [
        kwarg for kwarg in task.kwargs if kwarg.secret and (kwarg.required or kwarg.name in first)
    ]


def _secret(module: ModuleModel, kwarg: Kwarg) -> str:
    return f'PrefectSecret("{module.package.upper()}_{kwarg.name.upper()}")'


def _override(task: TaskModel) -> tuple[Kwarg, Value] | None:
    """The kwarg whose override the example shows, with its other value."""
    open_ones = [
        kwarg
        for kwarg in task.run_kwargs
        if not kwarg.secret and kwarg.member[0] not in ("base_url", "timeout")
    ]
    for kwarg in sorted(open_ones, key=lambda kwarg: (not kwarg.required, kwarg.in_init)):
        sample, plain = kwarg.sample, kebab(kwarg.name)
        if isinstance(sample, str) and sample.startswith("my-") and kwarg.required:
            return kwarg, f"another-{sample.removeprefix('my-')}"
        if sample == plain and kwarg.required:
            return kwarg, f"another-{plain}"
        if isinstance(sample, int) and not isinstance(sample, bool):
            return kwarg, sample + 1
    return None
