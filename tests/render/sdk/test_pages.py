"""Tasks that ask for one page after the other."""

from __future__ import annotations

import pytest

from taskgen.problems import TaskgenError
from taskgen.render import kinds
from taskgen.render.sdk import task_class
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec

HEAD = """\
sdk = "slack_sdk"
imports = ["from slack_sdk import WebClient"]
client = "WebClient()"
[tasks.list]
call = "conversations_list(limit=limit)"
response = { channels = [1], cursor = "a" }
kwargs.limit = { type = "int", doc = "How many there are on a page." }
"""
PAGES = {
    "items": "page['channels']",
    "until": "not page['cursor']",
    "ask": "client.conversations_list(limit=limit, cursor=page['cursor'])",
}
LAST = "response = { channels = [2], cursor = '' }"


def spec(last: str = LAST, more: str = "", **changed: str) -> bytes:
    pages = "\n".join(f'{key} = "{text}"' for key, text in {**PAGES, **changed}.items())
    return f"{HEAD}{more}\n[tasks.list.pages]\n{pages}\n{last}\n".encode()


def run_of(text: bytes) -> str:
    """The statements of `run`."""
    module = module_model(read_spec(text, "slack.toml"))
    _, source = task_class(module.tasks[0], module, "tasks")
    return source.rpartition('"""\n')[2]


def told(text: bytes) -> str:
    with pytest.raises(TaskgenError) as error:
        module_model(read_spec(text, "slack.toml"))
    return str(error.value)


def test_all_pages_are_collected_until_there_are_no_more():
    assert run_of(spec()) == (
        '        client = WebClient()\n'
        '        arguments: dict = {"limit": limit}\n'
        '        arguments = {k: v for k, v in arguments.items() if v is not None}\n'
        '        page = client.conversations_list(**arguments)\n'
        '        result = list(page["channels"])\n'
        '        while page["cursor"]:\n'
        '            next_arguments: dict = {"limit": limit}\n'
        '            next_arguments = {k: v for k, v in next_arguments.items() if v is not None}\n'
        '            page = client.conversations_list(cursor=page["cursor"], **next_arguments)\n'
        '            result += page["channels"]\n'
        '        return result'
    )  # fmt: skip


def test_each_page_is_looked_at_before_its_items():
    run = run_of(spec(LAST + '\neach = ["client.tick(page)"]'))
    assert run.count("client.tick(page)") == 2
    assert run.index("client.tick(page)") < run.index("result = list(")


@pytest.mark.parametrize(
    ("until", "goes_on"),
    [
        ("page['cursor'] == ''", 'page["cursor"] != ""'),
        ("'cursor' not in page", '"cursor" in page'),
        ("not page['cursor']", 'page["cursor"]'),
    ],
)
def test_the_loop_goes_on_while_the_condition_does_not_hold(until: str, goes_on: str):
    assert f"while {goes_on}:" in run_of(spec(until=until, last=_LAST_FOR[until]))


_LAST_FOR = {
    "page['cursor'] == ''": LAST,
    "'cursor' not in page": "response = { channels = [2] }",
    "not page['cursor']": LAST,
}


def test_tests_have_two_pages():
    module = module_model(read_spec(spec(), "slack.toml"))
    tests = kinds.test_classes(module.tasks, module, "tasks")[-1][1]
    assert 'sample_response = {"channels": [1], "cursor": "a"}' in tests
    assert 'asked_response = {"channels": [2], "cursor": ""}' in tests
    flat = " ".join(tests.split())
    assert "page = sdk.WebClient.return_value.conversations_list.return_value" in flat
    assert 'cursor=page["cursor"]' in flat
    assert 'return list(page["channels"]) + list(response["channels"])' in flat


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (spec(last=""), "`tasks.list.pages` has no `response`."),
        (spec().replace(b"ask = ", b"asks = "), "Unknown key `asks` in `tasks.list.pages`."),
        (spec().replace(b"ask = ", b"asks = "), "`tasks.list.pages` has no `ask`."),
        (spec(until="not pages['cursor']"), "`pages` is no kwarg, no import and no value here."),
        (
            spec("response = { channels = [2], cursor = 'b' }"),
            "This response does not end the pages, so the tests of the task could not run.",
        ),
        (spec(until="page['channels']"), "This response ends the pages"),
        (spec(items="page['rows']"), "`page[\"rows\"]` is impossible: KeyError: 'rows'."),
        (spec(items="page['more']['rows']"), "`page[\"more\"]` is impossible: KeyError: 'more'."),
        (
            spec().replace(b"channels = [1]", b"channels = 1"),
            "`page[\"channels\"]` is impossible: it is int, and not a list.",
        ),
        (
            spec(more='poll = { ask = "client.x()", until = "result", response = 1 }'),
            "A task with `pages` does not poll.",
        ),
        (
            spec().replace(b"response = { channels = [1], cursor = \"a\" }\n", b""),
            "A task with `pages` needs a `response` for its tests.",
        ),
        (
            spec().replace(b"kwargs.limit", b"kwargs.page").replace(b"=limit", b"=page"),
            "`page` is no name for a kwarg of a task with `pages`, where it is a page.",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(text: bytes, message: str):
    assert message in told(text)


def test_what_is_done_with_each_page_is_looked_for_on_both():
    first, last = (
        "attributes = { rows = [1], more = true }",
        "attributes = { rows = [], more = false }",
    )
    text = spec(
        last + '\neach = ["page.raise_for_status()"]',
        items="page.rows",
        until="not page.more",
        ask="client.conversations_list(limit=limit)",
    ).decode()
    module = module_model(
        read_spec(
            text.replace('response = { channels = [1], cursor = "a" }', first).encode(), "s.toml"
        )
    )
    tests = kinds.test_classes(module.tasks, module, "tasks")[-1][1]
    assert '    steps = ["raise_for_status"]\n    first_steps = ["raise_for_status"]\n' in tests
