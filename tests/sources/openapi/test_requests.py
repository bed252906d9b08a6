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
DOCUMENT = yaml.safe_load((KEPT / "specs" / "bookshop.yaml").read_bytes())


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
