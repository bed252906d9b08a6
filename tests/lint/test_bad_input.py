"""Files and folders that can't be checked: a finding each, and the rest of the run unharmed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.support import PRELUDE, check, codes

BUG = PRELUDE + "class Load(Task):\n    def run(self, table: str = None):\n        return 1\n"


@pytest.fixture
def library(tmp_path):
    """A folder with a good file that has one finding."""
    (tmp_path / "good.py").write_text(BUG)
    return tmp_path


def only(folder, code):
    findings = [f for f in check(folder, select=["TG0", "TG205"]) if f.code == code]
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"def run(:\n", "TG001", "no Python"),
        (b'print "hello"\n', "TG001", "Missing parentheses"),
        (b"x = 'M\xfcller'\n", "TG002", "Line 1 is not utf-8"),
        (b"# coding: klingon\n", "TG002", "`klingon`, which is unknown"),
        (b"x = 1\0\n", "TG001", "null bytes"),
        (b"x = " + b"(" * 10_000 + b")" * 10_000 + b"\n", "TG001", "nested"),
        (b"x = " + b"-" * 100_000 + b"1\n", "TG002", "nested too deeply"),
        (b"#" * 10_000_000, "TG002", "10,000,000 bytes"),
    ],
    ids=["syntax", "python2", "latin1", "cookie", "nul", "parentheses", "minus", "large"],
)
def test_says_what_is_wrong_with_a_file(library, content, code, message):
    (library / "bad.py").write_bytes(content)
    finding = only(library, code)
    assert finding.path == "bad.py"
    assert message in finding.message
    assert "TG205" in codes(check(library))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf" + BUG.encode(),
        BUG.replace("\n", "\r\n").encode(),
        BUG.replace("    ", "\t").encode(),
        b"# -*- coding: latin-1 -*-\nname = 'M\xfcller'\n" + BUG.encode(),
    ],
    ids=["empty", "bom", "crlf", "tabs", "latin1"],
)
def test_reads_what_python_reads(library, content):
    (library / "odd.py").write_bytes(content)
    findings = check(library, select=["TG0", "TG205"])
    assert codes(findings) == ["TG205"] * (2 if content else 1)


def test_columns_count_characters(tmp_path):
    text = (
        PRELUDE
        + 'class Load(Task):\n    def run(self, ä: str = "ü", table: str = None):\n        return ä\n'  # noqa: E501
    )
    (finding,) = check(tmp_path, text, select=["TG205"])
    assert (finding.line, finding.column) == (5, 33)


def test_link_that_leads_in_a_circle(library):
    (library / "a.py").symlink_to(library / "b.py")
    (library / "b.py").symlink_to(library / "a.py")
    findings = [f for f in check(library) if f.code == "TG002"]
    assert [f.path for f in findings] == ["a.py", "b.py"]
    assert "in a circle" in findings[0].message


def test_folder_that_links_to_its_parent_is_not_followed(library):
    (library / "up").symlink_to(library, target_is_directory=True)
    assert codes(check(library, select=["TG205"])) == ["TG205"]


def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    (finding,) = check(tmp_path / "pipe.py")
    assert finding.message == (
        "The file can't be checked. It is no regular file, but a pipe, a socket or a device."
    )


def test_bases_in_a_circle_are_no_tasks(tmp_path):
    assert check(tmp_path, "class A(B):\n    pass\n\n\nclass B(A):\n    pass\n") == []


def test_modules_that_import_each_other(tmp_path):
    (tmp_path / "one.py").write_text("from two import *\nfrom two import Base\n")
    (tmp_path / "two.py").write_text(
        "from one import *\nfrom one import Base\n\nclass Load(Base):\n    pass\n"
    )
    assert check(tmp_path) == []


def test_rule_that_crashes_is_a_finding(library, monkeypatch):
    from taskgen.lint.rules import tg205_run_value_ignored as rule

    def crash(task, context):
        raise RuntimeError("oh no")

    from taskgen.lint import rules

    monkeypatch.setattr(rule, "check_task", crash)
    rules.load.cache_clear()
    try:
        findings = check(library, select=["TG205", "TG107"])
    finally:
        rules.load.cache_clear()
    assert codes(findings) == ["TG090", "TG107", "TG107"]
    assert "TG205 failed on this file: RuntimeError: oh no" in findings[0].message


def test_nothing_that_is_read_is_imported(tmp_path):
    (tmp_path / "evil.py").write_text(BUG + f"\nopen({str(tmp_path / 'ran')!r}, 'w')\n")
    check(tmp_path)
    assert not (tmp_path / "ran").exists()


def test_pipe_is_not_opened(library):
    os.mkfifo(library / "pipe.py")
    result = subprocess.run(
        [sys.executable, "-m", "taskgen", "lint", "--select", "TG205", str(library)],
        capture_output=True,
        text=True,
        timeout=30,
        cwd=library,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_lambdas_in_lambdas_are_one_finding(tmp_path):
    """They are parsed, and then followed one call deeper for each."""
    text = (
        "class Load(Task):\n    def run(self, table=None):\n"
        f"        return {'lambda: ' * 900}table\n"
    )
    (finding,) = [f for f in check(tmp_path, text) if f.code in ("TG002", "TG090")]
    assert finding.message == ("The file can't be checked. Its expressions are nested too deeply.")


@pytest.mark.parametrize(
    "files",
    [
        {
            "circle/__init__.py": "from circle.a import *\n",
            "circle/a.py": "from circle.b import *\nfrom circle import *\n\nclass A(B): pass\n",
            "circle/b.py": "from circle.a import *\n\n\nclass B(A):\n    pass\n",
        },
        {
            f"many/m{n}.py": "".join(f"from many.m{k} import *\n" for k in range(12) if k != n)
            + "class A(B):\n    pass\n"
            for n in range(12)
        },
    ],
    ids=["bases", "star imports"],
)
def test_modules_that_import_each_other_in_circles(tmp_path, files):
    """Following every way round them would take for ever."""
    for name, text in {
        **dict.fromkeys({f"{f.split('/')[0]}/__init__.py" for f in files}, ""),
        **files,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert [f.code for f in check(tmp_path) if f.code in ("TG002", "TG090")] == []
