"""
Tasks for interacting with GitHub.
"""

try:
    from tasks.github.issues import GitHubOpenIssue
except ImportError as err:
    raise ImportError(
        'Using `tasks.github` requires Prefect to be installed with the "github" extra.'
    ) from err

__all__ = ["GitHubOpenIssue"]
