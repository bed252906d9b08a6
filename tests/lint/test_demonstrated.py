"""Bugs that the rules find in prefect 1.4.1, shown by running the real classes.

Each test is named by the rule and asserts the wrong behaviour that the finding describes. Modules
whose SDK is not installed are imported with stand-ins for it, which record how they are called.
"""

from __future__ import annotations

import copy
import importlib
import sys
import types
from unittest.mock import MagicMock

import cloudpickle
import pytest
from prefect import Flow
from prefect.core import Parameter

GOOGLE = (
    "google.cloud.bigquery",
    "google.cloud.storage",
    "google.cloud.exceptions",
    "google.oauth2.service_account",
)


@pytest.fixture
def stand_in(monkeypatch):
    """Put stand-ins for SDKs in place, and import a module of the task library with them."""

    def load(module, *sdks):
        for sdk in sdks:
            parts = sdk.split(".")
            for end in range(1, len(parts) + 1):
                name = ".".join(parts[:end])
                try:
                    importlib.import_module(name)
                except ImportError:
                    fake = MagicMock(name=name)
                    fake.__path__, fake.__spec__, fake.__name__ = [], None, name
                    monkeypatch.setitem(sys.modules, name, fake)
        package = module.rpartition(".")[0]
        if package not in sys.modules or not hasattr(sys.modules[package], "__file__"):
            holder = types.ModuleType(package)
            root = importlib.import_module("prefect.tasks")
            holder.__path__ = [f"{root.__path__[0]}/{package.rpartition('.')[2]}"]
            monkeypatch.setitem(sys.modules, package, holder)
        monkeypatch.delitem(sys.modules, module, raising=False)
        loaded = importlib.import_module(module)
        monkeypatch.setitem(sys.modules, module, loaded)
        return loaded

    return load


def test_tg201_schema_from_init_is_ignored(stand_in, monkeypatch):
    bigquery = stand_in("prefect.tasks.gcp.bigquery", *GOOGLE)
    seen = []
    config = types.SimpleNamespace(schema="none was set")
    monkeypatch.setattr(bigquery.bigquery, "LoadJobConfig", lambda **_: config, raising=False)
    monkeypatch.setattr(bigquery, "get_bigquery_client", MagicMock())
    task = bigquery.BigQueryLoadGoogleCloudStorage(
        dataset_id="d", table="t", uri="gs://x", schema=["a field"]
    )
    task.run()
    seen.append(config.schema)
    assert seen == ["none was set"]


def test_tg204_works_by_run_and_fails_in_a_flow():
    from prefect.tasks.prefect.flow_run_rename import RenameFlowRun

    task = RenameFlowRun(flow_run_id="id", flow_run_name="name")
    with Flow("flow"), pytest.raises(TypeError, match="missing a required argument"):
        task()


def test_tg204_census_trigger_given_at_initialization(stand_in):
    census = stand_in("prefect.tasks.census.census", "requests")
    task = census.CensusSyncTask()
    task.api_trigger = "as given at initialization"
    with Flow("flow"), pytest.raises(TypeError, match="api_trigger"):
        task()


def test_tg205_stream_logs_given_to_run_is_ignored(stand_in, monkeypatch):
    images = stand_in("prefect.tasks.docker.images", "docker")
    client = MagicMock()
    client.build.return_value = [b'{"stream": "Step 1"}\n']
    monkeypatch.setitem(sys.modules, "docker", MagicMock(APIClient=lambda **_: client))
    task = images.BuildImage(path="/")
    task.logger = MagicMock()
    task.run(stream_logs=True)
    loud = images.BuildImage(path="/", stream_logs=True)
    loud.logger = MagicMock()
    loud.run(stream_logs=False)
    assert task.logger.debug.call_count < loud.logger.debug.call_count


def test_tg205_databricks_connection_given_to_run_is_ignored(stand_in, monkeypatch):
    module = stand_in(
        "prefect.tasks.databricks.databricks_get_job_id", "pydantic", "requests", "tenacity"
    )
    hook = MagicMock()
    monkeypatch.setattr(module, "DatabricksHook", hook)
    module.DatabricksGetJobID(databricks_conn_secret={"host": "init"}).run(
        job_name="x", databricks_conn_secret={"host": "run"}, databricks_retry_limit=9
    )
    assert hook.call_args.args == ({"host": "init"},)
    assert hook.call_args.kwargs["retry_limit"] == 3


def test_tg205_sftp_host_given_to_run_is_ignored(stand_in, monkeypatch, tmp_path):
    module = stand_in("prefect.tasks.sftp.sftp", "paramiko")
    transport = MagicMock()
    monkeypatch.setattr(module, "Transport", transport)
    monkeypatch.setattr(module, "SFTPClient", MagicMock())
    task = module.SftpUpload(
        host="init", username="u", password="p", port_number=22, remote_path="r", local_path="l"
    )
    task.run(host="run")
    assert transport.call_args.kwargs == {"sock": ("init", 22)}


def test_tg207_asana_name_becomes_the_class_name(stand_in):
    module = stand_in("prefect.tasks.asana.asana_task", "asana")
    assert module.OpenAsanaToDo(name="buy milk").name == "OpenAsanaToDo"


def test_tg207_blob_of_gcs_blob_exists_is_lost(stand_in):
    module = stand_in("prefect.tasks.gcp.storage", *GOOGLE)
    assert module.GCSBlobExists(bucket_name="b", blob="given").blob is None


def test_tg207_create_bucket_of_gcs_copy_is_lost(stand_in):
    module = stand_in("prefect.tasks.gcp.storage", *GOOGLE)
    assert module.GCSCopy(create_bucket=True).create_bucket is False


def test_tg210_dbt_run_looks_up_another_variable(stand_in, monkeypatch):
    module = stand_in("prefect.tasks.dbt.dbt", "yaml")
    task = module.DbtCloudRunJob(
        cause="x", job_id=1, token="t", account_id_env_var_name="MY_ACCOUNT"
    )
    monkeypatch.setenv("MY_ACCOUNT", "42")
    with pytest.raises(ValueError, match="Account ID cannot be None"):
        task.run()


def test_tg213_step_function_fails_when_a_name_is_given():
    from prefect.tasks.aws.step_function import StepActivate

    with pytest.raises(AttributeError, match="logger"):
        StepActivate(execution_name="x")


def test_tg216_a_default_is_written_into_the_task(stand_in, monkeypatch):
    module = stand_in("prefect.tasks.monte_carlo.monte_carlo_lineage", "pycarlo.core")
    monkeypatch.setattr(module, "MonteCarloClient", MagicMock(), raising=False)
    source = {"node_name": "n", "object_id": "s", "resource_name": "r"}
    task = module.MonteCarloCreateOrUpdateLineage(
        source=source,
        destination={"node_name": "n", "object_id": "d", "resource_name": "r"},
        api_key_id="k",
        api_token="t",
        expire_at="2030-01-01",
    )
    copy.copy(task).run()
    assert task.source["object_type"] == "table"
    assert source["object_type"] == "table"


def test_tg217_lambda_reads_its_zip_file_when_the_flow_is_built(tmp_path):
    from prefect.tasks.aws.lambda_function import LambdaCreate

    with pytest.raises(FileNotFoundError):
        LambdaCreate(function_name="f", runtime="r", role="r", handler="h", zip_file="no.zip")


def test_tg219_mixpanel_to_date_is_the_day_of_the_import(stand_in, monkeypatch):
    module = stand_in(
        "prefect.tasks.mixpanel.mixpanel_tasks", "mixpanel_utils", "pandas", "requests"
    )

    class Later:
        @staticmethod
        def today():
            raise AssertionError("never asked again")

    monkeypatch.setattr(module, "date", Later)
    task = module.MixpanelExportTask(api_secret="x")
    assert task.to_date < "2999-01-01"


def test_tg301_api_key_is_in_the_pickled_task(stand_in):
    module = stand_in("prefect.tasks.sendgrid.sendgrid", "python_http_client.client")
    assert b"hunter2" in cloudpickle.dumps(module.SendEmail(sendgrid_api_key="hunter2"))


def test_a_flow_runs_at_all():
    """The stand-ins above leave Prefect itself as it is."""
    with Flow("flow") as flow:
        Parameter("x", default=1)
    assert flow.run().is_successful()
