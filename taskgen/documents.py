"""JSON and YAML documents from outside, read within limits.

Whatever is in a file, reading it ends soon and takes bounded memory, and what comes out is a tree
of plain data: dicts with `str` keys, lists, strings, numbers, booleans and None. Who walks it needs
no limits of their own: its depth, its size with every alias written out, and its text are bounded,
and nothing in it contains itself.

The reader of what documents refer to (`$ref`) follows references itself, and counts them.
"""

from __future__ import annotations

import json
import math
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from taskgen.problems import Place, Problem, TaskgenError, readable, sentence

if TYPE_CHECKING:
    from yaml import CSafeLoader

    class _Mark(Protocol):
        line: int
        column: int


MAX_BYTES = 64_000_000
"""The largest public descriptions of APIs have about 35 million."""
MAX_DEPTH = 100
"""Objects and arrays in each other."""
MAX_NODES = 5_000_000
"""Values in a document, those that an alias stands for counted each time."""
MAX_NUMBER = 1_000
"""Characters of a number."""

_SHORTEN = "Take out what the tasks do not need."
_SURROGATE = re.compile(rb"\\[uU]0*[dD][89a-fA-F]")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")


def read_file(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `most` bytes.

    Raises:
        TaskgenError: it is not there, not readable, no file (a pipe may never end), or too large.
    """
    try:
        # Looked at before it is opened, since a pipe may never open.
        if not stat.S_ISREG(path.stat().st_mode):
            raise TaskgenError(
                Problem("This is not a file.", "Give the path of one.", Place(str(path)))
            )
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TaskgenError(
            Problem(
                f"The file can't be read: {reason}.",
                "Give the path of a file that you may read.",
                Place(str(path)),
            )
        ) from None
    _check_size(content, str(path), most)
    return content


def load_json(content: bytes, path: str) -> Any:
    """The data of a JSON document.

    Raises:
        TaskgenError: it is no JSON, or beyond a limit; with the place.
    """
    _check_size(content, path, MAX_BYTES)
    if sum(map(content.count, (b",", b"[", b"{"))) > MAX_NODES:
        raise TaskgenError(_too_many(path))
    text = _decoded(content, path)
    try:
        data = json.loads(text, parse_constant=_no_constant, parse_float=_float, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise TaskgenError(
            Problem(
                f"The file is not JSON: {sentence(error.msg)}",
                "Check what stands before this place too: a quote, a comma or a bracket.",
                Place(path, error.lineno, error.colno),
            )
        ) from None
    except ValueError as error:
        raise TaskgenError(Problem(str(error), "Write a number.", Place(path))) from None
    except RecursionError:
        raise TaskgenError(_too_deep(Place(path))) from None
    _measure(data, path)
    _check_characters(content, data, path)
    return data


def load_yaml(content: bytes, path: str) -> Any:
    """The data of a YAML document, of which JSON is a kind.

    Plain words are strings: of YAML's types only those that JSON has are told apart, as YAML 1.2
    has it, so `no` is a string and so is a date.

    Raises:
        TaskgenError: it is no YAML, or beyond a limit; with the place.
    """
    import yaml

    _check_size(content, path, MAX_BYTES)
    text = _decoded(content, path)
    try:
        _check_events(text, path)
        loader = _loader(path)(text)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        reason = error.problem or error.context or "it can't be read"
        if reason.startswith("but "):
            reason = f"{error.context}, {reason}"
        message = sentence(reason)
        hint = "Check the indentation and the quotes, here and in the lines before."
        place = _place(error.problem_mark or error.context_mark, path)
        raise TaskgenError(Problem(f"The file is not YAML: {message}", hint, place)) from None
    except yaml.YAMLError as error:
        message = sentence(str(error).partition("\n")[0])
        hint = "Take out characters that do not print."
        raise TaskgenError(Problem(f"The file is not YAML: {message}", hint, Place(path))) from None
    except ValueError as error:
        raise TaskgenError(Problem(str(error), "Write a number.", Place(path))) from None
    except RecursionError:
        raise TaskgenError(_too_deep(Place(path))) from None
    _measure(data, path)
    _check_characters(content, data, path)
    return data


def _check_size(content: bytes, path: str, most: int) -> None:
    if len(content) > most:
        message = f"The file has more than {most:,} bytes, which is the most that is read."
        raise TaskgenError(Problem(message, _SHORTEN, Place(path)))


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TaskgenError(
            Problem(
                f"The file is not UTF-8: it has the byte 0x{content[error.start]:02x}.",
                "Save it as UTF-8.",
                Place(path, line),
            )
        ) from None


def _no_constant(name: str) -> object:
    raise ValueError(f"The file has `{name}`, which is no number of JSON.")


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER:
        raise ValueError(f"The file has a number of more than {MAX_NUMBER:,} characters.")
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"The file has the number `{readable(text, 40)}`, which is too large.")
    return number


def _check_events(text: str, path: str) -> None:
    """Counts what a document would become, before any of it is built."""
    import yaml

    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise TaskgenError(_too_deep(_place(event.start_mark, path)))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        if nodes > MAX_NODES:
            raise TaskgenError(_too_many(path))


def _loader(path: str) -> type[CSafeLoader]:
    """PyYAML's safe loader, with the types of YAML 1.2 and without repeated merging."""
    import yaml

    class Loader(yaml.CSafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012 - the class's own, as PyYAML has it
        yaml_constructors = dict(yaml.CSafeLoader.yaml_constructors)  # noqa: RUF012

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            super().flatten_mapping(node)
            if len(node.value) > MAX_NODES // 100:
                raise TaskgenError(_too_many(path))

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            mapping = super().construct_mapping(node, deep)
            for key in mapping:
                if not isinstance(key, str):
                    # `200:` in YAML is `"200":` in JSON.
                    return {_key(key): value for key, value in mapping.items()}
            return mapping

    core = {
        "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        "int": (_INTEGER.pattern, list("-+0123456789")),
        "float": (
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
            list("-+0123456789."),
        ),
        "merge": (r"<<", ["<"]),
    }
    for name, (pattern, first) in core.items():
        Loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{name}", re.compile(rf"(?:{pattern})\Z"), first
        )
    Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: _integer(str(node.value)))
    Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: _float(str(node.value)))
    for name in ("timestamp", "binary", "set", "omap", "pairs"):
        Loader.yaml_constructors.pop(f"tag:yaml.org,2002:{name}")
    return Loader


def _key(key: object) -> str:
    return key if isinstance(key, str) else json.dumps(key)


def _check_characters(content: bytes, data: Any, path: str) -> None:
    if not _SURROGATE.search(content):
        return
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        message = "The file has the half of a character, an escape from `\\ud800` to `\\udfff`."
        raise TaskgenError(Problem(message, "Take it out.", Place(path))) from None


def _measure(data: Any, path: str) -> None:
    """Refuses data that is too deep or too large with every alias written out, or in itself."""
    sizes: dict[int, int] = {}
    depths: dict[int, int] = {}
    open_: list[tuple[Any, Iterator[Any]]] = []
    inside: set[int] = set()

    def enter(value: Any) -> None:
        inside.add(id(value))
        open_.append((value, iter(value.values() if isinstance(value, dict) else value)))

    if isinstance(data, (dict, list)):
        enter(data)
    while open_:
        value, rest = open_[-1]
        for item in rest:
            if not isinstance(item, (dict, list)) or id(item) in sizes:
                continue
            if id(item) in inside:
                raise TaskgenError(
                    Problem(
                        "The document has an alias inside of what it stands for.",
                        "Write out what is meant.",
                        Place(path),
                    )
                )
            enter(item)
            break
        else:
            open_.pop()
            inside.remove(id(value))
            items = value.values() if isinstance(value, dict) else value
            sizes[id(value)] = 1 + sum(sizes.get(id(item), 1) for item in items)
            depths[id(value)] = 1 + max((depths.get(id(item), 0) for item in items), default=0)
            if sizes[id(value)] > MAX_NODES:
                raise TaskgenError(_too_many(path))
            if depths[id(value)] > MAX_DEPTH:
                raise TaskgenError(_too_deep(Place(path)))


def _too_deep(place: Place | None) -> Problem:
    message = f"More than {MAX_DEPTH} objects and arrays are in each other here."
    return Problem(message, "Nothing that is read here needs as many.", place)


def _too_many(path: str) -> Problem:
    message = f"The document has more than {MAX_NODES:,} values, aliases written out."
    return Problem(message, _SHORTEN, Place(path))


def _place(mark: _Mark | None, path: str) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
