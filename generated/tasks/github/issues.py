"""
Tasks for GitHub.
"""

from typing import Any, List, Optional

from github import Auth, Github
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class GitHubOpenIssue(Task):
    """
    Task that opens an issue in a GitHub repository.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - title (str, optional): The title of the issue. Must be given, at
            initialization or at runtime.
        - repo (str, optional): The repository, with its owner. Must be given, at
            initialization or at runtime.
        - body (str, optional): The text of the issue, as Markdown.
        - labels (List[str], optional): The labels of the issue.
        - assignee (str, optional): Whom it is assigned to.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.github.issues import GitHubOpenIssue

        task = GitHubOpenIssue(title="my-title", repo="octocat/hello-world")

        with Flow("create-issue") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(title="another-title", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        title: Optional[str] = None,
        repo: Optional[str] = None,
        body: Optional[str] = None,
        labels: Optional[List[str]] = None,
        assignee: Optional[str] = None,
        **kwargs: Any,
    ):
        self.title = title
        self.repo = repo
        self.body = body
        self.labels = labels
        self.assignee = assignee
        super().__init__(**kwargs)

    @defaults_from_attrs("title", "repo", "body", "labels", "assignee")
    def run(
        self,
        title: Optional[str] = None,
        repo: Optional[str] = None,
        body: Optional[str] = None,
        labels: Optional[List[str]] = None,
        assignee: Optional[str] = None,
        token: Optional[str] = None,
    ) -> int:
        """
        Task run method. Opens the issue and returns its number.

        Args:
            - title (str, optional): The title of the issue. Must be given, at
                initialization or at runtime.
            - repo (str, optional): The repository, with its owner. Must be given, at
                initialization or at runtime.
            - body (str, optional): The text of the issue, as Markdown.
            - labels (List[str], optional): The labels of the issue.
            - assignee (str, optional): Whom it is assigned to.
            - token (str, optional): A token of GitHub. Must be given. Pass it from an
                upstream Secret task.

        Returns:
            - int: The number of the issue.

        Raises:
            - ValueError: If `title`, `repo` or `token` is not given.
        """
        if title is None:
            raise ValueError("A value for `title` must be provided.")
        if repo is None:
            raise ValueError("A GitHub repository must be provided.")
        if token is None:
            raise ValueError("A value for `token` must be provided.")

        client = Github(auth=Auth.Token(token))
        arguments: dict = {"body": body, "labels": labels}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        if assignee is not None:
            arguments["assignees"] = [assignee]
        result = client.get_repo(repo).create_issue(title, **arguments)
        return result.number
