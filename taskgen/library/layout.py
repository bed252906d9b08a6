"""Where a contributor's tree keeps its tasks, tests, outline and changelog.

Settings in `pyproject.toml` say so; a checkout of Prefect 1 is recognised; and where there is
neither, a new tree grows below `generated/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from taskgen.library.settings import read_settings
from taskgen.problems import Problem, TaskgenError

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
    record: PurePosixPath | None = None
    """Where `record` keeps what was generated; only settings ask for it."""

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
        TaskgenError: the table is wrong, with every fault and its line, or the new tree's folder is
            a link.
    """
    start = start.resolve()
    for folder in _upward(start):
        settings = read_settings(folder)
        layout = Layout(folder, **settings) if settings else _from_checkout(folder)
        if layout:
            return layout
    root = start / NEW_TREE
    if root.is_symlink():
        # Nobody said where it leads; a checkout of somebody else's may have brought it along.
        raise TaskgenError(
            Problem(
                f"{NEW_TREE}: The folder is a link, and taskgen does not write through links.",
                "Take it away, or run taskgen in the folder that it leads to.",
            )
        )
    return new_layout(root)


def new_layout(root: Path) -> Layout:
    """The layout of a tree that taskgen begins; `support` writes it down as settings."""
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


def _is_settled_without_init(folder: Path) -> bool:
    """Whether there are modules or packages in a folder that is itself no package."""
    if not folder.is_dir() or (folder / "__init__.py").exists():
        return False
    return any(folder.glob("*.py")) or any(folder.glob("*/__init__.py"))
