"""TG405: what installs the modules that tasks import."""

from __future__ import annotations

import pytest

from tests.lint.support import check

TASK = """
# file: lib/__init__.py
# file: lib/load.py
{}
from prefect import Task


class Load(Task):
    def run(self):
        return 1
"""


def missing(folder, imported, requirements, file="setup.py"):
    if file != "setup.py":
        (folder / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(requirements)
    return [f.argument for f in check(folder, TASK.format(imported), select=["TG405"])]


def extra(*names):
    return f"setup(extras_require={{'x': {list(names)}}})\n"


@pytest.mark.parametrize(
    ("imported", "distribution"),
    [
        ("import boto3", "boto3>=1.9,<2.0"),
        ("import jwt", "PyJWT[crypto]"),
        ("import yaml", "pyyaml"),
        ("from bs4 import BeautifulSoup", "beautifulsoup4"),
        ("from botocore.exceptions import WaiterError", "boto3"),
        ("import simple_salesforce", "simple-salesforce"),
        ("from google.cloud import bigquery", "google-cloud-bigquery"),
        ("from google.cloud.secretmanager import Client", "google-cloud-secret-manager"),
        ("from google.cloud.exceptions import NotFound", "google-cloud-storage"),
        ("from google.oauth2 import service_account", "google-cloud-storage"),
        ("from azure.storage.blob import BlobClient", "azure-storage-blob"),
        ("import azure.cosmos.cosmos_client", "azure-cosmos"),
        ("from azure.core.exceptions import AzureError", "azure-cosmos"),
        ("import azureml.core", "azureml-sdk"),
    ],
)
def test_distribution_that_installs_the_module(tmp_path, imported, distribution):
    assert missing(tmp_path, imported, extra(distribution)) == []


@pytest.mark.parametrize(
    ("imported", "distribution", "name"),
    [
        ("import asana", "boto3", "asana"),
        ("def f():\n    import asana\n", "boto3", "asana"),
        ("from google.cloud import aiplatform", "google-cloud-storage", "google"),
        ("from azure.mgmt.datafactory import Client", "azure-storage-blob", "azure"),
        ("from google.cloud import storage", "boto3", "google"),
        ("import nbformat", "boto3", "nbformat"),
    ],
)
def test_nothing_installs_the_module(tmp_path, imported, distribution, name):
    assert missing(tmp_path, imported, extra(distribution)) == [name]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["asana>=1"]\n'),
        ("setup.cfg", "[options]\ninstall_requires =\n    asana>=1\n"),
        ("requirements.txt", "asana==1.0\n"),
        ("requirements-extra.txt", "asana\n"),
        ("requirements/asana.txt", "asana\n"),
    ],
)
def test_files_that_ask_for_distributions(tmp_path, file, text):
    assert missing(tmp_path, "import asana", text, file) == []
    text = text.replace("asana", "jira")
    assert missing(tmp_path, "import asana", text, file) == ["asana"]


def test_nothing_is_said_where_no_file_asks_for_anything(tmp_path):
    assert missing(tmp_path, "import asana", "from setuptools import setup\n\nsetup('lib')\n") == []


@pytest.mark.parametrize(
    "imported", ["import json", "import prefect.utilities", "from lib import other", "import lib"]
)
def test_what_needs_no_extra(tmp_path, imported):
    assert missing(tmp_path, imported, extra("boto3")) == []
