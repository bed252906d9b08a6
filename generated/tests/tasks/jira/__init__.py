import pytest

pytest.importorskip("jira")
