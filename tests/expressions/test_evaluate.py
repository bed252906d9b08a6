"""Whether a condition holds, by as much as is known of its names."""

from __future__ import annotations

import pytest

from taskgen.expressions import parse
from taskgen.expressions.evaluate import decide


@pytest.mark.parametrize(
    ("condition", "known", "expected"),
    [
        ("not query", {"query": None}, True),
        ("not query", {"query": "SELECT 1"}, False),
        ("not query", {}, None),
        ("key is None or value is None", {"key": None}, True),
        ("key is None or value is None", {"key": 1}, None),
        ("key is None and value is None", {"key": 1}, False),
        ("key is None and value is None", {"key": None}, None),
        ("fetch not in ('one', 'all')", {"fetch": "many"}, True),
        ("fetch not in ('one', 'all')", {"fetch": "one"}, False),
        ("fetch in ('one', other)", {"fetch": "one"}, True),
        ("fetch in ('one', other)", {"fetch": "all"}, None),
        ("count > 3", {"count": 4}, True),
        ("count > 3", {"count": None}, None),
        ("count == 1", {"count": True}, True),
        ("result['state'] == 'FAILED'", {"result": {}}, None),
        ("result['state'] == 'FAILED'", {"result": {"state": "FAILED"}}, True),
        ("len(rows) == 0", {"rows": []}, True),
    ],
)
def test_a_condition(condition, known, expected):
    assert decide(parse(condition)[0], known) is expected
