"""An operation as plain data: what goes into its request, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taskgen.model.http import Answer, Body, Style
from taskgen.problems import Problem, TaskgenError, readable
from taskgen.sources.openapi.document import Document, Found
from taskgen.sources.openapi.node import Node
from taskgen.sources.openapi.schemas import ANY, Schema, schema_of

_IGNORED_HEADERS = frozenset(
    {"accept", "content-type"}
    | {"accept-encoding", "connection", "content-length", "host", "transfer-encoding"}
)
"""Headers that OpenAPI says elsewhere, and those that `requests` sets by itself."""

_WITHOUT_BODY = ("get", "head", "delete", "options", "trace")
"""Methods whose requests have a body only where the document insists."""

_LEAVE_OUT = "Leave the operation out: name those that you want, with `--operation` or in a spec."
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What HTTP takes for the name of a header, and so do those who read cookies."""
_COLLECTIONS = {"csv": Style.COMMA, "ssv": Style.SPACE, "tsv": Style.SPACE, "pipes": Style.PIPE}
_DELIMITED = {"spaceDelimited": Style.SPACE, "pipeDelimited": Style.PIPE}


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, or a member of a body: something that becomes a kwarg."""

    member: tuple[str, ...]
    """Where it goes; see `taskgen.model.http`."""
    schema: Schema
    style: Style
    required: bool
    deprecated: bool
    documentation: str
    examples: tuple[Any, ...]
    node: Node
    """Where the document has it."""

    @property
    def name(self) -> str:
        """As the document has it."""
        return self.member[-1]


@dataclass(frozen=True, slots=True)
class RequestBody:
    """What a request carries."""

    kind: Body
    content_type: str
    required: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """What comes back if all is well."""

    answer: Answer
    content_type: str
    schema: Schema
    documentation: str
    may_be_empty: bool
    examples: tuple[Any, ...]
    redirected: bool = False
    """Whether it is what the URL has that the API tells."""


NO_RESPONSE = Response(Answer.NOTHING, "", ANY, "", False, ())
MOST_MEMBERS = 60
"""Members of a body that are kwargs each; of more, all are one."""


class Reader:
    """Reads operations of one document; what is wrong with them is added to `problems`."""

    def __init__(self, document: Document, problems: list[Problem]):
        self.document = document
        self.problems = problems

    def parameters(self, found: Found) -> list[Part]:
        """The parameters of a request, of its path first and its own in their place."""
        if set("{}") & set(_IN_BRACES.sub("", found.url_path)):
            raise found.item.error(
                f"The path `{readable(found.path)}` has a brace without the other.",
                f"Write the names of parameters in braces: `/pets/{{id}}`. {_LEAVE_OUT}",
            )
        nodes: dict[tuple[str, str], Node] = {}
        for holder in (found.item, found.node):
            listed = holder.get("parameters")
            for node in listed.items(self.problems) if listed else ():
                where = node.text("in")
                key = node.text("name")
                nodes[where, key.lower() if where == "header" else key] = node
        parts = []
        for (where, name), node in nodes.items():
            if where == "header" and name in _IGNORED_HEADERS:
                continue
            if where == "path" and name in path_names(found.path.partition("#")[2]):
                # A fragment is not sent.
                continue
            if where in ("path", "query", "header", "cookie"):
                try:
                    _check_name(node, where, name, found)
                    parts.append(self._parameter(node, where))
                except TaskgenError as error:
                    self.problems += error.problems
        return [*parts, *self._not_declared(found, parts)]

    def _parameter(self, node: Node, where: str) -> Part:
        content = node.get("content")
        media = next((each for _, each in content.pairs()), None) if content else None
        if media is not None:
            schema, style = schema_of(media.at("schema")), Style.JSON
            examples = (*_examples(media), *_examples(node))
        else:
            # In Swagger 2.0 a parameter is a schema itself.
            schema = schema_of(node if self.document.version == "2.0" else node.at("schema"))
            style = self._style(node, where, schema)
            examples = _examples(node)
        return Part(
            member=(where, node.text("name")),
            schema=schema,
            style=style,
            required=where == "path" or node.flag("required"),
            deprecated=node.flag("deprecated") or schema.flag("deprecated"),
            documentation=node.text("description") or schema.text("description"),
            examples=examples,
            node=node,
        )

    def _style(self, node: Node, where: str, schema: Schema) -> Style:
        kinds = schema.types
        style = node.text("style")
        if "array" in kinds and "object" not in kinds:
            if where != "query":
                self._check_simple(node, where, style)
                return Style.COMMA
            if style != "deepObject" and _is_nested(schema):
                # OpenAPI does not say how; one text is better than the names of its keys.
                return Style.JSON
            if self.document.version == "2.0":
                format_ = node.text("collectionFormat") or "csv"
                return _COLLECTIONS.get(format_, Style.PLAIN)
            if style in _DELIMITED:
                return Style.PLAIN if node.raw("explode") is True else _DELIMITED[style]
            if style == "deepObject":
                return Style.DEEP
            return Style.COMMA if node.raw("explode") is False else Style.PLAIN
        if "object" in kinds:
            if style == "deepObject":
                return Style.DEEP
            flat = len(kinds) == 1 and not any(map(_is_nested, schema.properties().values()))
            if where == "query" and flat and node.raw("explode") is not False:
                return Style.PAIRS
            if where == "query":
                return Style.TEXT_OR_JSON if "string" in kinds else Style.JSON
            raise node.error(
                f"The parameter `{readable(node.text('name'))}` is an object in a {where}, which "
                "tasks can't send.",
                _LEAVE_OUT,
            )
        self._check_simple(node, where, style)
        return Style.FLAG if kinds == ["boolean"] else Style.PLAIN

    def _check_simple(self, node: Node, where: str, style: str) -> None:
        if where == "path" and style in ("label", "matrix"):
            raise node.error(
                f"The style `{style}` of `{readable(node.text('name'))}` is one that tasks can't "
                "send.",
                _LEAVE_OUT,
            )

    def _not_declared(self, found: Found, parts: list[Part]) -> Iterator[Part]:
        """Parameters that the path has in braces and the document forgot."""
        known = {part.name for part in parts if part.member[0] == "path"}
        for name in path_names(found.url_path):
            if name not in known:
                node = found.node
                yield Part(("path", name), ANY, Style.PLAIN, True, False, "", (), node)

    # The body ---------------------------------------------------------------------------------

    def body(self, found: Found) -> RequestBody | None:
        """What the request carries, if it carries anything."""
        if self.document.version == "2.0":
            return self._swagger_body(found)
        node = found.node.get("requestBody")
        content = node.get("content") if node else None
        offered = dict(content.pairs()) if content else {}
        if node is None or not offered:
            return None
        content_type, kind, media = _chosen(offered)
        schema = schema_of(media.at("schema"))
        if _is_json_after_all(content_type, schema):
            content_type, kind = "application/json", Body.JSON
        required = node.flag("required")
        if not required and (found.method in _WITHOUT_BODY or _is_nothing(schema)):
            return None
        documentation = node.text("description") or schema.text("description")
        examples = (*_examples(media), *_schema_examples(schema))
        encoding = media.get("encoding")
        parts = tuple(
            self._body_parts(kind, schema, required, documentation, examples, encoding, media)
        )
        return RequestBody(kind, content_type, required, parts)

    def _body_parts(
        self,
        kind: Body,
        schema: Schema,
        required: bool,
        documentation: str,
        examples: tuple[Any, ...],
        encoding: Node | None,
        node: Node,
    ) -> Iterator[Part]:
        properties = schema.properties()
        members = {name: inner for name, inner in properties.items() if not inner.flag("readOnly")}
        if members:
            # Some are asked for and not described.
            members |= {name: ANY for name in schema.required if name not in properties}
        flat = schema.types == ["object"] and 0 < len(members) <= MOST_MEMBERS
        # Which members belong together, a signature can't say.
        flat = flat and not schema.alternatives()
        if kind in (Body.TEXT, Body.BYTES) or not (flat or kind in (Body.FORM, Body.MULTIPART)):
            yield Part(
                ("body",), schema, Style.PLAIN, required, False, documentation, examples, node
            )
            return
        if not members:
            style = Style.PAIRS if kind is Body.FORM else Style.PLAIN
            yield Part(("body",), schema, style, required, False, documentation, examples, node)
            return
        needed = set(schema.required) if required else set()
        whole = next((each for each in examples if isinstance(each, dict)), {})
        for name, inner in members.items():
            how = encoding.get(name) if encoding else None
            yield Part(
                member=("body", name),
                schema=inner,
                style=_member_style(kind, inner, how),
                required=name in needed,
                deprecated=inner.flag("deprecated"),
                documentation=inner.text("description"),
                examples=(whole[name],) if name in whole else (),
                node=inner.parts[0] if inner.parts else node,
            )

    def _swagger_body(self, found: Found) -> RequestBody | None:
        listed = [
            node
            for holder in (found.item, found.node)
            if (parameters := holder.get("parameters")) is not None
            for node in parameters.items()
        ]
        types = _listed(found, self.document, "consumes")
        for node in listed:
            if node.text("in") == "body":
                schema = schema_of(node.at("schema"))
                content_type = next(
                    (each for each in types if _kind_of(each) is Body.JSON),
                    types[0] if types else "application/json",
                )
                kind = _kind_of(content_type)
                if kind in (Body.FORM, Body.MULTIPART):
                    kind, content_type = Body.JSON, "application/json"
                required = node.flag("required")
                parts = tuple(
                    self._body_parts(
                        kind, schema, required, node.text("description"), (), None, node
                    )
                )
                return RequestBody(kind, content_type, required, parts)
        fields = [node for node in listed if node.text("in") == "formData"]
        if not fields:
            return None
        files = any(node.text("type") == "file" for node in fields)
        multipart = files or types[:1] == ["multipart/form-data"]
        kind = Body.MULTIPART if multipart else Body.FORM
        parts = tuple(
            Part(
                member=("body", node.text("name")),
                schema=schema_of(node),
                style=self._field_style(node, kind),
                required=node.flag("required"),
                deprecated=False,
                documentation=node.text("description"),
                examples=_examples(node),
                node=node,
            )
            for node in fields
        )
        return RequestBody(kind, "", any(part.required for part in parts), parts)

    def _field_style(self, node: Node, kind: Body) -> Style:
        schema = schema_of(node)
        if schema.is_binary:
            return Style.FILE
        if schema.types == ["array"]:
            return _COLLECTIONS.get(node.text("collectionFormat") or "csv", Style.PLAIN)
        return Style.FLAG if schema.types == ["boolean"] else Style.PLAIN

    # The response -----------------------------------------------------------------------------

    def response(self, found: Found) -> Response:
        """What comes back if all is well: the first such answer that has a content."""
        listed = found.node.get("responses")
        answers = dict(listed.pairs()) if listed else {}
        good = [status for status in answers if status[:1] == "2"]
        good = sorted(good, key=lambda status: status.replace("X", "9").replace("x", "9"))
        nodes = [answers[status] for status in good] or [
            answers[status] for status in ("default",) if status in answers
        ]
        contents = [(node, self._content(found, node)) for node in nodes]
        some = [(node, content) for node, content in contents if content]
        redirected = any(status[:1] == "3" for status in answers)
        if found.method == "get" and redirected and not good:
            # `requests` goes where it is sent to, which no document describes.
            return Response(Answer.BYTES, "", ANY, "", False, (), redirected=True)
        if found.method == "head" or not some:
            documentation = nodes[0].text("description") if nodes else ""
            answer, content_type = self._without_content(found, good)
            return Response(answer, content_type, ANY, documentation, False, ())
        node, content = some[0]
        kinds = {each: _answer(each, schema) for each, (schema, _) in content.items()}
        content_type = min(kinds, key=lambda each: _ANSWERS.index(kinds[each]))
        schema, examples = content[content_type]
        answer = kinds[content_type]
        return Response(
            answer, content_type, schema, node.text("description"), len(some) < len(nodes), examples
        )

    def _without_content(self, found: Found, good: list[str]) -> tuple[Answer, str]:
        """What comes back where the document says nothing of it, and the content type if known."""
        if found.method == "head":
            return Answer.HEADERS, ""
        if found.method != "get" or not {"200", "2XX", "2xx"} & set(good):
            return Answer.NOTHING, ""
        # Who gets something wants to have it, so that the document has forgotten it.
        types = _listed(found, self.document, "produces")
        return (_answer(types[0], ANY), types[0]) if len(types) == 1 else (Answer.BYTES, "")

    def _content(self, found: Found, node: Node) -> dict[str, tuple[Schema, tuple[Any, ...]]]:
        """The schemas and examples of a response, by content type."""
        if self.document.version != "2.0":
            content = node.get("content")
            return {
                name: (schema_of(media.at("schema")), _examples(media))
                for name, media in (content.pairs() if content else ())
            }
        schema_node = node.at("schema")
        if schema_node is None:
            return {}
        types = _listed(found, self.document, "produces") or ["application/json"]
        shown = node.raw("examples")
        schema = schema_of(schema_node)
        return {
            each: (schema, (shown[each],) if isinstance(shown, dict) and each in shown else ())
            for each in types
        }


def _listed(found: Found, document: Document, key: str) -> list[str]:
    """The content types that Swagger 2.0 lists for an operation, or for all."""
    listed = found.node.raw(key) or document.root.raw(key) or []
    return [each for each in listed if isinstance(each, str)]


def _is_nested(schema: Schema) -> bool:
    """Whether it is a list of lists or objects, or an object."""
    item = schema.item()
    return "object" in schema.types or bool(item and {"array", "object"} & set(item.types))


def _is_nothing(schema: Schema) -> bool:
    """Whether it is an object that can't have any member."""
    return schema.raw("additionalProperties") is False and not schema.properties()


def check_field(node: Node, where: str, name: str) -> None:
    """Refuse a name that no header or no cookie has.

    Raises:
        TaskgenError: with what has it, `node`, as the place.
    """
    if where in ("header", "cookie") and not _FIELD_NAME.fullmatch(name):
        raise node.error(
            f"`{readable(name)}` is not the name of a {where}.", f"Correct it. {_LEAVE_OUT}"
        )


def _check_name(node: Node, where: str, name: str, found: Found) -> None:
    """Refuse a parameter that has no place in a request."""
    check_field(node, where, node.text("name"))
    if where == "path" and name not in path_names(found.url_path):
        raise node.error(
            f"The path `{readable(found.path)}` has no `{{{readable(name)}}}`, which a parameter "
            "is for.",
            f"Write the parameter into the path, in braces, or take it out. {_LEAVE_OUT}",
        )


def path_names(path: str) -> list[str]:
    """The names in braces in a path."""
    return [piece.partition("}")[0] for piece in path.split("{")[1:] if "}" in piece]


def _examples(node: Node) -> tuple[Any, ...]:
    """The values that a parameter or a media type shows."""
    found = [] if node.raw("example") is None else [node.raw("example")]
    several = node.get("examples")
    for _, example in several.pairs() if several else ():
        if example.raw("value") is not None:
            found.append(example.raw("value"))
    return tuple(found)


def _schema_examples(schema: Schema) -> tuple[Any, ...]:
    several = schema.raw("examples")
    found = [schema.raw("example"), *(several if isinstance(several, list) else [])]
    return tuple(each for each in found if each is not None)


def _is_json(content_type: str) -> bool:
    name = content_type.partition(";")[0].strip().lower()
    return name in ("application/json", "text/json") or name.endswith("+json")


def _is_json_after_all(content_type: str, schema: Schema) -> bool:
    """Whether it is said to be any bytes, as converters do, of which the members are known."""
    return content_type == "application/octet-stream" and schema.types in (["object"], ["array"])


def _kind_of(content_type: str) -> Body:
    name = content_type.partition(";")[0].strip().lower()
    if _is_json(name) or name in ("*/*", "application/*"):
        return Body.JSON
    if name == "application/x-www-form-urlencoded":
        return Body.FORM
    if name == "multipart/form-data":
        return Body.MULTIPART
    if name.startswith("text/") or name.endswith(("xml", "yaml", "yml", "graphql", "javascript")):
        return Body.TEXT
    return Body.BYTES


_PREFERRED = (Body.JSON, Body.FORM, Body.MULTIPART, Body.TEXT, Body.BYTES)


def _chosen(content: dict[str, Node]) -> tuple[str, Body, Node]:
    """The content type that a task sends: JSON where that is one of them and no file is sent."""
    kinds = {name: _kind_of(name) for name in content}
    # JSON holds no bytes.
    files = [
        name
        for name, media in content.items()
        if kinds[name] is Body.MULTIPART
        and any(map(_is_file, schema_of(media.at("schema")).properties().values()))
    ]
    best = min(files or content, key=lambda name: (_PREFERRED.index(kinds[name]), "+" in name))
    kind = kinds[best]
    name = "application/json" if "*" in best else best
    return name, kind, content[best]


def _is_file(schema: Schema) -> bool:
    """Whether it is a file, or several, or either of these."""
    item = schema.item()
    either = schema.alternatives()
    return (
        schema.is_binary
        or (item is not None and item.is_binary)
        or (bool(either) and all(map(_is_file, either)))
    )


def _member_style(kind: Body, schema: Schema, how: Node | None) -> Style:
    """How a member of a body is written; in JSON, as it is."""
    kinds = schema.types
    if kind is Body.JSON:
        return Style.PLAIN
    item = schema.item()
    if kind is Body.MULTIPART:
        if _is_file(schema):
            return Style.FILE
        if kinds == ["array"] and item and set(item.types) & {"string", "number", "integer"}:
            return Style.PLAIN
        return (
            Style.FLAG
            if kinds == ["boolean"]
            else _as_json(kinds)
            if {"array", "object"} & set(kinds) or not kinds
            else Style.PLAIN
        )
    style = how.text("style") if how else ""
    if style == "deepObject":
        return Style.DEEP
    if kinds == ["array"]:
        inside = item.types if item else []
        if set(inside) <= {"string", "number", "integer"}:
            return Style.COMMA if how is not None and how.raw("explode") is False else Style.PLAIN
        return Style.JSON
    if {"array", "object"} & set(kinds):
        return _as_json(kinds)
    return Style.FLAG if kinds == ["boolean"] else Style.PLAIN


def _as_json(kinds: list[str]) -> Style:
    """How values of these types are JSON in a form: one that is a text stays as it is."""
    return Style.TEXT_OR_JSON if "string" in kinds or not kinds else Style.JSON


_ANSWERS = (Answer.JSON, Answer.TEXT, Answer.BYTES)
"""What is taken where there are several, in this order."""


def _answer(content_type: str, schema: Schema) -> Answer:
    name = content_type.partition(";")[0].strip().lower()
    if name == "*/*":
        return Answer.TEXT if schema.types == ["string"] else Answer.JSON
    if _is_json(name) or _is_json_after_all(name, schema):
        return Answer.JSON
    if name.startswith("text/") or name.endswith(("xml", "yaml", "yml", "javascript")):
        return Answer.TEXT
    return Answer.BYTES
