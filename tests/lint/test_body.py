"""What the body of a function does, as the walk over it sees it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from taskgen.lint.nodes import names_in, parts
from taskgen.lint.walk import read_body


def body(source):
    text = "def run(self, x, y=None, **kwargs):\n" + "".join(
        f"    {line}\n" for line in source.splitlines()
    )
    return read_body(ast.parse(text).body[0], "self")


@pytest.mark.parametrize(
    ("source", "attr", "how"),
    [
        ("self.x = 1", "x", "set"),
        ("self.x: int = 1", "x", "set"),
        ("self.x, y = 1, 2", "x", "set"),
        ("self.x += 1", "x", "augmented"),
        ("del self.x", "x", "deleted"),
        ("self.x['a']['b'] = 1", "x", "item"),
        ("self.x.y = 1", "x", "part"),
        ("self.x.append(1)", "x", "call"),
        ("self.x['a'].update(b=1)", "x", "call"),
        ("setattr(self, 'x', 1)", "x", "set"),
        ("for self.x in y: pass", "x", "set"),
        ("with y as self.x: pass", "x", "set"),
        ("def inner():\n    self.x = 1", "x", "set"),
    ],
)
def test_changes_of_attributes(source, attr, how):
    (store,) = body(source).self_stores[attr]
    assert store.how == how


@pytest.mark.parametrize(
    "source",
    ["return self.x", "f'{self.x}'", "getattr(self, 'x')", "self.x += 1", "lambda: self.x",
     "[self.x for _ in y]", "{**self.x}", "hasattr(self, 'x')"],
)  # fmt: skip
def test_reads_of_attributes(source):
    assert "x" in body(source).self_reads


@pytest.mark.parametrize("source", ["self.x = 1", "del self.x", "setattr(self, 'x', 1)"])
def test_changes_are_no_reads(source):
    assert "x" not in body(source).self_reads


@pytest.mark.parametrize(
    ("source", "flag"),
    [
        ("locals()", "dynamic_locals"),
        ("vars(self)", "dynamic_reads"),
        ("self.__dict__", "dynamic_reads"),
        ("getattr(self, x)", "dynamic_reads"),
        ("setattr(self, x, 1)", "dynamic_stores"),
        ("helper(self)", "escapes"),
        ("yield x", "yields"),
    ],
)
def test_what_cannot_be_seen_is_told(source, flag):
    assert getattr(body(source), flag)


def test_values_are_followed_through_local_names():
    found = body("a = x or {}\nb = [a]\nself.kept = b\nself.other = y")
    assert found.attributes_from("x") == {"kept"}


def test_calls_of_the_base():
    found = body("super().run(x=x)\nBase.run(self, x)\nself.run(x)")
    assert [name for name, _ in found.super_calls] == ["run", "run"]
    assert not found.escapes


def test_a_return_of_a_nested_function_is_not_the_own():
    assert body("def inner():\n    return x\nraise ValueError").returns == []


def test_only_nodes_are_followed():
    """Fields with names and numbers are left out, and all others hold nodes."""
    for path in Path(__file__).parents[2].rglob("taskgen/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert all(isinstance(part, ast.AST) for part in parts(node))


def test_names_are_found_everywhere():
    node = ast.parse("a.b[c](d, e=f, *g, **h) + (i if j else k) + {**l} + [m for n in o]").body[0]
    assert names_in(node) == set("acdfghijklmno")
