"""The reference of the spec documents what the reader accepts, and its examples are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taskgen.annotations import GRAMMAR
from taskgen.sources.spec.read import read_spec
from taskgen.sources.spec.reader import MAX_KWARGS
from taskgen.sources.spec.vocabulary import BOTO_LEVELS, kinds
from taskgen.tomlfiles.document import MAX_BYTES
from taskgen.tomlfiles.places import MAX_DEPTH

LEVELS = kinds(BOTO_LEVELS)
PAGE = (Path(__file__).parents[2] / "docs" / "spec.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEADINGS = dict(
    zip(LEVELS, ["At the top", "A task:", "A kwarg:", "Waiting:"], strict=True),
)


def section(heading: str) -> str:
    return next(part for part in PAGE.split("\n## ")[1:] if part.startswith(heading))


@pytest.mark.parametrize("level", LEVELS)
def test_every_key_is_documented_with_its_type(level: str) -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]*) \| [^|]*\. \| [^|]+ \|$", section(HEADINGS[level]), re.M
    )
    types = {
        key: re.sub(r"\ba ", "", kind.removeprefix("an ")) for key, kind in LEVELS[level].items()
    }
    assert dict(rows) == types


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_read(example: str) -> None:
    assert read_spec(example.encode(), "docs/spec.md").tasks


def test_types_and_limits() -> None:
    flat = " ".join(PAGE.split())
    assert f"The types are {GRAMMAR}." in flat
    assert f"{MAX_BYTES:,} bytes, {MAX_DEPTH} tables" in flat
    assert f"{MAX_KWARGS:,} kwargs a task" in flat
