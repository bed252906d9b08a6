"""Reports in all formats."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pytest

from taskgen.lint.engine import Report
from taskgen.lint.output import FORMATS, render
from taskgen.lint.rule import Finding
from tests.lint.support import PRELUDE, report

CODE = (
    PRELUDE + "class Load(Task):\n    def __init__(self, table: str = None, **kwargs):\n"
    "        self.table = table\n        super().__init__(**kwargs)\n\n"
    "    @defaults_from_attrs('table')\n    def run(self, table: str):\n        return table\n"
)


@pytest.fixture
def found(tmp_path):
    (tmp_path / "sub folder").mkdir()
    (tmp_path / "sub folder" / "load.py").write_text(CODE)
    return report(tmp_path, select=["TG204"])


def text(found, format_):
    return "".join(render(format_, found))


def test_full_points_at_the_argument_and_says_what_to_do(found):
    assert text(found, "full") == (
        "sub folder/load.py:10:19: TG204 required-run-kwarg [*]: `table` has no default: "
        "`Load()(...)` in a Flow raises a TypeError unless `table` is passed, although the "
        "decorator would fill it in.\n"
        "        def run(self, table: str):\n"
        "                      ^^^^^\n"
        "  Write `table = None` in the signature of `run`.\n\n"
        "1 finding in 1 file.\n"
        "[*] can be fixed: 1 with `--fix`.\n"
    )


def test_concise_has_a_line_a_finding(found):
    first = text(found, "concise").splitlines()[0]
    assert first.startswith("sub folder/load.py:10:19: TG204 [*] `table` has no default")


def test_json_has_the_fix(found):
    (finding,) = json.loads(text(found, "json"))
    assert (finding["code"], finding["line"], finding["column"]) == ("TG204", 10, 19)
    assert (finding["class"], finding["method"], finding["argument"]) == ("Load", "run", "table")
    assert finding["fix"]["edits"] == [
        {
            "path": "sub folder/load.py",
            "start": {"line": 10, "column": 29},
            "end": {"line": 10, "column": 29},
            "text": " = None",
        }
    ]


def test_jsonl_has_an_object_a_line(found):
    lines = text(found, "jsonl").splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["TG204"]


def test_sarif_describes_the_rule_and_the_fix(found):
    log = json.loads(text(found, "sarif"))
    (run,) = log["runs"]
    (descriptor,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    assert log["version"] == "2.1.0"
    assert (descriptor["id"], descriptor["name"]) == ("TG204", "RequiredRunKwarg")
    assert descriptor["help"]["text"].startswith("`task.run()` works")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "sub%20folder/load.py", "uriBaseId": "ROOT"}
    assert location["region"] == {"startLine": 10, "startColumn": 19, "endColumn": 24}
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": " = None"}


def test_sarif_fingerprint_survives_moved_lines(found, tmp_path):
    before = json.loads(text(found, "sarif"))["runs"][0]["results"][0]["partialFingerprints"]
    path = tmp_path / "sub folder" / "load.py"
    path.write_text("import os\n\n\n" + path.read_text())
    moved = report(tmp_path, select=["TG204"])
    after = json.loads(text(moved, "sarif"))["runs"][0]["results"][0]
    assert after["locations"][0]["physicalLocation"]["region"]["startLine"] == 13
    assert after["partialFingerprints"] == before


def test_github_escapes_what_would_end_the_command(found):
    (line,) = text(found, "github").splitlines()
    assert line.startswith(
        "::error title=taskgen (TG204),file=sub folder/load.py,line=10,col=19,endColumn=24::"
    )
    odd = Report([Finding("TG109", "a,b:c.py", 1, 1, 1, "50%\nof it")])
    assert text(odd, "github") == (
        "::warning title=taskgen (TG109),file=a%2Cb%3Ac.py,line=1,col=1,endColumn=2::50%25%0Aof it\n"  # noqa: E501
    )


def test_gitlab_has_a_fingerprint_and_a_place(found):
    (issue,) = json.loads(text(found, "gitlab"))
    assert issue["location"] == {"path": "sub folder/load.py", "lines": {"begin": 10, "end": 10}}
    assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert re.fullmatch(r"[0-9a-f]{64}", issue["fingerprint"])


def test_junit_counts_its_cases(found):
    root = ElementTree.fromstring(text(found, "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "1", "0")
    assert root.find("testsuite/testcase/failure").get("type") == "TG204"


def test_junit_without_findings_has_a_case_that_passed():
    root = ElementTree.fromstring(text(Report(), "junit"))
    assert [case.get("name") for case in root.iter("testcase")] == ["taskgen lint"]
    assert list(root.iter("failure")) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_from_outside_is_obeyed(format_):
    """Names of files and texts may hold anything: escapes, markup, quotes."""
    odd = "\x1b[31m<b>\"'&\x00\u202e\ud800"
    hostile = Report([Finding("TG103", f"{odd}.py", 1, 1, 1, odd, odd, argument=odd)])
    shown = text(hostile, format_)
    assert "\x1b" not in shown or format_ == "github"
    if format_ == "junit":
        ElementTree.fromstring(shown)
    elif format_ in ("json", "sarif", "gitlab"):
        json.loads(shown)


@pytest.mark.parametrize("format_", FORMATS)
def test_two_of_a_kind_have_fingerprints_of_their_own(format_):
    finding = Finding("TG103", "a.py", 1, 1, 1, "x")
    shown = text(Report([finding, finding]), format_)
    prints = re.findall(r"[0-9a-f]{64}", shown)
    assert len(set(prints)) == len(prints)
    assert PurePosixPath("a.py").name in shown
