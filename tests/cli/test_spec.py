"""`taskgen spec` prints a spec that makes what would be made without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import taskgen


@pytest.mark.parametrize(
    "arguments",
    [
        ["--service", "sqs", "--operation", "send_message"],
        ["--service", "lambda", "--operation", "invoke", "--operation", "list_functions"],
        ["--service", "secretsmanager"],
    ],
    ids=" ".join,
)
def test_the_printed_spec_makes_the_same_bytes(capsys, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    Path("all.toml").write_text(taskgen(capsys, "spec", *arguments).out)
    without = taskgen(capsys, "new", *arguments, "--diff")
    with_spec = taskgen(capsys, "new", "--spec", "all.toml", "--diff")
    assert with_spec == without
    assert "class Test" in without.out


def test_a_spec_of_a_spec_is_the_whole_of_it(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("queue.toml").write_text(
        'service = "sqs"\n\n[tasks.send_message]\nomit = ["MessageSystemAttributes"]\n'
    )
    Path("all.toml").write_text(taskgen(capsys, "spec", "--spec", "queue.toml").out)
    first = taskgen(capsys, "new", "--spec", "queue.toml", "--diff")
    assert taskgen(capsys, "new", "--spec", "all.toml", "--diff") == first
    assert "message_system_attributes" not in first.out
