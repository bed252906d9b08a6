"""Tasks of paths pass the tests that are generated with them, whatever the SDK does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import black
import pytest

from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.sources.python.infer import module_model
from taskgen.write import write
from tests.sources.python.sdk import WriteSdk

SDKS = {
    "a coroutine function": (
        "Client.get",
        """
        class Client:
            async def get(self, key, size=None): ...
        """,
    ),
    "an asynchronous classmethod": (
        "Customer.retrieve_async",
        """
        class Customer:
            @classmethod
            async def retrieve_async(cls, key, size=None) -> dict: ...
        """,
    ),
    "a method that returns an awaitable": (
        "Client.get",
        """
        from typing import Awaitable
        class Client:
            def get(self, key, size=None) -> Awaitable[str]: ...
        """,
    ),
}


@pytest.mark.parametrize("name", SDKS)
def test_generated_tests_pass(name: str, tmp_path: Path, write_sdk: WriteSdk) -> None:
    path, source = SDKS[name]
    sdk = write_sdk(source)
    library = tmp_path / "library"
    write(contribution(module_model([f"{sdk}:{path}"]).module, new_layout(library)))
    (tests,) = library.glob("tests/tasks/*/test_*.py")
    text = tests.read_text()
    assert black.format_str(text, mode=black.Mode()) == text
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", str(tests)],
        cwd=library,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
