"""`taskgen rule` explains the linter's rules."""

from __future__ import annotations

from typing import Any

import click


@click.command("rule")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--all", "shows_all", is_flag=True, help="List all rules.")
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text")
def command(codes: tuple[str, ...], shows_all: bool, format_: str) -> None:
    """Explain a rule, by its code or name: TG201 or init-value-ignored."""
    from taskgen.lint.rules import load, names

    if shows_all or not codes:
        rules = [load(code).rule for code in names()]
        if not shows_all:
            raise click.UsageError("Name a rule, such as TG201, or give --all.")
    else:
        rules = [load(_known(code)).rule for code in codes]
    if format_ == "json":
        import json

        click.echo(json.dumps([_plain(rule) for rule in rules], indent=2))
    elif shows_all:
        width = max(len(rule.name) for rule in rules)
        for rule in rules:
            mark = "" if rule.on_by_default else " (off)"
            click.echo(f"{rule.code}  {rule.name:{width}}  {rule.kind:8}  {rule.summary}{mark}")
    else:
        from taskgen.lint.pages import page

        click.echo("\n".join(page(rule) for rule in rules), nl=False)


def _known(selector: str) -> str:
    from taskgen.lint.rules import names
    from taskgen.lint.settings import unknown_selector
    from taskgen.problems import Problem, TaskgenError, readable

    for code, name in names().items():
        if selector.upper() == code or selector == name:
            return code
    _, hint = unknown_selector(selector) or ("", "`taskgen rule --all` lists the rules.")
    raise TaskgenError(Problem(f"There is no rule `{readable(selector)}`.", hint))


def _plain(rule: Any) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "kind": rule.kind,
        "on_by_default": rule.on_by_default,
        "summary": rule.summary,
        "why": rule.why,
        "suppress": rule.suppress,
        "bad": rule.bad.strip("\n"),
        "good": rule.good.strip("\n"),
        "fix": rule.fix or None,
        "fix_note": rule.fix_note,
    }
