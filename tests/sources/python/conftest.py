"""Makes the fixture of small SDKs known to the tests here."""

from tests.sources.python.sdk import write_sdk

__all__ = ["write_sdk"]
