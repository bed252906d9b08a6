import pytest

pytest.importorskip("slack_sdk")
