"""Reads a spec: a TOML file in which a person says what tasks they want.

Here is checked all that can be without an SDK; what the spec names in the SDK is looked up by the
source that knows it. `docs/spec.md` is the reference of the format.
"""

from __future__ import annotations

from collections.abc import Mapping

from taskgen.problems import Place, Problem, TaskgenError
from taskgen.sources.spec.reader import Reader
from taskgen.spec import ModuleSpec
from taskgen.tomlfiles.document import read_document


def read_spec(text: bytes, path: str) -> ModuleSpec:
    """The spec in the bytes of a file; the path is for messages.

    Raises:
        TaskgenError: all that is wrong with the spec, in the order of its lines.
    """
    document = read_document(text, path)
    if not document.data:
        raise TaskgenError(
            Problem(
                "The spec is empty.",
                'Begin it with `service = "..."` for boto3, `sdk = "..."` or `openapi = "..."`.',
                Place(path),
            )
        )
    if "sdk" in document.data or _is_of_sdk(document.data):
        # What boto3 does not need is not imported for it.
        from taskgen.sources.spec.sdk import SdkReader

        reader: Reader = SdkReader(document, path)
    elif "openapi" in document.data:
        from taskgen.sources.spec.openapi import OpenApiReader

        reader = OpenApiReader(document, path)
    else:
        reader = Reader(document, path)
    spec = reader.module()
    if reader.problems:
        raise TaskgenError(sorted(reader.problems, key=_position))
    return spec


def _is_of_sdk(data: Mapping[str, object]) -> bool:
    """Whether a spec that does not say what it is for says what is said of a Python SDK alone."""
    return not {"service", "openapi"} & set(data) and bool({"imports", "client"} & set(data))


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)
