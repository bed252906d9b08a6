"""Values that a schema accepts, for tests and examples: small, readable, always the same."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from taskgen.credentials import looks_like_credential
from taskgen.naming import kebab, singular
from taskgen.sources.openapi.schemas import Schema
from taskgen.text import Value

_MOST_ITEMS = 20
_LONGEST = 200
"""Sizes beyond which a minimum is no longer met; a document may ask for anything."""

_DEEPEST = 12
"""Objects and lists in each other."""

_MOST_SHOWN = 120
"""Characters of an example that are still small and readable."""

_FORMATS: dict[str, str] = {
    "date": "2024-01-01",
    "date-time": "2024-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "duration": "P1D",
    "uuid": "00000000-0000-4000-8000-000000000001",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "uri": "https://example.com/path",
    "url": "https://example.com/path",
    "iri": "https://example.com/path",
    "uri-reference": "/path",
    "uri-template": "/path",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "dGV4dA==",
    "base64": "dGV4dA==",
    "regex": ".*",
    "json-pointer": "/path",
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


class _EndlessError(Exception):
    """A schema needs itself, again and again."""


def sample(
    schema: Schema, name: str, examples: Sequence[Any] = (), answered: bool = False
) -> Value:
    """A value that the schema accepts, as far as can be seen; None where no value is finite.

    What looks like a real credential is none, whoever shows it.

    Args:
        schema: what the value is for.
        name: the name it is for, which texts are made of.
        examples: values that the document shows; the first that fits is taken.
        answered: whether the API says it, and not who calls the API.
    """
    shown: list[Value] = [*examples, schema.raw("example")]
    several = schema.raw("examples")
    shown += several if isinstance(several, list) else []
    shown.append(schema.raw("default"))
    for value in shown:
        if value is not None and _is_small(value) and fits(schema, value):
            return value
    try:
        return _Maker(answered).made(schema, name)
    except _EndlessError:
        return None


def fits(schema: Schema, value: Any, depth: int = 0) -> bool:
    """Whether a value is of the schema's type and among its values, and so is what is in it."""
    if schema.is_binary:
        return isinstance(value, bytes)
    if schema.enum and value not in schema.enum:
        return False
    kinds = schema.types
    if kinds and not any(_is_of(kind, value) for kind in kinds):
        return False
    if isinstance(value, str):
        return _text_fits(schema, value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        least, most = _range(schema)
        return least <= value <= most
    if depth > 5:
        return False
    if isinstance(value, list):
        item = schema.item()
        enough = len(value) >= (schema.number("minItems") or 0)
        return enough and (item is None or all(fits(item, each, depth + 1) for each in value))
    if isinstance(value, dict):
        properties = schema.properties()
        if not set(schema.required) <= set(value):
            return False
        return all(
            name not in properties or fits(properties[name], inner, depth + 1)
            for name, inner in value.items()
        )
    return True


def _is_of(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES.get(kind, ()))


def _text_fits(schema: Schema, value: str) -> bool:
    if (
        not (schema.number("minLength") or 0)
        <= len(value)
        <= (schema.number("maxLength") or math.inf)
    ):
        return False
    pattern = schema.text("pattern")
    if pattern and _matching(pattern, value) != value:
        return False
    kind = schema.text("format")
    if kind in ("date", "date-time"):
        return (
            re.match(r"\d{4}-\d\d-\d\d" + (r"T\S+" if "time" in kind else r"\Z"), value) is not None
        )
    if kind in ("uri", "url"):
        return re.match(r"https?://[^\s/]+", value) is not None
    if kind == "uuid":
        return (
            re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value) is not None
        )
    return True


def _is_small(value: Any) -> bool:
    text = str(value)
    plain = text.isprintable() and "\\" not in text
    return len(text) <= _MOST_SHOWN and plain and not looks_like_credential(text)


def _range(schema: Schema) -> tuple[float, float]:
    """The least and the most that a number may be."""
    least, most = schema.number("minimum"), schema.number("maximum")
    # Where a bound is excluded, OpenAPI 3.0 says true and 3.1 says the bound.
    step = 1 if "integer" in schema.types else 1e-3
    for key, sign in (("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        said, bound = schema.raw(key), schema.number(key)
        if sign > 0:
            if said is True and least is not None:
                least += step
            elif bound is not None:
                least = bound + step
        elif said is True and most is not None:
            most -= step
        elif bound is not None:
            most = bound - step
    return (-math.inf if least is None else least), (math.inf if most is None else most)


class _Maker:
    """Makes one sample; schemas may lead back to themselves, and offer many ways to do so."""

    def __init__(self, answered: bool) -> None:
        self.left_out = "writeOnly" if answered else "readOnly"
        self.around: set[Any] = set()
        """The schemas that are being made."""
        self.endless: set[Any] = set()
        """Those that have been found to lead back to what is around them."""

    def made(self, schema: Schema, name: str) -> Value:
        if schema.is_binary:
            return b"content"
        if schema.enum:
            return schema.enum[0]
        kinds = schema.types
        kind = kinds[0] if kinds else "object"
        if kind not in ("array", "object"):
            return _scalar(schema, kind, name)
        key = schema.key
        if key and (key in self.around or key in self.endless or len(self.around) > _DEEPEST):
            raise _EndlessError
        self.around.add(key)
        try:
            return self.container(schema, kind, name)
        except _EndlessError:
            self.endless.add(key)
            raise
        finally:
            self.around.discard(key)

    def container(self, schema: Schema, kind: str, name: str) -> Value:
        options = schema.alternatives()
        if not options:
            return self.list(schema, name) if kind == "array" else self.object(schema)
        for option in options:
            try:
                value = self.made(option, name)
                if isinstance(value, dict):
                    # What an alternative asks for may be described outside of it.
                    value = {**value, **self.object(Schema((*schema.parts, *option.parts)))}
            except _EndlessError:
                continue
            return value
        raise _EndlessError

    def inside(self, schema: Schema, name: str) -> Value:
        """The sample of what is inside another schema."""
        for key in ("example", "default"):
            value: Value = schema.raw(key)
            if value is not None and _is_small(value) and fits(schema, value):
                return value
        return self.made(schema, name)

    def list(self, schema: Schema, name: str) -> Value:
        least = int(schema.number("minItems") or 0)
        item = schema.item()
        try:
            made = self.inside(item, singular(name)) if item else singular(kebab(name)) or "item"
        except _EndlessError:
            if least:
                raise
            return []
        if schema.flag("uniqueItems") and least > 1:
            return [_varied(made, number, item) for number in range(min(least, _MOST_ITEMS))]
        return [made] * min(max(least, 1), _MOST_ITEMS)

    def object(self, schema: Schema) -> dict[str, Value]:
        properties = schema.properties()
        made: dict[str, Value] = {}
        for name in dict.fromkeys(schema.required):
            inner = properties.get(name)
            if inner is None:
                made[name] = kebab(name)
            elif not inner.flag(self.left_out):
                made[name] = self.inside(inner, name)
        if properties and not made:
            # An object with something in it shows more than an empty one.
            for name, inner in properties.items():
                plain = inner.types and not {"array", "object"} & set(inner.types)
                if plain and not (inner.flag(self.left_out) or inner.flag("deprecated")):
                    return {name: self.inside(inner, name)}
        if properties:
            return made
        value = schema.value()
        try:
            made.setdefault("key", self.inside(value, "value") if value else "value")
        except _EndlessError:
            return made
        return made


def _scalar(schema: Schema, kind: str, name: str) -> Value:
    match kind:
        case "boolean":
            return True
        case "integer" | "number":
            return _number(schema, kind)
        case _:
            return _text(schema, name)


def _number(schema: Schema, kind: str) -> int | float:
    least, most = _range(schema)
    value: float = 1 if least <= 1 <= most else least if least > 1 else most
    multiple = schema.number("multipleOf")
    if multiple and value % multiple:
        value = math.ceil(value / multiple) * multiple
    if kind == "integer":
        return math.ceil(value)
    return float(value)


def _varied(value: Value, number: int, item: Schema | None) -> Value:
    if item is not None and item.enum:
        return item.enum[number % len(item.enum)]
    if isinstance(value, str):
        return f"{value}-{number}" if number else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value + number
    return value


def _text(schema: Schema, name: str) -> str:
    kind = schema.text("format")
    plain = kebab(name)
    if kind in _FORMATS:
        text = _FORMATS[kind]
    elif plain.endswith(("-url", "-uri")) or plain in ("url", "uri"):
        text = "https://example.com/path"
    elif plain.endswith(("-id", "-name")):
        text = f"my-{plain.rpartition('-')[0]}"
    else:
        text = plain or "text"
    pattern = schema.text("pattern")
    return _of_length(schema, _matching(pattern, text) if pattern else text)


def _of_length(schema: Schema, text: str) -> str:
    least = min(int(schema.number("minLength") or 0), _LONGEST)
    most = schema.number("maxLength")
    text = text.ljust(least, "x")
    if most is not None and 0 < most < len(text):
        text = text[: int(most)].rstrip("-") or "x"
        text = text.ljust(least, "x")
    return text


@lru_cache(maxsize=512)
def _matching(pattern: str, text: str) -> str:
    """The text in a form that the pattern allows, or as it is where no simple form will do."""
    import jsonschema_rs

    try:
        # This engine takes time in proportion to the text, whatever the pattern is.
        allowed = jsonschema_rs.validator_for(
            {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except ValueError:
        return text
    plain = text.replace("-", "")
    forms = [text, text.replace("-", "_"), plain, text.upper(), plain.upper(), plain.title()]
    forms += [f"/{text}", f"{text}/", "1", "12", "123", "1234", "12345678", "123456789012"]
    forms += ["a1", "A1", "a" * 8, "A" * 8, "a" * 24, "a" * 32, "0" * 32, "a" * 40, "a" * 64]
    forms += [
        "1.0",
        "1.2.3",
        "v1",
        "1h",
        "10m",
        "#ffffff",
        "en",
        "US",
        "en-US",
        "USD",
        "a.b",
        "a/b",
    ]
    forms += [
        "2024-01-01",
        "12:00",
        "00:00:00:00:00:00",
        "192.0.2.0/24",
        "+15555550100",
        *(_FORMATS.values()),
    ]
    return next((form for form in forms if allowed.is_valid(form)), text)
