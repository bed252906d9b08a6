"""
Tasks for HashiCorp Vault.
"""

import os
from typing import Any, Optional

import hvac
from prefect.client import Secret
from prefect.tasks.secrets.base import SecretBase
from prefect.utilities.tasks import defaults_from_attrs


class VaultSecret(SecretBase):
    """
    Task that reads a secret in HashiCorp Vault.

    All initialization arguments can also be given, or overridden, at runtime, except
    for `token_secret`. `token` can be given at runtime only.

    Args:
        - path (str, optional): The path of the secret. Must be given, at initialization
            or at runtime.
        - mount_point (str, optional): Where the secrets engine is mounted. Defaults to
            `'secret'`.
        - url (str, optional): The URL of the Vault server.
        - token_secret (str, optional): The name of the Prefect Secret that holds the
            token, where that is not given. Defaults to `'VAULT_TOKEN'`. Can be given at
            initialization only.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.vault.secrets import VaultSecret

        task = VaultSecret(path="my-path")

        with Flow("read-secret-version") as flow:
            task(token=PrefectSecret("TOKEN"))
            task(path="another-path", token=PrefectSecret("TOKEN"))
        ```
    """

    def __init__(
        self,
        path: Optional[str] = None,
        mount_point: str = "secret",
        url: Optional[str] = None,
        token_secret: str = "VAULT_TOKEN",
        **kwargs: Any,
    ):
        self.path = path
        self.mount_point = mount_point
        self.url = url
        self.token_secret = token_secret
        super().__init__(**kwargs)

    @defaults_from_attrs("path", "mount_point", "url")
    def run(
        self,
        path: Optional[str] = None,
        mount_point: Optional[str] = None,
        url: Optional[str] = None,
        token: Optional[str] = None,
    ) -> dict:
        """
        Task run method. Reads the secret.

        Args:
            - path (str, optional): The path of the secret. Must be given, at
                initialization or at runtime.
            - mount_point (str, optional): Where the secrets engine is mounted. Defaults
                to `'secret'`.
            - url (str, optional): The URL of the Vault server.
            - token (str, optional): The token. Pass it from an upstream Secret task.

        Returns:
            - dict: The keys and values of the secret.

        Raises:
            - ValueError: If `path` is not given.
        """
        if path is None:
            raise ValueError("A value for `path` must be provided.")

        if url is None:
            url = os.environ["VAULT_ADDR"]
        if token is None:
            token = Secret(self.token_secret).get()

        client = hvac.Client(url=url, token=token)
        arguments: dict = {"mount_point": mount_point}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        result = client.secrets.kv.v2.read_secret_version(path=path, **arguments)
        return result["data"]["data"]
