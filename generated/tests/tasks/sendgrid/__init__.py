import pytest

pytest.importorskip("sendgrid")
