"""The record of what was generated: its text, and who keeps it up to date."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from taskgen.problems import TaskgenError
from taskgen.record import Entry, digests, read_record, record_text

SETTINGS = """\
[tool.taskgen]
tasks = "tasks"
tests = "tests/tasks"
record = "taskgen.lock"
"""


def test_a_record_is_sorted_and_has_a_line_a_class():
    record = {
        "tasks/b.py": {"B": Entry("2", "b.toml"), "A": Entry("1", edited="3")},
        "tasks/a.py": {"C": Entry("4")},
    }
    assert record_text(record) == (
        "{\n"
        '  "version": 1,\n'
        '  "files": {\n'
        '    "tasks/a.py": {\n'
        '      "C": {"digest": "4"}\n'
        "    },\n"
        '    "tasks/b.py": {\n'
        '      "A": {"digest": "1", "edited": "3"},\n'
        '      "B": {"digest": "2", "spec": "b.toml"}\n'
        "    }\n"
        "  }\n"
        "}\n"
    )
    assert read_record(record_text(record), "taskgen.lock") == record


def test_a_record_of_nothing_can_be_read():
    assert read_record(record_text({}), "taskgen.lock") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "It is no JSON."),
        ("[]", "It has no `version` 1."),
        ('{"version": 2, "files": {}}', "It has no `version` 1."),
        ('{"version": 1}', "It has no `files`."),
        ('{"version": 1, "files": {"a.py": 1}}', "What it says of `a.py` is no object."),
        (
            '{"version": 1, "files": {"a.py": {"A": {"digest": 1}}}}',
            "What it says of `A` is not `digest`, `edited`, `spec`, all texts.",
        ),
        (
            '{"version": 1, "files": {"a.py": {"A": {"digest": "1", "by": "me"}}}}',
            "What it says of `A` is not `digest`, `edited`, `spec`, all texts.",
        ),
    ],
)
def test_what_is_no_record_is_said(text, said):
    with pytest.raises(TaskgenError) as error:
        read_record(text, "taskgen.lock")
    (problem,) = error.value.problems
    assert problem.message == f"The record can't be read. {said}"
    assert (problem.place.file, problem.hint) == (
        "taskgen.lock",
        "Restore it from version control, or delete it and generate again.",
    )


def test_a_digest_is_of_the_class_and_not_of_what_is_around_it():
    text = "@tidy\nclass A:\n    x = 1\n\n\nclass B:\n    pass\n"
    moved = digests(f"import os\r\n\r\n{text}# more\n".replace("\n", "\r\n"))
    assert moved == digests(text)
    assert digests(text.replace("tidy", "neat"))["A"] != moved["A"]
    assert digests(text.replace("x = 1", "x = 2"))["B"] == moved["B"]


# `taskgen new` ----------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "sqs.toml").write_text(
        'service = "sqs"\n\n[tasks.SQSSendMessage]\noperation = "send_message"\n'
    )
    return tmp_path


def new(*options):
    return CliRunner().invoke(cli, ["new", *options], catch_exceptions=False)


def recorded(library):
    return json.loads((library / "taskgen.lock").read_text())["files"]


def test_new_records_a_task_and_its_test_with_the_spec(library):
    assert new("--spec", "specs/sqs.toml").exit_code == 0
    files = recorded(library)
    assert list(files) == ["tasks/aws/sqs.py", "tests/tasks/aws/test_sqs.py"]
    source = (library / "tasks" / "aws" / "sqs.py").read_text()
    assert files["tasks/aws/sqs.py"] == {
        "SQSSendMessage": {
            "digest": digests(source)["SQSSendMessage"],
            "spec": "specs/sqs.toml",
        }
    }
    assert new("--spec", "specs/sqs.toml", "--check").exit_code == 0


def test_a_spec_elsewhere_is_recorded_by_its_name(library, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("somebody") / "sqs.toml"
    elsewhere.write_bytes((library / "specs" / "sqs.toml").read_bytes())
    new("--spec", str(elsewhere))
    entry = recorded(library)["tasks/aws/sqs.py"]["SQSSendMessage"]
    assert entry["spec"] == "sqs.toml"


def test_a_second_service_joins_the_record(library):
    new("--spec", "specs/sqs.toml")
    before = recorded(library)
    assert new("--service", "sns", "--operation", "publish").exit_code == 0
    assert {**recorded(library), **before} == recorded(library)
    assert recorded(library)["tasks/aws/sns.py"].keys() == {"SNSPublish"}
    assert "spec" not in recorded(library)["tasks/aws/sns.py"]["SNSPublish"]


def test_a_class_that_was_left_alone_keeps_its_entry(library):
    new("--spec", "specs/sqs.toml")
    before = recorded(library)
    path = library / "tasks" / "aws" / "sqs.py"
    path.write_text(path.read_text().replace("request = {", "request: dict = {", 1))
    assert new("--spec", "specs/sqs.toml").exit_code == 1
    assert recorded(library) == before
    assert new("--spec", "specs/sqs.toml", "--force").exit_code == 0
    assert recorded(library) == before


def test_no_record_is_kept_unasked(library):
    (library / "pyproject.toml").write_text(SETTINGS.replace('record = "taskgen.lock"\n', ""))
    new("--spec", "specs/sqs.toml")
    assert not (library / "taskgen.lock").exists()


def test_a_broken_record_stops_the_plan(library):
    (library / "taskgen.lock").write_text("{")
    with pytest.raises(TaskgenError, match=r"The record can't be read. It is no JSON."):
        new("--spec", "specs/sqs.toml")
    assert not (library / "tasks").exists()
