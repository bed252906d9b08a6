"""Makes task models of a service's operations and of what a spec says about them."""

from __future__ import annotations

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable
from taskgen.sources.botocore import names
from taskgen.sources.botocore.service import Operation, Service
from taskgen.sources.botocore.tasks import task_model
from taskgen.sources.wishes import twins
from taskgen.spec import ModuleSpec, TaskSpec
from taskgen.text import identifier, prose


def module_model(service: Service, spec: ModuleSpec) -> ModuleModel:
    """The module of tasks that the spec asks for.

    Raises:
        TaskgenError: what the spec says matches nothing in the service; all such problems.
    """
    problems: list[Problem] = []
    tasks: list[TaskModel] = []
    wanted = spec.tasks or _all_operations(service)
    if not wanted:
        problems.append(
            Problem(
                f"`{service.name}` has no operation that is not deprecated.",
                hint=f"Name those that you want. `taskgen list {service.name}` shows all.",
                place=spec.value_place("service"),
            )
        )
    for task in wanted:
        operation = _operation(service, task, spec, problems)
        if operation:
            tasks.append(task_model(operation, task, spec, problems))
    problems += twins(tasks, spec)
    if problems:
        raise TaskgenError(sorted(problems, key=_position))
    return ModuleModel(
        package=identifier(spec.package or "aws"),
        module=identifier(spec.module) if spec.module else names.module_name(service),
        title=prose(spec.title or "AWS Tasks"),
        service_title=prose(service.full_name),
        package_title=prose("AWS"),
        extra="aws",
        requirement="boto3 >= 1.9",
        sdk="boto3",
        tasks=tuple(sorted(tasks, key=lambda task: task.name)),
    )


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


def _all_operations(service: Service) -> list[TaskSpec]:
    return [
        TaskSpec(key=operation.method)
        for operation in service.operations.values()
        if operation.has_method and not operation.deprecated
    ]


def _operation(
    service: Service, task: TaskSpec, spec: ModuleSpec, problems: list[Problem]
) -> Operation | None:
    wanted = task.operation or task.key
    operation = service.find(wanted)
    if operation is None:
        known = [*service.methods(), *service.operations]
        listing = f"`taskgen list {service.name}` shows all operations."
        problems.append(
            Problem(
                f"`{service.name}` has no operation named `{readable(wanted)}`.",
                hint=f"{did_you_mean(wanted, known)} {listing}".strip(),
                place=spec.task_place(task, "operation"),
            )
        )
    elif not operation.has_method:
        problems.append(
            Problem(
                f"`boto3` has no method for `{operation.name}` of `{service.name}`: its request "
                "is an event stream.",
                hint="Leave it out.",
                place=spec.task_place(task, "operation"),
            )
        )
        return None
    return operation
