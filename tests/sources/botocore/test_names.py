"""What classes, modules and kwargs are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.conventions import RUN_RESERVED, TASK_ATTRIBUTES, TASK_METHODS, is_reserved
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.names import LOCALS, class_name, kwarg_names, module_name
from taskgen.sources.botocore.service import load_service
from taskgen.text import is_identifier
from tests.models import operation, service


def called(*members: str, of: str = "CreateFunction") -> list[str]:
    """The kwargs of an operation with these members."""
    return list(kwarg_names(operation(name=of), members).values())


# Kwargs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("FunctionName", "function_name"),
        ("DBInstanceIdentifier", "db_instance_identifier"),
        ("s3Key", "s3_key"),
        ("KMSKeyId", "kms_key_id"),
        ("x-amz-meta", "x_amz_meta"),
        ("_private", "private"),
        ("a b.c", "a_b_c"),
    ],
)
def test_a_kwarg_is_called_like_its_member(member: str, name: str) -> None:
    assert called(member) == [name]


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("Tags", "function_tags"),  # set by Task.__init__
        ("Timeout", "function_timeout"),
        ("Name", "function_name"),
        ("Target", "function_target"),
        ("Logger", "function_logger"),
        ("Run", "function_run"),  # a method of Task
        ("Map", "function_map"),
        ("Inputs", "function_inputs"),
        ("Flow", "function_flow"),  # taken by Task.__call__
        ("Mapped", "function_mapped"),
        ("TaskArgs", "function_task_args"),
        ("OnFailure", "function_on_failure"),  # taken by Task.__init__
        ("Type", "function_type"),  # a builtin
        ("Filter", "function_filter"),
        ("From", "function_from"),  # a keyword
        ("Self", "function_self"),
        ("Kwargs", "function_kwargs"),
        ("Credentials", "function_credentials"),  # a kwarg of every task
        ("BotoKwargs", "function_boto_kwargs"),
        ("Client", "function_client"),  # a variable of `run`
        ("Request", "function_request"),
        ("Response", "function_response"),
        ("Datetime", "function_datetime"),  # imported by the module
        ("1st", "function_1st"),  # no name in Python
        ("Näme", "n_me"),
        ("K", "function_k"),
    ],
)
def test_a_name_with_another_meaning_gets_the_noun_of_the_operation(member: str, name: str) -> None:
    assert called(member) == [name]


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        ("Invoke", "invoke_tags"),
        ("ListFunctions", "function_tags"),
        ("CreateDBInstance", "db_instance_tags"),
        ("AddTagsToStream", "tag_tags"),
        ("ListTagsForResource", "tag_tags"),
        ("BatchGetItem", "get_item_tags"),
        ("DescribeAccountOfIndices", "account_tags"),
    ],
)
def test_the_noun_is_what_the_operation_is_about(operation: str, name: str) -> None:
    assert called("Tags", of=operation) == [name]


def test_a_name_with_the_noun_may_be_taken() -> None:
    assert called("Name", "FunctionName") == ["name_", "function_name"]
    assert called("Name", "FunctionName", "name_") == ["name_", "function_name", "name_2"]


def test_two_members_may_have_one_name_in_snake_case() -> None:
    assert called("userId", "UserId", "UserID") == ["user_id", "function_user_id", "user_id_"]


def test_a_noun_with_another_meaning_does_not_help() -> None:
    # `task_run_name` is an attribute of every Task.
    assert called("Name", "run_name", of="StartTaskRun") == ["name_", "run_name"]


def test_members_of_one_name_without_a_letter() -> None:
    assert called("1", "_1", "-1", of="Get") == ["get_1", "member_1_", "member_1_2"]


RESERVED = sorted(TASK_ATTRIBUTES | TASK_METHODS | RUN_RESERVED | LOCALS)


@pytest.mark.parametrize("name", RESERVED)
def test_no_kwarg_has_a_name_with_another_meaning(name: str) -> None:
    (found,) = called(name.strip("_").title().replace("_", ""))
    assert not is_reserved(found)
    assert found not in LOCALS


AWKWARD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["Name", "name", "NAME", "FunctionName", "Tags", "tags_", "k", "K", "1", "_1"]),
    st.just("A" * 300),
    st.just("B" * 300 + "c"),
)


@given(st.lists(AWKWARD, unique=True, max_size=8))
def test_all_kwargs_have_names_of_their_own(members: list[str]) -> None:
    names = called(*members)
    assert len(set(names)) == len(members)
    assert all(map(is_identifier, names))
    assert not any(is_reserved(name) or name in LOCALS for name in names)


# Classes and modules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "operation", "name"),
    [
        ("lambda", "Invoke", "LambdaInvoke"),
        ("sqs", "SendMessage", "SQSSendMessage"),
        ("secretsmanager", "GetSecretValue", "SecretsManagerGetSecretValue"),
        ("stepfunctions", "StartExecution", "StepFunctionsStartExecution"),
        ("sms-voice", "CreateConfigurationSet", "SMSVoiceCreateConfigurationSet"),
        ("iot-data", "Publish", "IoTDataPlanePublish"),
        ("mq", "CreateBroker", "MQCreateBroker"),
    ],
)
def test_a_class_carries_its_service(service: str, operation: str, name: str) -> None:
    found = load_service(service, data_folders()).find(operation)
    assert found is not None
    assert class_name(found) == name


@pytest.mark.parametrize(
    ("id", "name"),
    [("Some Thing", "SomeThingGet"), ("a-b_c", "ABCGet"), ("2nd Thing", "Service2NDThingGet")],
)
def test_a_class_is_named_by_the_id_of_its_service(id: str, name: str) -> None:
    assert class_name(service({"Get": {}}, serviceId=id).operations["Get"]) == name


@pytest.mark.parametrize(
    ("service", "module"), [("lambda", "lambda_function"), ("s3", "s3"), ("iot-data", "iot_data")]
)
def test_a_module_is_called_like_its_service(service: str, module: str) -> None:
    assert module_name(load_service(service, data_folders())) == module


@pytest.mark.parametrize(("name", "module"), [("import", "import_"), ("3d", "service_3d")])
def test_a_module_has_a_name_that_can_be_imported(name: str, module: str) -> None:
    assert module_name(service({}, name=name)) == module
