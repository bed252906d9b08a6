"""Docstrings in all the styles that SDKs write."""

from __future__ import annotations

from textwrap import dedent

from taskgen.sources.python.docstrings import (
    Documented,
    own_docstring,
    paragraph_parameters,
    read_docstring,
)
from taskgen.sources.python.facts import Kind


def read(text: str) -> Documented:
    return read_docstring(dedent(text))


def test_rest_fields() -> None:
    found = read(
        """
        Put a file.

        :param str path: where to,
            with its name
        :param size: how much
        :type size: int
        :return: the file
        :rtype: dict
        """
    )
    assert found.body.strip() == "Put a file."
    path, size = found.parameters["path"], found.parameters["size"]
    assert (path.type, path.text.split()) == ("str", "where to, with its name".split())
    assert (size.type, size.text) == ("int", "how much")
    assert (found.returns, found.returns_type) == ("the file", "dict")


def test_rest_fields_that_docstring_parser_misses() -> None:
    found = read(
        """
        Put a blob.

        :param list of str names: the names
        :param ~azure.storage.blob.BlobType kind: the kind
        :keyword tags: the tags
        :paramtype tags: dict(str, str)
        :param session: a
        :class:`~acme.Session`.
        :param body: the body (required)
        :param last: the last

        .. versionchanged:: 2
           It changed.

        This is about all of it.
        """
    )
    assert found.parameters["names"].type == "list of str"
    assert found.parameters["kind"].type == "~azure.storage.blob.BlobType"
    assert found.parameters["tags"].type == "dict(str, str)"
    assert found.parameters["session"].text.split() == ["a", ":class:`~acme.Session`."]
    assert found.parameters["body"].required
    assert not found.parameters["last"].required
    # What stands below the fields is none of the last one.
    assert found.parameters["last"].text == "the last"
    assert "This is about all of it." in found.body


def test_rest_fields_that_are_indented_below_the_summary() -> None:
    found = read(
        "Settings of it.\n\n    :param host: the base URL\n      of all\n    :param key: it"
    )
    assert {name: each.text.split() for name, each in found.parameters.items()} == {
        "host": "the base URL of all".split(),
        "key": ["it"],
    }


def test_google_sections() -> None:
    found = read(
        """
        Run it.

        Args:
            image (str): the image
            command (str or list): the command,
                with its arguments

        Keyword Args:
            detach (bool): whether to wait

        Returns:
            (list of :py:class:`Container`)
        """
    )
    assert {name: each.type for name, each in found.parameters.items()} == {
        "image": "str",
        "command": "str or list",
        "detach": "bool",
    }
    assert found.parameters["command"].text.split() == "the command, with its arguments".split()
    assert (found.returns, found.returns_type) == ("", "list of :py:class:`Container`")
    assert found.body.strip() == "Run it."


def test_numpy_sections() -> None:
    found = read(
        """
        Submit it.

        Parameters
        ----------
        func : callable
            what to run
        x, y : int
            where
        key : str, optional
            its name

        Returns
        -------
        Future
            what comes
        """
    )
    assert {name: (each.type, each.text) for name, each in found.parameters.items()} == {
        "func": ("callable", "what to run"),
        "x": ("int", "where"),
        "y": ("int", "where"),
        "key": ("str", "its name"),
    }
    assert found.returns == "what comes"


def test_epydoc_fields() -> None:
    found = read(
        """
        Call it.

        @param url: the URL
        @type url: str
        @return: what comes
        """
    )
    assert (found.parameters["url"].type, found.parameters["url"].text) == ("str", "the URL")
    assert found.returns == "what comes"


def test_a_signature_in_the_first_line() -> None:
    found = read(
        """
        open(path, mode='r' [, encoding], *, strict=False) -> File

        Open a file.
        """
    )
    assert found.signature == (
        ("path", Kind.EITHER, True),
        ("mode", Kind.EITHER, False),
        ("encoding", Kind.EITHER, False),
        ("strict", Kind.KEYWORD, False),
    )
    assert found.body == "Open a file."


def test_prose_that_mentions_a_call_is_no_signature() -> None:
    assert read("Calls f(x) and returns it.").signature is None


def test_paragraphs_that_speak_of_a_parameter() -> None:
    body = "Set it.\n\n``ex`` sets an expire flag.\n\n``other`` is not one of them."
    assert paragraph_parameters(body, {"ex"}) == {"ex": "sets an expire flag."}


def test_docstrings_that_nobody_wrote_are_none() -> None:
    class Plain:
        pass

    class Documented:
        """Has one."""

    class Heir(Documented):
        pass

    assert own_docstring(Plain) == ""
    assert own_docstring(Documented) == "Has one."
    assert own_docstring(Heir) == ""


def test_a_list_of_parameters_below_their_title() -> None:
    documented = read_docstring(
        "Search.\n\nParameters:\n    - q - the query, see\n          the docs\n"
        "    - `limit` - how many\n"
    )
    texts = {name: " ".join(each.text.split()) for name, each in documented.parameters.items()}
    assert texts == {"q": "the query, see the docs", "limit": "how many"}


def test_a_type_in_the_first_line_of_a_field_is_no_text() -> None:
    documented = read_docstring(
        "Run.\n\n:param job_id: int\n  The ID.\n"
        ":param names: List[str] (optional)\n  Their names.\n"
        ":param plain: Whether\n  it is.\n"
    )
    said = {name: (each.type, each.text) for name, each in documented.parameters.items()}
    assert said["job_id"] == ("int", "The ID.")
    assert said["names"] == ("List[str] (optional)", "Their names.")
    assert said["plain"][1].startswith("Whether")
