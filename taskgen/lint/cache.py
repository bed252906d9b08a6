"""Findings kept between runs, each file's beside everything they depend on.

A file's findings hold as long as the file, the files its facts came from, the settings and the
linter are the same; a file's state is its modification and change time, size and inode. The cache
is written whole and put in place at once, so a killed run or two runs at a time leave a whole one.
What is read from it is checked like any input: it may be another version's, damaged, or planted.
It is never used to change files.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zlib import crc32

from taskgen import __version__
from taskgen.lint.files import TREE, python_files
from taskgen.lint.rule import Edit, Finding, Fix
from taskgen.lint.settings import LintSettings

_FORMAT = 1
_MAX_BYTES = 200_000_000
_FINDING = (
    "code",
    "path",
    "line",
    "column",
    "length",
    "message",
    "hint",
    "cls",
    "method",
    "argument",
    "last_line",
)
_NUMBERS = frozenset({"line", "column", "length", "last_line"})

State = list[int] | str | None


class Stats:
    """The state of files, each looked up once a run."""

    def __init__(self) -> None:
        self._known: dict[str, State] = {}

    def of(self, path: str) -> State:
        """The state of a file, of a tree (`folder/**`), or None where there is none."""
        if path not in self._known:
            self._known[path] = self._tree(path) if path.endswith(TREE) else _state(path)
        return self._known[path]

    def _tree(self, path: str) -> str:
        folder = Path(path[: -len(TREE)])
        states = [f"{file}:{self.of(file)}" for file in sorted(python_files(folder))]
        return _checksum("\n".join(states))


def _checksum(text: str) -> str:
    """Tells a change from none; what is planted is found by other means."""
    data = text.encode("utf-8", "surrogateescape")
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}-{len(data)}"


def _state(path: str) -> State:
    try:
        found = os.stat(path)  # noqa: PTH116 - in the warm path
    except (OSError, ValueError):
        return None
    return [found.st_mtime_ns, found.st_size, found.st_ctime_ns, found.st_ino]


class Cache:
    """Findings by file; `empty` remembers nothing."""

    def __init__(self, path: Path | None, key: str, entries: dict[str, Any]) -> None:
        self._path = path
        self._key = key
        self._entries = entries
        self._changed = False

    @classmethod
    def empty(cls) -> Cache:
        """A cache that is never saved."""
        return cls(None, "", {})

    @classmethod
    def load(cls, settings: LintSettings, enabled: Sequence[str]) -> Cache:
        """The cache of these settings; empty where there is none, or none to be trusted."""
        key = _key(settings, enabled)
        path = settings.base / settings.cache_dir / f"lint-{key}.json"
        return cls(path, key, _read(path, key))

    def get(self, file: str, stats: Stats) -> list[Finding] | None:
        """The findings of a file, if nothing that they depend on has changed."""
        entry = self._entries.get(file)
        if not isinstance(entry, dict):
            return None
        needs, found = entry.get("needs"), entry.get("findings")
        if not isinstance(needs, dict) or file not in needs or not isinstance(found, list):
            return None
        if any(stats.of(path) != state for path, state in needs.items()):
            return None
        findings = [finding for finding in map(_finding, found) if finding is not None]
        return findings if len(findings) == len(found) else None

    def put(self, file: str, findings: list[Finding], touched: Iterable[str], stats: Stats) -> None:
        """Keep the findings of a file with what they depend on."""
        if self._path is None:
            return
        if any(finding.code == "TG090" for finding in findings):
            self._changed |= self._entries.pop(file, None) is not None
            return
        self._entries[file] = {
            "needs": {path: stats.of(path) for path in sorted(touched)},
            "findings": [_plain(finding) for finding in findings],
        }
        self._changed = True

    def save(self) -> None:
        """Write the cache, whole, if anything is new; a folder that can't be written is none."""
        if self._path is None or not self._changed:
            return
        folder = self._path.parent
        if folder.is_symlink():
            return  # It may lead anywhere.
        temporary = folder / f"{self._path.name}.{os.getpid()}.tmp"
        try:
            if not folder.is_dir():
                folder.mkdir(parents=True, mode=0o700)
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            text = json.dumps({"format": _FORMAT, "key": self._key, "files": self._entries})
            temporary.write_text(text, encoding="utf-8", errors="surrogateescape")
            temporary.replace(self._path)
        except (OSError, ValueError):
            with suppress(OSError):
                temporary.unlink()


def _key(settings: LintSettings, enabled: Sequence[str]) -> str:
    """What stands for everything but files that findings depend on."""
    state = [
        __version__,
        _FORMAT,
        sys.version_info[:3],
        str(settings.base),
        list(enabled),
        settings.per_file_ignores,
        settings.rules,
        _own_state(),
    ]
    return _checksum(repr(state))


def _own_state() -> list[tuple[str, int, int]]:
    """The files that findings depend on: a development version changes without its number."""
    folder = Path(__file__).parent
    package = folder.parent
    found = []
    for where in (package, folder, folder / "rules", package / "docstrings"):
        for entry in os.scandir(where):
            if entry.name.endswith(".py"):
                state = entry.stat()
                found.append((entry.name, state.st_mtime_ns, state.st_size))
    return sorted(found)


def _read(path: Path, key: str) -> dict[str, Any]:
    try:
        state = os.lstat(path)
        mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
        if not mine or not os.path.isfile(path) or os.path.islink(path):  # noqa: PTH113, PTH114
            return {}
        if state.st_size > _MAX_BYTES:
            return {}
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(document, dict) or document.get("key") != key:
        return {}
    files = document.get("files")
    return files if isinstance(files, dict) and document.get("format") == _FORMAT else {}


def _plain(finding: Finding) -> dict[str, Any]:
    plain = {name: getattr(finding, name) for name in _FINDING if getattr(finding, name)}
    if finding.fix is not None:
        plain["fix"] = asdict(finding.fix)
    return plain


def _finding(plain: Any) -> Finding | None:
    """A finding as it was kept, or None where that is none."""
    if not isinstance(plain, dict):
        return None
    values: dict[str, Any] = {}
    for name in _FINDING:
        value = plain.get(name, 0 if name in _NUMBERS else "")
        if name in _NUMBERS:
            if not isinstance(value, int) or not 0 <= value < 10**8:
                return None
        elif not isinstance(value, str):
            return None
        values[name] = value
    if not (len(values["code"]) == 5 and values["code"].startswith("TG")):
        return None
    fix = plain.get("fix")
    try:
        values["fix"] = _fix(fix) if fix is not None else None
    except (TypeError, KeyError, ValueError):
        return None
    return Finding(**values)


def _fix(plain: dict[str, Any]) -> Fix:
    edits = []
    for item in plain["edits"]:
        numbers = [item[name] for name in ("line", "column", "end_line", "end_column")]
        texts = [item["text"], item["path"]]
        if not all(isinstance(n, int) for n in numbers) or not all(
            isinstance(t, str) for t in texts
        ):
            raise ValueError
        edits.append(Edit(*numbers, *texts))
    if plain["safety"] not in ("safe", "unsafe") or not isinstance(plain["title"], str):
        raise ValueError
    if not isinstance(plain["later"], str):
        raise ValueError
    return Fix(plain["safety"], plain["title"], tuple(edits), plain["later"])
