"""
Tests of the tasks for Amazon Simple Systems Manager (SSM).
"""

from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.stub import Stubber
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.parameter_store import (
    SSMDeleteParameter,
    SSMGetParameter,
    SSMGetParametersByPath,
    SSMPutParameter,
)


class TestSSMDeleteParameter:
    members = {"parameter_name": "Name"}
    required = ["parameter_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.parameter_store.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.delete_parameter

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SSMDeleteParameter(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SSMDeleteParameter(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SSMDeleteParameter(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SSMDeleteParameter(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SSMDeleteParameter(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("ssm", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SSMDeleteParameter()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SSMDeleteParameter(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SSMDeleteParameter(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SSMDeleteParameter(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SSMDeleteParameter(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SSMDeleteParameter(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SSMDeleteParameter(**values)
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
        client = get_boto_client("ssm", credentials=self.credentials, **boto_kwargs)
        values = {"parameter_name": "my-parameter"}
        request = self.request(values)
        response = {}
        with Stubber(client) as stubber:
            stubber.add_response("delete_parameter", response, request)
            task = SSMDeleteParameter()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result is None


class TestSSMGetParameter:
    members = {"parameter_name": "Name", "with_decryption": "WithDecryption"}
    required = ["parameter_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.parameter_store.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.get_parameter

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SSMGetParameter(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SSMGetParameter(boto_kwargs=None)
        names = list(self.members)
        defaults = {"with_decryption": True}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SSMGetParameter(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SSMGetParameter(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SSMGetParameter(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("ssm", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SSMGetParameter()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SSMGetParameter(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SSMGetParameter(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"with_decryption": True}
        task = SSMGetParameter()
        task.run(**values)
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SSMGetParameter(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SSMGetParameter(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SSMGetParameter(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SSMGetParameter(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SSMGetParameter(**values)
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
        client = get_boto_client("ssm", credentials=self.credentials, **boto_kwargs)
        values = {"parameter_name": "my-parameter", "with_decryption": True}
        request = self.request(values)
        response = {"Parameter": {"Value": "value"}}
        with Stubber(client) as stubber:
            stubber.add_response("get_parameter", response, request)
            task = SSMGetParameter()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "value"


class TestSSMGetParametersByPath:
    members = {
        "path": "Path",
        "recursive": "Recursive",
        "parameter_filters": "ParameterFilters",
        "with_decryption": "WithDecryption",
        "max_items": "PaginationConfig.MaxItems",
    }
    required = ["path"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.parameter_store.get_boto_client", get_client)
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
        task = SSMGetParametersByPath(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SSMGetParametersByPath(boto_kwargs=None)
        names = list(self.members)
        defaults = {"recursive": True}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SSMGetParametersByPath(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SSMGetParametersByPath(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SSMGetParametersByPath(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("ssm", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SSMGetParametersByPath()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SSMGetParametersByPath(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SSMGetParametersByPath(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"recursive": True}
        task = SSMGetParametersByPath()
        task.run(**values)
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SSMGetParametersByPath(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SSMGetParametersByPath(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SSMGetParametersByPath(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SSMGetParametersByPath(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SSMGetParametersByPath(**values)
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
        task = SSMGetParametersByPath(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Parameters": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = SSMGetParametersByPath(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("ssm", credentials=self.credentials, **boto_kwargs)
        values = {
            "path": "path",
            "recursive": True,
            "parameter_filters": [{"Key": "key"}],
            "with_decryption": True,
            "max_items": 5,
        }
        request = {
            "Path": "path",
            "Recursive": True,
            "ParameterFilters": [{"Key": "key"}],
            "WithDecryption": True,
        }
        response = {"Parameters": [{}]}
        with Stubber(client) as stubber:
            stubber.add_response("get_parameters_by_path", response, request)
            task = SSMGetParametersByPath()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [{}]


class TestSSMPutParameter:
    members = {
        "parameter_name": "Name",
        "description": "Description",
        "parameter_type": "Type",
        "key_id": "KeyId",
        "overwrite": "Overwrite",
        "allowed_pattern": "AllowedPattern",
        "parameter_tags": "Tags",
        "tier": "Tier",
        "policies": "Policies",
        "data_type": "DataType",
        "parameter_value": "Value",
    }
    required = ["parameter_name", "parameter_value"]
    init_only = ()
    run_only = ["parameter_value"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.parameter_store.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.put_parameter

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = SSMPutParameter(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SSMPutParameter(boto_kwargs=None)
        names = list(self.for_init(self.members))
        defaults = {"parameter_type": "SecureString"}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SSMPutParameter(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SSMPutParameter(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = SSMPutParameter(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("ssm", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = SSMPutParameter(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = SSMPutParameter(**self.for_init(before))
        attributes = dict(vars(task))
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        at_init = {name: value for name in self.init_only}
        at_runtime = {name: value for name in self.run_only}
        before.update(at_init)
        for init, run in [(values, at_runtime), (at_init, values), (before, values)]:
            task = SSMPutParameter(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"parameter_type": "SecureString"}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = SSMPutParameter(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = SSMPutParameter(**self.for_init(before))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        none = {**others, missing: None}
        before = none if missing in self.init_only else values
        for at_init, at_runtime in [(others, others), (before, none)]:
            task = SSMPutParameter(**self.for_init(at_init))
            with pytest.raises(ValueError, match=message) as error:
                task.run(**self.for_run(at_runtime), credentials=self.credentials)
            secrets = [values[name] for name in self.run_only]
            for secret in [*self.credentials.values(), *secrets]:
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = SSMPutParameter(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = SSMPutParameter(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "ssm", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = SSMPutParameter(**values)
        with Flow("test") as flow:
            ran = task(**{name: Parameter(name) for name in [*others, "credentials"]})
        state = flow.run(parameters={**others, "credentials": dict(secrets)})
        secrets.update(others)
        assert state.is_successful()
        call.assert_called_once_with(**request)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in secrets.values():
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("ssm", credentials=self.credentials, **boto_kwargs)
        values = {
            "parameter_name": "my-parameter",
            "description": "description",
            "parameter_type": "String",
            "key_id": "my-key",
            "overwrite": True,
            "allowed_pattern": "allowed-pattern",
            "parameter_tags": [{"Key": "key", "Value": "value"}],
            "tier": "Standard",
            "policies": "policies",
            "data_type": "data-type",
            "parameter_value": "value",
        }
        request = self.request(values)
        response = {"Version": 1, "Tier": "Standard"}
        with Stubber(client) as stubber:
            stubber.add_response("put_parameter", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = SSMPutParameter(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == 1
