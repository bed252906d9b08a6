import pytest

pytest.importorskip("hvac")
