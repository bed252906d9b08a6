"""The grammar of paths into an SDK."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.problems import TaskgenError
from taskgen.sources.python.target import Argument, Attribute, Call, Item, parse_target


def told(path: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        parse_target(path)
    return str(caught.value)


def test_a_path_is_a_module_and_the_links_from_it() -> None:
    target = parse_target("paramiko:SSHClient.open_sftp().put")
    assert target.module == "paramiko"
    assert target.links == (
        Attribute("SSHClient", 9),
        Attribute("open_sftp", 19),
        Call((), 28),
        Attribute("put", 31),
    )


def test_items_are_constants_or_kwargs() -> None:
    links = parse_target('pymongo:MongoClient["admin"][collection].find').links
    assert links[1:3] == (Item("", "admin", 19), Item("collection", None, 28))


def test_arguments_name_kwargs_or_are_constants() -> None:
    links = parse_target("jira:JIRA(server, token_auth=token, validate=True).issue").links
    assert links[1] == Call(
        (
            Argument("", "server", column=10),
            Argument("token_auth", "token", column=29),
            Argument("validate", value=True, column=45),
        ),
        9,
    )


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("jira.JIRA.create_issue", "Perhaps `jira:JIRA.create_issue`?"),
        ("azure.storage.blob.BlobClient.exists", "`azure.storage.blob:BlobClient.exists`?"),
        ("jira", "` does not say what to call."),
        ("jira:", "` does not say what to call."),
        ("2jira:JIRA.x", "`2jira` is no module."),
        ("jira:JIRA.", "` can't be read as the way to a call."),
        ("jira:JIRA.create-issue", "Only attributes, calls and subscripts lead to a call."),
        ("jira:JIRA(*servers).x", "An argument is the name of a kwarg, or a constant"),
        ("jira:JIRA(**options).x", "`**` says nothing of which arguments there are."),
        ("jira:JIRA(f()).x", "An argument is the name of a kwarg, or a constant"),
        ("jira:" + "a." * 300 + "b", "The path is too long."),
        ("jira:JIRA.größe", "`größe` is no name that generated code can have."),
    ],
)
def test_what_is_no_path_is_told_with_the_form(path: str, advice: str) -> None:
    assert advice in told(path)


@pytest.mark.parametrize("path", ["jira:JIRA.__init__", "jira:JIRA().__class__.issue"])
def test_what_python_calls_by_itself_is_no_link(path: str) -> None:
    assert "` is Python's, and not called by its name." in told(path)
    assert "  Name the class to make an object of it, and a method without underscores." in told(
        path
    )


def test_the_place_of_a_mistake_is_shown_below_the_path() -> None:
    assert told("jira:JIRA(1, f()).issue") == (
        "--sdk:14: An argument is the name of a kwarg, or a constant.\n"
        "    jira:JIRA(1, f()).issue\n"
        "                 ^^^\n"
        "  Write the module, a colon and the way to the call: `jira:JIRA.create_issue`, or "
        "`paramiko:SSHClient.open_sftp().put`."
    )


@given(st.text(max_size=80))
def test_any_text_is_a_path_or_a_problem(text: str) -> None:
    with contextlib.suppress(TaskgenError):
        assert parse_target(text).links
