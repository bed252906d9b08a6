"""Makes the module of tasks of one or more paths into a Python SDK."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata

from taskgen.model.task import ModuleModel
from taskgen.problems import Problem, TaskgenError, readable
from taskgen.sources.python import names
from taskgen.sources.python.chain import follow
from taskgen.sources.python.importing import reading
from taskgen.sources.python.target import Target, parse_target
from taskgen.sources.python.tasks import Made, task_model
from taskgen.text import prose


@dataclass(frozen=True, slots=True)
class Inferred:
    """A module of tasks, and what their author should know of them."""

    module: ModuleModel
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is installed to import an SDK."""

    name: str
    version: str

    @property
    def requirement(self) -> str:
        """It, from this release on, as `setup.py` names it."""
        release = re.match(r"\d+(\.\d+)?", self.version)
        return f"{self.name} >= {release[0]}" if release else self.name


def module_model(paths: Sequence[str], secrets: Sequence[str] = ()) -> Inferred:
    """The tasks of the calls that the paths lead to.

    Args:
        paths: such as `jira:JIRA.create_issue`, all into one SDK.
        secrets: the names of kwargs that are secret, beside those that look it.

    Raises:
        TaskgenError: a path leads to no call, or a call can't be made into a task; all of it.
    """
    problems: list[Problem] = []
    targets: list[Target] = []
    for path in dict.fromkeys(paths):
        try:
            targets.append(parse_target(path))
        except TaskgenError as error:
            problems += error.problems
    problems += _other_sdks(targets)
    if problems:
        raise TaskgenError(problems)
    made: list[Made] = []
    notes: list[str] = []
    for target in targets:
        try:
            with reading(target):
                chain = follow(target)
                made.append(task_model(chain, frozenset(secrets)))
            if chain.printed.strip():
                notes.append(f"Importing `{target.module}` printed: {readable(chain.printed)}")
        except TaskgenError as error:
            problems += error.problems
    problems += _twins(made)
    if problems:
        raise TaskgenError(problems)
    tasks = tuple(sorted((each.task for each in made), key=lambda task: task.name))
    notes += [note for each in made for note in each.notes]
    top = targets[0].module
    package = names.package_name(top)
    package_title = names.package_title(top)
    found = distribution(top)
    return Inferred(
        ModuleModel(
            package=package,
            module=made[0].module,
            title=prose(f"{package_title} Tasks"),
            service_title=prose(names.title(top)),
            package_title=prose(package_title),
            extra=package,
            requirement=found.requirement if found else top.partition(".")[0],
            sdk=top,
            tasks=tasks,
        ),
        tuple(dict.fromkeys(notes)),
    )


def _other_sdks(targets: Sequence[Target]) -> list[Problem]:
    """Paths into another SDK than the first: tasks of one module have one SDK."""
    return [
        target.problem(
            f"`{target.module}` is another SDK than `{targets[0].module}`.",
            "Generate the tasks of one SDK at a time.",
            0,
            len(target.module),
        )
        for target in targets[1:]
        if names.package_name(target.module) != names.package_name(targets[0].module)
    ]


def _twins(made: Sequence[Made]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for each in made:
        name = each.task.name.lower()
        if name in seen:
            problems.append(
                Problem(
                    f"Two of the paths would both be the class `{each.task.name}`.",
                    "Generate one of them from a spec, where its `class` can be said.",
                )
            )
        seen.add(name)
    return problems


@lru_cache(maxsize=16)
def distribution(module: str) -> Distribution | None:
    """What was installed that holds the module; None where that can't be told."""
    top = module.partition(".")[0]
    parts = module.split(".")
    found = metadata.packages_distributions().get(top, [])
    best = None
    for name in found:
        files = metadata.files(name) or ()
        # Several distributions may share a namespace, as `azure` and `google`.
        if len(found) == 1 or any(
            str(path).startswith("/".join(parts) + "/") or str(path) == "/".join(parts) + ".py"
            for path in files
        ):
            best = name
            break
    return Distribution(best, metadata.version(best)) if best else None
