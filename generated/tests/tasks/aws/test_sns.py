"""
Tests of the tasks for Amazon Simple Notification Service.
"""

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


class TestSNSCreateTopic:
    members = {
        "topic_name": "Name",
        "attributes": "Attributes",
        "topic_tags": "Tags",
        "data_protection_policy": "DataProtectionPolicy",
    }
    required = ["topic_name"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.create_topic

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSCreateTopic(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSCreateTopic(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSCreateTopic(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSCreateTopic(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSCreateTopic(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SNSCreateTopic()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SNSCreateTopic(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SNSCreateTopic(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = SNSCreateTopic()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SNSCreateTopic(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SNSCreateTopic(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SNSCreateTopic(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SNSCreateTopic(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SNSCreateTopic(**values)
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
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {
            "topic_name": "my-topic",
            "attributes": {"key": "value"},
            "topic_tags": [{"Key": "key", "Value": "value"}],
            "data_protection_policy": "data-protection-policy",
        }
        request = self.request(values)
        response = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:my-topic"}
        with Stubber(client) as stubber:
            stubber.add_response("create_topic", response, request)
            task = SNSCreateTopic()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "arn:aws:sns:us-east-1:123456789012:my-topic"


class TestSNSListSubscriptionsByTopic:
    members = {"topic_arn": "TopicArn", "max_items": "PaginationConfig.MaxItems"}
    required = ["topic_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
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
        task = SNSListSubscriptionsByTopic(
            **values, boto_kwargs={"region_name": "eu-west-1"}
        )
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSListSubscriptionsByTopic(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSListSubscriptionsByTopic(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSListSubscriptionsByTopic(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSListSubscriptionsByTopic(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SNSListSubscriptionsByTopic()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SNSListSubscriptionsByTopic(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SNSListSubscriptionsByTopic(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = SNSListSubscriptionsByTopic()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SNSListSubscriptionsByTopic(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SNSListSubscriptionsByTopic(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SNSListSubscriptionsByTopic(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SNSListSubscriptionsByTopic(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SNSListSubscriptionsByTopic(**values)
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
        task = SNSListSubscriptionsByTopic(**values)
        result = task.run()
        assert result == []

    def test_items_of_all_pages_are_returned(self, call):
        collect = call.return_value.build_full_result
        collect.return_value = {"Subscriptions": "the items of all pages"}
        values = {name: f"{name} value" for name in self.members}
        task = SNSListSubscriptionsByTopic(**values)
        result = task.run()
        assert result == "the items of all pages"

    def test_service_accepts_the_request(self):
        boto_kwargs = {"region_name": "us-east-1"}
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {
            "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
            "max_items": 5,
        }
        request = {"TopicArn": "arn:aws:sns:us-east-1:123456789012:my-topic"}
        response = {"Subscriptions": [{}]}
        with Stubber(client) as stubber:
            stubber.add_response("list_subscriptions_by_topic", response, request)
            task = SNSListSubscriptionsByTopic()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == [{}]


class TestSNSPublish:
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
    init_only = ()
    run_only = ["message"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.publish

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def for_init(self, values):
        return {k: v for k, v in values.items() if k not in self.run_only}

    def for_run(self, values):
        return {k: v for k, v in values.items() if k not in self.init_only}

    def test_initialization_sets_attributes(self):
        values = self.for_init({name: f"{name} from init" for name in self.members})
        task = SNSPublish(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSPublish(boto_kwargs=None)
        names = list(self.for_init(self.members))
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials", *run_only])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSPublish(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSPublish(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        at_runtime = {name: values[name] for name in self.run_only}
        task = SNSPublish(**self.for_init(values))
        task.run(**at_runtime)
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        at_init = {name: values[name] for name in self.init_only}
        task = SNSPublish(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        values.update({name: before[name] for name in self.init_only})
        task = SNSPublish(**self.for_init(before))
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
            task = SNSPublish(**self.for_init(init))
            task.run(**self.for_run(run))
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        at_init = {k: v for k, v in values.items() if k in self.init_only}
        task = SNSPublish(**at_init)
        task.run(**self.for_run(values))
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        values.update({k: before[k] for k in [*self.init_only, *self.run_only]})
        unset = {name: None for name in before if name not in values}
        at_runtime = self.for_run({**values, **unset})
        task = SNSPublish(**self.for_init(before))
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
            task = SNSPublish(**self.for_init(at_init))
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
        task = SNSPublish(**self.for_init(values))
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run(**at_runtime)

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        others = {name: values.pop(name) for name in self.run_only}
        task = SNSPublish(**values, boto_kwargs=boto_kwargs)
        task.run(**others, credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(**others, credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        others = {name: values.pop(name) for name in self.run_only}
        task = SNSPublish(**values)
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
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {
            "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
            "message": "message",
            "subject": "subject",
            "message_structure": "message-structure",
            "message_attributes": {"key": {"DataType": "data-type"}},
            "message_deduplication_id": "my-message-deduplication",
            "message_group_id": "my-message-group",
        }
        request = self.request(values)
        response = {"MessageId": "my-message", "SequenceNumber": "sequence-number"}
        with Stubber(client) as stubber:
            stubber.add_response("publish", response, request)
            at_init = {name: values.pop(name) for name in self.init_only}
            task = SNSPublish(**at_init)
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "my-message"


class TestSNSSendTextMessage:
    members = {"phone_number": "PhoneNumber", "message": "Message"}
    required = ["phone_number", "message"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.publish

    def request(self, values):
        """The request that the task should make of these values."""
        request = {
            "MessageAttributes": {
                "AWS.SNS.SMS.SMSType": {
                    "DataType": "String",
                    "StringValue": "Transactional",
                },
            },
        }
        request.update({self.members[k]: v for k, v in values.items()})
        return request

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSSendTextMessage(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSSendTextMessage(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSSendTextMessage(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSSendTextMessage(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSSendTextMessage(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SNSSendTextMessage()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SNSSendTextMessage(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SNSSendTextMessage(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SNSSendTextMessage(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SNSSendTextMessage(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SNSSendTextMessage(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SNSSendTextMessage(**values)
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
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {"phone_number": "phone-number", "message": "message"}
        request = self.request(values)
        response = {"MessageId": "my-message", "SequenceNumber": "sequence-number"}
        with Stubber(client) as stubber:
            stubber.add_response("publish", response, request)
            task = SNSSendTextMessage()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "my-message"


class TestSNSSubscribe:
    members = {
        "topic_arn": "TopicArn",
        "protocol": "Protocol",
        "endpoint": "Endpoint",
        "attributes": "Attributes",
    }
    required = ["topic_arn", "protocol"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.subscribe

    def request(self, values):
        """The request that the task should make of these values."""
        request = {"ReturnSubscriptionArn": True}
        request.update({self.members[k]: v for k, v in values.items()})
        return request

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSSubscribe(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSSubscribe(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSSubscribe(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSSubscribe(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSSubscribe(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SNSSubscribe()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SNSSubscribe(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SNSSubscribe(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    def test_unset_values_are_left_out(self, call):
        values = {name: f"{name} from run" for name in self.required}
        task = SNSSubscribe()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_none_at_runtime_unsets_a_value(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: before[name] for name in self.required}
        unset = {name: None for name in before if name not in values}
        task = SNSSubscribe(**before)
        task.run(**unset)
        call.assert_called_once_with(**self.request(values))

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SNSSubscribe(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SNSSubscribe(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SNSSubscribe(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SNSSubscribe(**values)
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
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {
            "topic_arn": "arn:aws:sns:us-east-1:123456789012:my-topic",
            "protocol": "protocol",
            "endpoint": "endpoint",
            "attributes": {"key": "value"},
        }
        request = self.request(values)
        response = {
            "SubscriptionArn": "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription",
        }
        with Stubber(client) as stubber:
            stubber.add_response("subscribe", response, request)
            task = SNSSubscribe()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result == "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription"


class TestSNSUnsubscribe:
    members = {"subscription_arn": "SubscriptionArn"}
    required = ["subscription_arn"]
    credentials = {"ACCESS_KEY": "an-access-key", "SECRET_ACCESS_KEY": "a-secret-key"}

    @pytest.fixture
    def get_client(self, monkeypatch):
        get_client = MagicMock()
        monkeypatch.setattr("tasks.aws.sns.get_boto_client", get_client)
        return get_client

    @pytest.fixture
    def call(self, get_client):
        return get_client.return_value.unsubscribe

    def request(self, values):
        """The request that the task should make of these values."""
        return {self.members[name]: value for name, value in values.items()}

    def test_initialization_sets_attributes(self):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSUnsubscribe(**values, boto_kwargs={"region_name": "eu-west-1"})
        assert {name: getattr(task, name) for name in values} == values
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_initialization_defaults(self):
        task = SNSUnsubscribe(boto_kwargs=None)
        names = list(self.members)
        assert all(getattr(task, name) is None for name in names)
        assert task.boto_kwargs == {}

    @pytest.mark.parametrize("name", ["credentials"])
    def test_initialization_takes_no_secret(self, name):
        with pytest.raises(TypeError, match=name):
            SNSUnsubscribe(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = SNSUnsubscribe(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, get_client, call):
        values = {name: f"{name} from init" for name in self.members}
        task = SNSUnsubscribe(**values)
        task.run()
        call.assert_called_once_with(**self.request(values))
        get_client.assert_called_once_with("sns", credentials=None)

    def test_values_from_run_are_used(self, call):
        values = {name: f"{name} from run" for name in self.members}
        task = SNSUnsubscribe()
        task.run(**values)
        call.assert_called_once_with(**self.request(values))

    def test_run_overrides_init(self, call):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: f"{name} from run" for name in self.members}
        task = SNSUnsubscribe(**before)
        attributes = dict(vars(task))
        task.run(**values)
        call.assert_called_once_with(**self.request(values))
        assert vars(task) == attributes

    @pytest.mark.parametrize("value", ["", 0, False, [], {}])
    def test_falsy_values_are_used(self, call, value):
        before = {name: f"{name} from init" for name in self.members}
        values = {name: value for name in self.members}
        for at_init, at_runtime in [(values, {}), ({}, values), (before, values)]:
            task = SNSUnsubscribe(**at_init)
            task.run(**at_runtime)
        request = self.request(values)
        assert [made[1] for made in call.call_args_list] == [request] * 3

    @pytest.mark.parametrize("missing", required)
    def test_missing_value_raises(self, get_client, missing):
        message = f"`{missing}` must be provided"
        values = {name: f"{name} value" for name in self.members}
        others = {k: v for k, v in values.items() if k != missing}
        for at_init, at_runtime in [(others, {}), (values, {missing: None})]:
            task = SNSUnsubscribe(**at_init)
            with pytest.raises(ValueError, match=message) as error:
                task.run(**at_runtime, credentials=self.credentials)
            for secret in self.credentials.values():
                assert secret not in str(error.value)
        get_client.assert_not_called()

    def test_error_of_the_service_is_raised(self, call):
        call.side_effect = RuntimeError("an error of the service")
        values = {name: f"{name} value" for name in self.members}
        task = SNSUnsubscribe(**values)
        with pytest.raises(RuntimeError, match="an error of the service"):
            task.run()

    @pytest.mark.parametrize("at_runtime", [{"region_name": "us-west-1"}, {}, None])
    def test_credentials_and_boto_kwargs_reach_the_client(self, get_client, at_runtime):
        values = {name: f"{name} from init" for name in self.members}
        boto_kwargs = {"region_name": "eu-west-1"}
        task = SNSUnsubscribe(**values, boto_kwargs=boto_kwargs)
        task.run(credentials=self.credentials)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **boto_kwargs
        )
        get_client.reset_mock()
        task.run(credentials=self.credentials, boto_kwargs=at_runtime)
        get_client.assert_called_once_with(
            "sns", credentials=self.credentials, **(at_runtime or {})
        )
        assert task.boto_kwargs == {"region_name": "eu-west-1"}

    def test_works_in_a_flow_and_keeps_no_secret(self, call, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = {name: f"the {name} of a flow" for name in self.members}
        request = self.request(values)
        secrets = dict(self.credentials)
        task = SNSUnsubscribe(**values)
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
        client = get_boto_client("sns", credentials=self.credentials, **boto_kwargs)
        values = {
            "subscription_arn": "arn:aws:sns:us-east-1:123456789012:my-topic:my-subscription",
        }
        request = self.request(values)
        response = {}
        with Stubber(client) as stubber:
            stubber.add_response("unsubscribe", response, request)
            task = SNSUnsubscribe()
            result = task.run(
                **values, credentials=self.credentials, boto_kwargs=boto_kwargs
            )
            stubber.assert_no_pending_responses()
        assert result is None
