"""Turns the HTML of AWS's service models into sentences for docstrings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from taskgen.text import Prose, prose

_BLOCK = re.compile(
    r"<(/?)(p|br|pre|div|h\d|li|dt|dd|(ul|ol|dl|note|important|caution|warning|tip))\b([^>]*)>",
    re.IGNORECASE,
)
"""A tag that ends a paragraph; group 3 is an element whose content is left out if other remains."""

_CODE = re.compile(r"(\w?)<code[^>]*>(.*?)</code>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_LIST = re.compile(r"<(ul|ol|dl)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL | re.IGNORECASE)
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:])(?=\s|$)")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)\s+(?=[A-Z`'(])"
)

_LEFT_OUT = re.compile(
    r"""
    # what needs a link or a list that a docstring does not show
      For \s (more | additional | further | detailed | general | complete | a \s list |
              information | details | instructions | an? \s (overview | example)) \b
    | See \s | Refer \s to \s | To \s learn \s | More \s information | You \s can \s find \s
    | The \s following | Choose \s from | Constraints? : | Valid \s (values | range) : | Example
    | This \s API \s works \s with \s the \s following | Note \s that \s this \s API
    # what says nothing
    | (Required | Optional) \. | Placeholder \s documentation | End \s of \s support \s notice
    | This \s feature \s API \s is \s subject | (Amazon \s )? Documentation \s coming
    """,
    re.VERBOSE,
)
_NEEDS_MORE = re.compile(
    r"(:|\b(the following|as follows|below|listed here|this table|these steps|"
    r"following (table|list)))\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def sentences(documentation: str, budget: int) -> tuple[Prose, ...]:
    """The first sentences that can stand alone, of at most `budget` characters in all.

    There is at least one where there is any. Asides and lists are left out if anything remains
    without them. Sentences with a backslash are left out: they quote regular expressions, which a
    docstring would have to spell differently. So are those with options of the AWS command line.
    """
    found = _within(budget, documentation, asides=False)
    return tuple(found or _within(budget, documentation, asides=True))


def listed_values(documentation: str) -> list[str]:
    """The items of the first list, where all are short enough to be values and not prose."""
    found = _LIST.search(documentation)
    if not found:
        return []
    items = [_plain(item).strip("` ") for item in _ITEM.findall(found[0])]
    return [] if any(len(item) > 40 or " " in item or not item for item in items) else items


def _within(budget: int, documentation: str, asides: bool) -> list[Prose]:
    taken: list[Prose] = []
    for block in _blocks(documentation, asides):
        for sentence in _SENTENCE_END.split(" ".join(_plain(block).split())):
            clean = _clean(sentence)
            if not clean:
                continue
            budget -= len(clean) + 1
            if taken and budget < 0:
                return taken
            taken.append(clean)
    return taken


def _blocks(documentation: str, asides: bool) -> Iterator[str]:
    """The pieces of HTML between the tags that end a paragraph."""
    depth = start = 0
    titled = False
    for tag in _BLOCK.finditer(documentation):
        if not depth and not titled and tag.start() > start:
            yield documentation[start : tag.start()]
        start = tag.end()
        titled = "title" in tag[4]
        if tag[3] and not asides:
            depth = max(depth + (-1 if tag[1] else 1), 0)
    if not depth and not titled:
        yield documentation[start:]


def _plain(fragment: str) -> str:
    """A piece of HTML without tags: code in backticks, links as their text."""
    if "<" in fragment:
        fragment = _CODE.sub(_in_backticks, fragment)
        fragment = _TAG.sub("", fragment)
    return html.unescape(fragment) if "&" in fragment else fragment


def _in_backticks(found: re.Match[str]) -> str:
    # Some documents forget the space before the tag.
    return f"{found[1]}{' ' if found[1] else ''}`{_TAG.sub('', found[2]).strip()}`"


def _clean(sentence: str) -> Prose:
    """The sentence as prose with its full stop, or nothing where it can't stand alone."""
    if (
        "\\" in sentence
        or "`--" in sentence
        or _LEFT_OUT.match(sentence)
        or _NEEDS_MORE.search(sentence, max(len(sentence) - 40, 0))
    ):
        return Prose()
    clean = _SPACE_BEFORE_STOP.sub(r"\1", prose(sentence)).lstrip("-*+#:.,; ")
    if len(clean) < 3:
        return Prose()
    return Prose(clean if clean.endswith((".", "!", "?", ".'", ".)")) else f"{clean}.")
