"""
Tasks for interacting with Twilio.
"""

try:
    from tasks.twilio.messages import TwilioSendMessage
except ImportError as err:
    raise ImportError(
        'Using `tasks.twilio` requires Prefect to be installed with the "twilio" extra.'
    ) from err

__all__ = ["TwilioSendMessage"]
