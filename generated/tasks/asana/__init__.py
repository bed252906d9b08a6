"""
Tasks for interacting with Asana.
"""

try:
    from tasks.asana.tasks import AsanaOpenTask
except ImportError as err:
    raise ImportError(
        'Using `tasks.asana` requires Prefect to be installed with the "asana" extra.'
    ) from err

__all__ = ["AsanaOpenTask"]
