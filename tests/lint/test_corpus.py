"""The labelled corpus: each file's `# expect: CODE argument` comments, and nothing else.

The files hold true cases beside near misses. Bug and secret rules are compared everywhere, docs
rules in `documentation.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taskgen.lint.engine import lint
from taskgen.lint.rules import load, names
from taskgen.lint.settings import LintSettings

CORPUS = Path(__file__).parent / "corpus"
BUGS = [code for code in names() if load(code).rule.kind in ("bug", "secret")]
DOCS = ["TG101", "TG102", "TG103", "TG104", "TG105", "TG108", "TG111", "TG601"]
_EXPECT = re.compile(r"# expect: (.+)$")
_ONE = re.compile(r"(TG\d{3})(?: (\S+))?")


def expected(path: Path) -> set[tuple[int, str, str]]:
    found = set()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if match := _EXPECT.search(line):
            for part in match[1].split(", "):
                code, argument = _ONE.fullmatch(part.strip()).groups(default="")
                found.add((number, code, argument))
    return found


def found(path: Path) -> set[tuple[int, str, str]]:
    codes = DOCS if path.stem == "documentation" else BUGS
    report = lint([path], LintSettings(base=CORPUS), cache=False, codes=codes)
    return {
        (f.line, f.code, "" if f.code in ("TG217", "TG601") else f.argument)
        for f in report.findings
    }


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.py")), ids=lambda path: path.stem)
def test_finds_what_is_labelled_and_nothing_else(path):
    assert found(path) == expected(path)


def test_every_bug_rule_has_a_true_case():
    labelled = {code for path in CORPUS.glob("*.py") for _, code, _ in expected(path)}
    assert set(BUGS) - labelled <= {"TG106"}
