"""The files of a document: reading them, and never one outside the document's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from taskgen.documents import load_json, load_yaml, read_file
from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, readable
from taskgen.sources.openapi.limits import MAX_FILES
from taskgen.sources.openapi.places import Pointer, duplicates, place


@dataclass(frozen=True, slots=True)
class File:
    """A file that has been read."""

    name: str
    """Its path, as the user would say it."""
    path: Path
    text: str = field(repr=False)
    data: Any = field(repr=False)
    is_json: bool
    wrong: tuple[Problem, ...]
    """The keys that are there twice."""

    def place(self, pointer: Pointer) -> Place:
        """Where a value is in the file."""
        return place(self.text, self.name, self.is_json, pointer)


class Files:
    """The files that a document is made of, read when something refers to them."""

    def __init__(self, path: Path):
        try:
            whole = path.resolve()
        except (OSError, RuntimeError, ValueError):
            # Links that lead in a circle, which reading gives a name to.
            whole = path
        self.folder = whole.parent
        self.shown = path.parent
        self.read: dict[Path, File] = {}
        self.main = self.open(whole)

    def lookup(
        self, ref: str, file: File, referred: Callable[[], Place]
    ) -> tuple[Any, File, Pointer]:
        """What a `$ref` in a file refers to, and where that is.

        Raises:
            TaskgenError: it is elsewhere than in the files of the folder, or not there.
        """

        def refused(message: str, hint: str) -> TaskgenError:
            return TaskgenError(Problem(f"`{readable(ref)}` {message}", hint, referred()))

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
            except (OSError, RuntimeError, ValueError):
                inside = False
            if not inside or "\0" in ref:
                raise refused(
                    "is outside the document's folder.", "Move that file into it, or below it."
                )
            if len(self.read) >= MAX_FILES and path.resolve() not in self.read:
                raise refused("is one file too many.", f"At most {MAX_FILES} files are read.")
            target = self.open(path.resolve(), referred)
        value, pointer, known = _walk(target.data, parts.fragment)
        if known is not None:
            raise refused(
                "refers to nothing that is there.",
                did_you_mean(parts.fragment.rpartition("/")[2], known)
                or "Correct the reference, or add what it refers to.",
            )
        return value, target, pointer

    def open(self, path: Path, referred: Callable[[], Place] | None = None) -> File:
        """The file at a path, read if it was not before.

        Args:
            path: where it is, without links.
            referred: where it was referred to, if it is not the document itself, whose own
                faults are told with all else that is wrong with it.
        """
        if path not in self.read:
            name = str(self.shown / path.relative_to(self.folder))
            self.read[path] = _read(path, name, referred)
        if referred and self.read[path].wrong:
            raise TaskgenError(self.read[path].wrong)
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


def _read(path: Path, name: str, referred: Callable[[], Place] | None) -> File:
    try:
        content = read_file(path)
    except TaskgenError as error:
        raise TaskgenError(
            Problem(
                each.message.replace("The file can't", f"The file `{readable(name)}` can't"),
                each.hint,
                referred(),
            )
            if referred
            else Problem(each.message, each.hint, Place(name))
            for each in error.problems
        ) from None
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    is_json = begins in (b"{", b"[") and path.suffix not in (".yaml", ".yml")
    data = load_json(content, name) if is_json else load_yaml(content, name)
    text = content.decode("utf-8-sig")
    return File(name, path, text, data, is_json, tuple(duplicates(text, name, is_json)))
