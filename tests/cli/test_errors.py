"""Bad input: exit code 2, what is wrong, what to do next, nothing written, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import taskgen

SPEC = """\
service = "sqs"

[tasks.send_message.kwargs.queue_url]
member = "QueueURL"
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


_SAY_WHAT = "Error: Say what to make: --service NAME, --sdk PATH, --openapi FILE, or --spec FILE.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["new", "--service", "lamda"],
            "error: `boto3` has no service named `lamda`.\n"
            "  Did you mean `lambda`, `lambda-web` or `lambda-core`? "
            "`taskgen list` shows all services.\n",
        ),
        (
            ["new", "--service", "../lambda"],
            "error: `boto3` has no service named `../lambda`.\n"
            "  Did you mean `lambda`, `lambda-web` or `lambda-core`? "
            "`taskgen list` shows all services.\n",
        ),
        (
            ["new", "--service", "sqs", "--operation", "send_mesage"],
            "error: `sqs` has no operation named `send_mesage`.\n"
            "  Did you mean `send_message`, `SendMessage` or `send_message_batch`? "
            "`taskgen list sqs` shows all operations.\n",
        ),
        (
            ["new", "--service", "qbusiness", "--operation", "chat"],
            "error: `boto3` has no method for `Chat` of `qbusiness`: "
            "its request is an event stream.\n"
            "  Leave it out.\n",
        ),
        (["list", "sqss"], "error: `boto3` has no service named `sqss`.\n"),
        (
            ["list", "sqs", "--sdk", "jira"],
            "Error: Name a service, or give --openapi a document, or --sdk a path.\n",
        ),
        (
            ["new", "--spec", "missing.toml"],
            "error: The spec `missing.toml` can't be read: No such file or directory.\n"
            "  Give --spec the path of a TOML file.\n",
        ),
        (["new", "--spec", "."], "error: The spec `.` can't be read: Is a directory.\n"),
        (
            ["new"],
            _SAY_WHAT,
        ),
        (
            ["new", "--spec", "x.toml", "--service", "sqs"],
            "Error: --spec says the service and the operations itself.\n",
        ),
        (
            ["new", "--operation", "invoke"],
            _SAY_WHAT,
        ),
        (["nwe"], "Error: There is no command `nwe`. Did you mean `new`?\n"),
        (["new", "--servce", "sqs"], "Error: No such option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_arguments(capsys, arguments, message):
    ran = taskgen(capsys, *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert list(Path.cwd().iterdir()) == []


def test_all_unknown_operations_are_told_at_once(capsys):
    ran = taskgen(capsys, "new", "--service", "sqs", "--operation", "sent", "--operation", "recive")
    assert ran.code == 2
    assert "no operation named `sent`" in ran.err
    assert "no operation named `recive`" in ran.err


def test_a_spec_is_told_where_it_is_wrong(capsys):
    Path("queue.toml").write_text(SPEC)
    ran = taskgen(capsys, "new", "--spec", "queue.toml")
    assert ran.code == 2
    assert ran.err == (
        "error: queue.toml:4:10: The request of `SendMessage` has no member `QueueURL`.\n"
        '    member = "QueueURL"\n'
        "             ^^^^^^^^^^\n"
        "  Did you mean `QueueUrl`?\n"
    )
    assert [path.name for path in Path.cwd().iterdir()] == ["queue.toml"]


def test_an_unknown_service_of_a_spec_is_told_where_it_is(capsys):
    Path("queue.toml").write_text('service = "sqss"\n')
    ran = taskgen(capsys, "new", "--spec", "queue.toml")
    assert ran.code == 2
    assert ran.err.startswith(
        'error: queue.toml:1:11: `boto3` has no service named `sqss`.\n    service = "sqss"\n'
    )


def test_an_outline_that_does_not_parse_stops_everything(capsys):
    Path("pyproject.toml").write_text('[tool.taskgen]\ntasks = "tasks"\noutline = "outline.toml"\n')
    Path("outline.toml").write_text("[pages\n")
    ran = taskgen(capsys, "new", "--service", "sqs", "--operation", "list_queues")
    assert ran.code == 2
    assert ran.err.startswith("error: outline.toml:1:")
    assert not Path("tasks").exists()


def test_without_botocore_the_extra_is_named(capsys, monkeypatch):
    monkeypatch.setattr("taskgen.sources.botocore.data.find_spec", lambda name: None)
    ran = taskgen(capsys, "new", "--service", "sqs")
    assert (ran.code, ran.err) == (
        2,
        "error: `botocore` is not installed, and its data describes the services.\n"
        "  Install it with `pip install 'taskgen[aws]'`.\n",
    )


def test_what_a_terminal_would_obey_is_shown_as_an_escape(capsys):
    ran = taskgen(capsys, "new", "--service", "\x1b[31mlambda")
    assert "\x1b" not in ran.err
    assert "\\x1b[31mlambda" in ran.err
