"""
Tasks for Jira.
"""

from typing import Any, Optional

from jira import JIRA
from jira.exceptions import JIRAError
from prefect import Task
from prefect.engine.signals import FAIL
from prefect.utilities.tasks import defaults_from_attrs


class JiraAddComment(Task):
    """
    Task that comments on a Jira issue.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - issue (str, optional): The key of the issue. Must be given, at initialization
            or at runtime.
        - comment (str, optional): The text of the comment. Must be given, at
            initialization or at runtime.
        - server (str, optional): The URL of the Jira server. Must be given, at
            initialization or at runtime.
        - is_internal (bool, optional): Whether only agents of a service desk see it.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.jira.issues import JiraAddComment

        task = JiraAddComment(issue="DATA-12", comment="my-comment", server="my-server")

        with Flow("add-comment") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(comment="another-comment", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        issue: Optional[str] = None,
        comment: Optional[str] = None,
        server: Optional[str] = None,
        is_internal: Optional[bool] = None,
        **kwargs: Any,
    ):
        self.issue = issue
        self.comment = comment
        self.server = server
        self.is_internal = is_internal
        super().__init__(**kwargs)

    @defaults_from_attrs("issue", "comment", "server", "is_internal")
    def run(
        self,
        issue: Optional[str] = None,
        comment: Optional[str] = None,
        server: Optional[str] = None,
        is_internal: Optional[bool] = None,
        token: Optional[str] = None,
    ) -> None:
        """
        Task run method. Adds the comment.

        Args:
            - issue (str, optional): The key of the issue. Must be given, at
                initialization or at runtime.
            - comment (str, optional): The text of the comment. Must be given, at
                initialization or at runtime.
            - server (str, optional): The URL of the Jira server. Must be given, at
                initialization or at runtime.
            - is_internal (bool, optional): Whether only agents of a service desk see
                it.
            - token (str, optional): A personal access token; without one the server is
                asked anonymously. Pass it from an upstream Secret task.

        Raises:
            - ValueError: If `issue`, `comment` or `server` is not given.
        """
        if issue is None:
            raise ValueError("A value for `issue` must be provided.")
        if comment is None:
            raise ValueError("A value for `comment` must be provided.")
        if server is None:
            raise ValueError("A value for `server` must be provided.")

        client_arguments: dict = {"token_auth": token}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = JIRA(server, **client_arguments)

        arguments: dict = {"is_internal": is_internal}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        client.add_comment(issue=issue, body=comment, **arguments)


class JiraCreateIssue(Task):
    """
    Task that creates an issue in a Jira project.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - project (str, optional): The key of the project. Must be given, at
            initialization or at runtime.
        - issue_summary (str, optional): What the issue is about, in a line. Must be
            given, at initialization or at runtime.
        - server (str, optional): The URL of the Jira server. Must be given, at
            initialization or at runtime.
        - issue_type (str, optional): The name of the type of the issue. Defaults to
            `'Task'`.
        - description (str, optional): The text of the issue.
        - assignee (str, optional): The account that it is assigned to, by its id.
        - extra_fields (dict, optional): Further fields of the issue, by their names or
            ids. Defaults to `{}`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.jira.issues import JiraCreateIssue

        task = JiraCreateIssue(
            project="DATA", issue_summary="my-issue-summary", server="my-server"
        )

        with Flow("create-issue") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(issue_summary="another-issue-summary", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        project: Optional[str] = None,
        issue_summary: Optional[str] = None,
        server: Optional[str] = None,
        issue_type: str = "Task",
        description: Optional[str] = None,
        assignee: Optional[str] = None,
        extra_fields: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.project = project
        self.issue_summary = issue_summary
        self.server = server
        self.issue_type = issue_type
        self.description = description
        self.assignee = assignee
        self.extra_fields = extra_fields if extra_fields is not None else {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "project",
        "issue_summary",
        "server",
        "issue_type",
        "description",
        "assignee",
        "extra_fields",
    )
    def run(
        self,
        project: Optional[str] = None,
        issue_summary: Optional[str] = None,
        server: Optional[str] = None,
        issue_type: Optional[str] = None,
        description: Optional[str] = None,
        assignee: Optional[str] = None,
        extra_fields: Optional[dict] = None,
        token: Optional[str] = None,
    ) -> str:
        """
        Task run method. Creates the issue and returns its key.

        Args:
            - project (str, optional): The key of the project. Must be given, at
                initialization or at runtime.
            - issue_summary (str, optional): What the issue is about, in a line. Must be
                given, at initialization or at runtime.
            - server (str, optional): The URL of the Jira server. Must be given, at
                initialization or at runtime.
            - issue_type (str, optional): The name of the type of the issue. Defaults to
                `'Task'`.
            - description (str, optional): The text of the issue.
            - assignee (str, optional): The account that it is assigned to, by its id.
            - extra_fields (dict, optional): Further fields of the issue, by their names
                or ids. Defaults to `{}`.
            - token (str, optional): A personal access token; without one the server is
                asked anonymously. Pass it from an upstream Secret task.

        Returns:
            - str: The key of the issue, such as `DATA-12`.

        Raises:
            - ValueError: If `project`, `issue_summary` or `server` is not given.
            - FAIL: If the call raises `JIRAError`.
        """
        if project is None:
            raise ValueError("A project must be provided.")
        if issue_summary is None:
            raise ValueError("A summary must be provided.")
        if server is None:
            raise ValueError("A value for `server` must be provided.")

        extra_fields = {**self.extra_fields, **(extra_fields or {})}

        client_arguments: dict = {"token_auth": token}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = JIRA(server, **client_arguments)
        self.logger.info(f"Creating an issue in {project}.")

        try:
            fields: dict = {
                "project": project,
                "summary": issue_summary,
                "description": description,
            }
            fields = {k: v for k, v in fields.items() if v is not None}
            if issue_type is not None:
                fields["issuetype"] = {"name": issue_type}
            if assignee is not None:
                fields["assignee"] = {"accountId": assignee}
            result = client.create_issue(fields={**fields, **extra_fields})
        except JIRAError as error:
            raise FAIL(f"Jira refused the issue: {error}") from error
        self.logger.info(f"Created {result.key}.")
        return result.key
