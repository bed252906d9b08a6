"""The page on OpenAPI documents has the keys that the reader accepts, and its specs are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taskgen import documents
from taskgen.sources.openapi.limits import MAX_PROBLEMS
from taskgen.sources.openapi.operations import MOST_MEMBERS
from taskgen.sources.spec.pages import with_tables
from taskgen.sources.spec.read import read_spec
from taskgen.sources.spec.vocabulary import OPENAPI_LEVELS

PAGE = (Path(__file__).parents[3] / "docs" / "openapi.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_tables_are_those_of_the_keys():
    assert with_tables(PAGE, OPENAPI_LEVELS) == PAGE


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_read(example):
    assert read_spec(example.encode(), "docs/openapi.md").openapi


def test_limits():
    flat = " ".join(PAGE.split())
    assert f"more than {documents.MAX_BYTES // 1_000_000} million bytes" in flat
    assert f"more than {documents.MAX_DEPTH} objects" in flat
    assert f"more than {documents.MAX_NODES // 1_000_000} million values" in flat
    assert f"up to {MOST_MEMBERS} members" in flat
    assert MAX_PROBLEMS == 20
