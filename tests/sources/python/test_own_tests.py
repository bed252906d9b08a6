"""Tasks of paths pass the tests that are generated with them, whatever the SDK does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import black
import pytest

from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.sources.python.infer import module_model
from taskgen.write import write

SDKS = {
    "coroutine_function": """
        class Client:
            async def get(self, key, size=None): ...
        # Client.get
    """,
    "asynchronous_classmethod": """
        class Customer:
            @classmethod
            async def retrieve_async(cls, key, size=None) -> dict: ...
        # Customer.retrieve_async
    """,
    "method_that_returns_an_awaitable": """
        from typing import Awaitable
        class Client:
            def get(self, key, size=None) -> Awaitable[str]: ...
        # Client.get
    """,
    "function_that_returns_an_awaitable": """
        from typing import Awaitable
        def get(key, size=None) -> Awaitable[str]: ...
        # get
    """,
    "client_that_is_awaited_and_closed": """
        class Table:
            async def read(self, key, size=None): ...
        class Client:
            tables: Table
            async def close(self): ...
        async def connect(host, port=None) -> Client: ...
        # connect.tables.read
    """,
    "asynchronous_generator": """
        from typing import AsyncIterator
        class Thing:
            def to_dict(self): ...
        class Client:
            async def list(self, key=None) -> AsyncIterator[Thing]:
                yield Thing()
        # Client.list
    """,
    "factory_function": """
        class Table:
            def read(self, key, size=None): ...
        class Client:
            tables: Table
        def connect(host, port=None) -> Client: ...
        # connect.tables.read
    """,
    "method_of_objects_and_of_the_class": """
        import functools
        from typing_extensions import overload
        class either:
            def __init__(self, method):
                self.method = method
            def __get__(self, thing, cls=None):
                @functools.wraps(self.method)
                def wrapper(*args, **kwargs): ...
                return wrapper
        class Customer:
            @overload
            @staticmethod
            def delete(id, /, *, force=None) -> dict: ...
            @overload
            def delete(self, *, force=None) -> dict: ...
            @either
            def delete(self, *, force=None) -> dict: ...
        # Customer.delete
    """,
    "nothing_that_is_awaited": """
        class Client:
            async def delete(self, key) -> None: ...
        # Client.delete
    """,
    "class_method_of_a_class_in_c": """
        from decimal import Decimal
        # Decimal.from_float
    """,
    "module_that_an_attribute_hides": """
        from module_that_an_attribute_hides.models import Filter
        models = "another thing"
        class Client:
            def search(self, key, where: Filter = None): ...
        # Client.search
    """,
}
"""SDKs by their names, each with a path into it in the end."""

MODELS = """
from dataclasses import dataclass

@dataclass
class Filter:
    must: list
"""
"""The module `models` of each SDK."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tasks of all of the SDKs, with their tests."""
    folder = tmp_path_factory.mktemp("sdks")
    root = folder / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        for name, source in SDKS.items():
            code, _, path = dedent(source).strip().rpartition("\n# ")
            (folder / name).mkdir()
            (folder / name / "__init__.py").write_text(code)
            (folder / name / "models.py").write_text(MODELS)
            write(contribution(module_model([f"{name}:{path}"]).module, new_layout(root)))
            sys.modules.pop(name)
            sys.modules.pop(f"{name}.models", None)
    return root


@pytest.fixture(scope="module")
def said(library: Path) -> str:
    """What pytest says of the generated tests."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "-rA"],
        cwd=library,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(library.parent), *sys.path])},
        check=False,
    )
    return ran.stdout


@pytest.mark.parametrize("name", SDKS)
def test_generated_tests_pass(name: str, said: str) -> None:
    about = [line for line in said.splitlines() if f"tests/tasks/{name}/" in line]
    assert sum(line.startswith("PASSED ") for line in about) == 18
    assert not any(line.startswith(("FAILED ", "ERROR ")) for line in about), said


@pytest.mark.parametrize("name", SDKS)
def test_black_changes_nothing(name: str, library: Path) -> None:
    for path in library.glob(f"*/**/{name}/*.py"):
        assert black.format_str(path.read_text(), mode=black.Mode()) == path.read_text()
