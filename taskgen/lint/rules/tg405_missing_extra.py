"""TG405: an SDK is imported that no extra of `setup.py` installs."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from taskgen.lint.facts import Module
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.rules.tg404_import_not_guarded import CORE
from taskgen.lint.surroundings import requirements, surroundings
from taskgen.lint.tasks import tasks_of

RULE = Rule(
    code="TG405",
    name="missing-extra",
    kind="library",
    summary="a task module imports an SDK that `setup.py` names nowhere",
    why="No extra installs the SDK, so that what the ImportError recommends does not help.",
    suppress="another requirement brings the SDK along.",
    bad="""
# file: setup.py
extras = {"aws": ["boto3 >= 1.9"]}
# file: lib/__init__.py
# file: lib/load.py
import jira
from prefect import Task


class Load(Task):
    def run(self):
        return jira.JIRA()
""",
    good="""
# file: setup.py
extras = {"jira": ["jira >= 2.0.0"]}
# file: lib/__init__.py
# file: lib/load.py
import jira
from prefect import Task


class Load(Task):
    def run(self):
        return jira.JIRA()
""",
)


def check_module(module: Module, context: Context) -> Iterator[Finding]:
    """Imports of a module with tasks, inside functions too."""
    around = surroundings(module, context)
    if around is None or around.setup is None or not tasks_of(module, context.library):
        return
    known = requirements(context.library, around)
    if not known:
        return
    top = module.name.partition(".")[0]
    reported: set[str] = set()
    for target, node in _imported(module):
        name = target.partition(".")[0]
        if not target or name in CORE or name == top or name in sys.stdlib_module_names:
            continue
        if getattr(node, "level", 0) or name in reported or _is_known(target, known):
            continue
        if context.library.find_module(name, module) is not None:
            continue
        reported.add(name)
        yield found(
            RULE,
            module,
            node,
            f"`{context.library.shown(around.setup)}` names nothing that installs `{name}`.",
            "Add the SDK's distribution to the extra of this package.",
            argument=name,
        )


def _imported(module: Module) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """What the module imports, where it begins and in its functions, by absolute names."""
    for entry in module.import_nodes:
        yield entry.target, entry.node
    methods = [method for cls in module.all_classes() for method in cls.methods.values()]
    for function in [*module.functions.values(), *methods]:
        for node in function.body.imports:
            base = f"{module.absolute(node)}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                yield f"{base}{alias.name}", node


def _is_known(target: str, known: frozenset[str]) -> bool:
    """Whether some requirement may be what installs the module: names are compared loosely."""
    parts = [part.lower() for part in target.split(".")]
    if parts[0] in _SHARED:
        return _is_known_part(parts, known)
    top = _plain(parts[0])
    for name in known:
        joined = _plain(name)
        if top in joined or (len(top) > 3 and joined in top):
            return True
    return not known.isdisjoint(_INSTALLED_BY.get(parts[0], ()))


def _is_known_part(parts: list[str], known: frozenset[str]) -> bool:
    """Whether the part of a namespace that many distributions share is one of theirs."""
    own = [name for name in known if name.startswith(f"{parts[0]}-")]
    part = parts[1:3] if parts[1:2] in (["cloud"], ["storage"], ["mgmt"]) else parts[1:2]
    if not part or part[-1] in _SHARED[parts[0]]:
        return bool(own)
    wanted = _plain("".join([parts[0], *part]))
    return any(_plain(name).startswith(wanted) or wanted.startswith(_plain(name)) for name in own)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "", name)


_SHARED = {
    "azure": frozenset({"common", "core"}),
    "google": frozenset(
        {"api_core", "auth", "cloud", "exceptions", "oauth2", "protobuf", "resumable_media"}
    ),
}
"""Namespaces of many distributions, and the parts that come along with any of them."""

_INSTALLED_BY = {
    "botocore": ("boto3",),
    "bs4": ("beautifulsoup4",),
    "cv2": ("opencv-python", "opencv-python-headless"),
    "dateutil": ("python-dateutil", "pandas"),
    "git": ("gitpython",),
    "jwt": ("pyjwt",),
    "mysqldb": ("mysqlclient",),
    "nbformat": ("nbconvert", "papermill", "jupyter"),
    "numpy": ("pandas",),
    "pil": ("pillow",),
    "psycopg2": ("psycopg2-binary",),
    "python_http_client": ("sendgrid",),
    "pytz": ("pandas", "pendulum"),
    "six": ("python-dateutil", "pandas"),
    "sklearn": ("scikit-learn",),
    "urllib3": ("requests", "boto3"),
}
"""Distributions that install a module of another name, or bring it along."""
