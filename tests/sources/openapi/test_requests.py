"""What tasks send is what the document allows: openapi-core, which reads it by itself, says so."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest
import responses
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest

KEPT = Path(__file__).parents[3] / "generated"
TEXT = (KEPT / "specs" / "bookshop.yaml").read_text(encoding="utf-8")
# openapi-core knows no mutual TLS; a request does not show it.
DOCUMENT = yaml.safe_load(TEXT.replace(", machine: []", "").replace("machine: []", ""))
del DOCUMENT["components"]["securitySchemes"]["machine"]


@pytest.fixture(scope="module")
def tests():
    """The generated tests of the bookshop, which know a sample for each task."""
    name = "tests.tasks.bookshop.test_bookshop"
    hidden = {each: sys.modules.pop(each) for each in list(sys.modules) if each in _packages()}
    sys.path.insert(0, str(KEPT))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(KEPT))
        for each in _packages():
            sys.modules.pop(each, None)
        sys.modules.update(hidden)


def _packages():
    return ["tests", "tests.tasks", "tests.tasks.bookshop"]


OPERATIONS = sorted(
    operation.get("operationId", f"{method} {path}")
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
)


def test_each_task_makes_a_request_that_the_document_allows(tests):
    document = {**DOCUMENT, "servers": [{"url": "https://eu.bookshop.example.com/v2"}]}
    patches = {"application/merge-patch+json": json.loads}
    config = Config(spec_validator_cls=None, extra_media_type_deserializers=patches)
    checker = OpenAPI.from_dict(document, config=config)
    classes = [name for name in vars(tests) if name.startswith("Test")]
    assert len(classes) == len(OPERATIONS)
    for name in classes:
        test = getattr(tests, name)()
        if test.body == "multipart":
            # openapi-core takes bytes and the text `true` in forms for errors.
            continue
        task = test.task_class(**test.without(test.sample, test.run_only))
        with responses.RequestsMock() as api:
            test.answer(api)
            task.run(**test.only(test.sample, test.run_only))
            checker.validate_request(RequestsOpenAPIRequest(api.calls[0].request))


def test_digest_authentication_answers_what_the_api_asks(tests):
    test = tests.TestBookshopCountStock()
    asks = {"WWW-Authenticate": 'Digest realm="stock", nonce="17", qop="auth"'}
    with responses.RequestsMock() as api:
        api.get(test.url, status=401, headers=asks)
        api.get(test.url, json={"crime": 3})
        counted = test.task_class().run(username="me", password="a-secret")
        assert counted == {"crime": 3}
        first, second = (call.request.headers.get("Authorization") for call in api.calls)
    assert first is None
    assert second.startswith('Digest username="me", realm="stock", nonce="17"')
