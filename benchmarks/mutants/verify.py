"""Holds the verdicts of the runner in process against those of pytest itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from mutants.operators import OPERATORS
from mutants.runner import NO_NETWORK, PACKAGE, Suite
from mutants.trees import TaskTree
from taskgen.model.task import ModuleModel
from taskgen.render.boto.task import task_imports
from taskgen.render.boto.tests import base_source, test_imports, test_source

# A mutant under pytest may make a client that is not stubbed; it must not get anywhere.


def differences(module: ModuleModel) -> tuple[int, list[str]]:
    """How many verdicts were compared, and which differ.

    Args:
        module: a module of one task; of its mutants, the first of each operator is taken.
    """
    (model,) = module.tasks
    task = TaskTree.of(model, module, PACKAGE)
    suite = Suite.of(model, module)
    suite.load(task.tree)
    suite.time()
    killed: dict[str, bool] = {}
    with TemporaryDirectory() as folder:
        for operator in OPERATORS.values():
            for where in operator.mutants(task):
                suite.load(task.tree)
                killed[f"{operator.name}: {where}"] = bool(suite.failure())
                _write(Path(folder), f"m{len(killed)}", module, task.source())
                break
        failed = _failed(Path(folder))
    return len(killed), [
        f"{mutant}: {'killed' if verdict else 'survived'} here, not under pytest"
        for index, (mutant, verdict) in enumerate(killed.items(), 1)
        if verdict is not (f"m{index}" in failed)
    ]


def _write(folder: Path, name: str, module: ModuleModel, mutant: str) -> None:
    """Writes a mutant and its tests as modules of a package of this name."""
    package = f"{name}.tasks"
    (model,) = module.tasks
    path = folder / name / "tasks" / module.package / f"{module.module}.py"
    path.parent.mkdir(parents=True)
    path.write_text(f"{_imports(task_imports([model]))}\n\n{mutant}\n", encoding="utf-8")
    imports = _imports(test_imports([model], module, package))
    tests = f"{imports}\n\n{base_source()}\n\n\n{test_source(model)}\n"
    (folder / name / f"test_{module.module}.py").write_text(tests, encoding="utf-8")


def _imports(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(
        f"from {origin} import {name}" if origin else f"import {name}" for origin, name in pairs
    )


def _failed(folder: Path) -> set[str]:
    """The packages in which tests fail under pytest."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rfE", "-W", "ignore"]
    command += ["--import-mode=importlib", "-p", "no:cacheprovider"]
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    run = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **NO_NETWORK, "PYTHONPATH": path, "COLUMNS": "1000"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        raise RuntimeError(f"pytest did not run: {run.stdout}{run.stderr}")
    return set(re.findall(r"^FAILED (m\d+)/", run.stdout, re.MULTILINE))
