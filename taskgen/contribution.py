"""Puts a contribution together: everything that tasks change in a library, as one plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path, PurePosixPath

from taskgen.library.changes import add_tasks, change_file, new_change_file
from taskgen.library.exports import add_exports, new_package
from taskgen.library.extras import add_extra
from taskgen.library.imports import Import
from taskgen.library.layout import Layout
from taskgen.library.modules import Definition, extend_module, new_module
from taskgen.library.outline import NEW_OUTLINE, add_classes
from taskgen.library.support import support_files
from taskgen.model.task import ModuleModel
from taskgen.plan import FileChange, Plan, current, refuse_credentials
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.record import Entry, digests, read_record, record_text
from taskgen.render import kinds
from taskgen.text import literal, prose

_SDK_GUARD = "import pytest\n\npytest.importorskip({})\n"
"""What the package of an SDK's tests begins with, in the library."""


def contribution(module: ModuleModel, layout: Layout, force: bool = False, spec: str = "") -> Plan:
    """What a contributor would change by hand to add these tasks to the library.

    Args:
        module: the tasks.
        layout: where things are in the library.
        force: whether classes that are there and differ are replaced.
        spec: what the record says that the tasks came from.

    Raises:
        TaskgenError: a file can't be read or can't be extended safely; all such problems.
    """
    draft = _Draft(layout.root)
    draft.attempt(lambda: _add_tasks(draft, module, layout, force))
    draft.attempt(lambda: _add_tests(draft, module, layout, force))
    draft.attempt(lambda: _add_exports(draft, module, layout))
    draft.attempt(lambda: _add_to_outline(draft, module, layout))
    draft.attempt(lambda: _add_to_changelog(draft, module, layout))
    draft.attempt(lambda: _add_extra(draft, module, layout))
    draft.attempt(lambda: _add_to_record(draft, layout, spec))
    wanted = len(module.tasks) > len(draft.left_alone)
    guard = _SDK_GUARD.format(literal(module.sdk))
    for path, text in support_files(layout, module.package).items() if wanted else ():
        is_test_package = path == layout.tests / module.package / "__init__.py"
        draft.set(path, None, guard if is_test_package else text)
    if draft.problems:
        raise TaskgenError(draft.problems)
    refuse_credentials(draft.changes, os.environ)
    return Plan(layout.root, tuple(draft.changes), tuple(draft.conflicts))


def closing_words(plan: Plan, module: ModuleModel, layout: Layout, folder: Path) -> str:
    """What was made, and what is left for the contributor to do.

    Args:
        plan: what was written.
        module: the tasks.
        layout: where things are in the library.
        folder: the current folder, which paths are shown from.
    """
    made = len(module.tasks) - len(
        [c for c in plan.conflicts if c.place and c.place.file == _task_file(module, layout)]
    )
    if not made:
        return f"No task for {module.service_title}: the classes that are there were left alone.\n"
    if not any(change.changes for change in plan.changes):
        left = ", or was left alone" if plan.conflicts else ""
        return f"Nothing to do: all of it is there{left}.\n"

    def shown(path: PurePosixPath) -> str:
        return os.path.relpath(layout.root / path, folder)

    steps = [
        f"Read {shown(layout.module(module.package, module.module))}; it is yours now.",
        f"Run: pytest {shown(layout.test_module(module.package, module.module))}",
    ]
    if layout.changes:
        entry = new_change_file(layout.changes, module.package, module.module)
        if any(change.path == entry for change in plan.changes):
            steps.append(
                f"Name {shown(entry)} after your pull request, add its link to the text, and "
                "yourself as `contributor`."
            )
    numbered = "".join(f"  {number}. {step}\n" for number, step in enumerate(steps, 1))
    noun = "task" if made == 1 else "tasks"
    return f"\n{made} {noun} for {module.service_title}. What to do next:\n{numbered}"


@dataclass(slots=True)
class _Draft:
    """The changes so far, and all that is wrong."""

    root: Path
    changes: list[FileChange] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: tuple[str, ...] = ()
    """The classes that the task module did not have."""
    left_alone: frozenset[str] = frozenset()
    """The classes that it has, in another form."""
    settled: dict[PurePosixPath, Iterable[str]] = field(default_factory=dict)
    """The classes of each module that are as they were to be written."""

    def attempt(self, step: Callable[[], None]) -> None:
        """Take a step; what is wrong with it is kept, so that all is told at once."""
        try:
            step()
        except TaskgenError as error:
            self.problems += error.problems

    def text(self, path: PurePosixPath) -> str | None:
        """What the file says now, or None where there is none."""
        content = current(self.root, path)
        if content is None:
            return None
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise TaskgenError(
                Problem(
                    "The file is not UTF-8, so it can't be extended.",
                    hint="Save it as UTF-8.",
                    place=Place(str(path), line),
                )
            ) from error

    def set(self, path: PurePosixPath, before: str | None, after: str) -> None:
        """Note what the file is to say."""
        old = None if before is None else before.encode()
        self.changes.append(FileChange(path, old, after.encode()))


def _task_file(module: ModuleModel, layout: Layout) -> str:
    return str(layout.module(module.package, module.module))


def _add_tasks(draft: _Draft, module: ModuleModel, layout: Layout, force: bool) -> None:
    definitions = [Definition(*found) for found in kinds.task_classes(module, layout.package)]
    draft.added, draft.left_alone = _add_definitions(
        draft,
        layout.module(module.package, module.module),
        f"Tasks for {module.service_title}.",
        kinds.task_imports(module.tasks),
        definitions,
        force,
    )


def _add_tests(draft: _Draft, module: ModuleModel, layout: Layout, force: bool) -> None:
    # A class that somebody wrote has, or needs, tests of its own.
    tasks = [task for task in module.tasks if task.name not in draft.left_alone]
    if not tasks:
        return
    definitions = [
        Definition(*found) for found in kinds.test_classes(tasks, module, layout.package)
    ]
    _add_definitions(
        draft,
        layout.test_module(module.package, module.module),
        f"Tests of the tasks for {module.service_title}.",
        kinds.test_imports(tasks, module, layout.package),
        definitions,
        force,
    )


def _add_definitions(
    draft: _Draft,
    path: PurePosixPath,
    title: str,
    imported: Iterable[kinds.Import],
    definitions: Sequence[Definition],
    force: bool,
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Add classes to a module, new or not.

    Returns the names of those that it did not have, and of those that it has in another form.
    """
    imports = list(starmap(_import, imported))
    before = draft.text(path)
    if before is None:
        draft.set(path, None, new_module(prose(title), imports, definitions))
        draft.settled[path] = [definition.name for definition in definitions]
        return tuple(definition.name for definition in definitions), frozenset()
    extension = extend_module(before, str(path), imports, definitions, force)
    draft.set(path, before, extension.text)
    for place in extension.different:
        draft.conflicts.append(
            Problem(
                "This class is there and differs from what would be written.",
                hint="`--force --diff` shows the difference, and `--force` replaces the class.",
                place=place,
            )
        )
    settled = {*extension.added, *extension.identical, *extension.replaced}
    draft.settled[path] = settled
    return extension.added, frozenset(d.name for d in definitions if d.name not in settled)


def _import(module: str, name: str, alias: str | None = None) -> Import:
    return Import(module, name, alias) if module else Import(name, alias=alias)


def _add_exports(draft: _Draft, module: ModuleModel, layout: Layout) -> None:
    path = layout.tasks / module.package / "__init__.py"
    package = layout.import_name(module.package)
    names = list(module.names())
    before = draft.text(path)
    if before is None or not before.strip():
        title = prose(f"Tasks for interacting with {module.package_title}.")
        after = new_package(package, title, {module.module: names}, module.extra or None)
    else:
        after = add_exports(before, str(path), f"{package}.{module.module}", names)
    draft.set(path, before, after)


def _add_to_outline(draft: _Draft, module: ModuleModel, layout: Layout) -> None:
    if layout.outline is None:
        return
    before = draft.text(layout.outline)
    after = add_classes(
        NEW_OUTLINE if before is None else before,
        str(layout.outline),
        module.package,
        module.title,
        layout.import_name(module.package),
        list(module.names()),
    )
    draft.set(layout.outline, before, after)


def _add_to_changelog(draft: _Draft, module: ModuleModel, layout: Layout) -> None:
    if layout.changes is None or not draft.added:
        return
    new = new_change_file(layout.changes, module.package, module.module)
    path = change_file(layout.root, new, module.service_title)
    before = draft.text(path)
    draft.set(path, before, add_tasks(before, str(path), draft.added, module.service_title))


def _add_to_record(draft: _Draft, layout: Layout, spec: str) -> None:
    if layout.record is None:
        return
    before = draft.text(layout.record)
    known = read_record(before, str(layout.record)) if before else {}
    texts = {change.path: change.after.decode() for change in draft.changes}
    for path, names in draft.settled.items():
        found = digests(texts[path])
        entries = {name: Entry(found[name], spec) for name in names}
        known[str(path)] = {**known.get(str(path), {}), **entries}
    draft.set(layout.record, before, record_text(known))


def _add_extra(draft: _Draft, module: ModuleModel, layout: Layout) -> None:
    if layout.setup is None or not module.extra:
        return
    before = draft.text(layout.setup)
    if before is None:
        return
    after = add_extra(before, str(layout.setup), module.extra, module.requirement)
    if after is not None:
        draft.set(layout.setup, before, after)
