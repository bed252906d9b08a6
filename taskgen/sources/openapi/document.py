"""An OpenAPI document: which version it is, whether it is right, and the operations in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, readable, some_of
from taskgen.sources.openapi.files import Files
from taskgen.sources.openapi.limits import MAX_PROBLEMS
from taskgen.sources.openapi.node import Node
from taskgen.sources.openapi.places import Pointer

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_URL = re.compile(r"https?:/", re.IGNORECASE)
_UNEXPECTED = re.compile(r"\('([^']+)' was unexpected\)")
_VERSIONS = ("2.0", "3.0", "3.1")


@dataclass(frozen=True, slots=True)
class Found:
    """An operation of the document: where it stands, and what it is called."""

    method: str
    path: str
    item: Node
    """The path item that it is in."""
    node: Node
    operation_id: str
    """As the document says it, or an empty text."""

    @property
    def url_path(self) -> str:
        """The path as it is sent; a fragment tells operations of one path from each other."""
        return self.path.partition("#")[0]

    @property
    def name(self) -> str:
        """What users call it: its `operationId`, or its method and path."""
        return self.operation_id or f"{self.method.upper()} {self.path}"

    @property
    def deprecated(self) -> bool:
        """Whether the document marks it so."""
        return self.node.flag("deprecated")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is what OpenAPI's own schema asks for."""

    root: Node
    version: str
    """`2.0`, `3.0` or `3.1`."""
    operations: tuple[Found, ...]
    asks_who_calls: bool = True
    """Whether anything in it says which security schemes are used."""
    problems: tuple[Problem, ...] = ()
    """What is wrong, though the document can be read: told with what is wrong in operations."""

    @property
    def title(self) -> str:
        """What the document calls the API."""
        info = self.root.get("info")
        return info.text("title") if info else ""

    def find(self, name: str) -> Found | None:
        """The operation of this `operationId`, or of this method and path: `GET /pets`."""
        for found in self.operations:
            if name in (found.operation_id, f"{found.method.upper()} {found.path}"):
                return found
        method, space, path = name.partition(" ")
        # Methods are written in small letters in documents.
        return self.find(f"{method.upper()}{space}{path}") if method.islower() and space else None


def load_document(path: Path) -> Document:
    """The document in a file, checked; the files it refers to are read with what refers to them.

    Raises:
        TaskgenError: it can't be read, is no OpenAPI document or a wrong one; all that is wrong
            in this file, up to a number.
    """
    if _URL.match(str(path)):
        raise TaskgenError(
            Problem(
                "This is the address of a document, and nothing is fetched.",
                "Save it to a file, and give the path of that.",
                Place(str(path)),
            )
        )
    files = Files(path)
    root = Node(files.main.data, files.main, (), files)
    wrong = [*files.main.wrong]
    try:
        version = _version(root)
    except TaskgenError as error:
        raise TaskgenError([*error.problems, *wrong]) from None
    wrong += _against_schema(root, version)
    problems: list[Problem] = []
    operations = tuple(_operations(root, problems))
    problems += _twins(operations)
    if wrong:
        raise TaskgenError([*wrong, *problems][:MAX_PROBLEMS])
    asks = any(node.raw("security") for node in (root, *(found.node for found in operations)))
    return Document(root, version, operations, asks, tuple(problems))


def _version(root: Node) -> str:
    # Until version 1.2 the key was another.
    said = root.raw("openapi") or root.raw("swagger") or root.raw("swaggerVersion")
    # YAML reads a version without quotes as a number.
    version = str(said if said is not None else "")
    for known in _VERSIONS:
        if version == known or version.startswith(f"{known}."):
            return known
    if said is None:
        reason = (
            "it does not say `openapi` or `swagger`" if root.file.text.strip() else "it is empty"
        )
        raise TaskgenError(
            Problem(
                f"The file is not an OpenAPI document: {reason}.",
                hint="Give a document of OpenAPI 3.1, 3.0 or 2.0.",
                place=Place(root.file.name),
            )
        )
    node = root.at("openapi") or root.at("swagger") or root.at("swaggerVersion") or root
    raise node.error(
        f"Version `{readable(version, 20)}` of OpenAPI is not understood.",
        "Versions 2.0 (Swagger), 3.0 and 3.1 are.",
    )


def _against_schema(root: Node, version: str) -> Iterator[Problem]:
    """What OpenAPI's own JSON Schema has against the document."""
    # 250 times as fast as jsonschema: the 13 MB of GitHub's document take 0.03 s, not 9.
    import jsonschema_rs

    package = find_spec("openapi_spec_validator")
    assert package is not None
    assert package.submodule_search_locations
    # The package is not imported, which takes 0.4 s; it has the schemas as OpenAPI publishes them.
    folder = Path(package.submodule_search_locations[0], "resources", "schemas", f"v{version}")
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    seen: set[tuple[Pointer, str]] = set()
    data = {**root.value, "swagger": "2.0"} if version == "2.0" else root.value
    # Its regular expressions are of another kind than ECMAScript's, which documents have.
    validator = jsonschema_rs.validator_for(schema, validate_formats=False)
    for error in validator.iter_errors(data):
        path, said = _innermost(error)
        pointer = _typed(root.value, path)
        if (pointer, said) in seen:
            continue
        seen.add((pointer, said))
        yield Problem(
            f"The document is not as OpenAPI {version} has it: {readable(said)}.",
            hint=_next_step(said, pointer),
            place=root.file.place((*pointer, *_UNEXPECTED.findall(said)[:1])),
        )
        if len(seen) >= MAX_PROBLEMS:
            return


def _next_step(said: str, pointer: Pointer) -> str:
    if "is a required property" in said:
        return "Add it here."
    if pointer == ("paths",) and "Additional properties" in said:
        return "A path begins with `/`."
    if "Additional properties" in said:
        return "See whether it is spelt right and stands in the right place, or take it out."
    return "Correct the document."


def _innermost(error: Any) -> tuple[list[str | int], str]:
    """Where an error is, and what it says; of alternatives, what the nearest of them lacks."""
    while True:
        branches: list[list[Any]] = getattr(error.kind, "context", None) or []
        # An alternative that is a reference is none where there is no reference.
        branches = [
            branch for branch in branches if branch and "$ref" not in branch[0].message[:40]
        ]
        if not branches:
            break
        error = max((branch[0] for branch in branches), key=lambda inner: len(inner.instance_path))
    said = error.message.rstrip(".")
    value = getattr(error, "instance", None)
    if isinstance(value, (dict, list)) and len(said) > 120:
        # The message has the whole value in it, which may be pages.
        said = said[said.rfind("}" if isinstance(value, dict) else "]") + 1 :].strip()
        said = f"this {said}" if said else "some of what is here does not go together"
    return list(error.instance_path), said


def _typed(data: Any, pointer: list[str | int]) -> Pointer:
    """The pointer with the kinds of keys that the data has."""
    typed: list[str | int] = []
    for part in pointer:
        key = part if isinstance(data, list) else str(part)
        data = data[key]
        typed.append(key)
    return tuple(typed)


def _operations(root: Node, problems: list[Problem]) -> Iterator[Found]:
    paths = root.get("paths")
    for path, item in paths.pairs(problems) if paths else ():
        if not path.startswith("/"):
            continue
        for method in METHODS:
            node = item.at(method)
            if node is not None and isinstance(node.value, dict):
                yield Found(method, path, item, node, node.text("operationId"))


def _twins(operations: Iterable[Found]) -> Iterator[Problem]:
    """The operations that have another's id."""
    seen: dict[str, Found] = {}
    for found in operations:
        first = seen.setdefault(found.operation_id, found)
        if found.operation_id and first is not found:
            node = found.node.at("operationId") or found.node
            yield Problem(
                f"Two operations have the `operationId` `{readable(found.operation_id)}`: "
                f"`{first.method.upper()} {readable(first.path)}` and "
                f"`{found.method.upper()} {readable(found.path)}`.",
                hint="Give one of them another `operationId`.",
                place=node.file.place(node.pointer),
            )


def no_operation(document: Document, name: str, place: Place | None) -> Problem:
    """The problem that the document has no operation of a name."""
    known = list(dict.fromkeys(found.name for found in document.operations))
    paths = [f"{found.method.upper()} {found.path}" for found in document.operations]
    by_path = name.startswith("/") or " /" in name
    first, second = (paths, known) if by_path else (known, paths)
    hint = did_you_mean(name, first) or did_you_mean(name, second)
    hint = hint or (f"It has {some_of(known)}." if known else "It has none.")
    return Problem(f"The document has no operation `{readable(name)}`.", hint, place)
