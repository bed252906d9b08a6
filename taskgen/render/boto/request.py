"""The statements with which `run` builds a request, calls the client and returns the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from taskgen.conventions import is_reserved
from taskgen.model.boto import BotoCall, Member, WaitArgument
from taskgen.model.task import Result, TaskModel
from taskgen.naming import singular, snake
from taskgen.render import layout
from taskgen.render.signature import value_of
from taskgen.text import Code, identifier, is_identifier, literal

_INDENT = 8
"""The column of the statements of `run`."""

_LOCALS = frozenset({"client", "datetime", "get_boto_client", "pages", "response", "k", "v"})
"""What the statements use, besides what the library's conventions reserve."""


@dataclass(slots=True)
class _Node:
    """A structure of the request: what fills each member, and whether something always does."""

    members: dict[str, layout.Content | _Node]
    certain: bool = False
    """Whether a member of it is always filled, so that the structure is always there."""
    optional: bool = False
    """Whether a member of it may be unset."""


def request_statements(task: TaskModel) -> tuple[list[Code], list[str | layout.Keyword]]:
    """The statements that build the request, and the arguments with which the call takes it."""
    root = _tree(task)
    if not root.members:
        return [], []
    if not root.optional and all(map(is_identifier, root.members)):
        statements, filled = _fill(root, set(task_locals(task)))
        return statements, _keywords(filled)
    return _build("request", root, {"request", *task_locals(task)}), ["**request"]


def _keywords(contents: Mapping[str, layout.Content]) -> list[str | layout.Keyword]:
    """The arguments by name; all in one dict where a name is none that Python has."""
    if not all(map(is_identifier, contents)):
        return [f"**{layout.flat(contents)}"]
    return [layout.Keyword(identifier(name), content) for name, content in contents.items()]


def task_locals(task: TaskModel) -> Iterator[str]:
    """The names that the arguments of `run` take."""
    return (kwarg.name for kwarg in task.kwargs)


def call_statements(task: TaskModel, arguments: Sequence[str | layout.Keyword]) -> list[Code]:
    """The statements that make the call, wait where that is asked for, and return the result."""
    call, result = task.boto, task.result
    steps: list[str] = []
    if call.paginate:
        head = f"pages = client.get_paginator({literal(call.method)}).paginate"
        steps.append(layout.call(head, arguments, "", _INDENT))
        made = "pages.build_full_result()"
    else:
        made = layout.call(f"client.{call.method}", arguments, "", _INDENT)
    needs_response = call.wait is not None and any(a.from_response for a in call.wait.arguments)
    if result.path is None and not needs_response:
        steps.append(made)
        return [*map(Code, steps), *_wait(task)]
    if not (result.path or result.bodies or result.events or call.wait):
        steps.append(_prefixed("return ", made, call, arguments))
        return [Code(step) for step in steps]
    steps.append(_prefixed("response = ", made, call, arguments))
    steps += _wait(task)
    steps += _returned(result)
    return [Code(step) for step in steps]


def _prefixed(
    prefix: str, made: str, call: BotoCall, arguments: Sequence[str | layout.Keyword]
) -> str:
    """The call behind something, laid out anew since it begins further right."""
    if call.paginate:
        return prefix + made
    return layout.call(f"{prefix}client.{call.method}", arguments, "", _INDENT)


def _returned(result: Result) -> Iterator[str]:
    if result.path is None:
        return
    at = _member_of_response(result)
    if result.path and result.bodies:
        yield f"return {at}.read()"
    elif result.path and result.events:
        yield f"return list({at})"
    else:
        for name in result.bodies:
            yield f"response[{literal(name)}] = response[{literal(name)}].read()"
        for name in result.events:
            yield f"response[{literal(name)}] = list(response[{literal(name)}])"
        yield f"return {at}"


def _member_of_response(result: Result) -> str:
    """The expression for what is returned; services leave out lists and maps that are empty."""
    path = [str(literal(name)) for name in result.path or ()]
    empty = {"List": "[]", "Dict": "{}"}.get(result.type[:4])
    if not path or not empty or result.events:
        return "response" + "".join(f"[{name}]" for name in path)
    *parents, last = path
    return f"response{''.join(f'[{name}]' for name in parents)}.get({last}, {empty})"


def _wait(task: TaskModel) -> Iterator[Code]:
    wait = task.boto.wait
    if wait is None:
        return
    yield Code(f"self.logger.info({literal(f'Waiting for `{wait.waiter}`.')})")
    arguments = _keywords({a.name: _wait_value(task, a) for a in wait.arguments})
    head = f"client.get_waiter({literal(wait.waiter)}).wait"
    yield Code(layout.call(head, arguments, "", _INDENT))


def _wait_value(task: TaskModel, argument: WaitArgument) -> layout.Content:
    if argument.from_response:
        return _from_response(argument.path)
    for kwarg in task.kwargs:
        if kwarg.member == argument.path:
            return layout.Expression(value_of(kwarg))
    return next(c.value for c in task.constants if c.member == argument.path)


def _from_response(path: Member) -> layout.Content:
    """The expression for a path in the response, where `[]` stands for each item of a list."""
    at = "response"
    loops: list[str] = []
    for index, part in enumerate(path):
        name = part.removesuffix("[]")
        at += f"[{literal(name)}]"
        if part.endswith("[]") and (loops or index < len(path) - 1):
            item = _local(singular(name), ())
            loops.append(f"for {item} in {at}")
            at = item
    return layout.Comprehension(at, tuple(loops)) if loops else layout.Expression(at)


def _tree(task: TaskModel) -> _Node:
    root = _Node({})
    filled: list[tuple[Member, layout.Content, bool]] = [
        (kwarg.member, layout.Expression(value_of(kwarg)), kwarg.required) for kwarg in task.kwargs
    ]
    filled += [(constant.member, constant.value, True) for constant in task.constants]
    for path, content, certain in filled:
        node = root
        for name in path[:-1]:
            inner = node.members.setdefault(name, _Node({}))
            assert isinstance(inner, _Node), path
            node = inner
        node.members[path[-1]] = content
        node.certain |= certain
        node.optional |= not certain
    _settle(root)
    return root


def _settle(node: _Node) -> None:
    """Makes a structure certain where one inside it is, and optional where one may be missing."""
    for inner in node.members.values():
        if isinstance(inner, _Node):
            _settle(inner)
            node.certain |= inner.certain
            node.optional |= not inner.certain


def _fill(node: _Node, taken: set[str]) -> tuple[list[Code], dict[str, layout.Content]]:
    """The statements that nested structures need first, and the content of each member."""
    statements: list[Code] = []
    filled: dict[str, layout.Content] = {}
    for name, content in node.members.items():
        if not isinstance(content, _Node):
            filled[name] = content
        elif content.optional:
            local = _local(name, taken)
            taken.add(local)
            statements += _build(local, content, taken)
            filled[name] = layout.Expression(local, "" if content.certain else "None")
        else:
            before, inner = _fill(content, taken)
            statements += before
            filled[name] = inner
    return statements, filled


def _build(local: str, node: _Node, taken: set[str]) -> list[Code]:
    """The statements that put a structure with optional members into a local variable."""
    statements, filled = _fill(node, taken)
    statements.append(Code(layout.value(f"{local} = ", filled, "", _INDENT)))
    if node.optional:
        statements.append(Code(layout.unset_left_out(local, _INDENT)))
    return statements


def _local(member: str, taken: Iterable[str]) -> str:
    """A name for the variable that holds a nested structure."""
    name = snake(member) or "nested"
    if is_reserved(name) or name in _LOCALS or name[0].isdigit():
        name = f"{name}_" if name[0].isalpha() else f"nested_{name}"
    while name in taken:
        name += "_"
    return name
