"""`taskgen new` writes tasks into the library that the current folder belongs to."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from taskgen.cli.sources import Source, module_model, source_options

if TYPE_CHECKING:
    from taskgen.plan import Plan


@click.command("new")
@source_options
@click.option("--force", is_flag=True, help="Replace classes that are there and differ.")
@click.option("--dry-run", is_flag=True, help="Show which files would change, and write nothing.")
@click.option("--diff", "show_diff", is_flag=True, help="Show the changes, and write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
def command(
    source: Source,
    force: bool,
    dry_run: bool,
    show_diff: bool,
    check: bool,
) -> None:
    """Write tasks with their tests, exports, docs and changelog entries.

    In a checkout of Prefect 1 they go where the library has them; where pyproject.toml has a
    [tool.taskgen] table, it says where; elsewhere they go below generated/. Files that are there
    are extended. A class that is there and differs is left alone and reported.

    Exits with 0; with 1 if a class was left alone, or if --check found something to change; with
    2 for bad input, with nothing written.
    """
    from taskgen import plan as plans
    from taskgen.contribution import closing_words, contribution
    from taskgen.library.layout import find_layout
    from taskgen.write import recover, refuse_interrupted, write

    module = module_model(source)
    layout = find_layout(Path.cwd())
    if dry_run or show_diff or check:
        refuse_interrupted(layout.root)
    elif done := recover(layout.root):
        click.echo(done, err=True)
    plan = contribution(module, layout, force=force, spec=_shown(source.spec, layout.root))
    for conflict in plan.conflicts:
        click.echo(f"left alone: {conflict}", err=True)
    if show_diff:
        click.echo(plans.diff(plan, _below(Path.cwd(), plan.root)), nl=False)
    if dry_run or (check and not show_diff):
        click.echo(_files(plan), nl=False)
    if dry_run or show_diff or check:
        changed = check and plans.changed(plan)
        raise SystemExit(1 if changed or plan.conflicts else 0)
    # Put together before the write: whatever fails after it fails too late.
    words = _files(plan) + closing_words(plan, module, layout, Path.cwd())
    write(plan)
    click.echo(words, nl=False)
    raise SystemExit(1 if plan.conflicts else 0)


def _below(folder: Path, root: Path) -> PurePosixPath:
    """The path of the root from the folder, where a diff is applied; nothing if it is above."""
    inside = root.is_relative_to(folder)
    return PurePosixPath(root.relative_to(folder)) if inside else PurePosixPath()


def _shown(spec: Path | None, root: Path) -> str:
    """The spec from the root, or its name alone where it is elsewhere: on somebody's machine."""
    if spec is None:
        return ""
    whole = spec.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else spec.name


def _files(plan: Plan) -> str:
    """What happens to each file, below the folder that they are in if it is not this one."""
    from taskgen.plan import summary

    folder = os.path.relpath(plan.root)
    heading = "" if folder == "." else f"In {folder}:\n"
    return heading + summary(plan)
