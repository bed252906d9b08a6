"""The library around a file: other modules, the classes behind names, and what surrounds a package.

Modules are found on disk by their dotted names and parsed when a rule first asks for them, so
that checking one file reads only that file and what its classes come from. What was read, and what
was looked for and is not there, is noted in `touched`, which the cache keeps beside the findings.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from taskgen.lint.facts import Class, Function, Module, parse
from taskgen.lint.files import TREE, python_files
from taskgen.lint.source import Unreadable, decode

TASK_NAMES = frozenset({"prefect.Task", "prefect.core.Task", "prefect.core.task.Task"})
TASK_DECORATORS = frozenset(
    {"prefect.task", "prefect.utilities.tasks.task", "prefect.core.task.task"}
)
TASK_PACKAGES = ("prefect.tasks.",)
"""Where a base that can't be read is a task all the same."""

INSTALLED = frozenset({"site-packages", "dist-packages"})
# What else looks like a class statement only makes one more module be asked for. Without an anchor
# the search can run from one `class` to the next.
_CLASS = rb"class[ \t]+\w+[ \t]*\(([^)]*)\)"
_WORD = rb"\w+"
_PROJECT = ("pyproject.toml", "setup.py")
_KEPT = 200
_KEPT_TEXT = 1_500_000
"""Parsed modules, and characters of their text, kept at once; a tree of thousands of files must
not fill the memory."""
_FOLLOWED = 100
"""Re-exports followed before a name counts as unknown."""


class Library:
    """Reads modules by path or dotted name, and remembers them."""

    def __init__(self, base: Path) -> None:
        self.base = base
        """The folder that reported paths are relative to."""
        self.touched: set[str] = set()
        self.overlay: dict[Path, bytes] = {}
        """Contents that stand in for those on disk, while fixes are made."""
        self._modules: OrderedDict[str, Module | None] = OrderedDict()
        self._size = 0
        self._roots: dict[Path, Path] = {}
        self._files: dict[str, bool] = {}
        self._texts: dict[Path, bytes | None] = {}
        self._trees: dict[Path, list[Path]] = {}
        self._bases: dict[Path, dict[str, set[Path]]] = {}
        self._ahead: dict[Path, bytes] = {}
        """Files that were read to look for class statements, and are not checked yet."""

    # Files --------------------------------------------------------------------------------------

    def root(self, folder: Path) -> Path:
        """The folder above the outermost package that the folder belongs to."""
        found = self._roots.get(folder)
        if found is None:
            is_package = folder.parent != folder and self.is_file(folder / "__init__.py")
            # A checkout with an `__init__.py` beside its `setup.py` is no package.
            if is_package and not any(self.is_file(folder / mark) for mark in _PROJECT):
                found = self.root(folder.parent)
            else:
                found = folder
            self._roots[folder] = found
        return found

    def is_file(self, path: Path) -> bool:
        """Whether there is a file; that there is none is noted as well."""
        key = str(path)
        self.touched.add(key)
        known = self._files.get(key)
        if known is None:
            known = self._files[key] = os.path.isfile(key)  # noqa: PTH113 - far cheaper
        return known

    def read_bytes(self, path: Path) -> bytes | None:
        """A file's content, or None where it can't be read."""
        self.touched.add(str(path))
        if path not in self._texts:
            try:
                self._texts[path] = self.content(path)
            except OSError:
                self._texts[path] = None
        return self._texts[path]

    def content(self, path: Path) -> bytes:
        """A file's bytes.

        Raises:
            OSError: it can't be read.
        """
        if path in self.overlay:
            return self.overlay[path]
        return self._ahead.pop(path, None) or path.read_bytes()

    def shown(self, path: Path) -> str:
        """The path as reports show it: relative to the base where it is below it, with slashes."""
        text, base = str(path), f"{self.base}{os.sep}"
        return (text[len(base) :] if text.startswith(base) else text).replace(os.sep, "/")

    def dotted(self, path: Path) -> str:
        """The dotted name of a file's module."""
        root, text = str(self.root(path.parent)), str(path)
        relative = text[len(root) :].strip(os.sep).removesuffix(".py")
        return relative.removesuffix("__init__").strip(os.sep).replace(os.sep, ".")

    def add(self, path: Path, data: bytes) -> Module:
        """Parse a file that is being checked.

        Raises:
            Unreadable: it is no text.
            SyntaxError: it is no Python.
        """
        key = str(path)
        self.touched.add(key)
        known = self._modules.get(key)
        if known is not None and known.text == decode(data):
            self._modules.move_to_end(key)
            return known
        module = parse(path, self.dotted(path), self.shown(path), data)
        self._keep(key, module)
        return module

    def module(self, path: Path) -> Module | None:
        """The module in a file, or None where there is none or it can't be parsed."""
        key = str(path)
        self.touched.add(key)
        if key in self._modules:
            self._modules.move_to_end(key)
            return self._modules[key]
        module = None
        if self.is_file(path):
            try:
                data = self.content(path)
                module = parse(path, self.dotted(path), self.shown(path), data)
            except (OSError, Unreadable, SyntaxError):
                module = None
        self._keep(key, module)
        return module

    def _keep(self, key: str, module: Module | None) -> None:
        replaced = self._modules.get(key)
        self._size += len(module.text if module else "") - len(replaced.text if replaced else "")
        self._modules[key] = module
        if replaced is not None:
            replaced.dissolve()

    def trim(self) -> None:
        """Forget modules that were not asked for lately; nothing of theirs may be in use."""
        while self._modules and (len(self._modules) > _KEPT or self._size > _KEPT_TEXT):
            _, module = self._modules.popitem(last=False)
            if module is not None:
                self._size -= len(module.text)
                module.dissolve()

    def tree(self, module: Module) -> list[Path]:
        """All Python files of the outermost package that the module belongs to."""
        root = self.root(module.path.parent)
        folder = root / module.name.partition(".")[0]
        if module.path.parent == root and module.path.name != "__init__.py":
            folder = root
        found = self._trees.get(folder)
        if found is None:
            files = sorted(python_files(folder, deep=folder != root))
            found = self._trees[folder] = [Path(file) for file in files]
        self.touched.add(f"{folder}{os.sep}{TREE}")
        return found

    def files_naming_base(self, module: Module, name: str) -> list[Path]:
        """The package's files that have a class statement with this name among the bases."""
        tree = self.tree(module)
        key = tree[0].parent if tree else module.path.parent
        index = self._bases.get(key)
        if index is None:
            index = self._bases[key] = {}
            room = _KEPT_TEXT
            for path in tree:
                data = self._texts.get(path) or _content(path)
                if room > 0 and str(path) not in self._modules:
                    self._ahead[path] = data
                    room -= len(data)
                for match in re.finditer(_CLASS, data):
                    for word in re.findall(_WORD, match[1]):
                        index.setdefault(word.decode("ascii", "replace"), set()).add(path)
        return sorted(index.get(name, ()))

    # Names --------------------------------------------------------------------------------------

    def find_module(self, name: str, near: Module) -> Module | None:
        """The module of a dotted name, as the module `near` would import it."""
        relative = name.replace(".", os.sep)
        for root in self._search(name, near):
            for candidate in (root / f"{relative}.py", root / relative / "__init__.py"):
                if self.is_file(candidate):
                    return self.module(candidate)
        return None

    def _search(self, name: str, near: Module) -> Iterator[Path]:
        root = self.root(near.path.parent)
        if root.name not in INSTALLED or name.partition(".")[0] == near.name.partition(".")[0]:
            # Beside an installed package are all others, and none of them is the library.
            yield root
        for other in (self.base, self.base / "src"):
            if other != root:
                yield other

    def resolve(self, module: Module, name: str, before: int = 0) -> Class | Function | str:
        """What a dotted name in a module stands for: a class, a function, or a dotted name that
        is not in the library.

        `before` is the line of a class statement whose base the name is: a class of that name
        further down, or that very class, is not meant.
        """
        head, _, rest = name.partition(".")
        local = [c for c in module.classes.get(head, ()) if not before or c.node.lineno < before]
        if local and not rest:
            return local[-1]
        if head in module.functions and not rest and head not in module.imports:
            return module.functions[head]
        entry = module.imports.get(head)
        if entry is not None:
            return self._absolute(module.original(name), module, set())
        seen: set[str] = set()
        for star in module.stars:
            found = self._absolute(f"{star}.{name}", module, seen)
            if not isinstance(found, str) or found in TASK_NAMES:
                return found
        return name

    def _absolute(self, name: str, near: Module, seen: set[str]) -> Class | Function | str:
        if name in TASK_NAMES or name.startswith("prefect.core."):
            return name
        if name in seen or len(seen) > _FOLLOWED:
            return name
        seen.add(name)
        head, _, last = name.rpartition(".")
        if not head:
            return name
        module = self.find_module(head, near)
        if module is None:
            return name
        if last in module.classes:
            return module.classes[last][-1]
        if last in module.functions:
            return module.functions[last]
        entry = module.imports.get(last)
        if entry is not None and entry.target != name:
            return self._absolute(entry.target, module, seen)
        for star in module.stars:
            if star == head:
                continue
            found = self._absolute(f"{star}.{last}", module, seen)
            if not isinstance(found, str) or found in TASK_NAMES:
                return found
        return name


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
