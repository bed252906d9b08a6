"""Which member of which boto3 request a kwarg fills, as far as a task's code says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from taskgen.lint.facts import Function
from taskgen.lint.nodes import dotted, self_attribute
from taskgen.lint.tasks import Task

_MAKES_CLIENT = ("get_boto_client", "boto3.client")
_NAMES_SERVICE = ("resource", "service_name")


class Filled(NamedTuple):
    """A member of a request."""

    service: str
    """The name that `boto3.client` takes."""
    method: str
    """The client's method."""
    member: str


def filled(task: Task, name: str) -> Filled | None:
    """The member that the value of a kwarg goes into, as it is."""
    if task.run is None:
        return None
    holders = task.init_attributes(name) or {name}
    for function in task.reach(task.run).functions:
        for service, call in _calls(task, function):
            assert isinstance(call.func, ast.Attribute)
            for member, value in _members(function, call):
                if _is_value(value, function, name, holders):
                    return Filled(service, call.func.attr, member)
    return None


def _calls(task: Task, function: Function) -> Iterator[tuple[str, ast.Call]]:
    """Calls of methods of a client, with the service it is for."""
    clients: dict[str, str] = {}
    for names, value in function.body.assigns:
        if service := _service(value):
            clients.update(dict.fromkeys(names, service))
    for init in task.inits:
        for stores in init.body.self_stores.values():
            for store in stores:
                if store.value is not None and (service := _service(store.value)):
                    clients[f"{function.self_name}.{store.attr}"] = service
    for call in function.body.calls:
        if isinstance(call.func, ast.Attribute):
            service = clients.get(dotted(call.func.value)) or _service(call.func.value)
            if service:
                yield service, call


def _service(node: ast.expr) -> str:
    """The service of `get_boto_client("s3", ...)` or `boto3.client("s3")`; else empty."""
    if not isinstance(node, ast.Call) or not f".{dotted(node.func)}".endswith(
        tuple(f".{name}" for name in _MAKES_CLIENT)
    ):
        return ""
    given = [k.value for k in node.keywords if k.arg in _NAMES_SERVICE]
    for value in [*node.args[:1], *given]:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return ""


def _members(function: Function, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The members that a call gives, also those in a dict that is written out before it."""
    for keyword in call.keywords:
        if keyword.arg:
            yield keyword.arg, keyword.value
        elif isinstance(keyword.value, ast.Name):
            for names, value in function.body.assigns:
                if keyword.value.id in names and isinstance(value, ast.Dict):
                    yield from _entries(value)


def _entries(node: ast.Dict) -> Iterator[tuple[str, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, value


def _is_value(node: ast.expr, function: Function, name: str, holders: set[str]) -> bool:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        node = node.values[0]
    if isinstance(node, ast.Name):
        return node.id == name and (name in function.named)
    return self_attribute(node, function.self_name) in holders
