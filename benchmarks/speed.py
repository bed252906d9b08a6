"""Times whole runs of the command line beside a bare interpreter, side by side in one go.

    python benchmarks/speed.py            # the commands
    python benchmarks/speed.py --all      # and all of AWS, in one process on one core

Prints the median wall and CPU time of each command, and how many times as long it takes as the
bare interpreter in the same run.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TASKGEN = [sys.executable, "-m", "taskgen"]
NEW = [*TASKGEN, "new", "--service", "lambda"]
COMMANDS = {
    "bare interpreter": [sys.executable, "-c", ""],
    "--help": [*TASKGEN, "--help"],
    "new, one operation": [*NEW, "--operation", "invoke"],
    "new, all of lambda": NEW,
    "list": [*TASKGEN, "list"],
}
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""With compiled modules, as an installed package has them."""

AIMS = {"--help": 0.10, "new, one operation": 0.20, "new, all of lambda": 0.25}
"""Seconds that the project aims at."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--all", action="store_true", help="generate all of AWS as well")
    arguments = parser.parse_args()
    wall: dict[str, list[float]] = {name: [] for name in COMMANDS}
    cpu: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(arguments.runs + 1):
        for name, command in COMMANDS.items():
            with tempfile.TemporaryDirectory() as folder:
                spent = _time(command, Path(folder))
            wall[name].append(spent[0])
            cpu[name].append(spent[1])
    bare = statistics.median(wall["bare interpreter"][1:])
    print(f"{'median of ' + str(arguments.runs):22} {'wall':>8} {'CPU':>8} {'ratio':>6} {'aim':>6}")
    for name in COMMANDS:
        # The first run of each warms the file system's cache.
        seconds = statistics.median(wall[name][1:])
        busy = statistics.median(cpu[name][1:])
        aim = f"{AIMS[name]:.2f} s" if name in AIMS else ""
        print(f"{name:22} {seconds:6.3f} s {busy:6.3f} s {seconds / bare:6.1f} {aim:>6}")
    if arguments.all:
        script = Path(__file__).with_name("all_of_aws.py")
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(script), "--generate", folder], check=True)


def _time(command: list[str], folder: Path) -> tuple[float, float]:
    """The wall and the CPU seconds of a command that is run in a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=_ENVIRONMENT)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
