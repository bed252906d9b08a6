"""Types as docstrings name them, as types that a task can have."""

from __future__ import annotations

import re
from dataclasses import replace

from taskgen.sources.python.evaluated import Names
from taskgen.sources.python.facts import TypeFacts
from taskgen.sources.python.hints import (
    class_facts,
    dict_of,
    facts_of_list,
    object_facts,
    plain_facts,
    union_of,
)

_WORDS = {
    "str": "str",
    "string": "str",
    "strings": "str",
    "unicode": "str",
    "basestring": "str",
    "text": "str",
    "path": "str",
    "url": "str",
    "int": "int",
    "ints": "int",
    "integer": "int",
    "integers": "int",
    "long": "int",
    "float": "float",
    "double": "float",
    "number": "float",
    "bool": "bool",
    "boolean": "bool",
    "bytes": "bytes",
    "bytearray": "bytes",
    "dict": "dict",
    "dicts": "dict",
    "dictionary": "dict",
    "dictionaries": "dict",
    "mapping": "dict",
    "object": "Any",
    "list": "list",
    "lists": "list",
    "sequence": "list",
    "iterable": "list",
    "array": "list",
    "datetime": "datetime",
    "datetime.datetime": "datetime",
    "any": "Any",
}
_ROLE = re.compile(r":(?:[\w+-]+:)?[\w+-]+:`~?([^`<]+)(?: <[^`]*>)?`")
_OPTIONAL = re.compile(
    r"(?i)[,;(]?\s*\b(optional|required|keyword-only|default(s|ing)?\b.*|nullable)\s*\)?\s*$"
)
_OF = re.compile(r"(?i)^(list|lists|sequence|iterable|array|tuple|set)s? of (?:the )?(.+)$")
_BRACKETS = re.compile(
    r"(?i)^(?:typing\.)?(list|sequence|iterable|set|tuple|dict|mapping|optional|nullable|union)"
    r"\s*[\[(](.*)[\])]$"
)


def documented_type(text: str, names: Names | None = None, depth: int = 3) -> TypeFacts:
    """What a docstring says of a type, in any of the ways that people write it.

    Args:
        text: the type, as it is written.
        names: what the names of classes mean where the docstring stands.
        depth: how far the parts of it are looked into.
    """
    text = _ROLE.sub(r"\1", text).replace("`", "").replace("~", "").strip(" .,:;")
    optional = False
    while depth and (found := _OPTIONAL.search(text)):
        optional |= found[1].lower() in ("optional", "nullable")
        text = text[: found.start()].strip(" ,;")
        depth -= 1
    if not text or len(text) > 200 or depth <= 0:
        return TypeFacts(optional=optional)
    parts = _alternatives_in(text)
    if len(parts) > 1:
        known = [documented_type(part, names, depth - 1) for part in parts]
        return replace(union_of(known), optional=optional or any(each.optional for each in known))
    plain = text.strip("() ")
    if plain.lower() in ("none", "null"):
        return TypeFacts(optional=True, plain=False, known=True)
    of = _OF.match(plain)
    if of:
        return replace(_documented_list(of[1].lower(), of[2], names, depth), optional=optional)
    brackets = _BRACKETS.match(text)
    if brackets:
        return replace(_documented_generic(brackets[1].lower(), brackets[2], names, depth))
    word = _WORDS.get(plain.lower())
    if word and plain != plain.lower() and names is not None and isinstance(names[plain], type):
        # A class of the SDK's own, such as a `List`.
        word = None
    if word == "Any":
        return TypeFacts(optional=optional)
    if word:
        return plain_facts(word, optional=optional)
    if plain.lower() in ("tuple", "set"):
        return plain_facts("list", wrap=plain.lower(), optional=optional)
    if re.fullmatch(r"[A-Za-z_][\w.]*", plain):
        meant = names[plain] if names is not None and "." not in plain else None
        kind = class_facts(meant, depth) if isinstance(meant, type) else None
        return replace(kind or object_facts(plain.rpartition(".")[2]), optional=optional)
    return TypeFacts(optional=optional)


def _alternatives_in(text: str) -> list[str]:
    """The parts of `str or list of str`, `str | None` and `str, int`, outside of brackets."""
    parts: list[str] = []
    depth = start = 0
    for found in re.finditer(r"[\[(]|[\])]|\s+or\s+|\s*\|\s*|,\s+(?:or\s+)?|\s*/\s*", text):
        token = found[0]
        if token in "[(":
            depth += 1
        elif token in "])":
            depth -= 1
        elif depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part for part in [*parts, text[start:]] if part.strip()]


def _documented_list(kind: str, inner: str, names: Names | None, depth: int) -> TypeFacts:
    made = facts_of_list([documented_type(inner, names, depth - 1)])
    return replace(made, wrap=kind) if kind in ("tuple", "set") else made


def _documented_generic(kind: str, inner: str, names: Names | None, depth: int) -> TypeFacts:
    if kind in ("optional", "nullable"):
        return replace(documented_type(inner, names, depth - 1), optional=True)
    members = [documented_type(part, names, depth - 1) for part in _alternatives_in(inner)]
    if kind == "union":
        return union_of(members)
    if kind in ("dict", "mapping"):
        return dict_of(members)
    if kind == "tuple":
        return replace(facts_of_list(members[:1]), wrap="tuple")
    made = facts_of_list(members[:1])
    return replace(made, wrap="set") if kind == "set" else made
