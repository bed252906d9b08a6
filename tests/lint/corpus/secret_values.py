"""Secrets, and what only looks like one."""

import os

from prefect import Task
from prefect.client import Secret
from prefect.utilities.tasks import defaults_from_attrs


class Password(Task):
    def __init__(self, password: str = None, **kwargs):  # expect: TG301 password
        self.password = password
        super().__init__(**kwargs)

    @defaults_from_attrs("password")
    def run(self, password: str = None):
        return connect(password=password)


class NameOfSecret(Task):
    def __init__(self, webhook_secret: str = "SLACK_WEBHOOK_URL", **kwargs):
        self.webhook_secret = webhook_secret
        super().__init__(**kwargs)

    def run(self):
        return connect(Secret(self.webhook_secret).get())


class LookedUp(Task):
    def __init__(self, api_token: str = "API_TOKEN", **kwargs):
        self.api_token = api_token
        super().__init__(**kwargs)

    def run(self):
        return connect(Secret(self.api_token).get())


class NameOfVariable(Task):
    def __init__(self, token_env_var: str = "TOKEN", **kwargs):
        self.token_env_var = token_env_var
        super().__init__(**kwargs)

    def run(self):
        return connect(os.environ[self.token_env_var])


class DataKeys(Task):
    def __init__(
        self,
        partition_key: str = None,
        idempotency_token: str = None,
        next_page_token: str = None,
        kms_key_arn: str = None,
        secret_id: str = None,
        max_tokens: int = None,
        **kwargs,
    ):
        self.partition_key = partition_key
        self.idempotency_token = idempotency_token
        self.next_page_token = next_page_token
        self.kms_key_arn = kms_key_arn
        self.secret_id = secret_id
        self.max_tokens = max_tokens
        super().__init__(**kwargs)

    def run(self):
        return vars(self)


class Documented(Task):
    """Open a vault.

    Args:
        - vault_credentials_secret (str, optional): the name of the Prefect Secret that stores
            the vault's credentials
        - connection_secret (dict, optional): the connection string with its password
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(
        self,
        vault_credentials_secret: str = None,
        connection_secret: dict = None,  # expect: TG301 connection_secret
        **kwargs,
    ):
        self.vault_credentials_secret = vault_credentials_secret
        self.connection_secret = connection_secret
        super().__init__(**kwargs)

    def run(self):
        return connect(self.vault_credentials_secret, self.connection_secret)


class Literal(Task):
    def run(self, api_key: str = "hunter2"):  # expect: TG302 api_key
        return connect(api_key=api_key)


class Leaks(Task):
    def run(self, password: str = None):
        self.logger.info("with %s", password)  # expect: TG303 password
        if not password:
            raise ValueError("no password")
        return connect(password=password)


class Raises(Task):
    def run(self, api_key: str = None):
        raise ValueError(f"bad key {api_key}")  # expect: TG303 api_key


class LogsLength(Task):
    def run(self, password: str = None):
        self.logger.info("of %d characters, given: %s", len(password), password is not None)
        return connect(password=password)


def connect(*args, **kwargs):
    return args, kwargs


class Identifiers(Task):
    """
    Change an API key.

    Args:
        - api_key (str, optional): the identifier of the API key to change
        - token (str, optional): marks the page to begin with
        - authorizer_credentials (str, optional): the ARN of a role
        - job_token (str, optional): marks a job
        - connection_string (str, optional): the domain name to connect to
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(
        self,
        api_key: str = None,
        token: str = None,
        authorizer_credentials: str = None,
        job_token: str = None,
        connection_string: str = None,
        remove_private_key: str = None,
        token_validity_units: str = None,
        credentials_list: list = None,
        **kwargs,
    ):
        self.values = [api_key, token, authorizer_credentials, job_token, connection_string]
        self.more = [remove_private_key, token_validity_units, credentials_list]
        super().__init__(**kwargs)

    def run(self):
        return self.values, self.more


class Values(Task):
    """
    Connect.

    Args:
        - token (str, optional): the token that grants access
        - connection_string (str, optional): the server, the user and the password
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(
        self,
        token: str = None,  # expect: TG301 token
        connection_string: str = None,  # expect: TG301 connection_string
        access_token: str = None,  # expect: TG301 access_token
        private_key: bytes = None,  # expect: TG301 private_key
        **kwargs,
    ):
        self.values = [token, connection_string, access_token, private_key]
        super().__init__(**kwargs)

    def run(self):
        return connect(*self.values)
