"""TG405: an SDK is imported that no extra of `setup.py` installs."""

from __future__ import annotations

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
    top = module.name.partition(".")[0]
    reported: set[str] = set()
    for entry in module.import_nodes:
        name = entry.target.partition(".")[0]
        if not entry.target or name in CORE or name == top or name in sys.stdlib_module_names:
            continue
        if getattr(entry.node, "level", 0) or name in reported or _is_known(entry.target, known):
            continue
        if context.library.find_module(name, module) is not None:
            continue
        reported.add(name)
        yield found(
            RULE,
            module,
            entry.node,
            f"`{context.library.shown(around.setup)}` names nothing that installs `{name}`.",
            "Add the SDK's distribution to the extra of this package.",
            argument=name,
        )


def _is_known(target: str, known: frozenset[str]) -> bool:
    """Whether some requirement may be what installs the module: names are compared loosely."""
    parts = [re.sub(r"[-_.]+", "-", part.lower()) for part in target.split(".")]
    top = parts[0].replace("-", "")
    for name in known:
        joined = name.replace("-", "")
        if top in joined or (len(top) > 3 and joined in top):
            return True
    aliases = {
        "bs4": "beautifulsoup4",
        "pil": "pillow",
        "cv2": "opencv-python",
        "sklearn": "scikit-learn",
        "mysqldb": "mysqlclient",
        "pymysql": "pymysql",
        "dateutil": "python-dateutil",
        "jwt": "pyjwt",
        "git": "gitpython",
        "psycopg2": "psycopg2-binary",
        "pymssql": "pyodbc",
    }
    return aliases.get(top, "") in known
