"""Makes a kwarg of a parameter or of a body's member: its type, docs, whether it is secret."""

from __future__ import annotations

import re
from dataclasses import replace

from taskgen.conventions import grants_access, names_a_secret
from taskgen.model.task import Given, Kwarg
from taskgen.naming import kebab, words
from taskgen.sources.openapi.docs import sentences
from taskgen.sources.openapi.operations import Part
from taskgen.sources.openapi.samples import fits, sample
from taskgen.sources.openapi.schemas import Schema, annotation
from taskgen.text import Identifier, Prose, Value, one_of, prose

_DOC_BUDGET = 320
"""Characters of a member's documentation that a docstring item takes up."""

_LONGEST_VALUE = 60
"""Characters of a value that docs show."""

_DEFAULTS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
}
_NUMBERS = re.compile(r"(^|_)(t?otp|cvv|cvc|mfa_code|card_number)$")
"""Names of secrets that may be numbers; a `pin` may be one of hardware."""

_SESSIONS = re.compile(r"(^|_)(session|sess|sid)(_|$)|sess(ion)?_?id$")
"""Cookies that let in who has them; elsewhere it is a `session_id` alone."""

_FEWEST_LETTERS = 3
"""Of a name that is a word."""

_SHORT_SECRET = 8
"""Characters of a text that may be a part of any other."""

_MOST_VALUES = 10
"""Values of an enum that a docstring item lists."""


def kwarg_for(part: Part, name: Identifier) -> Kwarg:
    """The kwarg for a parameter or for a member of a body.

    What is required and has a default in the document is given it, since nobody has to say it.
    """
    schema = part.schema
    kind = annotation(schema)
    secret = is_secret(part, name)
    default: Value = None
    if part.required and not secret:
        default = _default(schema)
    made = Kwarg(
        name=name,
        type=kind,
        doc=_doc(part, default is None),
        member=part.member,
        required=part.required,
        secret=secret,
        given=Given.RUN if secret else Given.BOTH,
        default=default,
        sample=_sample(part, name, () if secret else part.examples),
    )
    return replace(made, sample=sample_of_secret(made)) if secret else made


def sample_of_secret(kwarg: Kwarg) -> Value:
    """The sample of a secret, which is nowhere else in what a test looks through."""
    whole = isinstance(kwarg.sample, int) and not isinstance(kwarg.sample, bool)
    if whole or isinstance(kwarg.sample, float):
        return 730_591_826_404 if whole else 7_305_918.264
    short = isinstance(kwarg.sample, str) and len(kwarg.sample) < _SHORT_SECRET
    return f"{kebab(kwarg.name)}-secret" if short else kwarg.sample


def _sample(part: Part, name: Identifier, examples: tuple[Value, ...]) -> Value:
    made = sample(part.schema, name, examples)
    if isinstance(made, dict) and part.member[0] != "body" and not part.schema.types:
        # A parameter of which nothing is said is a text in the end.
        return kebab(name)
    if made is None and part.required:
        # It leads back to itself without an end, and there has to be something.
        return [] if part.schema.types[:1] == ["array"] else {}
    return made


def is_secret(part: Part, name: str) -> bool:
    """Whether a kwarg holds a secret: text, or an object of it, marked or named as a credential."""
    if part.schema.types == ["integer"]:
        return bool(_NUMBERS.search(name))
    if part.schema.types not in (["string"], ["object"], []) or part.schema.enum:
        return False
    where = part.member[0]
    if name == "session_id" or (where == "cookie" and _SESSIONS.search(name)):
        return True
    if part.schema.text("format") == "password":
        return True
    if where in ("header", "cookie") and name == "authorization":
        return True
    if name == "token":
        return grants_access(_doc(part, True))
    return names_a_secret(name)


def constant_of(part: Part) -> Value:
    """The value that a required parameter always has, if the document allows only one."""
    if (
        part.required
        and len(part.schema.enum) == 1
        and isinstance(part.schema.enum[0], (str, int, float))
    ):
        return part.schema.enum[0]
    return None


def _default(schema: Schema) -> Value:
    value: Value = schema.raw("default")
    if not isinstance(value, _DEFAULTS.get(annotation(schema), ())):
        return None
    if isinstance(value, bool) and annotation(schema) != "bool":
        return None
    if isinstance(value, str) and ("\\" in value or not value.isprintable() or len(value) > 60):
        return None
    return value


def _said_by_its_name(part: Part) -> str:
    """What the name says: of a header and a cookie it is no words, nor is it of a letter or two."""
    where, name = part.member[0], part.name
    if re.fullmatch(r"[\w.$-]+", name, re.ASCII):
        if where in ("header", "cookie"):
            return f"The {where} `{name}`."
        if len(name) < _FEWEST_LETTERS:
            return f"The {'member' if where == 'body' else 'parameter'} `{name}`."
    return f"The {' '.join(word if word.isupper() else word.lower() for word in words(name))}."


def _doc(part: Part, default_is_of_the_api: bool) -> Prose:
    text = " ".join(sentences(part.documentation, _DOC_BUDGET))
    if not text:
        text = "The body of the request." if part.member == ("body",) else ""
        text = text or _said_by_its_name(part)
    said = [text, _values_doc(part.schema, text)]
    if default_is_of_the_api:
        said.append(_default_doc(part.schema, part.documentation))
    return prose(" ".join(filter(None, said)))


def _values_doc(schema: Schema, text: str) -> str:
    """A sentence on the values that are allowed, where the text does not name them all."""
    for each, lead in ((schema, "One of"), (schema.item(), "Each is one of")):
        values = [_shown(value) for value in each.enum] if each else []
        if each is None or "boolean" in each.types or not 1 < len(values) <= _MOST_VALUES:
            continue
        if all(values) and not all(_is_named(value, text) for value in values):
            return f"{lead} {one_of(f'`{value}`' for value in values)}."
    return ""


def _default_doc(schema: Schema, documentation: str) -> str:
    """A sentence on what the API takes where nothing is sent, where the text does not tell it."""
    value = _shown(schema.raw("default"))
    if not value or "default" in documentation.lower() or not fits(schema, schema.raw("default")):
        return ""
    return f"By default, the API takes `{value}`."


def _shown(value: Value) -> str:
    """A plain value as docs show it, or nothing where there is nothing to be shown."""
    if not isinstance(value, (str, int, float)):
        return ""
    text = str(value)
    plain = text.isprintable() and not set(text) & set('`<>{}\\"') and text == text.strip()
    return text if plain and len(text) <= _LONGEST_VALUE else ""


def _is_named(value: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
