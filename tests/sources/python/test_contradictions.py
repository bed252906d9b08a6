"""A spec is held against the installed SDK: unknown arguments, and missing ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgen.cli import cli

SPEC = """\
sdk = "ftplib"
imports = ["from ftplib import FTP"]
client = "FTP(host)"

[kwargs.host]
doc = "The host."

[kwargs.path]
doc = "The path."

[tasks.task]
"""


def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: str) -> str:
    monkeypatch.chdir(tmp_path)
    Path("spec.toml").write_text(spec)
    ran = CliRunner().invoke(cli, ["spec", "--spec", "spec.toml"])
    if ran.exit_code:
        return "\n".join(map(str, getattr(ran.exception, "problems", [ran.exception])))
    return ""


def test_an_argument_that_the_sdk_does_not_have(tmp_path, monkeypatch):
    assert said(tmp_path, monkeypatch, f'{SPEC}call = "delete(filname=path)"\n') == (
        "spec.toml:12:16: `delete` has no argument `filname`.\n"
        '    call = "delete(filname=path)"\n'
        "                   ^^^^^^^\n"
        "  Did you mean `filename`?\n"
        "spec.toml:12:9: `delete` needs `filename`, which it is not given.\n"
        '    call = "delete(filname=path)"\n'
        "            ^^^^^^\n"
        "  Give the call an argument for it."
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"FTP(host)"', '"FTP(hosts=host)"'), "`FTP` has no argument `hosts`."),
        (('"rename(path)"', '"rename(path)"'), "`rename` needs `toname`, which it"),
        (('"rename(path)"', '"rename(host, path)"'), ""),
        (('"rename(path)"', '"rename(*path)"'), ""),
        (('"rename(path)"', '"rename(**path)"'), ""),
    ],
)
def test_calls_on_the_way_and_arguments_by_position(tmp_path, monkeypatch, change, message):
    spec = f'{SPEC}call = "rename(path)"\n'.replace(*change)
    assert (message or "nothing") in (said(tmp_path, monkeypatch, spec) or "nothing")


def test_nothing_is_said_of_what_is_not_installed(tmp_path, monkeypatch):
    spec = SPEC.replace("ftplib", "no_such_ftplib")
    assert said(tmp_path, monkeypatch, f'{spec}call = "delete(filname=path)"\n') == ""


def test_the_class_that_a_spec_names_is_asked(tmp_path, monkeypatch):
    types = 'types = { "client.files" = "ftplib.FTP" }'
    spec = f'{SPEC}call = "files.delete(filname=path)"\n{types}\n'
    assert "`delete` has no argument `filname`." in said(tmp_path, monkeypatch, spec)
    assert said(tmp_path, monkeypatch, spec.replace(types, "")) == ""
