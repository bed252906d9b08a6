"""Importing SDKs, which may print and fail."""

from __future__ import annotations

import sys

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.python.chain import follow
from taskgen.sources.python.importing import import_sdk
from taskgen.sources.python.target import parse_target
from tests.sources.python.sdk import WriteSdk


def told(path: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        import_sdk(parse_target(path))
    return str(caught.value)


def test_what_is_printed_is_caught_and_known(
    write_sdk: WriteSdk, capfd: pytest.CaptureFixture[str]
) -> None:
    sdk = write_sdk("import warnings\nprint('Hello!')\nwarnings.warn('old')\ndef f(): ...")
    assert follow(parse_target(f"{sdk}:f")).printed == "Hello!\n"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("error", ["ValueError('no')", "SystemExit('no')", "OSError('no')"])
def test_what_is_raised_is_told(write_sdk: WriteSdk, error: str) -> None:
    sdk = write_sdk(f"print('first')\nraise {error}")
    message = told(f"{sdk}:f")
    assert f"`{sdk}` can't be imported: {error.partition('(')[0]}: no." in message
    assert "It printed: first" in message


def test_a_module_that_is_not_there_is_told_with_the_nearest() -> None:
    assert "There is no module `boto33`." in told("boto33:x")
    assert "Did you mean `boto3`" in told("boto33:x")
    assert "Install the SDK into the environment that taskgen runs in." in told("nowhere_:x")


def test_a_submodule_that_is_not_there_is_told_with_its_siblings(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("class Client: ...", storage="")
    assert f"`{sdk}` has no module `storrage`." in told(f"{sdk}.storrage:x")
    assert "Did you mean `storage`?" in told(f"{sdk}.storrage:x")
    assert f"`Client` is a name in it: write `{sdk}:Client`." in told(f"{sdk}.Client:x")


def test_a_dependency_that_is_not_there_is_told_as_such(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("import acme_missing_dependency")
    assert f"`{sdk}` can't be imported: it needs `acme_missing_dependency`." in told(f"{sdk}:x")
    assert sdk not in sys.modules
