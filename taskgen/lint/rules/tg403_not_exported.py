"""TG403: a public task is not exported by its package."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.conventions import LINE_LENGTH
from taskgen.lint.edits import indent_of
from taskgen.lint.facts import Module
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.surroundings import surroundings
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG403",
    name="not-exported",
    kind="library",
    summary="a public task is missing from its package's `__init__` or from its `__all__`",
    why="`from package import Task` fails, though it is how the docs say that tasks are imported.",
    suppress="the class is a base for others that users should not see.",
    bad="""
# file: setup.py
# file: lib/__init__.py
from lib.tasks import Store
# file: lib/tasks.py
from prefect import Task


class Store(Task):
    def run(self):
        return 1


class Load(Task):
    def run(self):
        return 1
""",
    good="""
# file: setup.py
# file: lib/__init__.py
from lib.tasks import Load, Store
# file: lib/tasks.py
from prefect import Task


class Store(Task):
    def run(self):
        return 1


class Load(Task):
    def run(self):
        return 1
""",
    fix=SAFE,
    fix_note="Imports the class beside the others of its module, and adds it to `__all__`.",
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """The class, where its package exports others."""
    module = task.module
    if module.is_package or not task.is_public or surroundings(module, context) is None:
        return
    if task.run is None or task.run.is_abstract:
        return
    path = module.path.parent / "__init__.py"
    package = context.library.module(path)
    if package is None or not package.name:
        return
    exports = package.exports
    is_imported = task.name in package.imports or module.name in package.stars
    if is_imported and (exports is None or task.name in exports or module.name in package.stars):
        return
    if package.name in package.stars or task.is_internal or not _exports_any(package, context):
        return
    where = "`__all__` of" if is_imported else "the imports of"
    yield found(
        RULE,
        task.cls,
        task.cls.node,
        f"`{task.name}` is missing from {where} `{package.shown}`.",
        f"Export it: `from {module.name} import {task.name}`, and name it in `__all__`.",
        fix=_fix(package, module, task.name, is_imported),
    )


def _exports_any(package: Module, context: Context) -> bool:
    """Whether it imports names of its modules; one that imports only the modules exports none."""
    return any(
        entry.target.startswith(f"{package.name}.")
        and isinstance(entry.node, ast.ImportFrom)
        and context.library.find_module(entry.target, package) is None
        for entry in package.import_nodes
    )


def _fix(package: Module, module: Module, name: str, is_imported: bool) -> Fix | None:
    edits: list[Edit] = []
    if not is_imported:
        edit = _import(package, module, name)
        if edit is None:
            return None
        edits.append(edit)
    if package.exports:
        last = list(package.exports.values())[-1]
        line, column = last.lineno, package.column(last.lineno, last.end_col_offset or 0)
        own_line = package.lines[line - 1].strip() in (
            f'"{list(package.exports)[-1]}",',
            f'"{list(package.exports)[-1]}"',
        )
        text = f',\n{indent_of(package, line)}"{name}"' if own_line else f', "{name}"'
        edits.append(Edit(line, column, line, column, text, package.shown))
    return Fix(SAFE, f"Export `{name}`", tuple(edits))


def _import(package: Module, module: Module, name: str) -> Edit | None:
    nodes = [e.node for e in package.import_nodes if e.target.startswith(f"{package.name}.")]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    if not froms:
        return None
    same = [node for node in froms if package.absolute(node) == module.name]
    last = same[-1] if same else froms[-1]
    indent = indent_of(package, last.lineno)
    relative = last.level == 1
    source = f".{module.name.rpartition('.')[2]}" if relative else module.name
    if same:
        names = [
            alias.name + (f" as {alias.asname}" if alias.asname else "") for alias in last.names
        ]
        segment = package.segment(last)
        if "#" in segment or "\\" in segment:
            return None
        text = f"from {source} import {', '.join([*names, name])}"
        if len(indent + text) > LINE_LENGTH:
            inner = "".join(f"{indent}    {one},\n" for one in [*names, name])
            text = f"from {source} import (\n{inner}{indent})"
        end = last.end_lineno or last.lineno
        return Edit(
            last.lineno,
            len(indent) + 1,
            end,
            package.column(end, last.end_col_offset or 0),
            text,
            package.shown,
        )
    end = (last.end_lineno or last.lineno) + 1
    return Edit(end, 1, end, 1, f"{indent}from {source} import {name}\n", package.shown)
