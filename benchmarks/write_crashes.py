"""Kills and fails `taskgen new` at every system call of its write, and looks at what is left.

    python benchmarks/write_crashes.py                # kill, then each error, at every call
    python benchmarks/write_crashes.py --step 10      # at every tenth call
    python benchmarks/write_crashes.py --only kill    # or an error's name: ENOSPC
    python benchmarks/write_crashes.py --full-disk    # on small file systems, which needs root

The real command extends a library, one of a real shape, with a second service. `strace` has to be
there: it kills the process when it enters the system call of that number, or makes that call fail.
The calls are those from when the library is locked on. Afterwards every file has to be, byte for
byte and mode for mode, as before or as planned, the package has to be one that Python can import,
and the next `taskgen new` has to leave the whole library as planned with no file too many.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEW = [sys.executable, "-m", "taskgen", "new", "--service"]
FIRST = [*NEW, "sqs", "--operation", "send_message"]
SECOND = [*NEW, "lambda", "--operation", "invoke"]
ERRORS = ("ENOSPC", "EACCES", "EIO")
CALLS = "%file,%desc"
"""All that is about files, folders and descriptors."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}

Tree = dict[str, tuple[int, bytes]]


Call = tuple[str, int]
"""A system call of the main thread: its name, and the how-manieth of that name it is."""


@dataclass(frozen=True)
class Case:
    """A library, what it is before and after, and the system calls of the write."""

    folder: Path
    before: Tree
    after: Tree
    calls: list[Call]


def main() -> None:
    """Run it; exits with 1 where a library was not whole."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--only", choices=["kill", *ERRORS])
    parser.add_argument("--full-disk", action="store_true")
    options = parser.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        if options.full_disk:
            faults += _full_disks(Path(folder))
        else:
            case = _prepare(Path(folder))
            print(f"{len(case.calls)} system calls from the lock to the end of the process")
            for what in [options.only] if options.only else ["kill", *ERRORS]:
                faults += _all_calls(case, what, options.step)
    print("\n".join(faults) or "every library was whole")
    sys.exit(bool(faults))


def _tree(folder: Path) -> Tree:
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def _prepare(folder: Path) -> Case:
    library = folder / "work"
    library.mkdir()
    (library / ".git").mkdir()
    _run(FIRST, library)
    # What is extended keeps its mode.
    (library / "generated/tasks/aws/__init__.py").chmod(0o640)
    before = _tree(library)
    shutil.copytree(library, folder / "before")
    log = folder / "calls"
    _run(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *SECOND], library)
    lines = log.read_text(errors="replace").splitlines()
    thread = lines[0].split()[0]
    names = re.findall(rf"^{thread} +(\w+)\(", "\n".join(lines), re.MULTILINE)
    counts: Counter[str] = Counter()
    calls = []
    for name in names:
        counts[name] += 1
        if counts["flock"]:
            calls.append((name, counts[name]))
    return Case(folder, before, _tree(library), calls)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def _all_calls(case: Case, what: str, step: int) -> Iterator[str]:
    ends: Counter[str] = Counter()
    for call in case.calls[::step]:
        library = case.folder / "work"
        shutil.rmtree(library)
        shutil.copytree(case.folder / "before", library)
        end, faults = _one_call(case, library, what, call)
        ends[end] += 1
        yield from (f"{what} at {call[0]} {call[1]}: {fault}" for fault in faults)
    print(f"{what}:")
    for end, count in ends.most_common():
        print(f"  {count:4} {end}")


def _one_call(case: Case, library: Path, what: str, call: Call) -> tuple[str, list[str]]:
    """How the command ended with that call, and what is wrong with the library."""
    name, number = call
    action = "signal=KILL" if what == "kill" else f"error={what}"
    inject = ["-e", f"trace={name}", "-e", f"inject={name}:{action}:when={number}"]
    ran = _run(["strace", "-f", "-qq", "-o", os.devnull, *inject, *SECOND], library)
    faults = []
    if ran.returncode not in (0, 2, -signal.SIGKILL) or "Traceback" in ran.stderr:
        faults.append(f"exit {ran.returncode}: {ran.stderr[-500:]}")
    found = _tree(library)
    left = "before" if found == case.before else "after" if found == case.after else "between"
    if what != "kill" and left == "between" and not (library / "generated/.taskgen-write").exists():
        faults.append("the library is as neither before nor after")
    faults += [
        f"{name} is as neither before nor after"
        for name, state in found.items()
        if name in case.after and state not in (case.before.get(name), case.after[name])
    ]
    faults += _not_importable(library)
    _run(SECOND, library)
    if _tree(library) != case.after:
        faults.append("the next run did not put it right")
    end = "killed" if ran.returncode == -signal.SIGKILL else f"exit {ran.returncode}"
    return f"{end}, library as {left}", faults


def _not_importable(library: Path) -> Iterator[str]:
    """Names that a package imports from modules that do not have them, without running any."""
    package = library / "generated/tasks/aws"
    init = (package / "__init__.py").read_text()
    for module, names in re.findall(r"from tasks\.aws\.(\w+) import ([\w, ]+)", init):
        file = package / f"{module}.py"
        text = file.read_text() if file.exists() else ""
        yield from (f"no {name} in {module}" for name in names.split(", ") if name not in text)


def _full_disks(folder: Path) -> Iterator[str]:
    """Writes to file systems with less and less space."""
    ends: Counter[str] = Counter()
    for kilobytes in range(24, 124, 4):
        mount = folder / "mount"
        mount.mkdir(exist_ok=True)
        options = ["-o", f"size={kilobytes}k,mode=0755"]
        subprocess.run(["mount", "-t", "tmpfs", *options, "none", str(mount)], check=True)
        try:
            (mount / ".git").mkdir()
            ran = _run(FIRST, mount)
            before = _tree(mount)
            if ran.returncode == 0:
                ran = _run(SECOND, mount)
            elif set(before) != {".git"}:
                yield f"{kilobytes} KB: left {sorted(before)}"
            found = _tree(mount)
            full = ran.returncode == 2 and "no space left on device" in ran.stderr
            if full and found != before:
                yield f"{kilobytes} KB: the library is not as it was"
            if not full and ran.returncode:
                yield f"{kilobytes} KB: {ran.stderr[-300:]}"
            ends["refused, as before" if full else "done"] += 1
        finally:
            subprocess.run(["umount", str(mount)], check=True)
    print(f"full disks: {dict(ends)}")


if __name__ == "__main__":
    main()
