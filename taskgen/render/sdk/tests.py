"""A task that calls a Python SDK as the source of its tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from taskgen import expressions as ex
from taskgen.conventions import missing_value_message
from taskgen.expressions import Expression, Literal, Text, names
from taskgen.expressions.evaluate import UNKNOWN, Mock, decide, value_of
from taskgen.model.sdk import PAGE, RESULT, Check, after_the_call
from taskgen.model.task import Given, Kwarg, ModuleModel, Send, TaskModel
from taskgen.rehearsal.rehearse import Fine, Refused, is_renewed, rehearse
from taskgen.render import layout
from taskgen.render.environment import template
from taskgen.render.sdk.body import ERROR
from taskgen.render.sdk.expected import RESPONSE, Expected, dotted, reads_clock, with_result
from taskgen.render.sdk.lay import statement
from taskgen.render.sdk.responses import accepted, refused
from taskgen.render.sdk.trials import (
    TRIALS,
    changed_value,
    compared_literals,
    falsy_value,
    sample_values,
)
from taskgen.text import Code, Value, identifier

_SAID = "of the SDK"
"""What exceptions of the SDK say in tests; the base class raises them."""
BASE = "SdkTaskTests"
"""The class with the tests that all tasks have in common; every test module has its own."""
_BASES = ("Answer", "Clock", "Response", BASE)
"""The classes of its template."""

_IMPORTS: tuple[tuple[str, ...], ...] = (
    ("", "re"),
    ("", "sys"),
    ("copy", "deepcopy"),
    ("datetime", "datetime"),
    ("functools", "reduce"),
    ("inspect", "signature"),
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
    return [(name, Code(code)) for name, code in zip(_BASES, text.split("\n\n\n"), strict=True)]


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
        errors = {check.error for check in task.sdk.checks}
        errors |= {catch.error for catch in task.sdk.catches}
        if "FAIL" in errors:
            imports["prefect.engine.signals", "FAIL"] = None
        fallbacks = [kwarg.fallback for kwarg in task.kwargs if kwarg.fallback]
        used = set().union(*map(names, (*task.sdk.expressions(), *fallbacks)))
        if "json" in used:
            imports["", "json"] = None
    return list(imports)


def _source(task: TaskModel) -> Code:
    awaited = [part.of for each in task.sdk.expressions() for part in _awaits(each)]
    # Mocks note calls whether or not what they return is awaited.
    task = replace(task, call=task.sdk.without_awaits())
    expected = Expected(task)
    assignments = expected.assignments()
    view = TestView(
        head=Code(layout.call(f"class Test{task.name}", [BASE], ":", 0)),
        attributes=tuple(_attributes(task, expected, awaited)),
        methods=tuple(_methods(task, expected, assignments, expected.returned())),
    )
    return Code(template("prefect1/sdk_tests.py.j2").render(test=view).rstrip())


# Data ---------------------------------------------------------------------------------------


def _awaits(expression: Expression) -> Iterator[ex.Await]:
    return (part for part in ex.walk(expression) if isinstance(part, ex.Await))


def _attributes(
    task: TaskModel, expected: Expected, awaited: Iterable[Expression]
) -> Iterator[Code]:
    """The assignments of what a task's tests say of it, where the base says something else."""
    yield Code(layout.assignment("task_class", task.name, 4))
    call = task.sdk
    values = {str(kwarg.name): kwarg.sample for kwarg in task.kwargs}
    again = call.repeated
    asked = expected.ends(again.ask)[-1:] if again else []
    missing = {str(k.name): _missing(task, k) for k in task.required_kwargs}
    said: list[tuple[str, Any]] = [
        ("sdk", expected.paths),
        ("types", {_mock_path(expected, of): kind for of, kind in call.types}),
        ("awaited", list(_called(expected, awaited))),
        ("ends", [*dict.fromkeys(expected.ends(call.call))]),
        ("asked", asked[0] if asked else ""),
        ("asked_response", again.response if again else None),
        ("cleanup", _cleanup(expected)),
        ("steps", _steps(task, expected)),
        ("first_steps", _steps(task, expected) if call.pages else []),
        ("changes_result", bool(call.after)),
        ("takes_items", expected.takes_items()),
        ("assigned", [dotted(target) for target, _ in expected.sets]),
        ("sample_response", call.response),
        ("has_attributes", call.response_is_object),
        ("reads_clock", reads_clock(task)),
        ("values", values),
        ("others", _others(task)),
        ("required", {name: message for name, (_, message) in missing.items()}),
        ("init_only", [k.name for k in task.kwargs if k.given is Given.INIT]),
        ("run_only", [k.name for k in task.kwargs if k.given is Given.RUN]),
        ("secrets", [k.name for k in task.kwargs if k.secret]),
        ("merged", [k.name for k in task.kwargs if k.merge]),
        ("not_falsy", _not_falsy(task)),
        ("needed", _needed(task)),
        ("never_none", _never_none(task)),
        ("choices", _choices(task)),
        ("defaults", {str(k.name): k.default for k in task.kwargs if k.default is not None}),
    ]
    for name, content in said:
        # What the SDK returns may be empty.
        if content in (None, "", [], {}, False) and (content is None or "response" not in name):
            continue
        yield Code(layout.value(f"{name} = ", content, "", 4))
    kinds = {name: kind for name, (kind, _) in missing.items() if kind != "ValueError"}
    if kinds:
        named = tuple((Literal(n), ex.Name(identifier(kind))) for n, kind in kinds.items())
        yield statement("missing_kinds = ", ex.Mapping(named), 4)
    for name, cases in (
        ("refused", _refused(task)),
        ("refused_responses", _refused_responses(task)),
        ("accepted_responses", _accepted_responses(task)),
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


def _steps(task: TaskModel, expected: Expected) -> list[str]:
    """The methods of what the SDK returns that are called for what they do alone."""
    call = task.sdk
    # Of plain data, and of what is a part of the response, there are no mocks that note it.
    is_mock = call.response_is_object or (call.repeated or call).response is None
    asked = [call.call, call.repeated.ask] if call.repeated else [call.call]
    is_mock = is_mock and all(expected.made_of(each) == RESPONSE for each in asked)
    is_mock = is_mock and len(set(expected.ends(call.call))) == 1
    of = ex.Name(PAGE if call.pages else RESULT)
    found = []
    for step in call.pages.each if call.pages else call.then:
        match step:
            case ex.Call(ex.Attribute(owner, name)) if owner == of and is_mock:
                found.append(str(name))
    return [name for name in found if found.count(name) == 1]


def _cleanup(expected: Expected) -> list[str]:
    """The last calls, whatever happens: those that are made in the end without a condition."""
    last: list[str] = []
    for step in expected.call.finally_:
        calls = expected.sdk_calls(step)
        has_choice = any(isinstance(part, ex.Choice | ex.Each) for part in ex.walk(step))
        mocked = [expected.mocked(call.function) for call in calls if isinstance(call, ex.Call)]
        made = [str(ex.source(of.trace)).removeprefix("call.") for of in mocked if of]
        last = [] if has_choice else [*last, *made]
    return last


def _missing(task: TaskModel, kwarg: Kwarg) -> tuple[str, str | list[str]]:
    """The error that there is where the kwarg is None: its class, and what it says."""
    match rehearse(task, {**sample_values(task), kwarg.name: None}):
        case Refused(check, known):
            return check.error, _told(check.message, known)
    return "ValueError", kwarg.message or missing_value_message(kwarg.name)


def _told(message: Expression, values: Mapping[str, object]) -> str | list[str]:
    """What a message says; the pieces around what can't be told here, where there is such."""
    pieces = [""]
    for part in message.parts if isinstance(message, Text) else [message]:
        value = part if isinstance(part, str) else value_of(part, values)
        if value is UNKNOWN or isinstance(value, Mock):
            pieces.append("")
        else:
            pieces[-1] += str(value)
    return pieces[0] if len(pieces) == 1 else pieces


def _others(task: TaskModel) -> dict[str, Value]:
    """Other values of the same types; what is given to `__init__` alone has to go with the rest."""
    found: dict[str, Value] = {}
    at_init: dict[str, Value] = {}
    for kwarg in task.kwargs:
        name = str(kwarg.name)
        found[name] = _other(task, kwarg, at_init)
        if kwarg.given is Given.INIT:
            at_init[name] = found[name]
    return found


def _other(task: TaskModel, kwarg: Kwarg, before: dict[str, Value]) -> Value:
    """Another value of the same type that goes with those before, if there is one."""
    changed = changed_value(kwarg.sample, keep_keys=_is_splatted(task, kwarg))
    with_keys = changed_value(kwarg.sample, keep_keys=True)
    for choice in (changed, with_keys, *compared_literals(task), kwarg.default):
        fits = type(choice) is type(kwarg.sample) and choice != kwarg.sample
        if fits and _is_fine(task, {**before, str(kwarg.name): choice}):
            return choice
    return kwarg.sample


def _is_fine(task: TaskModel, changed: dict[str, Value]) -> bool:
    """Whether the task takes these values beside the samples."""
    return isinstance(rehearse(task, {**sample_values(task), **changed}), Fine)


def _is_splatted(task: TaskModel, kwarg: Kwarg) -> bool:
    """Whether it becomes keyword arguments, whose names the SDK knows."""
    return any(True for _ in _splatting(task, kwarg))


def _splatting(task: TaskModel, kwarg: Kwarg) -> Iterator[ex.Call]:
    """The calls that take it as their keyword arguments."""
    for expression in task.sdk.expressions():
        for part in ex.walk(expression):
            if isinstance(part, ex.Call) and any(
                argument.stars == "**" and argument.value == ex.Name(kwarg.name)
                for argument in part.arguments
            ):
                yield part


def _not_falsy(task: TaskModel) -> list[str]:
    """The kwargs that can't be falsy where all others are that can."""
    # A model of the SDK may have to have what an empty dict does not give it.
    own = (task.sdk.call, task.sdk.client)
    falsy: dict[str, Value] = {}
    kept: list[str] = []
    merged = {str(kwarg.name): kwarg.sample for kwarg in task.kwargs if kwarg.merge}
    for kwarg in task.kwargs:
        value = falsy_value(kwarg.sample)
        trial = {**falsy, str(kwarg.name): value}
        is_model = any(call not in own for call in _splatting(task, kwarg))
        fits = not is_model and not isinstance(kwarg.sample, datetime)
        if fits and _is_fine(task, trial) and _is_fine(task, {**trial, **merged}):
            falsy = trial
        else:
            kept.append(str(kwarg.name))
    return kept


def _needed(task: TaskModel) -> list[str]:
    """The optional kwargs that are set where all others are not that need not be."""
    optional = [kwarg for kwarg in task.kwargs if not kwarg.required or kwarg.default is not None]
    can_be_none = {str(k.name) for k in optional if k.in_run and not k.merge and not k.required}
    can_be_none -= set(_never_none(task))
    unset: dict[str, Value] = {}
    kept: list[str] = []
    for kwarg in optional:
        trial = {**unset, str(kwarg.name): kwarg.default}
        none = dict.fromkeys(name for name in trial if name in can_be_none)
        if _is_fine(task, trial) and _is_fine(task, none):
            unset = trial
        else:
            kept.append(str(kwarg.name))
    return kept


def _never_none(task: TaskModel) -> list[str]:
    """The optional kwargs that can't be None even where all others are set."""
    return [
        str(kwarg.name)
        for kwarg in task.kwargs
        if not kwarg.required and kwarg.in_run and not kwarg.merge
        if not _is_fine(task, {str(kwarg.name): None})
    ]


def _choices(task: TaskModel) -> list[dict[str, Value]]:
    """Values that lead to what the sample values do not lead to, where the task has a choice."""
    found: list[dict[str, Value]] = []
    for choice in task.sdk.expressions():
        for part in ex.walk(choice):
            if isinstance(part, ex.Choice):
                found += _changes(task, part.condition)
    for kwarg in task.kwargs:
        if kwarg.send is Send.TRUTHY:
            falsy = {str(kwarg.name): falsy_value(kwarg.sample)}
            found += [falsy] if _is_fine(task, falsy) else []
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
        never_none = kwarg.required or kwarg.merge or is_renewed(kwarg)
        for trial in [*trials, None]:
            if trial is None and never_none:
                continue
            known = {**values, name: trial}
            fits = trial is None or type(trial) is type(kwarg.sample)
            named = trial in literals or trial in compared_literals(task)
            other = named or decide(condition, known) is (not usual)
            if fits and other and _is_fine(task, {name: trial}):
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
        found = [t for t in trials if _refusing(task, {**values, **t}) is check]
        shown: dict[str, dict[str, Value]] = {}
        for trial in found:
            shown.setdefault(",".join(trial), trial)
        singles = [trial for trial in shown.values() if len(trial) == 1]
        for trial in singles or list(shown.values()):
            told = _told(check.message, {**values, **trial})
            changed = ex.Mapping(tuple((Literal(k), Literal(v)) for k, v in trial.items()))
            yield _case(changed, check, told)


def _refusing(task: TaskModel, values: dict[str, Value]) -> Check | None:
    """The check that refuses the values."""
    outcome = rehearse(task, values)
    return outcome.check if isinstance(outcome, Refused) else None


def _refused_responses(task: TaskModel) -> Iterator[Expression]:
    for response, known, check in refused(task):
        yield _case(_spelled(response), check, _told(check.message, known))


def _accepted_responses(task: TaskModel) -> Iterator[Expression]:
    for response, changed in accepted(task):
        yield ex.Sequence((_spelled(response), _spelled(dict(changed))), is_tuple=True)


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


def _spelled(value: Value) -> Expression:
    """A value as an expression of its parts, which can stand on lines of their own."""
    match value:
        case dict():
            return ex.Mapping(tuple((Literal(k), _spelled(v)) for k, v in value.items()))
        case list():
            return ex.Sequence(tuple(map(_spelled, value)))
    return Literal(value)


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
    page = [statement("page = ", expected.first_page, 8)] if call.pages else []
    of_page = names(expected.first_page) if call.pages else set()
    returned = with_result(call.returns, result) if call.returns else Literal(None)
    if returned != RESPONSE:
        made = _plain(expected, returned)
        body = [*page, statement("return ", made, 8)]
        yield _method(task, "returned", ["sdk", "response"], names(made) | of_page, body)
    lines = [_plain(expected, with_result(line, result)) for line in call.logs]
    if lines:
        listed = ex.Sequence(tuple(lines))
        body = [*page, statement("return ", listed, 8)]
        yield _method(task, "logged", ["sdk", "response"], names(listed) | of_page, body)


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
