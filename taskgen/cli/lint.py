"""`taskgen lint` checks task libraries, and fixes what it finds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from taskgen.lint.output import FORMATS

if TYPE_CHECKING:
    from taskgen.lint.boto import Filled
    from taskgen.lint.engine import Report
    from taskgen.lint.fix import Fixed
    from taskgen.lint.settings import LintSettings
    from taskgen.text import Prose


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--fix", "fixing", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply all fixes; implies --fix.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what --fix would change, as a diff.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 if anything was fixed.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules: TG201, TG2, ALL.")
@click.option("--extend-select", multiple=True, metavar="RULE", help="These rules as well.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option(
    "--output-format", "format_", type=click.Choice(FORMATS), default="full", show_default=True
)
@click.option(
    "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report here."
)
@click.option("--statistics", is_flag=True, help="Count findings by rule instead.")
@click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="This pyproject.toml."
)
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Accept what it lists."
)
@click.option("--write-baseline", is_flag=True, help="Accept everything that is found now.")
@click.option("--update-baseline", is_flag=True, help="Remove entries that are no longer found.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
def command(
    paths: tuple[Path, ...],
    fixing: bool,
    unsafe_fixes: bool,
    shows_diff: bool,
    exit_non_zero_on_fix: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_: str,
    output_file: Path | None,
    statistics: bool,
    config: Path | None,
    baseline: Path | None,
    write_baseline: bool,
    update_baseline: bool,
    no_cache: bool,
) -> None:
    """Check the tasks in PATHS, files or folders, by default the current one.

    Nothing that is checked is imported. Exits with 0 if there are no findings, 1 if there are, and
    2 if the call is wrong or a file could not be processed.
    """
    from dataclasses import replace

    from taskgen.lint.engine import lint
    from taskgen.lint.settings import read_settings, with_options

    settings = read_settings(Path.cwd(), config)
    settings = with_options(settings, _split(select), _split(extend_select), _split(ignore))
    if baseline is not None:
        settings = replace(settings, baseline=str(baseline.absolute()))
    where = list(paths) or [Path()]
    if write_baseline or update_baseline:
        _baseline(where, settings, write=write_baseline)
        return
    if fixing or unsafe_fixes or shows_diff:
        from taskgen.lint.fix import fix

        fixed, report = fix(
            where, settings, unsafe=unsafe_fixes, write=not shows_diff, texts=_member_text
        )
        if shows_diff:
            _show_diff(fixed, settings)
            return
    else:
        report = lint(where, settings, cache=not no_cache)
    if statistics:
        _statistics(report)
    else:
        _show(report, format_, output_file)
    failed = report.failed
    found = bool(report.findings) or (exit_non_zero_on_fix and bool(report.fixed))
    _leave(2 if failed else 1 if found else 0)


def _member_text(filled: Filled) -> Prose:
    """What botocore's data says of a member; it is read for fixes that ask for it."""
    from taskgen.sources.botocore.lookup import member_text

    return member_text(*filled)


def _leave(code: int) -> NoReturn:
    """Exit, in a process of its own without taking apart what is in memory.

    That would take a tenth of the time of a run: there are syntax trees of whole libraries.
    """
    if sys.stdout is sys.__stdout__ and sys.stderr is sys.__stderr__:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)
    raise SystemExit(code)


def _split(values: tuple[str, ...]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _show(report: Report, format_: str, output_file: Path | None) -> None:
    from taskgen.lint.output import render

    text = "".join(render(format_, report))
    if output_file is None:
        click.echo(text, nl=False)
        return
    from taskgen.problems import Problem, TaskgenError

    try:
        output_file.write_text(text, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise TaskgenError(
            Problem(f"`{output_file}` can't be written: {error.strerror}.")
        ) from None


def _show_diff(fixed: Fixed, settings: LintSettings) -> None:
    from taskgen.lint.fix import diff

    click.echo(diff(fixed, settings.base), nl=False)
    count = sum(fixed.counts.values())
    click.echo(f"Would fix {count} finding{'s' if count != 1 else ''}.", err=True)
    raise SystemExit(1 if count else 0)


def _statistics(report: Report) -> None:
    from collections import Counter

    from taskgen.lint.rules import names

    counts = Counter(finding.code for finding in report.findings)
    known = names()
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6}  {code}  {known.get(code, '')}")


def _baseline(paths: list[Path], settings: LintSettings, *, write: bool) -> None:
    from dataclasses import replace

    from taskgen.lint.baseline import baseline_of, baseline_text, read_baseline
    from taskgen.lint.engine import lint
    from taskgen.problems import Problem, TaskgenError

    if not settings.baseline:
        raise TaskgenError(
            Problem(
                "No baseline is named.",
                "Give `--baseline FILE`, or set `baseline` in `[tool.taskgen.lint]`.",
            )
        )
    path = settings.base / settings.baseline
    if write:
        report = lint(paths, replace(settings, baseline=""))
        known = baseline_of(report.findings)
        if path.exists():
            raise TaskgenError(
                Problem(
                    f"There is a baseline already: `{path}`.",
                    "`--update-baseline` shrinks it; to start again, delete it first.",
                )
            )
    else:
        report = lint(paths, settings)
        known = read_baseline(path) - report.left
    try:
        path.write_text(baseline_text(known), encoding="utf-8")
    except OSError as error:
        raise TaskgenError(Problem(f"`{path}` can't be written: {error.strerror}.")) from None
    count = sum(known.values())
    click.echo(f"The baseline accepts {count} finding{'s' if count != 1 else ''}.")
    raise SystemExit(2 if report.failed else 0)
