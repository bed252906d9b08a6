"""Which tasks are mutated: a service's operations, and what specs can ask of some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taskgen.model.task import Given
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import load_service
from taskgen.spec import KwargSpec, TaskSpec, WaitSpec

SERVICES = ("lambda", "s3", "sqs", "dynamodb", "ec2", "secretsmanager")

_INIT = KwargSpec(given=Given.INIT)
_RUN = KwargSpec(given=Given.RUN)
_SECRET = KwargSpec(secret=True)

SHAPED: Mapping[str, Sequence[TaskSpec]] = {
    "lambda": (
        TaskSpec(
            "invoke",
            kwargs={
                "function_name": _INIT,
                "payload": _RUN,
                "qualifier": KwargSpec(given=Given.INIT, default="$LATEST"),
                "invocation_type": KwargSpec(default="RequestResponse"),
            },
            constants={"LogType": "Tail"},
            returns="Payload",
        ),
        TaskSpec("invoke_with_response_stream", returns="EventStream"),
        TaskSpec(
            "update_function_configuration",
            kwargs={
                "variables": KwargSpec(member="Environment.Variables"),
                "subnet_ids": KwargSpec(member="VpcConfig.SubnetIds", default=["subnet-1"]),
                "security_group_ids": KwargSpec(member="VpcConfig.SecurityGroupIds"),
                "layers": KwargSpec(given=Given.RUN, default=["layer"]),
                "memory_size": KwargSpec(default=256),
            },
            constants={"TracingConfig.Mode": "Active"},
            wait=WaitSpec("function_updated_v2"),
        ),
        TaskSpec("create_function", wait=WaitSpec("function_active_v2"), returns="nothing"),
        TaskSpec("list_functions", paginate=True, returns="Functions"),
    ),
    "s3": (
        TaskSpec("create_bucket", wait=WaitSpec("bucket_exists")),
        TaskSpec(
            "put_object",
            kwargs={
                "bucket": _INIT,
                "body": _SECRET,
                "acl": KwargSpec(default="private"),
                "metadata": KwargSpec(default={"a": "b"}),
                "tagging": KwargSpec(given=Given.RUN, default="a=b"),
            },
            constants={"StorageClass": "STANDARD"},
            returns="ETag",
        ),
        TaskSpec("get_object", returns="Body"),
        TaskSpec("delete_object", returns="nothing"),
        TaskSpec(
            "put_bucket_versioning",
            kwargs={
                "status": KwargSpec(member="VersioningConfiguration.Status", required=True),
                "mfa_delete": KwargSpec(member="VersioningConfiguration.MFADelete"),
            },
        ),
    ),
    "sqs": (
        TaskSpec(
            "send_message",
            kwargs={"queue_url": _INIT, "message_body": _SECRET, "delay_seconds": _INIT},
            returns="MessageId",
        ),
        TaskSpec(
            "receive_message",
            constants={"MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"]},
            kwargs={"wait_time_seconds": KwargSpec(default=20)},
            returns="Messages",
        ),
    ),
    "dynamodb": (
        TaskSpec(
            "create_table",
            wait=WaitSpec("table_exists", response={"TableName": "TableDescription.TableName"}),
            returns="TableDescription.TableArn",
        ),
        TaskSpec(
            "put_item",
            kwargs={"item": _RUN, "table_name": _INIT},
            constants={"ReturnValues": "ALL_OLD"},
        ),
        TaskSpec("describe_table", returns="Table.AttributeDefinitions"),
        TaskSpec("query", paginate=True, returns="Items", constants={"Select": "ALL_ATTRIBUTES"}),
    ),
    "ec2": (
        TaskSpec(
            "run_instances",
            kwargs={
                "availability_zone": KwargSpec(member="Placement.AvailabilityZone"),
                "tenancy": KwargSpec(member="Placement.Tenancy", default="default"),
                "monitoring": KwargSpec(member="Monitoring.Enabled", required=True),
                "min_count": KwargSpec(default=1),
                "user_data": _SECRET,
            },
            constants={"MetadataOptions.HttpTokens": "required"},
            wait=WaitSpec("instance_running", response={"InstanceIds": "Instances[].InstanceId"}),
        ),
        TaskSpec(
            "start_instances",
            wait=WaitSpec("instance_running", request={"InstanceIds": "InstanceIds"}),
            returns="nothing",
        ),
        TaskSpec("describe_instances", paginate=True, returns="Reservations"),
    ),
    "secretsmanager": (
        TaskSpec("create_secret", kwargs={"secret_string": KwargSpec(required=True)}),
    ),
}
"""Wishes that, together, bring out every branch of the templates: constants, nested members,
kwargs of `__init__` or of `run` alone, defaults (mutable ones too), parts of the response or
nothing returned, all pages, waiting with values of the request and of the response."""


def task_specs(service: str, operations: Sequence[str] = ()) -> list[TaskSpec]:
    """The tasks of a service that are mutated.

    Every operation that is not deprecated, again with all its pages where botocore can page, and
    the service's entry in `SHAPED`.

    Args:
        service: the name of a service.
        operations: the methods that are wanted; none means all.
    """
    model = load_service(service, data_folders())
    plain = [
        operation
        for operation in model.operations.values()
        if operation.has_method and not operation.deprecated
    ]
    specs = [TaskSpec(operation.method) for operation in plain]
    specs += [TaskSpec(o.method, paginate=True) for o in plain if o.name in model.paginators]
    specs += SHAPED.get(service, ())
    return [spec for spec in specs if not operations or spec.key in operations]


def title(service: str, spec: TaskSpec) -> str:
    """What a report calls the task: `lambda invoke (constants, kwargs)`."""
    asked = [name for name in ("paginate", "wait", "kwargs", "constants") if getattr(spec, name)]
    asked += [f"returns {spec.returns}"] if spec.returns else []
    return f"{service} {spec.key}" + (f" ({', '.join(asked)})" if asked else "")
