"""Makes a kwarg of a parameter or of a body's member: its type, docs, whether it is secret."""

from __future__ import annotations

from taskgen.conventions import names_a_secret
from taskgen.model.task import Given, Kwarg
from taskgen.naming import words
from taskgen.sources.openapi.docs import sentences
from taskgen.sources.openapi.operations import Part
from taskgen.sources.openapi.samples import sample
from taskgen.sources.openapi.schemas import Schema, annotation
from taskgen.text import Identifier, Prose, Value, one_of, prose

_DOC_BUDGET = 320
"""Characters of a member's documentation that a docstring item takes up."""

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
    return Kwarg(
        name=name,
        type=kind,
        doc=_doc(part),
        member=part.member,
        required=part.required,
        secret=secret,
        given=Given.RUN if secret else Given.BOTH,
        default=default,
        sample=sample(schema, name, () if secret else part.examples),
    )


def is_secret(part: Part, name: str) -> bool:
    """Whether a kwarg holds a secret: text, or an object of it, marked or named as a credential."""
    if part.schema.types not in (["string"], ["object"], []) or part.schema.enum:
        return False
    if part.schema.text("format") == "password":
        return True
    if part.member[0] in ("header", "cookie") and name == "authorization":
        return True
    return names_a_secret(name) and name != "token"


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
    value = schema.raw("default")
    kinds = {"str": str, "int": int, "float": (int, float), "bool": bool}
    wanted = kinds.get(annotation(schema))
    if wanted is None or not isinstance(value, wanted):  # type: ignore[arg-type]
        return None
    if isinstance(value, bool) and annotation(schema) != "bool":
        return None
    if isinstance(value, str) and ("\\" in value or not value.isprintable() or len(value) > 60):
        return None
    return value  # type: ignore[no-any-return]


def _said_by_its_name(name: str) -> str:
    return f"The {' '.join(word if word.isupper() else word.lower() for word in words(name))}."


def _doc(part: Part) -> Prose:
    text = " ".join(sentences(part.documentation, _DOC_BUDGET))
    if not text:
        text = "The body of the request." if part.member == ("body",) else ""
        text = text or _said_by_its_name(part.name)
    item = part.schema.item()
    for schema, lead in ((part.schema, "One of"), (item, "Each is one of")):
        values = [str(value) for value in schema.enum] if schema else []
        if 1 < len(values) <= _MOST_VALUES and not all(value in text for value in values):
            shown = one_of(f"`{value}`" for value in values)
            return prose(f"{text} {lead} {shown}.")
    return prose(text)
