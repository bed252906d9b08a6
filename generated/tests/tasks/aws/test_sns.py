"""
Tests of the tasks for Amazon Simple Notification Service.
"""

from copy import deepcopy
from typing import Any, Dict, List
from unittest.mock import MagicMock

import cloudpickle
import pytest
from botocore.stub import Stubber
from prefect import Flow, Parameter, Task
from prefect.utilities.aws import get_boto_client
from tasks.aws.sns import (
    SNSCreateTopic,
    SNSListSubscriptionsByTopic,
    SNSPublish,
    SNSSendTextMessage,
    SNSSubscribe,
    SNSUnsubscribe,
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


class TestSNSCreateTopic(BotoTaskTests):
    task_class = SNSCreateTopic
    service = "sns"
    method = "create_topic"
    members = {
        "topic_name": "Name",
        "attributes": "Attributes",
        "topic_tags": "Tags",
        "data_protection_policy": "DataProtectionPolicy",
    }
    required = ["topic_name"]
    sample = {
        "topic_name": "my-topic",
        "attributes": {"key": "value"},
        "topic_tags": [{"Key": "key", "Value": "value"}],
        "data_protection_policy": "data-protection-policy",
    }
    result = "arn:aws:sns:us-east-1:123456789012:my-topic"

    def response(self):
        return {"TopicArn": "arn:aws:sns:us-east-1:123456789012:my-topic"}


class TestSNSListSubscriptionsByTopic(BotoTaskTests):
    task_class = SNSListSubscriptionsByTopic
    service = "sns"
    method = "list_subscriptions_by_topic"
    members = {"topic_arn": "TopicArn", "max_items": "PaginationConfig.MaxItems"}
    required = ["topic_arn"]
    paginated = True
    sample = {
        "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
        "max_items": 5,
    }
    result = [{}]

    def response(self):
        return {"Subscriptions": [{}]}

    def test_result_is_empty_where_the_response_lacks_it(self, call):
        call.return_value.build_full_result.return_value = {}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Subscriptions": "the items of all pages"}
        values = self.values("value")
        task = self.task_class(**self.without(values, self.run_only))
        result = task.run(**self.only(values, self.run_only))
        assert result == "the items of all pages"


class TestSNSPublish(BotoTaskTests):
    task_class = SNSPublish
    service = "sns"
    method = "publish"
    members = {
        "topic_arn": "TopicArn",
        "message": "Message",
        "subject": "Subject",
        "message_structure": "MessageStructure",
        "message_attributes": "MessageAttributes",
        "message_deduplication_id": "MessageDeduplicationId",
        "message_group_id": "MessageGroupId",
    }
    required = ["topic_arn", "message"]
    run_only = ["message"]
    sample = {
        "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
        "message": "message",
        "subject": "subject",
        "message_structure": "message-structure",
        "message_attributes": {"key": {"DataType": "data-type"}},
        "message_deduplication_id": "my-message-deduplication",
        "message_group_id": "my-message-group",
    }
    result = "my-message"

    def response(self):
        return {"MessageId": "my-message", "SequenceNumber": "sequence-number"}


class TestSNSSendTextMessage(BotoTaskTests):
    task_class = SNSSendTextMessage
    service = "sns"
    method = "publish"
    members = {"phone_number": "PhoneNumber", "message": "Message"}
    required = ["phone_number", "message"]
    constants = {
        "MessageAttributes": {
            "AWS.SNS.SMS.SMSType": {
                "DataType": "String",
                "StringValue": "Transactional",
            },
        },
    }
    sample = {"phone_number": "phone-number", "message": "message"}
    result = "my-message"

    def response(self):
        return {"MessageId": "my-message", "SequenceNumber": "sequence-number"}


class TestSNSSubscribe(BotoTaskTests):
    task_class = SNSSubscribe
    service = "sns"
    method = "subscribe"
    members = {
        "topic_arn": "TopicArn",
        "protocol": "Protocol",
        "endpoint": "Endpoint",
        "attributes": "Attributes",
    }
    required = ["topic_arn", "protocol"]
    constants = {"ReturnSubscriptionArn": True}
    sample = {
        "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
        "protocol": "protocol",
        "endpoint": "endpoint",
        "attributes": {"key": "value"},
    }
    result = "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription"

    def response(self):
        return {
            "SubscriptionArn": "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription",
        }


class TestSNSUnsubscribe(BotoTaskTests):
    task_class = SNSUnsubscribe
    service = "sns"
    method = "unsubscribe"
    members = {"subscription_arn": "SubscriptionArn"}
    required = ["subscription_arn"]
    sample = {
        "subscription_arn": "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription",
    }
