"""
Tasks for interacting with Slack.
"""

try:
    from tasks.slack.messages import SlackPostMessage
    from tasks.slack.channels import SlackListChannels
except ImportError as err:
    raise ImportError(
        'Using `tasks.slack` requires Prefect to be installed with the "slack" extra.'
    ) from err

__all__ = ["SlackListChannels", "SlackPostMessage"]
