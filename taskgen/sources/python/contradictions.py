"""What a spec says of an SDK that the installed SDK does not agree with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from taskgen.expressions import Attribute, Call, Expression, Name, walk
from taskgen.model import ModuleModel, TaskModel
from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, some_of
from taskgen.sdkcall import CLIENT, SdkCall
from taskgen.sources.python.callables import call_facts
from taskgen.sources.python.chain import arrive
from taskgen.sources.python.facts import CallFacts, Kind, Origin
from taskgen.sources.python.importing import import_quietly
from taskgen.sources.python.target import parse_target

Places = Callable[[str, str], Place | None]
"""Where the spec has a key of a task, by the task's table and the key."""


def contradictions(module: ModuleModel, place: Places) -> list[Problem]:
    """The arguments that the SDK does not have, and those that it needs and does not get.

    Nothing is said of an SDK that is not installed, and of calls of which nothing is known.
    """
    return [problem for task in module.tasks for problem in _of_task(task, place)]


def _of_task(task: TaskModel, place: Places) -> Iterator[Problem]:
    call = task.sdk
    seen: set[Call] = set()
    parts = [("client", call.client), ("call", call.call)]
    parts += [("values", value) for _, value in call.values]
    parts += [("first", each) for each in call.first] + [("then", each) for each in call.then]
    for key, expression in parts:
        for made in walk(expression) if expression else ():
            if isinstance(made, Call) and made not in seen:
                seen.add(made)
                facts = _facts(made.function, call)
                if facts:
                    yield from _of_call(made, facts, place(task.key, key))


def _of_call(call: Call, facts: CallFacts, place: Place | None) -> Iterator[Problem]:
    given = {argument.name: argument for argument in call.arguments if argument.name}
    by_name = [each for each in facts.parameters if each.kind is not Kind.POSITIONAL]
    names = [each.name for each in by_name]
    surely = all(each.origin is Origin.SIGNATURE for each in facts.parameters) and not facts.open
    for name in given if surely else ():
        if name not in names:
            hint = did_you_mean(name, names)
            hint = hint or (f"It has {some_of(names)}." if names else "It has none.")
            message = f"`{facts.shown}` has no argument `{name}`."
            yield Problem(message, hint, _inside(place, f"{name}="))
    if any(argument.stars for argument in call.arguments):
        return
    positional = sum(not argument.name for argument in call.arguments)
    in_order = [each for each in facts.parameters if each.kind is not Kind.KEYWORD]
    filled = {each.name for each in in_order[:positional]} | set(given)
    missing = [
        each.name
        for each in facts.parameters
        if each.required and each.origin is Origin.SIGNATURE and each.name not in filled
    ]
    if missing:
        message = f"`{facts.shown}` needs {some_of(missing)}, which it is not given."
        yield Problem(message, "Give the call an argument for it.", _inside(place, facts.shown))


def _facts(function: Expression, call: SdkCall) -> CallFacts | None:
    """What is known of a function; None where it is none of the SDK, or can't be found."""
    path = _path(function, call)
    if path is None or import_quietly(path[0]) is None:
        return None
    try:
        found = arrive(parse_target(f"{path[0]}:{path[1]}"))
    except TaskgenError:
        return None
    if found.cls is not None:
        return call_facts(found.cls, found.cls.__name__)
    return found.call


def _path(expression: Expression, call: SdkCall) -> tuple[str, str] | None:
    """The module and the chain from it to what an expression is, as `--sdk` takes them."""
    for of, kind in call.types:
        if expression == of:
            module, _, name = kind.rpartition(".")
            return module, f"{name}()"
    match expression:
        case Name(name) if name == CLIENT:
            return _path(call.client, call) if call.client else None
        case Name(name):
            values = dict(call.values)
            if name in values:
                return _path(values[name], call)
            imported = next((each for each in call.imports if each.bound == name), None)
            return (imported.module, imported.name or "") if imported else None
        case Attribute(of, name):
            before = _path(of, call)
            if before is None:
                return None
            module, chain = before
            if not chain and _is_part(of, name, module):
                return before
            return module, f"{chain}.{name}" if chain else name
        case Call(function):
            before = _path(function, call)
            return (before[0], f"{before[1]}()") if before and before[1] else None
    return None


def _is_part(of: Expression, name: str, module: str) -> bool:
    """Whether `of.name` only leads to the module that `import a.b` imports."""
    parts: list[str] = []
    while isinstance(of, Attribute):
        parts.insert(0, str(of.name))
        of = of.of
    if not isinstance(of, Name):
        return False
    dotted = ".".join([of.name, *parts, name])
    return module == dotted or module.startswith(f"{dotted}.")


def _inside(place: Place | None, text: str) -> Place | None:
    """The place of some text on the line that a place shows."""
    if place is None or not place.source:
        return place
    column = place.source.find(text, max(place.column - 1, 0))
    if column < 0:
        return place
    return replace(place, column=column + 1, length=len(text.rstrip("=")))
