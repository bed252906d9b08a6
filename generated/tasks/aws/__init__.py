"""
Tasks for interacting with AWS.
"""

try:
    from tasks.aws.dynamodb import (
        DynamoDBCreateTable,
        DynamoDBDeleteTable,
        DynamoDBDescribeTable,
        DynamoDBGetItem,
        DynamoDBPutItem,
        DynamoDBQuery,
    )
    from tasks.aws.lambda_function import (
        LambdaCreateFunction,
        LambdaDeleteFunction,
        LambdaInvoke,
        LambdaInvokeInBackground,
        LambdaListFunctions,
        LambdaPublishVersion,
    )
    from tasks.aws.parameter_store import (
        SSMDeleteParameter,
        SSMGetParameter,
        SSMGetParametersByPath,
        SSMPutParameter,
    )
    from tasks.aws.s3 import (
        S3CreateBucket,
        S3DeleteBucket,
        S3DeleteObject,
        S3GetObject,
        S3HeadBucket,
        S3ListObjects,
        S3PutObject,
    )
    from tasks.aws.secrets_manager import (
        SecretsManagerCreateSecret,
        SecretsManagerDeleteSecret,
        SecretsManagerGetRandomPassword,
        SecretsManagerGetSecretValue,
        SecretsManagerListSecrets,
        SecretsManagerPutSecretValue,
    )
    from tasks.aws.sns import (
        SNSCreateTopic,
        SNSListSubscriptionsByTopic,
        SNSPublish,
        SNSSendTextMessage,
        SNSSubscribe,
        SNSUnsubscribe,
    )
    from tasks.aws.sqs import (
        SQSCreateQueue,
        SQSDeleteMessage,
        SQSGetQueueAttributes,
        SQSGetQueueUrl,
        SQSListQueues,
        SQSReceiveMessage,
        SQSSendMessage,
    )
    from tasks.aws.stepfunctions import (
        StepFunctionsCreateStateMachine,
        StepFunctionsDescribeExecution,
        StepFunctionsListExecutions,
        StepFunctionsStartExecution,
        StepFunctionsStopExecution,
    )
except ImportError as err:
    raise ImportError(
        'Using `tasks.aws` requires Prefect to be installed with the "aws" extra.'
    ) from err

__all__ = [
    "DynamoDBCreateTable",
    "DynamoDBDeleteTable",
    "DynamoDBDescribeTable",
    "DynamoDBGetItem",
    "DynamoDBPutItem",
    "DynamoDBQuery",
    "LambdaCreateFunction",
    "LambdaDeleteFunction",
    "LambdaInvoke",
    "LambdaInvokeInBackground",
    "LambdaListFunctions",
    "LambdaPublishVersion",
    "S3CreateBucket",
    "S3DeleteBucket",
    "S3DeleteObject",
    "S3GetObject",
    "S3HeadBucket",
    "S3ListObjects",
    "S3PutObject",
    "SNSCreateTopic",
    "SNSListSubscriptionsByTopic",
    "SNSPublish",
    "SNSSendTextMessage",
    "SNSSubscribe",
    "SNSUnsubscribe",
    "SQSCreateQueue",
    "SQSDeleteMessage",
    "SQSGetQueueAttributes",
    "SQSGetQueueUrl",
    "SQSListQueues",
    "SQSReceiveMessage",
    "SQSSendMessage",
    "SSMDeleteParameter",
    "SSMGetParameter",
    "SSMGetParametersByPath",
    "SSMPutParameter",
    "SecretsManagerCreateSecret",
    "SecretsManagerDeleteSecret",
    "SecretsManagerGetRandomPassword",
    "SecretsManagerGetSecretValue",
    "SecretsManagerListSecrets",
    "SecretsManagerPutSecretValue",
    "StepFunctionsCreateStateMachine",
    "StepFunctionsDescribeExecution",
    "StepFunctionsListExecutions",
    "StepFunctionsStartExecution",
    "StepFunctionsStopExecution",
]
