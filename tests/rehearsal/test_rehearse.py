"""A rehearsal tells what becomes of values in a task, without running it."""

from __future__ import annotations

from typing import Any

import pytest

from taskgen.expressions import source
from taskgen.model.task import TaskModel
from taskgen.rehearsal.rehearse import (
    Broken,
    Fine,
    Missing,
    Refused,
    Repeated,
    Undecided,
    rehearse,
)
from taskgen.sources.sdk.tasks import TaskMaker
from taskgen.sources.spec.read import read_spec

HEAD = """\
sdk = "jira"
imports = ["from jira import JIRA"]
client = "JIRA(server)"
[kwargs.server]
required = true
doc = "The server."
[tasks.look]
call = "issue(key, fields=fields, **more)"
"""
KWARGS = """
kwargs.key = { required = true, doc = "The key." }
kwargs.fields = { type = "dict", doc = "The fields." }
kwargs.more = { type = "dict", doc = "More." }
"""
SAMPLES: dict[str, Any] = {"server": "a", "key": "k", "fields": {"a": "b"}, "more": {}}


def task(lines: str) -> TaskModel:
    """The task, also where its tests would fail."""
    spec = read_spec(f"{HEAD}{lines}{KWARGS}".encode(), "jira.toml")
    (said,) = spec.tasks
    assert spec.sdk
    assert said.sdk
    assert said.sdk.call
    maker = TaskMaker(said, spec, spec.sdk, "Jira", [])
    call = maker.call(said.sdk.call)
    return maker.made(call, maker.kwargs(call))


def becomes(lines: str, **values: Any) -> str:
    outcome = rehearse(task(lines), {**SAMPLES, **values})
    match outcome:
        case Refused(check):
            return f"refused: {source(check.when)}"
        case Missing(kwarg):
            return f"missing: {kwarg.name}"
        case Undecided(condition):
            return f"undecided: {source(condition)}"
        case Broken(_, part, reason):
            return f"{source(part)}: {reason}"
        case Repeated(is_endless):
            return "endless" if is_endless else "ended"
        case Fine():
            return "fine"


def checks(*conditions: str) -> str:
    listed = ", ".join(f'{{ when = "{each}", message = "No." }}' for each in conditions)
    return f"checks = [{listed}]\n"


def test_values_that_nothing_refuses_are_fine():
    assert becomes("") == "fine"
    assert becomes("", fields=None, more=None) == "fine"


def test_a_required_kwarg_is_missing_before_anything_else():
    assert becomes(checks("len(key) > 3"), key=None) == "missing: key"


@pytest.mark.parametrize(
    ("condition", "key", "outcome"),
    [
        ("not key", "", "refused: not key"),
        ("len(key) > 3", "long", "refused: len(key) > 3"),
        ("not key.startswith('k')", "k", "fine"),
        ("'-' in key and not fields", "a-b", "fine"),
        ("isinstance(key, str)", "k", "refused: isinstance(key, str)"),
        ("key in [name.upper() for name in ['k', 'l']]", "K",
         'refused: key in [name.upper() for name in ["k", "l"]]'),
        ("fields['b'] == key", "k", "fields[\"b\"]: KeyError: 'b'"),
        ("key + 1 > 3", "k", "key + 1: TypeError: can only concatenate str (not \"int\") to str"),
        ("key.undo()", "k", "key.undo(): AttributeError: 'str' object has no attribute 'undo'"),
        ("key.format(1)", "k", "undecided: key.format(1)"),
        ("JIRA.knows(key)", "k", "refused: JIRA.knows(key)"),
        ("os.environ[key] == 'a'", "k", "fine"),
    ],
)  # fmt: skip
def test_a_check_is_decided_as_python_would(condition: str, key: str, outcome: str):
    assert becomes(checks(condition), key=key) == outcome


def test_the_first_check_that_refuses_is_the_one():
    both = checks("not key", "not fields")
    assert becomes(both, key="", fields={}) == "refused: not key"


def test_what_is_left_out_breaks_nothing():
    lines = "values = { where = \"{'in': fields['a'], 'of': 1}\" }\n"
    assert becomes(lines, fields=None) == "fine"
    assert becomes(lines, fields={}) == "fields[\"a\"]: KeyError: 'a'"


def test_what_is_made_for_each_item_has_to_be_possible_without_any():
    lines = "values = { made = \"[fields['a'] for each in more]\" }\n"
    assert becomes(lines, more={}) == "fine"
    assert becomes(lines, more={}, fields={}) == "fields[\"a\"]: KeyError: 'a'"


def test_an_argument_that_is_splatted_can_be_given_twice():
    outcome = becomes("", more={"fields": 1})
    assert outcome.endswith("TypeError: the argument 'fields' is given twice")


def test_a_mock_passes_what_asks_for_no_more_than_that_it_is_there():
    assert becomes(checks("not result", "result is None", "result == 'no'")) == "fine"
    assert becomes(checks("result.status_code != 200")) == "refused: result.status_code != 200"
    assert "a mock is not compared with `>=`" in becomes(checks("result.status_code >= 400"))


def test_an_object_has_its_attributes_and_what_its_methods_return():
    lines = 'attributes = { status_code = 200, "json()" = { id = 1 }, "raw.size" = 3 }\n'
    assert becomes(lines + checks("result.status_code >= 400")) == "fine"
    assert becomes(lines + checks("result.json()['id'] == 1")).startswith("refused")
    assert becomes(lines + checks("result.raw.size == 3")).startswith("refused")
    assert "KeyError: 'key'" in becomes(lines + checks("result.json()['key']"))


def test_the_response_is_what_the_last_call_of_the_sdk_returns():
    response = "response = { fields = { state = 'open' } }\n"
    assert becomes(f"{response}returns = \"result['fields']['state']\"\n") == "fine"
    assert "KeyError: 'state'" in becomes(f"{response}returns = \"result['state']\"\n")


POLL = "response = { s = %d }\npoll = { ask = 'client.issue(key)', until = \"result['s'] == 1\", "


@pytest.mark.parametrize(
    ("first", "second", "outcome"), [(0, 1, "fine"), (1, 1, "ended"), (0, 0, "endless")]
)
def test_a_poll_goes_on_once(first: int, second: int, outcome: str):
    assert becomes(POLL % first + f"response = {{ s = {second} }} }}\n") == outcome


def test_what_a_snippet_sets_is_not_known():
    lines = "before = 'key = key.lower()'\n" + checks("result and key == 'a'")
    assert becomes(lines).startswith("undecided")
