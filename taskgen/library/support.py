"""The files that make plain `pytest` find a library's tasks, which are installed nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from taskgen.library.layout import PREFECT_PACKAGE, Layout, new_layout
from taskgen.library.settings import SETTINGS


def support_files(layout: Layout, package: str) -> dict[PurePosixPath, str]:
    """The files, still missing, that make plain `pytest` find a package's tasks and tests.

    - `__init__.py` in the folders of tests, from the first one down, so that test modules of one
      name do not get in each other's way (see `tests_are_packages`);
    - `__init__.py` in the folders of tasks that are new; the task package's own is `exports`'
      business;
    - a `conftest.py` where the tasks can't be imported from where they stand;
    - the settings of a new tree, so that a command that is given inside it finds it again, and
      an `__init__.py` in it where the folder around it has a test package of the same name.

    Files that are there are never among them.
    """
    files: dict[PurePosixPath, str] = {}
    for folder in _new_package_folders(layout):
        files[folder / "__init__.py"] = ""
    if layout.tests_are_packages:
        for folder in [*reversed(layout.tests.parents[:-1]), layout.tests, layout.tests / package]:
            files[folder / "__init__.py"] = ""
    conftest = _conftest(layout)
    if conftest:
        files[PurePosixPath("conftest.py")] = conftest
    if layout == new_layout(layout.root):
        files[PurePosixPath(SETTINGS)] = _new_settings(layout)
        if (layout.root.parent / layout.tests.parts[0] / "__init__.py").exists():
            # Two packages of one name, theirs and ours; as a package in this one, ours has another.
            files[PurePosixPath("__init__.py")] = ""
    return {path: text for path, text in files.items() if not (layout.root / path).exists()}


def _new_package_folders(layout: Layout) -> Iterator[PurePosixPath]:
    """The folders of the tasks' package that nobody has settled in without an `__init__.py`."""
    if _extends_prefect(layout):
        return
    for count in range(len(layout.import_root.parts) + 1, len(layout.tasks.parts) + 1):
        folder = PurePosixPath(*layout.tasks.parts[:count])
        here = layout.root / folder
        others = [path for path in here.iterdir() if path.suffix == ".py"] if here.exists() else []
        if not (here.exists() and others) and not any(here.glob("*/__init__.py")):
            yield folder


def _extends_prefect(layout: Layout) -> bool:
    """Whether the tree holds tasks of Prefect's package, and not Prefect itself."""
    top, *_ = layout.package.split(".")
    return (
        top == "prefect" and not (layout.root / layout.import_root / top / "__init__.py").exists()
    )


def _conftest(layout: Layout) -> str | None:
    folders = [*reversed(layout.tests.parents[:-1]), layout.tests]
    inner = any((layout.root / folder / "conftest.py").exists() for folder in folders)
    if (layout.root / "conftest.py").exists() or (inner and layout.package == PREFECT_PACKAGE):
        # Prefect's own checkout is installed where its tests are run.
        return None
    if _extends_prefect(layout):
        depth = len(layout.tasks.parts) - len(layout.package.split(".")) + 2
        folder = str(PurePosixPath(*layout.tasks.parts[:depth]))
        return _EXTENDING_CONFTEST.format(folder=json.dumps(folder))
    pytest_settings = _pytest_settings(layout.root)
    at_root = not layout.import_root.parts
    if _on_pythonpath(pytest_settings, str(layout.import_root)):
        return None
    # pytest itself puts the folder above the topmost test package on `sys.path`.
    found_by_pytest = at_root and layout.tests_are_packages and "importlib" not in pytest_settings
    if found_by_pytest and layout != new_layout(layout.root):
        return None
    folder = "" if at_root else f" / {json.dumps(str(layout.import_root))}"
    return _CONFTEST.format(folder=folder)


def _on_pythonpath(settings: str, folder: str) -> bool:
    """Whether pytest's settings put the folder on `sys.path`, in any of the forms they have."""
    for found in re.finditer(r"^\s*pythonpath\s*=\s*(\[[^\]]*\]|[^\n]*)", settings, re.MULTILINE):
        if folder in (name.strip("/") or "." for name in re.split(r"[\s,\"'\[\]]+", found[1])):
            return True
    return False


def _pytest_settings(root: Path) -> str:
    """The text of the files that may hold pytest's settings."""
    names = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
    found = [root / name for name in names if (root / name).is_file()]
    return "\n".join(path.read_text("utf-8", "replace") for path in found)


_CONFTEST = '''\
"""Lets pytest import the tasks from where they stand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent{folder}))
'''

_EXTENDING_CONFTEST = '''\
"""Lets pytest import the tasks from where they stand, as part of the installed Prefect."""

from pathlib import Path

import prefect.tasks

prefect.tasks.__path__.insert(0, str(Path(__file__).parent / {folder}))
'''


def _new_settings(layout: Layout) -> str:
    """Settings that make a new tree known again, and its tests independent of those around it."""
    lines = ["[tool.taskgen]"]
    for key in ("tasks", "tests", "outline", "changes"):
        lines.append(f'{key} = "{getattr(layout, key)}"')
    first = layout.tests.parts[0]
    return "\n".join([*lines, "", "[tool.pytest.ini_options]", f'testpaths = ["{first}"]', ""])
