"""The printed spec of SDK tasks says all of them: read again, it is the same model."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskgen.render.spec import spec_toml
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec
from taskgen.tomlfiles.places import loads

ROOT = Path(__file__).parents[3]
ALL = sorted((ROOT / "generated" / "specs").glob("*.toml"))
SPECS = [path for path in ALL if "sdk" in loads(path.read_text())]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_the_printed_spec_makes_the_same_tasks(path: Path) -> None:
    made = module_model(read_spec(path.read_bytes(), path.name))
    printed = spec_toml(made)
    assert module_model(read_spec(printed.encode(), "printed.toml")) == made
    assert spec_toml(made) == printed
