"""Specs that wish for much: what they make is right, and their full spec makes it again."""

from __future__ import annotations

import ast
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
from taskgen.write import write

SPECS = {
    "all pages, with members of the first one": """
        service = "dynamodb"
        [tasks.query]
        paginate = true
        [tasks.scan_items]
        operation = "Scan"
        class = "DynamoDBScanItems"
        paginate = true
        returns = "Items"
        """,
    "all pages, nested": """
        service = "athena"
        [tasks.get_query_results]
        paginate = true
        """,
    "waiting for what the response names": """
        service = "ec2"
        [tasks.run_instances]
        wait.waiter = "instance_running"
        wait.response = { InstanceIds = "Instances[].InstanceId" }
        returns = "Instances"
        constants = { MinCount = 1, MaxCount = 1 }
        [tasks.run_instances.kwargs.devices]
        member = "BlockDeviceMappings"
        default = [
            { DeviceName = "a name that is too long for a line" },
            { DeviceName = "another name that is too long for a line" },
        ]
        [tasks.describe_instances]
        paginate = true
        [tasks.describe_instances.wait]
        waiter = "instance_running"
        response = { InstanceIds = "Reservations[].Instances[].InstanceId" }
        """,
    "waiting for what the request names": """
        service = "lambda"
        [tasks.create_function]
        wait = "function_active_v2"
        returns = "nothing"
        omit = ["VpcConfig"]
        [tasks.update_function_configuration]
        wait = "function_updated_v2"
        [tasks.update_function_configuration.kwargs.subnet_ids]
        member = "VpcConfig.SubnetIds"
        [tasks.update_function_configuration.kwargs.security_groups]
        member = "VpcConfig.SecurityGroupIds"
        given = "init"
        """,
    "structures in structures": """
        service = "athena"
        module = "athena_queries"
        [tasks.start_query_execution.kwargs.output_location]
        member = "ResultConfiguration.OutputLocation"
        required = true
        [tasks.start_query_execution.kwargs.encryption]
        member = "ResultConfiguration.EncryptionConfiguration.EncryptionOption"
        default = "SSE_S3"
        [tasks.start_query_execution.kwargs.kms_key]
        member = "ResultConfiguration.EncryptionConfiguration.KmsKey"
        [tasks.start_query_execution.kwargs.reuse]
        member = "ResultReuseConfiguration.ResultReuseByAgeConfiguration.Enabled"
        required = true
        [tasks.start_query_execution.kwargs.max_age]
        member = "ResultReuseConfiguration.ResultReuseByAgeConfiguration.MaxAgeInMinutes"
        """,
    "streams, unions and defaults": """
        service = "bedrock-runtime"
        [tasks.converse]
        returns = "output.message"
        [tasks.converse.kwargs.max_tokens]
        member = "inferenceConfig.maxTokens"
        default = 100
        [tasks.converse.kwargs.temperature]
        member = "inferenceConfig.temperature"
        given = "init"
        [tasks.converse_stream]
        returns = "stream"
        description = []
        [tasks.invoke_model]
        returns = "body"
        [tasks.invoke_model.kwargs.body]
        default = "{}"
        """,
    "secrets and names": """
        service = "secretsmanager"
        [tasks.create_secret.kwargs.secret_string]
        member = "SecretString"
        required = true
        [tasks.create_secret.kwargs.secret_description]
        member = "Description"
        given = "run"
        default = "made by a flow"
        [tasks.put_secret_value.constants]
        VersionStages = ["AWSCURRENT", "a stage with a name that is long", "another long one"]
        """,
    "times": """
        service = "ce"
        [tasks.get_cost_and_usage]
        constants = { TimePeriod = { Start = "2024-01-01", End = "2024-02-01" } }
        [tasks.get_cost_and_usage.kwargs.metrics]
        default = ["UnblendedCost"]
        """,
    "moments": """
        service = "cloudwatch"
        [tasks.get_metric_data]
        constants = { StartTime = 2024-01-01T00:00:00 }
        [tasks.get_metric_data.kwargs.end_time]
        default = 2024-02-01T00:00:00
        """,
}


def made(text: str) -> ModuleModel:
    spec = read_spec(text.encode(), "spec.toml")
    return module_model(load_service(spec.service, data_folders()), spec)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the tasks of all of these specs."""
    root = tmp_path_factory.mktemp("wishes") / "library"
    for text in SPECS.values():
        write(contribution(made(text), new_layout(root)))
    return root


def test_they_are_as_black_writes_them_and_python_3_7(tree: Path) -> None:
    mode = black.Mode()
    for path in tree.rglob("*.py"):
        source = path.read_text()
        ast.parse(source, feature_version=(3, 7))
        assert not source or black.format_str(source, mode=mode) == source, path.name


def test_their_tests_pass(tree: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-W", "ignore", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert " passed" in ran.stdout


@pytest.mark.parametrize("text", SPECS.values(), ids=SPECS)
def test_their_full_spec_makes_them_again(text: str) -> None:
    model = made(text)
    assert made(spec_toml(model)) == model


def test_doing_it_again_changes_nothing(tree: Path) -> None:
    for text in SPECS.values():
        again = contribution(made(text), new_layout(tree))
        assert not [change.path for change in again.changes if change.changes]
        assert not again.conflicts
