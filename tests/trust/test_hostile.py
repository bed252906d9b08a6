"""Inputs that were made to do harm, or that break generators by accident, through the command.

Each is named for its trap, and for where such a thing was seen in public, if it was:

- CVE-2020-15141 (GHSA-7wgr-7666-7pwj), openapi-python-client: names that became paths;
- CVE-2020-15142 (GHSA-9x4c-63pf-525f), openapi-python-client: texts that became code;
- CVE-2026-105801 (GHSA-5293-mq8x-g3xj), openapi-python-client: the same again, in strings,
  docstrings and f-strings that had been mended one by one;
- CVE-2016-5641, Swagger's generator: comments and paths that became code;
- CVE-2021-42574 ("Trojan Source"): directions of text that hide what code says;
- CVE-2003-1564 ("billion laughs"): a small document that stands for a huge one.
"""

from __future__ import annotations

import ast
import gzip
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Ran, taskgen
from tests.models import model, structure_of, write_service
from tests.trust.canaries import code_of

CODE = 'x"""\'\'\'"\'); import os; os.system("canary") #'
NUL = "\x00"
LIMIT = 2_000
"""Characters of a message."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    (tmp_path / "here/.git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path / "models"))


def things(tmp_path: Path, operations: dict[str, Any], **metadata: Any) -> None:
    write_service(tmp_path / "models", "things", model(operations, **metadata))


def refused(ran: Ran) -> str:
    """What was said of bad input; nothing was written, and a terminal can show it."""
    assert ran.code == 2, ran.out
    assert not ran.out
    assert ran.err.replace("\n", "").isprintable()
    assert len(ran.err) < LIMIT
    assert not [path for path in Path().iterdir() if path.name in ("generated", "canary")]
    return ran.err


def generated() -> dict[str, str]:
    """The Python that was written; it compiles, and nothing of a canary is code in it."""
    found = {str(path): path.read_text() for path in Path().rglob("*.py")}
    for path, source in found.items():
        compile(source, path, "exec", dont_inherit=True)
        assert not [token for token in code_of(source) if "canary" in token.lower()]
        assert source.replace("\n", "").isprintable() or not source
    return found


# Names -----------------------------------------------------------------------------------------

NO_NAMES = {
    "a path, CVE-2020-15141": "../../../tmp/canary",
    "an absolute path, CVE-2020-15141": "/tmp/canary",
    "a drive": "C:\\canary",
    "code, CVE-2020-15142": CODE,
    "a line break": "a\nimport canary",
    "a comment, CVE-2016-5641": "a # canary",
    "a template": "{{ canary }}",
    "an f-string, CVE-2026-105801": "{canary()}",
    "an option": "--canary",
    "a terminal escape": "\x1b]0;canary\x07",
    "a hidden direction, CVE-2021-42574": "a\u202ecanary",
    "an invisible character": "a\u200bcanary",
    "a look-alike": "\uff43anary",
    "NUL": "a\x00canary",
    "a long one": "canary" * 1_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
class TestNoName:
    def test_of_a_service(self, name, capsys):
        # No system passes a NUL on in an argument.
        said = refused(taskgen(capsys, "new", f"--service={name.replace(NUL, '')}"))
        assert "has no service named" in said or "Say what to make" in said

    def test_of_an_operation(self, name, capsys):
        said = refused(
            taskgen(capsys, "new", "--service", "sqs", f"--operation={name.replace(NUL, '')}")
        )
        assert "`sqs` has no operation" in said

    @pytest.mark.parametrize("key", ["service", "package", "module"])
    def test_in_a_spec(self, name, key, capsys):
        lines = {"service": "sqs", key: name}
        text = "".join(f"{k} = {json.dumps(v)}\n" for k, v in lines.items())
        Path("spec.toml").write_text(text)
        said = refused(taskgen(capsys, "new", "--spec", "spec.toml"))
        assert said.startswith("error: spec.toml:")

    @pytest.mark.parametrize("key", ["class", "operation", "returns", "wait"])
    def test_in_a_task_of_a_spec(self, name, key, capsys):
        value = json.dumps(name)
        Path("spec.toml").write_text(
            f'service = "sqs"\n[tasks.send_message]\n{key} = {value}\n', "utf-8"
        )
        assert refused(taskgen(capsys, "new", "--spec", "spec.toml")).startswith(
            "error: spec.toml:"
        )

    @pytest.mark.parametrize("key", ["tasks", "tests", "outline", "changes", "setup", "package"])
    def test_in_settings(self, name, key, capsys):
        endings = {"outline": ".toml", "setup": ".py"}
        settings = {"tasks": "tasks", key: name + (endings.get(key, "") if name else "")}
        lines = [f"{k} = {json.dumps(v)}\n" for k, v in settings.items()]
        text = "[tool.taskgen]\n" + "".join(lines)
        Path("pyproject.toml").write_text(text)
        ran = taskgen(capsys, "new", "--service", "sqs", "--operation", "send_message")
        if ran.code == 0:
            # Here it is one, however odd; nothing of it is code.
            assert generated()
        else:
            refused(ran)


RESERVED = {
    "a keyword": ("class", "it is a Python keyword"),
    "a device of Windows": ("aux", "it is the name of a device on Windows"),
    "private": ("_x", "what begins with `_` is private"),
}


@pytest.mark.parametrize(("name", "reason"), RESERVED.values(), ids=RESERVED)
def test_names_with_a_meaning_as_a_module(name, reason, capsys):
    Path("spec.toml").write_text(f'service = "sqs"\nmodule = "{name}"\n[tasks.send_message]\n')
    assert reason in refused(taskgen(capsys, "new", "--spec", "spec.toml"))


@pytest.mark.parametrize("name", ["match", "type", "case"])
def test_soft_keywords_are_names(name, capsys):
    Path("spec.toml").write_text(f'service = "sqs"\nmodule = "{name}"\n[tasks.send_message]\n')
    assert taskgen(capsys, "new", "--spec", "spec.toml").code == 0
    assert f"generated/tasks/aws/{name}.py" in generated()


# Texts of an SDK -------------------------------------------------------------------------------

TEXTS = {
    "code, CVE-2020-15142": CODE,
    "the end of a docstring, CVE-2026-105801": 'a """\ncanary()\n"""',
    "a backslash at the end, CVE-2026-105801": "a \\",
    "an escape, CVE-2026-105801": "\\N{canary} \\x00 \\u",
    "an f-string, CVE-2026-105801": "{canary()} {{canary}}",
    "a template": "{{ canary }} {% raw %} {# canary #}",
    "a comment, CVE-2016-5641": "a\n# canary\n*/ canary",
    "every line break": "a\ncanary\rb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h",
    "a hidden direction, CVE-2021-42574": "a \u202e canary \u2066 b",
    "a terminal escape": "\x1b[2J\x1b]0;canary\x07",
    "NUL": "a\x00canary",
    "markup": "<script>canary</script><img src=x onerror=canary>",
    "sections": "Args:\n    - canary (str): x\nReturns:\n    - canary",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_in_a_model_stays_text(text, capsys, tmp_path):
    members = {
        "QueueUrl": {"type": "string", "documentation": text, "enum": [text]},
        "Size": "long",
    }
    operation = {
        "documentation": f"<p>Sends. {text}</p>",
        "input": structure_of(members, "QueueUrl"),
        "output": {"Id": {"type": "string", "documentation": text}},
    }
    things(tmp_path, {"SendThing": operation}, serviceFullName=text, serviceId="Things")
    assert taskgen(capsys, "new", "--service", "things").code == 0
    assert "generated/tasks/aws/things.py" in generated()


@pytest.mark.parametrize("name", [*TEXTS.values(), *filter(None, NO_NAMES.values())], ids=ascii)
def test_names_in_a_model_become_names_or_are_refused(name, capsys, tmp_path):
    operation = {
        "documentation": "<p>Sends a thing.</p>",
        "input": structure_of(
            {name: "string", "Other": {"type": "structure", "members": {name: "string"}}}, name
        ),
        "output": {name: "string"},
    }
    things(tmp_path, {"SendThing": operation}, serviceId=name, endpointPrefix=name)
    ran = taskgen(capsys, "new", "--service", "things")
    if ran.code:
        refused(ran)
        return
    for source in (Path(path).read_text() for path in generated_paths()):
        tree = ast.parse(source)
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert "canary" not in called
        assert not {"os"} & {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }


def generated_paths() -> list[str]:
    return [str(path) for path in Path("generated").rglob("*.py")]


@pytest.mark.parametrize("name", [CODE, "../canary", "a\ncanary", "{canary}"], ids=ascii)
def test_operations_of_a_model_become_names_or_are_refused(name, capsys, tmp_path):
    things(tmp_path, {name: {"documentation": "<p>Sends a thing.</p>"}})
    ran = taskgen(capsys, "new", "--service", "things")
    if ran.code:
        refused(ran)
    else:
        for source in (Path(path).read_text() for path in generated_paths()):
            compile(source, "x", "exec", dont_inherit=True)
            assert "os" not in code_of(source)


# Bombs -----------------------------------------------------------------------------------------


@pytest.fixture
def bounded():
    """What follows takes less than twenty seconds and a gigabyte."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000


SPECS = {
    "too large": ("# " + "a" * 4_100_000, "bytes, and at most 4,000,000 are read."),
    "too deep": ("a = " + "[" * 100_000, "More than 32 tables and arrays are in each other here."),
    "too deep, by keys": (".".join("a" * 5_000) + " = 1", "More than 32 tables and arrays"),
    "too deep, by tables": ("[" + ".".join("a" * 5_000) + "]", "More than 32 tables and arrays"),
    "a long number": ("a = " + "9" * 100_000, "The file has a number with more digits"),
    "a long hexadecimal number": (
        'service = "sqs"\n[tasks.send_message.kwargs.delay_seconds]\ndefault = 0x' + "f" * 9_000,
        "The number has more digits than can be written.",
    ),
    "many kwargs": (
        'service = "sqs"\n[tasks.send_message.kwargs]\n'
        + "".join(f"k{n} = {{}}\n" for n in range(20_000)),
        "has 20,000 kwargs.\n",
    ),
    "a long example": (
        'service = "sqs"\n[tasks.send_message]\nexample = """' + "x = 1\n" * 100_000 + '"""',
        "The example has more than 10,000 characters.",
    ),
    "a deep example": (
        'service = "sqs"\n[tasks.send_message]\nexample = "' + "(" * 9_000 + '"',
        "The example is",
    ),
    "a deep type": (
        'service = "sqs"\n[tasks.send_message.kwargs.a]\nmember = "DelaySeconds"\ntype = "'
        + "List[" * 1_000
        + '"',
        "is not a type for a kwarg: a type has at most 200 characters.",
    ),
}


@pytest.mark.parametrize(("spec", "message"), SPECS.values(), ids=SPECS)
def test_a_spec_that_is_a_bomb(spec, message, capsys, bounded):
    Path("spec.toml").write_text(spec)
    assert message in refused(taskgen(capsys, "new", "--spec", "spec.toml"))


def test_a_spec_that_never_ends(capsys, bounded):
    assert "bytes, and at most" in refused(taskgen(capsys, "new", "--spec", "/dev/zero"))


def test_a_spec_of_ten_megabytes_of_description(capsys, bounded):
    Path("spec.toml").write_text('service = "sqs"\ntitle = "' + "word " * 2_000_000 + '"\n')
    assert "at most 4,000,000 are read" in refused(taskgen(capsys, "new", "--spec", "spec.toml"))


def test_ten_megabytes_of_documentation(capsys, tmp_path, bounded):
    text = "<p>Sends a thing.</p>" + "<ul><li>deep " * 20_000 + "word " * 2_000_000
    things(tmp_path, {"SendThing": {"documentation": text}})
    assert taskgen(capsys, "new", "--service", "things").code == 0
    assert max(map(len, generated().values())) < 50_000


def test_a_hundred_thousand_members(capsys, tmp_path, bounded):
    send = {"documentation": "<p>Sends.</p>", "input": {"members": {}, "type": "structure"}}
    content = model({"SendThing": send})
    shapes = content["shapes"]
    shapes["Text"] = {"type": "string"}
    request = content["operations"]["SendThing"]["input"]["shape"]
    shapes[request] = {
        "type": "structure",
        "members": {f"Member{number}": {"shape": "Text"} for number in range(100_000)},
    }
    write_service(tmp_path / "models", "things", content)
    said = refused(taskgen(capsys, "new", "--service", "things"))
    assert f"has `shapes.{request}` with 100,000 members, more than 1,000." in said


def test_a_small_file_that_is_a_huge_one(capsys, tmp_path, bounded):
    folder = tmp_path / "models/things/2024-01-01"
    folder.mkdir(parents=True)
    with gzip.open(folder / "service-2.json.gz", "wb") as file:
        for _ in range(70):
            file.write(b" " * 1_000_000)
    said = refused(taskgen(capsys, "new", "--service", "things"))
    assert "can't be read as a service model: it has more than 64,000,000 bytes." in said


def test_json_that_is_too_deep(capsys, tmp_path, bounded):
    folder = tmp_path / "models/things/2024-01-01"
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text("[" * 100_000)
    assert "can't be read as a service model" in refused(
        taskgen(capsys, "new", "--service", "things")
    )


@pytest.mark.parametrize("source", ["(" * 100_000, "-" * 100_000, "x" + ".a" * 200_000])
def test_a_module_that_is_too_deep(source, capsys, bounded):
    Path("deep.py").write_text(f"x = {source}\n")
    ran = taskgen(capsys, "lint", "deep.py")
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.err + ran.out


# Links -----------------------------------------------------------------------------------------


class TestLinks:
    SQS = ("new", "--service", "sqs", "--operation", "send_message")

    def test_a_folder_that_leads_out(self, capsys, tmp_path):
        (tmp_path / "outside").mkdir()
        Path("generated").mkdir()
        Path("generated/tasks").symlink_to(tmp_path / "outside")
        ran = taskgen(capsys, *self.SQS)
        assert ran.code == 2
        assert "tasks: The folder is a link, and taskgen does not write through links." in ran.err
        assert not list((tmp_path / "outside").iterdir())

    def test_a_file_that_leads_out(self, capsys, tmp_path):
        (tmp_path / "victim").write_text("")
        Path("generated/docs").mkdir(parents=True)
        Path("generated/docs/outline.toml").symlink_to(tmp_path / "victim")
        ran = taskgen(capsys, *self.SQS)
        assert ran.code == 2
        assert "The file is a link, and taskgen does not write through links." in ran.err
        assert (tmp_path / "victim").read_text() == ""

    def test_a_link_to_itself(self, capsys):
        Path("generated").mkdir()
        Path("generated/tasks").symlink_to("tasks")
        assert taskgen(capsys, *self.SQS).code == 2

    def test_a_pipe_where_a_file_should_be(self, capsys):
        Path("generated/docs").mkdir(parents=True)
        os.mkfifo("generated/docs/outline.toml")
        ran = taskgen(capsys, *self.SQS)
        assert ran.code == 2
        assert "There is something here that is not a file." in ran.err
