"""The options that say what tasks are made of, and the model that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from taskgen.model.task import ModuleModel
    from taskgen.sources.openapi.document import Document
    from taskgen.spec import ModuleSpec

Command = TypeVar("Command", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Source:
    """What the options say that tasks are made of."""

    service: str | None = None
    openapi: Path | None = None
    operations: tuple[str, ...] = ()
    sdk: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    spec: Path | None = None


def source_options(command: Command) -> Command:
    """Add the options of a `Source` to a command, which takes it as its argument `source`."""

    @wraps(command)
    def with_source(
        service: str | None,
        openapi: Path | None,
        operation: tuple[str, ...],
        sdk: tuple[str, ...],
        secret: tuple[str, ...],
        spec: Path | None,
        **options: Any,
    ) -> None:
        command(source=Source(service, openapi, operation, sdk, secret, spec), **options)

    for option in (
        click.option("--spec", type=click.Path(path_type=Path), help="A TOML spec of the tasks."),
        click.option(
            "--secret",
            multiple=True,
            metavar="NAME",
            help="A kwarg of the SDK's call that is secret, beside those that look it.",
        ),
        click.option(
            "--sdk",
            multiple=True,
            metavar="PATH",
            help="A call of a Python SDK, such as jira:JIRA.create_issue. The SDK is imported.",
        ),
        click.option(
            "--operation",
            multiple=True,
            metavar="NAME",
            help="An operation of the service or document; without any, all that are not "
            "deprecated.",
        ),
        click.option(
            "--openapi",
            type=click.Path(path_type=Path),
            help="An OpenAPI document, in JSON or YAML.",
        ),
        click.option("--service", metavar="NAME", help="A boto3 service, such as lambda or sqs."),
    ):
        with_source = option(with_source)
    return cast(Command, with_source)


def module_model(source: Source) -> ModuleModel:
    """The module of tasks that the options ask for; what is to be known of them is shown.

    Raises:
        TaskgenError: what they ask for is not there, or the spec is wrong.
        click.UsageError: the options do not go together.
    """
    _check(source)
    if source.sdk:
        return _of_sdk(source)
    if source.spec is None:
        if source.openapi:
            return _of_document(source.openapi, source.operations)
        return _of_service(source.service, source.operations)
    wanted = _read(source.spec)
    if wanted.openapi is not None:
        return _of_openapi(source.spec.parent / wanted.openapi.file, wanted)
    if wanted.sdk is None:
        return _of_boto(wanted)
    return _of_sdk_spec(wanted)


def _of_sdk_spec(wanted: ModuleSpec) -> ModuleModel:
    """The module of a spec that says its calls; they are held against the SDK, if it is there."""
    from taskgen.problems import TaskgenError
    from taskgen.sources.python.fits import misfits
    from taskgen.sources.sdk.infer import module_model

    module = module_model(wanted)
    problems = misfits(module, wanted)
    if problems:
        raise TaskgenError(problems)
    return module


def _check(source: Source) -> None:
    """Refuse options that say different things."""
    if source.spec and (source.service or source.openapi or source.sdk or source.operations):
        raise click.UsageError("--spec says the service and the operations itself.")
    given = [f"--{name}" for name in ("service", "openapi", "sdk") if getattr(source, name)]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} do not go together.")
    if source.sdk and source.operations:
        raise click.UsageError("--sdk says the call itself, so that --operation has no meaning.")
    if source.secrets and not source.sdk:
        raise click.UsageError("--secret goes with --sdk; a spec says `secret = true`.")


def _of_sdk(source: Source) -> ModuleModel:
    from taskgen.sources.python.infer import module_model

    found = module_model(source.sdk, source.secrets)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    return found.module


def _of_service(service: str | None, operations: tuple[str, ...]) -> ModuleModel:
    from taskgen.spec import ModuleSpec, TaskSpec

    if not service:
        raise click.UsageError(
            "Say what to make: --service NAME, --sdk PATH, --openapi FILE, or --spec FILE."
        )
    tasks = tuple(TaskSpec(key=name) for name in dict.fromkeys(operations))
    return _of_boto(ModuleSpec(service, tasks))


def _of_document(path: Path, operations: tuple[str, ...]) -> ModuleModel:
    from taskgen.spec import ModuleSpec, OpenApiSpec, TaskSpec

    tasks = tuple(TaskSpec(key=name) for name in dict.fromkeys(operations))
    return _of_openapi(path, ModuleSpec("", tasks, openapi=OpenApiSpec(str(path))))


def _of_openapi(path: Path, wanted: ModuleSpec) -> ModuleModel:
    load, infer = openapi_source()
    document = load(path)
    module = infer(document, wanted)
    said = document.asks_who_calls or document.root.raw("security") is not None
    if not said and not any(task.http.credentials for task in module.tasks):
        click.echo(
            "note: The document does not say how callers prove who they are; a spec can, as in "
            '`authentication = "bearer"`.',
            err=True,
        )
    return module


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
