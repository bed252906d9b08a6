"""
Tasks for SendGrid.
"""

from typing import Any, List, Optional, Union

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class SendGridSendEmail(Task):
    """
    Task that sends an email with SendGrid.

    All initialization arguments can also be given, or overridden, at runtime.
    `sendgrid_api_key` can be given at runtime only.

    Args:
        - to_emails (Union[str, List[str]], optional): The address, or the addresses,
            that it is sent to. Must be given, at initialization or at runtime.
        - subject (str, optional): The subject. Must be given, at initialization or at
            runtime.
        - html_content (str, optional): The text of the email, as HTML. Must be given,
            at initialization or at runtime.
        - from_email (str, optional): The address that it is sent from. Defaults to
            `'notifications@example.com'`.
        - categories (List[str], optional): The categories that SendGrid counts it in.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.sendgrid.mail import SendGridSendEmail

        task = SendGridSendEmail(
            to_emails="reports@example.com",
            subject="my-subject",
            html_content="my-html-content",
        )

        with Flow("send") as flow:
            task(sendgrid_api_key=PrefectSecret("SENDGRID_API_KEY"))
            task(
                subject="another-subject",
                sendgrid_api_key=PrefectSecret("SENDGRID_API_KEY"),
            )
        ```
    """

    def __init__(
        self,
        to_emails: Optional[Union[str, List[str]]] = None,
        subject: Optional[str] = None,
        html_content: Optional[str] = None,
        from_email: str = "notifications@example.com",
        categories: Optional[List[str]] = None,
        **kwargs: Any,
    ):
        self.to_emails = to_emails
        self.subject = subject
        self.html_content = html_content
        self.from_email = from_email
        self.categories = categories
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "to_emails", "subject", "html_content", "from_email", "categories"
    )
    def run(
        self,
        to_emails: Optional[Union[str, List[str]]] = None,
        subject: Optional[str] = None,
        html_content: Optional[str] = None,
        from_email: Optional[str] = None,
        categories: Optional[List[str]] = None,
        sendgrid_api_key: Optional[str] = None,
    ) -> int:
        """
        Task run method. Sends the email and returns the status code of the response.

        Args:
            - to_emails (Union[str, List[str]], optional): The address, or the
                addresses, that it is sent to. Must be given, at initialization or at
                runtime.
            - subject (str, optional): The subject. Must be given, at initialization or
                at runtime.
            - html_content (str, optional): The text of the email, as HTML. Must be
                given, at initialization or at runtime.
            - from_email (str, optional): The address that it is sent from. Defaults to
                `'notifications@example.com'`.
            - categories (List[str], optional): The categories that SendGrid counts it
                in.
            - sendgrid_api_key (str, optional): The key of the SendGrid API. Must be
                given. Pass it from an upstream Secret task.

        Returns:
            - int: The status code: 202 where SendGrid has taken the email.

        Raises:
            - ValueError: If `to_emails`, `subject`, `html_content` or
                `sendgrid_api_key` is not given.
        """
        if to_emails is None:
            raise ValueError("A value for `to_emails` must be provided.")
        if subject is None:
            raise ValueError("A value for `subject` must be provided.")
        if html_content is None:
            raise ValueError("A value for `html_content` must be provided.")
        if sendgrid_api_key is None:
            raise ValueError("A SendGrid API key must be provided.")

        from sendgrid import SendGridAPIClient
        from sendgrid.helpers.mail import Category, Mail

        message_arguments: dict = {"from_email": from_email}
        message_arguments = {
            k: v for k, v in message_arguments.items() if v is not None
        }
        message = Mail(
            to_emails=to_emails,
            subject=subject,
            html_content=html_content,
            **message_arguments,
        )
        if categories:
            message.category = [Category(each) for each in categories]

        client = SendGridAPIClient(sendgrid_api_key)
        result = client.send(message)
        return result.status_code
