"""The command line. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from taskgen import __version__

_COMMANDS = {
    "new": "Write tasks with their tests, exports, docs and changelog entries.",
    "list": "Show the services that tasks can be made for, or the operations of one.",
    "lint": "Check task libraries for bugs, and fix what can be fixed.",
    "rule": "Explain the linter's rules.",
    "spec": "Print the spec that is inferred for tasks, ready to edit.",
}
"""The commands, in the order of their help, and what the help says of each."""


class _LazyGroup(click.Group):
    """Knows its commands' names and one line on each without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"taskgen.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from taskgen.problems import did_you_mean, readable

            advice = did_you_mean(args[0], _COMMANDS)
            ctx.fail(f"There is no command `{readable(args[0])}`. {advice}".strip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taskgen")
def cli() -> None:
    """Write and check tasks for Prefect's task library."""


def main() -> None:
    """Run the command line; bad input ends with a message and exit code 2."""
    from taskgen.problems import TaskgenError, readable

    # A command makes next to no circular garbage and ends soon; looking for some takes longer.
    gc.disable()
    try:
        cli()
    except TaskgenError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        sys.exit(2)
    except OSError as error:
        # Such as a current folder that has been removed, or a full disk behind the output.
        where = f"`{readable(str(error.filename))}`" if error.filename else "The command"
        click.echo(f"error: {where} failed: {error.strerror or error}.", err=True)
        sys.exit(2)
