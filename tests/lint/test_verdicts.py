"""The reviewed report on prefect 1.4.1: every finding has a verdict, and nearly all are true."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from taskgen.lint.engine import lint
from taskgen.lint.rules import load
from taskgen.lint.settings import LintSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

VERDICTS = Path(__file__).parents[2] / "benchmarks" / "prefect-1.4.1-verdicts.toml"


@pytest.fixture(scope="module")
def verdicts():
    groups = tomllib.loads(VERDICTS.read_text(encoding="utf-8"))["verdict"]
    found = []
    for group in groups:
        assert group["reason"]
        found += [(group["code"], *key, group["true"]) for key in group["findings"]]
    return found


@pytest.fixture(scope="module")
def library():
    """The task library as it is installed; `prefect` itself is not imported."""
    spec = importlib.util.find_spec("prefect")
    return Path(spec.origin).parent / "tasks"


def test_every_finding_has_been_judged(verdicts, library):
    report = lint([library], LintSettings(base=library), cache=False)
    found = Counter((f.code, f.path, f.cls, f.method, f.argument) for f in report.findings)
    judged = Counter(verdict[:-1] for verdict in verdicts)
    assert found - judged == Counter()
    assert judged - found == Counter()


@pytest.mark.parametrize(
    ("kinds", "least"), [(None, 0.95), (("bug",), 0.98)], ids=["all rules", "bug rules"]
)
def test_findings_are_true(verdicts, kinds, least):
    judged = [true for code, *_, true in verdicts if kinds is None or load(code).rule.kind in kinds]
    assert sum(judged) / len(judged) >= least


def test_installed_package_gets_no_findings_about_a_checkout(library):
    settings = LintSettings(base=library, select=("TG4", "TG5"))
    assert lint([library], settings, cache=False).findings == []
