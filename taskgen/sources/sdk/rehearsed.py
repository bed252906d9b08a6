"""What of a spec its own generated tests would fail on."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.expressions import Expression, names, source
from taskgen.model.sdk import PAGE, RESULT, Check, after_the_call
from taskgen.model.task import Kwarg, TaskModel
from taskgen.problems import Place, Problem, readable, some_of
from taskgen.rehearsal.rehearse import (
    Broken,
    Fine,
    Missing,
    Outcome,
    Refused,
    Repeated,
    Undecided,
    rehearse,
)
from taskgen.spec import ModuleSpec, Written
from taskgen.tomlfiles.places import Key

_SAY_RESPONSE = (
    "Say what the call returns in tests: `response = ...`, or `attributes = { status_code = 200 }` "
    "where it is an object."
)


def faults(task: TaskModel, spec: ModuleSpec, written: list[Written]) -> Iterator[Problem]:
    """Why the tests of a task would fail with the samples, or with all of them but one.

    Args:
        task: the task.
        spec: what it was made from, which knows where it says what.
        written: the expressions of the task, each with its key.
    """
    teller = _Teller(task, spec, written)
    samples = {str(kwarg.name): kwarg.sample for kwarg in task.kwargs}
    outcome = rehearse(task, samples)
    if not isinstance(outcome, Fine):
        yield teller.problem(outcome)
        return
    for kwarg in task.kwargs:
        if not kwarg.required and (kwarg.merge or not kwarg.in_run):
            # None is no value of it: it has its default then.
            continue
        outcome = rehearse(task, {**samples, str(kwarg.name): None})
        if isinstance(outcome, (Broken, Undecided)):
            yield teller.without(kwarg, outcome)


class _Teller:
    def __init__(self, task: TaskModel, spec: ModuleSpec, written: list[Written]):
        self.task = task
        self.spec = spec
        self.keys = {id(each.node): each.key for each in written}

    def problem(self, outcome: Outcome) -> Problem:
        match outcome:
            case Refused(check):
                return self.refused(check)
            case Missing(kwarg):
                return Problem(
                    f"`{kwarg.name}` is required, and no sample can be made of its type.",
                    "Give it a `sample`.",
                    self.spec.kwarg_place(self.task.key, kwarg.name),
                )
            case Undecided(condition):
                return self.undecided(condition)
            case Repeated(is_endless):
                return self.repeated(is_endless)
            case Broken(expression, part, reason):
                shown = readable(str(source(part)))
                return Problem(
                    f"With the samples, `{shown}` is impossible: {readable(reason)}.",
                    self.remedy(part, "that it is possible with"),
                    self.place(expression),
                )
        raise AssertionError(outcome)

    def repeated(self, is_endless: bool) -> Problem:
        what, again = ("polling", "poll") if self.task.sdk.poll else ("pages", "pages")
        ends = "does not end" if is_endless else "ends"
        key = (again, self.response_key()) if is_endless else (self.response_key(),)
        return Problem(
            f"This response {ends} the {what}, so the tests of the task could not run.",
            f"Give it one for which `until` is {'true' if is_endless else 'not true yet'}.",
            self.spec.value_place("tasks", self.task.key, *key),
        )

    def refused(self, check: Check) -> Problem:
        place = self.place(check.when)
        if not after_the_call(check.when):
            return Problem(
                "The samples do not pass this check, so the tests of the task could not run.",
                self.remedy(check.when, "that passes"),
                place,
            )
        if self.task.sdk.response is None:
            return Problem(
                "What the call returns in tests, a mock, does not pass this check.",
                _SAY_RESPONSE,
                place,
            )
        return Problem(
            "What the call returns in tests does not pass this check.",
            f"Give the task a `{self.response_key()}` that does.",
            place,
        )

    def undecided(self, condition: Expression) -> Problem:
        if after_the_call(condition) and self.task.sdk.response is None:
            hint = _SAY_RESPONSE
        else:
            snippet = "after" if after_the_call(condition) else "before"
            hint = f"Compare kwargs with values, or write it as Python: `{snippet}`."
        return Problem(
            "Nobody can tell whether the samples pass this check, so there are no tests of it.",
            hint,
            self.place(condition),
        )

    def without(self, kwarg: Kwarg, outcome: Broken | Undecided) -> Problem:
        if isinstance(outcome, Undecided):
            return self.undecided(outcome.condition)
        shown = readable(str(source(outcome.part)))
        return Problem(
            f"Where `{kwarg.name}` is None, `{shown}` is impossible: {readable(outcome.reason)}.",
            f"Ask for `{kwarg.name}` before: say `required = true`, or put its check first."
            if kwarg.required
            else f"Say what it is then: `{shown} if {kwarg.name} else None`.",
            self.place(outcome.expression),
        )

    def remedy(self, part: Expression, which: str) -> str:
        """What to do about a value that does not do."""
        used = names(part)
        kwargs = [str(kwarg.name) for kwarg in self.task.kwargs if kwarg.name in used]
        used |= {RESULT} if PAGE in used else set()
        if RESULT in used and self.task.sdk.response is None:
            return _SAY_RESPONSE
        if RESULT in used:
            return f"Give the task a `{self.response_key()}` {which}."
        if kwargs:
            one = "" if len(kwargs) == 1 else "one of "
            return f"Give {one}{some_of(kwargs)} a `sample` {which}."
        return "Write it another way, or as Python: `before`."

    def response_key(self) -> str:
        return "attributes" if self.task.sdk.response_is_object else "response"

    def place(self, expression: Expression) -> Place | None:
        key: Key = self.keys.get(id(expression), ("tasks", self.task.key, "call"))
        return self.spec.value_place(*key)
