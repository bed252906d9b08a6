"""
Tests of the tasks for Amazon DynamoDB.
"""

from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.stub import Stubber
from botocore.validate import validate_parameters
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.dynamodb import (
    DynamoDBCreateTable,
    DynamoDBDeleteTable,
    DynamoDBDescribeTable,
    DynamoDBGetItem,
    DynamoDBPutItem,
    DynamoDBQuery,
)


class TestDynamoDBCreateTable:
    members = {
        "attribute_definitions": "AttributeDefinitions",
        "table_name": "TableName",
        "key_schema": "KeySchema",
        "local_secondary_indexes": "LocalSecondaryIndexes",
        "global_secondary_indexes": "GlobalSecondaryIndexes",
        "stream_specification": "StreamSpecification",
        "sse_specification": "SSESpecification",
        "table_tags": "Tags",
        "table_class": "TableClass",
        "deletion_protection_enabled": "DeletionProtectionEnabled",
        "resource_policy": "ResourcePolicy",
        "global_table_source_arn": "GlobalTableSourceArn",
        "global_table_settings_replication_mode": "GlobalTableSettingsReplicationMode",
    }
    required = ["attribute_definitions", "table_name", "key_schema"]
    init_only = ["attribute_definitions", "key_schema"]
    run_only = ()
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.create_table

    def request(self, values):
        """The request that the task should make of these values."""
        request = {"BillingMode": "PAY_PER_REQUEST"}
        request.update({self.members[k]: v for k, v in values.items()})
        return request

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = DynamoDBCreateTable(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBCreateTable(boto_kwargs=None)
        names = list(self.for_init(self.members))
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBCreateTable(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBCreateTable(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = DynamoDBCreateTable(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = DynamoDBCreateTable(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = DynamoDBCreateTable(**self.for_init(before))
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
            task = DynamoDBCreateTable(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3
        wait = get_client.return_value.get_waiter.return_value.wait
        waited = {"TableName": value}
        assert [made[1] for made in wait.call_args_list] == [waited] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = DynamoDBCreateTable(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = DynamoDBCreateTable(**self.for_init(before))
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
            task = DynamoDBCreateTable(**self.for_init(at_init))
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
        task = DynamoDBCreateTable(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = DynamoDBCreateTable(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = DynamoDBCreateTable(**values)
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
        client = get_boto_client(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "attribute_definitions": [
                {"AttributeName": "my-attribute", "AttributeType": "S"}
            ],
            "table_name": "my-table",
            "key_schema": [{"AttributeName": "my-attribute", "KeyType": "HASH"}],
            "local_secondary_indexes": [
                {
                    "IndexName": "my-index",
                    "KeySchema": [{"AttributeName": "my-attribute", "KeyType": "HASH"}],
                    "Projection": {},
                },
            ],
            "global_secondary_indexes": [
                {
                    "IndexName": "my-index",
                    "KeySchema": [{"AttributeName": "my-attribute", "KeyType": "HASH"}],
                    "Projection": {},
                },
            ],
            "stream_specification": {"StreamEnabled": True},
            "sse_specification": {},
            "table_tags": [{"Key": "key", "Value": "value"}],
            "table_class": "STANDARD",
            "deletion_protection_enabled": True,
            "resource_policy": "resource-policy",
            "global_table_source_arn": "arn:aws:dynamodb:us-east-1:123456789012:global-table-source/my-global-table-source",
            "global_table_settings_replication_mode": "ENABLED",
        }
        request = self.request(values)
        response = {
            "TableDescription": {
                "TableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table"
            },
        }
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        with Stubber(client) as stubber:
            stubber.add_response("create_table", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = DynamoDBCreateTable(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "arn:aws:dynamodb:us-east-1:123456789012:table/my-table"
        assert waited == [["TableExists", {"TableName": "my-table"}]]
        assert "Waiting for `table_exists`." in caplog.text
        model = client.meta.service_model.operation_model("DescribeTable")
        validate_parameters(waited[0][1], model.input_shape)


class TestDynamoDBDeleteTable:
    members = {"table_name": "TableName"}
    required = ["table_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.delete_table

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBDeleteTable(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBDeleteTable(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBDeleteTable(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBDeleteTable(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBDeleteTable(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBDeleteTable()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBDeleteTable(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, get_client, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = DynamoDBDeleteTable(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3
        wait = get_client.return_value.get_waiter.return_value.wait
        waited = {"TableName": value}
        assert [made[1] for made in wait.call_args_list] == [waited] * 3

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = DynamoDBDeleteTable(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBDeleteTable(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = DynamoDBDeleteTable(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = DynamoDBDeleteTable(**values)
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
        client = get_boto_client(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {"table_name": "my-table"}
        request = self.request(values)
        response = {"TableDescription": {}}
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        with Stubber(client) as stubber:
            stubber.add_response("delete_table", response, request)
            task = DynamoDBDeleteTable()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result is None
        assert waited == [["TableNotExists", {"TableName": "my-table"}]]
        assert "Waiting for `table_not_exists`." in caplog.text
        model = client.meta.service_model.operation_model("DescribeTable")
        validate_parameters(waited[0][1], model.input_shape)


class TestDynamoDBDescribeTable:
    members = {"table_name": "TableName"}
    required = ["table_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.describe_table

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBDescribeTable(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBDescribeTable(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBDescribeTable(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBDescribeTable(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBDescribeTable(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBDescribeTable()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBDescribeTable(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = DynamoDBDescribeTable(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = DynamoDBDescribeTable(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBDescribeTable(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = DynamoDBDescribeTable(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = DynamoDBDescribeTable(**values)
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
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {"table_name": "my-table"}
        request = self.request(values)
        response = {"Table": {}}
        with Stubber(client) as stubber:
            stubber.add_response("describe_table", response, request)
            task = DynamoDBDescribeTable()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"Table": {}}


class TestDynamoDBGetItem:
    members = {
        "table_name": "TableName",
        "key": "Key",
        "consistent_read": "ConsistentRead",
        "projection_expression": "ProjectionExpression",
        "expression_attribute_names": "ExpressionAttributeNames",
    }
    required = ["table_name", "key"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.get_item

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBGetItem(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBGetItem(boto_kwargs=None)
        names = list(self.members)
        defaults = {"consistent_read": True}
        for name in names:
            assert getattr(task, name) == defaults.get(name)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBGetItem(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBGetItem(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBGetItem(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBGetItem()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBGetItem(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = DynamoDBGetItem(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        defaults = {"consistent_read": True}
        task = DynamoDBGetItem()
        task.run(**values)
        call.assert_called_once_with(**self.request({**defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = DynamoDBGetItem(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = DynamoDBGetItem(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBGetItem(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = DynamoDBGetItem(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = DynamoDBGetItem(**values)
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
        call.return_value = {}
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBGetItem(**values)
        result = task.run()
        assert result == {}

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "table_name": "my-table",
            "key": {"key": {}},
            "consistent_read": True,
            "projection_expression": "projection-expression",
            "expression_attribute_names": {"key": "value"},
        }
        request = self.request(values)
        response = {"Item": {"key": {}}, "ConsumedCapacity": {}}
        with Stubber(client) as stubber:
            stubber.add_response("get_item", response, request)
            task = DynamoDBGetItem()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"key": {}}


class TestDynamoDBPutItem:
    members = {
        "table_name": "TableName",
        "item": "Item",
        "return_values": "ReturnValues",
        "condition_expression": "ConditionExpression",
        "expression_attribute_names": "ExpressionAttributeNames",
        "expression_attribute_values": "ExpressionAttributeValues",
        "return_values_on_condition_check_failure": "ReturnValuesOnConditionCheckFailure",
    }
    required = ["table_name", "item"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.put_item

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBPutItem(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBPutItem(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBPutItem(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBPutItem(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBPutItem(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBPutItem()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBPutItem(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = DynamoDBPutItem(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = DynamoDBPutItem()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = DynamoDBPutItem(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = DynamoDBPutItem(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBPutItem(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = DynamoDBPutItem(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = DynamoDBPutItem(**values)
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
        call.return_value = {}
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBPutItem(**values)
        result = task.run()
        assert result == {}

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "table_name": "my-table",
            "item": {"key": {}},
            "return_values": "NONE",
            "condition_expression": "condition-expression",
            "expression_attribute_names": {"key": "value"},
            "expression_attribute_values": {"key": {}},
            "return_values_on_condition_check_failure": "ALL_OLD",
        }
        request = self.request(values)
        response = {"Attributes": {"key": {}}, "ConsumedCapacity": {}}
        with Stubber(client) as stubber:
            stubber.add_response("put_item", response, request)
            task = DynamoDBPutItem()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == {"key": {}}


class TestDynamoDBQuery:
    members = {
        "table_name": "TableName",
        "key_condition_expression": "KeyConditionExpression",
        "index_name": "IndexName",
        "select": "Select",
        "consistent_read": "ConsistentRead",
        "scan_index_forward": "ScanIndexForward",
        "projection_expression": "ProjectionExpression",
        "filter_expression": "FilterExpression",
        "expression_attribute_names": "ExpressionAttributeNames",
        "expression_attribute_values": "ExpressionAttributeValues",
        "max_items": "PaginationConfig.MaxItems",
    }
    required = ["table_name", "key_condition_expression"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.dynamodb.get_boto_client", get_client)
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
        task = DynamoDBQuery(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = DynamoDBQuery(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            DynamoDBQuery(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = DynamoDBQuery(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = DynamoDBQuery(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("dynamodb", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBQuery()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = DynamoDBQuery(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = DynamoDBQuery(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = DynamoDBQuery()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = DynamoDBQuery(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = DynamoDBQuery(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBQuery(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = DynamoDBQuery(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "dynamodb", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = DynamoDBQuery(**values)
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
        task = DynamoDBQuery(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Items": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = DynamoDBQuery(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client(
            "dynamodb", credentials=self.credentials, **boto_kwargs
        )
        values = {
            "table_name": "my-table",
            "key_condition_expression": "key-condition-expression",
            "index_name": "my-index",
            "select": "ALL_ATTRIBUTES",
            "consistent_read": True,
            "scan_index_forward": True,
            "projection_expression": "projection-expression",
            "filter_expression": "filter-expression",
            "expression_attribute_names": {"key": "value"},
            "expression_attribute_values": {"key": {}},
            "max_items": 5,
        }
        request = {
            "TableName": "my-table",
            "KeyConditionExpression": "key-condition-expression",
            "IndexName": "my-index",
            "Select": "ALL_ATTRIBUTES",
            "ConsistentRead": True,
            "ScanIndexForward": True,
            "ProjectionExpression": "projection-expression",
            "FilterExpression": "filter-expression",
            "ExpressionAttributeNames": {"key": "value"},
            "ExpressionAttributeValues": {"key": {}},
        }
        response = {"Items": [{"key": {}}], "Count": 1, "ScannedCount": 1}
        with Stubber(client) as stubber:
            stubber.add_response("query", response, request)
            task = DynamoDBQuery()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [{"key": {}}]
