"""Responses of the SDK that tell a task from one that is nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from taskgen import expressions as ex
from taskgen.expressions import Expression, Literal, names
from taskgen.expressions.evaluate import decide
from taskgen.model.sdk import Check, after_the_call
from taskgen.model.task import TaskModel
from taskgen.rehearsal.rehearse import Fine, Refused, rehearse
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


def accepted(task: TaskModel) -> list[Case]:
    """Responses that no check refuses, beside the sample."""
    cases = [*_allowed(task), *_ends(task), *_other_ways(task)]
    return [each for index, each in enumerate(cases) if each not in cases[:index]]


def _allowed(task: TaskModel) -> Iterator[Case]:
    """Responses that are refused, with the value of a kwarg with which they are not."""
    for response, _, check in refused(task):
        for kwarg in task.kwargs:
            trials = [changed_value(kwarg.sample), falsy_value(kwarg.sample)]
            for trial in trials if kwarg.name in names(check.when) else ():
                if _accepted(task, response, **{str(kwarg.name): trial}):
                    yield response, {str(kwarg.name): trial}
                    break


def _ends(task: TaskModel) -> Iterator[Case]:
    """Each response that ends the polling, or the pages."""
    again = task.sdk.repeated
    if again:
        for response in _responses(task, _literals(again.until)):
            if _accepted(task, response):
                yield response, {}


def _other_ways(task: TaskModel) -> Iterator[Case]:
    """For each choice in what is returned, a response with which it is not as with the sample."""
    call = task.sdk
    # What a snippet does with such a response is not known.
    if not call.returns or call.repeated or call.after:
        return
    usual = rehearse(task, sample_values(task))
    for part in ex.walk(call.returns):
        if not isinstance(part, ex.Choice) or not after_the_call(part.condition):
            continue
        for response in _responses(task, _literals(part.condition)):
            known = _accepted(task, response)
            if not known or not isinstance(usual, Fine):
                continue
            ways = decide(part.condition, usual.known), decide(part.condition, known)
            if None not in ways and ways[0] is not ways[1]:
                yield response, {}
                break


def _literals(expression: Expression) -> list[Value]:
    return [part.value for part in ex.walk(expression) if isinstance(part, Literal)]


def _accepted(task: TaskModel, response: Value, **changed: Value) -> Mapping[str, object]:
    """What is known in the end where no check refuses the response; nothing where one does."""
    outcome = rehearse(task, {**sample_values(task), **changed}, response)
    return outcome.known if isinstance(outcome, Fine) else {}


def refused(task: TaskModel) -> Iterator[tuple[Value, Mapping[str, object], Check]]:
    """Responses that the checks refuse, each with all that is known then, and the check."""
    for check in task.sdk.checks:
        if after_the_call(check.when):
            for response in _responses(task, compared_literals(task)):
                outcome = rehearse(task, sample_values(task), response)
                if isinstance(outcome, Refused) and outcome.check is check:
                    yield response, outcome.known, check
                    break


def _responses(task: TaskModel, literals: list[Value]) -> Iterator[Value]:
    """What the SDK may return in the end.

    These are the sample with one value changed in it, and others.
    """
    again = task.sdk.repeated
    sample = again.response if again else task.sdk.response
    larger = [each for name in _members(task) for each in _with(sample, name)]
    for response in (*_variants(sample, literals), *larger, *TRIALS, *literals):
        if not (again and response == sample):
            yield response


def _members(task: TaskModel) -> Iterator[str]:
    """Members that checks ask for, which a good response may not have."""
    for check in task.sdk.checks:
        for part in ex.walk(check.when):
            match part:
                case ex.Operation("in" | "not in", (Literal(str() as name), _)):
                    yield name


def _with(sample: Value, name: str) -> Iterator[Value]:
    """The value with one of the dicts in it larger by a member."""
    if isinstance(sample, dict):
        for key, value in sample.items():
            yield from ({**sample, key: each} for each in _with(value, name))
        if name not in sample and name.isidentifier():
            yield {**sample, name: name}


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
