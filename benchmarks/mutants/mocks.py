"""Mocks with the signatures of real classes, made once and then brought back to what they were.

`create_autospec` looks at every method of a class; of a client with hundreds that takes most of the
time of a test. A mock that another test used before is as good as a new one once it is restored.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import MagicProxy, NonCallableMock, create_autospec


@dataclass(slots=True)
class Autospecs:
    """`create_autospec` for one test after the other; `restore` stands between two tests."""

    _made: dict[Hashable, list[_Kept]] = field(default_factory=dict)
    _used: list[_Kept] = field(default_factory=list)

    def __call__(self, spec: Any, **options: Any) -> Any:
        """A mock of the class, or of what a namespace holds, that no one else has in this test."""
        if not isinstance(spec, type):
            return create_autospec(spec, **options)  # functions, whose mocks are made quickly
        free = self._made.setdefault((spec, *options.items()), [])
        if not free:
            mock = create_autospec(spec, **options)
            free.append(_Kept(mock, free, [(each, _state(each)) for each in _walk(mock, set())]))
        kept = free.pop()
        self._used.append(kept)
        return kept.mock

    def restore(self) -> None:
        """Makes all mocks what they were when they were made."""
        for kept in self._used:
            for mock, state in kept.states:
                _restore(mock, state)
            kept.home.append(kept)
        self._used.clear()


@dataclass(slots=True)
class _Kept:
    mock: NonCallableMock
    home: list[_Kept]
    """Where it waits for the next test."""
    states: list[tuple[NonCallableMock, dict[str, Any]]]
    """All mocks in it, as they were at first."""


def _walk(mock: object, seen: set[int]) -> Iterator[NonCallableMock]:
    if not isinstance(mock, NonCallableMock) or id(mock) in seen:
        return
    seen.add(id(mock))
    yield mock
    state = vars(mock)
    for child in (*state["_mock_children"].values(), state.get("_mock_return_value")):
        yield from _walk(child, seen)


def _state(mock: NonCallableMock) -> dict[str, Any]:
    return {name: _copied(value) for name, value in vars(mock).items()}


def _restore(mock: NonCallableMock, state: dict[str, Any]) -> None:
    present: dict[str, Any] = mock.__dict__
    for name in present["_mock_children"].keys() - state["_mock_children"].keys():
        # Special methods are looked up in the mock's class, which is its own.
        if name.startswith("__") and callable(vars(type(mock)).get(name)):
            setattr(type(mock), name, MagicProxy(name, mock))
    present.clear()
    present.update({name: _copied(value) for name, value in state.items()})


def _copied(value: Any) -> Any:
    """Its own copy of what a mock notes calls and children in."""
    return type(value)(value) if isinstance(value, (list, dict)) else value
