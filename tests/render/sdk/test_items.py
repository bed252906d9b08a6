"""Calls of an item of the client, as in `client[database].find(...)`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import black
import pytest

from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec
from taskgen.write import write

SDK = """
class Table:
    def find(self, query, limit=None): ...
class Client:
    def __init__(self, host): ...
    def __getitem__(self, key) -> Table: ...
"""
SPEC = """
sdk = "acme"
imports = ["from acme import Client"]
client = "Client(host)"
[tasks.find]
call = "client[table].find(query=query, limit=limit)"
types = { "client[table]" = "acme.Table" }
returns = "result[0]"
returns_doc = "The first row."
kwargs.host = { required = true, doc = "The host." }
kwargs.table = { required = true, doc = "The table." }
kwargs.query = { required = true, doc = "The query." }
kwargs.limit = { type = "int", doc = "The limit." }
"""


def run(library: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "ignore", "-p", "no:cacheprovider"],
        cwd=library,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(library.parent)},
    )
    return ran.stdout.splitlines()[-1]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "acme.py").write_text(SDK)
    root = tmp_path / "library"
    model = module_model(read_spec(SPEC.encode(), "spec.toml"))
    monkeypatch.delitem(sys.modules, "acme", raising=False)
    write(contribution(model, new_layout(root)))
    return root


def test_the_tests_look_at_the_item_and_at_the_call(library: Path) -> None:
    tests = (library / "tests/tasks/acme/test_acme.py").read_text()
    assert black.format_str(tests, mode=black.Mode()) == tests
    assert "call.Client().__getitem__(table)" in tests
    assert 'ends = ["Client.return_value.__getitem__.return_value.find"]' in tests
    assert " passed" in run(library)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("client[table]", "client[query]"),
        ("query=query", "query=table"),
        ("return result[0]", "return result"),
        (".find(query=", ".find(no_such_argument="),
    ],
)
def test_tasks_that_are_wrong_fail_them(library: Path, right: str, wrong: str) -> None:
    module = library / "tasks/acme/acme.py"
    source = module.read_text()
    assert right in source
    module.write_text(source.replace(right, wrong))
    assert " failed" in run(library)
