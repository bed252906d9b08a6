"""Generates tasks for the methods of many Python SDKs, and tries what came out.

    python benchmarks/sdks.py                  # generate, compile, lint
    python benchmarks/sdks.py --tests          # and run all generated tests with pytest
    python benchmarks/sdks.py --most 5 --only redis:Redis
    python benchmarks/sdks.py --more --most 7  # of the SDKs in the extra `more-sdks`

Takes the public methods of each client, or `--most` of them in even steps, and prints for each how
many became tasks, how many of those compile, lint clean with every rule and pass their generated
tests; then every refusal and failure with its reason, the most frequent first.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from taskgen.contribution import contribution
from taskgen.library.layout import find_layout
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.problems import TaskgenError
from taskgen.sources.python.chain import arrive, methods
from taskgen.sources.python.infer import module_model
from taskgen.sources.python.target import parse_target
from taskgen.text import identifier
from taskgen.write import write

CLIENTS = (
    "anthropic:Anthropic.messages",
    "anthropic:Anthropic.models",
    "asana:ProjectsApi",
    "asana:TasksApi",
    "azure.storage.blob:BlobClient.from_connection_string()",
    "azure.storage.blob:ContainerClient.from_connection_string()",
    "docker:from_env.containers",
    "docker:from_env.images",
    "docker:from_env.networks",
    "dropbox:Dropbox",
    "elasticsearch:Elasticsearch",
    "elasticsearch:Elasticsearch.cluster",
    "elasticsearch:Elasticsearch.indices",
    "elasticsearch:AsyncElasticsearch.indices",
    "github:Github",
    "github:Github.get_repo()",
    "hvac:Client.secrets.kv.v2",
    "hvac:Client.secrets.transit",
    "hvac:Client.sys",
    "jira:JIRA",
    "lakefs_sdk:BranchesApi",
    "lakefs_sdk:ObjectsApi",
    "lakefs_sdk:RepositoriesApi",
    "notion_client:Client.databases",
    "notion_client:Client.pages",
    "notion_client:AsyncClient.blocks.children",
    "paramiko:SSHClient.open_sftp()",
    "pymongo:MongoClient[database][collection]",
    "redis:Redis",
    "sendgrid:SendGridAPIClient",
    "slack_sdk:WebClient",
    "stripe:Customer",
    "stripe:StripeClient.v1.charges",
    "stripe:StripeClient.v1.customers",
    "suds.client:Client",
)
"""Paths to clients, and to what hangs on them; each with several methods."""

MORE_CLIENTS = (
    "atlassian:Confluence",
    "atlassian:Jira",
    "azure.cosmos:CosmosClient",
    "azure.keyvault.secrets:SecretClient",
    "confluent_kafka.admin:AdminClient",
    "databricks.sdk:WorkspaceClient.clusters",
    "databricks.sdk:WorkspaceClient.jobs",
    "databricks.sdk:WorkspaceClient.statement_execution",
    "exchangelib:Account",
    "gitlab:Gitlab",
    "google.cloud.bigquery:Client",
    "google.cloud.secretmanager:SecretManagerServiceClient",
    "google.cloud.storage:Blob",
    "google.cloud.storage:Bucket",
    "google.cloud.storage:Client",
    "influxdb_client:InfluxDBClient.query_api()",
    "kubernetes.client:BatchV1Api",
    "kubernetes.client:CoreV1Api",
    "mailchimp_marketing:Client.lists",
    "minio:Minio",
    "pika:BlockingConnection.channel()",
    "plaid.api.plaid_api:PlaidApi",
    "praw:Reddit.subreddit()",
    "pymysql.connections:Connection",
    "snowflake.connector:SnowflakeConnection.cursor()",
    "spotipy:Spotify",
    "todoist_api_python.api:TodoistAPI",
    "trello:TrelloClient",
    "tweepy:API",
    "tweepy:Client",
    "zenpy:Zenpy.tickets",
)
"""Of SDKs that come with many others, which is why the tests do without them."""


@dataclass
class Outcome:
    """What became of the methods of one client."""

    client: str
    asked: int = 0
    tasks: list[TaskModel] = field(default_factory=list)
    module: ModuleModel | None = None
    notes: int = 0
    failed: set[str] = field(default_factory=set)
    """Tasks of which something failed."""
    counts: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", help="only this client; may be repeated")
    parser.add_argument("--more", action="store_true", help="the clients of the further SDKs")
    parser.add_argument("--most", type=int, default=1_000, help="methods of each client")
    parser.add_argument("--tests", action="store_true", help="run all generated tests as well")
    parser.add_argument("--into", type=Path, help="generate here and keep it")
    arguments = parser.parse_args()
    folder = arguments.into or Path(tempfile.mkdtemp(prefix="sdks-"))
    reasons: Counter[str] = Counter()
    examples: dict[str, str] = {}

    def note(reason: str, where: str) -> None:
        reasons[reason] += 1
        examples.setdefault(reason, where)

    total: Counter[str] = Counter()
    try:
        for number, client in enumerate(
            arguments.only or (MORE_CLIENTS if arguments.more else CLIENTS)
        ):
            outcome = _generate(client, arguments.most, note)
            if outcome.module and outcome.tasks:
                _try(outcome, folder / str(number), arguments.tests, note)
            shown = ", ".join(f"{n} {what}" for what, n in outcome.counts.items())
            print(f"{client}: {shown}", flush=True)
            total += outcome.counts
    finally:
        if not arguments.into:
            shutil.rmtree(folder, ignore_errors=True)
    print("\nall: " + ", ".join(f"{n} {what}" for what, n in total.items()))
    for reason, times in reasons.most_common():
        print(f"{times:5} {reason}  [{examples[reason]}]")
    return 0


def _generate(client: str, most: int, note: Note) -> Outcome:
    """The tasks of the client's methods, each by itself."""
    outcome = Outcome(client)
    try:
        cls = arrive(parse_target(client)).cls
        names = list(methods(cls)) if cls else []
    except TaskgenError as error:
        note(_reason(error), client)
        return outcome
    step = max(len(names) / most, 1)
    chosen = [names[int(index * step)] for index in range(min(len(names), most))]
    seen: set[str] = set()
    for name in chosen:
        path = f"{client}.{name}"
        outcome.counts["methods"] += 1
        try:
            made = module_model([path])
        except TaskgenError as error:
            note(_reason(error), path)
            outcome.counts["refused"] += 1
            continue
        except Exception as error:
            note(f"CRASH {type(error).__name__}: {error}", path)
            outcome.counts["crashed"] += 1
            continue
        task = made.module.tasks[0]
        if task.name.lower() in seen:
            task = replace(task, name=identifier(f"{task.name}{len(seen)}"))
        seen.add(task.name.lower())
        outcome.tasks.append(replace(task, key=f"{task.key}_{len(seen)}"))
        outcome.module = outcome.module or made.module
    return outcome


def _reason(error: TaskgenError) -> str:
    """What the first problem says, without names."""
    return re.sub(r"`[^`]*`", "`...`", error.problems[0].message)


def _try(outcome: Outcome, folder: Path, tests: bool, note: Note) -> None:
    """Write the tasks into a library, compile and lint them, and run their tests."""
    assert outcome.module is not None
    folder.mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[tool.taskgen]\ntasks = "tasks"\ntests = "tests"\n')
    module = replace(outcome.module, tasks=tuple(outcome.tasks))
    try:
        write(contribution(module, find_layout(folder)))
    except TaskgenError as error:
        note(f"not written: {_reason(error)}", outcome.client)
        return
    outcome.counts["tasks"] = len(outcome.tasks)
    source = folder / "tasks" / module.package / f"{module.module}.py"
    compile(source.read_text(), str(source), "exec")
    for what, command in (
        ("black", ["black", "--quiet", "--diff", str(folder)]),
        ("lint", ["taskgen", "lint", "--select", "ALL", "--output-format", "concise", str(folder)]),
    ):
        found = _run([sys.executable, "-m", *command], folder)
        for line in found.splitlines():
            if what == "black" and line.startswith("@@"):
                note("black would change a file", outcome.client)
                break
            code = re.search(r"\bTG\d+\b.*", line)
            if code:
                note(re.sub(r"`[^`]*`", "`...`", code[0])[:90], f"{outcome.client}: {line}"[:160])
                outcome.counts["findings"] += 1
    if tests:
        _run_tests(outcome, folder, note)


def _run_tests(outcome: Outcome, folder: Path, note: Note) -> None:
    plugins = ["-p", "no:cacheprovider", "-p", "kept_mocks"]
    said = _run([sys.executable, "-m", "pytest", "-q", *plugins, "--tb=line", str(folder)], folder)
    failed = set()
    for line in said.splitlines():
        found = re.match(r"(?:FAILED|ERROR) \S+?::Test(\w+)::(\w+)", line)
        if found:
            failed.add(found[1])
            note(f"test failed: {found[2]}", f"{outcome.client}: {found[1]}")
    if not re.search(r"\d+ passed", said):
        note("tests did not run", f"{outcome.client}: {said[-300:]}")
        failed = {str(task.name) for task in outcome.tasks}
    outcome.counts["pass their tests"] = len(outcome.tasks) - len(failed)


def _run(command: list[str], folder: Path) -> str:
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    return done.stdout + done.stderr


class Note(Protocol):
    """Takes a reason, and where it was seen first."""

    def __call__(self, reason: str, where: str) -> None:
        """Count the reason."""


if __name__ == "__main__":
    sys.exit(main())
