"""A spec whose own generated tests would fail is refused, with the key that is to be added."""

from __future__ import annotations

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec

HEAD = """\
sdk = "redis"
imports = ["import redis"]
client = "redis.Redis(host)"
[kwargs.host]
required = true
doc = "The host."
[tasks.set]
call = "set(key, nx=nx, xx=xx)"
"""
KWARGS = """
kwargs.key = { required = true, doc = "The key." }
kwargs.nx = { default = false, doc = "Only if it is new." }
kwargs.xx = { default = false, doc = "Only if it is there." }
"""


def told(lines: str, kwargs: str = KWARGS) -> list[str]:
    try:
        module_model(read_spec(f"{HEAD}{lines}\n{kwargs}".encode(), "redis.toml"))
    except TaskgenError as error:
        return str(error).splitlines()
    return []


def check(when: str, message: str = "No.") -> str:
    return f'checks = [{{ when = "{when}", message = "{message}" }}]'


def test_a_check_that_refuses_the_samples():
    assert told(check("nx and xx")) == [
        "redis.toml:9:20: The samples do not pass this check, so the tests of the task could not "
        "run.",
        '    checks = [{ when = "nx and xx", message = "No." }]',
        "                       ^^^^^^^^^^^",
        "  Give one of `nx` and `xx` a `sample` that passes.",
    ]
    with_sample = KWARGS.replace("default = false, doc", "default = false, sample = false, doc", 1)
    assert told(check("nx and xx"), with_sample) == []


def test_a_check_of_a_response_that_tests_do_not_have():
    told_at, *_, hint = told(check("result.status_code >= 400"))
    assert told_at == (
        "redis.toml:9:20: With the samples, `result.status_code >= 400` is impossible: TypeError: "
        "a mock is not compared with `>=`."
    )
    assert hint == (
        "  Say what the call returns in tests: `response = ...`, or "
        "`attributes = { status_code = 200 }` where it is an object."
    )
    told_at, *_, hint = told(check("result.status_code != 200"))
    assert told_at == (
        "redis.toml:9:20: What the call returns in tests, a mock, does not pass this check."
    )
    assert hint.startswith("  Say what the call returns in tests: `response = ...`")
    assert told("attributes = { status_code = 200 }\n" + check("result.status_code >= 400")) == []


def test_a_check_that_refuses_the_response():
    told_at, *_, hint = told("response = { ok = false }\n" + check("not result['ok']"))
    assert told_at == ("redis.toml:10:20: What the call returns in tests does not pass this check.")
    assert hint == "  Give the task a `response` that does."


def test_a_response_without_what_is_returned():
    told_at, *_, hint = told("response = { ok = true }\nreturns = \"result['id']\"")
    assert told_at == (
        "redis.toml:10:11: With the samples, `result[\"id\"]` is impossible: KeyError: 'id'."
    )
    assert hint == "  Give the task a `response` that it is possible with."


def test_a_sample_without_what_is_taken_of_it():
    kwargs = KWARGS.replace("required = true", "type = 'dict', required = true")
    told_at, *_, hint = told("first = [\"client.echo(key['id'])\"]", kwargs)
    assert told_at == (
        "redis.toml:9:10: With the samples, `key[\"id\"]` is impossible: KeyError: 'id'."
    )
    assert hint == "  Give `key` a `sample` that it is possible with."


def test_a_check_that_nobody_can_decide():
    told_at, *_, hint = told(check("key.format(1) == 'a'"))
    assert told_at == (
        "redis.toml:9:20: Nobody can tell whether the samples pass this check, so there are no "
        "tests of it."
    )
    assert hint == "  Compare kwargs with values, or write it as Python: `before`."


def test_a_check_that_breaks_before_it_asks_for_a_value():
    kwargs = KWARGS.replace("required = true, ", "")
    checks = (
        'checks = [{ when = "key.startswith(\'a\')", message = "No." }, '
        '{ when = "key is None", message = "A key must be provided." }]'
    )
    told_at, *_, hint = told(checks, kwargs)
    assert told_at == (
        'redis.toml:9:20: Where `key` is None, `key.startswith("a")` is impossible: '
        "AttributeError: 'NoneType' object has no attribute 'startswith'."
    )
    assert hint == "  Ask for `key` before: say `required = true`, or put its check first."


def test_an_optional_kwarg_that_can_not_be_none():
    lines = "returns = \"','.join(names)\""
    kwargs = KWARGS + "kwargs.names = { type = 'List[str]', default = ['a'], doc = 'Names.' }\n"
    told_at, *_, hint = told(lines, kwargs)
    assert told_at == (
        'redis.toml:9:11: Where `names` is None, `",".join(names)` is impossible: TypeError: can '
        "only join an iterable."
    )
    assert hint == '  Say what it is then: `",".join(names) if names else None`.'


def test_a_kwarg_of_a_type_that_has_no_sample():
    kwargs = KWARGS.replace("required = true", "type = 'datetime', required = true")
    assert told("", kwargs) == [
        "redis.toml:11:8: `key` is required, and no sample can be made of its type.",
        "    kwargs.key = { type = 'datetime', required = true, doc = \"The key.\" }",
        "           ^^^",
        "  Give it a `sample`.",
    ]


POLL = 'poll = {{ ask = "client.get(key)", until = "result == 1", response = {0} }}\nresponse = {1}'


@pytest.mark.parametrize(
    ("responses", "message", "hint"),
    [
        ((1, 1), "This response ends the polling", "`until` is not true yet."),
        ((0, 0), "This response does not end the polling", "`until` is true."),
    ],
)
def test_responses_of_a_poll(responses: tuple[int, int], message: str, hint: str):
    told_at, *_, said = told(POLL.format(*responses))
    assert message in told_at
    assert said.endswith(hint)


def test_attributes_and_responses_do_not_go_together():
    (message, *_) = told("response = 1\nattributes = { a = 1 }")
    assert "What is returned is either a `response` or an object with `attributes`." in message
    (message, *_) = told('attributes = { "a b" = 1 }')
    assert "`a b` is no name of an attribute." in message
    (message, *_) = told(POLL.format("1", "0").replace("response = 0", "attributes = { a = 1 }"))
    assert "One of the responses of a task with `poll` is plain data" in message
    (message, *_) = told(POLL.format("1", "0").replace(", response = 1", ""))
    assert "`tasks.set.poll` has no `response`." in message


def test_the_sample_of_a_secret_can_be_looked_for():
    kwargs = KWARGS + "kwargs.token = { secret = true, sample = 'a', doc = 'The token.' }\n"
    told_at, *_, hint = told('first = ["client.auth(token)"]', kwargs)
    assert told_at == (
        "redis.toml:14:42: Tests look for the sample of `token`, a secret, where it may not be, "
        'and "a" may be anywhere.'
    )
    assert hint == "  Give it a `sample` of at least 8 characters."
