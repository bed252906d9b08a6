import pytest

pytest.importorskip("dropbox")
