"""SARIF 2.1.0: rule descriptors with help, places, fixes and stable fingerprints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from taskgen import __version__
from taskgen.lint.engine import FAILURES, Report
from taskgen.lint.output.fingerprint import fingerprints
from taskgen.lint.rule import Edit, Finding
from taskgen.lint.rules import load

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> Iterator[str]:
    """The log with one run."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "taskgen",
        "version": __version__,
        "rules": [_descriptor(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "ROOT": {"description": {"text": "The folder of the settings, or the current one."}}
        },
        "results": [
            _result(finding, codes.index(finding.code), fingerprint)
            for finding, fingerprint in zip(
                report.findings, fingerprints(report.findings), strict=True
            )
        ],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _descriptor(code: str) -> dict[str, Any]:
    rule = load(code).rule
    text = f"{rule.why}\n\nSuppress it when {rule.suppress}"
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _sentence(rule.summary)},
        "fullDescription": {"text": rule.why},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _level(code), "enabled": rule.on_by_default},
        "properties": {"kind": rule.kind, "tags": [rule.kind]},
    }


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _level(code: str) -> str:
    return "error" if code in FAILURES or code[2] in "23" else "warning"


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _level(finding.code),
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding.path),
                    "region": {
                        "startLine": finding.line,
                        "startColumn": finding.column,
                        "endColumn": finding.column + finding.length,
                    },
                }
            }
        ],
        "partialFingerprints": {"taskgen/v1": fingerprint},
    }
    if finding.fix is not None and finding.fix.edits:
        changes: dict[str, list[Edit]] = {}
        for edit in finding.fix.edits:
            changes.setdefault(edit.path or finding.path, []).append(edit)
        result["fixes"] = [
            {
                "description": {"text": f"{finding.fix.title} ({finding.fix.safety})"},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(path),
                        "replacements": [_replacement(edit) for edit in edits],
                    }
                    for path, edits in changes.items()
                ],
            }
        ]
    return result


def _artifact(path: str) -> dict[str, str]:
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # No name that a file system gave.
        name = path.encode("utf-8", "replace")
    return {"uri": quote(name), "uriBaseId": "ROOT"}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": edit.line,
            "startColumn": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }
