"""Reading specs: what a spec may say, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import datetime

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from taskgen.model.task import Given
from taskgen.problems import Problem, TaskgenError
from taskgen.sources.spec.read import read_spec
from taskgen.sources.spec.reader import MAX_KWARGS
from taskgen.sources.spec.vocabulary import BOTO_LEVELS, kinds
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec, WaitSpec
from taskgen.text import Value

# Each is put together of parts, so that no scanner takes this file for a leak.
CREDENTIALS = {
    "AWS access key id": "AKIA" + "ABCDEFGHIJKLMNOP",
    "AWS session key id": "ASIA" + "ABCDEFGHIJKLMNOP",
    "private key": "-----BEGIN RSA PRIVATE" + " KEY-----",
    "JSON Web Token": "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "zdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "GitHub fine-grained token": "github_pat_" + "a1B2" * 6,
    "Slack token": "xoxb-" + "1234567890-abcdef",
}


def read(text: str) -> ModuleSpec:
    return read_spec(text.encode(), "spec.toml")


def read_task(text: str, key: str = "invoke") -> TaskSpec:
    """The one task of a spec."""
    (task,) = read(f'service = "lambda"\n[tasks.{key}]\n{text}').tasks
    return task


def read_kwarg(text: str) -> KwargSpec:
    return read_task(f"[tasks.invoke.kwargs.x]\n{text}").kwargs["x"]


def problems(text: str | bytes) -> str:
    with pytest.raises(TaskgenError) as caught:
        read_spec(text if isinstance(text, bytes) else text.encode(), "spec.toml")
    return str(caught.value)


def task_problems(text: str) -> str:
    """The problems with a task whose table begins on line 2."""
    return problems(f'service = "lambda"\n[tasks.invoke]\n{text}')


def kwarg_problems(text: str) -> str:
    """The problems with a kwarg whose table begins on line 2."""
    return problems(f'service = "lambda"\n[tasks.invoke.kwargs.x]\n{text}')


# What a spec says -----------------------------------------------------------------------------


def test_everything() -> None:
    spec = read("""
service = "lambda"
operations = ["list_functions", "ListTags"]
package = "aws"
module = "lambda_function"
title = "AWS Tasks"

[tasks.run_it]
operation = "Invoke"
class = "LambdaInvoke"
summary = "Task that invokes a function."
run_summary = "Invokes a function."
description = ["One.", "Two."]
example = '''
    invoke = LambdaInvoke(function_name="a")
    if True:
        invoke()
'''
omit = ["Qualifier", "A.B"]
returns = "Payload"
returns_doc = "What it returns."
paginate = true
wait = { waiter = "active", request = { Name = "A.B" }, response = { Ids = "A[].B" } }

[tasks.run_it.kwargs.function_name]
member = "FunctionName"
type = "str"
required = true
secret = false
given = "both"
doc = "The name."

[tasks.run_it.kwargs.count]
default = 3

[tasks.run_it.constants]
LogType = "Tail"
"A.C" = [1, { d = 2.5 }]
""")
    assert (spec.service, spec.package, spec.module) == ("lambda", "aws", "lambda_function")
    assert spec.title == "AWS Tasks"
    assert spec.tasks == (
        TaskSpec("list_functions"),
        TaskSpec("ListTags"),
        TaskSpec(
            key="run_it",
            operation="Invoke",
            name="LambdaInvoke",
            summary="Task that invokes a function.",
            run_summary="Invokes a function.",
            description=("One.", "Two."),
            example='invoke = LambdaInvoke(function_name="a")\nif True:\n    invoke()',
            kwargs={
                "function_name": KwargSpec(
                    "FunctionName", "str", "The name.", True, False, Given.BOTH
                ),
                "count": KwargSpec(default=3),
            },
            omit=("Qualifier", "A.B"),
            constants={"LogType": "Tail", "A.C": [1, {"d": 2.5}]},
            returns="Payload",
            returns_doc="What it returns.",
            paginate=True,
            wait=WaitSpec("active", {"Name": "A.B"}, {"Ids": "A[].B"}),
        ),
    )


def test_a_service_alone_is_a_spec() -> None:
    spec = read('service = "lambda"')
    assert (spec.service, spec.tasks, spec.title) == ("lambda", (), None)


def test_an_empty_table_is_a_task_as_it_is_inferred() -> None:
    assert read_task("") == TaskSpec("invoke")


def test_a_waiter_by_its_name() -> None:
    assert read_task('wait = "function_active_v2"').wait == WaitSpec("function_active_v2")


def test_prose_may_be_on_several_lines() -> None:
    task = read_task('summary = """\nOne\n  paragraph.\n"""\ndescription = ["""A\nb.""", "C."]')
    assert (task.summary, task.description) == ("One paragraph.", ("A b.", "C."))


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    spec = read_spec(b'\xef\xbb\xbfservice = "lambda"\r\ntitle = "A"\r\n', "spec.toml")
    assert (spec.service, spec.title) == ("lambda", "A")
    place = spec.value_place("title")
    assert place is not None
    assert (place.line, place.column, place.source) == (2, 9, 'title = "A"')


def test_places() -> None:
    spec = read('service = "s3"\n[tasks.copy]\nomit = ["A", "B"]\n[tasks.copy.kwargs.x]\n')
    at = {
        key: (str(spec.place(*key)), str(spec.value_place(*key)))
        for key in [
            ("service",),
            ("tasks", "copy"),
            ("tasks", "copy", "omit", "1"),
            ("tasks", "copy", "kwargs", "x", "member"),
            ("nothing",),
        ]
    }
    assert at == {
        ("service",): ("spec.toml:1:1", "spec.toml:1:11"),
        ("tasks", "copy"): ("spec.toml:2:8", "spec.toml:2:8"),
        ("tasks", "copy", "omit", "1"): ("spec.toml:3:1", "spec.toml:3:14"),
        ("tasks", "copy", "kwargs", "x", "member"): ("spec.toml:4:20", "spec.toml:4:20"),
        ("nothing",): ("None", "None"),
    }


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("str", "str"),
        (" List[ 'str' ]".replace("'", ""), "List[str]"),
        ("list[dict[str,Any]]", "List[Dict[str, Any]]"),
        ("List", "list"),
        ("Union[str, Union[int, str], bytes]", "Union[str, int, bytes]"),
        ("Union[str, str]", "str"),
        ("datetime", "datetime"),
    ],
)
def test_types(written: str, canonical: str) -> None:
    assert read_kwarg(f'type = "{written}"').type == canonical


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        ("str", '""', ""),
        ("int", "0", 0),
        ("float", "1", 1),
        ("float", "1.5", 1.5),
        ("bool", "false", False),
        ("bytes", '"é"', "é".encode()),
        ("dict", "{ a = 1 }", {"a": 1}),
        ("list", "[]", []),
        ("datetime", "2020-01-02T03:04:05", datetime(2020, 1, 2, 3, 4, 5)),
        ("Any", "true", True),
        ("List[bytes]", '["a"]', [b"a"]),
        ("Dict[str, List[int]]", "{ a = [1] }", {"a": [1]}),
        ("Union[bytes, str]", '"a"', "a"),
        ("Union[int, List[bytes]]", '["a"]', [b"a"]),
    ],
)
def test_defaults_that_fit(type_: str, written: str, value: Value) -> None:
    default = read_kwarg(f'type = "{type_}"\ndefault = {written}').default
    assert default == value
    assert type(default) is type(value)


@pytest.mark.parametrize("choice", list(Given))
def test_given(choice: Given) -> None:
    assert read_kwarg(f'given = "{choice.value}"').given is choice


def test_a_secret_is_given_at_runtime() -> None:
    assert read_kwarg("secret = true").given is None
    assert read_kwarg('secret = true\ngiven = "run"').given is Given.RUN


def test_documented_access_keys_are_no_credentials() -> None:
    assert read_kwarg('default = "AKIAIOSFODNN7EXAMPLE"').default == "AKIAIOSFODNN7EXAMPLE"


# A file that can't be read --------------------------------------------------------------------


EMPTY = (
    "spec.toml: The spec is empty.\n"
    '  Begin it with `service = "..."` for boto3, `sdk = "..."` or `openapi = "..."`.'
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", EMPTY),
        (b"# service\n", EMPTY),
        (
            b'a = 1\nservice = "caf\xe9"\n',
            "spec.toml:2:15: The file is not UTF-8: it has the byte 0xe9.\n"
            '    service = "caf\ufffd"\n'
            "                  ^\n"
            "  Save it as UTF-8.",
        ),
        (
            b"\xff\xfea\x00",
            "spec.toml:1:1: The file is not UTF-8: it has the byte 0xff.\n"
            "    \ufffd\ufffda?\n"
            "    ^\n"
            "  Save it as UTF-8.",
        ),
        (
            b"#" * 4_000_001,
            "spec.toml: The file has 4,000,001 bytes, and at most 4,000,000 are read.\n"
            "  Shorten it, or split it into several files.",
        ),
        (
            "\nservice = lambda",
            "spec.toml:2:11: The file is not TOML: invalid value.\n"
            "    service = lambda\n"
            "              ^\n"
            '  Strings are in quotes: `key = "text"`.',
        ),
        (
            "[tasks.a]\n[tasks.a]",
            "spec.toml:2:9: The file is not TOML: cannot declare ('tasks', 'a') twice.\n"
            "    [tasks.a]\n"
            "            ^\n"
            "  A table is written once: put its keys together.",
        ),
        (
            'service = """a\n\n',
            "spec.toml:1:15: The file is not TOML: unterminated string.\n"
            '    service = """a\n'
            "                  ^\n"
            "  Close the string with the quotes that it begins with.",
        ),
        (
            f"a = {'[' * 40}",
            "spec.toml:1:37: More than 32 tables and arrays are in each other here.\n"
            f"    a = {'[' * 40}\n"
            f"    {' ' * 36}^\n"
            "  Nothing that is read here needs as many: take the innermost ones out.",
        ),
        (
            f"a = {'1' * 5000}",
            "spec.toml: The file has a number with more digits than can be read.\n"
            "  Write a shorter one.",
        ),
    ],
)
def test_unreadable(text: str | bytes, message: str) -> None:
    assert problems(text) == message


def test_long_lines_are_cut() -> None:
    shown = task_problems(f"summary = 1 # {'x' * 1000}\nreturns = 2").splitlines()
    assert shown[1] == f"    summary = 1 # {'x' * 146}…"
    far = problems(f"service = 's3' # {'x' * 200}\nx = ['{'x' * 200}', a]")
    assert far == (
        "spec.toml:2:210: The file is not TOML: invalid value.\n"
        '  Strings are in quotes: `key = "text"`.'
    )


# What is wrong with a spec --------------------------------------------------------------------


def test_all_problems_at_once_in_the_order_of_the_lines() -> None:
    assert problems("""
titel = "AWS"
service = 3
[tasks.invoke]
paginate = "yes"
[tasks.invoke.kwargs.x]
requierd = true
""") == (
        "spec.toml:2:1: Unknown key `titel`.\n"
        '    titel = "AWS"\n'
        "    ^^^^^\n"
        "  Did you mean `title`?\n"
        "spec.toml:3:11: `service` is an integer, not a string.\n"
        "    service = 3\n"
        "              ^\n"
        '  Write `service = "..."`.\n'
        "spec.toml:5:12: `tasks.invoke.paginate` is a string, not a boolean.\n"
        '    paginate = "yes"\n'
        "               ^^^^^\n"
        "  Write `paginate = true` or `paginate = false`, without quotes.\n"
        "spec.toml:7:1: Unknown key `requierd` in `tasks.invoke.kwargs.x`.\n"
        "    requierd = true\n"
        "    ^^^^^^^^\n"
        "  Did you mean `required`?"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'title = "A"',
            "spec.toml:1: `service` is missing.\n"
            '  Say which service the tasks are for: `service = "lambda"`.',
        ),
        (
            'service = "../lambda"',
            "spec.toml:1:11: `../lambda` is not the name of a service.\n"
            '    service = "../lambda"\n'
            "              ^^^^^^^^^^^\n"
            "  `taskgen list` shows the services.",
        ),
        (
            'service = "s3"\nreturns = "all"',
            "spec.toml:2:1: Unknown key `returns`.\n"
            '    returns = "all"\n'
            "    ^^^^^^^\n"
            "  `returns` belongs in `[tasks.<operation>]`.",
        ),
        (
            'service = "s3"\nxyz = 1',
            "spec.toml:2:1: Unknown key `xyz`.\n"
            "    xyz = 1\n"
            "    ^^^\n"
            "  The keys here are `service`, `operations`, `package`, `module`, `title` and "
            "`tasks`.",
        ),
        (
            'service = "s3"\nmodule = "lambda"',
            "spec.toml:2:10: `lambda` is no name for a module: it is a Python keyword.\n"
            '    module = "lambda"\n'
            "             ^^^^^^^^\n"
            "  Call it `lambda_`, for example.",
        ),
        (
            'service = "s3"\npackage = "__init__"',
            "spec.toml:2:11: `__init__` is no name for a package: what begins with `_` is private."
            '\n    package = "__init__"\n'
            "              ^^^^^^^^^^\n"
            "  Call it `init`, for example.",
        ),
        (
            'service = "s3"\noperations = []',
            "spec.toml:2:14: `operations` is empty.\n"
            "    operations = []\n"
            "                 ^^\n"
            "  Leave it out to make a task of every operation, or name one.",
        ),
        (
            'service = "s3"\n[tasks]',
            "spec.toml:2:2: `tasks` is empty.\n"
            "    [tasks]\n"
            "     ^^^^^\n"
            "  Leave it out to make a task of every operation, or write `[tasks.<operation>]`.",
        ),
        (
            'service = "s3"\noperations = ["list_buckets", "ListBuckets"]',
            "spec.toml:2:31: `ListBuckets` is there twice.\n"
            '    operations = ["list_buckets", "ListBuckets"]\n'
            "                                  ^^^^^^^^^^^^^\n"
            "  Leave one of the two out.",
        ),
        (
            'service = "s3"\noperations = ["ListBuckets"]\n[tasks.list_buckets]',
            "spec.toml:2:15: `ListBuckets` has a table of its own, `[tasks.list_buckets]`.\n"
            '    operations = ["ListBuckets"]\n'
            "                  ^^^^^^^^^^^^^\n"
            "  Leave it out here: the table is enough to make the task.",
        ),
        (
            'service = "s3"\noperations = ["a-b", 1, " "]',
            "spec.toml:2:15: `a-b` is not the name of an operation.\n"
            '    operations = ["a-b", 1, " "]\n'
            "                  ^^^^^\n"
            "  `taskgen list SERVICE` shows the operations.\n"
            "spec.toml:2:22: `operations` has an integer among its strings.\n"
            '    operations = ["a-b", 1, " "]\n'
            "                         ^\n"
            "  Put it in quotes.\n"
            "spec.toml:2:25: `operations` has an empty string.\n"
            '    operations = ["a-b", 1, " "]\n'
            "                            ^^^\n"
            "  Leave it out.",
        ),
        (
            'service = "s3"\n[tasks."a b"]',
            "spec.toml:2:8: `a b` is not the name of an operation.\n"
            '    [tasks."a b"]\n'
            "           ^^^^^\n"
            "  `taskgen list SERVICE` shows the operations.",
        ),
        (
            'service = "s3"\n[[tasks]]',
            "spec.toml:2:3: `tasks` is an array, not a table.\n"
            "    [[tasks]]\n"
            "      ^^^^^\n"
            "  Write its keys below a line of their own, `[tasks]`.",
        ),
    ],
)
def test_a_module(text: str, message: str) -> None:
    assert problems(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'class = "Invoke-It"',
            "spec.toml:3:9: `Invoke-It` is no name for a class: a name is made of ASCII letters, "
            "digits and `_`, no digit first.\n"
            '    class = "Invoke-It"\n'
            "            ^^^^^^^^^^^\n"
            "  Call it `InvokeIt`, for example.",
        ),
        (
            'class = "Task"',
            "spec.toml:3:9: `Task` is no name for a class: it has a meaning already.\n"
            '    class = "Task"\n'
            "            ^^^^^^\n"
            "  Say more, as in `LambdaInvoke`.",
        ),
        (
            'operation = "no op"',
            "spec.toml:3:13: `no op` is not the name of an operation.\n"
            '    operation = "no op"\n'
            "                ^^^^^^^\n"
            "  `taskgen list SERVICE` shows the operations.",
        ),
        (
            'summary = ""',
            "spec.toml:3:11: `tasks.invoke.summary` is empty.\n"
            '    summary = ""\n'
            "              ^^\n"
            "  Leave it out, or say something.",
        ),
        (
            'description = ["<>"]',
            "spec.toml:3:16: `tasks.invoke.description.0` has nothing that can be shown.\n"
            '    description = ["<>"]\n'
            "                   ^^^^\n"
            "  Say it in plain text, without quotes and angle brackets.",
        ),
        (
            'description = "One"',
            "spec.toml:3:15: `tasks.invoke.description` is a string, not an array of strings.\n"
            '    description = "One"\n'
            "                  ^^^^^\n"
            '  Write `description = ["..."]`.',
        ),
        (
            "example = '''\nx = 1\ny = (\n'''",
            "spec.toml:3:11: The example is not Python: '(' was never closed.\n"
            "    example = '''\n"
            "              ^^^\n"
            "  The line is `y = (`.",
        ),
        (
            "example = 'x = \"\\n\"'",
            "spec.toml:3:11: The example can't stand in a docstring.\n"
            "    example = 'x = \"\\n\"'\n"
            "              ^^^^^^^^^^\n"
            "  Leave out backslashes, three double quotes in a row, and what does not print.",
        ),
        (
            'omit = ["A..B"]',
            "spec.toml:3:9: `A..B` is not the path of a member.\n"
            '    omit = ["A..B"]\n'
            "            ^^^^^^\n"
            '  Write the name of a member, with dots to those inside: `"VpcConfig.SubnetIds"`.',
        ),
        (
            'constants."A B" = 1',
            "spec.toml:3:11: `A B` is not the path of a member.\n"
            '    constants."A B" = 1\n'
            "              ^^^^^\n"
            '  Write the name of a member, with dots to those inside: `"VpcConfig.SubnetIds"`.',
        ),
        (
            "constants.A = [1, { B = 2020-01-01T00:00:00Z }]",
            "spec.toml:3:25: The task would lose the offset of this date-time.\n"
            "    constants.A = [1, { B = 2020-01-01T00:00:00Z }]\n"
            "                            ^^^^^^^^^^^^^^^^^^^^\n"
            "  Leave the offset out.",
        ),
        (
            'returns = "A[]"',
            "spec.toml:3:11: `A[]` is not the path of a member.\n"
            '    returns = "A[]"\n'
            "              ^^^^^\n"
            '  Write a member such as `"Parameter.Value"`, `"all"` or `"nothing"`.',
        ),
        (
            'wait = "a b"',
            "spec.toml:3:8: `a b` is not the name of a waiter.\n"
            '    wait = "a b"\n'
            "           ^^^^^\n"
            '  Write what `client.get_waiter("...")` takes.',
        ),
        (
            "wait = true",
            "spec.toml:3:8: `tasks.invoke.wait` is a boolean, not a string or a table.\n"
            "    wait = true\n"
            "           ^^^^\n"
            '  Write `wait = "..."`.',
        ),
        (
            "wait = { response = { A = 1 } }",
            "spec.toml:3:8: `tasks.invoke.wait` has no `waiter`.\n"
            "    wait = { response = { A = 1 } }\n"
            "           ^^^^^^^^^^^^^^^^^^^^^^^^\n"
            '  Write what `client.get_waiter("...")` takes.\n'
            "spec.toml:3:27: `tasks.invoke.wait.response.A` is an integer, not a string.\n"
            "    wait = { response = { A = 1 } }\n"
            "                              ^\n"
            '  Write `A = "..."`.',
        ),
        (
            'wait = { waiter = "a", request = { A = "B C" }, response = { A = "B[].C" } }',
            "spec.toml:3:40: `B C` is not the path of a member.\n"
            '    wait = { waiter = "a", request = { A = "B C" }, response = { A = "B[].C" } }\n'
            "                                           ^^^^^\n"
            '  Write a member, with `[]` for each item of a list: `"Instances[].InstanceId"`.\n'
            "spec.toml:3:62: `A` is in `request` too.\n"
            '    wait = { waiter = "a", request = { A = "B C" }, response = { A = "B[].C" } }\n'
            "                                                                 ^\n"
            "  An argument of a waiter has one value: leave one of the two out.",
        ),
        (
            "kwargs.a = 1",
            "spec.toml:3:12: `tasks.invoke.kwargs.a` is an integer, not a table.\n"
            "    kwargs.a = 1\n"
            "               ^\n"
            "  Write its keys below a line of their own, `[tasks.invoke.kwargs.a]`.",
        ),
        (
            "kwargs.class = {}",
            "spec.toml:3:8: `class` is no name for a kwarg: it has a meaning in Prefect or Python "
            "already.\n"
            "    kwargs.class = {}\n"
            "           ^^^^^\n"
            '  Call it `lambda_class`, with the member that it fills: `member = "Class"`.',
        ),
        (
            "kwargs.functionName2-x = {}",
            "spec.toml:3:8: `functionName2-x` is no name for a kwarg: a name is made of ASCII "
            "letters, digits and `_`, no digit first.\n"
            "    kwargs.functionName2-x = {}\n"
            "           ^^^^^^^^^^^^^^^\n"
            "  Call it `function_name_2_x`, for example.",
        ),
    ],
)
def test_a_task(text: str, message: str) -> None:
    assert task_problems(text) == message


def test_a_reserved_kwarg_is_named_after_what_the_operation_is_about() -> None:
    text = 'service = "lambda"\n[tasks.list_functions.kwargs.timeout]'
    assert "  Call it `function_timeout`, with the member that it fills: " in problems(text)


def test_too_many_kwargs() -> None:
    kwargs = "".join(f"[tasks.invoke.kwargs.k{n}]\n" for n in range(MAX_KWARGS + 1))
    assert task_problems(kwargs) == (
        "spec.toml:3:15: `tasks.invoke.kwargs` has 1,001 kwargs.\n"
        "    [tasks.invoke.kwargs.k0]\n"
        "                  ^^^^^^\n"
        "  A task has at most 1,000."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'member = ".A"',
            "spec.toml:3:10: `.A` is not the path of a member.\n"
            '    member = ".A"\n'
            "             ^^^^\n"
            '  Write the name of a member, with dots to those inside: `"VpcConfig.SubnetIds"`.',
        ),
        (
            'given = "inti"',
            "spec.toml:3:9: `given` is `inti`, not `both`, `init` or `run`.\n"
            '    given = "inti"\n'
            "            ^^^^^^\n"
            "  Did you mean `init`? A kwarg is given at initialization (`init`), at runtime "
            "(`run`) or at both.",
        ),
        (
            'type = "int"\ndefault = true',
            "spec.toml:4:11: `default` is a boolean, which does not fit `int`.\n"
            "    default = true\n"
            "              ^^^^\n"
            "  Change `default` or `type`.",
        ),
        (
            'type = "Dict[int, str]"\ndefault = { 1 = "a" }',
            "spec.toml:4:11: `default` is a table, which does not fit `Dict[int, str]`.\n"
            '    default = { 1 = "a" }\n'
            "              ^^^^^^^^^^^\n"
            "  Change `default` or `type`.",
        ),
        (
            "required = true\ndefault = 1",
            "spec.toml:4:1: A kwarg that is required has no default.\n"
            "    default = 1\n"
            "    ^^^^^^^\n"
            "  Leave out `default`, or `required`.",
        ),
        (
            'secret = true\ngiven = "init"\ndefault = "x"',
            "spec.toml:4:9: A secret is given at runtime alone: what is given at initialization is "
            "stored.\n"
            '    given = "init"\n'
            "            ^^^^^^\n"
            "  Leave `given` out.\n"
            "spec.toml:5:1: A secret has no default.\n"
            '    default = "x"\n'
            "    ^^^^^^^\n"
            '  Leave it out; users give it in the call, as `PrefectSecret("NAME")`.',
        ),
        (
            "default = [1, inf, 10:00:00, 2020-01-01, 2020-01-01T00:00:00.5]",
            "spec.toml:3:15: A float that is not finite can't be sent.\n"
            "    default = [1, inf, 10:00:00, 2020-01-01, 2020-01-01T00:00:00.5]\n"
            "                  ^^^\n"
            "  Write a number.\n"
            "spec.toml:3:20: A time alone is no value that an SDK takes.\n"
            "    default = [1, inf, 10:00:00, 2020-01-01, 2020-01-01T00:00:00.5]\n"
            "                       ^^^^^^^^\n"
            "  Write a date-time.\n"
            "spec.toml:3:30: A date alone is no value that an SDK takes.\n"
            "    default = [1, inf, 10:00:00, 2020-01-01, 2020-01-01T00:00:00.5]\n"
            "                                 ^^^^^^^^^^\n"
            "  Write a date-time.\n"
            "spec.toml:3:42: The task would lose the parts of a second.\n"
            "    default = [1, inf, 10:00:00, 2020-01-01, 2020-01-01T00:00:00.5]\n"
            "                                             ^^^^^^^^^^^^^^^^^^^^^\n"
            "  Leave them out.",
        ),
    ],
)
def test_a_kwarg(text: str, message: str) -> None:
    assert kwarg_problems(text) == message


@pytest.mark.parametrize(
    ("type_", "reason"),
    [
        ("", "`tasks.invoke.kwargs.x.type` is empty."),
        ("str[", "it is not a Python expression."),
        ("string", "`string` is none of the types that are understood."),
        ("Set[str]", "`Set` is none of the types that are understood."),
        ("List[str, int]", "`List` has one type in its brackets."),
        ("Dict[str]", "`Dict` has two types in its brackets."),
        ("Union[str]", "`Union` has two types or more in its brackets."),
        ("str | int", "a type is a name, or a name with types in brackets."),
        ("__import__('os')", "a type is a name, or a name with types in brackets."),
        ("(" * 199, "it is not a Python expression."),
        ("List[" * 50, "a type has at most 200 characters."),
        (
            "Optional[str]",
            "leave `Optional` out, for a kwarg that is not `required` may be None anyway.",
        ),
    ],
)
def test_types_that_are_none(type_: str, reason: str) -> None:
    message, *_ = kwarg_problems(f'type = "{type_}"').splitlines()
    assert message.endswith(reason)


# Credentials ----------------------------------------------------------------------------------


@pytest.mark.parametrize("credential", CREDENTIALS.values(), ids=CREDENTIALS.keys())
@pytest.mark.parametrize(
    "written",
    [
        "kwargs.x.default = '{}'",
        "kwargs.x = {{ default = ['a', {{ b = '{}' }}], type = 'int', secret = true }}",
        "constants.A = '{}'",
        "constants.A.'{}' = 1",
        "constants.A = '''\n{}\nabc'''",
        "example = 'x = \"{}\"'",
        "summary = 'Use {}.'",
        "'{}' = 1",
        "class = '{}'",
        "kwargs.x.given = '{}'",
        "kwargs.'{}' = {{ type = 'x' }}",
        "kwargs.x.type = '{}'",
        "kwargs.x.type = 'List[{}]'",
        "omit = ['{}']",
        "wait = ['{}']",
    ],
)
def test_a_credential_is_refused_and_not_shown(credential: str, written: str) -> None:
    message = task_problems(written.format(credential))
    assert "This looks like a real credential, and specs and tasks are published." in message
    assert credential[:12] not in message
    assert credential[-8:] not in message


@pytest.mark.parametrize("credential", CREDENTIALS.values(), ids=CREDENTIALS.keys())
@pytest.mark.parametrize(
    "written", ["returns = '{}' x", "paginate = '''\n{}\nabc''' x", "[tasks.'{0}']\n[tasks.'{0}']"]
)
def test_a_file_that_is_not_toml_is_not_shown_where_a_credential_is(
    credential: str, written: str
) -> None:
    message = task_problems(written.format(credential))
    assert "The file is not TOML" in message
    assert credential[:12] not in message
    assert credential[-8:] not in message


def test_the_lines_of_a_private_key_are_not_shown() -> None:
    key = CREDENTIALS["private key"]
    message = task_problems(f'summary = """{key}\nMIIEsecret\\q\n-----END RSA"""')
    assert message.startswith("spec.toml:4:13: The file is not TOML: unescaped")
    assert "MIIE" not in message


# Anything at all ------------------------------------------------------------------------------

keys = st.sampled_from(
    [key for level in kinds(BOTO_LEVELS).values() for key in level] + ["a", "_", "class", "é"]
)
strings = st.sampled_from(
    ["", "lambda", "Any", "List[str]", "A.B", "init", "x = 1", "[]", "\0", "é"]
)
scalars = st.one_of(
    strings, st.booleans(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.times()
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=20,
)


def read_or_refuse(text: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_spec(text, "spec.toml")
    except TaskgenError as error:
        problems = error.problems
    assert all(problem.place and problem.hint for problem in problems)


@given(st.dictionaries(keys, values, max_size=6))
def test_any_document_is_read_or_refused(document: dict[str, object]) -> None:
    read_or_refuse(tomlkit.dumps(document).encode())


@given(st.dictionaries(keys, values, max_size=12), st.dictionaries(keys, values, max_size=7))
def test_any_task_is_read_or_refused(task: dict[str, object], kwarg: dict[str, object]) -> None:
    task["kwargs"] = {"x": kwarg}
    read_or_refuse(tomlkit.dumps({"service": "s3", "tasks": {"copy": task}}).encode())


@given(st.binary())
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    read_or_refuse(text)


@pytest.mark.parametrize("name", ["Flow", "MagicMock", "pytest", "Stubber"])
def test_a_class_can_not_have_the_name_of_what_its_tests_import(name: str) -> None:
    spec = f'service = "sqs"\n\n[tasks.send_message]\nclass = "{name}"\n'
    with pytest.raises(TaskgenError, match="is no name for a class: it has a meaning already"):
        read_spec(spec.encode(), "spec.toml")


def test_a_kwarg_can_not_have_the_name_of_what_its_task_imports() -> None:
    spec = (
        'service = "sqs"\n\n[tasks.send_message.kwargs.get_boto_client]\nmember = "MessageBody"\n'
    )
    with pytest.raises(TaskgenError, match="it has a meaning in Prefect or Python already"):
        read_spec(spec.encode(), "spec.toml")
