"""Writes TOML that people are to edit: what `tomllib` reads back as what was given."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable
from datetime import datetime

from taskgen.text import Code, Value

WIDTH = 96

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def header(*keys: str) -> Code:
    """The line that begins a table."""
    return Code(f"[{'.'.join(map(key, keys))}]")


def key(name: str) -> Code:
    """One part of a key, quoted where it has to be."""
    return Code(name) if _BARE_KEY.fullmatch(name) else string(name)


def string(text: str) -> Code:
    """Text in double quotes, on one line."""
    return Code(f'"{_escaped(text)}"')


def paragraph(text: str, used: int = 0) -> Code:
    """A paragraph in double quotes, on lines of its own where it is too long for the rest of one.

    Its line breaks are to be read as spaces.

    Args:
        text: the paragraph, without line breaks of its own.
        used: the columns of the line that are taken.
    """
    flat = string(text)
    if used + len(flat) <= WIDTH:
        return flat
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return Code('"""\n' + "".join(f"{_escaped(line)}\n" for line in lines) + '"""')


def paragraphs(texts: Iterable[str]) -> Code:
    """An array of paragraphs, each on a line of its own, or on several."""
    lines = [f"    {paragraph(text, used=5)},\n" for text in texts]
    return Code(f"[\n{''.join(lines)}]" if lines else "[]")


def source(lines: Iterable[str]) -> Code:
    """Lines of code, as they are where TOML allows it."""
    text = "\n".join(lines)
    if "'''" not in text and not text.endswith("'") and text.replace("\n", "").isprintable():
        return Code(f"'''\n{text}\n'''")
    return Code('"""\n' + "".join(f"{_escaped(line)}\n" for line in text.split("\n")) + '"""')


def value(content: Value) -> Code:
    """A value, on one line; bytes are written as the text that they are in UTF-8.

    Raises:
        ValueError: TOML can't say it: None, or bytes that are not text.
    """
    if content is None:
        raise ValueError("TOML has no null")
    if isinstance(content, bytes):
        return string(content.decode())
    if isinstance(content, str):
        return string(content)
    if isinstance(content, datetime):
        return Code(content.isoformat())
    if isinstance(content, list):
        return Code(f"[{', '.join(map(value, content))}]")
    if isinstance(content, dict):
        items = ", ".join(f"{key(name)} = {value(item)}" for name, item in content.items())
        return Code(f"{{ {items} }}" if items else "{}")
    # Numbers are written as in Python, `inf` and `nan` included.
    return Code(str(content).lower() if isinstance(content, bool) else repr(content))


def _escaped(text: str) -> str:
    # JSON's escapes are TOML's; what TOML also refuses, or what does not show, gets a code.
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    if quoted.isprintable():
        return quoted
    return "".join(c if c.isprintable() else _code(c) for c in quoted)


def _code(char: str) -> str:
    number = ord(char)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
