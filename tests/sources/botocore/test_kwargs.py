"""A kwarg for each member of a request: its type, what it says, whether it holds a secret."""

from __future__ import annotations

from typing import Any

import pytest

from taskgen.model.task import Given, Kwarg
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.kwargs import annotation, kwarg_for
from taskgen.sources.botocore.names import kwarg_names
from taskgen.sources.botocore.service import load_service
from taskgen.text import Identifier, identifier
from tests.models import infer_task, operation, service, structure_of


def kwarg(shape: Any, *, required: bool = False, member: str = "Thing") -> Kwarg:
    """The kwarg of a member of this shape."""
    found = operation({member: shape}, *([member] if required else []))
    return kwarg_for(found, (member,), identifier("thing"))


def real(service: str, operation: str, member: str) -> Kwarg:
    """The kwarg of a member of a real request."""
    found = load_service(service, data_folders()).find(operation)
    assert found is not None
    assert found.input is not None
    name = kwarg_names(found, found.input.members)[member]
    return kwarg_for(found, (member,), Identifier(name))


# Types ----------------------------------------------------------------------------------------

TREE: Any = structure_of({"Inner": "@Tree"}, name="Tree")
TYPES = [
    ("string", "str"),
    ("character", "str"),
    ("integer", "int"),
    ("long", "int"),
    ("float", "float"),
    ("double", "float"),
    ("boolean", "bool"),
    ("blob", "bytes"),
    ("timestamp", "datetime"),
    (structure_of({"A": "string"}), "dict"),
    (TREE, "dict"),
    (["string"], "List[str]"),
    (["timestamp"], "List[datetime]"),
    ([structure_of({})], "List[dict]"),
    ([["string"]], "List[list]"),
    ([{"type": "map", "key": "string", "value": "string"}], "List[dict]"),
    ({"type": "map", "key": "string", "value": "integer"}, "Dict[str, int]"),
    ({"type": "map", "key": "string", "value": ["string"]}, "Dict[str, list]"),
    (structure_of({}, document=True), "Any"),
    ([structure_of({}, document=True)], "List[Any]"),
    ({"type": "map", "key": "string", "value": structure_of({}, document=True)}, "Dict[str, Any]"),
    ({"type": "string", "at": {"jsonvalue": True, "location": "header"}}, "dict"),
    ({"type": "string", "jsonvalue": True}, "str"),
    ({"type": "blob", "streaming": True}, "bytes"),
]


@pytest.mark.parametrize(("shape", "type_"), TYPES, ids=[type_ for _, type_ in TYPES])
def test_the_annotation_of_a_shape(shape: Any, type_: str) -> None:
    assert kwarg(shape).type == type_


def test_every_real_shape_has_an_annotation() -> None:
    for name in ("s3", "ec2", "dynamodb", "bedrock-runtime", "lex-runtime"):
        things = load_service(name, data_folders())
        for shape in things.model["shapes"]:
            assert annotation(things.shape({"shape": shape}))


# What has to be given -------------------------------------------------------------------------


def test_what_the_model_requires_is_required() -> None:
    assert kwarg("string", required=True).required
    assert not kwarg("string").required


def test_a_nested_member_is_required_where_all_around_it_is() -> None:
    inner = structure_of({"Name": "string", "Other": "string"}, "Name")
    sure = operation({"Thing": inner}, "Thing")
    unsure = operation({"Thing": inner})
    name = identifier("thing_name")
    assert kwarg_for(sure, ("Thing", "Name"), name).required
    assert not kwarg_for(sure, ("Thing", "Other"), name).required
    assert not kwarg_for(unsure, ("Thing", "Name"), name).required


def test_boto3_makes_idempotency_tokens() -> None:
    assert not kwarg({"type": "string", "at": {"idempotencyToken": True}}, required=True).required


def test_deprecated_members_get_no_kwarg() -> None:
    members = {"New": "string", "Old": {"type": "string", "at": {"deprecated": True}}}
    task = infer_task(service({"SendThing": {"input": members}}), "SendThing")
    assert [kwarg.name for kwarg in task.kwargs] == ["new"]


def test_a_deprecated_member_that_is_required_gets_one() -> None:
    members = {"Old": {"type": "string", "at": {"deprecated": True}}}
    things = service({"SendThing": {"input": structure_of(members, "Old")}})
    assert [kwarg.name for kwarg in infer_task(things, "SendThing").kwargs] == ["old"]


@pytest.mark.parametrize(
    ("service", "operation", "name"),
    [
        ("s3", "put_object", "sse_customer_key_md5"),
        ("s3", "delete_objects", "content_md5"),
        ("ec2", "copy_snapshot", "presigned_url"),
        ("rds", "copy_db_snapshot", "pre_signed_url"),
        ("glacier", "upload_archive", "checksum"),
    ],
)
def test_what_boto3_fills_in_gets_no_kwarg(service: str, operation: str, name: str) -> None:
    task = infer_task(load_service(service, data_folders()), operation)
    assert name not in [kwarg.name for kwarg in task.kwargs]


def test_required_kwargs_come_first_and_secrets_last() -> None:
    secret = {"type": "string", "sensitive": True}
    members = {"A": "string", "Password": secret, "B": "string", "ApiKey": secret, "C": "string"}
    things = service({"SendThing": {"input": structure_of(members, "C", "ApiKey")}})
    names = [kwarg.name for kwarg in infer_task(things, "SendThing").kwargs]
    assert names == ["c", "a", "b", "api_key", "password"]


# What it says ---------------------------------------------------------------------------------


def test_the_doc_is_of_the_member_or_else_of_its_shape() -> None:
    shape = {"type": "string", "documentation": "<p>A string.</p>"}
    assert kwarg(shape).doc == "A string."
    assert kwarg({**shape, "at": {"documentation": "<p>The thing.</p>"}}).doc == "The thing."


def test_without_documentation_the_name_has_to_do() -> None:
    assert kwarg("string", member="DBInstanceName").doc == "The DB instance name."


def test_values_are_listed() -> None:
    assert kwarg({"type": "string", "enum": ["a", "b", "c"], "documentation": "A letter."}).doc == (
        "A letter. One of `a`, `b` or `c`."
    )
    assert kwarg({"type": "string", "enum": ["a"], "documentation": "A letter."}).doc == (
        "A letter. The only value is `a`."
    )


def test_values_that_are_said_already_are_not_listed_again() -> None:
    shape = {"type": "string", "enum": ["Event", "DryRun"], "documentation": "Event or DryRun."}
    assert kwarg(shape).doc == "Event or DryRun."


def test_many_values_are_not_listed() -> None:
    shape = {"type": "string", "enum": list("abcdefghijk"), "documentation": "A letter."}
    assert kwarg(shape).doc == "A letter."


def test_values_in_a_list_of_the_documentation_are_listed() -> None:
    documentation = "<p>A letter.</p><ul><li><code>x</code></li><li><code>y</code></li></ul>"
    assert kwarg({"type": "string", "documentation": documentation}).doc == (
        "A letter. One of `x` or `y`."
    )
    assert kwarg({"type": "integer", "documentation": documentation}).doc == "A letter."


def test_members_are_called_like_kwargs() -> None:
    documentation = "With <code>QueueUrl</code>, <code>aType</code>; <code>Name</code> parameter."
    members = {"Thing": {"type": "string", "documentation": documentation}}
    members.update(QueueUrl="string", aType="string", Name="string")
    (thing, *_) = infer_task(service({"SendThing": {"input": members}}), "SendThing").kwargs
    assert thing.doc == "With `queue_url`, `a_type`; `thing_name` parameter."


def test_a_single_word_may_be_a_value() -> None:
    documentation = "<p>One of <code>Event</code> and <code>Other</code>.</p>"
    members = {"Thing": {"type": "string", "documentation": documentation}, "Event": "string"}
    (thing, *_) = infer_task(service({"Send": {"input": members}}), "Send").kwargs
    assert thing.doc == "One of `Event` and `Other`."


# Secrets --------------------------------------------------------------------------------------

SECRETS = [
    ("appstream", "create_directory_config", "ServiceAccountCredentials"),
    ("acm", "import_certificate", "PrivateKey"),
    ("cognito-idp", "admin_set_user_password", "Password"),
    ("cognito-idp", "change_password", "AccessToken"),
    ("cognito-idp", "change_password", "PreviousPassword"),
    ("cognito-idp", "change_password", "ProposedPassword"),
    ("dms", "create_endpoint", "MySQLSettings"),
    ("dms", "create_endpoint", "Password"),
    ("elasticache", "create_replication_group", "AuthToken"),
    ("rds", "create_db_instance", "MasterUserPassword"),
    ("rds", "create_db_instance", "TdeCredentialPassword"),
    ("redshift", "create_cluster", "MasterUserPassword"),
    ("s3", "copy_object", "CopySourceSSECustomerKey"),
    ("s3", "get_object", "SSECustomerKey"),
    ("secretsmanager", "create_secret", "SecretString"),
    ("secretsmanager", "put_secret_value", "SecretBinary"),
    ("sso-oidc", "create_token", "clientSecret"),
    ("sso", "list_accounts", "accessToken"),
    ("workdocs", "activate_user", "AuthenticationToken"),
]
NO_SECRETS = [
    ("cognito-idp", "admin_get_user", "UserPoolId"),
    ("cognito-idp", "list_users", "PaginationToken"),
    ("dynamodb", "query", "ExclusiveStartKey"),
    ("dms", "create_endpoint", "S3Settings"),
    ("ec2", "create_key_pair", "KeyName"),
    ("ec2", "describe_instances", "NextToken"),
    ("ec2", "run_instances", "ClientToken"),
    ("iam", "update_access_key", "AccessKeyId"),
    ("iot-managed-integrations", "create_credential_locker", "Name"),
    ("kms", "encrypt", "KeyId"),
    ("lambda", "create_function", "KMSKeyArn"),
    ("rds", "create_db_instance", "ManageMasterUserPassword"),
    ("rds", "create_db_instance", "MasterUserSecretKmsKeyId"),
    ("rds", "create_db_instance", "TdeCredentialArn"),
    ("s3", "get_object", "Key"),
    ("s3", "get_object", "SSECustomerAlgorithm"),
    ("secretsmanager", "create_secret", "ClientRequestToken"),
    ("secretsmanager", "create_secret", "KmsKeyId"),
    ("secretsmanager", "get_random_password", "PasswordLength"),
    ("secretsmanager", "get_secret_value", "SecretId"),
    ("secretsmanager", "list_secrets", "NextToken"),
    ("ssm", "put_parameter", "KeyId"),
    ("stepfunctions", "send_task_success", "taskToken"),
    ("swf", "respond_activity_task_completed", "taskToken"),
]


@pytest.mark.parametrize(("service", "operation", "member"), SECRETS)
def test_a_secret_is_given_to_run_alone(service: str, operation: str, member: str) -> None:
    found = real(service, operation, member)
    assert found.secret, found.name
    assert found.given is Given.RUN


@pytest.mark.parametrize(("service", "operation", "member"), NO_SECRETS)
def test_what_only_sounds_secret_is_not(service: str, operation: str, member: str) -> None:
    found = real(service, operation, member)
    assert not found.secret, found.name
    assert found.given is Given.BOTH


@pytest.mark.parametrize(
    ("name", "shape", "secret"),
    [
        ("api_key", {"type": "string", "sensitive": True}, True),
        ("api_key", "string", False),
        ("description", {"type": "string", "sensitive": True}, False),
        ("master_user_password", "string", True),
        ("master_user_password", "boolean", False),
        ("token_type", {"type": "string", "sensitive": True}, False),
        ("credential", structure_of({}), True),
    ],
)
def test_a_secret_is_marked_and_sounds_like_one_or_is_known(
    name: str, shape: Any, secret: bool
) -> None:
    found = kwarg_for(operation({"Thing": shape}), ("Thing",), identifier(name))
    assert found.secret is secret


PASSWORD = {"type": "string", "sensitive": True}


@pytest.mark.parametrize(
    ("members", "secret"),
    [
        ({"Login": structure_of({"Password": PASSWORD})}, True),
        ({"Logins": [structure_of({"Password": PASSWORD})]}, True),
        ({"Host": "string", "Password": "string"}, False),
        ({"Login": structure_of({"Description": PASSWORD})}, False),
    ],
)
def test_a_structure_with_a_marked_secret_deep_inside_is_one(members: Any, secret: bool) -> None:
    found = kwarg(structure_of(members))
    assert found.secret is secret
    assert found.given is (Given.RUN if secret else Given.BOTH)
