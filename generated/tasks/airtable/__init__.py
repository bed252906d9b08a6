"""
Tasks for interacting with Airtable.
"""

try:
    from tasks.airtable.records import AirtableWriteRow
except ImportError as err:
    raise ImportError(
        'Using `tasks.airtable` requires Prefect to be installed with the "airtable" extra.'
    ) from err

__all__ = ["AirtableWriteRow"]
