"""`taskgen list` shows what tasks can be made for."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("list")
@click.argument("service", required=False)
@click.option(
    "--openapi",
    type=click.Path(path_type=Path),
    help="Show the operations of this OpenAPI document.",
)
@click.option(
    "--sdk",
    metavar="PATH",
    help="Show what is in a Python SDK: jira its classes, jira:JIRA its methods, "
    "jira:JIRA.add_comment its arguments.",
)
def command(service: str | None, openapi: Path | None, sdk: str | None) -> None:
    """Show the services that tasks can be made for, or the operations of SERVICE.

    Operations that are marked as deprecated are made only when they are named; operations that
    boto3 has no method for can't be made.
    """
    if len([each for each in (service, openapi, sdk) if each]) > 1:
        raise click.UsageError("Name a service, or give --openapi a document, or --sdk a path.")
    if sdk:
        from taskgen.sources.python.listing import listing

        click.echo("\n".join(listing(sdk)))
        return
    if openapi:
        click.echo("\n".join(_of_document(openapi)))
        return
    click.echo("\n".join(_operations(service) if service else _services()))


def _services() -> list[str]:
    from taskgen.sources.botocore.data import data_folders

    folders = data_folders()
    names = folders.services()
    width = max(map(len, names), default=0)
    return [f"{name:{width}}  {folders.full_name(name)}".rstrip() for name in names]


def _operations(name: str) -> list[str]:
    from taskgen.sources.botocore.data import data_folders
    from taskgen.sources.botocore.docs import sentences
    from taskgen.sources.botocore.service import load_service

    operations = load_service(name, data_folders()).operations.values()
    width = max((len(operation.method) for operation in operations), default=0)
    lines = []
    for operation in operations:
        said = sentences(operation.documentation, 1)
        marks = ["(deprecated)"] if operation.deprecated else []
        marks += [] if operation.has_method else ["(boto3 has no method for it)"]
        lines.append(" ".join([f"{operation.method:{width}} ", *marks, *said[:1]]).rstrip())
    return lines


def _of_document(path: Path) -> list[str]:
    from taskgen.cli.sources import openapi_source
    from taskgen.problems import TaskgenError, readable

    load, _ = openapi_source()
    from taskgen.sources.openapi.docs import sentences

    document = load(path)
    if document.problems:
        raise TaskgenError(document.problems)
    operations = document.operations
    width = max((len(readable(found.name)) for found in operations), default=0)
    lines = []
    for found in operations:
        text = found.node.text("summary") or found.node.text("description")
        marks = ["(deprecated)"] if found.deprecated else []
        name = f"{readable(found.name):{width}} "
        lines.append(" ".join([name, *marks, *sentences(text, 1)[:1]]).rstrip())
    return lines
