"""A task that calls a Python SDK as the source of its tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from taskgen import expressions as ex
from taskgen.conventions import missing_value_message
from taskgen.expressions import Expression, Literal, Text, names
from taskgen.expressions.decide import UNKNOWN, decide, value_of
from taskgen.model.sdk import Check, after_the_call
from taskgen.model.task import Given, Kwarg, ModuleModel, Send, TaskModel
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.render.sdk.body import ERROR
from taskgen.render.sdk.expected import RESPONSE, Expected, dotted, with_result
from taskgen.render.sdk.lay import statement
from taskgen.render.sdk.responses import accepted, refused
from taskgen.render.sdk.trials import (
    TRIALS,
    changed_value,
    compared_literals,
    falsy_value,
    sample_values,
)
from taskgen.text import Code, Value, has_datetime, identifier

_STAND_INS = ("Answer", "Response")
"""Classes of what stands in for what tasks are given."""
_SAID = "of the SDK"
"""What exceptions of the SDK say in tests; the base class raises them."""
BASE = "SdkTaskTests"
"""The class with the tests that all tasks have in common; every test module has its own."""

_IMPORTS: tuple[tuple[str, ...], ...] = (
    ("", "re"),
    ("", "sys"),
    ("copy", "deepcopy"),
    ("functools", "reduce"),
    ("inspect", "signature"),
    ("itertools", "cycle"),
    ("operator", "attrgetter"),
    ("pydoc", "locate"),
    ("types", "SimpleNamespace"),
    ("typing", "Any"),
    ("typing", "Dict"),
    ("typing", "List"),
    ("typing", "Tuple"),
    ("unittest.mock", "MagicMock"),
    ("unittest.mock", "call"),
    ("unittest.mock", "create_autospec"),
    ("", "cloudpickle"),
    ("", "pytest"),
    ("prefect", "Flow"),
    ("prefect", "Parameter"),
    ("prefect", "Task"),
)
"""What the base class and the tests of any task need."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a test class: its first line, and its statements."""

    head: Code
    body: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class TestView:
    """The pieces of a test class, in the order in which the template puts them together."""

    __test__ = False  # pytest would collect it by its name

    head: Code
    attributes: tuple[Code, ...]
    methods: tuple[Method, ...]


@cache
def _base_classes() -> list[tuple[str, Code]]:
    text = template("prefect1/sdk_test_base.py.j2").render().rstrip()
    names = (*_STAND_INS, BASE)
    return [(name, Code(code)) for name, code in zip(names, text.split("\n\n\n"), strict=True)]


def test_classes(
    tasks: Sequence[TaskModel], module: ModuleModel, package: str
) -> list[tuple[str, Code]]:
    """The base class of the tests with its helper, and the tests of each task."""
    return [*_base_classes(), *((f"Test{task.name}", _source(task)) for task in tasks)]


def test_imports(
    tasks: Sequence[TaskModel], module: ModuleModel, package: str
) -> list[tuple[str, ...]]:
    """What the classes of the tests need."""
    imports = dict.fromkeys(_IMPORTS)
    for task in tasks:
        imports[f"{package}.{module.package}.{module.module}", task.name] = None
        samples = [kwarg.sample for kwarg in task.kwargs] + [task.sdk.response]
        if any(map(has_datetime, samples)):
            imports["datetime", "datetime"] = None
        errors = {check.error for check in task.sdk.checks}
        errors |= {catch.error for catch in task.sdk.catches}
        if "FAIL" in errors:
            imports["prefect.engine.signals", "FAIL"] = None
        if any("json" in names(expression) for expression in task.sdk.expressions()):
            imports["", "json"] = None
    return list(imports)


def _source(task: TaskModel) -> Code:
    awaited = [part.of for each in task.sdk.expressions() for part in _awaits(each)]
    # Mocks note calls whether or not what they return is awaited.
    task = replace(task, call=task.sdk.without_awaits())
    expected = Expected(task)
    assignments = expected.assignments()
    poll = task.sdk.poll
    result = expected.made_of(poll.ask if poll else task.sdk.call)
    view = TestView(
        head=Code(layout.call(f"class Test{task.name}", [BASE], ":", 0)),
        attributes=tuple(_attributes(task, expected, result, awaited)),
        methods=tuple(_methods(task, expected, assignments, result)),
    )
    return Code(template("prefect1/sdk_tests.py.j2").render(test=view).rstrip())


# Data ---------------------------------------------------------------------------------------


def _awaits(expression: Expression) -> Iterator[ex.Await]:
    return (part for part in ex.walk(expression) if isinstance(part, ex.Await))


def _attributes(
    task: TaskModel, expected: Expected, result: Expression, awaited: Iterable[Expression]
) -> Iterator[Code]:
    """The assignments of what a task's tests say of it, where the base says something else."""
    yield Code(layout.assignment("task_class", task.name, 4))
    call = task.sdk
    values = {str(kwarg.name): kwarg.sample for kwarg in task.kwargs}
    asked = expected.ends(call.poll.ask)[-1:] if call.poll else []
    said: list[tuple[str, Any]] = [
        ("sdk", expected.paths),
        ("types", {_mock_path(expected, of): kind for of, kind in call.types}),
        ("awaited", list(_called(expected, awaited))),
        ("ends", [*dict.fromkeys(expected.ends(call.call))]),
        ("asked", asked[0] if asked else ""),
        ("asked_response", call.poll.response if call.poll else None),
        ("cleanup", _cleanup(expected)),
        ("changes_result", bool(call.after)),
        ("takes_items", expected.takes_items()),
        ("sample_response", call.response),
        ("values", values),
        ("others", {str(k.name): _other(task, k) for k in task.kwargs}),
        ("required", {str(k.name): _message(task, k) for k in task.required_kwargs}),
        ("init_only", [k.name for k in task.kwargs if k.given is Given.INIT]),
        ("run_only", [k.name for k in task.kwargs if k.given is Given.RUN]),
        ("secrets", [k.name for k in task.kwargs if k.secret]),
        ("merged", [k.name for k in task.kwargs if k.merge]),
        ("not_falsy", [k.name for k in task.kwargs if _refuses_falsy(task, k)]),
        ("choices", _choices(task)),
        ("defaults", {str(k.name): k.default for k in task.kwargs if k.default is not None}),
    ]
    for name, content in said:
        # What the SDK returns may be empty.
        if content in (None, "", [], {}, False) and (content is None or "response" not in name):
            continue
        yield Code(layout.value(f"{name} = ", content, "", 4))
    for name, cases in (
        ("refused", _refused(task)),
        ("refused_responses", _refused_responses(task, result)),
        ("accepted_responses", _accepted_responses(task, result)),
        ("caught", _caught(task, expected)),
    ):
        listed = ex.Sequence(tuple(cases))
        if listed.items:
            yield statement(f"{name} = ", listed, 4)


def _called(expected: Expected, awaited: Iterable[Expression]) -> Iterator[str]:
    """The paths of the mocks whose calls are awaited."""
    paths = (expected.ends(ex.without_awaits(each))[-1:] for each in awaited)
    return iter(dict.fromkeys(path for found in paths for path in found))


def _mock_path(expected: Expected, of: Expression) -> str:
    mocked = expected.mocked(of)
    return dotted(mocked.mock) if mocked else ""


def _cleanup(expected: Expected) -> list[str]:
    """The paths of the mocks that are called in the end, whatever happens."""
    calls = [call for step in expected.call.finally_ for call in expected.sdk_calls(step)]
    return [path for call in calls for path in expected.ends(call)]


def _message(task: TaskModel, kwarg: Kwarg) -> str:
    for check in task.sdk.checks:
        if not after_the_call(check.when) and decide(check.when, {kwarg.name: None}):
            return str(_told(check.message, sample_values(task)))
    return kwarg.message or missing_value_message(kwarg.name)


def _told(message: Expression, values: dict[str, Value]) -> str | list[str]:
    """What a message says; the pieces around what can't be told here, where there is such."""
    pieces = [""]
    for part in message.parts if isinstance(message, Text) else [message]:
        value = part if isinstance(part, str) else value_of(part, values)
        if value is UNKNOWN:
            pieces.append("")
        else:
            pieces[-1] += str(value)
    return pieces[0] if len(pieces) == 1 else pieces


def _other(task: TaskModel, kwarg: Kwarg) -> Value:
    """Another value of the same type that the checks let pass."""
    values = sample_values(task)
    changed = changed_value(kwarg.sample, keep_keys=_is_splatted(task, kwarg))
    choices = [changed, *compared_literals(task), kwarg.default]
    for choice in choices:
        known = {**values, kwarg.name: choice}
        fits = type(choice) is type(kwarg.sample) and choice != kwarg.sample
        if fits and not any(decide(check.when, known) for check in task.sdk.checks):
            return choice
    return kwarg.sample


def _is_splatted(task: TaskModel, kwarg: Kwarg) -> bool:
    """Whether it becomes keyword arguments, whose names the SDK knows."""
    return any(
        argument.stars == "**" and argument.value == ex.Name(kwarg.name)
        for expression in task.sdk.expressions()
        for part in ex.walk(expression)
        if isinstance(part, ex.Call)
        for argument in part.arguments
    )


def _refuses_falsy(task: TaskModel, kwarg: Kwarg) -> bool:
    known = {**sample_values(task), kwarg.name: falsy_value(kwarg.sample)}
    is_time = isinstance(kwarg.sample, datetime)
    return is_time or any(decide(check.when, known) for check in task.sdk.checks)


def _choices(task: TaskModel) -> list[dict[str, Value]]:
    """Values that lead to what the sample values do not lead to, where the task has a choice."""
    found: list[dict[str, Value]] = []
    for choice in task.sdk.expressions():
        for part in ex.walk(choice):
            if isinstance(part, ex.Choice):
                found += _changes(task, part.condition)
    for kwarg in task.kwargs:
        if kwarg.send is Send.TRUTHY:
            found.append({str(kwarg.name): falsy_value(kwarg.sample)})
    return [each for index, each in enumerate(found) if each not in found[:index]]


def _changes(task: TaskModel, condition: Expression) -> list[dict[str, Value]]:
    """Values for a kwarg that make a condition what it is not with the sample values.

    Those that the condition and the checks compare it with are all tried, beside falsy ones.
    """
    values = sample_values(task)
    usual = decide(condition, values)
    literals = [part.value for part in ex.walk(condition) if isinstance(part, Literal)]
    found: list[dict[str, Value]] = []
    for kwarg in task.kwargs:
        name = str(kwarg.name)
        if name not in names(condition) or usual is None:
            continue
        trials = [
            *literals,
            *compared_literals(task),
            changed_value(kwarg.sample),
            falsy_value(kwarg.sample),
        ]
        for trial in trials if kwarg.required else [*trials, None]:
            known = {**values, name: trial}
            fits = trial is None or type(trial) is type(kwarg.sample)
            refused = any(decide(check.when, known) for check in task.sdk.checks)
            named = trial in literals or trial in compared_literals(task)
            if fits and not refused and (named or decide(condition, known) is (not usual)):
                found.append({name: trial})
    return found


def _refused(task: TaskModel) -> Iterator[Expression]:
    """Values that the checks refuse, each with the error."""
    for check in task.sdk.checks:
        if after_the_call(check.when):
            continue
        values = sample_values(task)
        concerned = [str(kwarg.name) for kwarg in task.kwargs if kwarg.name in names(check.when)]
        trials: list[dict[str, Value]] = [{name: value} for name in concerned for value in TRIALS]
        trials += [dict.fromkeys(concerned, value) for value in TRIALS]
        found = [t for t in trials if decide(check.when, {**values, **t})]
        shown: dict[str, dict[str, Value]] = {}
        for trial in found:
            shown.setdefault(",".join(trial), trial)
        singles = [trial for trial in shown.values() if len(trial) == 1]
        for trial in singles or list(shown.values()):
            told = _told(check.message, {**values, **trial})
            changed = ex.Mapping(tuple((Literal(k), Literal(v)) for k, v in trial.items()))
            yield _case(changed, check, told)


def _refused_responses(task: TaskModel, result: Expression) -> Iterator[Expression]:
    for response, known, check in refused(task, result):
        yield _case(Literal(response), check, _told(check.message, known))


def _accepted_responses(task: TaskModel, result: Expression) -> Iterator[Expression]:
    for response, changed in accepted(task, result):
        yield ex.Sequence((Literal(response), Literal(dict(changed))), is_tuple=True)


def _caught(task: TaskModel, expected: Expected) -> Iterator[Expression]:
    for catch in task.sdk.catches:
        bound = {each.bound: each for each in task.sdk.imports}
        path = ex.source(catch.exception).split(".")
        imported = bound.get(path[0])
        if imported:
            real = ".".join([imported.target, *path[1:]])
            check = Check(catch.exception, catch.message, catch.error)
            known = {**sample_values(task), str(ERROR): _SAID}
            yield _case(Literal(real), check, _told(catch.message, known))


def _case(changed: Expression, check: Check, told: str | list[str]) -> Expression:
    error = ex.Name(identifier(check.error))
    said: Value = [*told] if isinstance(told, list) else told
    return ex.Sequence((changed, error, Literal(said)), is_tuple=True)


# Methods ------------------------------------------------------------------------------------


def _methods(
    task: TaskModel,
    expected: Expected,
    assignments: list[tuple[str, Expression]],
    result: Expression,
) -> Iterator[Method]:
    body = [statement(before, value, 8) for before, value in assignments]
    used = set().union(*(names(value) for _, value in assignments), *map(names, expected.groups))
    body += _calls(expected.groups)
    yield _method(task, "calls", ["sdk"], used, body)
    call = task.sdk
    returned = with_result(call.returns, result) if call.returns else Literal(None)
    if returned != RESPONSE:
        made = _plain(expected, returned)
        body = [statement("return ", made, 8)]
        yield _method(task, "returned", ["sdk", "response"], names(made), body)
    lines = [_plain(expected, with_result(line, result)) for line in call.logs]
    if lines:
        listed = ex.Sequence(tuple(lines))
        body = [statement("return ", listed, 8)]
        yield _method(task, "logged", ["response"], names(listed), body)


def _calls(groups: list[Expression]) -> Iterator[Code]:
    """The statements that list the calls, those that depend on values in their own."""
    if all(isinstance(group, ex.Sequence) for group in groups):
        every = [item for group in groups if isinstance(group, ex.Sequence) for item in group.items]
        yield statement("return ", ex.Sequence(tuple(every)), 8)
        return
    first, *others = groups if isinstance(groups[0], ex.Sequence) else [ex.Sequence(()), *groups]
    yield statement("calls = ", first, 8)
    for group in others:
        yield from _more_calls(group, 8)
    yield Code("return calls")


def _more_calls(group: Expression, indent: int) -> Iterator[Code]:
    pad = " " * (indent - 8)
    if not isinstance(group, ex.Choice):
        yield Code(pad + statement("calls += ", group, indent))
        return
    yield Code(pad + statement("if ", group.condition, indent, ":"))
    yield from _more_calls(group.then, indent + 4)
    if group.otherwise != ex.Sequence(()):
        yield Code(f"{pad}else:")
        yield from _more_calls(group.otherwise, indent + 4)


def _plain(expected: Expected, expression: Expression) -> Expression:
    """The expression as a test has it, whatever calls it makes."""
    return expected.apart(expression)[0]


def _method(
    task: TaskModel, name: str, first: list[str], used: set[str], body: Iterable[Code]
) -> Method:
    """A method that takes those of the task's values that it uses."""
    wanted = [str(kwarg.name) for kwarg in task.kwargs if kwarg.name in used]
    parameters = ["self", *first, *(f"{each}=None" for each in wanted)]
    if len(wanted) < len(task.kwargs):
        parameters.append("**others")
    return Method(Code(layout.call(f"def {name}", parameters, ":", 4)), tuple(body))
