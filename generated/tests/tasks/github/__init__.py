import pytest

pytest.importorskip("github")
