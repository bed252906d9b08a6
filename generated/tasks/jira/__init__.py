"""
Tasks for interacting with Jira.
"""

try:
    from tasks.jira.issues import JiraAddComment, JiraCreateIssue
except ImportError as err:
    raise ImportError(
        'Using `tasks.jira` requires Prefect to be installed with the "jira" extra.'
    ) from err

__all__ = ["JiraAddComment", "JiraCreateIssue"]
