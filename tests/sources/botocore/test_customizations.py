"""What this project says of botocore is what the installed one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.docs.utils import AutoPopulatedParam, HideParamFromOperations
from botocore.handlers import BUILTIN_HANDLERS
from botocore.loaders import Loader

from taskgen.sources.botocore.customizations import (
    CLASS_PREFIXES,
    FILLED_IN,
    MODULE_NAMES,
    NEEDS_CRT,
    NO_METHOD,
    NOT_ACCEPTED,
)
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import load_service


def handlers(event: str) -> Iterator[tuple[str, Any]]:
    """What botocore does at events of a kind: pairs of the rest of its name and the handler."""
    for name, handler, *_ in BUILTIN_HANDLERS:
        if name.startswith(f"{event}."):
            yield name.removeprefix(f"{event}."), handler


def documented(kind: type) -> Iterator[tuple[str, Any]]:
    """The services and handlers with which botocore changes what its documents say."""
    for event, handler in handlers("docs"):
        if isinstance(getattr(handler, "__self__", None), kind):
            yield event.split(".")[1], handler


def methods(service: str) -> set[str]:
    client = boto3.client(
        service, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    return {name for name in dir(client) if not name.startswith("_")}


@pytest.mark.parametrize(
    "service", sorted({*(name for name, _ in NO_METHOD), "lambda", "s3", "sqs"})
)
def test_operations_without_a_method_are_those_that_clients_lack(service: str) -> None:
    operations = load_service(service, data_folders()).operations
    known = {name for of, name in NO_METHOD if of == service}
    have = methods(service)
    assert {name for name, op in operations.items() if op.method not in have} == known


def test_the_clients_that_lack_methods_are_those_that_botocore_takes_some_from() -> None:
    ids = {
        service.partition(".")[0]
        for service, handler in handlers("creating-client-class")
        if getattr(handler, "__name__", "").startswith("remove_")
    }
    folders = data_folders()
    known = {load_service(of, folders).id.lower().replace(" ", "-") for of, _ in NO_METHOD}
    assert known == ids


def test_members_that_are_not_accepted_are_those_that_botocore_hides() -> None:
    hidden = {
        (service, event.split(".")[3], handler.__self__._parameter_name)
        for service, handler in documented(HideParamFromOperations)
        for event in handler.__self__._params_events
    }
    assert hidden == NOT_ACCEPTED


def test_members_that_are_filled_in_are_those_that_botocore_documents_so() -> None:
    filled = {
        (service, handler.__self__.name) for service, handler in documented(AutoPopulatedParam)
    }
    # Glacier's `accountId` has a default, but users may have several accounts.
    assert filled - {("glacier", "accountId")} == FILLED_IN


@pytest.mark.parametrize("service", sorted({service for service, _ in FILLED_IN}))
def test_filled_in_members_are_there(service: str) -> None:
    operations = load_service(service, data_folders()).operations.values()
    members = {name for op in operations if op.input for name in op.input.members}
    assert {name for of, name in FILLED_IN if of == service} <= members


def test_services_that_need_crt_are_signed_with_sigv4a() -> None:
    for name in NEEDS_CRT:
        rules = json.dumps(Loader().load_service_model(name, "endpoint-rule-set-1"))
        assert '"sigv4a"' in rules
        assert '"sigv4"' not in rules


@pytest.mark.parametrize("name", [*MODULE_NAMES, *CLASS_PREFIXES])
def test_services_with_names_of_their_own_are_there(name: str) -> None:
    assert load_service(name, data_folders()).name == name
