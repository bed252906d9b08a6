# ruff: noqa: UP007, UP045 - unions and optionals as SDKs write them
"""Annotations, and types in docstrings, as types that a task can have."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime
import enum
import typing
from typing import Annotated, Any, Literal, Optional, Union

import pydantic
import pytest

from taskgen.sources.python.documented_types import documented_type
from taskgen.sources.python.evaluated import Names
from taskgen.sources.python.facts import TypeFacts
from taskgen.sources.python.hints import is_sentinel, type_facts

T = typing.TypeVar("T", bound=str)
Either = typing.TypeVar("Either", int, str)
Key = typing.NewType("Key", str)


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Size(str, enum.Enum):
    SMALL = "small"


@dataclasses.dataclass
class Request:
    name: str
    retries: int = 3


@dataclasses.dataclass
class Options:
    retries: int = 3
    seconds: int = 5


@dataclasses.dataclass
class Tree:
    parent: Tree


class Model(pydantic.BaseModel):
    name: str


class Members(typing.TypedDict, total=False):
    name: str


class NotGiven:
    pass


class Session:
    pass


def facts(hint: object) -> TypeFacts:
    return type_facts(hint, Names(__name__))


@pytest.mark.parametrize(
    ("hint", "code"),
    [
        (str, "str"),
        (Optional[int], "int"),
        (int | None, "int"),
        ("str | None", "str"),
        ("Optional[Dict[str, Any]]", "Dict[str, Any]"),
        (list[str], "List[str]"),
        (collections.abc.Sequence[str], "List[str]"),
        (collections.abc.Mapping[str, Any], "Dict[str, Any]"),
        (Union[str, list[str]], "Union[str, List[str]]"),
        (Union[list, list[str]], "list"),
        (datetime.date, "datetime"),
        (bytearray, "bytes"),
        (Annotated[str, "doc"], "str"),
        (T, "str"),
        (Either, "Union[int, str]"),
        (Key, "str"),
        (Literal["a", "b"], "str"),
        (Literal[True, False], "bool"),
        (Union[Literal["a"], str, NotGiven], "str"),
        (Size, "str"),
        (Members, "dict"),
        (list[list[list[str]]], "list"),
        (Union[str, int, float, bytes, bool], "Any"),
        (Any, "Any"),
        (collections.abc.Callable[[], None], "Any"),
        ("Unknown", "Any"),
        ("str | Unknown", "str"),
        ("list[Unknown]", "list"),
        ("1 +", "Any"),
    ],
)
def test_annotations(hint: object, code: str) -> None:
    assert facts(hint).code == code


def test_what_stands_for_an_unset_argument_is_no_type() -> None:
    assert facts(Union[str, NotGiven]) == TypeFacts("str", known=True)
    assert is_sentinel(NotGiven())
    assert not is_sentinel(Session())


def test_objects_that_plain_data_can_not_be_are_named() -> None:
    only = facts(Session)
    assert (only.plain, only.objects) == (False, ("Session",))
    beside = facts(Union[str, Session])
    assert (beside.plain, beside.code, beside.objects) == (True, "str", ("Session",))


def test_plain_data_becomes_what_the_sdk_takes() -> None:
    assert facts(Color).wrap == f"{__name__}:Color"
    assert facts(Color).values == ("red", "blue")
    assert facts(Size).wrap == ""  # It is a str itself.
    made = facts(Request)
    assert (made.code, made.known, made.wrap) == ("dict", True, f"{__name__}:Request")
    assert facts(Model).wrap == f"{__name__}:Model"
    assert facts(tuple[str, str]) == TypeFacts("List[str]", known=True, wrap="tuple")
    assert facts(set[str]) == TypeFacts("List[str]", known=True, wrap="set")
    # Plain data that needs no class is preferred.
    assert facts(Union[dict, Request]).wrap == ""


def test_a_model_has_the_fields_that_it_can_not_be_made_without() -> None:
    assert [name for name, _ in facts(Request).fields] == ["name"]
    # Where there is none, one that it may have.
    assert [name for name, _ in facts(Options).fields] == ["retries"]


def test_a_model_of_itself_is_looked_into_to_some_depth() -> None:
    depth, made = 0, facts(Tree)
    while made.fields:
        depth, made = depth + 1, made.fields[0][1]
    assert 0 < depth < 6


def test_object_beside_others_stands_for_an_argument_that_is_not_given() -> None:
    assert facts(Union[str, object]).code == "str"
    assert not facts(object).known


def test_only_short_lists_of_values_are_values() -> None:
    assert facts(Literal["a", "b"]).values == ("a", "b")
    # Any other text is accepted as well.
    assert facts(Union[Literal["a"], str]).values == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("str", "str"),
        ("string", "str"),
        ("str or list of str", "Union[str, List[str]]"),
        ("list[str]", "List[str]"),
        ("Optional[Dict[str, Any]]", "Dict[str, Any]"),
        ("dict(str, str)", "Dict[str, str]"),
        ("str | unicode", "str"),
        ("Nullable[str]", "str"),
        ("bool, optional", "bool"),
        ("int, default 5", "int"),
        ("bool (defaults to False)", "bool"),
        ("bool or :py:class:`~docker.tls.TLSConfig`", "bool"),
        ("list of :class:`github.Label.Label`", "list"),
        ("~datetime.datetime", "datetime"),
        ("tuple of str", "List[str]"),
        ("a thing of some kind", "Any"),
        ("", "Any"),
    ],
)
def test_types_in_docstrings(text: str, code: str) -> None:
    assert documented_type(text).code == code


def test_a_documented_class_is_an_object() -> None:
    assert documented_type("~azure.storage.blob.ContentSettings").objects == ("ContentSettings",)
