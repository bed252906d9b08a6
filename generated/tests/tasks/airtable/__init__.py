import pytest

pytest.importorskip("pyairtable")
