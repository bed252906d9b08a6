import pytest

pytest.importorskip("elasticsearch")
