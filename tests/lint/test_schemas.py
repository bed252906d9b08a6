"""Reports are what the schemas of their formats ask for."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from taskgen.lint.engine import Report
from taskgen.lint.output import render
from taskgen.lint.rule import Edit, Finding, Fix
from taskgen.lint.rules import load, names
from tests.lint.support import report

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
ODD = "\x1b[31m<b>\"'&\x00\u202e\ud800 a,b:c%"


@pytest.fixture(
    scope="module", params=["bad examples", "odd texts", "nothing", "no place", "one that moves"]
)
def found(request, tmp_path_factory):
    """Findings of all rules with their fixes, and findings that no rule would make."""
    if request.param == "bad examples":
        findings = []
        for code in names():
            bad = load(code).rule.bad
            if bad:
                folder = tmp_path_factory.mktemp(code)
                findings += report(folder, bad).findings
        return Report(findings)
    if request.param == "odd texts":
        edit = Edit(1, 1, 2, 1, ODD, f"{ODD}.toml")
        fix = Fix("safe", ODD, (edit,))
        return Report([Finding("TG103", f"{ODD}.py", 3, 4, 5, ODD, ODD, ODD, ODD, ODD, fix)])
    if request.param == "no place":
        return Report(
            [Finding("TG002", "a b/ü.py", 1, 1, 1, "x"), Finding("TG090", "a", 1, 1, 1, "")]
        )
    if request.param == "one that moves":
        fix = Fix("unsafe", "Move it", (), "move")
        return Report([Finding("TG301", "a.py", 1, 1, 1, "x", fix=fix)] * 2)
    return Report()


def text(found, format_):
    return "".join(render(format_, found))


def test_sarif(found):
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [e.message for e in validator.iter_errors(json.loads(text(found, "sarif")))] == []


def test_gitlab(found):
    schema = json.loads((SCHEMAS / "gitlab-codequality.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    assert [e.message for e in validator.iter_errors(json.loads(text(found, "gitlab")))] == []


def test_junit(found):
    schema = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
    assert [e.reason for e in schema.iter_errors(text(found, "junit"))] == []


def test_json_has_all_findings(found):
    listed = json.loads(text(found, "json"))
    lines = [json.loads(line) for line in text(found, "jsonl").splitlines()]
    assert listed == lines
    assert [entry["code"] for entry in listed] == [finding.code for finding in found.findings]


def test_the_schemas_would_notice():
    """A schema that accepts anything shows nothing."""
    log = json.loads(text(Report([Finding("TG103", "a.py", 1, 1, 1, "x")]), "sarif"))
    del log["runs"][0]["results"][0]["message"]
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(log)
    junit = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
    assert not junit.is_valid('<testsuites><testcase name="a"/></testsuites>')
