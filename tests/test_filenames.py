"""Names of files: what is one everywhere."""

import pytest

from taskgen.filenames import fault, folded


@pytest.mark.parametrize("name", ["a.py", "__init__.py", ".hidden", "aws-sqs.yaml", "console", "ä"])
def test_names(name):
    assert fault(name) == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "it is no name"),
        ("..", "it is no name"),
        ("a" * 101, "it has more than 100 characters"),
        ("-rf", "it begins with `-`, so commands would take it for an option"),
        ("--config=x", "it begins with `-`, so commands would take it for an option"),
        ("a\x00b", "it has characters that do not show"),
        ("a\nb", "it has characters that do not show"),
        ("\x1b[31m", "it has characters that do not show"),
        ("a\u202ebc", "it has characters that do not show"),
        ("a\u200bb", "it has characters that do not show"),
        ("a\u00a0b", "it has characters that do not show"),
        ("a/b", "it has `/`, which Windows has another use for"),
        ("a\\b", "it has `\\`, which Windows has another use for"),
        ("C:", "it has `:`, which Windows has another use for"),
        ("a.py:stream", "it has `:`, which Windows has another use for"),
        ("a?", "it has `?`, which Windows has another use for"),
        ("\uff0e\uff0e", "it has characters that look like others"),
        ("\ufb01le", "it has characters that look like others"),
        ("a.", "it begins or ends with what Windows leaves out"),
        ("a ", "it begins or ends with what Windows leaves out"),
        (" a", "it begins or ends with what Windows leaves out"),
        ("con", "it is the name of a device on Windows"),
        ("AUX.py", "it is the name of a device on Windows"),
        ("nul.tar.gz", "it is the name of a device on Windows"),
        ("com1", "it is the name of a device on Windows"),
        ("LPT\u00b9.txt", "it has characters that look like others"),
        ("CONIN$", "it is the name of a device on Windows"),
    ],
)
def test_what_is_none(name, reason):
    assert fault(name) == reason


@pytest.mark.parametrize(
    ("one", "other"), [("Sqs.py", "sqs.PY"), ("\u00e4", "A\u0308"), ("stra\u00dfe", "STRASSE")]
)
def test_twins(one, other):
    assert folded(one) == folded(other)
