"""Documentation in HTML becomes sentences that can stand in a docstring."""

from __future__ import annotations

import ast
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.render.boto.task import task_source
from taskgen.sources.botocore.docs import listed_values, sentences
from taskgen.text import MAX_PROSE, prose
from tests.models import infer, service


def said(documentation: str, budget: int = 300) -> str:
    return " ".join(sentences(documentation, budget))


# Sentences ------------------------------------------------------------------------------------

CLEANED = {
    "plain text": ("The name of it", "The name of it."),
    "paragraphs": ("<p>One.</p><p>Two.</p>", "One. Two."),
    "lines": ("<p>One\n   line.<br/>Two\tlines.</p>", "One line. Two lines."),
    "code": ("<p>Say <code>yes</code>.</p>", "Say `yes`."),
    "code glued to a word": ("<p>The<code>Name</code> of it.</p>", "The `Name` of it."),
    "a link glued to a word": (
        "<p>Use the<a href='x'>List</a> action.</p>",
        "Use the List action.",
    ),
    "tags in code": ("<p>The <code><a href='x'>Name</a></code>.</p>", "The `Name`."),
    "links": ('<p>A <a href="https://x">role</a>, <i>or</i> <b>not</b>.</p>', "A role, or not."),
    "a space before a stop": ("<p>A <code>b</code> , or <code>c</code> .</p>", "A `b`, or `c`."),
    "entities": ("<p>A &amp; B&#39;s, &quot;C&quot;.</p>", "A & B's, 'C'."),
    "entities of tags": ("<p>A &lt;name&gt; that is &lt; 5.</p>", "A name that is less than 5."),
    "quotes": ('<p>Say """yes""".</p>', "Say '''yes'''."),
    "other ends": ("<p>Really? Yes! (Both.)</p>", "Really? Yes! (Both.)"),
    "abbreviations": (
        "<p>A name, e.g. This. That vs. Those, i.e. These etc. And more.</p>",
        "A name, e.g. This. That vs. Those, i.e. These etc. And more.",
    ),
    "an unclosed tag": ("<p>One.<p>Two <b>bold.", "One. Two bold."),
    "a tag that is none": ("a < b, c <- d", "a less than b, c less than - d."),
    "a lonely backtick": ("<p>A ` name.</p>", "A name."),
    "double braces": ("<p>As {{name}} says.</p>", "As {name} says."),
    "invisible characters": ("<p>A\u200b\u202ename\x00.</p>", "Aname."),
    "upper case tags": ("<P>One.</P><P>Two.</P>", "One. Two."),
}


@pytest.mark.parametrize(("documentation", "text"), CLEANED.values(), ids=CLEANED)
def test_html_becomes_sentences(documentation: str, text: str) -> None:
    assert said(documentation) == text


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences("<p>Things, e.g. This one. The rest.</p>", 300) == (
        "Things, e.g. This one.",
        "The rest.",
    )


LEFT_OUT = {
    "a note": ("<p>One.</p><note><p>An aside.</p></note><p>Two.</p>", "One. Two."),
    "notes in notes": ("<note><p>A.</p><tip><p>B.</p></tip></note><p>Two.</p>", "Two."),
    "a list": ("<p>One.</p><ul><li><p>An item.</p></li></ul>", "One."),
    "what a list needs": ("<p>One of the following:</p><ul><li>a</li></ul><p>Two.</p>", "Two."),
    "what stands below": ("<p>The values are listed below. Two.</p>", "Two."),
    "a title": ('<p class="title">Title</p><p>One.</p>', "One."),
    "a regular expression": (r"<p>One. It matches <code>\d+</code>. Two.</p>", "One. Two."),
    "options of another program": ("<p>Use <code>--all</code>. One.</p>", "One."),
    "links elsewhere": ("<p>One. For more information, see <a>this</a>.</p>", "One."),
    "what needs a link": ("<p>One. See <a>this page</a>. Refer to <a>that</a>.</p>", "One."),
    "constraints": ("<p>One.</p><p>Constraints: at most 5.</p>", "One."),
    "a comment": ("<!-- <p>Internal.</p> --><p>One.</p>", "One."),
    "an unclosed comment": ("<p>One.</p><!-- Two", "One."),
    "a script": ("<p>One.</p><script>alert('<p>x.</p>')</script>", "One."),
    "a style": ("<style>p { color: red }</style><p>One.</p>", "One."),
    "a word for a section": ("<p>Note: One.</p><p>Args: Two.</p>", "One. Two."),
    "a bullet": ("<p>- One.</p><p>* Two.</p>", "One. Two."),
}


@pytest.mark.parametrize(("documentation", "text"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_can_not_stand_alone_is_left_out(documentation: str, text: str) -> None:
    assert said(documentation) == text


@pytest.mark.parametrize(
    ("documentation", "text"),
    [
        ("<note><p>All that there is.</p></note>", "All that there is."),
        (
            "<ul><li><p>A first.</p></li><li><p>A second.</p></li></ul>",
            "A first. A second.",
        ),
    ],
)
def test_notes_and_lists_are_better_than_nothing(documentation: str, text: str) -> None:
    assert said(documentation) == text


def test_half_a_list_would_mislead() -> None:
    assert said("<ul>" + "<li><p>One of many items.</p></li>" * 40 + "</ul>") == ""


@pytest.mark.parametrize("documentation", ["", " ", "<p></p>", "<p>&nbsp;</p>", ".", r"\d+"])
def test_there_may_be_nothing_to_say(documentation: str) -> None:
    assert sentences(documentation, 300) == ()


def test_as_many_sentences_as_fit_but_one_at_least() -> None:
    documentation = "<p>One two three. Four five six. Seven eight.</p>"
    assert sentences(documentation, 30) == ("One two three.", "Four five six.")
    assert sentences(documentation, 5) == ("One two three.",)


# Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("documentation", "values"),
    [
        ("<ul><li><code>a</code></li><li>b</li></ul>", ["a", "b"]),
        ("<p>One.</p><UL><LI>a</LI></UL>", ["a"]),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul><ul><li>c</li></ul>", ["a", "b"]),
        ("<ul><li>a</li><li>some prose</li></ul>", []),
        ("<ul><li>a</li><li></li></ul>", []),
        ("<ul><li>" + "a" * 41 + "</li></ul>", []),
        ("<p>No list.</p>", []),
        ("<ul><li>a<li>b", ["a", "b"]),
    ],
)
def test_short_items_of_a_list_are_values(documentation: str, values: list[str]) -> None:
    assert listed_values(documentation) == values


# Any text at all ------------------------------------------------------------------------------

PIECES = ["<p>", "</p>", "<code>", "</code>", "<!--", "-->", "<ul>", "</ul>", "<li>", "<note>"]
PIECES += ["<script>", "<", ">", "&", "&lt;", "`", '"""', "\\", "\n", " ", "- ", "* ", "1. ", ". "]
PIECES += ["Args:", "Returns:\n", "    ", "{{", "#", "|", "A word", "name", "é", "\u202e", "\x00"]
anything = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@given(anything, st.integers(0, 500))
def test_sentences_are_clean(documentation: str, budget: int) -> None:
    for sentence in sentences(documentation, budget):
        assert sentence == prose(sentence)
        assert sentence
        assert len(sentence) <= MAX_PROSE + 1


ITEM = re.compile(r"^ +- (\S+) \(", re.MULTILINE)


@given(anything, anything)
def test_a_docstring_documents_the_kwargs_whatever_is_said_of_them(text: str, more: str) -> None:
    members = {
        name: {"type": "string", "at": {"documentation": said}}
        for name, said in {"First": text, "Second": more, "Third": text + more}.items()
    }
    things = service({"SendThing": {"input": members, "documentation": more + text}})
    module = infer(things, "SendThing")
    (task,) = module.tasks
    (node,) = ast.parse(task_source(task, module, "tasks")).body
    assert isinstance(node, ast.ClassDef)
    run = node.body[-1]
    assert isinstance(run, ast.FunctionDef)
    names = [kwarg.name for kwarg in task.kwargs]
    arguments, _, _ = (ast.get_docstring(node) or "").partition("\nExample:")
    assert ITEM.findall(arguments.partition("\nArgs:\n")[2]) == [
        *names,
        "boto_kwargs",
        "**kwargs",
    ]
    rest = (ast.get_docstring(run) or "").partition("\nArgs:\n")[2].partition("\nReturns:")[0]
    assert ITEM.findall(rest) == [*names, "credentials", "boto_kwargs"]


@given(anything)
def test_a_docstring_stays_one_whatever_a_spec_says(text: str) -> None:
    module = infer(service({"SendThing": {}}), "SendThing")
    (task,) = module.tasks
    changed = replace(task, summary=prose(text), description=(prose(text), prose(text)))
    (node,) = ast.parse(task_source(changed, module, "tasks")).body
    assert isinstance(node, ast.ClassDef)
    assert "Args:" in (ast.get_docstring(node) or "").splitlines()


HUGE = ["<code>", "<!--", "<ul>", "<", "&", "`", ". ", "<p ", "a. A", "<li>", "<note>", ":", " "]
HUGE += ["<script>", " following", "A", "e.g. ", "<li>a</li>", "&lt;", "<code><p>", "-", "\\"]


@pytest.mark.parametrize("piece", HUGE)
def test_huge_documents_take_no_time(piece: str) -> None:
    document = piece * (2_000_000 // len(piece))
    began = time.perf_counter()
    sentences(document, 300)
    listed_values(document)
    assert time.perf_counter() - began < 2
