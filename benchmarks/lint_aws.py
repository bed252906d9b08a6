"""Is what `taskgen new` writes clean under every rule, the pedantic ones too, for all of AWS?

    python benchmarks/lint_aws.py                       # generate all services, and check them
    python benchmarks/lint_aws.py --service s3          # some of them
    python benchmarks/lint_aws.py --tree DIR            # what is generated there already

Prints every finding, files, CPU seconds and peak memory; exits with 1 if there is any finding.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LINT = ("lint", "--no-cache", "--select", "ALL", "--output-format", "concise", ".")


def main() -> int:
    """Generate, check, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--service", action="append", default=[], help="only this service")
    parser.add_argument("--tree", type=Path, help="check this tree, and generate nothing")
    options = parser.parse_args()
    if options.tree:
        return check(options.tree)
    with tempfile.TemporaryDirectory(prefix="lint-aws-") as name:
        program = str(PROJECT / "benchmarks" / "all_of_aws.py")
        subprocess.run(
            [sys.executable, program, "--generate", name, *options.service],
            check=True,
            env=_environment(),
        )
        return check(Path(name))


def check(tree: Path) -> int:
    """Check a tree in a process of its own, and print what it took."""
    command = [sys.executable, "-m", "taskgen", *LINT]
    process = subprocess.Popen(command, cwd=tree, env=_environment())
    _, status, usage = os.wait4(process.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{cpu:.1f} s of CPU, peak {usage.ru_maxrss / 1024:.0f} MB")
    return os.waitstatus_to_exitcode(status)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


if __name__ == "__main__":
    sys.exit(main())
