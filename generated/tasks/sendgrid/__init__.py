"""
Tasks for interacting with SendGrid.
"""

try:
    from tasks.sendgrid.mail import SendGridSendEmail
except ImportError as err:
    raise ImportError(
        'Using `tasks.sendgrid` requires Prefect to be installed with the "sendgrid" extra.'
    ) from err

__all__ = ["SendGridSendEmail"]
