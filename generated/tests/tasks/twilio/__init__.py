import pytest

pytest.importorskip("twilio")
