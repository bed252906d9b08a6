"""The types that a spec may give a kwarg: a small part of Python's annotations."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import datetime

from taskgen.text import Code, Value

MAX_LENGTH = 200

_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "bytes": (bytes,),
    "dict": (dict,),
    "list": (list,),
    "datetime": (datetime,),
    "Any": (object,),
}
_GENERIC = {"List": "one type", "Dict": "two types", "Union": "two types or more"}
_SPELLINGS = {"list": "List", "dict": "Dict"}

GRAMMAR = ", ".join([f"`{name}`" for name in _TYPES] + ["`List[...]`", "`Dict[..., ...]`"])
GRAMMAR += " and `Union[..., ...]`"
"""The types, for messages and docs."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type: a name, and what is in its brackets."""

    name: str
    arguments: tuple[Annotation, ...] = ()

    @property
    def code(self) -> Code:
        """The annotation as Python 3.7 takes it."""
        if not self.arguments:
            return Code(self.name)
        return Code(f"{self.name}[{', '.join(argument.code for argument in self.arguments)}]")


def parse(text: str) -> Annotation:
    """The annotation that the text is; however it is spelled, equal ones have the same `code`.

    Raises:
        ValueError: it is none that is understood, with the reason.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a type has at most {MAX_LENGTH} characters")
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError("it is not a Python expression") from None
    return _annotation(node)


def _annotation(node: ast.expr) -> Annotation:
    if isinstance(node, ast.Name):
        name = node.id.lower() if node.id in ("List", "Dict") else node.id
        if name not in _TYPES:
            raise ValueError(_unknown(node.id))
        return Annotation(name)
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        raise ValueError("a type is a name, or a name with types in brackets")
    name = _SPELLINGS.get(node.value.id, node.value.id)
    if name not in _GENERIC:
        raise ValueError(_unknown(node.value.id))
    nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    arguments = tuple(map(_annotation, nodes))
    if name == "Union" and len(arguments) > 1:
        return _union(arguments)
    if len(arguments) != {"List": 1, "Dict": 2}.get(name):
        raise ValueError(f"`{name}` has {_GENERIC[name]} in its brackets")
    return Annotation(name, arguments)


def _union(members: tuple[Annotation, ...]) -> Annotation:
    flat: dict[Annotation, None] = {}
    for member in members:
        flat.update(dict.fromkeys(member.arguments if member.name == "Union" else [member]))
    return Annotation("Union", tuple(flat)) if len(flat) > 1 else next(iter(flat))


def _unknown(name: str) -> str:
    if name in ("Optional", "None"):
        return f"leave `{name}` out, for a kwarg that is not `required` may be None anyway"
    return f"`{name[:40]}` is none of the types that are understood"


def fit(annotation: Annotation, value: Value) -> Value:
    """The value, as it is or with text as the bytes that the annotation asks for.

    Raises:
        ValueError: it is not of that type.
    """
    if annotation.name == "Union":
        return _fit_one(annotation.arguments, value)
    if annotation.name == "List" and isinstance(value, list):
        return [fit(annotation.arguments[0], item) for item in value]
    if annotation.name == "Dict" and isinstance(value, dict):
        key, item = annotation.arguments
        for name in value:
            if fit(key, name) != name:
                raise ValueError
        return {name: fit(item, inner) for name, inner in value.items()}
    if annotation.name == "bytes" and isinstance(value, str):
        return value.encode()
    wanted = _TYPES.get(annotation.name, ())
    if not isinstance(value, wanted) or (isinstance(value, bool) and int in wanted):
        raise ValueError
    return value


def _fit_one(members: tuple[Annotation, ...], value: Value) -> Value:
    fitting = []
    for member in members:
        try:
            fitting.append(fit(member, value))
        except ValueError:
            continue
    if not fitting:
        raise ValueError
    # Text stays text in a union of text and bytes.
    return value if value in fitting else fitting[0]
