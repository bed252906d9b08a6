"""Responses of the SDK that tell a task from one that is nearly the same."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen import expressions as ex
from taskgen.expressions import Expression, Literal, names
from taskgen.expressions.decide import UNKNOWN, decide, value_of
from taskgen.model.sdk import Check, after_the_call
from taskgen.model.task import TaskModel
from taskgen.render.sdk.trials import (
    TRIALS,
    changed_value,
    compared_literals,
    falsy_value,
    sample_values,
)
from taskgen.text import Value

Case = tuple[Value, dict[str, Value]]
"""A response, and the values of kwargs that are not the samples."""


def accepted(task: TaskModel, result: Expression) -> list[Case]:
    """Responses that no check refuses, beside the sample.

    Args:
        task: the task.
        result: what `result` is, over `response`.
    """
    cases = [*_allowed(task, result), *_ends(task, result), *_other_ways(task, result)]
    return [each for index, each in enumerate(cases) if each not in cases[:index]]


def _allowed(task: TaskModel, result: Expression) -> Iterator[Case]:
    """Responses that are refused, with the value of a kwarg with which they are not."""
    for response, known, check in refused(task, result):
        for kwarg in task.kwargs:
            trials = [changed_value(kwarg.sample), falsy_value(kwarg.sample)]
            for trial in trials if kwarg.name in names(check.when) else ():
                if _passes(task, {**known, kwarg.name: trial}):
                    yield response, {str(kwarg.name): trial}
                    break


def _ends(task: TaskModel, result: Expression) -> Iterator[Case]:
    """Each response that ends the polling."""
    if task.sdk.poll:
        for response, known in _responses(task, result, _literals(task.sdk.poll.until)):
            if _passes(task, known):
                yield response, {}


def _other_ways(task: TaskModel, result: Expression) -> Iterator[Case]:
    """For each choice in what is returned, a response with which it is not as with the sample."""
    call = task.sdk
    # Logs, and what is done then, need not go with such a response.
    if not call.returns or call.poll or call.after or call.then:
        return
    if any(map(after_the_call, call.logs)):
        return
    # A mock is like any object: true, and equal to nothing else.
    sample: object = object() if call.response is None else call.response
    for part in ex.walk(call.returns):
        if not isinstance(part, ex.Choice) or not after_the_call(part.condition):
            continue
        usual = decide(part.condition, {**sample_values(task), "result": sample})
        for response, known in _responses(task, result, _literals(part.condition)):
            is_other = usual is not None and decide(part.condition, known) is (not usual)
            if is_other and _passes(task, known):
                yield response, {}
                break


def _literals(expression: Expression) -> list[Value]:
    return [part.value for part in ex.walk(expression) if isinstance(part, Literal)]


def _passes(task: TaskModel, known: dict[str, Value]) -> bool:
    """Whether no check refuses what is known, as far as can be told: it has to be told."""
    return all(decide(check.when, known) is False for check in task.sdk.checks)


def refused(task: TaskModel, result: Expression) -> Iterator[tuple[Value, dict[str, Value], Check]]:
    """Responses that the checks refuse, each with all that is known then, and the check."""
    for check in task.sdk.checks:
        if after_the_call(check.when):
            for response, known in _responses(task, result, compared_literals(task)):
                if decide(check.when, known):
                    yield response, known, check
                    break


def _responses(
    task: TaskModel, result: Expression, literals: list[Value]
) -> Iterator[tuple[Value, dict[str, Value]]]:
    """What the SDK may return in the end, each with all that is known then.

    These are the sample with one value changed in it, and others; where the task polls, only those
    that end it.
    """
    poll = task.sdk.poll
    sample = poll.response if poll else task.sdk.response
    for response in (*_variants(sample, literals), *TRIALS, *literals):
        known = {**sample_values(task), "response": response}
        known["result"] = value_of(result, known)
        waits = poll and not decide(poll.until, known)
        if known["result"] is UNKNOWN or waits or (poll and response == sample):
            continue
        del known["response"]
        yield response, known


def _variants(sample: Value, literals: list[Value]) -> Iterator[Value]:
    """The value with one of those in it changed, or replaced by a literal of the same type."""
    match sample:
        case dict():
            for key, value in sample.items():
                yield from ({**sample, key: each} for each in _variants(value, literals))
        case list():
            for index, value in enumerate(sample):
                for each in _variants(value, literals):
                    yield [*sample[:index], each, *sample[index + 1 :]]
        case None:
            return
        case _:
            same = [each for each in literals if type(each) is type(sample)]
            yield from (each for each in (changed_value(sample), *same) if each != sample)
