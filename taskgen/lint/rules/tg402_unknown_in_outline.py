"""TG402: the docs outline names something that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from taskgen.lint.facts import Class, Function, Module
from taskgen.lint.outline import Entry, Outline, Page
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule
from taskgen.problems import did_you_mean

RULE = Rule(
    code="TG402",
    name="unknown-in-outline",
    kind="library",
    summary="`outline.toml` names a class, function or module that is not there",
    why="The docs build imports everything that the outline names, and fails.",
    suppress="never; correct the outline.",
    bad="""
# file: setup.py
# file: lib/__init__.py
# file: lib/tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: docs/outline.toml
[pages.tasks.lib]
title = "Lib"
module = "lib.tasks"
classes = ["Load", "Laod"]
""",
    good="""
# file: setup.py
# file: lib/__init__.py
# file: lib/tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return 1
# file: docs/outline.toml
[pages.tasks.lib]
title = "Lib"
module = "lib.tasks"
classes = ["Load"]
""",
    fix=SAFE,
    fix_note="Removes a class or function that does not exist from a list on one line.",
)


def check_outline(outline: Outline, context: Context) -> Iterator[Finding]:
    """Every page whose package is beside the outline."""
    folder = outline.path.parent
    for page in outline.pages:
        top = page.module.partition(".")[0]
        root = next((r for r in _roots(folder) if _has(r, top, context)), None)
        if root is None:
            continue
        module = _module(root, page.module, context)
        if module is None:
            yield _finding(
                outline,
                page.line,
                1,
                f"There is no module `{page.module}`.",
                "Correct `module`, or remove the page.",
                page.key,
            )
            continue
        for entry in page.entries:
            yield from _entry(outline, page, entry, module, context)


def _has(root: Path, package: str, context: Context) -> bool:
    library = context.library
    return library.is_file(root / package / "__init__.py") or library.is_file(
        root / f"{package}.py"
    )


def _roots(folder: Path) -> tuple[Path, ...]:
    return (folder, folder / "src", folder.parent, folder.parent / "src")


def _module(root: Path, name: str, context: Context) -> Module | None:
    base = root.joinpath(*name.split("."))
    for path in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
        if context.library.is_file(path):
            return context.library.module(path)
    return None


def _entry(
    outline: Outline, page: Page, entry: Entry, module: Module, context: Context
) -> Iterator[Finding]:
    head, dot, last = entry.name.rpartition(".")
    inner = context.library.find_module(f"{module.name}.{head}", module) if dot else module
    if inner is None:
        return  # An attribute of something, which can't be seen.
    found = context.library.resolve(inner, last)
    if isinstance(found, str):
        module = inner
        if last in module.variables or last in module.imports or module.stars:
            return  # Made in a way that can't be seen, or comes from outside.
        known = [*module.classes, *module.functions, *module.imports]
        yield _finding(
            outline,
            entry.line,
            entry.column,
            f"There is no `{entry.name}` in `{page.module}`.",
            did_you_mean(entry.name, known) or "Correct the name, or remove it.",
            f"{page.key}.{entry.name}",
            len(entry.name),
            _fix(outline, entry),
        )
    elif isinstance(found, Class) and entry.kind == "functions":
        yield _finding(
            outline,
            entry.line,
            entry.column,
            f"`{entry.name}` is a class, but stands among the functions.",
            "Move it to `classes`.",
            f"{page.key}.{entry.name}",
            len(entry.name),
        )
    elif isinstance(found, Function) and entry.kind == "classes" and not found.decorators:
        # `@task` makes an object of a function, which the docs build takes for a class.
        yield _finding(
            outline,
            entry.line,
            entry.column,
            f"`{entry.name}` is a function, but stands among the classes.",
            "Move it to `functions`.",
            f"{page.key}.{entry.name}",
            len(entry.name),
        )


def _finding(
    outline: Outline,
    line: int,
    column: int,
    message: str,
    hint: str,
    argument: str,
    length: int = 1,
    fix: Fix | None = None,
) -> Finding:
    return Finding(
        RULE.code, outline.shown, line, column, length, message, hint, argument=argument, fix=fix
    )


def _fix(outline: Outline, entry: Entry) -> Fix | None:
    source = outline.text.splitlines()[entry.line - 1]
    start, end = entry.column - 2, entry.column + len(entry.name)
    rest = source[end:]
    if source[start:end].strip("\"'") != entry.name:
        return None
    if not source[:start].strip() and rest.strip() in (",", ""):
        return Fix(SAFE, f"Remove `{entry.name}`", (Edit(entry.line, 1, entry.line + 1, 1, ""),))
    if rest.lstrip().startswith(","):
        end += len(rest) - len(rest.lstrip()) + 1
        end += len(source[end:]) - len(source[end:].lstrip())
    elif source[:start].rstrip().endswith(","):
        start = len(source[:start].rstrip()) - 1
    return Fix(
        SAFE, f"Remove `{entry.name}`", (Edit(entry.line, start + 1, entry.line, end + 1, ""),)
    )
