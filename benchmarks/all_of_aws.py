"""Generates tasks for every operation of every boto3 service, and tries what came out.

    python benchmarks/all_of_aws.py              # generate, compile, import, construct, Stubber
    python benchmarks/all_of_aws.py --tests      # and run all generated tests with pytest
    python benchmarks/all_of_aws.py --service s3 --service ec2

Prints operations, seconds, operations a second and peak memory of the generation, which runs by
itself in one process on one core; then how many tasks compile, import under Prefect, construct,
are accepted by botocore's Stubber and pass their generated tests; and every exception with its
reason. Exits with 1 if there is any that `EXPECTED` does not name.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

EXPECTED = {
    "Skipped: signing needs botocore[crt]": "boto3 can't sign these requests without an extra",
}
"""What can't be made or tried everywhere, by what the exception says, and why."""


_SERVICES_TO_COLLECT = 10
"""After how many services their garbage is collected: a service and its operations are a circle."""


@dataclass
class Outcome:
    """What became of one service's tasks."""

    service: str
    counts: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--service", action="append", help="only this service; may be repeated")
    parser.add_argument("--tests", action="store_true", help="run all generated tests as well")
    parser.add_argument("--into", type=Path, help="generate here and keep it")
    arguments = parser.parse_args()

    folder = arguments.into or Path(tempfile.mkdtemp(prefix="all-of-aws-"))
    try:
        generate = [sys.executable, __file__, "--generate", str(folder), *(arguments.service or [])]
        generated = subprocess.run(generate, check=True, stdout=subprocess.PIPE, text=True)
        print(generated.stdout, end="")
        services = sorted(path.name for path in folder.iterdir() if path.is_dir())
        outcomes = _try_all(folder, services, arguments.tests)
    finally:
        if arguments.into is None:
            shutil.rmtree(folder)
    return _report(outcomes)


def generate(folder: Path, wanted: list[str]) -> None:
    """Generate the tasks of each service into a tree of its own, and print the figures."""
    # Imported here, where the time that it takes belongs to the generation.
    from taskgen.contribution import contribution
    from taskgen.library.layout import new_layout
    from taskgen.problems import TaskgenError
    from taskgen.sources.botocore.data import data_folders
    from taskgen.sources.botocore.infer import module_model
    from taskgen.sources.botocore.service import load_service
    from taskgen.spec import ModuleSpec
    from taskgen.write import write

    # The command line, which makes one service at a time, collects no garbage at all.
    gc.freeze()
    gc.disable()
    folders = data_folders()
    services = wanted or folders.services()
    operations, rendering, writing, size = 0, 0.0, 0.0, 0
    for index, name in enumerate(services, 1):
        start = time.process_time()
        if not index % _SERVICES_TO_COLLECT:
            gc.collect()
        try:
            model = module_model(load_service(name, folders), ModuleSpec(name))
        except TaskgenError as error:
            print(*(problem.message for problem in error.problems))
            continue
        plan = contribution(model, new_layout(folder / name))
        rendering += time.process_time() - start
        start = time.process_time()
        write(plan)
        writing += time.process_time() - start
        operations += len(model.tasks)
        size += sum(len(change.after) for change in plan.changes)
        if sys.stderr.isatty():
            print(f"\r{index}/{len(services)} {name:40}", end="", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(services)} services, {operations} operations, {size / 1e6:.0f} MB of text: "
        f"{rendering:.1f} s of CPU to render and {writing:.1f} s to write, "
        f"{operations / (rendering + writing):.0f} operations a second, peak {peak:.0f} MB"
    )


def _try_all(folder: Path, services: list[str], tests: bool) -> list[Outcome]:
    outcomes = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        tried = pool.map(lambda name: _try_one(folder / name, tests), services)
        for index, outcome in enumerate(tried, 1):
            outcomes.append(outcome)
            if sys.stderr.isatty():
                print(f"\r{index}/{len(services)} {outcome.service:40}", end="", file=sys.stderr)
    return outcomes


def _try_one(tree: Path, tests: bool) -> Outcome:
    """Try one service's tasks, in a process of its own."""
    outcome = Outcome(tree.name)
    tried = subprocess.run(
        [sys.executable, __file__, "--try", str(tree)], capture_output=True, text=True
    )
    for line in tried.stdout.splitlines():
        kind, _, text = line.partition(" ")
        if kind == "exception":
            outcome.exceptions.append(f"{tree.name}: {text}")
        else:
            outcome.counts[kind] += int(text)
    if tried.returncode:
        outcome.exceptions.append(f"{tree.name}: {tried.stderr.strip().splitlines()[-1]}")
    if tests:
        _run_tests(tree, outcome)
    return outcome


def _run_tests(tree: Path, outcome: Outcome) -> None:
    options = ["-q", "-p", "no:warnings", "-p", "no:cacheprovider", "--tb=line", "-rf"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=tree, capture_output=True, text=True
    )
    for number, what in re.findall(r"(\d+) (passed|failed|errors?|skipped)", ran.stdout[-500:]):
        outcome.counts[f"tests-{what}"] += int(number)
    outcome.exceptions += [
        f"{tree.name}: {line}" for line in ran.stdout.splitlines() if line.startswith("FAILED")
    ]


def try_tree(tree: Path) -> None:
    """Compile, import, construct and stub every task of a tree; prints a line for each outcome."""
    import importlib

    from botocore.stub import Stubber
    from prefect.utilities.aws import get_boto_client

    sys.path.insert(0, str(tree))
    package = tree / "tasks" / "aws"
    (path,) = [path for path in package.glob("*.py") if path.name != "__init__.py"]
    source = path.read_text()
    names = re.findall(r"^class (\w+)\(Task\)", source, re.MULTILINE)
    print("tasks", len(names))
    compile(source, str(path), "exec")
    print("compile", len(names))
    module = importlib.import_module(f"tasks.aws.{path.stem}")
    tests = importlib.import_module(f"tests.tasks.aws.test_{path.stem}")
    print("import", len(names))
    for name in names:
        try:
            getattr(module, name)(name="a task")
            print("construct 1")
            test = getattr(tests, f"Test{name}")()
            client = get_boto_client(
                test.service, credentials=test.credentials, region_name="us-east-1"
            )
            with Stubber(client) as stubber:
                test.test_service_accepts_the_request(stubber)
            print("stubber 1")
        except BaseException as error:  # pytest's Skipped is no Exception
            message = " ".join(str(error).split())
            print(f"exception {name}: {type(error).__name__}: {message[:300]}")


def _report(outcomes: list[Outcome]) -> int:
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts.update(outcome.counts)
    for kind in ("tasks", "compile", "import", "construct", "stubber"):
        print(f"{kind:12} {counts[kind]:6}")
    for kind in sorted(kind for kind in counts if kind.startswith("tests-")):
        print(f"{kind:12} {counts[kind]:6}")
    unexpected = 0
    for exception in (text for outcome in outcomes for text in outcome.exceptions):
        reason = next((why for what, why in EXPECTED.items() if what in exception), None)
        unexpected += reason is None
        print(f"{exception}\n    {reason or 'not expected'}")
    return 1 if unexpected else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--generate"]:
        generate(Path(sys.argv[2]), sys.argv[3:])
    elif sys.argv[1:2] == ["--try"]:
        try_tree(Path(sys.argv[2]))
    else:
        sys.exit(main())
