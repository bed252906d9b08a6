"""Running the command in this process, as a user runs it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from taskgen.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


def taskgen(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run `taskgen` with these arguments in the current folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["taskgen", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
    shown = capsys.readouterr()
    return Ran(int(left.value.code or 0), shown.out, shown.err)
