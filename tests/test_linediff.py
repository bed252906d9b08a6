"""What differs between two versions of a file's lines."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.linediff import changes

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("abc", "abc", []),
        ("", "ab", [(0, 0, 0, 2)]),
        ("ab", "", [(0, 2, 0, 0)]),
        ("abc", "abxc", [(2, 2, 2, 3)]),
        ("abcde", "axcdy", [(1, 2, 1, 2), (4, 5, 4, 5)]),
        ("axbxc", "axxbxc", [(2, 2, 2, 3)]),
        # Of the lines that are there once, those that moved are no anchors.
        ("abcd", "dabc", [(0, 0, 0, 1), (3, 4, 4, 4)]),
        # No line is there once.
        ("xyxyzz", "xyzzxyxy", [(2, 2, 2, 4), (4, 6, 6, 8)]),
    ],
)
def test_changes(before, after, found):
    assert changes(before, after) == found


@given(LINES, LINES)
def test_they_lead_from_one_version_to_the_other(before, after):
    lines, at = [], 0
    for start, end, new_start, new_end in changes(before, after):
        assert start > at or not lines
        lines += [*before[at:start], *after[new_start:new_end]]
        assert len(lines) == new_end
        at = end
    assert [*lines, *before[at:]] == after


def test_a_long_file_of_lines_that_are_alike_takes_no_longer_than_reading_it():
    before = [line for number in range(20_000) for line in (f"class {number}", "x", "y", "", "")]
    after = ["import os", *before[:50_000], *["class new", "x", "y", "", ""], *before[50_000:], "z"]
    start = process_time()
    assert len(changes(before, after)) == 3
    assert process_time() - start < 2
