"""Makes a kwarg of a member of a request: its type, its docs, whether it is a secret."""

from __future__ import annotations

from taskgen.model.boto import Member
from taskgen.model.task import Given, Kwarg
from taskgen.naming import words
from taskgen.sources.botocore.customizations import NO_SAMPLE
from taskgen.sources.botocore.docs import listed_values, sentences
from taskgen.sources.botocore.members import shape_at
from taskgen.sources.botocore.samples import sample
from taskgen.sources.botocore.secrets import is_secret
from taskgen.sources.botocore.service import Operation, Shape
from taskgen.text import Code, Identifier, Prose, one_of, prose

_DOC_BUDGET = 320
"""Characters of a member's documentation that a docstring item takes up."""

_MOST_VALUES = 10
"""Values of an enum that a docstring item lists; of longer ones the SDK's documentation has all."""

_SCALARS = {
    "string": "str",
    "character": "str",
    "integer": "int",
    "long": "int",
    "float": "float",
    "double": "float",
    "boolean": "bool",
    "blob": "bytes",
    "timestamp": "datetime",
    "structure": "dict",
}


def kwarg_for(operation: Operation, path: Member, name: Identifier) -> Kwarg:
    """The kwarg that fills this member, which the request must have.

    A member that may hold an idempotency token is never required: boto3 makes one.
    """
    shape = shape_at(operation.input, path)
    assert shape is not None, path
    required = _is_required(operation.input, path)
    secret = is_secret(shape, path[-1], name)
    untested = (operation.service.name, path[0]) in NO_SAMPLE
    return Kwarg(
        name=name,
        type=annotation(shape),
        doc=documentation(shape, path[-1]),
        member=path,
        required=required and not shape.trait("idempotencyToken"),
        secret=secret,
        given=Given.RUN if secret else Given.BOTH,
        sample=None if untested else sample(shape, name),
    )


def _is_required(shape: Shape | None, path: Member) -> bool:
    """Whether every request must have the member: it is required, and so is what it is in."""
    for name in path:
        if shape is None or name not in shape.required:
            return False
        shape = shape.member(name)
    return True


def annotation(shape: Shape) -> Code:
    """The annotation of a value of this shape, as Python 3.7 spells it."""
    if shape.is_document:
        return Code("Any")
    if shape.is_json:
        return Code("dict")
    if shape.type == "list":
        return Code(f"List[{_item(shape.part('member'))}]")
    if shape.type == "map":
        return Code(f"Dict[{_item(shape.part('key'))}, {_item(shape.part('value'))}]")
    return Code(_SCALARS[shape.type])


def _item(shape: Shape) -> str:
    if shape.is_document:
        return "Any"
    return {"list": "list", "map": "dict"}.get(shape.type) or _SCALARS[shape.type]


def _said_by_its_name(member: str) -> str:
    return f"The {' '.join(word if word.isupper() else word.lower() for word in words(member))}."


def documentation(shape: Shape, member: str) -> Prose:
    """What a docstring's item says of a member: its first sentences, and its values if few."""
    html = shape.documentation
    text = " ".join(sentences(html, _DOC_BUDGET)) or _said_by_its_name(member)
    values = shape.enum or (listed_values(html) if shape.type == "string" else [])
    if values and len(values) <= _MOST_VALUES and not all(value in text for value in values):
        # In Python `None` is something else than the text.
        named = [repr(value) if value in ("None", "True", "False") else value for value in values]
        shown = one_of(f"`{value}`" for value in named)
        text += f" One of {shown}." if len(values) > 1 else f" The only value is {shown}."
        return prose(text)
    return Prose(text)
