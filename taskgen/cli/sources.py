"""The options that say what tasks are made of, and the model that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from taskgen.model import ModuleModel
    from taskgen.sources.openapi.document import Document
    from taskgen.spec import ModuleSpec

Command = TypeVar("Command", bound=Callable[..., None])


def source_options(command: Command) -> Command:
    """Add `--service`, `--openapi`, `--operation` and `--spec` to a command."""
    spec = click.option(
        "--spec",
        type=click.Path(path_type=Path),
        help="A TOML spec of the tasks.",
    )
    operation = click.option(
        "--operation",
        multiple=True,
        metavar="NAME",
        help="An operation of the service or document; without any, all that are not deprecated.",
    )
    openapi = click.option(
        "--openapi",
        type=click.Path(path_type=Path),
        help="An OpenAPI document, in JSON or YAML.",
    )
    service = click.option(
        "--service", metavar="NAME", help="A boto3 service, such as lambda or sqs."
    )
    return service(openapi(operation(spec(command))))


def module_model(
    service: str | None, openapi: Path | None, operations: tuple[str, ...], spec: Path | None
) -> ModuleModel:
    """The module of tasks that the options ask for.

    Raises:
        TaskgenError: what they ask for is not there, or the spec is wrong.
        click.UsageError: the options do not go together.
    """
    if service and openapi:
        raise click.UsageError("--service and --openapi do not go together.")
    if spec is None:
        if openapi:
            return _of_document(openapi, operations)
        return _of_service(service, operations)
    if service or openapi or operations:
        raise click.UsageError("--spec says the service and the operations itself.")
    wanted = _read(spec)
    if wanted.openapi is not None:
        return _of_openapi(spec.parent / wanted.openapi.file, wanted)
    if wanted.sdk is None:
        return _of_boto(wanted)
    from taskgen.sources.sdk.infer import module_model as infer

    return infer(wanted)


def _of_service(service: str | None, operations: tuple[str, ...]) -> ModuleModel:
    from taskgen.spec import ModuleSpec, TaskSpec

    if not service:
        raise click.UsageError("Say what to make: --service NAME, --openapi FILE, or --spec FILE.")
    tasks = tuple(TaskSpec(key=name) for name in dict.fromkeys(operations))
    return _of_boto(ModuleSpec(service, tasks))


def _of_document(path: Path, operations: tuple[str, ...]) -> ModuleModel:
    from taskgen.spec import ModuleSpec, OpenApiSpec, TaskSpec

    tasks = tuple(TaskSpec(key=name) for name in dict.fromkeys(operations))
    return _of_openapi(path, ModuleSpec("", tasks, openapi=OpenApiSpec(str(path))))


def _of_openapi(path: Path, wanted: ModuleSpec) -> ModuleModel:
    load, infer = openapi_source()
    return infer(load(path), wanted)


def openapi_source() -> tuple[Callable[[Path], Document], Callable[..., ModuleModel]]:
    """What loads an OpenAPI document, and what makes models of it.

    Raises:
        TaskgenError: the libraries that it takes are not installed.
    """
    from taskgen.problems import Problem, TaskgenError

    missing = [
        name
        for name in ("jsonschema_rs", "markdown_it", "openapi_spec_validator")
        if find_spec(name) is None
    ]
    if missing:
        raise TaskgenError(
            Problem(
                f"OpenAPI documents need `{missing[0].replace('_', '-')}`, which is not installed.",
                'Install taskgen with its extra: `pip install "taskgen[openapi]"`.',
            )
        )
    from taskgen.sources.openapi.document import load_document
    from taskgen.sources.openapi.infer import module_model

    return load_document, module_model


def _of_boto(wanted: ModuleSpec) -> ModuleModel:
    from taskgen.sources.botocore.data import data_folders
    from taskgen.sources.botocore.infer import module_model
    from taskgen.sources.botocore.service import load_service

    service_place = wanted.value_place("service")
    return module_model(load_service(wanted.service, data_folders(), service_place), wanted)


def _read(path: Path) -> ModuleSpec:
    from taskgen.problems import Problem, TaskgenError, readable
    from taskgen.sources.spec.read import read_spec
    from taskgen.tomlfiles.document import MAX_BYTES

    try:
        with path.open("rb") as file:
            # One byte more than the reader accepts: some files have no end.
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TaskgenError(
            Problem(
                f"The spec `{readable(str(path))}` can't be read: {error.strerror}.",
                hint="Give --spec the path of a TOML file.",
            )
        ) from error
    return read_spec(content, str(path))
