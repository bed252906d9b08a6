"""What the service models do not say and botocore or the task library does.

The facts about botocore are in its `handlers.py`; `tests/sources/test_botocore.py` compares them
with the botocore that is installed.
"""

from __future__ import annotations

MODULE_NAMES = {"lambda": "lambda_function"}
"""Modules that can't have their service's name; the one of Lambda is the library's own."""

CLASS_PREFIXES = {"sms-voice": "SMSVoice", "stepfunctions": "StepFunctions"}
"""What class names begin with, where the service's id is taken or says little."""

NO_METHOD = frozenset(
    {
        ("bedrock-runtime", "InvokeModelWithBidirectionalStream"),
        ("connecthealth", "StartMedicalScribeListeningSession"),
        ("lexv2-runtime", "StartConversation"),
        ("polly", "StartSpeechSynthesisStream"),
        ("qbusiness", "Chat"),
    }
)
"""Operations that botocore takes off its clients: their requests are event streams."""

_CONTENT_MD5 = (
    "DeleteObjects",
    "PutBucketAcl",
    "PutBucketCors",
    "PutBucketLifecycle",
    "PutBucketLogging",
    "PutBucketNotification",
    "PutBucketPolicy",
    "PutBucketReplication",
    "PutBucketRequestPayment",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutBucketWebsite",
    "PutObjectAcl",
)
NOT_ACCEPTED = frozenset(("s3", operation, "ContentMD5") for operation in _CONTENT_MD5)
"""Members that botocore hides since the operation can't take them."""

FILLED_IN = frozenset(
    {
        ("s3", "SSECustomerKeyMD5"),
        ("s3", "CopySourceSSECustomerKeyMD5"),
        ("ec2", "PresignedUrl"),
        ("ec2", "DestinationRegion"),
        ("rds", "PreSignedUrl"),
        ("neptune", "PreSignedUrl"),
        ("docdb", "PreSignedUrl"),
        ("glacier", "checksum"),
    }
)
"""Members that botocore fills in from the others."""

UNMARKED_SECRETS = frozenset(
    {
        "admin_password",
        "auth_code",
        "auth_parameters",
        "auth_token",
        "bearer_token",
        "certificate_private_key",
        "challenge_responses",
        "code_verifier",
        "connection_token",
        "copy_source_sse_customer_key",
        "credential",
        "device_code",
        "hsm_partition_password",
        "master_user_password",
        "new_password",
        "one_time_password",
        "otp",
        "participant_token",
        "password",
        "saml_assertion",
        "secret_key",
        "service_account_credentials",
        "session_token",
        "sse_customer_key",
        "xks_proxy_authentication_credential",
    }
)
"""Kwargs that hold a secret although their models, or their names, do not say so."""

UNMARKED_SECRET_MEMBERS = frozenset(
    {
        ("iot", "token"),
        ("license-manager", "Token"),
        ("sso-oidc", "code"),
        ("sts", "TokenCode"),
        ("wafv2", "APIKey"),
    }
)
"""Members of one service that hold a secret although their names mean something else in others."""

NOT_SECRETS = frozenset(
    {
        "credential_locker_name",
        "credential_locker_tags",
        "subject_token_type",
        "task_token",
        "work_unit_token",
        "workload_name",
    }
)
"""Kwargs that are marked as sensitive and sound like a secret but name or describe something."""

_KINESIS = "arn:aws:kinesis:us-east-1:123456789012:"
_SNS = "arn:aws:sns:us-east-1:123456789012:my-topic"
_STATES = "arn:aws:states:us-east-1:123456789012:"
ARNS = {
    ("kinesis", "resource"): f"{_KINESIS}stream/my-stream",
    ("kinesis", "consumer"): f"{_KINESIS}stream/my-stream/consumer/my-consumer:1",
    ("cloudfront-keyvaluestore", ""): "arn:aws:cloudfront::123456789012:key-value-store/my-store",
    ("", "role"): "arn:aws:iam::123456789012:role/my-role",
    ("lambda", "function"): "arn:aws:lambda:us-east-1:123456789012:function:my-function",
    ("secretsmanager", ""): "arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret",
    ("sns", "topic"): _SNS,
    ("sns", "subscription"): f"{_SNS}:my-subscription",
    ("stepfunctions", "state-machine"): f"{_STATES}stateMachine:my-machine",
    ("stepfunctions", "execution"): f"{_STATES}execution:my-machine:my-execution",
    ("stepfunctions", "activity"): f"{_STATES}activity:my-activity",
}
"""ARNs of a form of their own, by service (of any, where it is empty) and by what they are of.

The endpoint rules of some services check theirs.
"""

QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/my-queue"

NO_SAMPLE = frozenset({("events", "EndpointId"), ("sesv2", "EndpointId")})
"""Members that tests leave out: with them, requests need a signature that boto3 can't make."""

NEEDS_CRT = frozenset({"cloudfront-keyvaluestore"})
"""Services whose requests boto3 can sign only with the `crt` extra of botocore."""
