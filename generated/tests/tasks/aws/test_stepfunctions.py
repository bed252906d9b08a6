"""
Tests of the tasks for AWS Step Functions.
"""

from datetime import datetime
from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.stub import Stubber
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.stepfunctions import (
    StepFunctionsCreateStateMachine,
    StepFunctionsDescribeExecution,
    StepFunctionsListExecutions,
    StepFunctionsStartExecution,
    StepFunctionsStopExecution,
)


class TestStepFunctionsCreateStateMachine:
    members = {
        "state_machine_name": "name",
        "definition": "definition",
        "role_arn": "roleArn",
        "state_machine_type": "type",
        "logging_configuration": "loggingConfiguration",
        "state_machine_tags": "tags",
        "tracing_configuration": "tracingConfiguration",
        "publish": "publish",
        "version_description": "versionDescription",
        "encryption_configuration": "encryptionConfiguration",
    }
    required = ["state_machine_name", "definition", "role_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.stepfunctions.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.create_state_machine

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsCreateStateMachine(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = StepFunctionsCreateStateMachine(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            StepFunctionsCreateStateMachine(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = StepFunctionsCreateStateMachine(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsCreateStateMachine(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("stepfunctions", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsCreateStateMachine()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsCreateStateMachine(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = StepFunctionsCreateStateMachine(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = StepFunctionsCreateStateMachine()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = StepFunctionsCreateStateMachine(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = StepFunctionsCreateStateMachine(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsCreateStateMachine(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = StepFunctionsCreateStateMachine(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = StepFunctionsCreateStateMachine(**values)
        with Flow("test") as flow:
            ran = task(credentials=Parameter("credentials"))
        state = flow.run(parameters={"credentials": dict(secrets)})
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "state_machine_name": "my-state-machine",
            "definition": "definition",
            "role_arn": "arn:aws:iam::123456789012:role/my-role",
            "state_machine_type": "STANDARD",
            "logging_configuration": {},
            "state_machine_tags": [{}],
            "tracing_configuration": {},
            "publish": True,
            "version_description": "version-description",
            "encryption_configuration": {"type": "AWS_OWNED_KEY"},
        }
        request = self.request(values)
        response = {
            "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "creationDate": datetime(2024, 1, 1),
        }
        with Stubber(client) as stubber:
            stubber.add_response("create_state_machine", response, request)
            task = StepFunctionsCreateStateMachine()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {
            "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "creationDate": datetime(2024, 1, 1),
        }


class TestStepFunctionsDescribeExecution:
    members = {"execution_arn": "executionArn", "included_data": "includedData"}
    required = ["execution_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.stepfunctions.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.describe_execution

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsDescribeExecution(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = StepFunctionsDescribeExecution(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            StepFunctionsDescribeExecution(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = StepFunctionsDescribeExecution(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsDescribeExecution(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("stepfunctions", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsDescribeExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsDescribeExecution(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = StepFunctionsDescribeExecution(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = StepFunctionsDescribeExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = StepFunctionsDescribeExecution(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = StepFunctionsDescribeExecution(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsDescribeExecution(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = StepFunctionsDescribeExecution(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = StepFunctionsDescribeExecution(**values)
        with Flow("test") as flow:
            ran = task(credentials=Parameter("credentials"))
        state = flow.run(parameters={"credentials": dict(secrets)})
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
            "included_data": "ALL_DATA",
        }
        request = self.request(values)
        response = {
            "executionArn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
            "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "status": "RUNNING",
            "startDate": datetime(2024, 1, 1),
        }
        with Stubber(client) as stubber:
            stubber.add_response("describe_execution", response, request)
            task = StepFunctionsDescribeExecution()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {
            "executionArn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
            "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "status": "RUNNING",
            "startDate": datetime(2024, 1, 1),
        }


class TestStepFunctionsListExecutions:
    members = {
        "state_machine_arn": "stateMachineArn",
        "status_filter": "statusFilter",
        "map_run_arn": "mapRunArn",
        "redrive_filter": "redriveFilter",
        "max_items": "PaginationConfig.MaxItems",
    }
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.stepfunctions.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.get_paginator.return_value.paginate

    def request(self, values):
        """The request that the task should make of these values."""
        request = {}
        for name, value in values.items():
            *parents, member = self.members[name].split(".")
            structure = request
            for parent in parents:
                structure = structure.setdefault(parent, {})
            structure[member] = value
        return request

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsListExecutions(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = StepFunctionsListExecutions(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            StepFunctionsListExecutions(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = StepFunctionsListExecutions(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsListExecutions(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("stepfunctions", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsListExecutions()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsListExecutions(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = StepFunctionsListExecutions(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {}
        task = StepFunctionsListExecutions()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {}
        unset = {name: None for name in before if name not in values}
        task = StepFunctionsListExecutions(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsListExecutions(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = StepFunctionsListExecutions(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = StepFunctionsListExecutions(**values)
        with Flow("test") as flow:
            ran = task(credentials=Parameter("credentials"))
        state = flow.run(parameters={"credentials": dict(secrets)})
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_result_is_empty_where_the_response_lacks_it(self, call):
        call.return_value.build_full_result.return_value = {}
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsListExecutions(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"executions": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsListExecutions(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "state_machine_arn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "status_filter": "RUNNING",
            "map_run_arn": "arn:aws:stepfunctions:us-east-1:123456789012:map-run/my-map-run",
            "redrive_filter": "REDRIVEN",
            "max_items": 5,
        }
        request = {
            "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "statusFilter": "RUNNING",
            "mapRunArn": "arn:aws:stepfunctions:us-east-1:123456789012:map-run/my-map-run",
            "redriveFilter": "REDRIVEN",
        }
        response = {
            "executions": [
                {
                    "executionArn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
                    "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
                    "name": "name",
                    "status": "RUNNING",
                    "startDate": datetime(2024, 1, 1),
                },
            ],
        }
        with Stubber(client) as stubber:
            stubber.add_response("list_executions", response, request)
            task = StepFunctionsListExecutions()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [
            {
                "executionArn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
                "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
                "name": "name",
                "status": "RUNNING",
                "startDate": datetime(2024, 1, 1),
            },
        ]


class TestStepFunctionsStartExecution:
    members = {
        "state_machine_arn": "stateMachineArn",
        "execution_name": "name",
        "execution_input": "input",
    }
    required = ["state_machine_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.stepfunctions.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.start_execution

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsStartExecution(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = StepFunctionsStartExecution(boto_kwargs=None)
        names = list(self.members)
        defaults = {"execution_input": "{}"}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            StepFunctionsStartExecution(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = StepFunctionsStartExecution(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsStartExecution(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("stepfunctions", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsStartExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsStartExecution(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = StepFunctionsStartExecution(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"execution_input": "{}"}
        task = StepFunctionsStartExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = StepFunctionsStartExecution(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = StepFunctionsStartExecution(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsStartExecution(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = StepFunctionsStartExecution(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = StepFunctionsStartExecution(**values)
        with Flow("test") as flow:
            ran = task(credentials=Parameter("credentials"))
        state = flow.run(parameters={"credentials": dict(secrets)})
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "state_machine_arn": "arn:aws:states:us-east-1:123456789012:stateMachine:my-machine",
            "execution_name": "my-execution",
            "execution_input": "execution-input",
        }
        request = self.request(values)
        response = {
            "executionArn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
            "startDate": datetime(2024, 1, 1),
        }
        with Stubber(client) as stubber:
            stubber.add_response("start_execution", response, request)
            task = StepFunctionsStartExecution()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert (
            result
            == "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution"
        )


class TestStepFunctionsStopExecution:
    members = {"execution_arn": "executionArn", "error": "error", "cause": "cause"}
    required = ["execution_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.stepfunctions.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.stop_execution

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsStopExecution(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = StepFunctionsStopExecution(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            StepFunctionsStopExecution(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = StepFunctionsStopExecution(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = StepFunctionsStopExecution(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("stepfunctions", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsStopExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = StepFunctionsStopExecution(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = StepFunctionsStopExecution(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = StepFunctionsStopExecution()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = StepFunctionsStopExecution(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = StepFunctionsStopExecution(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = StepFunctionsStopExecution(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = StepFunctionsStopExecution(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "stepfunctions", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = StepFunctionsStopExecution(**values)
        with Flow("test") as flow:
            ran = task(credentials=Parameter("credentials"))
        state = flow.run(parameters={"credentials": dict(secrets)})
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "stepfunctions", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:my-machine:my-execution",
            "error": "error",
            "cause": "cause",
        }
        request = self.request(values)
        response = {"stopDate": datetime(2024, 1, 1)}
        with Stubber(client) as stubber:
            stubber.add_response("stop_execution", response, request)
            task = StepFunctionsStopExecution()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"stopDate": datetime(2024, 1, 1)}
