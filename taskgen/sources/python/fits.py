"""Whether the calls that a spec spells out fit the SDK's signatures."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from taskgen.expressions import Attribute, Call, Expression, Item, Name, source, walk
from taskgen.model.sdk import CLIENT, SdkCall
from taskgen.model.task import ModuleModel
from taskgen.problems import Problem, did_you_mean, readable, some_of
from taskgen.sources.python.chain import path_of, public_names
from taskgen.sources.python.facts import Kind
from taskgen.sources.python.importing import import_quietly, is_ours, why_not
from taskgen.sources.python.resolve import attribute_class, return_class
from taskgen.sources.python.signature import Signature, signature_of
from taskgen.spec import ModuleSpec
from taskgen.text import Value


def misfits(module: ModuleModel, spec: ModuleSpec) -> list[Problem]:
    """Names that the SDK does not have, arguments that it does not take, and required ones that
    are missing.

    The SDK is imported, and what it raises is a problem. Where it is not installed, and where it
    can't be told what is called, nothing is said.

    Args:
        module: tasks that call a Python SDK.
        spec: what they were made from, which knows where it says what.
    """
    problems: list[Problem] = []
    for task in module.tasks:
        reader = _Reader(task.sdk)
        samples = {str(kwarg.name): kwarg.sample for kwarg in task.kwargs}
        own = ("tasks", task.key, "imports")
        place = spec.value_place(*(own if own in spec.places else ("imports",)))
        problems += [Problem(*said, place) for said in _failing_imports(task.sdk)]
        problems += [Problem(message, hint, place) for message, hint in reader.not_there()]
        place = spec.value_place("tasks", task.key, "types")
        problems += [Problem(*said, place) for said in _no_classes(task.sdk)]
        for key, expression in _written(task.sdk):
            place = spec.value_place("tasks", task.key, key)
            if key == "client" and ("tasks", task.key, key) not in spec.places:
                place = spec.value_place(key)
            for call in (each for each in walk(expression) if isinstance(each, Call)):
                missing, signature = _looked_up(reader, call)
                problems += [Problem(*said, place) for said in missing]
                found = _misfits(call, signature) if signature else ()
                problems += [Problem(message, hint, place) for message, hint in found]
                for name, said in _bad_samples(call, signature, samples) if signature else ():
                    problems.append(Problem(*said, spec.kwarg_place(task.key, name)))
    return list(dict.fromkeys(problems))


def _looked_up(reader: _Reader, call: Call) -> tuple[list[tuple[str, str]], Signature | None]:
    """What is not there, and the signature; nothing where code of the SDK raises at a look."""
    try:
        return list(reader.no_attribute(call.function)), reader.signature(call)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if is_ours(error):
            raise
        return [], None


def _written(call: SdkCall) -> Iterator[tuple[str, Expression]]:
    """The expressions with calls of the SDK, and the keys of a spec that say them."""
    if call.client is not None:
        yield "client", call.client
    yield from (("values", value) for _, value in call.values)
    yield from (("first", each) for each in call.first)
    yield "call", call.call
    if call.repeated is not None:
        yield ("poll" if call.poll else "pages"), call.repeated.ask
    yield from (("then", each) for each in call.then)
    yield from (("finally", each) for each in call.finally_)


def _misfits(call: Call, signature: Signature) -> Iterator[tuple[str, str]]:
    shown = readable(source(call.function))
    known = [each.name for each in signature.parameters if each.kind is not Kind.POSITIONAL]
    named = [str(each.name) for each in call.arguments if each.name]
    positions = sum(not each.name and not each.stars for each in call.arguments)
    for name in named:
        if name not in known and signature.keywords is None:
            hint = did_you_mean(name, known) or f"It takes {some_of(known or ['none'])}."
            yield f"`{shown}` takes no argument `{name}`.", hint
    if any(each.stars for each in call.arguments):
        return
    by_position = [each for each in signature.parameters if each.kind is not Kind.KEYWORD]
    if positions > len(by_position) and not signature.positions:
        most = len(by_position)
        message = f"`{shown}` is given {positions} arguments by position, and takes {most}."
        yield message, "Give the others by name."
    given = {*named, *(each.name for each in by_position[:positions])}
    for name in (each.name for each in by_position[:positions] if each.name in named):
        yield f"`{shown}` is given the argument `{name}` twice.", "Leave one of the two out."
    missing = [each.name for each in signature.parameters if each.required]
    for name in missing:
        if name not in given:
            yield (
                f"`{shown}` requires the argument `{name}`.",
                f"Give it one: `{name}={name}`, with a kwarg of that name.",
            )


def _failing_imports(call: SdkCall) -> Iterator[tuple[str, str]]:
    """That modules are there and can't be imported, so that the task's tests could not run."""
    for module in dict.fromkeys(each.module for each in call.imports):
        why = why_not(module)
        if why:
            yield (
                f"`{module}` can't be imported: {why}",
                f"`python -c 'import {module}'` shows all of it. Without it the tests fail.",
            )


def _no_classes(call: SdkCall) -> Iterator[tuple[str, str]]:
    """That modules do not have the classes which the spec says things are of."""
    for _, path in call.types:
        module_name, _, name = path.rpartition(".")
        module = import_quietly(module_name)
        if module is not None and not hasattr(module, name):
            names = public_names(module)
            hint = did_you_mean(name, names) or f"It has {some_of(names or ['none'])}."
            yield f"`{module_name}` has no `{name}`.", hint


def _bad_samples(
    call: Call, signature: Signature, samples: Mapping[str, Value]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The kwargs whose samples are splatted into arguments that there are not."""
    known = [each.name for each in signature.parameters if each.kind is not Kind.POSITIONAL]
    named = {str(each.name) for each in call.arguments if each.name}
    for argument in call.arguments:
        name = argument.value.name if isinstance(argument.value, Name) else ""
        sample = samples.get(name)
        if argument.stars != "**" or not isinstance(sample, dict) or signature.keywords:
            continue
        wrong = [key for key in sample if key not in known]
        if wrong:
            free = [each for each in known if each not in named]
            message = (
                f"`{readable(source(call.function))}` takes no argument `{readable(wrong[0])}`, "
                f"which the sample of `{name}` has."
            )
            hint = f"Give it a `sample` of arguments that there are: {some_of(free or ['none'])}."
            yield name, (message, hint)


@dataclass(frozen=True, slots=True)
class _Known:
    """What an expression is: a thing that is there, or an object of a class."""

    thing: Any = None
    cls: type | None = None
    bound: bool = False
    """Whether the thing is a method whose `self` is given."""
    owner: type | None = None


class _Reader:
    """Tells what the expressions of one task are, as far as imports and annotations do."""

    def __init__(self, call: SdkCall):
        self.call = call
        self.imports = {each.bound: each for each in call.imports}
        self.types = dict(call.types)

    def signature(self, call: Call) -> Signature | None:
        """The signature of what is called."""
        known = self.known(call.function)
        if known is None or known.thing is None or isinstance(known.thing, ModuleType):
            return None
        found = signature_of(known.thing, known.bound)
        return found if found and not found.is_opaque else None

    def not_there(self) -> Iterator[tuple[str, str]]:
        """What is imported from modules that do not have it."""
        for each in self.call.imports:
            module = import_quietly(each.module) if each.name else None
            if module is None or not each.name or hasattr(module, each.name):
                continue
            if self.imported(each.bound) is None:
                names = public_names(module)
                hint = did_you_mean(each.name, names) or f"It has {some_of(names or ['none'])}."
                yield f"`{each.module}` has no `{each.name}`.", hint

    def no_attribute(self, function: Expression) -> Iterator[tuple[str, str]]:
        """That objects of a class have not what is called, or that nothing tells what it is.

        What only objects have, and not their class, tests have no mock for.
        """
        for part in walk(function):
            owner = self.known(part.of) if isinstance(part, Attribute) else None
            if owner is None or owner.cls is None or not isinstance(part, Attribute):
                continue
            static = inspect.getattr_static(owner.cls, part.name, None)
            if static is not None or part in self.types:
                continue
            names = [*public_names(owner.cls), *_annotated(owner.cls)]
            near = did_you_mean(part.name, [name for name in names if name != part.name])
            if part.name not in names and not _is_dynamic(owner.cls):
                hint = near or f"It has {some_of(names or ['none'])}."
                yield f"`{owner.cls.__qualname__}` has no `{part.name}`.", hint
                continue
            if not self.has_signatures(part.of):
                continue
            made = self.known(part)
            cls = path_of(made.cls) if made and made.cls else "module.Class"
            hint = f'Say its class in `types`: `types = {{ "{source(part)}" = "{cls}" }}`.'
            yield (
                f"`{part.name}` is nothing that the class `{owner.cls.__qualname__}` has itself, "
                "so tests can't tell what it is.",
                f"{near} {hint}".strip(),
            )

    def has_signatures(self, expression: Expression) -> bool:
        """Whether tests have a mock of it with the members of its class alone."""
        if expression in self.types:
            return True
        if expression == Name(CLIENT) and self.call.client is not None:
            return self.has_signatures(self.call.client)
        made = self.known(expression.function) if isinstance(expression, Call) else None
        return made is not None and isinstance(made.thing, type)

    def known(self, expression: Expression) -> _Known | None:
        if expression in self.types:
            module, _, name = self.types[expression].rpartition(".")
            cls = getattr(import_quietly(module), name, None)
            return _Known(cls=cls) if isinstance(cls, type) else None
        match expression:
            case Name(name) if name == CLIENT and self.call.client is not None:
                return self.known(self.call.client)
            case Name(name) if name in self.imports:
                return self.imported(name)
            case Attribute(of, name):
                owner = self.known(of)
                return self.attribute(owner, name) if owner else None
            case Call(function):
                called = self.known(function)
                return self.returned(called) if called else None
            case Item(of):
                owner = self.known(of)
                getter = getattr(owner.cls, "__getitem__", None) if owner else None
                made = return_class(getter, owner.cls) if owner and getter else None
                return _Known(cls=made) if made else None
        return None

    def imported(self, name: str) -> _Known | None:
        each = self.imports[name]
        module = import_quietly(each.module if each.name or each.alias else name)
        if module is None:
            return None
        if each.name is None:
            import_quietly(each.module)
            return _Known(module)
        thing = getattr(module, each.name, None) or import_quietly(f"{each.module}.{each.name}")
        return _Known(thing) if thing is not None else None

    def attribute(self, of: _Known, name: str) -> _Known | None:
        if of.cls is None:
            thing = getattr(of.thing, name, None)
            return _Known(thing) if thing is not None and not _is_getter(of.thing, name) else None
        static = inspect.getattr_static(of.cls, name, None)
        if static is not None and not isinstance(static, property):
            thing = getattr(of.cls, name, None)
            if callable(thing):
                bound = not isinstance(static, staticmethod) and not inspect.ismethod(thing)
                return _Known(thing, bound=bound, owner=of.cls)
        made = attribute_class(of.cls, name)
        return _Known(cls=made) if made else None

    def returned(self, called: _Known) -> _Known | None:
        if isinstance(called.thing, type):
            return _Known(cls=called.thing)
        made = return_class(called.thing, called.owner) if callable(called.thing) else None
        return _Known(cls=made) if made else None


def _annotated(cls: type) -> list[str]:
    return [name for base in cls.__mro__ for name in inspect.get_annotations(base)]


def _is_dynamic(cls: type) -> bool:
    """Whether the class may make attributes at run time, as far as its source tells."""
    if hasattr(cls, "__getattr__") or "__getattribute__" in {
        name for base in cls.__mro__[:-1] for name in vars(base)
    }:
        return True
    for base in cls.__mro__:
        try:
            text = inspect.getsource(base)
        except (OSError, TypeError):
            continue
        if "setattr(" in text or "__dict__" in text or "vars(self)" in text:
            return True
    return False


def _is_getter(thing: Any, name: str) -> bool:
    """Whether the attribute of a class is one of its objects alone."""
    return isinstance(thing, type) and isinstance(
        inspect.getattr_static(thing, name, None), property
    )
