"""Which responses of the SDK, and which errors, the generated tests try a task with."""

from __future__ import annotations

import ast

import pytest

from taskgen.render import kinds
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec

HEAD = """\
sdk = "jira"
imports = ["from jira import JIRA", "from jira.exceptions import JIRAError"]
client = "JIRA(server)"
[kwargs.server]
doc = "The server."
"""
KWARGS = """
[tasks.look.kwargs.key]
required = true
doc = "The key."
[tasks.look.kwargs.strict]
default = true
sample = true
doc = "Whether a closed issue is an error."
"""


def told(name: str, lines: str) -> list[str]:
    """The items of an attribute of the test class of a task that looks at an issue."""
    spec = f'{HEAD}[tasks.look]\ncall = "issue(key, strict)"\n{lines}\n{KWARGS}'
    module = module_model(read_spec(spec.encode(), "jira.toml"))
    (*_, (_, source)) = kinds.test_classes(module.tasks, module, "tasks")
    (cls,) = ast.parse(source).body
    assert isinstance(cls, ast.ClassDef)
    for node in cls.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            assert isinstance(node.value, ast.List)
            return [ast.unparse(item) for item in node.value.elts]
    return []


CLOSED = (
    'response = { state = "open" }\n'
    "checks = [{ when = \"strict and result['state'] == 'closed'\", "
    "message = \"It is {result['state']}: {key}.\" }]"
)


def test_a_message_with_parts_of_the_response_is_known_to_its_end():
    assert told("refused_responses", CLOSED) == [
        "({'state': 'closed'}, ValueError, 'It is closed: my-key.')"
    ]


def test_a_refused_response_is_accepted_with_another_kwarg():
    assert told("accepted_responses", CLOSED) == ["({'state': 'closed'}, {'strict': False})"]


def test_a_message_with_the_error_of_the_sdk_is_known_to_its_end():
    catches = 'catches = [{ exception = "JIRAError", message = "Jira said {error}, alas." }]'
    assert told("caught", catches) == [
        "('jira.exceptions.JIRAError', ValueError, 'Jira said of the SDK, alas.')"
    ]


def test_of_a_message_with_more_than_that_the_pieces_around_it_are_known():
    catches = (
        'catches = [{ exception = "JIRAError", message = "Jira said {error.text} of {key}." }]'
    )
    assert told("caught", catches) == [
        "('jira.exceptions.JIRAError', ValueError, ['Jira said ', ' of my-key.'])"
    ]


POLL = (
    'response = { state = "new" }\n'
    "poll = { ask = \"client.issue(key)['issues'][0]\", "
    "until = \"result['state'] in ('done', 'closed')\", "
    'every = "3", response = { issues = [{ state = "done" }] } }\n'
)


def test_every_response_that_ends_the_polling_is_tried():
    assert told("accepted_responses", POLL) == ["({'issues': [{'state': 'closed'}]}, {})"]


def test_a_response_that_is_refused_ends_the_polling():
    checks = "checks = [{ when = \"result['state'] == 'closed'\", message = \"Closed.\" }]"
    assert told("refused_responses", POLL + checks) == [
        "({'issues': [{'state': 'closed'}]}, ValueError, 'Closed.')"
    ]
    assert told("accepted_responses", POLL + checks) == []


@pytest.mark.parametrize(
    ("returns", "accepted"),
    [
        ("result.key if result else None", ["(None, {})"]),
        ("None if result is None else result.key", ["(None, {})"]),
        ("result.key if result != 'none' else None", ["('none', {})"]),
        ("result.key if len(result) else None", []),
        ("result.key if strict else None", []),
    ],
)
def test_a_choice_in_what_is_returned_is_made_both_ways(returns, accepted):
    assert told("accepted_responses", f'returns = "{returns}"') == accepted


def test_a_response_has_more_than_the_sample_where_a_check_asks_for_that():
    check = (
        "attributes = { 'json()' = { id = 1 } }\n"
        'checks = [{ when = "\'error\' in result.json()", message = "No {key}." }]'
    )
    assert told("refused_responses", check) == [
        "({'json()': {'id': 1, 'error': 'error'}}, ValueError, 'No my-key.')"
    ]
