"""Operations that are awkward, each for its own reason, through everything that judges a task."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import black
import pytest

from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.model.task import ModuleModel
from taskgen.render.spec import spec_toml
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.sources.spec.read import read_spec
from taskgen.spec import ModuleSpec, TaskSpec, WaitSpec
from taskgen.write import write

AWKWARD = {
    # clashes with names of Task, of Python, of the module, of each other
    "stepfunctions": ["start_execution", "get_activity_task"],
    "secretsmanager": ["create_secret", "get_secret_value", "put_secret_value"],
    "ssm": ["put_parameter", "get_parameters_by_path", "send_command"],
    "glue": ["start_job_run", "create_trigger"],
    "iotfleetwise": ["create_campaign"],
    "apigateway": ["create_authorizer", "put_integration"],
    # event streams, streaming bodies, blobs
    "kinesis": ["subscribe_to_shard", "put_record"],
    "lambda": ["invoke", "invoke_with_response_stream", "update_function_code"],
    "s3": ["get_object", "put_object", "select_object_content", "get_bucket_location"],
    "bedrock-runtime": ["converse", "converse_stream", "invoke_model"],
    "polly": ["synthesize_speech"],
    # no input, no output, neither
    "sts": ["get_caller_identity", "assume_role"],
    "sns": ["delete_topic", "publish"],
    "cloudtrail": ["list_trails"],
    # many kwargs, deep and recursive shapes
    "ec2": ["run_instances", "describe_instances", "create_fleet", "copy_snapshot"],
    "rds": ["create_db_instance"],
    "dynamodb": ["query", "update_item", "batch_write_item"],
    "ce": ["get_cost_and_usage"],
    "wafv2": ["create_web_acl"],
    # documents, JSON in headers, timestamps, idempotency tokens, secrets in structures
    "iot": ["create_topic_rule", "update_thing"],
    "lexv2-runtime": ["recognize_text"],
    "lex-runtime": ["post_content"],
    "cognito-idp": ["initiate_auth", "admin_create_user"],
    "mq": ["create_user"],
    "logs": ["filter_log_events", "start_live_tail"],
    "cloudfront-keyvaluestore": ["put_key"],
    "marketplace-agreement": ["search_agreements"],
}
PAGED = ModuleSpec("ec2", (TaskSpec("describe_instances", paginate=True),), module="ec2_pages")
WAITED = ModuleSpec(
    "ec2",
    (
        TaskSpec(
            "run_instances",
            wait=WaitSpec("instance_running", response={"InstanceIds": "Instances[].InstanceId"}),
        ),
    ),
    module="ec2_waits",
)


def models() -> list[ModuleModel]:
    folders = data_folders()
    specs = [
        ModuleSpec(service, tuple(TaskSpec(operation) for operation in operations))
        for service, operations in AWKWARD.items()
    ]
    return [module_model(load_service(spec.service, folders), spec) for spec in specs]


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """Libraries with all of them."""
    root = tmp_path_factory.mktemp("awkward")
    folders = data_folders()
    for model in models():
        write(contribution(model, new_layout(root / "all")))
    # Classes that have the same names, in trees of their own.
    for name, spec in {"paged": PAGED, "waited": WAITED}.items():
        model = module_model(load_service(spec.service, folders), spec)
        write(contribution(model, new_layout(root / name)))
    return root


def test_they_are_as_black_writes_them(tree):
    mode = black.Mode()
    for path in tree.rglob("*.py"):
        source = path.read_text()
        assert not source or black.format_str(source, mode=mode) == source, path.name


def test_they_are_python_3_7(tree):
    for path in tree.rglob("*.py"):
        ast.parse(path.read_text(), feature_version=(3, 7))


def test_mypy_accepts_them(tree):
    command = [sys.executable, "-m", "mypy", "--ignore-missing-imports", "tasks", "tests"]
    ran = subprocess.run(
        [*command, "--config-file", os.devnull], cwd=tree / "all", capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("folder", ["all", "paged", "waited"])
def test_their_tests_pass(tree, folder):
    command = [sys.executable, "-m", "pytest", "-q", "-W", "ignore", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tree / folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert " passed" in ran.stdout


def test_their_spec_says_all_of_them():
    folders = data_folders()
    for model in models():
        spec = read_spec(spec_toml(model).encode(), "all.toml")
        assert module_model(load_service(spec.service, folders), spec) == model


def test_doing_it_again_changes_nothing(tree):
    for model in models():
        again = contribution(model, new_layout(tree / "all"))
        assert not [change.path for change in again.changes if change.changes]
        assert not again.conflicts
