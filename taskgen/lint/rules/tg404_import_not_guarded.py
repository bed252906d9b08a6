"""TG404: a package imports an SDK without saying which extra is needed."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from taskgen.lint.facts import Module
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.source import Import
from taskgen.lint.surroundings import surroundings

RULE = Rule(
    code="TG404",
    name="import-not-guarded",
    kind="library",
    summary="a package imports an SDK without the extras message, or the message names another",
    why=(
        "Without the SDK the import fails with `No module named ...`, and the user does not "
        "learn which extra to install. A message that was copied names the wrong one."
    ),
    suppress="the SDK is one of the library's own requirements.",
    bad="""
# file: setup.py
# file: prefect/__init__.py
# file: prefect/tasks/__init__.py
# file: prefect/tasks/lib/__init__.py
from prefect.tasks.lib.load import Load
# file: prefect/tasks/lib/load.py
import boto3
from prefect.core import Task


class Load(Task):
    def run(self):
        return boto3.client("s3")
""",
    good="""
# file: setup.py
# file: prefect/__init__.py
# file: prefect/tasks/__init__.py
# file: prefect/tasks/lib/__init__.py
try:
    from prefect.tasks.lib.load import Load
except ImportError as err:
    raise ImportError(
        'Using `prefect.tasks.lib` requires Prefect to be installed with the "lib" extra.'
    ) from err
# file: prefect/tasks/lib/load.py
import boto3
from prefect.core import Task


class Load(Task):
    def run(self):
        return boto3.client("s3")
""",
)

CORE = frozenset(
    {
        "click",
        "cloudpickle",
        "croniter",
        "dask",
        "dateutil",
        "distributed",
        "docker",
        "importlib_resources",
        "marshmallow",
        "marshmallow_oneofschema",
        "msgpack",
        "mypy_extensions",
        "packaging",
        "pendulum",
        "prefect",
        "pytz",
        "requests",
        "slugify",
        "tabulate",
        "toml",
        "typing_extensions",
        "urllib3",
        "yaml",
    }
)
"""Top-level modules of what Prefect itself requires."""

_PACKAGE = r"Using `([\w.]+)`"


def check_module(module: Module, context: Context) -> Iterator[Finding]:
    """A package's `__init__`."""
    if not module.is_package or surroundings(module, context) is None:
        return
    for entry in module.import_nodes:
        if entry.guarded or not entry.top:
            continue
        sdk = _sdk_of(entry, module, context)
        if sdk:
            yield found(
                RULE,
                module,
                entry.node,
                f"Without `{sdk}` this import fails, and nothing says which extra to install.",
                f"Put it in `try`, with an ImportError: ``Using `{module.name}` requires Prefect "
                'to be installed with the "..." extra.``',
                argument=entry.target,
            )
    yield from _messages(module)


def _sdk_of(entry: Import, module: Module, context: Context) -> str:
    """The SDK that the imported module of this package imports, unguarded."""
    top = module.name.partition(".")[0]
    if not entry.target.startswith(f"{module.name}."):
        return ""
    source = entry.target
    found_module = context.library.find_module(source, module)
    if found_module is None:
        found_module = context.library.find_module(source.rpartition(".")[0], module)
    if found_module is None or found_module is module or found_module.is_package:
        return ""
    for inner in found_module.import_nodes:
        name = inner.target.partition(".")[0]
        if inner.guarded or not inner.top or name in CORE or name == top:
            continue
        if name in sys.stdlib_module_names or not name:
            continue
        if isinstance(inner.node, ast.ImportFrom) and inner.node.level:
            continue
        return name
    return ""


def _messages(module: Module) -> Iterator[Finding]:
    """Messages of a raised ImportError that name another package."""
    for statement in module.tree.body:
        if not isinstance(statement, ast.Try):
            continue
        for handler in statement.handlers:
            for node in ast.walk(handler):
                if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                    continue
                match = re.search(_PACKAGE, node.value)
                if match and match[1] != module.name and not module.name.startswith(f"{match[1]}."):
                    yield found(
                        RULE,
                        module,
                        node,
                        f"The message names `{match[1]}`, but the package is `{module.name}`.",
                        "Name the package, and its own extra.",
                        argument=match[1],
                    )
