"""Places inside the strings of a document."""

from __future__ import annotations

from dataclasses import replace

from taskgen.problems import Place


def inside(place: Place | None, column: int, length: int) -> Place | None:
    """The place of a part of a string, by its column from the opening quote on.

    The string itself where that is not plain: where it has escapes, or several lines.
    """
    if place is None or not place.source or not place.column:
        return place
    start = place.column - 1
    quoted = place.source[start : start + place.length]
    one_line = quoted[:1] in "\"'" and quoted[:3] not in ('"""', "'''") and "\\" not in quoted
    if not one_line or column < 0 or column + 1 >= len(quoted):
        return place
    length = max(1, min(length, len(quoted) - column - 2))
    return replace(place, column=place.column + 1 + column, length=length)
