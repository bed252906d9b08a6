"""`taskgen spec` prints what would be made, as a spec to edit."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

import click

from taskgen.cli.sources import Source, module_model, source_options


@click.command("spec")
@source_options
def command(source: Source) -> None:
    """Print the spec that is inferred for tasks, ready to edit and to pass to `new --spec`.

    What is made from the printed spec is what is made without it, to the byte.
    """
    from taskgen.plan import FileChange, refuse_credentials
    from taskgen.render.spec import spec_toml

    text = spec_toml(module_model(source))
    refuse_credentials([FileChange(PurePosixPath("spec"), None, text.encode())], os.environ)
    click.echo(text, nl=False)
