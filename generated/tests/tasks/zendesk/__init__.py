import pytest

pytest.importorskip("requests")
