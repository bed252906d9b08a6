"""What botocore's data says of single members of requests."""

from __future__ import annotations

from functools import lru_cache

from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.kwargs import documentation
from taskgen.sources.botocore.service import Service, load_service
from taskgen.text import Prose


def member_text(service: str, method: str, member: str) -> Prose:
    """The text of a docstring's item for a member of a method's request.

    Nothing where botocore is not installed, or knows no such member, or has nothing to say of it.
    """
    model = _service(service)
    operation = model.find(method) if model is not None else None
    shape = operation.input.member(member) if operation and operation.input else None
    return documentation(shape, member) if shape is not None and shape.documentation else Prose()


@lru_cache(maxsize=8)
def _service(name: str) -> Service | None:
    try:
        return load_service(name, data_folders())
    except TaskgenError:
        return None
