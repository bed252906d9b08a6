"""Shows that the tests of tasks that call Python SDKs are worth having: they kill every mutant.

Each task of the specs in `generated/specs` is generated together with its tests. Mistakes are made
in the task, one at a time, and the tests are run against it, in this process.

    python benchmarks/sdk_mutation.py                          # all specs of SDKs
    python benchmarks/sdk_mutation.py jira slack               # some of them
    python benchmarks/sdk_mutation.py jira:JIRA.create_issue   # what `taskgen new --sdk` makes
"""

from __future__ import annotations

import argparse
import ast
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

import prefect
from mutants.anycall import mutants, simplest, without_own_names
from mutants.runner import PACKAGE, Suite, prepare_process
from mutants.trees import TaskTree

from taskgen.model.task import ModuleModel, TaskModel
from taskgen.sources.python.infer import module_model as introspected
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec
from taskgen.tomlfiles.places import loads

SPECS = Path(__file__).parents[1] / "generated" / "specs"


@dataclass(slots=True)
class Outcome:
    """What became of the mutants of a task."""

    title: str
    killed: int = 0
    equivalent: int = 0
    """Mutants that do what the task does."""
    beyond: int = 0
    """Those that survive since only the spec's own code, of which tests know nothing, differs."""
    survivors: list[str] = field(default_factory=list)
    failing: str = ""
    """The tests that fail as generated."""


def modules(names: Iterable[str] = ()) -> Iterator[ModuleModel]:
    """The modules of the specs of these names and of paths to methods, or of all specs of SDKs."""
    wanted = set(names)
    for method in sorted(name for name in wanted if ":" in name):
        yield introspected([method]).module
    for path in sorted(SPECS.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if "sdk" in loads(text) and (not wanted or path.stem in wanted):
            yield module_model(read_spec(text.encode(), path.name))


def mutate(model: TaskModel, module: ModuleModel) -> Outcome:
    """Makes all mutants of one task and runs its tests against them."""
    outcome = Outcome(f"{module.package}: {model.name}")
    # The tests are those of this task alone, as if it were the only one.
    alone = replace(module, tasks=(model,))
    task = TaskTree.of(model, alone, PACKAGE)
    suite = Suite.of(model, alone)
    suite.load(task.tree)
    outcome.failing = suite.time()
    if outcome.failing:
        return outcome
    original, recent = task.source(), ""
    simple, known = simplest(task), without_own_names(task)
    for where in mutants(task):
        if task.source() == original:
            outcome.equivalent += 1
            continue
        suite.load(ast.fix_missing_locations(task.tree))
        killer = suite.failure([recent] if recent else [])
        if killer:
            recent = killer
            outcome.killed += 1
        elif simplest(task) == simple:
            outcome.equivalent += 1
        elif without_own_names(task) == known:
            outcome.beyond += 1
        else:
            outcome.survivors.append(where)
    return outcome


def main(arguments: Sequence[str]) -> int:
    """Runs the program; 1 where mutants survive or tests fail, 0 where none does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("of", nargs="*", help="specs of `generated/specs`, or paths into SDKs")
    chosen: list[str] = parser.parse_args(arguments).of
    unknown = [each for each in chosen if ":" not in each and not (SPECS / f"{each}.toml").exists()]
    if unknown:
        parser.error(f"there is no spec {unknown[0]} in {SPECS}")
    print(f"with Prefect {prefect.__version__}")
    prepare_process()
    # What mutants say is their business.
    warnings.simplefilter("ignore")
    start, outcomes = monotonic(), list[Outcome]()
    for module in modules(chosen):
        for model in module.tasks:
            outcome = mutate(model, module)
            outcomes.append(outcome)
            print(f"{outcome.title}: {summary([outcome])}", flush=True)
            print("".join(f"  {each}\n" for each in outcome.survivors), end="")
            if outcome.failing:
                print(f"tests fail as generated: {outcome.failing}")
    print(f"{len(outcomes)} tasks: {summary(outcomes)}, {monotonic() - start:.0f} s")
    return 1 if any(each.survivors or each.failing for each in outcomes) else 0


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many mutants of these tasks there are, and what became of them."""
    killed = sum(each.killed for each in outcomes)
    equivalent = sum(each.equivalent for each in outcomes)
    beyond = sum(each.beyond for each in outcomes)
    survive = sum(len(each.survivors) for each in outcomes)
    return (
        f"{killed + equivalent + beyond + survive} mutants, {killed} killed, "
        f"{equivalent} equivalent, {beyond} beyond the tests, {survive} survive"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
