"""Makes task models of what a spec says of a Python SDK, without looking at the SDK."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.naming import words
from taskgen.problems import Problem, TaskgenError, readable
from taskgen.sources.sdk.tasks import TaskMaker
from taskgen.sources.wishes import twins
from taskgen.spec import ModuleSpec, SdkModuleSpec
from taskgen.text import Identifier, identifier, is_identifier, prose


def module_model(spec: ModuleSpec) -> ModuleModel:
    """The module of tasks that the spec asks for.

    Raises:
        TaskgenError: names in its expressions that nothing defines, and what else contradicts
            itself; all such problems.
    """
    sdk = spec.sdk
    assert sdk is not None, "a spec for boto3 is made into a model of its service"
    problems: list[Problem] = []
    title = sdk.title or _title(sdk.name)
    tasks: list[TaskModel] = []
    for task in spec.tasks:
        made = TaskMaker(task, spec, sdk, title, problems).model()
        if made:
            tasks.append(made)
    problems += twins(tasks, spec)
    if len(tasks) == len(spec.tasks):
        problems += _unused(tasks, sdk, spec)
    if problems:
        raise TaskgenError(sorted(problems, key=_position))
    package = spec.package or _module_name(sdk.name)
    return ModuleModel(
        package=identifier(package),
        module=identifier(spec.module or _module_name(sdk.name)),
        title=prose(spec.title or f"{title} Tasks"),
        service_title=prose(title),
        package_title=prose(title),
        extra=sdk.extra or package,
        requirement=sdk.requirement or _distribution(sdk),
        sdk=sdk.name,
        tasks=tuple(sorted(tasks, key=lambda task: task.name)),
    )


def _unused(tasks: list[TaskModel], sdk: SdkModuleSpec, spec: ModuleSpec) -> Iterator[Problem]:
    """That kwargs of all tasks are those of none."""
    used = {str(kwarg.name) for task in tasks for kwarg in task.kwargs}
    for name in sdk.kwargs:
        if name not in used:
            yield Problem(
                f"No task uses `{readable(name)}`.",
                "Use it in an expression, or leave it out.",
                spec.place("kwargs", name),
            )


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


def _title(name: str) -> str:
    """What an SDK is called by default: `jira` is `Jira`."""
    return " ".join(word.capitalize() for word in words(name.split(".")[0]))


def _module_name(name: str) -> Identifier:
    top = name.split(".")[0]
    return Identifier(top if is_identifier(top) else "sdk")


def _distribution(sdk: SdkModuleSpec) -> str:
    return sdk.name.split(".")[0].replace("_", "-")
