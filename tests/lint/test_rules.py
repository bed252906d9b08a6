"""Every rule: its own examples are what it says they are, and its fix mends the bad one."""

from __future__ import annotations

import ast
import re

import pytest

from taskgen.lint.rule import KINDS, SAFE
from taskgen.lint.rules import load, names
from tests.lint.support import check, codes, fixed, write

RULES = [load(code).rule for code in names()]
WITH_EXAMPLES = [rule for rule in RULES if rule.bad and rule.code != "TG902"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_says_what_it_is(rule):
    assert names()[rule.code] == rule.name
    assert rule.kind in KINDS
    assert rule.why.endswith(".")
    assert rule.suppress.endswith(".")
    assert rule.fix in ("", "safe", "unsafe")
    assert bool(rule.fix) == bool(rule.fix_note)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_finds_its_bad_example(rule, tmp_path):
    assert rule.code in codes(check(tmp_path, rule.bad))


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_is_silent_on_its_good_example(rule, tmp_path):
    assert rule.code not in codes(check(tmp_path, rule.good))


@pytest.mark.parametrize(
    "rule", [r for r in WITH_EXAMPLES if r.kind == "bug"], ids=lambda r: r.code
)
def test_no_bug_rule_finds_anything_in_the_good_example(rule, tmp_path):
    bugs = [other.code for other in RULES if other.kind in ("bug", "secret")]
    assert check(tmp_path, rule.good, select=bugs) == []


@pytest.mark.parametrize("rule", [r for r in WITH_EXAMPLES if r.fix], ids=lambda r: r.code)
def test_fix_mends_the_bad_example_and_stays_mended(rule, tmp_path):
    write(tmp_path, rule.bad)
    assert rule.code in fixed(tmp_path, select=_alone(rule)).counts
    assert rule.code not in codes(check(tmp_path, select=[rule.code]))
    for path in tmp_path.rglob("*.py"):
        ast.parse(path.read_text())
    assert not fixed(tmp_path, select=[rule.code]).changed()


@pytest.mark.parametrize("rule", [r for r in WITH_EXAMPLES if r.fix == SAFE], ids=lambda r: r.code)
def test_safe_fix_is_applied_without_unsafe_ones(rule, tmp_path):
    assert fixed(tmp_path, rule.bad, select=_alone(rule), unsafe=False).counts[rule.code]


def _alone(rule):
    """Only the rule; what is wrong with a comment shows only beside the rules that it silences."""
    return ["ALL"] if rule.kind == "hygiene" else [rule.code]


def test_codes_are_in_the_names_of_the_files():
    assert all(re.fullmatch(r"TG\d{3}", code) for code in names())
