"""
Tasks for AWS Secrets Manager.
"""

from datetime import datetime
from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class SecretsManagerCreateSecret(Task):
    """
    Task that creates a secret.

    All initialization arguments can also be given, or overridden, at runtime.
    `secret_string` and `credentials` can be given at runtime only.

    Args:
        - secret_name (str, optional): The name of the new secret. Do not end your
            secret name with a hyphen followed by six characters. If you do so, you risk
            confusion and unexpected results when searching for a secret by partial ARN.
            Secrets Manager automatically adds a hyphen and six random characters after
            the secret name at the end of the ARN. Must be given, at initialization or
            at runtime.
        - client_request_token (str, optional): If you include `secret_string` or
            `secret_binary`, then Secrets Manager creates an initial version for the
            secret, and this parameter specifies the unique identifier for the new
            version.
        - description (str, optional): The description of the secret.
        - kms_key_id (str, optional): The ARN, key ID, or alias of the KMS key that
            Secrets Manager uses to encrypt the secret value in the secret. An alias is
            always prefixed by `alias/`, for example `alias/aws/secretsmanager`. To use
            a KMS key in a different account, use the key ARN or the alias ARN.
        - secret_tags (List[Dict[str, str]], optional): The tags of the secret. Defaults
            to `[{'Key': 'created-by', 'Value': 'prefect'}]`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerCreateSecret

        task = SecretsManagerCreateSecret(secret_name="my-secret")

        with Flow("create-secret") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(secret_string=PrefectSecret("SECRET_STRING"), credentials=credentials)
            task(
                secret_name="another-secret",
                secret_string=PrefectSecret("SECRET_STRING"),
                credentials=credentials,
            )
        ```
    """

    def __init__(
        self,
        secret_name: Optional[str] = None,
        client_request_token: Optional[str] = None,
        description: Optional[str] = None,
        kms_key_id: Optional[str] = None,
        secret_tags: Optional[List[Dict[str, str]]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.secret_name = secret_name
        self.client_request_token = client_request_token
        self.description = description
        self.kms_key_id = kms_key_id
        self.secret_tags = (
            secret_tags
            if secret_tags is not None
            else [{"Key": "created-by", "Value": "prefect"}]
        )
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "secret_name",
        "client_request_token",
        "description",
        "kms_key_id",
        "secret_tags",
        "boto_kwargs",
    )
    def run(
        self,
        secret_name: Optional[str] = None,
        client_request_token: Optional[str] = None,
        description: Optional[str] = None,
        kms_key_id: Optional[str] = None,
        secret_tags: Optional[List[Dict[str, str]]] = None,
        secret_string: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Creates the secret.

        Args:
            - secret_name (str, optional): The name of the new secret. Do not end your
                secret name with a hyphen followed by six characters. If you do so, you
                risk confusion and unexpected results when searching for a secret by
                partial ARN. Secrets Manager automatically adds a hyphen and six random
                characters after the secret name at the end of the ARN. Must be given,
                at initialization or at runtime.
            - client_request_token (str, optional): If you include `secret_string` or
                `secret_binary`, then Secrets Manager creates an initial version for the
                secret, and this parameter specifies the unique identifier for the new
                version.
            - description (str, optional): The description of the secret.
            - kms_key_id (str, optional): The ARN, key ID, or alias of the KMS key that
                Secrets Manager uses to encrypt the secret value in the secret. An alias
                is always prefixed by `alias/`, for example `alias/aws/secretsmanager`.
                To use a KMS key in a different account, use the key ARN or the alias
                ARN.
            - secret_tags (List[Dict[str, str]], optional): The tags of the secret.
                Defaults to `[{'Key': 'created-by', 'Value': 'prefect'}]`.
            - secret_string (str, optional): The text to store; JSON where it is more
                than one value. Must be given. Pass it from an upstream Secret task.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The ARN of the secret.

        Raises:
            - ValueError: If `secret_name` or `secret_string` is not given.
        """
        if secret_name is None:
            raise ValueError("A value for `secret_name` must be provided.")
        if secret_string is None:
            raise ValueError("A value for `secret_string` must be provided.")

        request = {
            "Name": secret_name,
            "ClientRequestToken": client_request_token,
            "Description": description,
            "KmsKeyId": kms_key_id,
            "Tags": secret_tags,
            "SecretString": secret_string,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.create_secret(**request)
        return response["ARN"]


class SecretsManagerDeleteSecret(Task):
    """
    Task that deletes a secret and all of its versions.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - secret_id (str, optional): The ARN or name of the secret to delete. For an
            ARN, we recommend that you specify a complete ARN rather than a partial ARN.
            Must be given, at initialization or at runtime.
        - recovery_window_in_days (int, optional): The number of days in which the
            secret can be restored, from 7 to 30. Defaults to `7`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerDeleteSecret

        task = SecretsManagerDeleteSecret(secret_id="my-secret")

        with Flow("delete-secret") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(secret_id="another-secret", credentials=credentials)
        ```
    """

    def __init__(
        self,
        secret_id: Optional[str] = None,
        recovery_window_in_days: int = 7,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.secret_id = secret_id
        self.recovery_window_in_days = recovery_window_in_days
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("secret_id", "recovery_window_in_days", "boto_kwargs")
    def run(
        self,
        secret_id: Optional[str] = None,
        recovery_window_in_days: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> datetime:
        """
        Task run method. Deletes a secret and all of its versions.

        Args:
            - secret_id (str, optional): The ARN or name of the secret to delete. For an
                ARN, we recommend that you specify a complete ARN rather than a partial
                ARN. Must be given, at initialization or at runtime.
            - recovery_window_in_days (int, optional): The number of days in which the
                secret can be restored, from 7 to 30. Defaults to `7`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - datetime: When the secret can no longer be restored.

        Raises:
            - ValueError: If `secret_id` is not given.
        """
        if secret_id is None:
            raise ValueError("A value for `secret_id` must be provided.")

        request = {
            "SecretId": secret_id,
            "RecoveryWindowInDays": recovery_window_in_days,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.delete_secret(**request)
        return response["DeletionDate"]


class SecretsManagerGetRandomPassword(Task):
    """
    Task that generates a random password.

    We recommend that you specify the maximum length and include every character type
    that the system you are generating a password for can support. Secrets Manager
    generates a CloudTrail log entry when you call this action. Required permissions:
    `secretsmanager:GetRandomPassword`.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - password_length (int, optional): The length of the password. If you don't
            include this parameter, the default length is 32 characters.
        - exclude_characters (str, optional): A string of the characters that you don't
            want in the password.
        - exclude_numbers (bool, optional): Specifies whether to exclude numbers from
            the password. If you don't include this switch, the password can contain
            numbers.
        - exclude_punctuation (bool, optional): If you don't include this switch, the
            password can contain punctuation.
        - exclude_uppercase (bool, optional): Specifies whether to exclude uppercase
            letters from the password. If you don't include this switch, the password
            can contain uppercase letters.
        - exclude_lowercase (bool, optional): Specifies whether to exclude lowercase
            letters from the password. If you don't include this switch, the password
            can contain lowercase letters.
        - include_space (bool, optional): Specifies whether to include the space
            character. If you include this switch, the password can contain space
            characters.
        - require_each_included_type (bool, optional): Specifies whether to include at
            least one upper and lowercase letter, one number, and one punctuation. If
            you don't include this switch, the password contains at least one of every
            character type.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerGetRandomPassword

        task = SecretsManagerGetRandomPassword(password_length=1)

        with Flow("get-random-password") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(password_length=2, credentials=credentials)
        ```
    """

    def __init__(
        self,
        password_length: Optional[int] = None,
        exclude_characters: Optional[str] = None,
        exclude_numbers: Optional[bool] = None,
        exclude_punctuation: Optional[bool] = None,
        exclude_uppercase: Optional[bool] = None,
        exclude_lowercase: Optional[bool] = None,
        include_space: Optional[bool] = None,
        require_each_included_type: Optional[bool] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.password_length = password_length
        self.exclude_characters = exclude_characters
        self.exclude_numbers = exclude_numbers
        self.exclude_punctuation = exclude_punctuation
        self.exclude_uppercase = exclude_uppercase
        self.exclude_lowercase = exclude_lowercase
        self.include_space = include_space
        self.require_each_included_type = require_each_included_type
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "password_length",
        "exclude_characters",
        "exclude_numbers",
        "exclude_punctuation",
        "exclude_uppercase",
        "exclude_lowercase",
        "include_space",
        "require_each_included_type",
        "boto_kwargs",
    )
    def run(
        self,
        password_length: Optional[int] = None,
        exclude_characters: Optional[str] = None,
        exclude_numbers: Optional[bool] = None,
        exclude_punctuation: Optional[bool] = None,
        exclude_uppercase: Optional[bool] = None,
        exclude_lowercase: Optional[bool] = None,
        include_space: Optional[bool] = None,
        require_each_included_type: Optional[bool] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Generates a random password.

        Args:
            - password_length (int, optional): The length of the password. If you don't
                include this parameter, the default length is 32 characters.
            - exclude_characters (str, optional): A string of the characters that you
                don't want in the password.
            - exclude_numbers (bool, optional): Specifies whether to exclude numbers
                from the password. If you don't include this switch, the password can
                contain numbers.
            - exclude_punctuation (bool, optional): If you don't include this switch,
                the password can contain punctuation.
            - exclude_uppercase (bool, optional): Specifies whether to exclude uppercase
                letters from the password. If you don't include this switch, the
                password can contain uppercase letters.
            - exclude_lowercase (bool, optional): Specifies whether to exclude lowercase
                letters from the password. If you don't include this switch, the
                password can contain lowercase letters.
            - include_space (bool, optional): Specifies whether to include the space
                character. If you include this switch, the password can contain space
                characters.
            - require_each_included_type (bool, optional): Specifies whether to include
                at least one upper and lowercase letter, one number, and one
                punctuation. If you don't include this switch, the password contains at
                least one of every character type.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `GetRandomPassword` operation, with the key
                `RandomPassword`.
        """
        request = {
            "PasswordLength": password_length,
            "ExcludeCharacters": exclude_characters,
            "ExcludeNumbers": exclude_numbers,
            "ExcludePunctuation": exclude_punctuation,
            "ExcludeUppercase": exclude_uppercase,
            "ExcludeLowercase": exclude_lowercase,
            "IncludeSpace": include_space,
            "RequireEachIncludedType": require_each_included_type,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        return client.get_random_password(**request)


class SecretsManagerGetSecretValue(Task):
    """
    Task that gets the text of a secret.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - secret_id (str, optional): The ARN or name of the secret to retrieve. To
            retrieve a secret from another account, you must use an ARN. For an ARN, we
            recommend that you specify a complete ARN rather than a partial ARN. Must be
            given, at initialization or at runtime.
        - version_id (str, optional): The unique identifier of the version of the secret
            to retrieve. If you include both this parameter and `version_stage`, the two
            parameters must refer to the same secret version. If you don't specify
            either a `version_stage` or `version_id`, then Secrets Manager returns the
            `AWSCURRENT` version.
        - version_stage (str, optional): The staging label of the version of the secret
            to retrieve. Secrets Manager uses staging labels to keep track of different
            versions during the rotation process. If you include both this parameter and
            `version_id`, the two parameters must refer to the same secret version.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerGetSecretValue

        task = SecretsManagerGetSecretValue(secret_id="my-secret")

        with Flow("get-secret-value") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(secret_id="another-secret", credentials=credentials)
        ```
    """

    def __init__(
        self,
        secret_id: Optional[str] = None,
        version_id: Optional[str] = None,
        version_stage: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.secret_id = secret_id
        self.version_id = version_id
        self.version_stage = version_stage
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("secret_id", "version_id", "version_stage", "boto_kwargs")
    def run(
        self,
        secret_id: Optional[str] = None,
        version_id: Optional[str] = None,
        version_stage: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Gets the text of the secret.

        Args:
            - secret_id (str, optional): The ARN or name of the secret to retrieve. To
                retrieve a secret from another account, you must use an ARN. For an ARN,
                we recommend that you specify a complete ARN rather than a partial ARN.
                Must be given, at initialization or at runtime.
            - version_id (str, optional): The unique identifier of the version of the
                secret to retrieve. If you include both this parameter and
                `version_stage`, the two parameters must refer to the same secret
                version. If you don't specify either a `version_stage` or `version_id`,
                then Secrets Manager returns the `AWSCURRENT` version.
            - version_stage (str, optional): The staging label of the version of the
                secret to retrieve. Secrets Manager uses staging labels to keep track of
                different versions during the rotation process. If you include both this
                parameter and `version_id`, the two parameters must refer to the same
                secret version.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The text of the secret.

        Raises:
            - ValueError: If `secret_id` is not given.
        """
        if secret_id is None:
            raise ValueError("A value for `secret_id` must be provided.")

        request = {
            "SecretId": secret_id,
            "VersionId": version_id,
            "VersionStage": version_stage,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.get_secret_value(**request)
        return response["SecretString"]


class SecretsManagerListSecrets(Task):
    """
    Task that lists the secrets that are stored by Secrets Manager in the Amazon Web
    Services account, not including secrets that are marked for deletion.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - include_planned_deletion (bool, optional): Specifies whether to include
            secrets scheduled for deletion. By default, secrets scheduled for deletion
            aren't included.
        - filters (List[dict], optional): The filters to apply to the list of secrets.
        - sort_order (str, optional): Secrets are listed by `CreatedDate`. One of `asc`
            or `desc`.
        - sort_by (str, optional): If not specified, secrets are listed by
            `CreatedDate`. One of `created-date`, `last-accessed-date`,
            `last-changed-date` or `name`.
        - max_items (int, optional): The maximum number of items to return, from as many
            pages as it takes.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerListSecrets

        task = SecretsManagerListSecrets(max_items=5)

        with Flow("list-secrets") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(max_items=6, credentials=credentials)
        ```
    """

    def __init__(
        self,
        include_planned_deletion: Optional[bool] = None,
        filters: Optional[List[dict]] = None,
        sort_order: Optional[str] = None,
        sort_by: Optional[str] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.include_planned_deletion = include_planned_deletion
        self.filters = filters
        self.sort_order = sort_order
        self.sort_by = sort_by
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "include_planned_deletion",
        "filters",
        "sort_order",
        "sort_by",
        "max_items",
        "boto_kwargs",
    )
    def run(
        self,
        include_planned_deletion: Optional[bool] = None,
        filters: Optional[List[dict]] = None,
        sort_order: Optional[str] = None,
        sort_by: Optional[str] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Lists the secrets that are stored by Secrets Manager in the
        Amazon Web Services account, not including secrets that are marked for deletion.

        Args:
            - include_planned_deletion (bool, optional): Specifies whether to include
                secrets scheduled for deletion. By default, secrets scheduled for
                deletion aren't included.
            - filters (List[dict], optional): The filters to apply to the list of
                secrets.
            - sort_order (str, optional): Secrets are listed by `CreatedDate`. One of
                `asc` or `desc`.
            - sort_by (str, optional): If not specified, secrets are listed by
                `CreatedDate`. One of `created-date`, `last-accessed-date`,
                `last-changed-date` or `name`.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: What is known of each secret, without its value.
        """
        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "IncludePlannedDeletion": include_planned_deletion,
            "Filters": filters,
            "SortOrder": sort_order,
            "SortBy": sort_by,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        pages = client.get_paginator("list_secrets").paginate(**request)
        response = pages.build_full_result()
        return response.get("SecretList", [])


class SecretsManagerPutSecretValue(Task):
    """
    Task that stores a new version of a secret.

    All initialization arguments can also be given, or overridden, at runtime.
    `secret_string` and `credentials` can be given at runtime only.

    Args:
        - secret_id (str, optional): The ARN or name of the secret to add a new version
            to. For an ARN, we recommend that you specify a complete ARN rather than a
            partial ARN. If the secret doesn't already exist, use `CreateSecret`
            instead. Must be given, at initialization or at runtime.
        - client_request_token (str, optional): A unique identifier for the new version
            of the secret. If you generate a raw HTTP request to the Secrets Manager
            service endpoint, then you must generate a `client_request_token` and
            include it in the request. This value helps ensure idempotency.
        - version_stages (List[str], optional): A list of staging labels to attach to
            this version of the secret. Secrets Manager uses staging labels to track
            versions of a secret through the rotation process.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.secrets_manager import SecretsManagerPutSecretValue

        task = SecretsManagerPutSecretValue(secret_id="my-secret")

        with Flow("put-secret-value") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(secret_string=PrefectSecret("SECRET_STRING"), credentials=credentials)
            task(
                secret_id="another-secret",
                secret_string=PrefectSecret("SECRET_STRING"),
                credentials=credentials,
            )
        ```
    """

    def __init__(
        self,
        secret_id: Optional[str] = None,
        client_request_token: Optional[str] = None,
        version_stages: Optional[List[str]] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.secret_id = secret_id
        self.client_request_token = client_request_token
        self.version_stages = version_stages
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "secret_id", "client_request_token", "version_stages", "boto_kwargs"
    )
    def run(
        self,
        secret_id: Optional[str] = None,
        client_request_token: Optional[str] = None,
        version_stages: Optional[List[str]] = None,
        secret_string: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Stores a new version of the secret.

        Args:
            - secret_id (str, optional): The ARN or name of the secret to add a new
                version to. For an ARN, we recommend that you specify a complete ARN
                rather than a partial ARN. If the secret doesn't already exist, use
                `CreateSecret` instead. Must be given, at initialization or at runtime.
            - client_request_token (str, optional): A unique identifier for the new
                version of the secret. If you generate a raw HTTP request to the Secrets
                Manager service endpoint, then you must generate a
                `client_request_token` and include it in the request. This value helps
                ensure idempotency.
            - version_stages (List[str], optional): A list of staging labels to attach
                to this version of the secret. Secrets Manager uses staging labels to
                track versions of a secret through the rotation process.
            - secret_string (str, optional): The text to store; JSON where it is more
                than one value. Must be given. Pass it from an upstream Secret task.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The id of the version.

        Raises:
            - ValueError: If `secret_id` or `secret_string` is not given.
        """
        if secret_id is None:
            raise ValueError("A value for `secret_id` must be provided.")
        if secret_string is None:
            raise ValueError("A value for `secret_string` must be provided.")

        request = {
            "SecretId": secret_id,
            "ClientRequestToken": client_request_token,
            "VersionStages": version_stages,
            "SecretString": secret_string,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client(
            "secretsmanager", credentials=credentials, **(boto_kwargs or {})
        )
        response = client.put_secret_value(**request)
        return response["VersionId"]
