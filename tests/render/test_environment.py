"""Templates: strict, open to checked text only, and compiled once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from taskgen.render import environment
from taskgen.render.environment import UncheckedTextError, template
from taskgen.text import Code


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates with one that has a name in it."""
    (tmp_path / "hello.j2").write_text("Hello {{ name }}.\n")
    monkeypatch.setattr(environment, "_PACKAGED", tmp_path / "none")
    monkeypatch.setattr(environment, "_CHECKOUT", tmp_path)
    environment._environment.cache_clear()
    yield tmp_path
    environment._environment.cache_clear()


def compiled(folder: Path) -> list[Path]:
    return [path for path in (folder / "__pycache__").glob("*") if path.is_file()]


def test_checked_text_is_put_in_as_it_is(folder: Path) -> None:
    assert template("hello.j2").render(name=Code("<b>")) == "Hello <b>."


@pytest.mark.parametrize("name", ["text", 5, None, ["a"]])
def test_other_text_is_refused(folder: Path, name: object) -> None:
    with pytest.raises(UncheckedTextError, match="and takes Code only"):
        template("hello.j2").render(name=name)


def test_what_is_not_given_is_an_error(folder: Path) -> None:
    with pytest.raises(UncheckedTextError, match="StrictUndefined"):
        template("hello.j2").render()


def test_the_real_templates_take_checked_text_only() -> None:
    with pytest.raises(UncheckedTextError):
        template("prefect1/boto_task.py.j2").render(task=SimpleNamespace(name="Task"))


def test_a_compiled_template_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    template("hello.j2")
    (kept,) = compiled(folder)
    assert sys.implementation.cache_tag in kept.name
    environment._environment.cache_clear()
    assert template("hello.j2").render(name=Code("again")) == "Hello again."


def test_a_template_that_has_changed_is_compiled_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    template("hello.j2")
    (folder / "hello.j2").write_text("Goodbye {{ name }}.\n")
    environment._environment.cache_clear()
    assert template("hello.j2").render(name=Code("all")) == "Goodbye all."


def test_no_compiled_template_is_kept_where_python_keeps_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert template("hello.j2").render(name=Code("you")) == "Hello you."
    assert compiled(folder) == []


def test_a_folder_that_can_not_be_written_to_is_no_obstacle(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (folder / "__pycache__").write_text("in the way")
    assert template("hello.j2").render(name=Code("you")) == "Hello you."


def test_what_is_left_of_a_compiled_template_is_no_obstacle(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    template("hello.j2")
    (kept,) = compiled(folder)
    for content in (b"", kept.read_bytes()[:20], b"\0" * 40, kept.read_bytes()[:-9]):
        kept.write_bytes(content)
        environment._environment.cache_clear()
        assert template("hello.j2").render(name=Code("you")) == "Hello you."
