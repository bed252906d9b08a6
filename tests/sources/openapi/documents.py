"""Small documents, in the words that tests are about."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from taskgen.model.task import Kwarg, ModuleModel, TaskModel
from taskgen.problems import TaskgenError
from taskgen.sources.openapi.document import load_document
from taskgen.sources.openapi.infer import module_model
from taskgen.spec import ModuleSpec, OpenApiSpec, TaskSpec

HEAD = """\
openapi: {version}
info: {{title: Shop API, version: "1"}}
servers: [{{url: "https://shop.example.com/v1"}}]
paths:
"""
OK = 'responses: {"200": {description: The answer.}}'


def written(folder: Path, text: str, name: str = "api.yaml") -> Path:
    """The file with this text, without the indentation of where it stands in a test."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def model(
    folder: Path, paths: str, *tasks: TaskSpec, version: str = "3.0.3", rest: str = ""
) -> ModuleModel:
    """The module of a document with these paths."""
    body = textwrap.indent(textwrap.dedent(paths).strip("\n"), "  ")
    text = HEAD.format(version=version) + body + "\n" + textwrap.dedent(rest)
    path = written(folder, text)
    return module_model(load_document(path), ModuleSpec("", tasks, openapi=OpenApiSpec("api.yaml")))


def task(folder: Path, paths: str, version: str = "3.0.3", rest: str = "") -> TaskModel:
    """The only task of a document with these paths."""
    (only,) = model(folder, paths, version=version, rest=rest).tasks
    return only


def own(made: TaskModel) -> dict[str, Kwarg]:
    """The kwargs of a task, without those that every task has."""
    return {k.name: k for k in made.kwargs if k.member not in (("base_url",), ("timeout",))}


def refused(folder: Path, text: str, name: str = "api.yaml") -> str:
    """What is said of a document that is refused."""
    path = written(folder, text, name)
    with pytest.raises(TaskgenError) as caught:
        module_model(load_document(path), ModuleSpec(""))
    return str(caught.value).replace(f"{folder}/", "")
