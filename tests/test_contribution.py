"""What a contribution changes in a library, put together in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from taskgen.contribution import closing_words, contribution
from taskgen.library.layout import Layout, new_layout
from taskgen.model.task import ModuleModel
from taskgen.plan import Plan
from taskgen.problems import TaskgenError
from tests.models import infer, service, structure_of

SEND = {"input": structure_of({"QueueUrl": "string"}, "QueueUrl"), "output": {"Id": "string"}}
THINGS = service({"SendThing": SEND, "ListThings": {}})


@pytest.fixture
def module() -> ModuleModel:
    return infer(THINGS)


def after(plan: Plan) -> dict[str, str]:
    """What the files of a plan are to hold."""
    return {str(change.path): change.after.decode() for change in plan.changes}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def library(root: Path, **places: str) -> Layout:
    """The layout of a library of one folder of tasks and one of tests."""
    found = {name: PurePosixPath(path) for name, path in places.items()}
    return Layout(root, PurePosixPath("tasks"), "tasks", PurePosixPath("tests"), **found)


def test_a_new_tree_gets_all_files(module: ModuleModel, tmp_path: Path) -> None:
    files = after(contribution(module, new_layout(tmp_path)))
    assert list(files) == [
        "changes/aws-things.yaml",
        "conftest.py",
        "docs/outline.toml",
        "pyproject.toml",
        "tasks/__init__.py",
        "tasks/aws/__init__.py",
        "tasks/aws/things.py",
        "tests/__init__.py",
        "tests/tasks/__init__.py",
        "tests/tasks/aws/__init__.py",
        "tests/tasks/aws/test_things.py",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_package_exports_its_tasks_behind_the_message(
    module: ModuleModel, tmp_path: Path
) -> None:
    source = after(contribution(module, new_layout(tmp_path)))["tasks/aws/__init__.py"]
    assert source == (
        '"""\n'
        "Tasks for interacting with AWS.\n"
        '"""\n'
        "\n"
        "try:\n"
        "    from tasks.aws.things import ThingsListThings, ThingsSendThing\n"
        "except ImportError as err:\n"
        "    raise ImportError(\n"
        "        'Using `tasks.aws` requires Prefect to be installed with the \"aws\" extra.'\n"
        "    ) from err\n"
        "\n"
        '__all__ = ["ThingsListThings", "ThingsSendThing"]\n'
    )


def test_the_tests_of_a_package_need_its_sdk(module: ModuleModel, tmp_path: Path) -> None:
    files = after(contribution(module, new_layout(tmp_path)))
    assert files["tests/tasks/aws/__init__.py"] == 'import pytest\n\npytest.importorskip("boto3")\n'


def test_the_outline_and_the_changelog_name_the_tasks(module: ModuleModel, tmp_path: Path) -> None:
    files = after(contribution(module, new_layout(tmp_path)))
    assert files["docs/outline.toml"] == (
        'extension = ".md"\n'
        "\n"
        "[pages]\n"
        "\n"
        "[pages.tasks.aws]\n"
        'title = "AWS Tasks"\n'
        'module = "tasks.aws"\n'
        'classes = ["ThingsListThings", "ThingsSendThing"]\n'
    )
    assert "`ThingsListThings`" in files["changes/aws-things.yaml"]
    assert "`ThingsSendThing`" in files["changes/aws-things.yaml"]


def test_a_library_has_only_what_its_layout_names(module: ModuleModel, tmp_path: Path) -> None:
    layout = library(tmp_path)
    plan = contribution(module, layout)
    assert not [path for path in after(plan) if path.endswith((".toml", ".yaml", "setup.py"))]
    assert closing_words(plan, module, layout, tmp_path) == (
        "\n2 tasks for Acme Things. What to do next:\n"
        "  1. Read tasks/aws/things.py; it is yours now.\n"
        "  2. Run: pytest tests/aws/test_things.py\n"
    )


def test_a_setup_without_the_extra_gets_it(module: ModuleModel, tmp_path: Path) -> None:
    setup = 'from setuptools import setup\n\nsetup(extras_require={"gcp": ["google"]})\n'
    write(tmp_path, {"setup.py": setup})
    files = after(contribution(module, library(tmp_path, setup="setup.py")))
    assert '"aws": ["boto3 >= 1.9"]' in files["setup.py"]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"setup.py": 'from setuptools import setup\n\nsetup(extras_require={"aws": ["boto3"]})\n'},
    ],
    ids=["no setup", "setup with the extra"],
)
def test_other_setups_stay_as_they_are(
    module: ModuleModel, tmp_path: Path, files: dict[str, str]
) -> None:
    write(tmp_path, files)
    plan = contribution(module, library(tmp_path, setup="setup.py"))
    assert "setup.py" not in [str(change.path) for change in plan.changes if change.changes]


def test_an_empty_package_is_filled(module: ModuleModel, tmp_path: Path) -> None:
    write(tmp_path, {"tasks/aws/__init__.py": "\n"})
    assert (
        "except ImportError"
        in after(contribution(module, library(tmp_path)))["tasks/aws/__init__.py"]
    )


def test_a_class_that_differs_gets_no_tests(module: ModuleModel, tmp_path: Path) -> None:
    write(tmp_path, {"tasks/aws/things.py": "class ThingsSendThing:\n    pass\n"})
    plan = contribution(module, library(tmp_path))
    assert [str(conflict.place) for conflict in plan.conflicts] == ["tasks/aws/things.py:1:1"]
    assert "class TestThingsSendThing" not in after(plan)["tests/aws/test_things.py"]
    assert "class TestThingsListThings" in after(plan)["tests/aws/test_things.py"]


def test_all_that_is_wrong_with_a_tree_is_told_at_once(module: ModuleModel, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "tasks/aws/things.py": "class ThingsSendThing(\n",
            "tasks/aws/__init__.py": "from tasks.aws.things import *\n__all__ = names()\n",
            "outline.toml": "[pages\n",
            "setup.py": "setup(\n",
        },
    )
    (tmp_path / "tests/aws").mkdir(parents=True)
    (tmp_path / "tests/aws/test_things.py").write_bytes(b"\xff")
    layout = library(tmp_path, outline="outline.toml", setup="setup.py")
    with pytest.raises(TaskgenError) as caught:
        contribution(module, layout)
    assert {problem.place.file for problem in caught.value.problems if problem.place} == {
        "tasks/aws/things.py",
        "tasks/aws/__init__.py",
        "tests/aws/test_things.py",
        "outline.toml",
        "setup.py",
    }


def test_the_places_of_another_package_are_its_own(module: ModuleModel, tmp_path: Path) -> None:
    other = replace(module, package=type(module.package)("acme"))
    assert "tasks/acme/things.py" in after(contribution(other, library(tmp_path)))
