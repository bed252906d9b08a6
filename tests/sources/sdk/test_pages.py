"""The reference of SDK tasks is made of the keys, and its examples make tasks that work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from taskgen.expressions import GRAMMAR
from taskgen.model.sdk import BUILTINS, ERRORS, HELPERS
from taskgen.sources.spec.pages import schema, with_tables
from taskgen.sources.spec.vocabulary import BOTO_LEVELS, CHECK, SDK_LEVELS
from taskgen.text import one_of
from taskgen.tomlfiles.places import loads

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
PAGE = (DOCS / "spec-sdk.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SPECS = sorted((ROOT / "generated" / "specs").glob("*.toml"))


@pytest.mark.parametrize(("name", "levels"), [("spec", BOTO_LEVELS), ("spec-sdk", SDK_LEVELS)])
def test_the_tables_are_those_of_the_keys(name, levels):
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert with_tables(page, levels) == page


def test_a_page_without_a_heading_is_refused():
    with pytest.raises(ValueError, match="there is no heading 'At the top'"):
        with_tables("# Nothing\n", SDK_LEVELS)


def test_the_names_of_expressions_are_documented():
    flat = " ".join(PAGE.split())
    assert GRAMMAR in flat
    assert one_of((f"`{name}`" for name in sorted(BUILTINS)), "and") in flat
    assert one_of((f"`{name}`" for name in sorted(HELPERS)), "and") in flat
    assert all(f"`{error}`" in CHECK.keys["error"].meaning for error in ERRORS)


def test_the_schema_is_that_of_the_keys():
    assert (DOCS / "spec.schema.json").read_text(encoding="utf-8") == schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_the_schema_accepts_specs(spec):
    jsonschema.validate(loads(spec.read_text()), json.loads(schema()))


@pytest.mark.parametrize(
    "wrong", [{}, {"sdk": "jira"}, {"sdk": 1, "tasks": {}}, {"service": "sqs", "color": "red"}]
)
def test_the_schema_refuses_what_is_no_spec(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(schema()))


def test_examples_make_tasks_whose_tests_pass(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, example in enumerate(EXAMPLES):
        Path(f"{number}.toml").write_text(example)
        ran = CliRunner().invoke(cli, ["new", "--spec", f"{number}.toml"], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
    for command in (["black", "--check", "-q", "."], ["pytest", "-q", "-W", "ignore", "tests"]):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd="generated", capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-4000:]
