"""A pytest plugin: mocks with the signatures of an SDK's class are made once, not in each test.

They are brought back to what they were after each test. Without it, the tests of the tasks of a
client with hundreds of methods take twenty times as long.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mutants.mocks import Autospecs

_AUTOSPECS = Autospecs()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Replace what the test modules have imported."""
    for item in items:
        item.module.create_autospec = _AUTOSPECS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Restore the mocks."""
    yield
    _AUTOSPECS.restore()
