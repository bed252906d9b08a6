"""Small SDKs for tests, written where Python finds them."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

_NUMBERS = itertools.count()

WriteSdk = Callable[..., str]


@pytest.fixture
def write_sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WriteSdk]:
    """Writes a module, or further modules of a package, and returns the name to import."""
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def write(source: str, **modules: str) -> str:
        name = f"acme_sdk_{next(_NUMBERS)}"
        made.append(name)
        package = tmp_path / name
        package.mkdir()
        (package / "__init__.py").write_text(dedent(source), encoding="utf-8")
        for module, text in modules.items():
            (package / f"{module}.py").write_text(dedent(text), encoding="utf-8")
        return name

    yield write
    for name in [each for each in sys.modules if each.partition(".")[0] in made]:
        del sys.modules[name]
