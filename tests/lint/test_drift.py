"""TG602: what was generated and is no longer what the record says."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from taskgen.lint.engine import lint
from taskgen.lint.fix import fix
from taskgen.lint.settings import read_settings

SETTINGS = """\
[tool.taskgen]
tasks = "tasks"
tests = "tests/tasks"
record = "taskgen.lock"

[tool.taskgen.lint]
select = ["TG602"]
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    for operation in ("publish", "create_topic"):
        options = ["new", "--service", "sns", "--operation", operation]
        assert CliRunner().invoke(cli, options, catch_exceptions=False).exit_code == 0
    return tmp_path


def found(library):
    return lint([library], read_settings(library)).findings


def edit(library, old="request = {", new="request: dict = {"):
    path = library / "tasks" / "aws" / "sns.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_what_was_generated_is_clean(library):
    assert found(library) == []


def test_an_edit_is_found_at_its_class(library):
    edit(library)
    (finding,) = found(library)
    assert (finding.path, finding.cls) == ("tasks/aws/sns.py", "SNSCreateTopic")
    assert finding.message == "`SNSCreateTopic` is not what was generated, says `taskgen.lock`."
    assert finding.hint.startswith('Generate it again with `--force`, or record the edit: `"edited')


def test_an_edit_of_a_test_is_found(library):
    path = library / "tests" / "tasks" / "aws" / "test_sns.py"
    head, _, rest = path.read_text().partition("class TestSNSPublish")
    path.write_text(f"{head}class TestSNSPublish{rest.replace(':', ':  # here', 1)}")
    assert [finding.cls for finding in found(library)] == ["TestSNSPublish"]


def test_code_around_generated_classes_is_nobodys_business(library):
    edit(library, "from prefect import Task\n", "import os\n\nfrom prefect import Task\n")
    assert found(library) == []


def test_a_class_that_is_gone_is_missed(library):
    edit(library, "class SNSPublish(", "class SNSSend(")
    (finding,) = found(library)
    assert finding.message == "`SNSPublish` was generated here, says `taskgen.lock`, and is gone."


def test_a_recorded_edit_is_clean_until_the_next(library):
    edit(library)
    made, report = fix([library], read_settings(library), unsafe=True, write=True)
    assert (made.counts, report.findings) == ({"TG602": 1}, [])
    assert found(library) == []
    assert '"edited": ' in (library / "taskgen.lock").read_text()
    edit(library, "request: dict = {", "request: Dict[str, Any] = {")
    assert [finding.cls for finding in found(library)] == ["SNSCreateTopic"]


def test_recording_is_unsafe(library):
    edit(library)
    assert not fix([library], read_settings(library), unsafe=False, write=True)[0].counts


def test_a_record_that_changes_is_read_again(library):
    """Though the module is as it was, and its findings are cached."""
    assert found(library) == []
    path = library / "taskgen.lock"
    path.write_text(path.read_text().replace('"digest": "', '"digest": "0'))
    assert {finding.cls for finding in found(library)} >= {"SNSPublish", "SNSCreateTopic"}


def test_a_broken_record_is_told(library):
    path = library / "taskgen.lock"
    path.write_text(path.read_text().replace('"version": 1', '"version": 9'))
    assert {finding.message for finding in found(library)} == {
        "The record can't be read. It has no `version` 1."
    }


def test_nothing_is_found_without_a_record(library):
    (library / "taskgen.lock").unlink()
    edit(library)
    assert found(library) == []
