"""Secrets, planted wherever they may be: none comes out anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskgen.credentials import hidden, looks_like_credential, secrets_in_use
from taskgen.lint.output import FORMATS
from taskgen.plan import FileChange, refuse_credentials
from taskgen.problems import Place, Problem, TaskgenError
from tests.cli.commands import Ran, taskgen
from tests.models import model, structure_of, write_service
from tests.write.support import change

# Put together here, so that no scanner takes this file for a leak.
TOKENS = {
    "aws": "AKI" + "AIOSFODNN7ABCDEFG",
    "github": "gh" + "p_abcdefghijklmnopqrstuvwxyz0123456789",
    "github, fine": "github" + "_pat_11ABCDEFG0abcdefghijklmnop",
    "slack": "xox" + "b-123456789012-abcdefghij",
    "jwt": "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl",
    "key": "-----BEGIN " + "PRIVATE KEY-----MIIEvQIBADANBgkqhkiG9w0BAQ-----END",
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    (tmp_path / "here/.git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path / "models"))


@pytest.mark.parametrize("name", TOKENS)
class TestShapes:
    def test_is_known(self, name):
        assert looks_like_credential(f"x = '{TOKENS[name]}'")

    def test_is_hidden(self, name):
        assert hidden(f"<{TOKENS[name]}>") == f"<{'*' * len(TOKENS[name])}>"

    def test_is_in_no_error(self, name):
        place = Place("a.py", 1, 1, f"x = {TOKENS[name]}", 3)
        text = str(Problem(f"No `{TOKENS[name]}`.", f"Not {TOKENS[name]}.", place))
        assert not looks_like_credential(text)
        assert text.count("*" * len(TOKENS[name])) == 3


def test_examples_of_documents_are_none():
    assert not looks_like_credential("AKI" + "AIOSFODNN7EXAMPLE and xoxo and eyJust ghp_short")


def outcome(ran: Ran) -> str:
    """All that a command has said and left behind, the file that it was planted in aside."""
    left = [
        path.read_text("utf-8", "replace")
        for path in sorted(Path().rglob("*"))
        if path.is_file() and path.name not in ("planted.toml", "planted.py")
    ]
    return "\n".join([ran.out, ran.err, *left])


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize(
    "spec",
    [
        'service = "{}"',
        'service = "lambda"\n[tasks.invoke]\nsummary = "Uses {}."',
        'service = "lambda"\n[tasks."{}"]\nclass = "A"',
        'service = "lambda"\n[tasks.invoke.constants]\nPayload = "{}"',
        'service = "lambda"\n[tasks.invoke.kwargs."{}"]\nmember = "x"',
        'service = "lambda"\nbroken = "{}',
        'service = "lambda"\n{} {}',
        '# {}\nservice = "nope"',
    ],
)
def test_in_a_spec(name, spec, capsys):
    Path("planted.toml").write_text(spec.replace("{}", TOKENS[name]))
    for command in ("new", "spec"):
        ran = taskgen(capsys, command, "--spec", "planted.toml")
        assert ran.code == 2
        assert TOKENS[name][:12] not in outcome(ran)


@pytest.mark.parametrize("name", TOKENS)
def test_in_the_docs_of_an_sdk(name, capsys, tmp_path):
    send = {
        "documentation": f"<p>Sends a thing. Use the token {TOKENS[name]} for that.</p>",
        "input": structure_of({"QueueUrl": "string"}, "QueueUrl"),
    }
    write_service(tmp_path / "models", "things", model({"SendThing": send}))
    ran = taskgen(capsys, "new", "--service", "things")
    assert ran.code == 2
    assert "This line would hold what looks like a credential." in ran.err
    assert TOKENS[name][:12] not in outcome(ran)
    ran = taskgen(capsys, "spec", "--service", "things")
    assert ran.code == 2
    assert TOKENS[name][:12] not in outcome(ran)


VALUES = {
    "JIRA_TOKEN": "q8Zt4Lw9Xy2Kp5Rm",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzKEYKEYKEY",
    "DB_PASSWORD": "correct-horse-battery-1",
}


class TestEnvironment:
    def test_values_of_secrets_are_told_from_words_and_addresses(self):
        others = {
            "TOKEN": "true",
            "SECRET_FILE": "/run/secrets/token1234",
            "AUTH_URL": "https://auth.example.com/oauth2",
            "KEYBOARD": "us",
            "PASSWORD_HINT": "the name of the first dog 1",
            "GIT_BRANCH": "feature-branch-12345678",
            "API_KEY_HEADER": "X-Authorization-Key",
        }
        assert dict(secrets_in_use({**others, **VALUES})) == VALUES

    @pytest.mark.parametrize("name", VALUES)
    def test_a_file_with_one_is_refused_by_its_name(self, name):
        new = f'a = 1\nb = "{VALUES[name]}"\n'.encode()
        with pytest.raises(TaskgenError) as caught:
            refuse_credentials([change("tasks/a.py", None, new)], VALUES)
        assert str(caught.value) == (
            f"tasks/a.py:2: This line would hold the value of `{name}`.\n"
            "  Take it out of what the task is made from: the spec, or the SDK's own defaults and "
            "docs. A task gets a secret when it runs."
        )

    def test_a_file_that_had_it_already_is_somebody_elses(self):
        line = f'b = "{VALUES["JIRA_TOKEN"]}"\n'.encode()
        refuse_credentials([change("a.py", line, line + b"c = 2\n")], VALUES)

    def test_by_the_command(self, capsys, monkeypatch, tmp_path):
        monkeypatch.setenv("JIRA_TOKEN", VALUES["JIRA_TOKEN"])
        send = {"documentation": f"<p>Sends {VALUES['JIRA_TOKEN']} things.</p>"}
        write_service(tmp_path / "models", "things", model({"SendThing": send}))
        for arguments in (["new"], ["new", "--diff"], ["new", "--dry-run"], ["spec"]):
            ran = taskgen(capsys, *arguments, "--service", "things")
            assert ran.code == 2
            assert "the value of `JIRA_TOKEN`" in ran.err
            assert VALUES["JIRA_TOKEN"] not in outcome(ran)

    def test_none_of_it_comes_out_by_itself(self, capsys, monkeypatch):
        for name, value in VALUES.items():
            monkeypatch.setenv(name, value)
        ran = taskgen(capsys, "new", "--service", "sqs", "--operation", "send_message")
        assert ran.code == 0
        assert not [value for value in VALUES.values() if value in outcome(ran)]


PLANTED = '''
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class Leak(Task):
    """
    Leak.

    Args:
        - token (str, optional): the token, defaults to `{token}`
        - {token} (str): x
    """

    def __init__(self, token="{token}", api_key='{word}', password: str = "{word}", **kwargs):
        self.token = token
        super().__init__(name="{token}", **kwargs)

    @defaults_from_attrs("token", "{token}")
    def run(self, token: str = "{token}", password="{word}"):
        """Run."""
        print("{token}")
        return token
'''


@pytest.mark.parametrize("name", ["aws", "github", "slack"])
def test_in_a_library_that_is_linted(name, capsys):
    word = "hunter2-and-more"
    text = PLANTED.replace("{token}", TOKENS[name]).replace("{word}", word)
    Path("planted.py").write_text(text)
    for format_ in FORMATS:
        ran = taskgen(capsys, "lint", "planted.py", "--output-format", format_)
        assert ran.code == 1
        said = outcome(ran)
        assert TOKENS[name] not in said, format_
        assert word not in said, format_
    Path("pyproject.toml").write_text('[tool.taskgen.lint]\nbaseline = "baseline.json"\n')
    ran = taskgen(capsys, "lint", "planted.py", "--write-baseline")
    assert TOKENS[name] not in outcome(ran)
    assert Path("baseline.json").exists()


def test_a_line_that_is_shown_has_stars_for_literals_of_secrets_alone(capsys):
    text = PLANTED.replace("{token}", "x1").replace("{word}", "hunter2")
    Path("planted.py").write_text(text)
    said = taskgen(capsys, "lint", "planted.py").out
    assert 'password: str = "*******", **kwargs):' in said
    assert "api_key='*******'" in said
    assert 'super().__init__(name="x1", **kwargs)' in said


def test_a_plan_without_secrets_is_let_through():
    refuse_credentials([FileChange(change("a", None, b"").path, None, b"x")], {"TOKEN": "x"})
