"""
Tasks for interacting with monday.com.
"""

try:
    from tasks.monday.items import MondayCreateItem
except ImportError as err:
    raise ImportError(
        'Using `tasks.monday` requires Prefect to be installed with the "monday" extra.'
    ) from err

__all__ = ["MondayCreateItem"]
