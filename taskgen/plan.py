"""File changes, built whole in memory.

`summary`, `diff`, `changed` and `write.write` are four readers of one `Plan`: what a dry run shows
is what a write does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from taskgen import filenames, linediff
from taskgen.credentials import looks_like_credential, secrets_in_use
from taskgen.problems import Place, Problem, TaskgenError, readable


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file holds now (None: there is no file) and what it is to hold."""

    path: PurePosixPath
    before: bytes | None
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether the file would be another one afterwards."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes below one root, in the order of their paths.

    `conflicts` are what was left alone because somebody else wrote it.

    Raises:
        ValueError: two changes are for one path.
    """

    root: Path
    changes: tuple[FileChange, ...] = ()
    conflicts: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.changes, key=lambda change: change.path.parts))
        paths = [change.path for change in ordered]
        if len(set(paths)) < len(paths):
            twice = sorted({str(path) for path in paths if paths.count(path) > 1})
            raise ValueError(f"more than one change for {', '.join(twice)}")
        object.__setattr__(self, "changes", ordered)


def current(root: Path, path: PurePosixPath) -> bytes | None:
    """What the file holds now, or None where there is none.

    Raises:
        TaskgenError: the path leaves the root, passes through a link, or is no readable file.
    """
    try:
        problem = path_problem(root, path)
        if problem:
            raise TaskgenError(problem)
        return (root / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TaskgenError(os_problem(error, "The file can't be read", path)) from None


def changed(plan: Plan) -> bool:
    """Whether writing the plan would change anything."""
    return any(change.changes for change in plan.changes)


def summary(plan: Plan) -> str:
    """A line for each file: what would happen to it, and how many lines come and go."""
    return "".join(f"{_summary_line(change)}\n" for change in plan.changes)


def _summary_line(change: FileChange) -> str:
    path = readable(str(change.path))
    if not change.changes:
        return f"unchanged  {path}"
    if change.before is None:
        count = len(linediff.lines_of(change.after))
        return f"create     {path} ({count} line{'' if count == 1 else 's'})"
    found = linediff.changes(linediff.lines_of(change.before), linediff.lines_of(change.after))
    added = sum(new_end - new_start for _, _, new_start, new_end in found)
    removed = sum(end - start for start, end, _, _ in found)
    counts = ([f"+{added}"] if added else []) + ([f"-{removed}"] if removed else [])
    return f"extend     {path} ({' '.join(counts)})"


_HERE = PurePosixPath()


def diff(plan: Plan, folder: PurePosixPath = _HERE) -> str:
    """The changes as one unified diff, which `patch` and `git apply` take.

    Paths are those of the plan below `folder`, where the root is from where the diff is applied.
    Bytes that are not UTF-8 are shown as escapes; such a diff is for reading only.
    """
    changes = [change for change in plan.changes if change.changes]
    return "".join(_file_diff(change, folder / change.path) for change in changes)


def _file_diff(change: FileChange, shown: PurePosixPath) -> str:
    path = readable(str(shown))
    header = f"diff --git a/{path} b/{path}\n"
    if change.before is None:
        header += "new file mode 100644\n"
    before, after = linediff.lines_of(change.before or b""), linediff.lines_of(change.after)
    hunks = linediff.hunks(before, after)
    if hunks:
        header += f"--- {'/dev/null' if change.before is None else f'a/{path}'}\n+++ b/{path}\n"
    return header + hunks


def path_problem(root: Path, path: PurePosixPath) -> Problem | None:
    """What is wrong with writing to that path, whatever the file holds."""
    place = Place(str(path))
    if path.is_absolute() or ".." in path.parts or not path.parts:
        return Problem(
            "The path leads out of the folder that taskgen writes to.",
            "Name one inside it, in `[tool.taskgen]` of `pyproject.toml`.",
            place,
        )
    for folder in reversed(path.parents[:-1]):
        here = root / folder
        if here.is_symlink():
            return Problem(
                "The folder is a link, and taskgen does not write through links.",
                "Name the folder that it leads to, in `[tool.taskgen]` of `pyproject.toml`.",
                Place(str(folder)),
            )
        if not here.exists():
            problem = _name_problem(root, folder)
            if problem:
                return problem
        elif not here.is_dir():
            return Problem(
                "There is a file where a folder is needed.",
                "Move it away, or name another folder in `[tool.taskgen]` of `pyproject.toml`.",
                Place(str(folder)),
            )
    target = root / path
    if target.is_symlink():
        return Problem(
            "The file is a link, and taskgen does not write through links.",
            "Put a file in its place.",
            place,
        )
    if not target.exists():
        return _name_problem(root, path)
    if not target.is_file():
        return Problem("There is something here that is not a file.", "Move it away.", place)
    return None


def _name_problem(root: Path, path: PurePosixPath) -> Problem | None:
    """What is wrong with the name of a file or a folder that is not there yet."""
    fault = filenames.fault(path.name)
    if fault:
        return Problem(
            f"`{readable(path.name, 60)}` is no name for a file or a folder here: {fault}.",
            "Name another one, in a spec or in `[tool.taskgen]` of `pyproject.toml`.",
            Place(str(path)),
        )
    folder = root / path.parent
    folded = filenames.folded(path.name)
    for other in os.listdir(folder) if folder.is_dir() else ():  # noqa: PTH208 - names alone
        if filenames.folded(other) == folded:
            return Problem(
                f"There is `{readable(other, 60)}` here, which is the same name on macOS and "
                "Windows.",
                "Rename that one, or name another one in a spec or in `[tool.taskgen]` of "
                "`pyproject.toml`.",
                Place(str(path)),
            )
    return None


def refuse_credentials(changes: Iterable[FileChange], environment: Mapping[str, str]) -> None:
    """Refuse to write what looks like a real credential, or is one that is in use here.

    Raises:
        TaskgenError: a line that is new has one; it is not shown.
    """
    secrets = list(secrets_in_use(environment))
    problems = []
    for change in changes:
        after = change.after.decode()
        if not looks_like_credential(after) and not any(v in after for _, v in secrets):
            continue
        old = set((change.before or b"").decode().splitlines())
        for number, line in enumerate(after.splitlines(), 1):
            names = [name for name, value in secrets if value in line]
            if line not in old and (names or looks_like_credential(line)):
                what = f"the value of `{names[0]}`" if names else "what looks like a credential"
                problems.append(
                    Problem(
                        f"This line would hold {what}.",
                        "Take it out of what the task is made from: the spec, or the SDK's own "
                        "defaults and docs. A task gets a secret when it runs.",
                        Place(str(change.path), number),
                    )
                )
    if problems:
        raise TaskgenError(problems)


def os_problem(
    error: OSError, what: str, path: PurePosixPath, hint: str = "Make it readable."
) -> Problem:
    """What the system refused, with its reason."""
    return Problem(f"{what}: {reason(error)}.", hint, Place(str(path)))


def reason(error: OSError) -> str:
    """What the system says, in the midst of a sentence."""
    return (error.strerror or str(error)).lower()
