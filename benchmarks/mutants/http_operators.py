"""The mistakes that are made in tasks which call an HTTP API, besides those of all tasks.

They are made wherever the syntax allows them in `run`, and in the method that may be beside it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from mutants import operators as every
from mutants.operators import Mutants, Operator
from mutants.trees import Node, TaskTree, changed, expression, inserted, replaced, statement

_OF_ALL_TASKS = (
    "drop-attribute other-attribute-value attribute-or-other mutable-default "
    "attributes-after-super clobber-task-attribute drop-super drop-task-arguments "
    "fix-task-argument change-init-default drop-init-parameter secret-at-initialization "
    "drop-default-from-attribute drop-decorator add-default-from-attribute default-by-hand "
    "change-run-default drop-run-default drop-run-parameter keep-secret tell-secret"
).split()
"""Mistakes that have nothing to do with what a task calls."""

HTTP_OPERATORS = {name: every.OPERATORS[name] for name in _OF_ALL_TASKS}

_UNWRAPPED = ("str", "quote", "dict", "list")
_UNWRAPPED_METHODS = ("lower", "rstrip", "encode", "json", "format")


def _operator(make: Callable[[TaskTree], Mutants]) -> Callable[[TaskTree], Mutants]:
    operator = Operator.of(make)
    HTTP_OPERATORS[operator.name] = operator
    return make


@_operator
def drop_statement(task: TaskTree) -> Mutants:
    """A statement of `run` is left out."""
    for body in _bodies(task):
        for node in list(body):
            with replaced(body, node, statement("pass")):
                yield ast.unparse(node)[:60]


@_operator
def change_text(task: TaskTree) -> Mutants:
    """A text is another one: a name in the request, a part of the path, a value, a message."""
    for node in _nodes(task, ast.Constant):
        if isinstance(node.value, str) and node.value and not _is_wording(task, node):
            # Stripping more characters than a slash makes no difference to most URLs.
            for other in (f"{node.value}x", node.value[1:])[node.value == "/" :]:
                with changed(node, value=other):
                    yield f"{node.value}: {other}"


@_operator
def change_number(task: TaskTree) -> Mutants:
    """A number or a switch is another one."""
    for node in _nodes(task, ast.Constant):
        if isinstance(node.value, (bool, int, float)):
            with changed(node, value=not node.value):
                yield str(node.value)


@_operator
def drop_argument(task: TaskTree) -> Mutants:
    """An argument of a call in `run` is left out."""
    for call in _nodes(task, ast.Call):
        for keyword in list(call.keywords):
            with replaced(call.keywords, keyword):
                yield f"{ast.unparse(call.func)}: {keyword.arg}"


@_operator
def drop_pair(task: TaskTree) -> Mutants:
    """A part of the request lacks a member, or has one more."""
    for display in _nodes(task, ast.Dict):
        for index, key in enumerate(display.keys):
            keys, values = list(display.keys), list(display.values)
            del keys[index], values[index]
            with changed(display, keys=keys, values=values):
                yield ast.unparse(key) if key else ""
        keys = [*display.keys, expression('"more"')]
        with changed(display, keys=keys, values=[*display.values, expression('"more"')]):
            yield "more"


@_operator
def other_value(task: TaskTree) -> Mutants:
    """A value is taken from elsewhere: the attribute, another kwarg, nowhere."""
    names = [str(kwarg.name) for kwarg in task.model.run_kwargs]
    for node in _nodes(task, ast.Name):
        if node.id not in names or not isinstance(node.ctx, ast.Load):
            continue
        others = ["None", '"changed"', names[(names.index(node.id) + 1) % len(names)]]
        if any(kwarg.name == node.id and kwarg.in_init for kwarg in task.model.kwargs):
            others.append(f"self.{node.id}")
        for other in others:
            if other != node.id:
                with _in_place(task, node, expression(other)):
                    yield f"{node.id}: {other}"


@_operator
def change_condition(task: TaskTree) -> Mutants:
    """A condition always holds, never does, is the other way round or about truth."""
    for node in _nodes(task, ast.If):
        test = ast.unparse(node.test)
        others = ["True", "False", f"not ({test})"]
        if isinstance(node.test, ast.Compare):
            truth = ast.unparse(node.test.left)
            others.append(truth if "is not" in test else f"not {truth}")
        for other in others:
            with changed(node, test=expression(other)):
                yield f"{test}: {other}"


@_operator
def change_alternatives(task: TaskTree) -> Mutants:
    """Of several conditions one is left out, or one is enough in place of all."""
    for node in _nodes(task, ast.BoolOp):
        for value in node.values:
            rest = [each for each in node.values if each is not value]
            with changed(node, values=rest if len(rest) > 1 else [*rest, *rest]):
                yield f"without {ast.unparse(value)}"
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        with changed(node, op=other):
            yield ast.unparse(node)


@_operator
def leave_as_it_is(task: TaskTree) -> Mutants:
    """A value is not written as text, in small letters, quoted, joined or without a last slash."""
    for call in _nodes(task, ast.Call):
        function = call.func
        inner: ast.expr | None = None
        if isinstance(function, ast.Name) and function.id in _UNWRAPPED and call.args:
            inner = call.args[0]
        elif isinstance(function, ast.Attribute) and function.attr in _UNWRAPPED_METHODS:
            inner = function.value
        elif isinstance(function, ast.Attribute) and function.attr in ("join", "dumps"):
            inner = call.args[0]
        if inner is not None:
            with _in_place(task, call, inner):
                yield ast.unparse(call)


@_operator
def other_method(task: TaskTree) -> Mutants:
    """Another method of HTTP is used, or the call is made twice."""
    for call in _nodes(task, ast.Call):
        function = call.func
        if isinstance(function, ast.Attribute) and ast.unparse(function.value) == "requests":
            if function.attr in ("RequestException", "HTTPError"):
                continue
            for other in ("get", "post", "put"):
                if other != function.attr:
                    with changed(function, attr=other):
                        yield other
    for body in _bodies(task):
        for index, node in enumerate(body):
            if ast.unparse(node).startswith("response ="):
                with inserted(body, index, node):
                    yield "twice"


@_operator
def other_error(task: TaskTree) -> Mutants:
    """Another error is raised, it is only logged, or it shows where it comes from."""
    for body in _bodies(task):
        for node in list(body):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            for name in ("TypeError", "RuntimeError"):
                with changed(node.exc, func=expression(name)):
                    yield name
            with replaced(body, node, statement('self.logger.error("failed")')):
                yield "logged"
            if node.cause is not None:
                with replaced(body, node, statement("raise")):
                    yield "raised again"
                with changed(node, cause=expression("error")):
                    yield "with its cause"


@_operator
def other_result(task: TaskTree) -> Mutants:
    """`run` returns nothing, a part of what it should, or more."""
    for node in _nodes(task, ast.Return):
        if node.value is None:
            continue
        value = ast.unparse(node.value)
        for other in ("None", f"[{value}]", f"repr({value})", "response", "{}"):
            if other != value:
                with changed(node, value=expression(other)):
                    yield other
        if isinstance(node.value, ast.IfExp):
            for part in (node.value.body, node.value.orelse):
                with changed(node, value=part):
                    yield ast.unparse(part)
        if isinstance(node.value, ast.Subscript):
            with changed(node, value=node.value.value):
                yield "the structure around it"
    if task.model.result.path is None:
        with inserted(task.run.body, len(task.run.body), statement("return response")):
            yield "the response"


@_operator
def filter_otherwise(task: TaskTree) -> Mutants:
    """What is None is sent, or what is false is not."""
    for node in _nodes(task, ast.DictComp):
        (loop,) = node.generators
        with changed(loop, ifs=[]):
            yield "all"
        with changed(loop, ifs=[expression("v")]):
            yield "what is true"


@_operator
def keep_value(task: TaskTree) -> Mutants:
    """`run` keeps a value on the task, so that it leaks into other runs."""
    for kwarg in task.model.shared_kwargs:
        keep = statement(f"self.{kwarg.name} = {kwarg.name}")
        with inserted(task.run.body, 0, keep):
            yield str(kwarg.name)


@_operator
def secret_in_error(task: TaskTree) -> Mutants:
    """The error about a missing value, or about an answer, shows a secret."""
    for body in _bodies(task):
        for node in list(body):
            if isinstance(node, ast.Raise):
                for name in task.secrets:
                    told = f"raise ValueError(f'must be provided 404 500: {{{name}}}')"
                    if f"if {name} is None" not in ast.unparse(task.run) or node.cause:
                        with replaced(body, node, statement(told)):
                            yield name


# --- places in a task


def _bodies(task: TaskTree) -> Iterator[list[ast.stmt]]:
    """The lists of statements in the methods that a run goes through."""
    for method in _methods(task):
        for node in ast.walk(method):
            for name in ("body", "orelse", "finalbody"):
                body = getattr(node, name, None)
                if isinstance(body, list) and body:
                    yield body


def _methods(task: TaskTree) -> list[ast.FunctionDef]:
    return [
        node
        for node in task.tree.body
        if isinstance(node, ast.FunctionDef) and node.name != "__init__"
    ]


def _nodes(task: TaskTree, kind: type[Node]) -> list[Node]:
    """The nodes of a kind in the bodies of these methods."""
    return [
        node
        for method in _methods(task)
        for part in method.body
        for node in ast.walk(part)
        if isinstance(node, kind)
    ]


def _is_wording(task: TaskTree, node: ast.Constant) -> bool:
    """Whether it is a part of a message that no test need know to the letter."""
    return any(node in ast.walk(other) for other in _nodes(task, ast.Raise))


def _in_place(task: TaskTree, node: ast.expr, new: ast.expr) -> ExitStack:
    """With another expression in the place of one."""
    edits = ExitStack()
    for method in _methods(task):
        for parent in ast.walk(method):
            for field, content in ast.iter_fields(parent):
                if content is node:
                    edits.enter_context(changed(parent, **{field: new}))
                elif isinstance(content, list) and any(each is node for each in content):
                    at = next(i for i, each in enumerate(content) if each is node)
                    edits.enter_context(replaced(content, at, new))
    return edits
