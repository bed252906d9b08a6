"""The files of a document: reading them, and never one outside the document's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, readable, sentence
from taskgen.sources.openapi import jsonfiles, yamlfiles
from taskgen.sources.openapi.limits import MAX_BYTES, MAX_FILES

Pointer = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of mappings, and indexes of lists."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that has been read."""

    name: str
    """Its path, as the user would say it."""
    path: Path
    text: str = field(repr=False)
    data: Any = field(repr=False)
    is_json: bool

    def place(self, pointer: Pointer) -> Place:
        """Where a value is in the file."""
        if self.is_json:
            line, column = jsonfiles.position(self.text, pointer)
        else:
            line, column = yamlfiles.position(self.text, self.name, pointer)
        lines = self.text.split("\n", line)
        source = lines[line - 1] if len(lines) >= line else ""
        # A file may be one line of megabytes.
        return Place(self.name, line, column, source.rstrip("\r") if len(source) < 120 else "")


class Files:
    """The files that a document is made of, read when something refers to them."""

    def __init__(self, path: Path):
        self.folder = path.resolve().parent
        self.shown = path.parent
        self.read: dict[Path, File] = {}
        self.main = self.open(path.resolve())

    def lookup(self, ref: str, file: File, place: Callable[[], Place]) -> tuple[Any, File, Pointer]:
        """What a `$ref` in a file refers to, and where that is.

        Raises:
            TaskgenError: it is elsewhere than in the files of the folder, or not there.
        """

        def refused(message: str, hint: str) -> TaskgenError:
            return TaskgenError(Problem(f"`{readable(ref)}` {message}", hint, place()))

        try:
            parts = urlsplit(ref)
        except ValueError:
            raise refused("is no reference.", "Correct it.") from None
        if parts.scheme or parts.netloc:
            raise refused(
                "is not in a file of this folder, and nothing is fetched.",
                "Save what it refers to in the document's folder, and refer to that file.",
            )
        if parts.fragment and not parts.fragment.startswith("/"):
            raise refused(
                "names an anchor, which is not understood.",
                "Refer to the value by its path: `#/components/schemas/Name`.",
            )
        target = file
        if parts.path:
            path = file.path.parent / unquote(parts.path)
            try:
                inside = path.resolve().is_relative_to(self.folder)
            except (OSError, ValueError):
                inside = False
            if not inside or "\0" in ref:
                raise refused(
                    "is outside the document's folder.", "Move that file into it, or below it."
                )
            if len(self.read) >= MAX_FILES and path.resolve() not in self.read:
                raise refused("is one file too many.", f"At most {MAX_FILES} files are read.")
            target = self.open(path.resolve(), place)
        value, pointer, known = _walk(target.data, parts.fragment)
        if known is not None:
            raise refused(
                "refers to nothing that is there.",
                did_you_mean(parts.fragment.rpartition("/")[2], known)
                or "Correct the reference, or add what it refers to.",
            )
        return value, target, pointer

    def open(self, path: Path, place: Callable[[], Place] | None = None) -> File:
        """The file at a path, read if it was not before.

        Args:
            path: where it is, without links.
            place: where it was referred to, if it is not the document itself.
        """
        if path not in self.read:
            name = str(self.shown / path.relative_to(self.folder))
            self.read[path] = _read(path, name, place)
        return self.read[path]


def _walk(data: Any, fragment: str) -> tuple[Any, Pointer, list[str] | None]:
    """The value at a JSON pointer, and the pointer; and the known keys where it leads nowhere."""
    pointer: list[str | int] = []
    for part in unquote(fragment).split("/")[1:]:
        key: str | int = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and str(key).isdecimal() and int(key) < len(data):
            key = int(key)
            data = data[key]
        elif isinstance(data, dict) and key in data:
            data = data[str(key)]
        else:
            return None, (), list(data) if isinstance(data, dict) else []
        pointer.append(key)
    return data, tuple(pointer), None


def _read(path: Path, name: str, place: Callable[[], Place] | None) -> File:
    try:
        with path.open("rb") as opened:
            # One byte more than is read at most: some files have no end.
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise TaskgenError(
            Problem(
                f"`{readable(name)}` can't be read: {error.strerror}.",
                hint="Give the path of an OpenAPI document, in JSON or YAML.",
                place=place() if place else None,
            )
        ) from error
    if len(content) > MAX_BYTES:
        raise TaskgenError(
            Problem(f"The file has more than {MAX_BYTES:,} bytes.", place=Place(name))
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TaskgenError(
            Problem(
                "The file is not UTF-8.",
                hint=sentence(f"Save it as UTF-8; it may be another kind of file: {error.reason}"),
                place=Place(name, line),
            )
        ) from error
    is_json = text.lstrip()[:1] in ("{", "[") and path.suffix not in (".yaml", ".yml")
    data = jsonfiles.load(text, name) if is_json else yamlfiles.load(text, name)
    return File(name, path, text, data, is_json)
