"""Reads botocore's data files as botocore's loader would, in a tenth of its time.

The meaning is the loader's: folders of the user (`AWS_DATA_PATH`, `~/.aws/models`) come before
botocore's own, the latest API version that has the wanted file is taken, and `*.sdk-extras` are
merged in.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from taskgen.problems import Problem, TaskgenError, did_you_mean, readable, sentence

Json = dict[str, Any]

MODEL = "service-2"
PAGINATORS = "paginators-1"
WAITERS = "waiters-2"

_UNREADABLE = (OSError, EOFError, zlib.error)
"""What is raised for a file that can't be read or decompressed."""

MAX_BYTES = 64_000_000
"""Bytes of a model; that of EC2 has three million."""
_HEAD = 16_384
"""Bytes of a model that are enough to find its metadata, which stands first."""


@dataclass(frozen=True, slots=True)
class DataFolders:
    """The folders that hold service models, the first one that has a file winning."""

    folders: tuple[Path, ...]
    own: Path | None = None
    """The folder that is botocore's own, whose files are taken as they are."""

    def services(self) -> list[str]:
        """The names of all services, sorted."""
        found = {
            entry.name
            for folder in self.folders
            for entry in _entries(folder)
            if entry.is_dir() and next(_versions(Path(entry.path)), None)
        }
        return sorted(found)

    def load(self, service: str, kind: str) -> Json | None:
        """The file of this kind for the newest version, with its extras, or None without any.

        Raises:
            TaskgenError: the file can't be read as JSON.
        """
        # Clients ask for the paginators and waiters of the version that their model has.
        version = self._latest(service)
        if version is None or self._file(service, version, kind) is None:
            return None
        data: Json = {}
        for index, stem in enumerate((kind, f"{kind}.sdk-extras")):
            path = self._file(service, version, stem)
            if path is None:
                continue
            try:
                content = _read(path)
            except (*_UNREADABLE, ValueError, RecursionError) as error:
                raise TaskgenError(
                    Problem(
                        f"`{readable(str(path))}` can't be read as a service model: "
                        f"{sentence(str(error))}",
                        hint="Install botocore anew, or mend the file in your own model folder.",
                    )
                ) from error
            merge = content.get("merge")
            if index == 0:
                data = content
            elif isinstance(merge, dict):
                data = _merged(data, merge)
        return data

    def foreign(self, service: str, kind: str) -> Path | None:
        """The file of this kind, if it, or an extra of it, is none of botocore's own."""
        version = self._latest(service) or ""
        files = [self._file(service, version, stem) for stem in (f"{kind}.sdk-extras", kind)]
        found = [path for path in files if path and self.own not in path.parents]
        return found[0] if found else None

    def full_name(self, service: str) -> str:
        """What users call the service, from the head of its model alone."""
        version = self._latest(service)
        path = version and self._file(service, version, MODEL)
        if not path:
            return ""
        try:
            with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
                head = file.read(_HEAD).decode("utf-8", "replace")
        except _UNREADABLE:
            return ""
        found = re.search(r'"serviceFullName"\s*:\s*"([^"\\]*)"', head)
        return found[1] if found else ""

    def _latest(self, service: str) -> str | None:
        found = [v for folder in self.folders for v in _versions(folder / service)]
        return max(found, default=None)

    def _file(self, service: str, version: str, stem: str) -> Path | None:
        candidates = (
            folder / service / version / f"{stem}{ending}"
            for folder in self.folders
            for ending in (".json", ".json.gz")
        )
        return next((path for path in candidates if path.is_file()), None)


def data_folders() -> DataFolders:
    """The folders that botocore would search on this machine, in its order.

    Raises:
        TaskgenError: botocore is not installed.
    """
    spec = find_spec("botocore")
    if spec is None or spec.origin is None:
        raise TaskgenError(
            Problem(
                "`botocore` is not installed, and its data describes the services.",
                hint="Install it with `pip install 'taskgen[aws]'`.",
            )
        )
    given = os.environ.get("AWS_DATA_PATH", "").split(os.pathsep)
    # Not with pathlib, which raises where there is no home folder.
    own = [os.path.expanduser(os.path.expandvars(folder)) for folder in given if folder]  # noqa: PTH111
    own.append(os.path.expanduser("~/.aws/models"))  # noqa: PTH111
    folders = [*map(Path, own), Path(spec.origin).parent / "data"]
    return DataFolders(tuple(folder for folder in folders if folder.is_dir()), own=folders[-1])


def unknown_service(name: str, folders: DataFolders) -> Problem:
    """What to say of a service that botocore does not know."""
    advice = did_you_mean(name, folders.services())
    listing = "`taskgen list` shows all services."
    return Problem(
        f"`boto3` has no service named `{readable(name)}`.", hint=f"{advice} {listing}".strip()
    )


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing where the user may not look."""
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


def _versions(service: Path) -> Iterator[str]:
    """The API versions in a service's folder that have a model."""
    # Not with pathlib, which takes three times as long for the 439 services.
    try:
        names = os.listdir(service)  # noqa: PTH208
    except OSError:
        return
    for name in names:
        path = f"{service}/{name}/{MODEL}.json"
        if os.path.isfile(path + ".gz") or os.path.isfile(path):  # noqa: PTH113
            yield name


def _read(path: Path) -> Json:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"it has more than {MAX_BYTES:,} bytes")
    data = json.loads(content)
    if not isinstance(data, dict):
        raise ValueError("it holds no JSON object")
    if b"\\ud" in content or b"\\uD" in content:
        # Only a JSON escape can say the half of a character, which no file can hold.
        json.dumps(data, ensure_ascii=False).encode()
    return data


def _merged(base: Json, extra: Json) -> Json:
    """The base with the extra's values in place of, or added to, its own, at every depth."""
    result = dict(base)
    for key, value in extra.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            result[key] = _merged(old, value)
        else:
            result[key] = value
    return result
