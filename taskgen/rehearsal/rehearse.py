"""Follows a task that calls an SDK through its steps, with given values and a mocked SDK.

Generated tests give a task these values. So a rehearsal tells, before anything is written, whether
a test would pass: which check would refuse the values, and what Python itself would refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from taskgen.expressions import (
    Attribute,
    Await,
    Call,
    Choice,
    Expression,
    Item,
    Name,
    children,
    mapped,
)
from taskgen.expressions.evaluate import (
    UNKNOWN,
    Answer,
    Having,
    Impossible,
    Mock,
    decide,
    evaluate,
)
from taskgen.model.sdk import CLIENT, PAGE, RESULT, Check, Pages, Poll, SdkCall, after_the_call
from taskgen.model.task import Given, Kwarg, Send, TaskModel
from taskgen.rehearsal.unset import Unset
from taskgen.text import Identifier, Value

_WORD = re.compile(r"\w+")
_RESPONSE = Name(Identifier("the response"))
"""In place of the call that the SDK answers with the response; no kwarg has such a name."""


@dataclass(frozen=True, slots=True)
class Fine:
    """The task returns something."""

    known: Mapping[str, object]
    """All names with what they are in the end, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A check refuses the values, or the response."""

    check: Check
    known: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Missing:
    """A kwarg that is required is None."""

    kwarg: Kwarg


@dataclass(frozen=True, slots=True)
class Undecided:
    """It can't be told whether a condition holds."""

    condition: Expression


@dataclass(frozen=True, slots=True)
class Broken:
    """Python raises an error of its own."""

    expression: Expression
    """The expression of the task in which it does."""
    part: Expression
    """What of it is to blame."""
    reason: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """The response does not end the polling or the pages, or the one before it does."""

    is_endless: bool


Outcome = Fine | Refused | Missing | Undecided | Broken | Repeated

SAMPLE: Value = {"the sample": "of the task"}
"""In place of a response: the one that the task has for its tests."""


def is_checked(call: SdkCall, name: str) -> bool:
    """Whether one of the call's own checks refuses None for the kwarg of this name."""
    return any(
        decide(check.when, {name: None}) for check in call.checks if not after_the_call(check.when)
    )


def is_renewed(kwarg: Kwarg) -> bool:
    """Whether its default is made anew where it is None."""
    return kwarg.given is not Given.BOTH and isinstance(kwarg.default, (dict, list))


def rehearse(task: TaskModel, values: Mapping[str, object], response: Value = SAMPLE) -> Outcome:
    """What becomes of these values.

    Args:
        task: the task.
        values: those of all kwargs, None where they are not set.
        response: what the SDK returns in the end; a dict is the attributes of a mock where the
            task's own response is.
    """
    return _Rehearsal(task, values).outcome(response)


class _Stop(Exception):
    def __init__(self, outcome: Outcome):
        super().__init__()
        self.outcome = outcome


class _Rehearsal:
    def __init__(self, task: TaskModel, values: Mapping[str, object]):
        self.task = task
        self.call = task.sdk
        self.unset = Unset(task)
        self.known: dict[str, object] = {each.bound: Mock() for each in self.call.imports}
        self.known |= {"Secret": Answer(), "os": Answer()}
        self.known |= values
        self.task_names = set(values)
        for kwarg in task.kwargs:
            if is_renewed(kwarg) and self.known[kwarg.name] is None:
                self.known[kwarg.name] = kwarg.default

    def outcome(self, response: Value) -> Outcome:
        try:
            self.follow(response)
        except _Stop as stop:
            return stop.outcome
        return Fine(self.known)

    def follow(self, response: Value) -> None:
        for kwarg in self.task.required_kwargs:
            if not is_checked(self.call, kwarg.name) and self.known[kwarg.name] is None:
                raise _Stop(Missing(kwarg))
        self.check(after=False)
        self.prepare()
        for step in (*self.call.first, *self.logs(after=False)):
            self.value(step)
        self.ask(response)
        if self.call.after:
            self.known[RESULT] = UNKNOWN
        for step in self.call.then:
            self.value(step)
        self.check(after=True)
        returns = [self.call.returns] if self.call.returns else []
        for expression in (*self.logs(after=True), *returns, *self.call.finally_):
            self.value(expression)

    def prepare(self) -> None:
        """All that names stand for before the call."""
        call = self.call
        for kwarg in self.task.run_kwargs:
            if kwarg.fallback and self.known[kwarg.name] is None:
                self.known[kwarg.name] = self.value(kwarg.fallback)
        for name in _WORD.findall("\n".join(call.before)):
            # What becomes of it there is not known.
            if name in self.task_names:
                self.known[name] = UNKNOWN
        early, late = call.split_values()
        self.assign(early)
        if call.client:
            made = self.value(call.client)
            self.known[CLIENT] = Mock() if made is UNKNOWN else made
        self.assign(late)

    def logs(self, after: bool) -> list[Expression]:
        return [line for line in self.call.logs if after_the_call(line) is after]

    def assign(self, values: list[tuple[Identifier, Expression]]) -> None:
        for name, value in values:
            self.known[name] = self.value(value)

    def check(self, after: bool) -> None:
        for check in self.call.checks:
            if after_the_call(check.when) is after and self.holds(check.when):
                raise _Stop(Refused(check, self.known))

    def holds(self, condition: Expression) -> bool:
        value = self.value(condition)
        if value is UNKNOWN:
            raise _Stop(Undecided(condition))
        return isinstance(value, Mock) or bool(value)

    def ask(self, response: Value) -> None:
        """The call, and what is asked again after it."""
        call, again = self.call, self.call.repeated
        if again is None:
            self.known[RESULT] = self.answered(call.call, call.response, response)
            return
        name = PAGE if isinstance(again, Pages) else RESULT
        self.known[name] = self.answered(call.call, call.response, SAMPLE)
        items = self.looked_at(again)
        if self.holds(again.until):
            raise _Stop(Repeated(is_endless=False))
        self.known[name] = self.answered(again.ask, again.response, response)
        more = self.looked_at(again)
        if not self.holds(again.until):
            raise _Stop(Repeated(is_endless=True))
        if isinstance(again, Pages):
            del self.known[PAGE]
            are_lists = isinstance(items, list) and isinstance(more, list)
            self.known[RESULT] = [*items, *more] if are_lists else UNKNOWN

    def looked_at(self, again: Poll | Pages) -> Any:
        """What is on a page."""
        if isinstance(again, Poll):
            self.value(again.every)
            return None
        for step in again.each:
            self.value(step)
        items = self.value(again.items)
        if isinstance(items, Mock) or (not isinstance(items, Iterable) and items is not UNKNOWN):
            reason = f"it is {type(items).__name__}, and not a list"
            raise _Stop(Broken(again.items, again.items, reason))
        return items

    def answered(self, call: Expression, sample: Value, response: Value) -> object:
        """What a call is, with the response of the SDK in it."""
        while isinstance(call, Choice):
            call = call.then if self.holds(call.condition) else call.otherwise
        # What the arguments are made of has to be possible, whatever is returned.
        self.value(call)
        chosen: object = sample if response is SAMPLE else response
        is_object = self.call.response_is_object and isinstance(chosen, dict)
        if chosen is None and response is SAMPLE:
            chosen = Mock()
        made = Having(chosen) if is_object and isinstance(chosen, dict) else chosen
        calls = list(sdk_calls(call, self.is_of_sdk))
        if not calls:
            return self.value(call)
        self.known[_RESPONSE.name] = made
        return self.value(_replaced(call, calls[-1]))

    def is_of_sdk(self, expression: Expression) -> bool:
        """Whether tests have a mock for it."""
        match expression:
            case Name(name):
                value = self.known.get(name)
                return isinstance(value, Mock) and not isinstance(value, Answer)
            case Attribute(of) | Await(of) | Item(of):
                return self.is_of_sdk(of)
            case Call(function):
                return self.is_of_sdk(function)
        return False

    def value(self, expression: Expression) -> object:
        """What an expression of the task is."""
        try:
            return evaluate(expression, self.known, self.is_left_out)
        except Impossible as error:
            raise _Stop(Broken(expression, error.expression, error.reason)) from None

    def is_left_out(self, value: Expression, known: Mapping[str, object]) -> bool:
        return any(
            known.get(name) is None or (send is Send.TRUTHY and not known.get(name))
            for name, send in self.unset.needed(value).items()
        )


def sdk_calls(expression: Expression, is_of_sdk: Callable[[Expression], bool]) -> Iterator[Call]:
    """The calls of the SDK in an expression, in the order in which they are made."""
    for child in children(expression):
        yield from sdk_calls(child, is_of_sdk)
    if isinstance(expression, Call) and is_of_sdk(expression.function):
        yield expression


def _replaced(expression: Expression, call: Expression) -> Expression:
    if expression is call:
        return _RESPONSE
    return mapped(expression, lambda child: _replaced(child, call))
