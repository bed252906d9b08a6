"""Turns the Markdown of documents into sentences for docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from taskgen.conventions import SECTIONS
from taskgen.credentials import looks_like_credential
from taskgen.text import Prose, prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MOST = 20_000
"""Characters of a text that are looked at."""

_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|h\d|table|tr|pre)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"<(?:code|tt)>([^<>`]*)</(?:code|tt)>", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)\s+(?=[A-Z`'(])"
)
_IN_BACKTICKS = re.compile(r"`[^`]*`")
_ONLY_A_TYPE = re.compile(
    r"(?:a |an )?(?:string|integer|int|number|float|boolean|bool|array|object|list|dict)\.?$", re.I
)
_STOPS = (".", "!", "?", ".'", ".)")
_SECTION = re.compile(rf"^({'|'.join(SECTIONS)}): *", re.IGNORECASE)
_MARK = re.compile(
    r"^(?:\((?i:required|optional)\)[:.,]?|(?i:required|optional)(?:[:.,]|(?= +[A-Z]))) +"
)
"""A mark in front of a sentence; of "Required if it is new" it is the first word."""

_LEFT_OUT = re.compile(
    r"""
      (For|To) \s (more|additional|further|learn|view|see|find \s out) \b | See \s | Refer \s to \s
    | (More|Further|Additional) \s information | Learn \s more | Read \s more | Check \s out
    | (Here|This) \s is \s an? \s (example|list) | (An? \s )?Examples? \b | The \s following
    | (You \s can \s )? (find|see) \s .* \b here \b | Note: \s*$ | \[ | \|
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEEDS_MORE = re.compile(
    r"(:|\b(the following(( \w+){0,3} (types|values|formats|fields|options|parameters|scopes))?|"
    r"as follows|below|here|listed here|this table|these steps))\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^(?:If|When|Unless) (?:you|your|the|an?|this|it|[a-z]+ing|[a-z]+ [a-z]+ (?:is|are))\b"
    r"(?!.*(?:,| then ))"
)
"""A condition of which the rest is elsewhere."""


@lru_cache(maxsize=4096)
def sentences(text: str, budget: int) -> tuple[Prose, ...]:
    """The first sentences that can stand alone, of at most `budget` characters in all.

    There is at least one where there is any, though it may be longer than the budget. Lists, tables
    and code are left out, and so are sentences that lead to them or to a link.
    """
    taken: list[Prose] = []
    for paragraph in _paragraphs(text[:_MOST]):
        for sentence in _SENTENCE_END.split(paragraph):
            clean = _clean(sentence)
            if not clean:
                continue
            budget -= len(clean) + 1
            if taken and budget < 0:
                return tuple(taken)
            taken.append(clean)
    return tuple(taken)


def plain(text: str) -> Prose:
    """A short text, such as a title, as it is without its marks."""
    return prose(" ".join(_paragraphs(text[:_MOST])))


def _paragraphs(text: str) -> Iterator[str]:
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n\n", _CODE.sub(r"`\1`", text)))
    if re.search(r"[*_`\[#|&~>+\n\\-]", text) is None:
        # Most texts have no marks at all.
        yield " ".join(text.split())
        return
    depth = 0
    inside = False
    for token in _parser().parse(text):
        if token.type in _CONTAINERS:
            depth += token.nesting
        elif token.type == "paragraph_open":
            inside = True
        elif token.type == "paragraph_close":
            inside = False
        elif token.type == "inline" and inside and not depth:
            yield " ".join("".join(_inline(token)).split())


_CONTAINERS = frozenset(
    f"{kind}_{end}"
    for kind in ("bullet_list", "ordered_list", "table", "blockquote")
    for end in ("open", "close")
)


def _inline(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type == "text":
            yield child.content
        elif child.type == "code_inline":
            yield f"`{child.content}`"
        elif child.type in ("softbreak", "hardbreak"):
            yield " "


@cache
def _parser() -> MarkdownIt:
    # Half the time of the command line goes into importing it, and few documents do without.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")


def _clean(sentence: str) -> Prose:
    """The sentence as prose with its full stop, or nothing where it can't stand alone."""
    sentence = _MARK.sub("", _SECTION.sub("", sentence.strip()))
    if sentence.lower() in ("optional.", "required.", "(optional).", "(required)."):
        return Prose()
    if _LEFT_OUT.match(sentence) or _NEEDS_MORE.search(sentence, max(len(sentence) - 40, 0)):
        return Prose()
    if sentence.endswith("?") or _FRAGMENT.match(_IN_BACKTICKS.sub("`", sentence)):
        return Prose()
    if looks_like_credential(sentence):
        return Prose()
    if "\\" in sentence or "http://" in sentence or "https://" in sentence:
        return Prose()
    if not any(map(str.isalpha, _IN_BACKTICKS.sub("", sentence))) or _ONLY_A_TYPE.match(sentence):
        return Prose()
    clean = prose(sentence).lstrip("-*+#:.,;=~|> ")
    if len(clean) < 3 or not clean[0].isprintable() or not any(map(str.isalpha, clean)):
        return Prose()
    clean = clean[0].upper() + clean[1:] if clean[:2].islower() else clean
    return Prose(clean if clean.endswith(_STOPS) else f"{clean}.")
