"""What annotations mean: evaluated where they are text, in the names of their module."""

from __future__ import annotations

import builtins
import dataclasses
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from taskgen.sources.python.importing import import_quietly
from taskgen.sources.python.source import typing_aliases, typing_imports


@dataclasses.dataclass(frozen=True)
class Unresolved:
    """A name in an annotation that nothing is known of; it may stand in any expression."""

    name: str

    def __or__(self, other: object) -> Alternatives:
        return Alternatives((self, other))

    def __ror__(self, other: object) -> Alternatives:
        return Alternatives((other, self))

    def __getitem__(self, item: object) -> Unresolved:
        return self

    def __getattr__(self, name: str) -> Unresolved:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unresolved(f"{self.name}.{name}")

    def __call__(self, *args: object, **kwargs: object) -> Unresolved:
        """Itself: `typing` takes for a type what can be called."""
        return self


@dataclasses.dataclass(frozen=True)
class Alternatives:
    """A union with something that `typing` does not take."""

    members: tuple[object, ...]

    def __or__(self, other: object) -> Alternatives:
        return Alternatives((*self.members, other))

    def __ror__(self, other: object) -> Alternatives:
        return Alternatives((other, *self.members))


class Names(Mapping[str, Any]):
    """What the names in annotations of a module mean; every name means something."""

    def __init__(self, module: str, scope: Mapping[str, Any] | None = None):
        self.module = module
        self.scope = scope or {}

    def __getitem__(self, name: str) -> Any:
        own = getattr(sys.modules.get(self.module), "__dict__", {})
        for known in (self.scope, own, vars(builtins)):
            if name in known:
                return known[name]
        source, inner = typing_imports(self.module).get(name, ("", ""))
        if source:
            found = import_quietly(source)
            if found is not None and (not inner or hasattr(found, inner)):
                return getattr(found, inner) if inner else found
            submodule = import_quietly(f"{source}.{inner}")
            if submodule is not None:
                return submodule
        alias = typing_aliases(self.module).get(name)
        if alias is not None:
            return resolve(alias, self)
        return getattr(typing, name, Unresolved(name))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclasses.dataclass(frozen=True)
class _Module:
    """A module in an annotation; it may have names for type checkers alone."""

    name: str

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = _Scope(Names(self.name))[name]
        return Unresolved(f"{self.name}.{name}") if isinstance(found, Unresolved) else found


@dataclasses.dataclass(frozen=True)
class _Scope(Mapping[str, Any]):
    """The names of an annotation with its modules as `_Module`s."""

    names: Names

    def __getitem__(self, name: str) -> Any:
        found = self.names[name]
        return _Module(found.__name__) if isinstance(found, types.ModuleType) else found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def resolve(annotation: object, names: Names) -> object:
    """The annotation, evaluated where it is text; what is unknown in it is `Unresolved`."""
    if isinstance(annotation, typing.ForwardRef):
        # Its module is where it was written, if that is known.
        module = getattr(annotation, "__forward_module__", None)
        return resolve(annotation.__forward_arg__, Names(module) if module else names)
    if not isinstance(annotation, str):
        return annotation
    try:
        return resolve(eval(annotation, {"__builtins__": {}}, _Scope(names)), names)
    except Exception:
        return Unresolved(annotation)


def alternatives(hint: object) -> tuple[object, ...]:
    """The members of a union, or nothing where it is none."""
    members: tuple[object, ...] = ()
    if isinstance(hint, Alternatives):
        members = hint.members
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        members = typing.get_args(hint)
    # `object` beside others is the type of what stands for an argument that is not given.
    return tuple(each for each in members if each is not object)
