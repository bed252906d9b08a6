"""What is wrong, where, and what to do next: the only way an error reaches a user.

Functions that read what people wrote collect `Problem`s and raise them all at once in a
`TaskgenError`; the command line prints them and exits with 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from taskgen.credentials import hidden

MAX_SOURCE = 200
"""Characters of a source line that are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text file; `line` and `column` count from 1, and 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0
    source: str = ""
    """The line itself, shown above a caret; empty where it can't help."""
    length: int = 1

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([readable(self.file), *numbers])

    def shown(self) -> tuple[str, str]:
        """The line, or what is around the column of a long one, and the caret below it."""
        start = max(self.column - MAX_SOURCE // 2, 0) if len(self.source) > MAX_SOURCE else 0
        # One character for one: a tab or an escape would move the caret off its target.
        source = self.source[start : start + MAX_SOURCE].replace("\t", " ")
        line = "".join(c if c.isprintable() else "?" for c in source)
        at = self.column - 1 - start
        length = max(min(self.length, len(line) - at), 1)
        return f"    {line}", f"    {' ' * at}{'^' * length}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, the place where it is known, and the next step."""

    message: str
    hint: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.message}" if self.place else self.message]
        if self.place and self.place.source and self.place.column:
            lines += self.place.shown()
        lines += [f"  {line}" for line in self.hint.splitlines()]
        text = hidden("\n".join(lines))
        # Whatever got into a message, a terminal shows it and does not obey it.
        return text if text.replace("\n", "").isprintable() else "".join(map(_visible, text))


class TaskgenError(Exception):
    """Bad input, in one or more `Problem`s; nothing has been written."""

    def __init__(self, problems: Problem | Iterable[Problem]):
        found = (problems,) if isinstance(problems, Problem) else problems
        # One folder may be in the way of many files.
        self.problems = tuple(dict.fromkeys(found))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def readable(text: str, limit: int = 200) -> str:
    """Text from outside as one line that a terminal shows and does not obey.

    Control, invisible and direction-changing characters are shown as escapes, and text beyond
    `limit` characters is left out.
    """
    shown = text[:limit] + ("…" if len(text) > limit else "")
    if shown.isprintable():
        return shown
    return "".join(map(_visible, shown)).replace("\n", "\\n")


def _visible(char: str) -> str:
    """A character that does not print as an escape; line breaks are left."""
    if char.isprintable() or char == "\n":
        return char
    return char.encode("unicode_escape").decode()


def sentence(text: str) -> str:
    """What another program says, with a full stop where it has no end of its own."""
    shown = readable(text.strip())
    return shown if shown.endswith((".", "?", "!")) else f"{shown}."


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known names most like `name`, best first, however they are capitalised."""
    # difflib costs a few milliseconds to import, and only errors need it.
    from difflib import get_close_matches

    by_folded: dict[str, list[str]] = {}
    for candidate in known:
        by_folded.setdefault(candidate.lower().replace("-", "_"), []).append(candidate)
    folded = name[:100].lower().replace("-", "_")
    close = get_close_matches(folded, by_folded, n=count, cutoff=0.6)
    return [candidate for match in close for candidate in by_folded[match]][:count]


def some_of(names: Iterable[str], most: int = 8) -> str:
    """The names for a hint, not more than a line or two of them: "`a`, `b` and others"."""
    known = [f"`{readable(name)}`" for name in names]
    *others, last = known if len(known) <= most else [*known[:most], "others"]
    return f"{', '.join(others)} and {last}" if others else last


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence naming the nearest known names, or an empty one where none is near."""
    close = [f"`{readable(candidate)}`" for candidate in nearest(name, known)]
    if not close:
        return ""
    *others, last = close
    return f"Did you mean {', '.join(others) + ' or ' if others else ''}{last}?"
