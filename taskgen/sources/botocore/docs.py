"""Turns the HTML of AWS's service models into sentences for docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from taskgen.conventions import SECTIONS
from taskgen.text import MAX_PROSE, Prose, prose

_BLOCK = re.compile(
    r"<(/?)(p|br|pre|div|h\d|li|dt|dd|(ul|ol|dl|note|important|caution|warning|tip))\b([^<>]*)>",
    re.IGNORECASE,
)
"""A tag that ends a paragraph; group 3 is an element whose content is left out if other remains."""

# None of these looks beyond the next tag of its kind, so that text without an end costs no more.
_CODE = re.compile(r"(\w?)<code\b[^<>]*>((?:(?!<code\b).)*?)</code>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"(?<=\w)<a\b[^<>]*>", re.IGNORECASE)
"""The beginning of a link where a document forgot the space before it."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NOT_SHOWN = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
_LIST = re.compile(r"<(ul|ol|dl)\b", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_MOST = 100_000
"""Characters of a document that are looked at; the longest of AWS has 83,000."""

_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;])(?=\s|$)")
_LEADS_ON = re.compile(r",? (?:for example|such as|including|as in)\s*:\s*$", re.IGNORECASE)
"""How a sentence ends that is whole without the example below it."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)\s+(?=[A-Z`'(])"
)

_STOPS = (".", "!", "?", ".'", '."', ".)")

_NOTES = frozenset({"note", "important", "caution", "warning", "tip"})
_LISTS = frozenset({"ul", "ol", "dl"})
_LIST_BUDGET = 500
"""Characters that a list may have to be taken up, if there is nothing else to say."""

_LEFT_OUT = re.compile(
    r"""
    # what needs a link or a list that a docstring does not show
      For \s (more | additional | further | detailed | general | complete | a \s list |
              information | details | instructions | an? \s (overview | example)) \b
    | See \s | Refer \s to \s | To \s learn \s | More \s information | You \s can \s find \s
    | This \s parameter \s allows \s \(through | This \s parameter \s is \s (optional|required) \.
    | You \s can \s (also \s )? (specify \s a \s file \s path | enter \s the \s JSON)
    | The \s following | Choose \s from | Constraints? : | Valid \s (values | range) : | Example
    | This \s API \s works \s with \s the \s following | Note \s that \s this \s API
    # what says nothing
    | `[^`]*` \.? $ | Length \s Constraints? :
    | (Required | Optional) \. | Placeholder \s documentation | End \s of \s support \s notice
    | This \s feature \s API \s is \s subject | (Amazon \s )? Documentation \s coming
    """,
    re.VERBOSE,
)
_SECTIONS = "|".join(name for name in SECTIONS if not name.startswith("Example"))
_MARK = re.compile(rf"^\((required|optional)\)[: ]*|^({_SECTIONS}): *", re.IGNORECASE)
"""What documentation begins with that a docstring says in its own way, or takes for a section."""

_OF_FEW = re.compile(r"(Directory buckets|(Object Lambda )?[Aa]ccess points|S3 on Outposts) - ")
"""What paragraphs begin with that are about a rare kind of what the others are about."""

_NEEDS_MORE = re.compile(
    r"(:|\b(the following|as follows|below|listed here|this table|these steps|"
    r"following (table|list)))\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def sentences(documentation: str, budget: int) -> tuple[Prose, ...]:
    """The first sentences that can stand alone, of at most `budget` characters in all.

    There is at least one where there is any. Notes and lists are left out if anything remains
    without them, and a list that is too long is left out whole: half of one would mislead.
    Sentences with a backslash are left out: they quote regular expressions, which a docstring would
    have to spell differently. So are those with options of the AWS command line.
    """
    documentation = _shown(documentation)
    for inside in (frozenset[str](), _NOTES):
        found = _within(budget, documentation, inside)
        if found:
            return tuple(found)
    listed = _within(MAX_PROSE, documentation, _NOTES | _LISTS)
    return tuple(listed) if sum(map(len, listed)) <= _LIST_BUDGET else ()


def listed_values(documentation: str) -> list[str]:
    """The items of the first list, where all are short enough to be values and not prose."""
    documentation = _shown(documentation)
    found = _LIST.search(documentation)
    if not found:
        return []
    whole = documentation[found.end() :].partition(f"</{found[1]}>")[0]
    _, *parts = _ITEM.split(whole)
    items = [_plain(part.partition("</li>")[0]).strip("` ") for part in parts]
    return [] if any(len(item) > 40 or " " in item or not item for item in items) else items


def _shown(documentation: str) -> str:
    """The part of a document that readers would see."""
    documentation = documentation[:_MOST]
    if any(start in documentation for start in ("<!--", "<script", "<style")):
        return _NOT_SHOWN.sub("", documentation)
    return documentation


def _within(budget: int, documentation: str, inside: frozenset[str]) -> list[Prose]:
    taken: list[Prose] = []
    for block in _blocks(documentation, inside):
        text = " ".join(_plain(block).split())
        if _OF_FEW.match(text) and not inside:
            continue
        for sentence in _SENTENCE_END.split(text):
            clean = _clean(sentence, headings=not taken or bool(inside))
            if not clean:
                continue
            budget -= len(clean) + 1
            if taken and budget < 0:
                return taken
            taken.append(clean)
    return taken


def _blocks(documentation: str, inside: frozenset[str]) -> Iterator[str]:
    """The pieces of HTML between the tags that end a paragraph.

    What is in lists and notes is left out, except for the elements that are named.
    """
    depth = start = 0
    titled = False
    for tag in _BLOCK.finditer(documentation):
        if not depth and not titled and tag.start() > start:
            yield documentation[start : tag.start()]
        start = tag.end()
        titled = "title" in tag[4]
        if tag[3] and tag[3].lower() not in inside:
            depth = max(depth + (-1 if tag[1] else 1), 0)
    if not depth and not titled:
        yield documentation[start:]


def _plain(fragment: str) -> str:
    """A piece of HTML without tags: code in backticks, links as their text."""
    if "<" in fragment:
        fragment = _CODE.sub(_in_backticks, fragment)
        fragment = _LINK.sub(" ", fragment)
        fragment = _TAG.sub("", fragment)
    if "&" not in fragment:
        return fragment
    # It brings a table of all entities, and few documents have any.
    from html import unescape

    return unescape(fragment)


def _in_backticks(found: re.Match[str]) -> str:
    # Some documents forget the space before the tag.
    return f"{found[1]}{' ' if found[1] else ''}`{_TAG.sub('', found[2]).strip()}`"


def _clean(sentence: str, headings: bool) -> Prose:
    """The sentence as prose with its full stop, or nothing where it can't stand alone.

    Text without a full stop is a sentence only where headings are not to be expected.
    """
    mark = _MARK.match(sentence)
    if mark:
        sentence = sentence[mark.end() :]
    if sentence.rstrip().endswith(":"):
        sentence = _LEADS_ON.sub(".", sentence)
    if not headings and not sentence.endswith(_STOPS):
        return Prose()
    if (
        "\\" in sentence
        or "`--" in sentence
        or _LEFT_OUT.match(sentence)
        or _NEEDS_MORE.search(sentence, max(len(sentence) - 40, 0))
    ):
        return Prose()
    clean = prose(sentence)
    if any(stop in clean for stop in (" .", " ,", " ;")):
        clean = Prose(_SPACE_BEFORE_STOP.sub(r"\1", clean))
    clean = Prose(clean.lstrip("-*+#:.,; "))
    if len(clean) < 3:
        return Prose()
    return Prose(clean if clean.endswith(_STOPS) else f"{clean}.")
