"""
Tests of the tasks for AWS Secrets Manager.
"""

from datetime import datetime
from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.stub import Stubber
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.secrets_manager import (
    SecretsManagerCreateSecret,
    SecretsManagerDeleteSecret,
    SecretsManagerGetRandomPassword,
    SecretsManagerGetSecretValue,
    SecretsManagerListSecrets,
    SecretsManagerPutSecretValue,
)


class TestSecretsManagerCreateSecret:
    members = {
        "secret_name": "Name",
        "client_request_token": "ClientRequestToken",
        "description": "Description",
        "kms_key_id": "KmsKeyId",
        "secret_tags": "Tags",
        "secret_string": "SecretString",
    }
    required = ["secret_name", "secret_string"]
    init_only = ()
    run_only = ["secret_string"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.create_secret

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = SecretsManagerCreateSecret(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerCreateSecret(secret_tags=None, boto_kwargs=None)
        names = list(self.for_init(self.members))
        defaults = {"secret_tags": [{"Key": "created-by", "Value": "prefect"}]}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerCreateSecret(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerCreateSecret(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = SecretsManagerCreateSecret(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = SecretsManagerCreateSecret(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = SecretsManagerCreateSecret(**self.for_init(before))
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
            task = SecretsManagerCreateSecret(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"secret_tags": [{"Key": "created-by", "Value": "prefect"}]}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = SecretsManagerCreateSecret(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = SecretsManagerCreateSecret(**self.for_init(before))
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
            task = SecretsManagerCreateSecret(**self.for_init(at_init))
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
        task = SecretsManagerCreateSecret(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = SecretsManagerCreateSecret(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = SecretsManagerCreateSecret(**values)
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
        client = get_boto_client(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "secret_name": "my-secret",
            "client_request_token": "client-request-tokenxxxxxxxxxxxx",
            "description": "description",
            "kms_key_id": "my-kms-key",
            "secret_tags": [{}],
            "secret_string": "secret-string",
        }
        request = self.request(values)
        response = {
            "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret",
            "Name": "name",
        }
        with Stubber(client) as stubber:
            stubber.add_response("create_secret", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = SecretsManagerCreateSecret(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert (
            result == "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret"
        )


class TestSecretsManagerDeleteSecret:
    members = {
        "secret_id": "SecretId",
        "recovery_window_in_days": "RecoveryWindowInDays",
    }
    required = ["secret_id"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.delete_secret

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerDeleteSecret(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerDeleteSecret(boto_kwargs=None)
        names = list(self.members)
        defaults = {"recovery_window_in_days": 7}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerDeleteSecret(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerDeleteSecret(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerDeleteSecret(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerDeleteSecret()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerDeleteSecret(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SecretsManagerDeleteSecret(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"recovery_window_in_days": 7}
        task = SecretsManagerDeleteSecret()
        task.run(**values)
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SecretsManagerDeleteSecret(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SecretsManagerDeleteSecret(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SecretsManagerDeleteSecret(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SecretsManagerDeleteSecret(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SecretsManagerDeleteSecret(**values)
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
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {"secret_id": "my-secret", "recovery_window_in_days": 1}
        request = self.request(values)
        response = {
            "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret",
            "Name": "name",
            "DeletionDate": datetime(2024, 1, 1),
        }
        with Stubber(client) as stubber:
            stubber.add_response("delete_secret", response, request)
            task = SecretsManagerDeleteSecret()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == datetime(2024, 1, 1)


class TestSecretsManagerGetRandomPassword:
    members = {
        "password_length": "PasswordLength",
        "exclude_characters": "ExcludeCharacters",
        "exclude_numbers": "ExcludeNumbers",
        "exclude_punctuation": "ExcludePunctuation",
        "exclude_uppercase": "ExcludeUppercase",
        "exclude_lowercase": "ExcludeLowercase",
        "include_space": "IncludeSpace",
        "require_each_included_type": "RequireEachIncludedType",
    }
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.get_random_password

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerGetRandomPassword(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerGetRandomPassword(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerGetRandomPassword(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerGetRandomPassword(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerGetRandomPassword(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerGetRandomPassword()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerGetRandomPassword(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SecretsManagerGetRandomPassword(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {}
        task = SecretsManagerGetRandomPassword()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {}
        unset = {name: None for name in before if name not in values}
        task = SecretsManagerGetRandomPassword(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SecretsManagerGetRandomPassword(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SecretsManagerGetRandomPassword(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SecretsManagerGetRandomPassword(**values)
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
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "password_length": 1,
            "exclude_characters": "exclude-characters",
            "exclude_numbers": True,
            "exclude_punctuation": True,
            "exclude_uppercase": True,
            "exclude_lowercase": True,
            "include_space": True,
            "require_each_included_type": True,
        }
        request = self.request(values)
        response = {"RandomPassword": "random-password"}
        with Stubber(client) as stubber:
            stubber.add_response("get_random_password", response, request)
            task = SecretsManagerGetRandomPassword()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"RandomPassword": "random-password"}


class TestSecretsManagerGetSecretValue:
    members = {
        "secret_id": "SecretId",
        "version_id": "VersionId",
        "version_stage": "VersionStage",
    }
    required = ["secret_id"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.get_secret_value

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerGetSecretValue(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerGetSecretValue(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerGetSecretValue(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerGetSecretValue(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerGetSecretValue(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerGetSecretValue()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerGetSecretValue(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SecretsManagerGetSecretValue(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = SecretsManagerGetSecretValue()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SecretsManagerGetSecretValue(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SecretsManagerGetSecretValue(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SecretsManagerGetSecretValue(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SecretsManagerGetSecretValue(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SecretsManagerGetSecretValue(**values)
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
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "secret_id": "my-secret",
            "version_id": "my-versionxxxxxxxxxxxxxxxxxxxxxx",
            "version_stage": "version-stage",
        }
        request = self.request(values)
        response = {
            "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret",
            "Name": "name",
            "SecretString": "secret-string",
        }
        with Stubber(client) as stubber:
            stubber.add_response("get_secret_value", response, request)
            task = SecretsManagerGetSecretValue()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "secret-string"


class TestSecretsManagerListSecrets:
    members = {
        "include_planned_deletion": "IncludePlannedDeletion",
        "filters": "Filters",
        "sort_order": "SortOrder",
        "sort_by": "SortBy",
        "max_items": "PaginationConfig.MaxItems",
    }
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
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
        task = SecretsManagerListSecrets(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerListSecrets(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerListSecrets(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerListSecrets(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SecretsManagerListSecrets(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerListSecrets()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SecretsManagerListSecrets(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SecretsManagerListSecrets(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {}
        task = SecretsManagerListSecrets()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {}
        unset = {name: None for name in before if name not in values}
        task = SecretsManagerListSecrets(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SecretsManagerListSecrets(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SecretsManagerListSecrets(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SecretsManagerListSecrets(**values)
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
        task = SecretsManagerListSecrets(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"SecretList": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = SecretsManagerListSecrets(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "include_planned_deletion": True,
            "filters": [{}],
            "sort_order": "asc",
            "sort_by": "created-date",
            "max_items": 5,
        }
        request = {
            "IncludePlannedDeletion": True,
            "Filters": [{}],
            "SortOrder": "asc",
            "SortBy": "created-date",
        }
        response = {"SecretList": [{}]}
        with Stubber(client) as stubber:
            stubber.add_response("list_secrets", response, request)
            task = SecretsManagerListSecrets()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [{}]


class TestSecretsManagerPutSecretValue:
    members = {
        "secret_id": "SecretId",
        "client_request_token": "ClientRequestToken",
        "version_stages": "VersionStages",
        "secret_string": "SecretString",
    }
    required = ["secret_id", "secret_string"]
    init_only = ()
    run_only = ["secret_string"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.secrets_manager.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.put_secret_value

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = SecretsManagerPutSecretValue(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SecretsManagerPutSecretValue(boto_kwargs=None)
        names = list(self.for_init(self.members))
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SecretsManagerPutSecretValue(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SecretsManagerPutSecretValue(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = SecretsManagerPutSecretValue(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("secretsmanager", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = SecretsManagerPutSecretValue(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = SecretsManagerPutSecretValue(**self.for_init(before))
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
            task = SecretsManagerPutSecretValue(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = SecretsManagerPutSecretValue(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = SecretsManagerPutSecretValue(**self.for_init(before))
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
            task = SecretsManagerPutSecretValue(**self.for_init(at_init))
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
        task = SecretsManagerPutSecretValue(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = SecretsManagerPutSecretValue(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "secretsmanager", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = SecretsManagerPutSecretValue(**values)
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
        client = get_boto_client(
            "secretsmanager", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "secret_id": "my-secret",
            "client_request_token": "client-request-tokenxxxxxxxxxxxx",
            "version_stages": ["version-stage"],
            "secret_string": "secret-string",
        }
        request = self.request(values)
        response = {
            "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret",
            "Name": "name",
            "VersionId": "my-versionxxxxxxxxxxxxxxxxxxxxxx",
        }
        with Stubber(client) as stubber:
            stubber.add_response("put_secret_value", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = SecretsManagerPutSecretValue(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "my-versionxxxxxxxxxxxxxxxxxxxxxx"
