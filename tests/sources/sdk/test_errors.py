"""What is wrong in a spec of SDK tasks is said at its place, all at once, with what to do."""

from __future__ import annotations

import pytest

from taskgen.model.task import ModuleModel
from taskgen.problems import TaskgenError
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec

TOP = 'sdk = "jira"\nimports = ["from jira import JIRA"]\nclient = "JIRA(server)"\n'
KWARGS = """\
[tasks.create.kwargs.server]
doc = "The server."
[tasks.create.kwargs.summary_text]
doc = "The summary."
"""


def model(spec: str) -> ModuleModel:
    return module_model(read_spec(spec.encode(), "jira.toml"))


def errors(spec: str) -> str:
    with pytest.raises(TaskgenError) as error:
        model(spec)
    return str(error.value)


def task(lines: str, kwargs: str = KWARGS) -> str:
    return f"{TOP}[tasks.create]\n{lines}\n{kwargs}"


CALL = 'call = "create_issue(summary=summary_text)"'


def test_a_name_that_nothing_defines_has_its_place_inside_the_string() -> None:
    assert errors(task('call = "create_issue(summary=sumary_text)"')) == (
        "jira.toml:5:30: `sumary_text` is no kwarg, no import and no value here.\n"
        '    call = "create_issue(summary=sumary_text)"\n'
        "                                 ^^^^^^^^^^^\n"
        "  Did you mean `summary_text`? Or add it to `kwargs` or `imports`."
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            'call = "create_issue("',
            "`tasks.create.call` is no expression: it is not a Python expression: '(' was never "
            "closed.",
        ),
        (
            'call = "create_issue(-1e999)"',
            "`tasks.create.call` is no expression: this number is too large.",
        ),
        (
            f'call = "create_issue(0x{"f" * 2_000})"',
            "`tasks.create.call` is no expression: this number is too large.",
        ),
        (
            'call = "create_issue(lambda: 1)"',
            "`tasks.create.call` is no expression: this is no part of an expression here.",
        ),
        (
            'call = "create_issue(summary_text.__class__)"',
            "`tasks.create.call` is no expression: `__class__` is one of Python's own names.",
        ),
        (
            'call = "create_issue(x=1, x=2)"',
            "`tasks.create.call` is no expression: `x` is given twice.",
        ),
        (f'{CALL}\nimports = ["jira"]', "`jira` is no import statement."),
        (
            f'{CALL}\nimports = ["from jira import *"]',
            "`from jira import *` names no SDK's things.",
        ),
        (f'{CALL}\nimports = ["import x as y", "import z as y"]', "`y` is imported twice."),
        (f'{CALL}\nimport_in = "top"', "is `top`, not `module` or `run`."),
        (f'{CALL}\nlogs = ["It is {{"]', "can't be filled in"),
        (
            f"{CALL}\nlogs = ['Made \"{{summary_text}}\".']",
            "`tasks.create.logs.0` has double quotes or backslashes.",
        ),
        (f'{CALL}\nbefore = "if"', "is not Python: "),
        (f'{CALL}\nfirst = ["x = summary_text"]', "only an attribute can be set: "),
        (f'{CALL}\nfinally = ["client.x = 1"]', "is no expression: "),
        (f'{CALL}\nclass = "JIRA"', "`JIRA` is the class of the task, and is imported as well."),
        (
            f'{CALL}\nreturns = "[result, token]"\nkwargs.token = {{ secret = true, doc = "A." }}',
            "`token` is a secret, and what a task returns is kept and shown.",
        ),
        (
            f"{CALL}\nsummary = 'Task that reads C:\\temp.'",
            "`tasks.create.summary` has a backslash, which docstrings do not show as it is.",
        ),
        (
            f'{CALL}\nfirst = ["JIRA.x = summary_text"]',
            "`JIRA.x` is no attribute of the client or of one of the `values`.",
        ),
        (f'{CALL}\nchecks = [{{ when = "not summary_text" }}]', "has no `message`."),
        (f'{CALL}\nchecks = ["not summary_text"]', "has a string among its tables."),
        (
            f'{CALL}\nchecks = [{{ when = "not result", message = "No.", error = "Fail" }}]',
            "`tasks.create.checks.0.error` is `Fail`, not `ValueError`, `TypeError`",
        ),
        (f'{CALL}\npoll = {{ ask = "client.get()" }}', "has no `until`."),
        (
            f'{CALL}\npoll = {{ ask = "client.get()", until = "result", response = 1 }}',
            "A task with `poll` needs a `response` for its tests.",
        ),
        (f'{CALL}\ntypes = {{ "client.x" = "X" }}', "`X` is not the path of a class."),
        (f'{CALL}\nvalues = {{ client = "1" }}', "`client` is no name for a value."),
        (f'{CALL}\nreturns_type = "Issue"', "`Issue` is not a type for a kwarg"),
        ('summary = "x"', "`tasks.create` has no `call`."),
    ],
)
def test_wrong_parts_of_a_call(lines: str, message: str) -> None:
    assert message in errors(task(lines))


@pytest.mark.parametrize(
    ("kwarg", "message"),
    [
        ("", "`tasks.create.kwargs.x` has no `doc`."),
        ('doc = "X."\nmember = "a b"', "`a b` is no name."),
        ('doc = "X."\nsend = "never"', "is `never`, not `set`, `truthy` or `always`."),
        ('doc = "X."\nmerge = true\ngiven = "run"', "Only a kwarg that is given at initialization"),
        ('doc = "X."\nmerge = true\ntype = "str"', "Only a dict is merged."),
        ('doc = "X."\nrequired = true\nfallback = "1"', "A required kwarg has no fallback."),
        ('doc = "X."\ngiven = "init"\nfallback = "1"', "A fallback is for a value of `run`."),
        ('doc = "X."\nsecret = true\ngiven = "both"', "A secret is given at runtime alone"),
        ('doc = "X."\ntype = "int"\nsample = "a"', "The sample of `x` is no `int`."),
        ('doc = "X."', "Nothing uses `x`."),
    ],
)
def test_wrong_kwargs(kwarg: str, message: str) -> None:
    uses = "" if "Nothing" in message else ", x=x"
    call = f'call = "create_issue(summary=summary_text{uses})"'
    assert message in errors(task(call, f"{KWARGS}[tasks.create.kwargs.x]\n{kwarg}\n"))


@pytest.mark.parametrize("name", ["client", "result", "Secret", "list", "response"])
def test_a_kwarg_can_not_have_the_name_of_what_the_code_uses(name: str) -> None:
    found = errors(task(CALL, f'{KWARGS}[tasks.create.kwargs.{name}]\ndoc = "X."\n'))
    assert f"`{name}` is no name for a kwarg" in found


@pytest.mark.parametrize(
    "lines",
    [
        'logs = ["With {token}."]',
        'checks = [{ when = "not summary_text", message = "No {token}." }]',
        'catches = [{ exception = "JIRA", message = "No {token}." }]',
    ],
)
def test_a_secret_is_in_no_text(lines: str) -> None:
    token = '[tasks.create.kwargs.token]\ndoc = "A token."\nsecret = true\n'
    call = 'call = "create_issue(summary_text, token)"'
    found = errors(task(f"{call}\n{lines}", KWARGS + token))
    assert "`token` is a secret, and would be seen in the log." in found


def test_all_problems_are_told_at_once_in_the_order_of_the_lines() -> None:
    found = errors(task('call = "f(one)"\nreturns = "two"\nlogs = ["{three}"]'))
    places = [line.split(":")[1] for line in found.splitlines() if line.startswith("jira.toml")]
    assert places == ["5", "6", "7"]


def test_a_spec_without_tasks() -> None:
    assert errors('sdk = "jira"\n') == (
        "jira.toml:1: `tasks` is missing.\n  Write a table for each task: `[tasks.create_issue]`."
    )


def test_a_task_has_a_name_that_a_class_can_be_made_of() -> None:
    assert errors(f"{TOP}[tasks.create-issue]\n{CALL}\n{KWARGS}").startswith(
        "jira.toml:4:8: `create-issue` is no name for a task.\n"
        "    [tasks.create-issue]\n"
        "           ^^^^^^^^^^^^\n"
        "  Give it a name such as `create_issue`."
    )


def test_two_tasks_of_one_class() -> None:
    other = '[tasks.Create]\ncall = "create_issue(1)"\n'
    server = "[kwargs.server]\ndoc = 'The server.'\n"
    spec = f'{TOP}{server}[tasks.create]\ncall = "create_issue(2)"\n{other}'
    assert "would both be the class `JiraCreate`" in errors(spec)


def test_what_a_check_refuses_is_required() -> None:
    checks = (
        'checks = [{ when = "not summary_text or server is None", message = "Both are needed." }]'
    )
    (made,) = model(task(f"{CALL}\n{checks}")).tasks
    assert [kwarg.name for kwarg in made.required_kwargs] == ["server", "summary_text"]


def test_kwargs_of_all_tasks_are_those_that_a_task_uses() -> None:
    shared = '[kwargs.server]\ndoc = "The server."\n[kwargs.other]\ndoc = "Another."\n'
    tasks = '[tasks.close]\ncall = "close()"\n[tasks.open]\ncall = "open(other)"\n'
    made = model(f"{TOP}{shared}{tasks}")
    assert [[kwarg.name for kwarg in each.kwargs] for each in made.tasks] == [
        ["server"],
        ["server", "other"],
    ]


def test_a_call_without_parentheses_takes_what_nothing_else_uses() -> None:
    (made,) = model(task('call = "issues.create_issue"')).tasks
    from taskgen.expressions import source

    assert source(made.sdk.call) == "client.issues.create_issue(summary_text=summary_text)"


def test_a_builtin_is_the_clients_method_where_the_call_says_no_client() -> None:
    from taskgen.expressions import source

    (made,) = model(task('call = "set(summary_text)"')).tasks
    assert source(made.sdk.call) == "client.set(summary_text)"
    (made,) = model(task('call = "list(client.pages(summary_text))"')).tasks
    assert source(made.sdk.call) == "list(client.pages(summary_text))"


def test_a_fallback_of_all_tasks_is_looked_at_like_one_of_a_task() -> None:
    top = TOP + '[kwargs.server]\nfallback = "Secret(sever).get()"\ndoc = "The server."\n'
    kwargs = '[tasks.create.kwargs.summary_text]\ndoc = "The summary."\n'
    told = errors(f"{top}[tasks.create]\n{CALL}\n{kwargs}")
    assert told.startswith("jira.toml:5:20: `sever` is no kwarg, no import and no value here.")
    assert "Did you mean `server`?" in told


def test_a_kwarg_of_all_tasks_that_none_uses() -> None:
    told = errors(f'{TOP}[kwargs.color]\ndoc = "What for?"\n{task(CALL)[len(TOP) :]}')
    assert told == (
        "jira.toml:4:9: No task uses `color`.\n"
        "    [kwargs.color]\n"
        "            ^^^^^\n"
        "  Use it in an expression, or leave it out."
    )


def test_a_member_of_a_call_that_says_its_arguments() -> None:
    told = errors(task(CALL, KWARGS + 'member = "summary"\n'))
    assert told.startswith(
        "jira.toml:10:1: `member` of `summary_text` says nothing: the call says its arguments."
    )
    assert "Leave it out, and let the call say `summary=...`." in told


def test_a_spec_of_an_sdk_that_does_not_say_which() -> None:
    told = errors(task(CALL).replace('sdk = "jira"\n', ""))
    assert told == (
        'jira.toml:1: `sdk` is missing.\n  Say which module the SDK is imported by: `sdk = "jira"`.'
    )


def test_a_name_that_is_reserved_gets_another_one() -> None:
    told = errors(task(CALL, KWARGS.replace("summary_text", "name")))
    assert "`name` is no name for a kwarg: it has a meaning in Prefect or Python already." in told
    assert "Call it `name_` or more than that, such as `item_name`." in told


def test_what_is_returned_may_have_been_meant_as_a_word() -> None:
    assert "Did you mean `nothing`?" in errors(task(f'{CALL}\nreturns = "nothin"'))
