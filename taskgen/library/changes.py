"""`changes/*.yaml`, from which Prefect's changelog is made."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from taskgen.conventions import CHANGE_SECTIONS
from taskgen.library.splice import newline_of
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.text import one_of

_SECTION = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*?)[ \t]*(#.*)?\Z")
_BULLET = re.compile(r"""(?P<dash>[ \t]*-[ \t]+)(?P<text>.*)\Z""")
_ADDED = re.compile(r"Add (?P<names>`\w+`(?:(?:, | and )`\w+`)*) tasks? for ")


def new_change_file(changes: PurePosixPath, package: str, module: str) -> PurePosixPath:
    """The file for the tasks of a module, such as `changes/aws-lambda_function.yaml`.

    Prefect names these files by pull request, whose number nobody knows yet.
    """
    return changes / f"{package}-{module}.yaml"


def change_file(root: Path, new: PurePosixPath, subject: str) -> PurePosixPath:
    """The file beside `new` that says already which tasks are added for the subject, or `new`.

    It may have been named after its pull request meanwhile.
    """
    if _says(root / new, subject):
        return new
    others = sorted((root / new.parent).glob("*.yaml"))
    return next((new.with_name(path.name) for path in others if _says(path, subject)), new)


def _says(path: Path, subject: str) -> bool:
    try:
        lines = path.read_text("utf-8", "replace").split("\n")
    except OSError:
        return False
    section = _task_section(lines)
    return section is not None and any(
        _names_in(lines[index], subject) for index, _ in _bullets(lines, section[0])
    )


def add_tasks(text: str | None, path: str, names: Sequence[str], subject: str) -> str:
    """The file with a bullet that says which tasks are added for a subject, such as `AWS Lambda`.

    A bullet for the same subject gets the names that it lacks, and keeps what somebody wrote
    behind it, such as the link to a pull request. Other bullets are never touched. `text` is None
    where there is no file yet.

    Raises:
        TaskgenError: the `task` section is of a form that can't be extended.
    """
    if not text or not text.strip():
        return f"task:\n  - {_quoted(_sentence(sorted(names), subject))}\n"
    newline = newline_of(text)
    lines = text.split("\n")
    section = _task_section(lines)
    if section is None:
        end = "" if text.endswith("\n") else newline
        bullet = f"  - {_quoted(_sentence(sorted(names), subject))}{newline}"
        return f"{text}{end}{newline}task:{newline}{bullet}"
    start, value = section
    if value:
        sentence = _quoted(_sentence(sorted(names), subject))
        raise TaskgenError(
            Problem(
                "The `task` section is not a list with a line for each change.",
                f"Add by hand:\n    task:\n      - {sentence}",
                Place(path, start + 1, 1, lines[start].rstrip("\r"), len("task")),
            )
        )
    bullets = _bullets(lines, start)
    known = {name for index, _ in bullets for name in _names_in(lines[index], subject)}
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if not missing:
        return text
    for index, _ in bullets:
        named = _names_in(lines[index], subject)
        if named:
            old = lines[index]
            sentence = _escaped(_sentence([*named, *sorted(missing)], subject))
            lines[index] = old.replace(_escaped(_sentence(named, subject)), sentence, 1)
            return "\n".join(lines)
    after, dash = bullets[-1] if bullets else (start, "  - ")
    last = _last_line_of(lines, after, dash) if bullets else start
    bullet = dash + _quoted(_sentence(sorted(missing), subject))
    if last == len(lines) - 1:
        return f"{text}{newline}{bullet}"
    lines.insert(last + 1, bullet + newline[:-1])
    return "\n".join(lines)


def _sentence(names: Sequence[str], subject: str) -> str:
    shown = one_of([f"`{name}`" for name in names], "and")
    return f"Add {shown} {'task' if len(names) == 1 else 'tasks'} for {subject}"


def _quoted(text: str) -> str:
    """The text in double quotes, as JSON has it and so YAML, with what does not print escaped."""
    return "".join(
        c if c.isprintable() else f"\\U{ord(c):08x}" for c in json.dumps(text, ensure_ascii=False)
    )


def _escaped(text: str) -> str:
    return _quoted(text)[1:-1]


def _task_section(lines: Sequence[str]) -> tuple[int, str] | None:
    """The line of `task:`, and what stands behind it."""
    for index, line in enumerate(lines):
        found = _SECTION.match(line.rstrip("\r").removeprefix("\ufeff"))
        if found and found[1] == "task":
            return index, found[2]
    return None


def _bullets(lines: Sequence[str], start: int) -> list[tuple[int, str]]:
    """The lines that begin the section's bullets, with what stands before their text."""
    found: list[tuple[int, str]] = []
    for index in range(start + 1, len(lines)):
        line = lines[index].rstrip("\r")
        section = _SECTION.match(line)
        if section and section[1] in CHANGE_SECTIONS:
            break
        bullet = _BULLET.match(line)
        # A dash that is further in belongs to the text of a bullet.
        if bullet and (not found or bullet["dash"] == found[0][1]):
            found.append((index, bullet["dash"]))
    return found


def _last_line_of(lines: Sequence[str], start: int, dash: str) -> int:
    """The last line of a bullet, whose text goes on where it is indented further."""
    indent = len(dash) - len(dash.lstrip())
    last = start
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            last = index
    return last


def _names_in(line: str, subject: str) -> list[str]:
    """The classes that a bullet says are added for the subject; none where it says otherwise."""
    found = _ADDED.search(line)
    if not found:
        return []
    names = re.findall(r"`(\w+)`", found["names"])
    sentence = re.escape(_escaped(_sentence(names, subject)))
    # Behind `AWS` may come a link, but not `Lambda`.
    return names if re.search(rf"{sentence}(?!\s*\w)", line) else []
