"""`taskgen list` shows what tasks can be made for."""

from __future__ import annotations

from tests.cli.commands import taskgen


def test_services_have_their_full_names(capsys):
    ran = taskgen(capsys, "list")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert len(lines) > 400
    assert "lambda                               AWS Lambda" in lines
    assert lines == sorted(lines)


def test_operations_have_one_line_each(capsys):
    lines = taskgen(capsys, "list", "sqs").out.splitlines()
    assert "send_message                     Delivers a message to the specified queue." in lines
    assert len(lines) == len({line.split()[0] for line in lines})


def test_deprecated_operations_are_marked(capsys):
    lines = taskgen(capsys, "list", "lambda").out.splitlines()
    (line,) = [line for line in lines if line.startswith("invoke_async ")]
    assert "(deprecated)" in line


def test_operations_without_a_method_are_marked(capsys):
    lines = taskgen(capsys, "list", "qbusiness").out.splitlines()
    (line,) = [line for line in lines if line.startswith("chat ")]
    assert "(boto3 has no method for it)" in line
