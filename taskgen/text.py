"""Text by what may be done with it.

A plain `str` is untrusted: it may come from an SDK, a document, a spec or somebody's docstring.
Templates refuse it. What they take is `Code`, and the only ways from a `str` to `Code` are here:

- `literal` writes a value as a Python literal;
- `identifier` accepts a name and refuses everything else;
- `prose` cleans text for a docstring, which `taskgen.docstrings.write` turns into `Code`.

File names are made of `Identifier`s only.
"""

from __future__ import annotations

import keyword
import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = (
    "bool | int | float | str | bytes | datetime | list[Value] | dict[str, Value] | None"
)
"""Plain data that can be written as a literal."""

MAX_BITS = 4_096
"""Bits of an integer; Python itself refuses to read or to write much longer ones."""
MAX_IDENTIFIER = 100
MAX_PROSE = 20_000
"""Characters of one piece of prose that are looked at; SDKs have descriptions of many pages."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_WHITESPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NEEDS_CLEANING = re.compile(r"[^ !#-;=?-\[\]-z|~]")
"""A character that `prose` would change; text without any may only have stray spaces."""

_NOT_PRINTED = ("Cc", "Cf", "Co", "Cs", "Cn")
_PLACEHOLDER = re.compile(r"<(\S[^<>]*\S|\S?)>")


class Code(str):
    """Python source, or another output text, that may be put into a template as it stands."""

    __slots__ = ()


class Identifier(Code):
    """An ASCII Python name that is no keyword and of a sensible length."""

    __slots__ = ()


class Prose(str):
    """One paragraph of clean text.

    It has no line breaks, control or invisible characters, backslashes, angle brackets or double
    quotes, so it can stand in a docstring or a comment and in Prefect's rendered docs.
    """

    __slots__ = ()


def identifier(text: str) -> Identifier:
    """The text as a Python name.

    Raises:
        ValueError: it is none, with the reason; names are ASCII, so that no two that look alike
            can differ, and Python does not fold one into another.
    """
    if not _NAME.match(text):
        raise ValueError("a name is made of ASCII letters, digits and `_`, no digit first")
    if keyword.iskeyword(text):
        raise ValueError("it is a Python keyword")
    if len(text) > MAX_IDENTIFIER:
        raise ValueError(f"a name has at most {MAX_IDENTIFIER} characters")
    return Identifier(text)


def is_identifier(text: str) -> bool:
    """Whether `identifier` accepts the text."""
    return bool(_NAME.match(text)) and not keyword.iskeyword(text) and len(text) <= MAX_IDENTIFIER


def is_writable(number: float) -> bool:
    """Whether a number has a literal: it is finite, and Python would read it again."""
    if isinstance(number, int):
        return number.bit_length() <= MAX_BITS
    return math.isfinite(number)


def literal(value: Value) -> Code:
    """The value as a Python literal, on one line, with the quotes that black prefers."""
    # Most of what is written is names, again and again.
    return _string(value) if type(value) is str else Code(_literal(value))


def _literal(value: Value) -> str:
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float):
        # As black writes exponents.
        return repr(value).replace("e+", "e")
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bytes):
        return _double_quoted(repr(value)[1:], "b")
    if isinstance(value, datetime):
        parts = [value.year, value.month, value.day, value.hour, value.minute, value.second]
        while len(parts) > 3 and not parts[-1]:
            parts.pop()
        return f"datetime({', '.join(map(str, parts))})"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"


def has_datetime(value: Value) -> bool:
    """Whether the literal of the value needs the name `datetime`."""
    if isinstance(value, dict):
        return any(map(has_datetime, value.values()))
    if isinstance(value, list):
        return any(map(has_datetime, value))
    return isinstance(value, datetime)


@lru_cache(maxsize=8192)
def _string(text: str) -> Code:
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return Code(f'"{text}"')
    # repr leaves direction marks' neighbours alone but escapes all that does not print; what
    # prints and is not ASCII may still look like something else, so it is escaped as well.
    return Code(_double_quoted(ascii(text), ""))


def _double_quoted(quoted: str, prefix: str) -> str:
    """A `repr` with double quotes, unless that would need more escapes, as black decides it."""
    quote, body = quoted[0], quoted[1:-1]
    if quote == "'":
        body = body.replace("\\'", "'")
        if '"' in body and body.count('"') > body.count("'"):
            return prefix + "'" + body.replace("'", "\\'") + "'"
        body = body.replace('"', '\\"')
    return f'{prefix}"{body}"'


def prose(text: str) -> Prose:
    """The text as one clean paragraph; cleaning it again changes nothing."""
    if not _NEEDS_CLEANING.search(text) and len(text) <= MAX_PROSE and text.count("`") % 2 == 0:
        return Prose(" ".join(text.split()) if "  " in text or text != text.strip() else text)
    text = _WHITESPACE.sub(" ", text[:MAX_PROSE]).strip()
    if not (text.isascii() and text.isprintable()):
        text = "".join(c for c in text if unicodedata.category(c) not in _NOT_PRINTED)
    if "\\" in text:
        text = text.replace("\\", "/")
    if "<" in text or ">" in text:
        text = _without_angles(text)
    if '"' in text:
        text = text.replace('"', "'")
    if "`" in text and text.count("`") % 2:
        text = text.replace("`", "")
    # Prefect's docs are rendered by Vue, which would evaluate what stands in double braces.
    while "{{" in text or "}}" in text:
        text = text.replace("{{", "{").replace("}}", "}")
    return Prose(" ".join(text.split()))


def _without_angles(text: str) -> str:
    text = text.replace("->", " to ").replace("=>", " to ")
    text = text.replace("<=", " at most ").replace(">=", " at least ")
    while _PLACEHOLDER.search(text):
        text = _PLACEHOLDER.sub(r"\1", text)
    return text.replace("<", " less than ").replace(">", " greater than ")


def one_of(words: Iterable[str], last: str = "or") -> str:
    """The words as a list in a sentence: `a, b or c`."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final
