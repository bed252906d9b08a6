"""Generated tasks do in a real flow what they say, with the credentials that the flow gives them.

The tasks are those of `generated/`; the service is moto's server. What it has afterwards is read
with plain boto3.
"""

from __future__ import annotations

import io
import json
import zipfile
from types import SimpleNamespace

import pytest
import requests
from botocore.exceptions import ClientError, NoCredentialsError
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.s3.models import s3_backends
from prefect import Flow, unmapped
from prefect.tasks.secrets import PrefectSecret
from tasks.aws import (
    DynamoDBCreateTable,
    DynamoDBDeleteTable,
    DynamoDBGetItem,
    DynamoDBPutItem,
    DynamoDBQuery,
    LambdaCreateFunction,
    LambdaInvoke,
    LambdaInvokeInBackground,
    LambdaListFunctions,
    LambdaPublishVersion,
    S3CreateBucket,
    S3DeleteObject,
    S3GetObject,
    S3ListObjects,
    S3PutObject,
    SecretsManagerCreateSecret,
    SecretsManagerDeleteSecret,
    SecretsManagerGetSecretValue,
    SecretsManagerListSecrets,
    SecretsManagerPutSecretValue,
    SNSCreateTopic,
    SNSListSubscriptionsByTopic,
    SNSPublish,
    SNSSubscribe,
    SQSCreateQueue,
    SQSDeleteMessage,
    SQSListQueues,
    SQSReceiveMessage,
    SQSSendMessage,
    SSMDeleteParameter,
    SSMGetParameter,
    SSMGetParametersByPath,
    SSMPutParameter,
    StepFunctionsCreateStateMachine,
    StepFunctionsDescribeExecution,
    StepFunctionsListExecutions,
    StepFunctionsStartExecution,
    StepFunctionsStopExecution,
)

from tests.real.conftest import REGION, SECRET, result_of

ROLE = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}
MACHINE = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
HASH_KEY = {
    "key_schema": [{"AttributeName": "word", "KeyType": "HASH"}],
    "attribute_definitions": [{"AttributeName": "word", "AttributeType": "S"}],
}


@pytest.fixture
def naps(monkeypatch):
    """The seconds that botocore's waiters would have slept, one for each time."""
    naps = []
    monkeypatch.setattr("botocore.waiter.time", SimpleNamespace(sleep=naps.append))
    return naps


@pytest.fixture
def bucket(server):
    server.client("s3").create_bucket(
        Bucket="words", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    return "words"


@pytest.fixture
def role(server):
    iam = server.client("iam")
    created = iam.create_role(RoleName="words", AssumeRolePolicyDocument=json.dumps(ROLE))
    return created["Role"]["Arn"]


@pytest.fixture
def function(server, bucket, role, run):
    """A function that the generated task has created."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("words.py", "def count(event, context):\n    return 1\n")
    server.client("s3").put_object(Bucket=bucket, Key="words.zip", Body=package.getvalue())
    run(
        LambdaCreateFunction,
        function_name="count",
        runtime="python3.12",
        handler="words.count",
        role=role,
        code_bucket=bucket,
        code_key="words.zip",
        variables={"STAGE": "test"},
    )
    return "count"


@pytest.fixture
def table(run):
    run(DynamoDBCreateTable, table_name="nouns", **HASH_KEY)
    return "nouns"


@pytest.fixture
def queue(run):
    return run(SQSCreateQueue, queue_name="words")


class TestS3:
    def test_an_object_is_uploaded(self, server, run, bucket):
        etag = run(S3PutObject, bucket=bucket, key="noun", call={"body": b"house"})
        stored = server.client("s3").get_object(Bucket=bucket, Key="noun")
        assert stored["Body"].read() == b"house"
        assert stored["ETag"] == etag

    def test_an_object_is_downloaded_as_bytes(self, server, run, bucket):
        server.client("s3").put_object(Bucket=bucket, Key="noun", Body=b"house")
        assert run(S3GetObject, bucket=bucket, key="noun") == b"house"

    def test_an_object_is_deleted(self, server, run, bucket):
        server.client("s3").put_object(Bucket=bucket, Key="noun", Body=b"house")
        run(S3DeleteObject, bucket=bucket, key="noun")
        assert server.client("s3").list_objects_v2(Bucket=bucket)["KeyCount"] == 0

    def test_all_pages_of_objects_come(self, run, bucket):
        keys = [f"noun-{number:04}" for number in range(1001)]  # a page has 1,000
        for key in keys:
            s3_backends[ACCOUNT]["aws"].put_object(bucket, key, b"")
        assert [each["Key"] for each in run(S3ListObjects, bucket=bucket)] == keys

    def test_an_empty_bucket_has_no_objects(self, run, bucket):
        assert run(S3ListObjects, bucket=bucket) == []

    def test_a_bucket_is_created_in_its_region(self, server, run):
        run(S3CreateBucket, bucket="words", location=REGION)
        location = server.client("s3").get_bucket_location(Bucket="words")
        assert location["LocationConstraint"] == REGION

    def test_the_task_waits_until_the_bucket_exists(self, server, run, naps):
        server.hidden = 2
        run(S3CreateBucket, bucket="words", location=REGION)
        assert naps == [5, 5]


class TestDynamoDB:
    def test_a_table_is_created(self, server, table):
        found = server.client("dynamodb").describe_table(TableName=table)["Table"]
        assert found["KeySchema"] == HASH_KEY["key_schema"]
        assert found["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"

    def test_an_item_is_put(self, server, run, table):
        run(DynamoDBPutItem, table_name=table, item={"word": {"S": "house"}})
        assert server.client("dynamodb").scan(TableName=table)["Items"] == [
            {"word": {"S": "house"}}
        ]

    def test_an_item_is_got(self, server, run, table):
        item = {"word": {"S": "house"}, "letters": {"N": "5"}}
        server.client("dynamodb").put_item(TableName=table, Item=item)
        assert run(DynamoDBGetItem, table_name=table, key={"word": {"S": "house"}}) == item

    def test_there_is_nothing_where_there_is_no_item(self, run, table):
        assert run(DynamoDBGetItem, table_name=table, key={"word": {"S": "house"}}) == {}

    def test_items_are_queried(self, server, run, table):
        server.client("dynamodb").put_item(TableName=table, Item={"word": {"S": "house"}})
        found = run(
            DynamoDBQuery,
            table_name=table,
            key_condition_expression="word = :word",
            expression_attribute_values={":word": {"S": "house"}},
        )
        assert found == [{"word": {"S": "house"}}]

    def test_a_table_is_deleted(self, server, run, table):
        run(DynamoDBDeleteTable, table_name=table)
        assert server.client("dynamodb").list_tables()["TableNames"] == []


class TestSQS:
    def test_a_queue_is_created_with_the_attributes_by_default(self, server, queue):
        found = server.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
        assert found["Attributes"]["MessageRetentionPeriod"] == "1209600"

    def test_a_message_is_sent(self, server, run, queue):
        message_id = run(SQSSendMessage, queue_url=queue, call={"message_body": "house"})
        (received,) = server.client("sqs").receive_message(QueueUrl=queue)["Messages"]
        assert (received["Body"], received["MessageId"]) == ("house", message_id)

    def test_messages_are_received(self, server, run, queue):
        server.client("sqs").send_message(QueueUrl=queue, MessageBody="house")
        (received,) = run(SQSReceiveMessage, queue_url=queue, wait_time_seconds=0)
        assert received["Body"] == "house"

    def test_an_empty_queue_has_no_messages(self, run, queue):
        assert run(SQSReceiveMessage, queue_url=queue, wait_time_seconds=0) == []

    def test_a_message_is_deleted(self, server, run, queue):
        sqs = server.client("sqs")
        sqs.send_message(QueueUrl=queue, MessageBody="house")
        (received,) = sqs.receive_message(QueueUrl=queue, VisibilityTimeout=0)["Messages"]
        run(
            SQSDeleteMessage,
            queue_url=queue,
            call={"receipt_handle": received["ReceiptHandle"]},
        )
        assert "Messages" not in sqs.receive_message(QueueUrl=queue)

    def test_no_more_than_the_wanted_items_come(self, server, run):
        for number in range(3):
            server.client("sqs").create_queue(QueueName=f"words-{number}")
        assert len(run(SQSListQueues, max_items=2)) == 2


class TestSNS:
    def test_a_message_reaches_the_subscribed_queue(self, server, run, queue):
        sqs = server.client("sqs")
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        topic = run(SNSCreateTopic, topic_name="words")
        subscription = run(
            SNSSubscribe,
            topic_arn=topic,
            protocol="sqs",
            endpoint=found["Attributes"]["QueueArn"],
        )
        run(SNSPublish, topic_arn=topic, call={"message": "house"})
        (received,) = sqs.receive_message(QueueUrl=queue)["Messages"]
        assert json.loads(received["Body"])["Message"] == "house"
        (listed,) = server.client("sns").list_subscriptions()["Subscriptions"]
        assert listed["SubscriptionArn"] == subscription

    def test_all_pages_of_subscriptions_come(self, server, run):
        sns = server.client("sns")
        topic = sns.create_topic(Name="words")["TopicArn"]
        for number in range(101):  # a page has 100
            sns.subscribe(TopicArn=topic, Protocol="sms", Endpoint=f"+1206555{number:04}")
        assert len(run(SNSListSubscriptionsByTopic, topic_arn=topic)) == 101


class TestSecretsManager:
    def test_a_secret_is_created(self, server, run):
        arn = run(SecretsManagerCreateSecret, secret_name="word", call={"secret_string": "house"})
        manager = server.client("secretsmanager")
        assert manager.get_secret_value(SecretId=arn)["SecretString"] == "house"
        assert manager.describe_secret(SecretId=arn)["Tags"] == [
            {"Key": "created-by", "Value": "prefect"}
        ]

    def test_the_text_of_a_secret_is_got(self, server, run):
        server.client("secretsmanager").create_secret(Name="word", SecretString="house")
        assert run(SecretsManagerGetSecretValue, secret_id="word") == "house"

    def test_a_new_version_is_stored(self, server, run):
        manager = server.client("secretsmanager")
        manager.create_secret(Name="word", SecretString="house")
        version = run(
            SecretsManagerPutSecretValue, secret_id="word", call={"secret_string": "garden"}
        )
        stored = manager.get_secret_value(SecretId="word")
        assert (stored["SecretString"], stored["VersionId"]) == ("garden", version)

    def test_a_secret_is_deleted(self, server, run):
        manager = server.client("secretsmanager")
        manager.create_secret(Name="word", SecretString="house")
        date = run(SecretsManagerDeleteSecret, secret_id="word")
        assert manager.describe_secret(SecretId="word")["DeletedDate"] == date


class TestSSM:
    def test_a_parameter_is_put_encrypted(self, server, run):
        run(SSMPutParameter, parameter_name="/word", call={"parameter_value": "house"})
        ssm = server.client("ssm")
        assert ssm.get_parameter(Name="/word")["Parameter"]["Type"] == "SecureString"
        found = ssm.get_parameter(Name="/word", WithDecryption=True)
        assert found["Parameter"]["Value"] == "house"

    def test_the_value_of_a_parameter_is_got_decrypted(self, server, run):
        ssm = server.client("ssm")
        ssm.put_parameter(Name="/word", Value="house", Type="SecureString")
        assert run(SSMGetParameter, parameter_name="/word") == "house"

    def test_a_parameter_is_deleted(self, server, run):
        ssm = server.client("ssm")
        ssm.put_parameter(Name="/word", Value="house", Type="String")
        run(SSMDeleteParameter, parameter_name="/word")
        assert ssm.describe_parameters()["Parameters"] == []

    def test_all_pages_of_parameters_come(self, server, run):
        ssm = server.client("ssm")
        names = [f"/words/{number:02}" for number in range(21)]  # a page has 10
        for name in names:
            ssm.put_parameter(Name=name, Value="house", Type="String")
        found = run(SSMGetParametersByPath, path="/words")
        assert sorted(parameter["Name"] for parameter in found) == names


class TestLambda:
    def test_a_function_is_created(self, server, function):
        found = server.client("lambda").get_function(FunctionName=function)["Configuration"]
        assert found["MemorySize"] == 256
        assert found["Environment"]["Variables"] == {"STAGE": "test"}

    def test_what_a_function_returns_is_returned_as_bytes(self, server, run, function):
        answer = {"results": ["5"], "region": REGION}
        requests.post(
            f"{server.url}/moto-api/static/lambda-simple/response", json=answer, timeout=10
        ).raise_for_status()
        assert run(LambdaInvoke, function_name=function, call={"payload": b"{}"}) == b"5"

    def test_an_event_is_handed_over(self, server, run, function):
        assert run(LambdaInvokeInBackground, function_name=function, payload=b"{}") is None
        assert server.headers("X-Amz-Invocation-Type") == ["Event"]

    def test_a_version_is_published(self, server, run, function):
        version = run(LambdaPublishVersion, function_name=function)
        versions = server.client("lambda").list_versions_by_function(FunctionName=function)
        assert version in [each["Version"] for each in versions["Versions"]]

    def test_functions_are_listed(self, run, function):
        assert [each["FunctionName"] for each in run(LambdaListFunctions)] == [function]


class TestStepFunctions:
    @pytest.fixture
    def machine(self, run, role):
        created = run(
            StepFunctionsCreateStateMachine,
            state_machine_name="words",
            definition=MACHINE,
            role_arn=role,
        )
        return created["stateMachineArn"]

    def test_a_state_machine_is_created(self, server, machine):
        found = server.client("stepfunctions").describe_state_machine(stateMachineArn=machine)
        assert found["definition"] == MACHINE

    def test_an_execution_is_started_and_stopped(self, server, run, machine):
        execution = run(
            StepFunctionsStartExecution,
            state_machine_arn=machine,
            call={"execution_input": '{"word": "house"}'},
        )
        run(StepFunctionsStopExecution, execution_arn=execution)
        found = server.client("stepfunctions").describe_execution(executionArn=execution)
        assert (found["input"], found["status"]) == ('{"word": "house"}', "ABORTED")

    def test_an_execution_is_described(self, server, run, machine):
        started = server.client("stepfunctions").start_execution(stateMachineArn=machine)
        found = run(StepFunctionsDescribeExecution, execution_arn=started["executionArn"])
        assert found["stateMachineArn"] == machine

    def test_executions_are_listed(self, server, run, machine):
        client = server.client("stepfunctions")
        for _ in range(3):
            client.start_execution(stateMachineArn=machine)
        assert len(run(StepFunctionsListExecutions, state_machine_arn=machine)) == 3


class TestCredentials:
    @pytest.mark.parametrize(
        ("service", "task_class", "values"),
        [
            ("dynamodb", DynamoDBCreateTable, {"table_name": "nouns", **HASH_KEY}),
            ("lambda", LambdaListFunctions, {}),
            ("s3", S3CreateBucket, {"bucket": "words", "location": REGION}),
            ("secretsmanager", SecretsManagerListSecrets, {}),
            ("sns", SNSCreateTopic, {"topic_name": "words"}),
            ("sqs", SQSCreateQueue, {"queue_name": "words"}),
            ("ssm", SSMGetParametersByPath, {"path": "/words"}),
            (
                "states",
                StepFunctionsCreateStateMachine,
                {
                    "state_machine_name": "words",
                    "definition": MACHINE,
                    "role_arn": "arn:aws:iam::123456789012:role/words",
                },
            ),
        ],
    )
    def test_every_request_carries_the_key_of_the_secret(
        self, server, run, service, task_class, values
    ):
        run(task_class, **values)
        assert server.signers() == {f"{SECRET['ACCESS_KEY']} {service}"}

    def test_the_secret_of_the_call_wins_over_the_one_in_the_context(self, server, boto_kwargs):
        """`get_boto_client` falls back on the context, so only another secret shows the way."""
        task = SQSListQueues(boto_kwargs=boto_kwargs)
        with Flow("real") as flow:
            ran = task(credentials=PrefectSecret("OF_THE_TEAM"))
        of_the_team = {"ACCESS_KEY": "the-key-of-the-team", "SECRET_ACCESS_KEY": "secret"}
        result_of(flow, ran, {"OF_THE_TEAM": of_the_team, "AWS_CREDENTIALS": SECRET})
        assert server.signers() == {"the-key-of-the-team sqs"}

    def test_the_service_accepts_the_signature_of_the_secret(self, user, boto_kwargs):
        assert list_queues(boto_kwargs, user) == []

    def test_the_service_refuses_the_signature_of_another_secret(self, user, boto_kwargs):
        wrong = {**user, "SECRET_ACCESS_KEY": "a-secret-that-is-not-the-users"}
        with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
            list_queues(boto_kwargs, wrong)

    def test_a_run_without_any_fails(self, server, boto_kwargs):
        task = SQSListQueues(boto_kwargs=boto_kwargs)
        with Flow("real") as flow:
            ran = task()
        with pytest.raises(NoCredentialsError):
            result_of(flow, ran, secrets={"SOMETHING": "else"})
        assert server.received == []

    @pytest.fixture
    def user(self, server):
        """The credentials of a user who may do all, at a service that checks signatures."""
        iam = server.client("iam")
        iam.create_user(UserName="prefect")
        policy = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
        }
        iam.put_user_policy(UserName="prefect", PolicyName="all", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="prefect")["AccessKey"]
        server.check_signatures(True)
        yield {"ACCESS_KEY": key["AccessKeyId"], "SECRET_ACCESS_KEY": key["SecretAccessKey"]}
        server.check_signatures(False)


class TestFlows:
    def test_a_value_of_the_call_wins(self, server, run):
        run(SQSCreateQueue, queue_name="from-init", call={"queue_name": "from-run"})
        (url,) = server.client("sqs").list_queues()["QueueUrls"]
        assert url.endswith("/from-run")

    def test_a_call_in_another_region_reaches_it(self, server, run, boto_kwargs):
        run(
            SQSCreateQueue,
            queue_name="words",
            call={"boto_kwargs": {**boto_kwargs, "region_name": "us-west-2"}},
        )
        assert "QueueUrls" not in server.client("sqs").list_queues()
        assert len(server.client("sqs", "us-west-2").list_queues()["QueueUrls"]) == 1

    def test_mapped_runs_do_not_leak_into_each_other(self, server, boto_kwargs):
        """Their tasks are shallow copies, which share the dict that is the default."""
        create = SQSCreateQueue(boto_kwargs=boto_kwargs)
        with Flow("real") as flow:
            urls = create.map(
                queue_name=["slow", "fast"],
                attributes=[{"DelaySeconds": "60"}, {"VisibilityTimeout": "5"}],
                credentials=unmapped(PrefectSecret("AWS_CREDENTIALS")),
            )
        slow, fast = (
            server.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
            for url in result_of(flow, urls)
        )
        assert (slow["Attributes"]["DelaySeconds"], fast["Attributes"]["DelaySeconds"]) == (
            "60",
            "0",
        )
        assert create.attributes == {"MessageRetentionPeriod": "1209600"}

    def test_what_one_task_returns_another_takes(self, server, boto_kwargs):
        create = SQSCreateQueue(queue_name="words", boto_kwargs=boto_kwargs)
        send = SQSSendMessage(boto_kwargs=boto_kwargs)
        with Flow("real") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            url = create(credentials=credentials)
            sent = send(queue_url=url, message_body="house", credentials=credentials)
        message_id = result_of(flow, sent)
        queue = server.client("sqs").get_queue_url(QueueName="words")["QueueUrl"]
        (received,) = server.client("sqs").receive_message(QueueUrl=queue)["Messages"]
        assert received["MessageId"] == message_id


def list_queues(boto_kwargs, credentials):
    task = SQSListQueues(boto_kwargs=boto_kwargs)
    with Flow("real") as flow:
        ran = task(credentials=PrefectSecret("AWS_CREDENTIALS"))
    return result_of(flow, ran, {"AWS_CREDENTIALS": credentials})
