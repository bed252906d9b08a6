"""The conventions that a program can see are those of the real package."""

from __future__ import annotations

import inspect

import prefect
import pytest

from taskgen import conventions
from taskgen.conventions import is_reserved, names_a_secret


def test_options_are_those_of_the_task_constructor():
    parameters = list(inspect.signature(prefect.Task.__init__).parameters)
    assert list(conventions.TASK_OPTIONS) == parameters[1:]


def test_attributes_are_those_that_a_task_sets():
    public = {name for name in vars(prefect.Task()) if not name.startswith("_")}
    assert public == conventions.TASK_ATTRIBUTES


def test_methods_are_those_of_the_task_class():
    public = {name for name in dir(prefect.Task) if not name.startswith("_")}
    assert public == conventions.TASK_METHODS | {"logger"} & public


@pytest.mark.parametrize("name", sorted(conventions.RUN_RESERVED))
def test_prefect_refuses_reserved_names_in_run(name):
    namespace: dict = {"Task": prefect.Task}
    with pytest.raises(ValueError, match="reserved"):
        exec(f"class T(Task):\n    def run(self, {name}=None): pass", namespace)


@pytest.mark.parametrize(
    "name", ["name", "timeout", "tags", "run", "map", "flow", "from", "filter", "type", "self"]
)
def test_a_name_of_tasks_or_of_python_is_reserved(name):
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["function_name", "queue_url", "payload", "from_", "body"])
def test_other_names_are_free(name):
    assert not is_reserved(name)


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "master_user_password",
        "api_key",
        "apikey",
        "auth_token",
        "access_token",
        "client_secret",
        "credentials",
        "private_key",
        "connection_string",
        "passphrase",
        "secret_string",
        "user_pass",
        "otp",
        "totp",
        "jwt",
        "bearer",
        "ssh_key",
        "cvv",
        "cvc",
        "mfa_code",
        "card_number",
        "code_verifier",
    ],
)
def test_these_names_sound_like_a_secret_value(name):
    assert names_a_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        # which secret, or where it is kept
        "secret_name",
        "webhook_secret_name",
        "secret_id",
        "secret_arn",
        "token_env_var",
        "private_key_path",
        # tokens of pages, of idempotency, of waiting
        "next_token",
        "page_token",
        "client_request_token",
        "idempotency_token",
        "client_token",
        # keys that address data
        "partition_key",
        "redis_key",
        "sheet_key",
        "bucket_key",
        "base_key",
        "kms_key_arn",
        "kms_key_id",
        # what is said about a secret
        "password_length",
        "token_type",
        "password_policy",
        "password_hint",
        "token_type_hint",
        "jwt_issuer",
        "ssh_key_fingerprint",
        "pass_through",
        "passenger",
        "credentials_provider",
        # switches
        "use_password",
        "require_token",
    ],
)
def test_these_names_sound_like_one_and_are_not(name):
    assert not names_a_secret(name)


def test_the_message_for_a_missing_value_names_it():
    message = conventions.missing_value_message("queue_url")
    assert message == "A value for `queue_url` must be provided."


def test_the_extras_message_is_the_librarys():
    assert conventions.extras_message("prefect.tasks.aws", "aws") == (
        'Using `prefect.tasks.aws` requires Prefect to be installed with the "aws" extra.'
    )
