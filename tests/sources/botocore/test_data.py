"""Data files mean here what they mean to botocore."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest
from botocore.loaders import Loader

from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import (
    MODEL,
    PAGINATORS,
    WAITERS,
    DataFolders,
    data_folders,
    unknown_service,
)
from tests.models import write_service


def folders(*paths: Path) -> DataFolders:
    return DataFolders(paths)


@pytest.fixture(scope="module")
def installed() -> DataFolders:
    return data_folders()


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without models."""
    monkeypatch.delenv("AWS_DATA_PATH", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


# What is read ---------------------------------------------------------------------------------


def test_the_latest_version_wins(tmp_path: Path) -> None:
    for version in ("2014-11-11", "2023-01-01", "2015-03-31"):
        write_service(tmp_path, "things", {"version": version}, version=version)
    assert folders(tmp_path).load("things", MODEL) == {"version": "2023-01-01"}


def test_the_latest_version_may_be_in_any_folder(tmp_path: Path) -> None:
    write_service(tmp_path / "a", "things", {"from": "a"}, version="2015-01-01")
    write_service(tmp_path / "b", "things", {"from": "b"}, version="2020-01-01")
    assert folders(tmp_path / "a", tmp_path / "b").load("things", MODEL) == {"from": "b"}


def test_of_one_version_the_first_folder_wins(tmp_path: Path) -> None:
    write_service(tmp_path / "a", "things", {"from": "a"})
    write_service(tmp_path / "b", "things", {"from": "b"})
    assert folders(tmp_path / "a", tmp_path / "b").load("things", MODEL) == {"from": "a"}


def test_compressed_files_are_read(tmp_path: Path) -> None:
    path = write_service(tmp_path, "things", {})
    path.unlink()
    path.with_suffix(".json.gz").write_bytes(gzip.compress(b'{"from": "gzip"}'))
    assert folders(tmp_path).load("things", MODEL) == {"from": "gzip"}


def test_extras_are_merged_in_at_every_depth(tmp_path: Path) -> None:
    base = {"a": {"b": {"c": 1, "d": [1]}, "e": 2}}
    extra = {"merge": {"a": {"b": {"d": [2], "f": 3}, "g": 4}}, "comment": "left out"}
    write_service(tmp_path, "things", base)
    write_service(tmp_path, "things", extra, kind=f"{MODEL}.sdk-extras")
    assert folders(tmp_path).load("things", MODEL) == {
        "a": {"b": {"c": 1, "d": [2], "f": 3}, "e": 2, "g": 4}
    }


@pytest.mark.parametrize("extra", [{}, {"merge": None}, {"merge": ["a"]}])
def test_extras_without_anything_to_merge_change_nothing(tmp_path: Path, extra: object) -> None:
    write_service(tmp_path, "things", {"a": 1})
    write_service(tmp_path, "things", json.dumps(extra).encode(), kind=f"{MODEL}.sdk-extras")
    assert folders(tmp_path).load("things", MODEL) == {"a": 1}


def test_paginators_and_waiters_are_of_the_version_of_the_model(tmp_path: Path) -> None:
    write_service(tmp_path, "things", {}, version="2015-01-01")
    write_service(tmp_path, "things", {}, version="2015-01-01", kind=PAGINATORS)
    write_service(tmp_path, "things", {}, version="2020-01-01")
    assert folders(tmp_path).load("things", PAGINATORS) is None


@pytest.mark.parametrize("kind", [MODEL, PAGINATORS, WAITERS])
def test_what_is_not_there_is_none(tmp_path: Path, kind: str) -> None:
    assert folders(tmp_path).load("things", kind) is None


def test_services_are_those_that_have_a_model(tmp_path: Path) -> None:
    write_service(tmp_path / "a", "things", {})
    write_service(tmp_path / "b", "others", {})
    write_service(tmp_path / "b", "things", {})
    write_service(tmp_path / "b", "no-model", {}, kind=WAITERS)
    (tmp_path / "b" / "endpoints.json").write_text("{}")
    assert folders(tmp_path / "a", tmp_path / "b").services() == ["others", "things"]


def test_a_folder_that_has_gone_has_no_services(tmp_path: Path) -> None:
    assert folders(tmp_path / "gone").services() == []
    assert folders(tmp_path / "gone").full_name("things") == ""


# Real services --------------------------------------------------------------------------------

SAMPLE = ["cloudfront", "dynamodb", "ec2", "lambda", "rds", "s3", "sms-voice", "sqs", "ssm"]


def test_the_services_are_botocores(installed: DataFolders, at_home: Path) -> None:
    assert installed.services() == Loader().list_available_services(MODEL)


@pytest.mark.parametrize("name", SAMPLE)
def test_models_are_what_botocore_loads(installed: DataFolders, name: str) -> None:
    assert installed.load(name, MODEL) == Loader().load_service_model(name, MODEL)


@pytest.mark.parametrize("kind", [PAGINATORS, WAITERS])
@pytest.mark.parametrize("name", ["cloudfront", "ec2", "lambda", "s3"])
def test_paginators_and_waiters_are_what_botocore_loads(
    installed: DataFolders, name: str, kind: str
) -> None:
    version = Loader().load_service_model(name, MODEL)["metadata"]["apiVersion"]
    assert installed.load(name, kind) == Loader().load_service_model(name, kind, version)


def test_services_with_extras_are_what_botocore_loads(installed: DataFolders) -> None:
    *_, builtin = installed.folders
    extras = sorted(builtin.glob(f"*/*/{MODEL}.sdk-extras.json*"))
    assert extras
    for path in extras:
        name = path.parent.parent.name
        assert installed.load(name, MODEL) == Loader().load_service_model(name, MODEL), name


@pytest.mark.parametrize(
    ("name", "full"), [("lambda", "AWS Lambda"), ("sqs", "Amazon Simple Queue Service")]
)
def test_what_users_call_a_service(installed: DataFolders, name: str, full: str) -> None:
    assert installed.full_name(name) == full


def test_the_head_of_a_model_has_its_full_name(installed: DataFolders) -> None:
    for name in SAMPLE:
        model = installed.load(name, MODEL)
        assert model is not None
        assert installed.full_name(name) == model["metadata"]["serviceFullName"]


# Where it is looked for -----------------------------------------------------------------------


def test_the_users_folders_come_first(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two", ".aws/models"):
        (at_home / name).mkdir(parents=True)
    given = os.pathsep.join(["~/one", "$HOME/two", "", "~/gone"])
    monkeypatch.setenv("AWS_DATA_PATH", given)
    *own, builtin = data_folders().folders
    assert own == [at_home / "one", at_home / "two", at_home / ".aws/models"]
    assert (builtin / "lambda").is_dir()


def test_no_home_folder_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert data_folders().folders


def test_a_missing_botocore_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "botocore", None)
    with pytest.raises(TaskgenError) as caught:
        data_folders()
    assert str(caught.value) == (
        "`botocore` is not installed, and its data describes the services.\n"
        "  Install it with `pip install 'taskgen[aws]'`."
    )


# What is wrong --------------------------------------------------------------------------------

BROKEN = {
    "no JSON": (b"{'a': 1}", "Expecting property name enclosed in double quotes"),
    "half of it": (b'{"a": ', "Expecting value"),
    "no object": (b"[1]", "it holds no JSON object"),
    "no text": (b'{"a": "\xff"}', "'utf-8' codec can't decode byte 0xff"),
    "too deep": (b'{"a": ' + b"[" * 200_000, "recursion depth exceeded"),
}


@pytest.mark.parametrize(("content", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_model_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    path = write_service(tmp_path, "things", content)
    with pytest.raises(TaskgenError) as caught:
        folders(tmp_path).load("things", MODEL)
    message, hint = str(caught.value).splitlines()
    assert message.startswith(f"`{path}` can't be read as a service model: ")
    assert why in message
    assert hint == "  Install botocore anew, or mend the file in your own model folder."


WHOLE = gzip.compress(json.dumps({"key": [str(number) for number in range(999)]}).encode())
BROKEN_GZIP = {
    "no gzip": b"{}",
    "cut off": WHOLE[:-40],
    "no data": WHOLE[:10] + b"\xff" * 40 + WHOLE[50:],
    "empty": b"",
}


@pytest.mark.parametrize("content", BROKEN_GZIP.values(), ids=BROKEN_GZIP)
def test_a_broken_archive_is_named_and_has_no_full_name(tmp_path: Path, content: bytes) -> None:
    path = write_service(tmp_path, "things", content)
    path = path.rename(path.with_suffix(".json.gz"))
    with pytest.raises(TaskgenError) as caught:
        folders(tmp_path).load("things", MODEL)
    assert str(caught.value).startswith(f"`{path}` can't be read as a service model: ")
    assert folders(tmp_path).full_name("things") == ""


def test_a_broken_extra_is_named(tmp_path: Path) -> None:
    write_service(tmp_path, "things", {})
    path = write_service(tmp_path, "things", b"{", kind=f"{MODEL}.sdk-extras")
    with pytest.raises(TaskgenError, match="can't be read as a service model") as caught:
        folders(tmp_path).load("things", MODEL)
    assert str(path) in str(caught.value)


def test_an_unknown_service_names_the_nearest(tmp_path: Path) -> None:
    write_service(tmp_path, "lambda", {})
    assert str(unknown_service("lamda", folders(tmp_path))) == (
        "`boto3` has no service named `lamda`.\n"
        "  Did you mean `lambda`? `taskgen list` shows all services."
    )
    assert str(unknown_service("\x1b[2J", folders(tmp_path))) == (
        "`boto3` has no service named `\\x1b[2J`.\n  `taskgen list` shows all services."
    )
