import pytest

pytest.importorskip("boto3")
