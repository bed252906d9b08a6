"""
Tests of the tasks for Amazon DynamoDB.
"""

from copy import deepcopy
from typing import Any, Dict, List
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


class BotoTaskTests:
    """
    The tests of any task that calls a boto3 client, by what a subclass says of its task.

    `members` says which member of the request each kwarg fills, and `constants` what the
    request has besides. `sample` is a request that the service accepts, `response` what it
    answers, and `result` what `run` returns of that.
    """

    task_class: Any
    service: str
    method: str
    members: Dict[str, str] = {}
    required: List[str] = []
    init_only: List[str] = []
    run_only: List[str] = []
    constants: Dict[str, Any] = {}
    defaults: Dict[str, Any] = {}
    paginated = False
    sample: Dict[str, Any] = {}
    result: Any = None
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    def response(self):
        """What the service responds to the sample."""
        return {}

    def request(self, values):
        """The request that the task should make of these values."""
        request = deepcopy(self.constants)
        for name, value in values.items():
            *parents, member = self.members[name].split(".")
            structure = request
            for parent in parents:
                structure = structure.setdefault(parent, {})
            structure[member] = value
        return request

    def values(self, origin):
        return {name: f"the {name} {origin}" for name in self.members}

    def only(self, values, names):
        return {name: value for name, value in values.items() if name in names}

    def without(self, values, names):
        return {name: value for name, value in values.items() if name not in names}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        module = self.task_class.__module__
        monkeypatch.setattr(f"{module}.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        client = get_client.return_value
        if self.paginated:
            return client.get_paginator.return_value.paginate
        return getattr(client, self.method)

    @pytest.fixture
    def stubber(self):
        client = get_boto_client(
            self.service, credentials=self.credentials, region_name="us-east-1"
        )
        with Stubber(client) as stubber:
            yield stubber

    def test_initialization_sets_attributes(self):
        values = self.without(self.values("from init"), self.run_only)
        task = self.task_class(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        mutable = [k for k, v in self.defaults.items() if isinstance(v, (dict, list))]
        none = {name: None for name in mutable if name not in self.run_only}
        task = self.task_class(**none, boto_kwargs=None)
        for name in self.without(self.members, self.run_only):
            assert getattr(task, name) == self.defaults.get(name)
        assert task.boto_kwargs == {}

    def test_initialization_takes_no_secret(self):
        for name in ["credentials", *self.run_only]:
            with pytest.raises(TypeError, match=name):
                self.task_class(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = self.task_class(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = self.values("from init")
        task = self.task_class(**self.without(values, self.run_only))
        task.run(**self.only(values, self.run_only))
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with(self.service, credentials=None)

    def test_values_from_run_are_used(self, call):
        values = self.values("from run")
        task = self.task_class(**self.only(values, self.init_only))
        task.run(**self.without(values, self.init_only))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = self.values("from init")
        values = {**self.values("from run"), **self.only(before, self.init_only)}
        task = self.task_class(**self.without(before, self.run_only))
        attributes = dict(vars(task))
        task.run(**self.without(values, self.init_only))
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        values = {name: value for name in self.members}
        at_init = self.only(values, self.init_only)
        at_run = self.only(values, self.run_only)
        before = {**self.values("from init"), **at_init}
        for init, run in [(values, at_run), (at_init, values), (before, values)]:
            task = self.task_class(**self.without(init, self.run_only))
            task.run(**self.without(run, self.init_only))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        needed = [name for name in self.required if name not in self.defaults]
        values = self.only(self.values("from run"), needed)
        task = self.task_class(**self.only(values, self.init_only))
        task.run(**self.without(values, self.init_only))
        call.assert_called_once_with(**self.request({**self.defaults, **values}))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = self.values("from init")
        kept = self.only(before, [*self.required, *self.init_only, *self.run_only])
        unset = {name: None for name in before if name not in kept}
        task = self.task_class(**self.without(before, self.run_only))
        task.run(**self.only(before, self.run_only), **unset)
        call.assert_called_once_with(**self.request(kept))

    def test_missing_values_raise(self, get_client):
        values = self.values("value")
        secrets = {**self.credentials, **self.only(values, self.run_only)}
        for missing in self.required:
            message = f"`{missing}` must be provided"
            others = self.without(values, [missing])
            none = {**others, missing: None}
            cases = [(none if missing in self.init_only else values, none)]
            if missing not in self.defaults:
                cases.append((others, others))
            for at_init, at_run in cases:
                task = self.task_class(**self.without(at_init, self.run_only))
                at_runtime = self.without(at_run, self.init_only)
                with pytest.raises(ValueError, match=message) as error:
                    task.run(**at_runtime, credentials=self.credentials)
                for secret in secrets.values():
                    assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**self.only(values, self.run_only))

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        boto_kwargs = {"region_name": "eu-west-1"}
        values = self.values("from init")
        given = {**self.only(values, self.run_only), "credentials": self.credentials}
        at_init = self.without(values, self.run_only)
        task = self.task_class(**at_init, boto_kwargs=boto_kwargs)
        task.run(**given)
        get_client.assert_called_once_with(
            self.service, credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**given, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            self.service, credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = self.values("of a flow")
        secrets = self.only(values, self.run_only)
        given = {**secrets, "credentials": dict(self.credentials)}
        task = self.task_class(**self.without(values, self.run_only))
        with Flow("test") as flow:
            ran = task(**{name: Parameter(name) for name in given})
        state = flow.run(parameters=given)
        assert state.is_successful()
        call.assert_called_once_with(**self.request(values))
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in [*secrets.values(), *self.credentials.values()]:
            assert secret.encode() not in kept

    def test_service_accepts_the_request(self, stubber):
        request = self.request(self.sample)
        if self.paginated:
            request.pop("PaginationConfig", None)
        stubber.add_response(self.method, self.response(), request)
        task = self.task_class(**self.only(self.sample, self.init_only))
        result = task.run(
            **self.without(self.sample, self.init_only),
            credentials=self.credentials,
            boto_kwargs={"region_name": "us-east-1"},
        )
        stubber.assert_no_pending_responses()
        assert result == self.result


class TestDynamoDBCreateTable(BotoTaskTests):
    task_class = DynamoDBCreateTable
    service = "dynamodb"
    method = "create_table"
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
    constants = {"BillingMode": "PAY_PER_REQUEST"}
    sample = {
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
    result = "arn:aws:dynamodb:us-east-1:123456789012:table/my-table"

    def response(self):
        return {
            "TableDescription": {
                "TableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table"
            },
        }

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_waited_for(self, get_client, call, value):
        self.test_falsy_values_are_used(call, value)
        wait = get_client.return_value.get_waiter.return_value.wait
        waited = {"TableName": value}
        assert [made[1] for made in wait.call_args_list] == [waited] * 3

    @pytest.fixture
    def waited(self, monkeypatch, stubber):
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        return waited

    def test_service_accepts_the_request(self, stubber, waited, caplog):
        super().test_service_accepts_the_request(stubber)
        assert waited == [["TableExists", {"TableName": "my-table"}]]
        assert "Waiting for `table_exists`." in caplog.text
        model = stubber.client.meta.service_model.operation_model("DescribeTable")
        validate_parameters(waited[0][1], model.input_shape)


class TestDynamoDBDeleteTable(BotoTaskTests):
    task_class = DynamoDBDeleteTable
    service = "dynamodb"
    method = "delete_table"
    members = {"table_name": "TableName"}
    required = ["table_name"]
    sample = {"table_name": "my-table"}

    def response(self):
        return {"TableDescription": {}}

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_waited_for(self, get_client, call, value):
        self.test_falsy_values_are_used(call, value)
        wait = get_client.return_value.get_waiter.return_value.wait
        waited = {"TableName": value}
        assert [made[1] for made in wait.call_args_list] == [waited] * 3

    @pytest.fixture
    def waited(self, monkeypatch, stubber):
        waited = []

        def wait(waiter, **kwargs):
            stubber.assert_no_pending_responses()
            waited.append([waiter.name, kwargs])

        monkeypatch.setattr("botocore.waiter.Waiter.wait", wait)
        return waited

    def test_service_accepts_the_request(self, stubber, waited, caplog):
        super().test_service_accepts_the_request(stubber)
        assert waited == [["TableNotExists", {"TableName": "my-table"}]]
        assert "Waiting for `table_not_exists`." in caplog.text
        model = stubber.client.meta.service_model.operation_model("DescribeTable")
        validate_parameters(waited[0][1], model.input_shape)


class TestDynamoDBDescribeTable(BotoTaskTests):
    task_class = DynamoDBDescribeTable
    service = "dynamodb"
    method = "describe_table"
    members = {"table_name": "TableName"}
    required = ["table_name"]
    sample = {"table_name": "my-table"}
    result = {"Table": {}}

    def response(self):
        return {"Table": {}}


class TestDynamoDBGetItem(BotoTaskTests):
    task_class = DynamoDBGetItem
    service = "dynamodb"
    method = "get_item"
    members = {
        "table_name": "TableName",
        "key": "Key",
        "consistent_read": "ConsistentRead",
        "projection_expression": "ProjectionExpression",
        "expression_attribute_names": "ExpressionAttributeNames",
    }
    required = ["table_name", "key"]
    defaults = {"consistent_read": True}
    sample = {
        "table_name": "my-table",
        "key": {"key": {}},
        "consistent_read": True,
        "projection_expression": "projection-expression",
        "expression_attribute_names": {"key": "value"},
    }
    result = {"key": {}}

    def response(self):
        return {"Item": {"key": {}}, "ConsumedCapacity": {}}

    def test_result_is_empty_where_the_response_lacks_it(self, call):
        call.return_value = {}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == {}


class TestDynamoDBPutItem(BotoTaskTests):
    task_class = DynamoDBPutItem
    service = "dynamodb"
    method = "put_item"
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
    sample = {
        "table_name": "my-table",
        "item": {"key": {}},
        "return_values": "NONE",
        "condition_expression": "condition-expression",
        "expression_attribute_names": {"key": "value"},
        "expression_attribute_values": {"key": {}},
        "return_values_on_condition_check_failure": "ALL_OLD",
    }
    result = {"key": {}}

    def response(self):
        return {"Attributes": {"key": {}}, "ConsumedCapacity": {}}

    def test_result_is_empty_where_the_response_lacks_it(self, call):
        call.return_value = {}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == {}


class TestDynamoDBQuery(BotoTaskTests):
    task_class = DynamoDBQuery
    service = "dynamodb"
    method = "query"
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
    paginated = True
    sample = {
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
    result = [{"key": {}}]

    def response(self):
        return {"Items": [{"key": {}}], "Count": 1, "ScannedCount": 1}

    def test_result_is_empty_where_the_response_lacks_it(self, call):
        call.return_value.build_full_result.return_value = {}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Items": "the items of all pages"}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == "the items of all pages"
