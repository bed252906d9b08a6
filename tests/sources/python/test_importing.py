"""Importing SDKs, which may print and fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.python.chain import follow
from taskgen.sources.python.importing import import_sdk
from taskgen.sources.python.infer import module_model
from taskgen.sources.python.listing import listing
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


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("class Odd(BaseException): ...\nraise Odd('no')", "Odd: no."),
        ("raise GeneratorExit", "GeneratorExit."),
        ("raise KeyboardInterrupt", "KeyboardInterrupt."),
        ("import os\nos._exit(0)", "SystemExit: os._exit(0)."),
        (
            "class Mute(Exception):\n    def __str__(self): raise OSError\nraise Mute('no')",
            "Mute.",
        ),
        ("raise ModuleNotFoundError('no', name=3)", "ModuleNotFoundError: no."),
    ],
    ids=[
        "of BaseException",
        "GeneratorExit",
        "KeyboardInterrupt",
        "os._exit",
        "no text",
        "no name",
    ],
)
def test_whatever_is_raised_is_told(write_sdk: WriteSdk, source: str, said: str) -> None:
    sdk = write_sdk(source)
    assert f"`{sdk}` can't be imported: {said}\n" in told(f"{sdk}:f")


def test_an_sdk_may_close_standard_output_or_write_bytes_to_it(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("import sys\nsys.stdout.buffer.write(b'Hi!')\nsys.stdout.close()\ndef f(): ...")
    assert follow(parse_target(f"{sdk}:f")).printed == "Hi!"


SECRET = "w0nd3rful-and-long"


def test_secrets_in_what_is_printed_and_raised_are_hidden(
    write_sdk: WriteSdk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", SECRET)
    source = "import os\nprint('With', os.environ['SHOP_PASSWORD'])\n"
    sdk = write_sdk(source + "def f(key): ...")
    assert module_model([f"{sdk}:f"]).notes == (
        f"Importing `{sdk}` printed: With {'*' * len(SECRET)}\\n",
    )
    sdk = write_sdk(source + "raise ValueError(os.environ['SHOP_PASSWORD'])")
    message = told(f"{sdk}:f")
    assert f"ValueError: {'*' * len(SECRET)}." in message
    assert f"It printed: With {'*' * len(SECRET)}" in message
    assert SECRET not in message


@pytest.mark.parametrize("error", ["ValueError('no')", "SystemExit('no')"])
def test_what_is_raised_while_an_sdk_is_looked_at_is_told(write_sdk: WriteSdk, error: str) -> None:
    sdk = write_sdk(
        f"""
        class Call:
            @property
            def __doc__(self): raise {error}
            def __call__(self, key): ...
        call = Call()
        """
    )
    expected = (
        f"--sdk:1: `{sdk}:call` can't be read, since the SDK raised {error.partition('(')[0]}: no."
        f"\n    {sdk}:call\n    {'^' * len(f'{sdk}:call')}\n"
        "  Say the call in a spec, which needs nothing of the SDK."
    )
    for look in (lambda path: module_model([path]), listing):
        with pytest.raises(TaskgenError) as caught:
            look(f"{sdk}:call")
        assert str(caught.value) == expected


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


def test_an_sdk_does_not_move_the_process_to_another_folder(write_sdk: WriteSdk) -> None:
    before = Path.cwd()
    sdk = write_sdk("import os\nos.chdir('/')\ndef f(): ...")
    assert follow(parse_target(f"{sdk}:f")).call.shown == "f"
    assert Path.cwd() == before


def test_what_an_sdk_forks_may_end(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        import os
        child = os.fork()
        if not child:
            os._exit(7)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        """
    )
    module, _ = import_sdk(parse_target(f"{sdk}:f"))
    assert module.status == 7
