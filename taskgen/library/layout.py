"""Where a contributor's tree keeps its tasks, tests, outline and changelog.

Settings in `pyproject.toml` say so; a checkout of Prefect 1 is recognised; and where there is
neither, a new tree grows below `generated/`. `support_files` adds what plain `pytest` needs to
find the tasks, which are installed nowhere.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from taskgen.library.toml_text import place_of, refuse_what_is_not_toml
from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, readable
from taskgen.text import is_identifier
from taskgen.tomlfiles.places import loads, scan

SETTINGS = "pyproject.toml"
NEW_TREE = "generated"

PREFECT_TASKS = PurePosixPath("src/prefect/tasks")
PREFECT_PACKAGE = "prefect.tasks"


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in a task library, relative to its root; None where the library has no such."""

    root: Path
    tasks: PurePosixPath
    """The folder of the task packages."""
    package: str
    """The dotted name that folder is imported by, such as `prefect.tasks`."""
    tests: PurePosixPath
    outline: PurePosixPath | None = None
    changes: PurePosixPath | None = None
    setup: PurePosixPath | None = None

    @property
    def import_root(self) -> PurePosixPath:
        """The folder that has to be on `sys.path` for the package to be imported."""
        return PurePosixPath(*self.tasks.parts[: -len(self.package.split("."))])

    def module(self, package: str, name: str) -> PurePosixPath:
        """The file of a task module."""
        return self.tasks / package / f"{name}.py"

    def import_name(self, package: str, module: str = "") -> str:
        """The dotted name of a task package, or of a module in it."""
        return ".".join(part for part in (self.package, package, module) if part)

    def test_module(self, package: str, name: str) -> PurePosixPath:
        """The file of a task module's tests.

        Where the test folders are no packages, pytest wants every test module's name to be
        another one, so the name carries the package.
        """
        usual = self.tests / package / f"test_{name}.py"
        if self.tests_are_packages or (self.root / usual).exists():
            return usual
        return self.tests / package / f"test_{package}_{name}.py"

    @property
    def tests_are_packages(self) -> bool:
        """Whether the folders of tests are packages, or may become ones.

        They may not where somebody's modules stand in one that has no `__init__.py`: with one,
        these modules would have other names, and what they import beside them would be gone.
        """
        folders = [self.tests, *self.tests.parents[:-1]]
        return not any(_is_settled_without_init(self.root / folder) for folder in folders)


def find_layout(start: Path) -> Layout:
    """The layout of the tree that a folder belongs to.

    The nearest folder, from `start` upward, that has a `[tool.taskgen]` table or is a checkout
    of Prefect 1; otherwise a new tree in `generated/` below `start`. The search ends at a git
    root and at the home folder.

    Raises:
        TaskgenError: the table is wrong, with every fault and its line.
    """
    start = start.resolve()
    for folder in _upward(start):
        layout = _from_settings(folder) or _from_checkout(folder)
        if layout:
            return layout
    return new_layout(start / NEW_TREE)


def new_layout(root: Path) -> Layout:
    """The layout of a tree that taskgen begins; `support_files` writes it down as settings."""
    return Layout(
        root,
        tasks=PurePosixPath("tasks"),
        package="tasks",
        tests=PurePosixPath("tests/tasks"),
        outline=PurePosixPath("docs/outline.toml"),
        changes=PurePosixPath("changes"),
    )


def _upward(start: Path) -> Iterator[Path]:
    home = Path("~").expanduser() if "HOME" in os.environ else None
    for folder in [start, *start.parents]:
        yield folder
        if (folder / ".git").exists() or (home and home.exists() and folder.samefile(home)):
            return


def _from_checkout(root: Path) -> Layout | None:
    outline, changes, setup = (root / name for name in ("docs/outline.toml", "changes", "setup.py"))
    marks = (root / "tests" / "tasks", outline, changes)
    if not (root / PREFECT_TASKS).is_dir() or not any(mark.exists() for mark in marks):
        return None
    return Layout(
        root,
        tasks=PREFECT_TASKS,
        package=PREFECT_PACKAGE,
        tests=PurePosixPath("tests/tasks"),
        outline=PurePosixPath("docs/outline.toml") if outline.exists() else None,
        changes=PurePosixPath("changes") if changes.is_dir() else None,
        setup=PurePosixPath("setup.py") if setup.exists() else None,
    )


_KEYS = ("tasks", "package", "tests", "outline", "changes", "setup")


def _from_settings(root: Path) -> Layout | None:
    table, text = _settings_table(root / SETTINGS)
    own = {
        key: value
        for key, value in table.items()
        # Other tables below `[tool.taskgen]` are the linter's.
        if key in _KEYS or not isinstance(value, dict)
    }
    if not own:
        return None
    file = str(root / SETTINGS)
    problems = [
        problem
        for key, value in own.items()
        if (problem := _setting_problem(key, value, _setting_place(file, text, key)))
    ]
    if "tasks" not in own:
        problems.append(
            Problem(
                "`[tool.taskgen]` does not say where the tasks are",
                'Add `tasks = "..."`, the folder of the task packages.',
                _setting_place(file, text),
            )
        )
    if problems:
        raise TaskgenError(problems)
    paths = {key: PurePosixPath(str(own[key])) for key in _KEYS if key in own and key != "package"}
    return Layout(
        root,
        tasks=paths["tasks"],
        package=_package(
            own,
            paths["tasks"],
            _setting_place(file, text, "package" if "package" in own else "tasks"),
        ),
        tests=paths.get("tests", PurePosixPath("tests")),
        outline=paths.get("outline"),
        changes=paths.get("changes"),
        setup=paths.get("setup"),
    )


def _settings_table(file: Path) -> tuple[dict[str, object], str]:
    """The `[tool.taskgen]` table of a file and the file's text; an empty one where there is none.

    A broken `pyproject.toml` that does not name taskgen is not taskgen's to complain about.
    """
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}, ""
    except OSError as error:
        raise TaskgenError(
            Problem(
                f"this can't be read ({(error.strerror or '').lower()})", place=Place(str(file))
            )
        ) from None
    if b"taskgen" not in content:
        return {}, ""
    try:
        text = content.decode("utf-8")
        table = loads(text).get("tool", {}).get("taskgen", {})
    except UnicodeDecodeError:
        raise TaskgenError(
            Problem("this is not UTF-8 text", "Save the file as UTF-8.", Place(str(file)))
        ) from None
    except ValueError:
        refuse_what_is_not_toml(text, str(file))
        raise
    except AttributeError:
        table = None
    if not isinstance(table, dict):
        raise TaskgenError(
            Problem("`tool.taskgen` is not a table", place=_setting_place(str(file), text))
        )
    return table, text


def _setting_problem(key: str, value: object, place: Place) -> Problem | None:
    if key not in _KEYS:
        hint = did_you_mean(key, _KEYS) or f"The settings are {', '.join(_KEYS)}."
        return Problem(f"`[tool.taskgen]` has no setting `{readable(key)}`", hint, place)
    if not isinstance(value, str):
        return Problem(f"`{key}` is {_toml_type(value)}, not a string", place=place)
    if key == "package":
        if not all(map(is_identifier, value.split("."))):
            return Problem(
                f"`{readable(value)}` is not a dotted Python name",
                "For example: `acme.tasks`.",
                place,
            )
        return None
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or re.match(r"[A-Za-z]:", value):
        return Problem(
            f"`{key}` leads out of the folder of `{SETTINGS}`",
            "Write a path relative to that folder, with `/` between its parts.",
            place,
        )
    if not path.parts:
        return Problem(f"`{key}` is empty", "Write a path, or leave the setting out.", place)
    return None


def _package(own: dict[str, object], tasks: PurePosixPath, place: Place) -> str:
    parts = tasks.parts
    if "package" not in own:
        if len(parts) > 1 and parts[0] == "src":
            parts = parts[1:]
        if not all(map(is_identifier, parts)):
            raise TaskgenError(
                Problem(
                    f"`{readable(str(tasks))}` can't be imported by that name",
                    'Add `package = "..."`, the name that the tasks are imported by.',
                    place,
                )
            )
        return ".".join(parts)
    package = str(own["package"])
    names = tuple(package.split("."))
    if parts[-len(names) :] != names:
        raise TaskgenError(
            Problem(
                f"`package` is `{package}`, but `tasks` does not end in `{'/'.join(names)}`",
                "A package is imported by the names of its folders.",
                place,
            )
        )
    return package


def _toml_type(value: object) -> str:
    names = {bool: "a boolean", int: "an integer", float: "a float", list: "an array"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date or a time")


def _setting_place(file: str, text: str, key: str = "") -> Place:
    """Where a key of `[tool.taskgen]` stands; the table's own place where there is no such key."""
    keys = scan(text).keys
    table = keys.get(("tool", "taskgen"))
    return place_of(text, file, keys.get(("tool", "taskgen", key), table))


def _is_settled_without_init(folder: Path) -> bool:
    """Whether there are modules or packages in a folder that is itself no package."""
    if not folder.is_dir() or (folder / "__init__.py").exists():
        return False
    return any(folder.glob("*.py")) or any(folder.glob("*/__init__.py"))


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
    folders = [PurePosixPath(), *reversed(layout.tests.parents[:-1]), layout.tests]
    if any((layout.root / folder / "conftest.py").exists() for folder in folders):
        return None
    if _extends_prefect(layout):
        depth = len(layout.tasks.parts) - len(layout.package.split(".")) + 2
        folder = str(PurePosixPath(*layout.tasks.parts[:depth]))
        return _EXTENDING_CONFTEST.format(folder=json.dumps(folder))
    pytest_settings = _pytest_settings(layout.root)
    if "pythonpath" in pytest_settings:
        return None
    at_root = not layout.import_root.parts
    # pytest itself puts the folder above the topmost test package on `sys.path`.
    found_by_pytest = at_root and layout.tests_are_packages and "importlib" not in pytest_settings
    if found_by_pytest and layout != new_layout(layout.root):
        return None
    folder = "" if at_root else f" / {json.dumps(str(layout.import_root))}"
    return _CONFTEST.format(folder=folder)


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
