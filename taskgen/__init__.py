"""taskgen writes and checks tasks for Prefect's task library."""

__version__ = "0.1.0"
