"""Waiting for a botocore waiter after the call: which arguments it takes, and from where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from taskgen.model.boto import Member, Wait, WaitArgument
from taskgen.model.task import Constant, Kwarg
from taskgen.problems import did_you_mean, readable, some_of
from taskgen.sources.botocore.calls import Report, is_of_all_pages
from taskgen.sources.botocore.service import Operation, Shape, Waiter
from taskgen.spec import TaskSpec, WaitSpec
from taskgen.text import Value, one_of


def wait_for(
    operation: Operation,
    task: TaskSpec,
    kwargs: Iterable[Kwarg],
    constants: Iterable[Constant],
    report: Report,
) -> Wait | None:
    """The waiter that the spec asks for, with the arguments that it needs.

    A waiter's arguments are taken from the request's members of the same names, unless the spec
    says where they come from. Only members that every request has can be taken.
    """
    if task.wait is None:
        return None
    waiter = operation.service.waiters.get(task.wait.waiter)
    if waiter is None:
        _report_unknown(operation, task.wait, report)
        return None
    waited = operation.service.operations[waiter.operation].input
    sure = {kwarg.member for kwarg in kwargs if kwarg.required}
    sure |= {constant.member for constant in constants}
    said = {**task.wait.request, **task.wait.response}
    if said:
        arguments = _said(operation, task, task.wait, waited, sure, report)
    else:
        arguments = _same_names(waited, sure)
    given = {argument.name for argument in arguments}
    missing = [name for name in (waited.required if waited else []) if name not in given]
    # Of what is said wrongly, more has been said already.
    takes = waited is not None and bool(waited.members)
    if (missing or (takes and not arguments)) and (not said or len(arguments) == len(said)):
        names = one_of((f"`{name}`" for name in missing), "and") if missing else "arguments"
        report(
            f"The waiter `{waiter.name}` needs {names}, which not every request has.",
            f"Say where {'it comes' if len(missing) == 1 else 'they come'} from, in the request "
            "or in the response: "
            f'`wait = {{ waiter = "{waiter.name}", response = {{ Name = "Path" }} }}`.',
            "wait",
        )
    return Wait(waiter.name, tuple(arguments), waiter.model_name, waiter.operation)


def with_sample(
    wait: Wait, kwargs: Iterable[Kwarg], constants: Iterable[Constant], response: Value
) -> Wait:
    """The wait with its arguments for the samples of the request and the response."""
    filled: dict[Member, Value] = {kwarg.member: kwarg.sample for kwarg in kwargs}
    filled |= {constant.member: constant.value for constant in constants}
    sample: dict[str, Value] = {
        argument.name: _at_path(response, argument.path)
        if argument.from_response
        else filled[argument.path]
        for argument in wait.arguments
    }
    return replace(wait, sample=sample)


def _said(
    operation: Operation,
    task: TaskSpec,
    wait: WaitSpec,
    waited: Shape | None,
    sure: Collection[Member],
    report: Report,
) -> list[WaitArgument]:
    """The arguments that the spec names."""
    arguments = []
    for name, path in {**wait.request, **wait.response}.items():
        member, from_response = tuple(path.split(".")), name in wait.response
        key = "response" if from_response else "request"
        if waited is None or waited.member(name) is None:
            known = list(waited.own.get("members", ())) if waited else []
            problem = f"The waiter `{wait.waiter}` takes no `{readable(name)}`."
            report(problem, did_you_mean(name, known), "wait", key, name)
        elif from_response:
            problem = _response_path_problem(operation, member)
            if problem:
                report(problem, "Name a member of the response.", "wait", key, name)
                continue
            if task.paginate and not is_of_all_pages(operation, member):
                problem = f"The paginator of `{operation.name}` drops `{readable(path)}`."
                report(problem, "Leave out `paginate`, or `wait`.", "wait", key, name)
                continue
            arguments.append(WaitArgument(name, member, from_response))
        elif member in sure:
            arguments.append(WaitArgument(name, member))
        else:
            problem = f"`{readable(path)}` is not a member that every request has."
            report(problem, "Name a required member or a constant.", "wait", key, name)
    return arguments


def _same_names(waited: Shape | None, sure: Collection[Member]) -> list[WaitArgument]:
    """The arguments that the waiter needs, or else can take, from members of the same names."""
    if waited is None:
        return []
    wanted = waited.required or sorted(name for name in waited.own.get("members", ()))
    return [WaitArgument(name, (name,)) for name in wanted if (name,) in sure]


def _report_unknown(operation: Operation, wait: WaitSpec, report: Report) -> None:
    waiters: dict[str, Waiter] = dict(operation.service.waiters)
    have = f"It has {some_of(sorted(waiters))}." if waiters else ""
    report(
        f"`{operation.service.name}` has no waiter named `{readable(wait.waiter)}`.",
        did_you_mean(wait.waiter, waiters) or have or "The service has none at all.",
        "wait",
    )


def _at_path(response: Value, path: Member) -> Value:
    """What is at the path: one value, or a list of those in the lists on the way."""
    found, listed = [response], False
    for part in path:
        inner = [each[part.removesuffix("[]")] for each in found if isinstance(each, dict)]
        if part.endswith("[]"):
            inner = [item for each in inner if isinstance(each, list) for item in each]
            listed = True
        found = inner
    return found if listed else found[0]


def _response_path_problem(operation: Operation, path: Member) -> str:
    shape = operation.output
    for part in path:
        name = part.removesuffix("[]")
        shape = shape.member(name) if shape is not None and shape.type == "structure" else None
        if shape is not None and part.endswith("[]"):
            shape = shape.part("member") if shape.type == "list" else None
        if shape is None:
            return (
                f"The response of `{operation.name}` has no `{readable('.'.join(path))}`: "
                f"`{readable(part)}` is not there."
            )
    return ""
