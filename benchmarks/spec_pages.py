"""Writes the tables of `docs/spec.md` and `docs/spec-sdk.md`, and `docs/spec.schema.json`.

Run it after a key of the spec has changed in `taskgen/sources/spec/vocabulary.py`:

    PYTHONPATH=. python benchmarks/spec_pages.py
"""

from __future__ import annotations

from pathlib import Path

from taskgen.sources.spec.pages import schema, with_tables
from taskgen.sources.spec.vocabulary import BOTO_LEVELS, SDK_LEVELS

DOCS = Path(__file__).parents[1] / "docs"


def main() -> None:
    """Writes them."""
    for name, levels in (("spec.md", BOTO_LEVELS), ("spec-sdk.md", SDK_LEVELS)):
        page = DOCS / name
        text = with_tables(page.read_text(encoding="utf-8"), levels)
        page.write_text(text, encoding="utf-8")
    (DOCS / "spec.schema.json").write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
