"""The example of a class docstring: initialisation, an override in the call, and the secret."""

from __future__ import annotations

from collections.abc import Sequence

from taskgen.model.task import Kwarg, ModuleModel, TaskModel
from taskgen.naming import words
from taskgen.render import layout
from taskgen.render.example import INDENT, import_line, override, shown
from taskgen.text import Identifier, identifier, literal


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
    at_init = [kwarg for kwarg in needed if kwarg.in_init]
    other = override(k for k in task.run_kwargs if k.member[0] not in ("base_url", "timeout"))
    if other and other[0].in_init and other[0] not in at_init:
        at_init.append(other[0])
    ways = task.http.alternatives or tuple((each,) for each in task.http.credentials[:1])
    proof = {name for credential in (ways[0] if ways else ()) for name in credential.kwargs}
    secrets = [k for k in task.kwargs if k.secret and (k.required or k.name in proof)]
    at_init += [k for k in task.init_kwargs if k.name in proof and k not in at_init]
    given: dict[Identifier, layout.Content] = {
        kwarg.name: shown(kwarg.sample)
        for kwarg in needed
        if not kwarg.in_init and not kwarg.secret
    }
    given |= {kwarg.name: layout.Expression(kwarg.name) for kwarg in secrets}
    changed: dict[Identifier, layout.Content] = {identifier("request_timeout"): 120}
    if other:
        changed = {other[0].name: other[1]}
    calls = [
        [layout.Keyword(name, content) for name, content in values.items()]
        for values in (given, {**changed, **given, **changed})
    ]
    imports = [import_line(f"{package}.{module.package}.{module.module}", task.name)]
    imports += ["from prefect.tasks.secrets import PrefectSecret"] if secrets else []
    name = "-".join(word.lower() for word in words(task.http.operation)) or "api"
    source = [
        "from prefect import Flow",
        *sorted(imports, key=lambda line: not line.startswith("from prefect.")),
        "",
        layout.call(
            f"task = {task.name}",
            [layout.Keyword(kwarg.name, shown(kwarg.sample)) for kwarg in at_init],
            "",
            INDENT,
        ),
        "",
        f"with Flow({literal(name[:50].rstrip('-'))}) as flow:",
        *(f"    {kwarg.name} = {_secret(module, kwarg)}" for kwarg in secrets),
        *("    " + layout.call("task", call, "", INDENT + 4) for call in calls),
    ]
    lines = "\n".join(source).splitlines()
    # What is opened over lines has the columns of the docstring already.
    return [line.removeprefix(" " * INDENT) for line in lines]


def _secret(module: ModuleModel, kwarg: Kwarg) -> str:
    return f'PrefectSecret("{module.package.upper()}_{kwarg.name.upper()}")'
