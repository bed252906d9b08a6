"""`--openapi` of `new`, `list` and `spec`: what they show, write and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgen.cli import cli
from tests.cli.commands import taskgen
from tests.sources.openapi.documents import HEAD, OK, written

BOOKSHOP = Path(__file__).parents[2] / "generated" / "specs" / "bookshop.yaml"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(cli, arguments)


def test_list_shows_operations_and_what_they_do(folder):
    paths = f"  /pets:\n    get: {{operationId: pets, summary: List all pets, {OK}}}\n"
    paths += f"    put: {{deprecated: true, {OK}}}\n"
    written(folder, HEAD.format(version="3.0.0") + paths)
    ran = run("list", "--openapi", "api.yaml")
    assert ran.output == "pets       List all pets.\nPUT /pets  (deprecated)\n"


def test_what_is_made_of_the_printed_spec_is_what_is_made_without_it(folder):
    (folder / "bookshop.yaml").write_bytes(BOOKSHOP.read_bytes())
    assert run("new", "--openapi", "bookshop.yaml").exit_code == 0
    printed = run("spec", "--openapi", "bookshop.yaml")
    (folder / "spec.toml").write_text(printed.output)
    again = run("new", "--spec", "spec.toml", "--check")
    assert again.exit_code == 0, again.output
    assert run("spec", "--spec", "spec.toml").output == printed.output


def test_a_document_of_deprecated_operations_has_to_be_asked_for_them(folder, capsys):
    paths = f"  /pets:\n    get: {{deprecated: true, {OK}}}\n"
    written(folder, HEAD.format(version="3.0.0") + paths)
    ran = taskgen(capsys, "new", "--openapi", "api.yaml")
    assert (ran.code, ran.err) == (
        2,
        "error: The document has no operation that is not deprecated.\n"
        "  Name those that you want; `taskgen list --openapi FILE` shows all.\n",
    )
    assert taskgen(capsys, "new", "--openapi", "api.yaml", "--operation", "GET /pets").code == 0


def test_only_the_operations_that_are_asked_for(folder):
    (folder / "bookshop.yaml").write_bytes(BOOKSHOP.read_bytes())
    ran = run("new", "--openapi", "bookshop.yaml", "--operation", "PUT /books/{bookId}/text")
    assert ran.exit_code == 0
    source = (folder / "generated/tasks/bookshop/bookshop.py").read_text()
    assert source.count("\nclass ") == 1
    assert "class BookshopReplaceBooksText(Task):" in source


def test_a_spec_says_how_callers_prove_who_they_are(folder):
    paths = f"  /pets:\n    get: {{operationId: pets, {OK}}}\n"
    written(folder, HEAD.format(version="3.0.0") + paths)
    (folder / "spec.toml").write_text('openapi = "api.yaml"\nauthentication = "header X-Key"\n')
    assert run("new", "--spec", "spec.toml").exit_code == 0
    source = (folder / "generated/tasks/shop/shop.py").read_text()
    assert 'headers={"X-Key": self._secret(key_value)}' in source
    printed = run("spec", "--spec", "spec.toml").output
    assert 'authentication = "header X-Key"' in printed


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--openapi", "no.yaml"], "error: no.yaml: The file can't be read: no such file"),
        (
            ["--openapi", "api.yaml", "--operation", "pet", "--operation", "x"],
            "error: The document has no operation `pet`.\n  Did you mean `pets`?\n"
            "error: The document has no operation `x`.\n  It has `pets`.\n",
        ),
        (["--openapi", "api.yaml", "--service", "sqs"], "--service and --openapi do not go"),
        (["--openapi", "api.yaml", "--spec", "x.toml"], "--spec says the service"),
        (["--spec", "bad.toml"], "bad.toml:2:1: Unknown key `servise`."),
        (["--spec", "bad.toml"], "bad.toml:3:18: `password` is not a way to prove who calls."),
    ],
)
def test_bad_input_writes_nothing(folder, capsys, options, said):
    paths = f"  /pets:\n    get: {{operationId: pets, {OK}}}\n"
    written(folder, HEAD.format(version="3.0.0") + paths)
    (folder / "bad.toml").write_text(
        'openapi = "api.yaml"\nservise = "x"\nauthentication = "password"\n'
    )
    before = sorted(folder.rglob("*"))
    ran = taskgen(capsys, "new", *options)
    assert ran.code == 2
    assert said in ran.err
    assert sorted(folder.rglob("*")) == before


def test_without_the_libraries_it_says_what_to_install(folder, monkeypatch):
    monkeypatch.setattr("taskgen.cli.sources.find_spec", lambda name: None)
    ran = run("list", "--openapi", "api.yaml")
    assert "OpenAPI documents need `jsonschema-rs`, which is not installed." in str(ran.exception)


@pytest.mark.parametrize(("rest", "noted"), [("", True), ("security: []\n", False)])
def test_a_document_that_does_not_say_who_calls(folder, capsys, rest, noted):
    paths = f"  /pets:\n    get: {{operationId: pets, {OK}}}\n"
    written(folder, HEAD.format(version="3.0.0") + paths + rest)
    ran = taskgen(capsys, "new", "--openapi", "api.yaml", "--dry-run")
    note = (
        "note: The document does not say how callers prove who they are; a spec can, as in "
        '`authentication = "bearer"`.\n'
    )
    assert (ran.code, ran.err) == (0, note if noted else "")


def test_a_printed_spec_names_the_page_of_its_kind(folder):
    (folder / "bookshop.yaml").write_bytes(BOOKSHOP.read_bytes())
    assert "docs/openapi.md explains" in run("spec", "--openapi", "bookshop.yaml").output


def test_a_kwarg_that_a_spec_may_not_call_so(folder, capsys):
    kwarg = '[tasks.AddTags.kwargs.tags]\nmember = "path.tags"\n'
    written(folder, f'openapi = "api.yaml"\n{kwarg}', "spec.toml")
    ran = taskgen(capsys, "new", "--spec", "spec.toml")
    assert "Call it `tag_tags`, and say which `member` it fills." in ran.err
