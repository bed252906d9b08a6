import pytest

pytest.importorskip("responses")
