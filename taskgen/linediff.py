"""What differs between two versions of a file's lines.

`difflib` alone takes minutes for a module of 100,000 lines, in which many lines are alike. So it
gets only what is between the lines that both versions have once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CONTEXT = 3
"""Lines that a diff shows around a change."""


class Change(NamedTuple):
    """Lines `start` to `end` of the old version that are `new_start` to `new_end` of the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """The stretches that differ, in order; between two of them there is a line that does not."""
    found: list[Change] = []
    for change in _changes(before, after):
        if found and (found[-1].end, found[-1].new_end) == (change.start, change.new_start):
            last = found.pop()
            found.append(Change(last.start, change.end, last.new_start, change.new_end))
        else:
            found.append(change)
    return found


def lines_of(content: bytes) -> list[str]:
    """The lines with their endings; only a line feed ends one, as it does for `patch`."""
    pieces = content.decode("utf-8", "backslashreplace").split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def hunks(before: Sequence[str], after: Sequence[str]) -> str:
    """The body of a unified diff: changes that share lines of context, each with its head."""
    lines = [line for hunk in _hunks(before, after) for line in hunk]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    whole = _stripped(before, after, Change(0, len(before), 0, len(after)))
    start, new_start = whole.start, whole.new_start
    for anchor, new_anchor in _anchors(before, after, whole):
        yield from _between(before, after, Change(start, anchor, new_start, new_anchor))
        start, new_start = anchor + 1, new_anchor + 1
    yield from _between(before, after, Change(start, whole.end, new_start, whole.new_end))


def _hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[list[str]]:
    groups: list[list[Change]] = []
    for change in changes(before, after):
        if groups and change.start - groups[-1][-1].end <= 2 * CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    for group in groups:
        first, last = group[0], group[-1]
        space = min(CONTEXT, first.start)
        start, new_start = first.start - space, first.new_start - space
        end = min(last.end + CONTEXT, len(before))
        old = _range(start, end)
        new = _range(new_start, last.new_end + end - last.end)
        hunk = [f"@@ -{old} +{new} @@\n"]
        at = start
        for change in group:
            hunk += [f" {line}" for line in before[at : change.start]]
            hunk += [f"-{line}" for line in before[change.start : change.end]]
            hunk += [f"+{line}" for line in after[change.new_start : change.new_end]]
            at = change.end
        yield [*hunk, *(f" {line}" for line in before[at:end])]


def _range(start: int, end: int) -> str:
    """Lines, counted from 1, as the head of a hunk has them; none are told by the line before."""
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _stripped(before: Sequence[str], after: Sequence[str], change: Change) -> Change:
    """The change without the lines that are the same at its start and at its end."""
    start, end, new_start, new_end = change
    while start < end and new_start < new_end and before[start] == after[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and before[end - 1] == after[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return Change(start, end, new_start, new_end)


def _anchors(before: Sequence[str], after: Sequence[str], change: Change) -> list[tuple[int, int]]:
    """The places of the lines that both have once: as many as are in the same order."""
    there = _once(before, change.start, change.end)
    new = _once(after, change.new_start, change.new_end)
    pairs = [(index, new[line]) for line, index in there.items() if line in new]
    # The longest row of pairs whose new places rise: of the rows of each length that one is kept
    # whose last place is the smallest.
    places: list[int] = []
    lasts: list[int] = []
    previous: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(places, place)
        previous.append(lasts[length - 1] if length else -1)
        places[length : length + 1] = [place]
        lasts[length : length + 1] = [number]
    found = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]


def _once(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where each line is that is there once, in order."""
    places: dict[str, int] = {}
    for index in range(start, end):
        places[lines[index]] = -1 if lines[index] in places else index
    return {line: index for line, index in places.items() if index >= 0}


def _between(before: Sequence[str], after: Sequence[str], change: Change) -> Iterator[Change]:
    start, end, new_start, new_end = change = _stripped(before, after, change)
    if start == end or new_start == new_end:
        if start < end or new_start < new_end:
            yield change
        return
    # difflib takes some milliseconds to import.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, before[start:end], after[new_start:new_end], autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            yield Change(start + first, start + last, new_start + new_first, new_start + new_last)
