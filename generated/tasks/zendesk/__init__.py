"""
Tasks for interacting with Zendesk.
"""

try:
    from tasks.zendesk.tickets import ZendeskExportTickets
except ImportError as err:
    raise ImportError(
        'Using `tasks.zendesk` requires Prefect to be installed with the "zendesk" extra.'
    ) from err

__all__ = ["ZendeskExportTickets"]
