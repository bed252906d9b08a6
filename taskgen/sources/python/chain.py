"""Follows a path from its module to the call, and tells what is called on the way."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from taskgen.problems import TaskgenError, did_you_mean, readable, some_of
from taskgen.sources.python import arguments
from taskgen.sources.python.callables import call_facts
from taskgen.sources.python.facts import CallFacts
from taskgen.sources.python.importing import import_quietly, import_sdk
from taskgen.sources.python.resolve import (
    assigned_names,
    attribute_class,
    return_class,
)
from taskgen.sources.python.signature import functions_of_overloads
from taskgen.sources.python.source import function_node
from taskgen.sources.python.target import Argument, Attribute, Call, Item, Link, Target


@dataclass(frozen=True, slots=True)
class Configuration:
    """What configures the client of a generated SDK."""

    module: str
    """Where `Configuration` and `ApiClient` are imported from."""
    call: CallFacts
    """The constructor of `Configuration`."""
    attributes: tuple[str, ...] = ()
    """The credentials and the address that it has as attributes, where its constructor does not
    take them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A link of the way, with what is known of it.

    Args:
        link: the attribute or item that is taken; None for a call of what is there already.
        call: what is called, where something is.
        arguments: the arguments that the path names; None where it leaves them unsaid.
        makes: the dotted path of the class of what it leads to, if that is an object.
        constructs: whether it makes the client.
        connect: the method that connects a client which does not connect by itself.
        close: the method that closes what it leads to; nothing where it has none.
        close_is_awaited: whether that is awaited.
        configuration: what configures the `api_client` that the client is
            made of, in SDKs that were generated from an OpenAPI document.
    """

    link: Link | None
    call: CallFacts | None = None
    arguments: tuple[Argument, ...] | None = None
    makes: str = ""
    constructs: bool = False
    connect: CallFacts | None = None
    close: str = ""
    close_is_awaited: bool = False
    configuration: Configuration | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A path that leads to a call.

    Args:
        target: the path.
        module: the module that the root is imported from.
        root: the first name that is no module.
        steps: the links behind the root up to the call, which is the last.
        printed: what the SDK printed while it was imported.
    """

    target: Target
    module: str
    root: str
    steps: tuple[Step, ...]
    printed: str = ""

    @property
    def call(self) -> CallFacts:
        """What is called in the end."""
        last = self.steps[-1].call
        assert last is not None, self.target.text
        return last

    @property
    def is_awaited(self) -> bool:
        """Whether the call has to be awaited."""
        return self.awaits(self.call)

    def awaits(self, call: CallFacts) -> bool:
        """Whether one of the calls has to be awaited; of some their client alone tells it."""
        returns = call.returns
        return returns.awaited or (
            returns.perhaps_awaited
            and any("async" in step.makes.lower() or ".aio" in step.makes for step in self.steps)
        )


def follow(target: Target) -> Chain:
    """The steps of the path.

    Raises:
        TaskgenError: it leads nowhere, with the nearest names where it goes wrong.
    """
    module, printed = import_sdk(target)
    walker = _Walker(target, module)
    for link in target.links:
        walker.take(link, is_last=link is target.links[-1])
    walker.end()
    return Chain(target, walker.module, walker.root, tuple(walker.steps), printed)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path ends: a class, the class of an object, or a call."""

    cls: type | None = None
    call: CallFacts | None = None


def arrive(target: Target) -> Place:
    """Where the path ends, also where that is no call.

    Raises:
        TaskgenError: it leads nowhere, with the nearest names where it goes wrong.
    """
    module, _ = import_sdk(target)
    walker = _Walker(target, module)
    for link in target.links:
        walker.take(link)
    cls = walker.thing if isinstance(walker.thing, type) else walker.cls
    if cls is not None:
        return Place(cls)
    walker.end()
    return Place(call=walker.steps[-1].call)


def public_names(thing: Any) -> list[str]:
    """The names that users may know of a module or class, without those that it imports."""
    names = [name for name in dir(thing) if not name.startswith("_")]
    if isinstance(thing, types.ModuleType):
        names = [name for name in names if not isinstance(getattr(thing, name), types.ModuleType)]
        names += [each.name for each in pkgutil.iter_modules(getattr(thing, "__path__", []))]
    elif isinstance(thing, type):
        names += [name for name in assigned_names(thing) if not name.startswith("_")]
    return list(dict.fromkeys(names))


def methods(cls: type) -> Iterator[str]:
    """The public methods of a class that it does not have from Python."""
    for name in sorted(public_names(cls)):
        static = inspect.getattr_static(cls, name, None)
        if not isinstance(static, (property, type)) and callable(getattr(cls, name, None)):
            owner = next((base for base in cls.__mro__ if name in vars(base)), cls)
            if owner.__module__ != "builtins":
                yield name


class _Walker:
    """Where the path has led to: a thing that is there, an object of a class, or a method."""

    def __init__(self, target: Target, module: types.ModuleType):
        self.target = target
        self.module = module.__name__
        self.root = ""
        self.root_link: Link = target.links[0]
        self.thing: Any = module
        """What is there, before there is an object; a method, if `owner` is set."""
        self.cls: type | None = None
        """The class of the object that the path has led to."""
        self.owner: type | None = None
        self.bound = False
        self.shown = ""
        self.pending: Attribute | None = None
        """The attribute that leads to `thing` from what came before."""
        self.steps: list[Step] = []

    def take(self, link: Link, is_last: bool = False) -> None:
        """Follow a link; a call that is the last need not lead anywhere."""
        match link:
            case Attribute() if self.cls is not None:
                self.attribute_of_object(link, self.cls)
            case Attribute():
                self.attribute_of_thing(link)
            case Call():
                self.call(link, link.arguments, is_last)
            case Item():
                self.item(link)

    def end(self) -> None:
        """Make the last link the call, if it is none."""
        last = self.target.links[-1]
        if isinstance(last, Call):
            if self.steps and self.steps[-1].constructs:
                raise self.no_call(last, self.steps[-1].makes)
            return
        if isinstance(self.thing, type):
            raise self.no_call(last, self.thing.__qualname__)
        if self.cls is not None:
            raise self.no_call(last, self.cls.__qualname__)
        if not callable(self.thing):
            kind = type(self.thing).__name__
            raise self.problem(
                last,
                f"`{self.target.text}` can't be called: it is a {readable(kind)}.",
                f"It has {some_of(public_names(self.thing) or ['nothing'])}.",
            )
        self.call(last, None, is_last=True)

    def no_call(self, link: Link, name: str) -> TaskgenError:
        cls = self.thing if isinstance(self.thing, type) else self.cls
        found = list(methods(cls)) if cls else []
        advice = f"Add a method to the path: {some_of(found)}." if found else ""
        return self.problem(
            link, f"The path ends at an object of `{readable(name)}`, and calls nothing.", advice
        )

    def attribute_of_thing(self, link: Attribute) -> None:
        thing = self.thing
        if isinstance(thing, type):
            found = _of_the_class(thing, link.name)
            if found is not None:
                if self.pending:
                    self.steps.append(Step(self.pending))
                self.pending = link
                self.thing = found
                self.owner = thing
                self.bound = False
                self.shown = f"{thing.__name__}.{link.name}"
                return
            self.construct(link, None)
            assert self.cls is not None
            self.attribute_of_object(link, self.cls)
            return
        if callable(thing) and not isinstance(thing, types.ModuleType):
            # `docker:from_env.containers.run`: the call is left unsaid.
            self.call(link, None)
        elif not isinstance(thing, types.ModuleType):
            # An object that is there when the module is imported.
            if isinstance(thing, _CONSTANTS):
                raise self.problem(
                    self.root_link,
                    f"`{self.root}` of `{self.module}` is {readable(_value_said(thing))}.",
                    "Begin the path at a class, a function or an object of the SDK.",
                )
            self.cls = type(thing)
        if self.cls is not None:
            self.attribute_of_object(link, self.cls)
            return
        assert isinstance(thing, types.ModuleType)
        found = getattr(thing, link.name, _MISSING)
        if found is _MISSING and hasattr(thing, "__path__"):
            found = import_quietly(f"{thing.__name__}.{link.name}") or _MISSING
        if found is _MISSING:
            raise self.unknown(link, f"`{thing.__name__}`", public_names(thing))
        self.thing = found
        self.shown = link.name
        self.module, self.root = self.name_of(thing, link), link.name
        self.root_link = link
        owner: Any = getattr(found, "__self__", None)
        name = owner.__name__ if isinstance(owner, type) else ""
        if name and getattr(thing, name, None) is owner:
            # `docker.from_env` is `DockerClient.from_env`, whose class tests can mock.
            self.owner, self.root = owner, name
            self.pending = replace(link, name=str(getattr(self.thing, "__name__", link.name)))

    def name_of(self, module: types.ModuleType, link: Link) -> str:
        """The name of a module: `os.path` where the path has it so, whichever module that is."""
        written = self.target.upto(link).replace(":", ".")
        return written if sys.modules.get(written) is module else module.__name__

    def attribute_of_object(self, link: Attribute, cls: type) -> None:
        static = inspect.getattr_static(cls, link.name, None)
        is_attribute = isinstance(static, (property, type)) or inspect.isdatadescriptor(static)
        value = None if is_attribute or static is None else getattr(cls, link.name, None)
        if callable(value):
            self.thing = value
            self.owner = cls
            self.cls = None
            self.bound = not isinstance(static, staticmethod) and not inspect.ismethod(value)
            self.shown = f"{self.shown}.{link.name}" if self.steps and self.shown else link.name
            self.pending = link
            return
        made = attribute_class(cls, link.name)
        if made is None:
            known = public_names(cls)
            if link.name not in known and static is None:
                raise self.unknown(link, f"`{cls.__qualname__}`", known)
            raise self.problem(
                link,
                f"What `{link.name}` of `{cls.__qualname__}` holds can't be told without running "
                "the SDK.",
                "Name the class that the method belongs to instead: `module:Class.method`.",
            )
        self.cls = made
        self.thing = None
        self.shown = f"{self.shown}.{link.name}" if self.shown else link.name
        self.steps.append(Step(link, makes=path_of(made)))

    def construct(self, link: Link, arguments: tuple[Argument, ...] | None) -> None:
        cls = self.thing
        facts = call_facts(cls, cls.__name__)
        connect = _connect(cls, facts)
        close, close_is_awaited = _closing(cls)
        self.steps.append(
            Step(
                self.take_pending(),
                facts,
                arguments,
                path_of(cls),
                constructs=True,
                connect=connect,
                close=close,
                close_is_awaited=close_is_awaited,
                configuration=_configuration(self.module, facts),
            )
        )
        self.cls = cls
        self.thing = None
        self.shown = ""

    def call(
        self, link: Link, arguments: tuple[Argument, ...] | None, is_last: bool = False
    ) -> None:
        if isinstance(self.thing, type):
            self.construct(link, arguments)
            return
        if self.thing is None and self.cls is not None and callable(_call_of(self.cls)):
            # An object that is called itself: `reddit.subreddit("python")`.
            self.thing, self.owner, self.bound = _call_of(self.cls), self.cls, True
        if not callable(self.thing):
            what = f"an object of `{self.cls.__qualname__}`" if self.cls else "it"
            raise self.problem(
                link,
                f"`{readable(self.target.upto(link))}` can't be called.",
                f"That is {what}." if self.cls else "",
            )
        function = self.thing
        facts = call_facts(function, self.shown, self.owner, self.bound)
        made = None if is_last else return_class(function, self.owner)
        if made is None and not is_last:
            raise self.problem(
                link,
                f"What `{readable(self.target.upto(link))}` returns can't be told without "
                "calling it.",
                "Name the class that the method belongs to instead: `module:Class.method`.",
            )
        makes = path_of(made) if made else ""
        closing = _closing(made) if made else ("", False)
        step = Step(self.take_pending(), facts, arguments, makes)
        self.steps.append(replace(step, close=closing[0], close_is_awaited=closing[1]))
        self.cls = made
        self.thing = None
        self.owner = None
        self.shown = ""

    def take_pending(self) -> Attribute | None:
        link, self.pending = self.pending, None
        return link

    def item(self, link: Item) -> None:
        cls = self.cls
        if cls is None and not isinstance(self.thing, (type, types.ModuleType)):
            cls = type(self.thing)
        if cls is None and isinstance(self.thing, type):
            self.construct(link, None)
            cls = self.cls
        getter = getattr(cls, "__getitem__", None)
        made = return_class(getter, cls) if getter else None
        if cls is None or made is None:
            raise self.problem(
                link,
                f"What an item of `{readable(self.target.upto(link))}` is can't be told.",
                "Name the class that the method belongs to instead: `module:Class.method`.",
            )
        self.cls = made
        self.thing = None
        self.steps.append(Step(link, makes=path_of(made)))

    def unknown(self, link: Attribute, owner: str, known: list[str]) -> TaskgenError:
        advice = did_you_mean(link.name, known)
        if not advice and known:
            advice = f"It has {some_of(known)}."
        return self.problem(link, f"{owner} has no `{readable(link.name)}`.", advice)

    def problem(self, link: Link, message: str, hint: str) -> TaskgenError:
        length = len(link.name) if isinstance(link, Attribute) else 1
        return TaskgenError(self.target.problem(message, hint, link.column, length))


_MISSING = object()
_CONSTANTS = (str, int, float, complex, bytes, tuple, list, dict, set, frozenset, type(None))
"""What modules have as constants, whose methods are Python's."""


def _value_said(constant: object) -> str:
    return "None" if constant is None else f"a constant of type `{type(constant).__name__}`"


_OF_CLASSES = (staticmethod, classmethod, types.ClassMethodDescriptorType)
"""What is called on a class, without an object of it."""


def _of_the_class(cls: type, name: str) -> Any:
    """What is called on the class itself, without an object; None where it needs one."""
    static = inspect.getattr_static(cls, name, None)
    if isinstance(static, (*_OF_CLASSES, type)):
        return getattr(cls, name)
    if static is None or inspect.isfunction(static):
        return None
    # A descriptor that can be both says so in its overloads.
    overloads = functions_of_overloads(getattr(cls, name, None))
    of_class = (each for each in overloads if isinstance(each, (staticmethod, classmethod)))
    return next((each.__get__(None, cls) for each in of_class), None)


def _call_of(cls: type) -> Any:
    """The method that makes objects of the class callable; None where there is none."""
    return next(
        (base.__dict__["__call__"] for base in cls.__mro__ if "__call__" in vars(base)), None
    )


def _connect(cls: type, constructor: CallFacts) -> CallFacts | None:
    """The method `connect` of a client whose constructor is not told where to."""
    method = inspect.getattr_static(cls, "connect", None)
    if not inspect.isfunction(method):
        return None
    facts = call_facts(method, "connect", cls, bound=True)
    addressed = any(arguments.is_address(each) for each in facts.parameters if each.required)
    told = any(arguments.is_address(each) for each in constructor.parameters)
    return facts if addressed and not told else None


def _closing(cls: type) -> tuple[str, bool]:
    """The method that closes objects of the class, and whether it is awaited."""
    for name in ("aclose", "close"):
        method = getattr(cls, name, None)
        if callable(method):
            facts = call_facts(method, name, cls, bound=True)
            if not any(each.required for each in facts.parameters):
                return name, facts.returns.awaited
    return "", False


def _configuration(module: str, constructor: CallFacts) -> Configuration | None:
    """What configures the `api_client` that the constructor takes: `Configuration(host, ...)`."""
    if constructor.parameter("api_client") is None:
        return None
    for name in (module.partition(".")[0], module):
        found = import_quietly(name)
        cls, client = getattr(found, "Configuration", None), getattr(found, "ApiClient", None)
        if isinstance(cls, type) and isinstance(client, type):
            call = call_facts(cls, "Configuration")
            taken = any(arguments.is_secret(each, constructs=True) for each in call.parameters)
            return Configuration(name, call, () if taken else tuple(_settings(cls)))
    return None


def _settings(cls: type) -> Iterator[str]:
    """The attributes of a configuration that the requests are authenticated with."""
    known = assigned_names(cls)
    node = function_node(getattr(cls, "auth_settings", None))
    if "host" in known:
        yield "host"
    if node is None:
        return
    read = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    if "get_basic_auth_token" in read:
        yield from (name for name in ("username", "password") if name in known)
    if "access_token" in read and "access_token" in known:
        yield "access_token"


def path_of(cls: type) -> str:
    """The dotted path by which a class can be found again."""
    return f"{cls.__module__}.{cls.__qualname__}"
