"""Shows that the tests which taskgen generates are worth having: they kill every mutant.

Each task is generated together with its tests. Mistakes are made in the task, one at a time,
and the tests are run against it. A mistake that no test notices is a survivor, unless a reason
computed from it says why it is none.

    python benchmarks/mutation.py --service lambda --operation invoke
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from time import monotonic
from typing import Any

from mutants.chosen import SERVICES, task_specs, title
from mutants.equivalence import DEFAULT_NEVER_USED, ORDER_OF_ATTRIBUTES, holds, reason
from mutants.operators import OPERATORS, Operator
from mutants.runner import PACKAGE, Suite, prepare_process
from mutants.trees import TaskTree
from mutants.verify import differences

from taskgen.model.task import ModuleModel
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import Service, load_service
from taskgen.sources.openapi.document import Document, load_document
from taskgen.sources.openapi.infer import module_model as http_module_model
from taskgen.spec import ModuleSpec, TaskSpec

_OFTEN_EQUIVALENT = {
    "change-run-default": DEFAULT_NEVER_USED,
    "attributes-after-super": ORDER_OF_ATTRIBUTES,
}
"""Operators whose mutants are held against a reason before all tests are run in vain."""

_recent: dict[str, list[str]] = {}
"""The tests that killed an operator's mutants in this process, the latest first."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test killed."""

    operator: str
    where: str
    diff: str


@dataclass(slots=True)
class Outcome:
    """What became of the mutants of a task."""

    service: str
    title: str
    killed: Counter[str] = field(default_factory=Counter)
    """By operator."""
    equivalent: Counter[str] = field(default_factory=Counter)
    """By reason."""
    survivors: list[Survivor] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What makes the figures worthless: tests that fail as generated, reasons that are wrong."""

    @property
    def mutants(self) -> int:
        """How many there were."""
        return self.killed.total() + self.equivalent.total() + len(self.survivors)


def mutate(
    service: str,
    spec: TaskSpec,
    operators: Iterable[Operator] | None = None,
    tests: str | None = None,
) -> Outcome:
    """Makes all mutants of one task and runs its tests against them.

    Args:
        service: the name of the service.
        spec: the task.
        operators: the mistakes to make; all by default.
        tests: the test class to run in place of the generated one.
    """
    module = module_model(_service(service), ModuleSpec(service, (spec,)))
    return mutate_module(Outcome(service, title(service, spec)), module, operators, tests)


def mutate_operation(document: Path, name: str) -> Outcome:
    """Makes all mutants of the task of an operation of an OpenAPI document."""
    from mutants.http_operators import HTTP_OPERATORS

    spec = ModuleSpec("", (TaskSpec(name),))
    module = http_module_model(_document(document), spec)
    outcome = Outcome(document.stem, f"{document.stem} {name}")
    return mutate_module(outcome, module, HTTP_OPERATORS.values())


def mutate_module(
    outcome: Outcome,
    module: ModuleModel,
    operators: Iterable[Operator] | None = None,
    tests: str | None = None,
) -> Outcome:
    """Makes all mutants of the only task of a module; adds to the outcome what became of them."""
    (model,) = module.tasks
    task = TaskTree.of(model, module, PACKAGE)
    suite = Suite.of(model, module, tests)
    suite.load(task.tree)
    suite.time()  # the first run also fills caches
    if failing := suite.time():
        outcome.problems.append(f"{outcome.title}: tests fail as generated: {failing}")
        return outcome
    original = task.source()
    verified: set[str] = set()
    for operator in operators or OPERATORS.values():
        recent = _recent.setdefault(operator.name, [])
        expected = _OFTEN_EQUIVALENT.get(operator.name)
        for where in operator.mutants(task):
            why = None
            if expected and holds(expected, original, task.source()):
                why = expected
            if why and why in verified:
                outcome.equivalent[why] += 1
                continue
            suite.load(task.tree)
            failing = suite.failure(recent)
            if failing and why:
                outcome.problems.append(f"{outcome.title}: {failing} kills {where}, though {why}")
            elif failing:
                recent[:] = [failing, *(name for name in recent if name != failing)]
                outcome.killed[operator.name] += 1
            elif task.source() == original:
                outcome.problems.append(
                    f"{outcome.title}: {operator.name} changes nothing: {where}"
                )
            elif why := why or reason(original, task.source()):
                verified.add(why)
                outcome.equivalent[why] += 1
            else:
                diff = _diff(original, task.source(), outcome.title)
                outcome.survivors.append(Survivor(operator.name, where, diff))
    return outcome


@cache
def _document(path: Path) -> Document:
    return load_document(path)


@cache
def _service(name: str) -> Service:
    return load_service(name, data_folders())


def _diff(before: str, after: str, name: str) -> str:
    return "\n".join(
        difflib.unified_diff(
            before.splitlines(), after.splitlines(), name, "mutant", lineterm="", n=2
        )
    )


Job = tuple[str, TaskSpec] | tuple[Path, str]
"""A service and what its task is to be, or a document and an operation's name."""


def _run(job: Job) -> Outcome:
    origin, wanted = job
    if isinstance(wanted, str):
        return mutate_operation(Path(origin), wanted)
    return mutate(str(origin), wanted)


def run_all(jobs: Sequence[Job], processes: int) -> Iterator[Outcome]:
    """The outcomes of all tasks, in their order."""
    with Pool(processes, initializer=prepare_process) as pool:
        yield from pool.imap(_run, jobs, chunksize=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; 1 where mutants survive, 0 where none does."""
    options = _options(arguments)
    if options.operators:
        for operator in OPERATORS.values():
            print(f"{operator.name:28} {operator.description}.")
        return 0
    jobs: list[Any] = [
        (path, found.name)
        for path in options.openapi
        for found in _document(path).operations
        if not options.operation or found.name in options.operation
    ]
    jobs += [
        (service, spec)
        for service in options.service or ([] if options.openapi else SERVICES)
        for spec in task_specs(service, options.operation)
    ]
    if options.sample:
        jobs = jobs[:: max(1, len(jobs) // options.sample)][: options.sample]
    if not jobs:
        print("No such operation.", file=sys.stderr)
        return 2
    if options.verify:
        return _verify(jobs[:: max(1, len(jobs) // options.verify)][: options.verify])
    start = monotonic()
    outcomes = []
    for outcome in run_all(jobs, options.jobs):
        outcomes.append(outcome)
        mutants = sum(each.mutants for each in outcomes)
        survivors = sum(len(each.survivors) for each in outcomes)
        _progress(
            f"{len(outcomes)} of {len(jobs)} tasks, {mutants:,} mutants, {survivors} survivors, "
            f"{monotonic() - start:.0f} s: {outcome.title}",
            milestone=len(outcomes) % 50 == 0,
        )
    _progress("")
    _report(outcomes)
    print(f"{monotonic() - start:.0f} s on {options.jobs} processes")
    return 1 if any(outcome.survivors or outcome.problems for outcome in outcomes) else 0


def _verify(jobs: Sequence[tuple[str, TaskSpec]]) -> int:
    """Compares the verdicts in process with pytest's; 1 where they differ."""
    prepare_process()
    compared, wrong = 0, 0
    for service, spec in jobs:
        module = module_model(_service(service), ModuleSpec(service, (spec,)))
        count, different = differences(module)
        print(f"{title(service, spec)}: {count} verdicts, {len(different)} differ")
        print("".join(f"  {each}\n" for each in different), end="")
        compared, wrong = compared + count, wrong + len(different)
    print(f"{compared} verdicts of {len(jobs)} tasks compared with pytest's, {wrong} differ")
    return 1 if wrong else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--service", action="append", metavar="NAME", help="only this service")
    parser.add_argument(
        "--openapi",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="the operations of this document",
    )
    parser.add_argument(
        "--operation", action="append", default=[], metavar="NAME", help="only this method"
    )
    parser.add_argument(
        "--sample", type=int, metavar="N", help="only N tasks, evenly spread, always the same"
    )
    parser.add_argument(
        "--verify",
        type=int,
        metavar="N",
        help="run the first mutant of each operator of N tasks under pytest, too, and compare",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--operators", action="store_true", help="list the operators and stop")
    return parser.parse_args(arguments)


def _progress(text: str, milestone: bool = False) -> None:
    """Shows the text in place of the last; where that can't be, only milestones are shown."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)
    elif milestone:
        print(text, file=sys.stderr, flush=True)


def _report(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        for problem in outcome.problems:
            print(f"problem: {problem}")
        for survivor in outcome.survivors:
            print(f"survivor: {outcome.title}: {survivor.operator}: {survivor.where}")
            print(survivor.diff, end="\n\n")
    header = (
        f"{'service':16} {'tasks':>6} {'mutants':>9} {'killed':>9} {'equivalent':>11} survivors"
    )
    print(header)
    for service in dict.fromkeys(outcome.service for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.service == service]
        print(_row(service, own))
    print(_row("all", outcomes))
    print("\nequivalent, by reason:")
    reasons = sum((outcome.equivalent for outcome in outcomes), Counter[str]())
    for why, count in reasons.most_common():
        print(f"{count:9,}  {why}")
    print("\nkilled, by operator:")
    killed = sum((outcome.killed for outcome in outcomes), Counter[str]())
    for name in dict.fromkeys([*OPERATORS, *killed]):
        print(f"{killed[name]:9,}  {name}")


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    mutants = sum(outcome.mutants for outcome in outcomes)
    killed = sum(outcome.killed.total() for outcome in outcomes)
    equivalent = sum(outcome.equivalent.total() for outcome in outcomes)
    survivors = sum(len(outcome.survivors) for outcome in outcomes)
    return f"{name:16} {len(outcomes):6,} {mutants:9,} {killed:9,} {equivalent:11,} {survivors:9,}"


if __name__ == "__main__":
    sys.exit(main())
