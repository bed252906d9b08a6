"""What the docstrings of SDKs say, in whichever style they are written."""

from __future__ import annotations

import ast
import inspect
import re
import typing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from taskgen.sources.python.facts import Kind

_FIELD = re.compile(
    r"^:(param|parameter|arg|argument|keyword|kwarg|kwparam|key|type|paramtype|kwtype|return|"
    r"returns|rtype|returntype|raise|raises|except|exception|var|ivar|cvar|vartype|calls|yield|"
    r"yields|meta)\b([^:\n`]*(?::class:`[^`]*`|[^:\n])*?):(?=\s|$)",
    re.MULTILINE,
)
_EPYDOC = re.compile(
    r"^@(param|type|return|returns|rtype|keyword|kwarg|raise|raises)\b", re.MULTILINE
)
_NUMPY = re.compile(
    r"^(Parameters|Other Parameters|Keyword Arguments|Returns|Yields)\n-{3,}\s*$", re.MULTILINE
)
_GOOGLE_TITLES = (
    "Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Keyword Parameters|"
    "Other Parameters|Optional Args|Optional Arguments|Kwargs|Returns|Return|Raises|Yields|"
    "Attributes"
)
_GOOGLE = re.compile(rf"^({_GOOGLE_TITLES}):[ \t]*$", re.MULTILINE)
_FIRST_LINE = re.compile(r"^\s*(?:\w+\.)*(\w+)\s*\(((?:[^()\n]|\([^()\n]*\))*)\)\s*(?:->.*)?$")
_REQUIRED = re.compile(r"\(\s*required\s*\)|^required\.?\s*$", re.IGNORECASE)
_TYPE_LINE = re.compile(
    r"((?:int|str|bool|float|bytes|dict|list)\b(?:\[[\w.\[\], ]*\])?|[A-Z][a-z]+[A-Z]\w*|"
    r"\w[\w.]*\[[\w.\[\], ]+\]|:class:`[\w.]+`)( \(optional\))?\n\s*(?=[A-Z`])"
)
"""A type in the first line of a field's text, with a sentence below it."""
_LISTED = re.compile(r"^([ \t]+)[-*] [`*]*(\w+)[`*]* - ", re.MULTILINE)
"""How a parameter begins in a list: ` - limit - the number of items`."""
_PARAGRAPH_NAME = re.compile(r"^``(\w+)``:?\s+(\S.*)", re.DOTALL)

MAX_DOCSTRING = 100_000
"""Characters of a docstring that are read; what is below them is left out."""

_PARAMETER_FIELDS = frozenset(
    {"param", "parameter", "arg", "argument", "keyword", "kwarg", "kwparam", "key"}
)
_TYPE_FIELDS = frozenset({"type", "paramtype", "kwtype"})


@dataclass(frozen=True, slots=True)
class DocumentedParameter:
    """What a docstring says of one parameter."""

    name: str
    text: str = ""
    type: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Documented:
    """What a docstring says."""

    body: str = ""
    """The text above and between the sections."""
    parameters: dict[str, DocumentedParameter] = field(default_factory=dict)
    returns: str = ""
    returns_type: str = ""
    signature: tuple[tuple[str, Kind, bool], ...] | None = None
    """The parameters that the first line spells out: name, kind and whether it is required."""


NOTHING = Documented()


@lru_cache(maxsize=2048)
def read_docstring(docstring: str) -> Documented:
    """What a docstring says; a style that can't be made out is prose."""
    text = inspect.cleandoc(docstring).replace("\r", "")
    signature, text = _spelled_out(_dedented_fields(text))
    documented = _read(text)
    if signature is None:
        return documented
    return Documented(
        documented.body,
        documented.parameters,
        documented.returns,
        documented.returns_type,
        signature,
    )


def _dedented_fields(text: str) -> str:
    """The text with a field list that is indented as a whole at the margin."""
    found = re.search(r"^([ \t]+):(?:param|keyword|type|returns?|rtype)\b", text, re.MULTILINE)
    if not found or _FIELD.search(text):
        return text
    return re.sub(rf"^{found[1]}", "", text, flags=re.MULTILINE)


def _read(text: str) -> Documented:
    # The style is the one that says the most; a few docstrings quote others.
    counts = {
        _read_fields: len(_FIELD.findall(text)),
        _read_epydoc: len(_EPYDOC.findall(text)),
        _read_numpy: 2 * len(_NUMPY.findall(text)),
        _read_google: 2 * len(_GOOGLE.findall(text)),
    }
    best = max(counts, key=lambda reader: counts[reader])
    return best(text) if counts[best] else Documented(body=text)


def own_docstring(thing: Any) -> str:
    """The docstring of this very object: none that it inherits, or that Python made for it."""
    text = getattr(thing, "__doc__", None)
    if not isinstance(text, str):
        return ""
    if isinstance(thing, type):
        text = thing.__dict__.get("__doc__")
        made = f"{thing.__name__}("
        if not isinstance(text, str) or text.startswith(made) or text == "An enumeration.":
            return ""
    if getattr(thing, "__module__", "") == "functools" or text.startswith("partial(func"):
        return ""
    return text[:MAX_DOCSTRING]


def paragraph_parameters(body: str, names: typing.Container[str]) -> dict[str, str]:
    """Paragraphs that begin with a parameter's name in double backticks and speak of it."""
    found: dict[str, str] = {}
    for paragraph in re.split(r"\n\s*\n", body):
        match = _PARAGRAPH_NAME.match(paragraph.strip())
        if match and match[1] in names and match[1] not in found:
            found[match[1]] = inspect.cleandoc(match[2])
    return found


# Fields: reST and Epydoc ------------------------------------------------------------------------


def _read_fields(text: str) -> Documented:
    """Reads reST fields.

    The field list is brought into the form that `docstring-parser` takes: it stops at types of
    several words, at lines that begin with a role, and it takes all that follows a field for
    part of it.
    """
    from docstring_parser import DocstringStyle, ParseError, parse

    matches = list(_FIELD.finditer(text))
    body = [text[: matches[0].start()]]
    types: dict[str, str] = {}
    fields: list[str] = []
    required: set[str] = set()
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        content, rest = _of_the_field(text[match.end() : end])
        body.append(rest)
        kind, argument = match[1], " ".join(match[2].split())
        *words, name = argument.split() or [""]
        name = name.strip("*`~")
        if kind in _PARAMETER_FIELDS and name.isidentifier():
            if words:
                types.setdefault(name, " ".join(words))
            if _REQUIRED.search(content):
                required.add(name)
            written = _TYPE_LINE.match(content)
            if written:
                types.setdefault(name, written[1] + (written[2] or ""))
                content = content[written.end() :]
            fields.append(f":param {name}: {content}")
        elif kind in _TYPE_FIELDS and name.isidentifier():
            types[name] = " ".join(content.split())
        elif kind in ("return", "returns"):
            fields.append(f":returns: {content}")
        elif kind in ("rtype", "returntype"):
            fields.append(f":rtype: {' '.join(content.split())}")
    try:
        parsed = parse("\n".join(fields), style=DocstringStyle.REST)
    except ParseError:
        return Documented(body="\n\n".join(body))
    return _documented("\n\n".join(body), parsed, types, required)


def _of_the_field(text: str) -> tuple[str, str]:
    """The text of a field with its lines indented, and what stands below it and is none of it."""
    lines = text.strip("\n").split("\n")
    own = [lines[0].strip()]
    for index, line in enumerate(lines[1:], 1):
        if line and not line[0].isspace() and not lines[index - 1].strip():
            return "\n".join(own), "\n".join(lines[index:])
        own.append(f"    {line}" if line.strip() else "")
    return "\n".join(own), ""


def _read_epydoc(text: str) -> Documented:
    from docstring_parser import DocstringStyle, ParseError, parse

    try:
        parsed = parse(text, style=DocstringStyle.EPYDOC)
    except ParseError:
        return Documented(body=text[: _start(_EPYDOC, text)])
    body = "\n\n".join(filter(None, [parsed.short_description, parsed.long_description]))
    return _documented(body, parsed, {}, set())


# Sections: NumPy and Google ---------------------------------------------------------------------


def _read_numpy(text: str) -> Documented:
    from docstring_parser import DocstringStyle, ParseError, parse

    text = re.sub(
        r"^Keyword Arguments\n-{3,}", "Other Parameters\n----------------", text, flags=re.M
    )
    try:
        parsed = parse(text, style=DocstringStyle.NUMPYDOC)
    except ParseError:
        return Documented(body=text[: _start(_NUMPY, text)])
    body = text[: _start(_NUMPY, text)]
    return _documented(body, parsed, {}, set())


def _read_google(text: str) -> Documented:
    from docstring_parser import ParseError
    from docstring_parser.google import DEFAULT_SECTIONS, GoogleParser, Section, SectionType

    more = [
        Section(title, "keyword", SectionType.MULTIPLE)
        for title in _GOOGLE_TITLES.split("|")
        if title not in {section.title for section in DEFAULT_SECTIONS} and title != "Return"
    ]
    returns = Section("Return", "returns", SectionType.SINGULAR_OR_MULTIPLE)
    parser = GoogleParser([*DEFAULT_SECTIONS, *more, returns])
    parsed = _Parsed()
    matches = list(_GOOGLE.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        section = text[match.start() : following.start() if following else len(text)]
        section = _LISTED.sub(r"\1\2: ", section)
        try:
            # One by one, so that an empty section takes no other with it; the parser takes a
            # title for one only below a first line.
            found = parser.parse(f"-\n\n{_flush(section)}")
        except (ParseError, ValueError, IndexError):
            continue
        parsed.params += found.params
        parsed.returns = parsed.returns or found.returns
    return _documented(text[: matches[0].start()], parsed, {}, set())


@dataclass(slots=True)
class _Parsed:
    """What `docstring-parser` found in several sections."""

    params: list[Any] = field(default_factory=list)
    returns: Any = None


def _flush(text: str) -> str:
    """The text without the blank lines below the titles, which end their sections early."""
    return re.sub(rf"^((?:{_GOOGLE_TITLES}):)[ \t]*\n(?:[ \t]*\n)+", r"\1\n", text, flags=re.M)


def _start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def _documented(body: str, parsed: Any, types: dict[str, str], required: set[str]) -> Documented:
    parameters: dict[str, DocumentedParameter] = {}
    for item in parsed.params:
        for name in (part.strip("*`: ") for part in item.arg_name.split(",")):
            if not name.isidentifier() or name in parameters:
                continue
            written = " ".join((types.get(name) or item.type_name or "").split())
            text = item.description or ""
            parameters[name] = DocumentedParameter(
                name,
                text,
                written,
                name in required
                or bool(re.search(r"\brequired\b", written, re.IGNORECASE))
                or bool(_REQUIRED.search(text)),
            )
    returns = parsed.returns
    text = (returns.description or "").strip() if returns else ""
    kind = " ".join((returns.type_name or "").split()) if returns else ""
    if not kind and re.fullmatch(r"\([^()\n]+\)\.?|[\w.\[\], ]*[A-Z\]]\w*|\w+", text):
        # A type alone, where a sentence should be.
        text, kind = "", text.strip("(). ")
    first, _, below = text.partition("\n")
    if re.fullmatch(r"[A-Z]\w+", first) and below:
        # A class, and a sentence below it.
        text, kind = below.strip(), kind or first
    return Documented(body, parameters, text, kind)


# A signature in the first line ------------------------------------------------------------------


def _spelled_out(text: str) -> tuple[tuple[tuple[str, Kind, bool], ...] | None, str]:
    """The signature that a docstring begins with, and the text below it."""
    first, _, rest = text.partition("\n")
    found = _FIRST_LINE.match(first)
    if not found:
        return None, text
    optional = _in_brackets(found[2])
    plain = found[2].replace("[", "").replace("]", "")
    arguments = ", ".join(
        f"{part.strip()}=None" if part.strip() in optional else part for part in plain.split(",")
    )
    try:
        node = ast.parse(f"def {found[1]}({arguments}): ...").body[0]
    except (SyntaxError, ValueError):
        return None, text
    if not isinstance(node, ast.FunctionDef):
        return None, text
    return tuple(_spelled_parameters(node.args, optional)), rest.strip("\n")


def _in_brackets(arguments: str) -> set[str]:
    """The names that stand in square brackets, which are optional."""
    names: set[str] = set()
    depth = 0
    for token in re.findall(r"[\[\]]|\w+", arguments):
        if token == "[":
            depth += 1
        elif token == "]":
            depth -= 1
        elif depth:
            names.add(token)
    return names


def _spelled_parameters(
    arguments: ast.arguments, optional: set[str]
) -> typing.Iterator[tuple[str, Kind, bool]]:
    plain = [*arguments.posonlyargs, *arguments.args]
    without = len(plain) - len(arguments.defaults)
    for index, argument in enumerate(plain):
        if argument.arg in ("self", "cls") and not index:
            continue
        kind = Kind.POSITIONAL if argument in arguments.posonlyargs else Kind.EITHER
        yield argument.arg, kind, index < without and argument.arg not in optional
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield argument.arg, Kind.KEYWORD, default is None and argument.arg not in optional
