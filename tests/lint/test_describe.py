"""Fixes that document kwargs: with the sibling's words, the SDK's, or an item to complete."""

from __future__ import annotations

import pytest

from taskgen.lint.engine import lint
from taskgen.lint.fix import fix
from taskgen.lint.settings import LintSettings
from taskgen.text import Prose
from tests.lint.support import PRELUDE, check, write

LAMBDA = '''\
class Invoke(Task):
    """
    Invoke a function.

    Args:
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, function_name: str = None, **kwargs):
        self.function_name = function_name
        super().__init__(**kwargs)

    @defaults_from_attrs("function_name")
    def run(self, function_name: str = None, payload: Optional[bytes] = None):
        """
        Invoke it.

        Returns:
            - dict: the response
        """
        client = get_boto_client("lambda", **{})
        return client.invoke(FunctionName=function_name, Payload=payload or b"")
'''


def said(filled):
    return Prose(f"The {filled.member} of {filled.method} of {filled.service}.")


def documented(folder, text, *, texts=said, unsafe=False, select=("TG101", "TG102")):
    write(folder, text)
    settings = LintSettings(base=folder, select=select)
    fix([folder], settings, unsafe=unsafe, write=True, texts=texts)
    new = (folder / "tasks.py").read_text().removeprefix(PRELUDE)
    assert not fix([folder], settings, unsafe=unsafe, write=True, texts=texts)[0].changed()
    return new


def test_text_of_the_member_that_a_kwarg_fills(tmp_path):
    new = documented(tmp_path, LAMBDA)
    item = "- function_name (str, optional): The FunctionName of invoke of lambda.\n"
    assert f"    Args:\n        {item}        - **kwargs" in new
    assert (
        f"        Args:\n            {item}            - payload (bytes, optional): The Payload of "
        "invoke of lambda.\n\n        Returns:\n"
    ) in new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('client = get_boto_client("lambda", **{})\n', 'client = boto3.client("lambda")\n'),
        (
            'client = get_boto_client("lambda", **{})\n',
            'client = get_boto_client(resource="lambda")\n',
        ),
        (
            'return client.invoke(FunctionName=function_name, Payload=payload or b"")',
            'request = {"FunctionName": function_name, "Payload": payload}\n'
            "        return client.invoke(**request)",
        ),
        (
            'return client.invoke(FunctionName=function_name, Payload=payload or b"")',
            "return client.invoke(FunctionName=self.function_name, Payload=payload)",
        ),
    ],
)
def test_ways_to_fill_a_member(tmp_path, old, new):
    text = LAMBDA.replace(old, new)
    assert text != LAMBDA
    assert "(str, optional): The FunctionName of invoke" in documented(tmp_path, text)


def test_sibling_docstring_comes_first(tmp_path):
    own = "        - function_name (str, optional): in our own words\n"
    text = LAMBDA.replace("        - **kwargs", f"{own}        - **kwargs")
    assert f"    {own}" in documented(tmp_path, text)


def test_value_that_is_made_of_a_kwarg_is_not_the_kwarg(tmp_path):
    text = LAMBDA.replace("Payload=payload or", "Payload=dumps(payload) or")
    assert "- payload" not in documented(tmp_path, text)


def test_nothing_is_said_where_the_sdk_says_nothing(tmp_path):
    assert documented(tmp_path, LAMBDA, texts=lambda filled: Prose()) == LAMBDA
    assert documented(tmp_path, LAMBDA, texts=None) == LAMBDA


def test_what_a_docstring_can_not_hold_is_not_written(tmp_path):
    assert documented(tmp_path, LAMBDA, texts=lambda filled: Prose('Ends """ here.')) == LAMBDA


def test_words_of_botocore(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from taskgen.cli.lint import command

    write(tmp_path, LAMBDA)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["--fix", "--select", "TG102", "tasks.py"])
    assert result.exit_code == 0, result.output
    text = (tmp_path / "tasks.py").read_text()
    assert "            - function_name (str, optional): The name" in text


def test_usual_kwargs_get_the_usual_words(tmp_path):
    text = LAMBDA.replace(
        "        - **kwargs (dict, optional): passed to the Task constructor\n", ""
    )
    new = documented(tmp_path, text)
    assert (
        "        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task\n"
        "            constructor.\n"
    ) in new


def test_item_to_be_completed_is_unsafe_and_found_again(tmp_path):
    text = LAMBDA.replace("Payload=payload or", "Payload=dumps(payload) or")
    new = documented(tmp_path, text, unsafe=True)
    line = "            - payload (bytes, optional): TODO(taskgen): say what it is for."
    assert line in new
    (finding,) = check(tmp_path, select=["TG601"])
    assert (finding.cls, finding.method) == ("Invoke", "run")
    number = (tmp_path / "tasks.py").read_text().splitlines().index(line) + 1
    assert (finding.line, finding.column) == (number, line.index("TODO") + 1)


def test_reports_do_not_ask_the_sdk(tmp_path):
    write(tmp_path, LAMBDA)
    report = lint([tmp_path], LintSettings(base=tmp_path, select=("TG102",)), cache=False)
    assert [finding.fix.later for finding in report.findings] == ["member", "member"]
