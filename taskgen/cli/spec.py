"""`taskgen spec` prints what would be made, as a spec to edit."""

from __future__ import annotations

from pathlib import Path

import click

from taskgen.cli.sources import module_model, source_options


@click.command("spec")
@source_options
def command(
    service: str | None, openapi: Path | None, operation: tuple[str, ...], spec: Path | None
) -> None:
    """Print the spec that is inferred for tasks, ready to edit and to pass to `new --spec`.

    What is made from the printed spec is what is made without it, to the byte.
    """
    from taskgen.render.spec import spec_toml

    click.echo(spec_toml(module_model(service, openapi, operation, spec)), nl=False)
