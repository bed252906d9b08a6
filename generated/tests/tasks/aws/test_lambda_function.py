"""
Tests of the tasks for AWS Lambda.
"""

from io import BytesIO
from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber
from botocore.validate import validate_parameters
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.lambda_function import (
    LambdaCreateFunction,
    LambdaDeleteFunction,
    LambdaInvoke,
    LambdaInvokeInBackground,
    LambdaListFunctions,
    LambdaPublishVersion,
)


class TestLambdaCreateFunction:
    members = {
        "function_name": "FunctionName",
        "runtime": "Runtime",
        "role": "Role",
        "handler": "Handler",
        "code_bucket": "Code.S3Bucket",
        "code_key": "Code.S3Key",
        "description": "Description",
        "function_timeout": "Timeout",
        "memory_size": "MemorySize",
        "publish": "Publish",
        "subnet_ids": "VpcConfig.SubnetIds",
        "security_group_ids": "VpcConfig.SecurityGroupIds",
        "variables": "Environment.Variables",
        "kms_key_arn": "KMSKeyArn",
        "tracing_config": "TracingConfig",
        "function_tags": "Tags",
        "layers": "Layers",
        "architectures": "Architectures",
        "ephemeral_storage": "EphemeralStorage",
    }
    required = [
        "function_name",
        "runtime",
        "role",
        "handler",
        "code_bucket",
        "code_key",
    ]
    init_only = ["runtime", "handler"]
    run_only = ()
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.create_function

    def request(self, values):
        """The request that the task should make of these values."""
        request = {"PackageType": "Zip"}
        for name, value in values.items():
            *parents, member = self.members[name].split(".")
            structure = request
            for parent in parents:
                structure = structure.setdefault(parent, {})
            structure[member] = value
        return request

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = LambdaCreateFunction(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaCreateFunction(boto_kwargs=None)
        names = list(self.for_init(self.members))
        defaults = {"memory_size": 256}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaCreateFunction(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaCreateFunction(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = LambdaCreateFunction(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = LambdaCreateFunction(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = LambdaCreateFunction(**self.for_init(before))
        attributes = dict(vars(task))
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, get_client, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        at_init = {name: value for name in self.init_only}
        at_runtime = {name: value for name in self.run_only}
        before.update(at_init)
        for init, run in [(values, at_runtime), (at_init, values), (before, values)]:
            task = LambdaCreateFunction(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3
        wait = get_client.return_value.get_waiter.return_value.wait
        waited = {"FunctionName": value}
        assert [made[1] for made in wait.call_args_list] == [waited] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"memory_size": 256}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = LambdaCreateFunction(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = LambdaCreateFunction(**self.for_init(before))
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
            task = LambdaCreateFunction(**self.for_init(at_init))
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
        task = LambdaCreateFunction(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = LambdaCreateFunction(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = LambdaCreateFunction(**values)
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

    def test_service_accepts_the_request(self, monkeypatch, caplog):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {
            "function_name": "my-function",
            "runtime": "nodejs",
            "role": "role",
            "handler": "handler",
            "code_bucket": "code-bucket",
            "code_key": "code-key",
            "description": "description",
            "function_timeout": 1,
            "memory_size": 128,
            "publish": True,
            "subnet_ids": ["my-subnet"],
            "security_group_ids": ["my-security-group"],
            "variables": {"key": "value"},
            "kms_key_arn": "arn:aws:lambda:us-east-1:123456789012:kms-key/my-kms-key",
            "tracing_config": {},
            "function_tags": {"key": "value"},
            "layers": ["layer"],
            "architectures": ["x86_64"],
            "ephemeral_storage": {"Size": 512},
        }
        request = self.request(values)
        response = {
            "FunctionName": "my-function",
            "FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
        }
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        with Stubber(client) as stubber:
            stubber.add_response("create_function", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = LambdaCreateFunction(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "arn:aws:lambda:us-east-1:123456789012:function:my-function"
        assert waited == [["FunctionActiveV2", {"FunctionName": "my-function"}]]
        assert "Waiting for `function_active_v2`." in caplog.text
        model = client.meta.service_model.operation_model("GetFunction")
        validate_parameters(waited[0][1], model.input_shape)


class TestLambdaDeleteFunction:
    members = {"function_name": "FunctionName", "qualifier": "Qualifier"}
    required = ["function_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.delete_function

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaDeleteFunction(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaDeleteFunction(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaDeleteFunction(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaDeleteFunction(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaDeleteFunction(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaDeleteFunction()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaDeleteFunction(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = LambdaDeleteFunction(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = LambdaDeleteFunction()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = LambdaDeleteFunction(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = LambdaDeleteFunction(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = LambdaDeleteFunction(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = LambdaDeleteFunction(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = LambdaDeleteFunction(**values)
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
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {"function_name": "my-function", "qualifier": "qualifier"}
        request = self.request(values)
        response = {"StatusCode": 1}
        with Stubber(client) as stubber:
            stubber.add_response("delete_function", response, request)
            task = LambdaDeleteFunction()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"StatusCode": 1}


class TestLambdaInvoke:
    members = {
        "function_name": "FunctionName",
        "payload": "Payload",
        "qualifier": "Qualifier",
    }
    required = ["function_name"]
    init_only = ()
    run_only = ["payload"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.invoke

    def request(self, values):
        """The request that the task should make of these values."""
        request = {"InvocationType": "RequestResponse"}
        request.update({self.members[k]: v for k, v in values.items()})
        return request

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = LambdaInvoke(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaInvoke(boto_kwargs=None)
        names = list(self.for_init(self.members))
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaInvoke(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaInvoke(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = LambdaInvoke(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = LambdaInvoke(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = LambdaInvoke(**self.for_init(before))
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
            task = LambdaInvoke(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = LambdaInvoke(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = LambdaInvoke(**self.for_init(before))
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
            task = LambdaInvoke(**self.for_init(at_init))
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
        task = LambdaInvoke(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = LambdaInvoke(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = LambdaInvoke(**values)
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
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {
            "function_name": "my-function",
            "payload": b"payload",
            "qualifier": "qualifier",
        }
        request = self.request(values)
        response = {"Payload": StreamingBody(BytesIO(b"payload"), 7)}
        with Stubber(client) as stubber:
            stubber.add_response("invoke", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = LambdaInvoke(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == b"payload"


class TestLambdaInvokeInBackground:
    members = {
        "function_name": "FunctionName",
        "payload": "Payload",
        "qualifier": "Qualifier",
    }
    required = ["function_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.invoke

    def request(self, values):
        """The request that the task should make of these values."""
        request = {"InvocationType": "Event"}
        request.update({self.members[k]: v for k, v in values.items()})
        return request

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaInvokeInBackground(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaInvokeInBackground(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaInvokeInBackground(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaInvokeInBackground(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaInvokeInBackground(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaInvokeInBackground()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaInvokeInBackground(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = LambdaInvokeInBackground(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = LambdaInvokeInBackground()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = LambdaInvokeInBackground(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = LambdaInvokeInBackground(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = LambdaInvokeInBackground(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = LambdaInvokeInBackground(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = LambdaInvokeInBackground(**values)
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
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {
            "function_name": "my-function",
            "payload": b"payload",
            "qualifier": "qualifier",
        }
        request = self.request(values)
        response = {"StatusCode": 1, "FunctionError": "function-error"}
        with Stubber(client) as stubber:
            stubber.add_response("invoke", response, request)
            task = LambdaInvokeInBackground()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result is None


class TestLambdaListFunctions:
    members = {
        "master_region": "MasterRegion",
        "function_version": "FunctionVersion",
        "max_items": "PaginationConfig.MaxItems",
    }
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
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
        task = LambdaListFunctions(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaListFunctions(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaListFunctions(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaListFunctions(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaListFunctions(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaListFunctions()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaListFunctions(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = LambdaListFunctions(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {}
        task = LambdaListFunctions()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {}
        unset = {name: None for name in before if name not in values}
        task = LambdaListFunctions(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = LambdaListFunctions(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = LambdaListFunctions(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = LambdaListFunctions(**values)
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
        task = LambdaListFunctions(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Functions": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = LambdaListFunctions(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {
            "master_region": "master-region",
            "function_version": "ALL",
            "max_items": 5,
        }
        request = {"MasterRegion": "master-region", "FunctionVersion": "ALL"}
        response = {"Functions": [{}]}
        with Stubber(client) as stubber:
            stubber.add_response("list_functions", response, request)
            task = LambdaListFunctions()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [{}]


class TestLambdaPublishVersion:
    members = {
        "function_name": "FunctionName",
        "code_sha256": "CodeSha256",
        "description": "Description",
        "revision_id": "RevisionId",
        "publish_to": "PublishTo",
    }
    required = ["function_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.lambda_function.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.publish_version

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaPublishVersion(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = LambdaPublishVersion(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            LambdaPublishVersion(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = LambdaPublishVersion(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = LambdaPublishVersion(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("lambda", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaPublishVersion()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = LambdaPublishVersion(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = LambdaPublishVersion(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = LambdaPublishVersion()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = LambdaPublishVersion(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = LambdaPublishVersion(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = LambdaPublishVersion(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = LambdaPublishVersion(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "lambda", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = LambdaPublishVersion(**values)
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

    def test_service_accepts_the_request(self, monkeypatch, caplog):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("lambda", credentials=self.credentials, **boto_kwargs)
        values = {
            "function_name": "my-function",
            "code_sha256": "code-sha-256",
            "description": "description",
            "revision_id": "my-revision",
            "publish_to": "LATEST_PUBLISHED",
        }
        request = self.request(values)
        response = {
            "FunctionName": "my-function",
            "FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
            "Version": "version",
        }
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        with Stubber(client) as stubber:
            stubber.add_response("publish_version", response, request)
            task = LambdaPublishVersion()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "version"
        assert waited == [
            [
                "PublishedVersionActive",
                {"FunctionName": "my-function", "Qualifier": "version"},
            ],
        ]
        assert "Waiting for `published_version_active`." in caplog.text
        model = client.meta.service_model.operation_model("GetFunctionConfiguration")
        validate_parameters(waited[0][1], model.input_shape)
