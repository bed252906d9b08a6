"""The `[tool.taskgen]` table of `pyproject.toml`, which says where a library has its parts."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any, TypedDict

from taskgen.problems import Place, Problem, TaskgenError, did_you_mean, readable
from taskgen.text import is_identifier
from taskgen.tomlfiles.document import Document, read_document

SETTINGS = "pyproject.toml"

_TABLE = ("tool", "taskgen")
_KEYS = ("tasks", "package", "tests", "outline", "changes", "setup", "record")
_ENDINGS = {"outline": ".toml", "setup": ".py", "record": ".lock"}


class Settings(TypedDict):
    """What the table says, or what follows from it; `layout.Layout` has what each key means."""

    tasks: PurePosixPath
    package: str
    tests: PurePosixPath
    outline: PurePosixPath | None
    changes: PurePosixPath | None
    setup: PurePosixPath | None
    record: PurePosixPath | None


def read_settings(root: Path) -> Settings | None:
    """The settings of a folder, or None where it has none.

    Raises:
        TaskgenError: the file can't be read or the table is wrong, with every fault and its line.
    """
    document = _read(root / SETTINGS)
    table = _table(document) if document else {}
    own = {
        key: value
        for key, value in table.items()
        # Other tables below `[tool.taskgen]` are the linter's.
        if key in _KEYS or not isinstance(value, dict)
    }
    if not document or not own:
        return None
    problems = [problem for key, value in own.items() if (problem := _fault(key, value, document))]
    if "tasks" not in own:
        missing = Problem(
            "`[tool.taskgen]` does not say where the tasks are.",
            'Add `tasks = "..."`, the folder of the task packages.',
            document.key_place(_TABLE),
        )
        problems.insert(0, missing)
    if problems:
        raise TaskgenError(problems)
    paths = {key: PurePosixPath(own[key]) for key in _KEYS if key in own and key != "package"}
    problems = _overlaps(paths, document)
    if problems:
        raise TaskgenError(problems)
    return Settings(
        tasks=paths["tasks"],
        package=_package(paths["tasks"], own.get("package"), document),
        tests=paths.get("tests", PurePosixPath("tests")),
        outline=paths.get("outline"),
        changes=paths.get("changes"),
        setup=paths.get("setup"),
        record=paths.get("record"),
    )


def _read(file: Path) -> Document | None:
    """The file, or None where there is none that names taskgen.

    A broken `pyproject.toml` that does not is not taskgen's to complain about.
    """
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            # Reading a pipe or a device may take for ever.
            return None
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise TaskgenError(
            Problem(
                f"The settings can't be read: {(error.strerror or str(error)).lower()}.",
                "Make it a file that you may read, or run the command in another folder.",
                Place(str(file)),
            )
        ) from None
    return read_document(content, str(file)) if b"taskgen" in content else None


def _table(document: Document) -> dict[str, Any]:
    tool = document.data.get("tool", {})
    table = tool.get("taskgen", {}) if isinstance(tool, dict) else None
    if isinstance(table, dict):
        return table
    raise TaskgenError(
        Problem(
            "`tool.taskgen` is not a table.",
            "Write the settings below a line `[tool.taskgen]`.",
            document.key_place(_TABLE),
        )
    )


def _fault(key: str, value: object, document: Document) -> Problem | None:
    """What is wrong with a setting."""
    if key not in _KEYS:
        hint = did_you_mean(key, _KEYS) or f"The settings are {', '.join(_KEYS)}."
        return Problem(
            f"`[tool.taskgen]` has no setting `{readable(key)}`.",
            hint,
            document.key_place((*_TABLE, key)),
        )
    place = document.value_place((*_TABLE, key))
    if not isinstance(value, str):
        return Problem(f"`{key}` is not a string.", f'Write `{key} = "..."`.', place)
    if key == "package":
        if not all(map(is_identifier, value.split("."))):
            return Problem(
                f"`{readable(value)}` is not a dotted Python name.",
                "Write one such as `acme.tasks`.",
                place,
            )
        return None
    path = PurePosixPath(value)
    if not value.isprintable():
        return Problem(
            f"`{key}` has characters that do not show.", "Write the path without them.", place
        )
    if path.is_absolute() or ".." in path.parts or "\\" in value or re.match(r"[A-Za-z]:", value):
        return Problem(
            f"`{key}` leads out of the folder of `{SETTINGS}`.",
            "Write a path relative to that folder, with `/` between its parts.",
            place,
        )
    if not path.parts:
        return Problem(f"`{key}` is empty.", "Write a path, or leave the setting out.", place)
    ending = _ENDINGS.get(key)
    if ending and path.suffix != ending:
        return Problem(
            f"`{key}` is no `{ending}` file.",
            f"Write the path of one that ends in `{ending}`.",
            place,
        )
    return None


def _overlaps(paths: dict[str, PurePosixPath], document: Document) -> list[Problem]:
    """What is wrong with paths of which one is, or is inside, another that it may not be in."""
    problems = []
    for key, path in paths.items():
        for other, around in paths.items():
            # Tests and docs may stand beside the tasks, not among their packages.
            if other == key or (path != around and other != "tasks"):
                continue
            if around == path or around in path.parents:
                problems.append(
                    Problem(
                        f"`{key}` is in the folder of `{other}`, or the same.",
                        "Give each a place of its own.",
                        document.value_place((*_TABLE, key)),
                    )
                )
                break
    return problems


def _package(tasks: PurePosixPath, package: str | None, document: Document) -> str:
    """The dotted name that the tasks are imported by."""
    parts = tasks.parts
    if package is None:
        if len(parts) > 1 and parts[0] == "src":
            parts = parts[1:]
        if not all(map(is_identifier, parts)):
            raise TaskgenError(
                Problem(
                    f"`{readable(str(tasks))}` can't be imported by that name.",
                    'Add `package = "..."`, the name that the tasks are imported by.',
                    document.value_place((*_TABLE, "tasks")),
                )
            )
        return ".".join(parts)
    names = tuple(package.split("."))
    if parts[-len(names) :] != names:
        raise TaskgenError(
            Problem(
                f"`package` is `{package}`, but `tasks` does not end in `{'/'.join(names)}`.",
                "A package is imported by the names of its folders: change one of the two.",
                document.value_place((*_TABLE, "package")),
            )
        )
    return package
