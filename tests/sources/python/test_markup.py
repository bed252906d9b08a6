"""reST, Markdown, HTML and Epydoc as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.sources.python.markup import is_deprecated, sentences


def said(text: str, budget: int = 1000) -> str:
    return " ".join(sentences(text, budget))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Use ``x``.", "Use `x`."),
        ("A :class:`~docker.tls.TLSConfig` object.", "A `TLSConfig` object."),
        ("Calls :py:meth:`Container.reload`.", "Calls `Container.reload`."),
        ("Follow :ref:`the guide <guide>`.", "Follow the guide."),
        ("An `.SFTPClient` object.", "An `SFTPClient` object."),
        ("By `Mongo <https://x.test>`_ itself.", "By Mongo itself."),
        ("By [Mongo](https://x.test) itself.", "By Mongo itself."),
        ("It is *very* **old**.", "It is very old."),
        ("The C{name} of a L{Client}.", "The `name` of a `Client`."),
        ("<p>Make <b>one</b> <code>index</code>.</p>", "Make one `index`."),
        ("Make a &lt;thing&gt;.<br/>It lasts.", "Make a thing. It lasts."),
        ("Create a task  # noqa: E501\n\nIt lasts.  # noqa: E501", "Create a task. It lasts."),
        ("(Optional) the key", "The key."),
        ("Str (optional) The key of `it`.", "The key of `it`."),
        (":class:`Key` (optional) The key.", "The key."),
        ("acme.rows.Row The first row.", "The first row."),
        ("The keys of ``things/*/keys/*`` are *all* taken.",
         "The keys of `things/*/keys/*` are all taken."),
        ("The key.\n:param other\n    Another.", "The key."),
        ("The body. (required)", "The body."),
    ],
)  # fmt: skip
def test_inline_markup(text: str, plain: str) -> None:
    assert said(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Parameters: See `httpx.request`.",
        "Above code block prints a checksum.",
        "It calls one of the following endpoints.",
    ],
)
def test_sentences_that_are_of_something_else_on_the_page(text: str) -> None:
    assert said(f"It lasts. {text}") == "It lasts."


@pytest.mark.parametrize(
    "block",
    [
        ".. code-block:: python\n\n    call()\n    more()",
        ".. versionadded:: 1.4\n.. versionchanged:: 1.7\n    Something.",
        ".. warning::\n    It may break.",
        ">>> call()\n{'a': 1}",
        "```python\ncall()\n```",
        "- one thing\n- another thing\n  that goes on",
        "* one\n* two",
        "1. one\n2. two",
        "Example:\n    call()",
        "Heading\n-------",
        "# Heading",
        "====  ====\nName  Text\n====  ====",
        "Such as::\n\n    call()",
        "See https://example.com/docs",
        "For more information, see the docs.",
        "The following are known:",
        "Known are: - one: The first",
    ],
)
def test_what_a_docstring_can_not_show_is_left_out(block: str) -> None:
    assert said(f"Make it.\n\n{block}\n\nIt lasts.") == "Make it. It lasts."


def test_raw_html_in_rest_is_read() -> None:
    assert said(".. raw:: html\n\n  <p>Create an index.</p>\n  <p>It lasts.</p>") == (
        "Create an index. It lasts."
    )


def test_sentences_are_whole_and_within_the_budget() -> None:
    assert said("One is here. Two is here. Three is here.", 26) == "One is here. Two is here."
    # The first is there however long it is.
    assert said("One is here. Two is here.", 3) == "One is here."
    # An abbreviation ends no sentence.
    assert said("A file, e.g. Docs, is made.") == "A file, e.g. Docs, is made."


def test_half_sentences_are_left_out() -> None:
    assert said("Make it.\n\nNothing without a stop") == "Make it."
    assert said("Make (it. Do) it. Do more.") == "Do more."


@pytest.mark.parametrize(
    "text", ["Deprecated, use x.", "(deprecated) The key.", "String deprecated, use auth."]
)
def test_deprecation_is_seen(text: str) -> None:
    assert is_deprecated(text)


def test_a_word_on_deprecation_further_down_is_none() -> None:
    assert not is_deprecated("The key, which replaces the deprecated name.")


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_becomes_clean_sentences(text: str) -> None:
    for sentence in sentences(text, 200):
        assert sentence == sentence.strip()
        assert not set(sentence) & set('<>\\"\n')
        assert len(sentence) >= 3
