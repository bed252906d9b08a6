"""Mistakes in a task that calls a Python SDK, whatever it calls: edits of any part of its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutants.trees import TaskTree, changed, expression, inserted, replaced, statement

Mutants = Iterator[str]
"""Where each mistake is; it is in the tree until the next is asked for."""


def mutants(task: TaskTree) -> Mutants:
    """All the mistakes, one at a time."""
    for make in (
        drop_statements,
        change_conditions,
        drop_parts_of_calls,
        drop_parts_of_dicts,
        change_literals,
        change_names,
        change_attributes,
        change_decorator,
        forget_task_arguments,
        keep_secrets,
    ):
        for where in make(task):
            yield f"{make.__name__.replace('_', '-')}: {where}"


def simplest(task: TaskTree) -> str:
    """The task without what changes nothing: mutants of which this makes the same are equivalent.

    That is a `return None` in the end, and what `defaults_from_attrs` says of kwargs that are
    merged with the attribute anyhow.
    """
    merged = {str(kwarg.name) for kwarg in task.model.kwargs if kwarg.merge}
    last = task.run.body[-1]
    if ast.unparse(last) in ("return None", "pass"):
        with replaced(task.run.body, last, ast.Pass()):
            return _without_defaults(task, merged)
    return _without_defaults(task, merged)


def without_own_names(task: TaskTree) -> str:
    """The task with `defaults_from_attrs` left without the kwargs that only a spec's own code uses.

    What that code does with a value is nothing that generated tests know. Mutants of which this
    makes the same as of the task are beyond them.
    """
    used = {node.id for node in _walk(task) if isinstance(node, ast.Name)}
    return _without_defaults(task, {str(kwarg.name) for kwarg in task.model.kwargs} - used)


def _without_defaults(task: TaskTree, names: set[str]) -> str:
    for decorator in task.run.decorator_list:
        if isinstance(decorator, ast.Call):
            kept = [each for each in decorator.args if ast.literal_eval(each) not in names]
            with changed(decorator, args=kept):
                return task.source()
    return task.source()


def drop_statements(task: TaskTree) -> Mutants:
    """A statement is missing."""
    for function in (task.init, task.run):
        for block in _blocks(function.body):
            for node in list(block):
                if ast.unparse(node) in _snippets(task):
                    continue
                if ast.unparse(node).startswith(("from ", "import ")):
                    continue  # without its import the task does not run at all
                with replaced(block, node, ast.Pass()):
                    yield ast.unparse(node).partition("\n")[0]


def change_conditions(task: TaskTree) -> Mutants:
    """A condition is the opposite, or asks for truth where it asks for None."""
    for node in _walk(task):
        if isinstance(node, (ast.If, ast.IfExp, ast.While)):
            test = node.test
            with changed(node, test=ast.UnaryOp(ast.Not(), test)):
                yield f"not {ast.unparse(test)}"
        if isinstance(node, ast.comprehension):
            for test in node.ifs:
                with replaced(node.ifs, test):
                    yield f"without if {ast.unparse(test)}"
                if ast.unparse(test).endswith("is not None"):
                    with replaced(node.ifs, test, expression("v")):
                        yield "if v"
        if isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            with changed(node, op=other):
                yield ast.unparse(node)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare):
            test = node.test
            if ast.unparse(test).endswith("is not None"):
                with changed(node, test=test.left):
                    yield f"if {ast.unparse(node.test)}"
            elif ast.unparse(test).endswith("is None"):
                with changed(node, test=ast.UnaryOp(ast.Not(), test.left)):
                    yield f"if {ast.unparse(node.test)}"


def drop_parts_of_calls(task: TaskTree) -> Mutants:
    """An argument is missing, or two have changed places."""
    for call in _calls(task):
        for keyword in list(call.keywords):
            with replaced(call.keywords, keyword):
                yield ast.unparse(call)
        for argument in list(call.args):
            with replaced(call.args, argument):
                yield ast.unparse(call)
        for first, second in zip(call.keywords, call.keywords[1:], strict=False):
            with changed(first, value=second.value), changed(second, value=first.value):
                yield ast.unparse(call)


def drop_parts_of_dicts(task: TaskTree) -> Mutants:
    """A pair of a dict, or an item of a list, is missing."""
    for node in _walk(task):
        if isinstance(node, ast.Dict):
            for index in range(len(node.keys)):
                kept = [each for each in range(len(node.keys)) if each != index]
                keys, values = [node.keys[i] for i in kept], [node.values[i] for i in kept]
                with changed(node, keys=keys, values=values):
                    yield ast.unparse(node)
        if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
            for item in list(node.elts):
                with replaced(node.elts, item):
                    yield ast.unparse(node)


def change_literals(task: TaskTree) -> Mutants:
    """A literal is another one, in `run` or where `__init__` has a default."""
    for node in [*_walk(task), *_defaults(task.init)]:
        if isinstance(node, ast.Constant):
            for value in _others(node.value):
                with changed(node, value=value):
                    yield repr(value)


def change_names(task: TaskTree) -> Mutants:
    """A value is another kwarg's, or the attribute's in place of the one that `run` has."""
    kwargs = [str(kwarg.name) for kwarg in task.model.run_kwargs]
    both = {str(kwarg.name) for kwarg in task.model.shared_kwargs}
    for node in _walk(task):
        if not isinstance(node, ast.Name) or node.id not in kwargs:
            continue
        if not isinstance(node.ctx, ast.Load):
            continue
        other = kwargs[(kwargs.index(node.id) + 1) % len(kwargs)]
        own = node.id
        if other != own:
            with changed(node, id=other):
                yield f"{other} for {own}"
        if own in both:
            with changed(node, id=f"self.{own}"):
                yield f"self.{own} for {own}"


def change_attributes(task: TaskTree) -> Mutants:
    """Something else of the SDK is called."""
    for node in _walk(task):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) not in (
            "self",
            "self.logger",
        ):
            with changed(node, attr=f"{node.attr}_"):
                yield ast.unparse(node)


def change_decorator(task: TaskTree) -> Mutants:
    """A name is missing in `defaults_from_attrs`."""
    for decorator in task.run.decorator_list:
        if isinstance(decorator, ast.Call):
            for name in list(decorator.args):
                with replaced(decorator.args, name):
                    yield ast.unparse(name)
            with replaced(task.run.decorator_list, decorator):
                yield "no decorator"


def forget_task_arguments(task: TaskTree) -> Mutants:
    """The Task constructor does not get the keyword arguments."""
    call = task.init.body[-1]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    with changed(call.value, keywords=[]):
        yield "super().__init__()"


def keep_secrets(task: TaskTree) -> Mutants:
    """A secret is stored, logged, or put into the class."""
    for kwarg in task.model.run_kwargs:
        if not kwarg.secret:
            continue
        for code in (
            f"self.kept = {kwarg.name}",
            f"type(self).kept = {kwarg.name}",
            f"self.logger.info({kwarg.name})",
            f"print({kwarg.name})",
        ):
            with inserted(task.run.body, 0, statement(code)):
                yield code


def _walk(task: TaskTree) -> Iterator[ast.AST]:
    """The nodes of `run`, without the code of a spec, of which its tests know nothing."""
    pending: list[ast.AST] = list(task.run.body)
    snippets = _snippets(task)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.stmt) and ast.unparse(node) in snippets:
            continue
        yield node
        pending += ast.iter_child_nodes(node)


def _snippets(task: TaskTree) -> set[str]:
    call = task.model.sdk
    return {
        ast.unparse(node)
        for code in (call.before, call.after)
        for node in ast.walk(ast.parse("\n".join(code)))
        if isinstance(node, ast.stmt)
    }


def _blocks(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    yield body
    for node in body:
        for part in ("body", "orelse", "finalbody"):
            if getattr(node, part, None):
                yield from _blocks(getattr(node, part))


def _calls(task: TaskTree) -> Iterator[ast.Call]:
    for node in _walk(task):
        if isinstance(node, ast.Call) and not ast.unparse(node.func).startswith("self.logger"):
            yield node


def _defaults(function: ast.FunctionDef) -> Iterator[ast.AST]:
    yield from function.args.defaults
    for node in function.body:
        yield from (each for each in ast.walk(node) if isinstance(each, ast.Constant))


def _others(value: object) -> list[object]:
    if value is None:
        return ["a value"]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1]
    if isinstance(value, str):
        return [f"{value}x"]
    return []
