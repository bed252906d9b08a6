import pytest

pytest.importorskip("asana")
