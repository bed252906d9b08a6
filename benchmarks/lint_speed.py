"""How long `taskgen lint` takes, beside pydoclint, flake8, fixit and ruff.

Whole processes, each measured several times: the median of CPU and wall seconds, and the largest
peak of memory. Where the other tools are is said by a folder with their commands, as a virtual
environment's `bin` is:

    python benchmarks/lint_speed.py path/to/prefect/tasks --tools other-venv/bin [--generated DIR]

Inputs are copied to a temporary folder, so that no tool finds settings or caches of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COPIES = 20
PROJECT = Path(__file__).parent.parent


def measure(command: list[str], cwd: Path, runs: int) -> tuple[float, float, float]:
    """Median CPU seconds, median wall seconds and peak megabytes of a command."""
    cpu, wall, peak = [], [], 0.0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": ""},
        )
        _, _, usage = os.wait4(process.pid, 0)
        wall.append(time.perf_counter() - start)
        cpu.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(cpu), statistics.median(wall), peak


def report(name: str, command: list[str], cwd: Path, runs: int) -> None:
    """Measure a command and print its row."""
    cpu, wall, peak = measure(command, cwd, runs)
    print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} |", flush=True)


def taskgen(*args: str) -> list[str]:
    """The command of this project's linter."""
    return [sys.executable, "-m", "taskgen", "lint", "--statistics", *args]


def main() -> None:
    """Measure everything that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", type=Path, help="prefect's task library")
    parser.add_argument("--tools", type=Path, help="where pydoclint, flake8, fixit and ruff are")
    parser.add_argument("--generated", type=Path, help="the generated tree of all of AWS")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = folder / "one" / "prefect" / "tasks"
        shutil.copytree(options.tasks, one, ignore=shutil.ignore_patterns("__pycache__"))
        (one.parent / "__init__.py").touch()
        many = folder / "many"
        for number in range(COPIES):
            shutil.copytree(one.parent, many / f"copy{number}" / "prefect")
        # Compiles taskgen's own modules, and fills the cache of the warm runs.
        measure(taskgen("."), one, 1)
        print(
            f"| {len(list(one.rglob('*.py')))} files, {options.runs} runs | CPU s | wall s | MB |"
        )
        print("| --- | --- | --- | --- |")
        report("taskgen, cold", taskgen("--no-cache", "."), one, options.runs)
        report("taskgen, warm", taskgen("."), one, options.runs)
        single = str(Path("aws") / "batch.py")
        report("taskgen, one file, cold", taskgen("--no-cache", single), one, options.runs)
        report(f"taskgen, {COPIES} copies, cold", taskgen("--no-cache", "."), many, 3)
        measure(taskgen("."), many, 1)
        report(f"taskgen, {COPIES} copies, warm", taskgen("."), many, 3)
        if options.generated:
            report("taskgen, all of AWS, cold", taskgen("--no-cache", "."), options.generated, 1)
        if options.tools:
            tools = options.tools.absolute()
            report("ruff", [f"{tools}/ruff", "check", "--no-cache", "--select", "ALL", "."], one, 5)
            report("flake8", [f"{tools}/flake8", "."], one, options.runs)
            report("pydoclint", [f"{tools}/pydoclint", "--quiet", "."], one, options.runs)
            report("fixit", [f"{tools}/fixit", "lint", "."], one, 1)


if __name__ == "__main__":
    main()
