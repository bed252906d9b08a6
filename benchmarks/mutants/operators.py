"""The mistakes: each operator makes one kind, at every place of a task where it can be made.

An operator is a generator. Each time it yields, the tree it was given holds one mistake, and
what it yields says where; when it goes on, the mistake is undone. The mistakes are those that
people make in a task library: a value copied to the wrong place, a name forgotten in
`defaults_from_attrs`, `or` where `is None` was meant, a secret that is kept or logged.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise

from mutants.trees import Node, TaskTree, changed, expression, inserted, replaced, statement

Mutants = Iterator[str]


@dataclass(frozen=True, slots=True)
class Operator:
    """One kind of mistake."""

    name: str
    description: str
    mutants: Callable[[TaskTree], Mutants]

    @classmethod
    def of(cls, make: Callable[[TaskTree], Mutants]) -> Operator:
        """The operator that a generator function is, with its name and docstring."""
        name = make.__name__.replace("_", "-")
        return cls(name, (make.__doc__ or "").strip().rstrip("."), make)


OPERATORS: dict[str, Operator] = {}
"""All operators by name, in the order in which a task is read."""


def _operator(make: Callable[[TaskTree], Mutants]) -> Callable[[TaskTree], Mutants]:
    operator = Operator.of(make)
    OPERATORS[operator.name] = operator
    return make


# --- initialisation


@_operator
def drop_attribute(task: TaskTree) -> Mutants:
    """An attribute is not set in `__init__`."""
    for assignment, name in _attributes(task):
        with replaced(task.init.body, assignment):
            yield name


@_operator
def other_attribute_value(task: TaskTree) -> Mutants:
    """An attribute is set from the kwarg next to its own."""
    attributes = list(_attributes(task))
    for (assignment, name), (_, other) in zip(
        attributes, attributes[1:] + attributes[:1], strict=True
    ):
        if other != name:
            renamed = _Renamed({name: other}).visit(ast.parse(ast.unparse(assignment.value)))
            with changed(assignment, value=renamed.body[0].value):
                yield f"{name} from {other}"


@_operator
def attribute_or_other(task: TaskTree) -> Mutants:
    """An attribute loses falsy values: `self.x = x or ...` with None, {} or its default."""
    for assignment, name in _attributes(task):
        if name == "boto_kwargs":
            continue
        default = task.model_default(name)
        for other in {"None", "{}", repr(default)}:
            with changed(assignment, value=expression(f"{name} or {other}")):
                yield f"{name} or {other}"


@_operator
def no_empty_boto_kwargs(task: TaskTree) -> Mutants:
    """`or {}` is missing where `boto_kwargs` is stored, or where it is used."""
    for assignment, name in _attributes(task):
        if name == "boto_kwargs":
            with changed(assignment, value=expression("boto_kwargs")):
                yield "in __init__"
    for keyword in _client(task).keywords:
        if keyword.arg is None:
            with changed(keyword, value=expression("boto_kwargs")):
                yield "in run"


@_operator
def mutable_default(task: TaskTree) -> Mutants:
    """A default that all tasks share: `boto_kwargs={}` in the signature, stored as it is."""
    for assignment, name in _attributes(task):
        default = "{}" if name == "boto_kwargs" else repr(task.model_default(name))
        if default[0] not in "[{":
            continue
        index = _default_index(task.init, name)
        with (
            changed(assignment, value=expression(name)),
            replaced(task.init.args.defaults, index, expression(default)),
        ):
            yield name


@_operator
def attributes_after_super(task: TaskTree) -> Mutants:
    """An attribute is set only after `super().__init__`."""
    for assignment, name in _attributes(task):
        with (
            inserted(task.init.body, len(task.init.body), assignment),
            replaced(task.init.body, assignment),
        ):
            yield name


@_operator
def clobber_task_attribute(task: TaskTree) -> Mutants:
    """An attribute is stored under a name that Task uses for itself."""
    for assignment, name in _attributes(task)[:1]:
        for taken in ("name", "tags", "timeout", "logger"):
            with changed(assignment.targets[0], attr=taken):
                yield f"{name} as {taken}"


@_operator
def drop_super(task: TaskTree) -> Mutants:
    """`super().__init__` is not called."""
    with replaced(task.init.body, _super(task)):
        yield ""


@_operator
def drop_task_arguments(task: TaskTree) -> Mutants:
    """Task's own arguments do not reach it, or only one of them does."""
    for call in ("super().__init__()", 'super().__init__(name=kwargs.get("name"))'):
        with replaced(task.init.body, _super(task), statement(call)):
            yield call


@_operator
def fix_task_argument(task: TaskTree) -> Mutants:
    """One of Task's own arguments is fixed, so that a user can't give it."""
    for argument in ('name="a"', "tags=[]", "max_retries=3", "timeout=60", "log_stdout=True"):
        with replaced(
            task.init.body, _super(task), statement(f"super().__init__({argument}, **kwargs)")
        ):
            yield argument


@_operator
def change_init_default(task: TaskTree) -> Mutants:
    """A parameter of `__init__` has another default, or none."""
    arguments = task.init.args
    for index, name in _defaulted(task.init):
        with replaced(arguments.defaults, index, expression('{"changed": "changed"}')):
            yield f"another for {name}"
        with _without_default(task.init, name):
            yield f"none for {name}"


@_operator
def drop_init_parameter(task: TaskTree) -> Mutants:
    """A parameter of `__init__` is missing, and the attribute is always None."""
    for _, name in _defaulted(task.init):
        with (
            _dropped_parameter(task.init, name),
            inserted(task.init.body, 0, statement(f"{name} = None")),
        ):
            yield name


@_operator
def secret_at_initialization(task: TaskTree) -> Mutants:
    """A secret can be given to `__init__`, which keeps it."""
    for name in task.secrets:
        arguments = task.init.args
        with (
            inserted(
                arguments.args,
                len(arguments.args),
                ast.arg(name, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0),
            ),
            inserted(arguments.defaults, len(arguments.defaults), expression("None")),
            inserted(task.init.body, 0, statement(f"self.{name} = {name}")),
            inserted(task.run.body, 0, statement(f"{name} = {name} or self.{name}")),
        ):
            yield name


# --- the decorator and the signature of run


@_operator
def drop_default_from_attribute(task: TaskTree) -> Mutants:
    """A name is missing from `defaults_from_attrs`."""
    for name in list(task.decorator.args):
        with replaced(task.decorator.args, name):
            yield ast.unparse(name)


@_operator
def drop_decorator(task: TaskTree) -> Mutants:
    """`run` has no `defaults_from_attrs`."""
    with replaced(task.run.decorator_list, 0):
        yield ""


@_operator
def add_default_from_attribute(task: TaskTree) -> Mutants:
    """A name in `defaults_from_attrs` is no attribute, or no parameter of `run`."""
    listed = {ast.literal_eval(name) for name in task.decorator.args}
    others = {*task.secrets, *(kwarg.name for kwarg in task.model.kwargs), "missing"} - listed
    for name in sorted(others):
        with inserted(task.decorator.args, 0, expression(repr(name))):
            yield name


@_operator
def default_by_hand(task: TaskTree) -> Mutants:
    """`x = x or self.x`, or `if x is None: x = self.x`, in place of `defaults_from_attrs`."""
    for listed in list(task.decorator.args):
        name = ast.literal_eval(listed)
        for by_hand in (
            f"{name} = {name} or self.{name}",
            f"if {name} is None:\n    {name} = self.{name}",
        ):
            with (
                replaced(task.decorator.args, listed),
                inserted(task.run.body, 0, statement(by_hand)),
            ):
                yield by_hand


@_operator
def change_run_default(task: TaskTree) -> Mutants:
    """A parameter of `run` has another default."""
    for index, name in _defaulted(task.run):
        with replaced(task.run.args.defaults, index, expression('{"changed": "changed"}')):
            yield name


@_operator
def drop_run_default(task: TaskTree) -> Mutants:
    """A parameter of `run` has no default, so that the task can't be called in a Flow."""
    for _, name in _defaulted(task.run):
        with _without_default(task.run, name):
            yield name


@_operator
def drop_run_parameter(task: TaskTree) -> Mutants:
    """A parameter of `run` is missing, and the attribute is used."""
    listed = {ast.literal_eval(name) for name in task.decorator.args}
    for _, name in _defaulted(task.run):
        with ExitStack() as edits:
            edits.enter_context(_dropped_parameter(task.run, name))
            value = f"self.{name}" if name in listed else "None"
            edits.enter_context(inserted(task.run.body, 0, statement(f"{name} = {value}")))
            for each in list(task.decorator.args):
                if ast.literal_eval(each) == name:
                    edits.enter_context(replaced(task.decorator.args, each))
            yield name


# --- the checks


@_operator
def drop_check(task: TaskTree) -> Mutants:
    """A required value is not checked."""
    for check in _checks(task):
        with replaced(task.run.body, check):
            yield ast.unparse(check.test)


@_operator
def check_truth(task: TaskTree) -> Mutants:
    """A required value is checked for truth, so that 0 and empty values are refused."""
    for check in _checks(task):
        test = expression(f"not {_checked(check)}")
        with changed(check, test=test):
            yield ast.unparse(test)


@_operator
def check_other_name(task: TaskTree) -> Mutants:
    """A check looks at the value next to its own, or at the attribute."""
    values = [kwarg.name if kwarg.in_run else f"self.{kwarg.name}" for kwarg in task.model.kwargs]
    for check in _checks(task):
        own = _checked(check)
        others = {values[(values.index(own) + 1) % len(values)], "credentials"} - {own}
        if f"self.{own}" not in values and own in {name for _, name in _attributes(task)}:
            others.add(f"self.{own}")
        for other in sorted(others):
            with changed(check, test=expression(f"{other} is None")):
                yield f"{own}: {other}"


@_operator
def check_either(task: TaskTree) -> Mutants:
    """A check only raises where another required value is missing, too."""
    checks = list(_checks(task))
    for check, other in zip(checks, checks[1:] + checks[:1], strict=True):
        if other is not check:
            test = f"{ast.unparse(check.test)} and {ast.unparse(other.test)}"
            with changed(check, test=expression(test)):
                yield test


@_operator
def other_error(task: TaskTree) -> Mutants:
    """A missing value raises another type of error, names another value, or is only logged."""
    for check in _checks(task):
        (raising,) = check.body
        for name in ("TypeError", "KeyError", "RuntimeError"):
            assert isinstance(raising, ast.Raise)
            assert isinstance(raising.exc, ast.Call)
            with changed(raising.exc, func=expression(name)):
                yield f"{name} for {_checked(check)}"
        other = statement('raise ValueError("A value for `other` must be provided.")')
        with changed(check, body=[other]):
            yield f"other name for {_checked(check)}"
        with changed(check, body=[statement(f'self.logger.error("{_checked(check)}")')]):
            yield f"logged for {_checked(check)}"


@_operator
def late_check(task: TaskTree) -> Mutants:
    """A required value is checked only after the client is made."""
    for check in _checks(task):
        after = task.run.body.index(_client_statement(task)) + 1
        with inserted(task.run.body, after, check), replaced(task.run.body, check):
            yield ast.unparse(check.test)


# --- the request


@_operator
def drop_member(task: TaskTree) -> Mutants:
    """A member of the request is left out."""
    for member in _members(task):
        with member.dropped():
            yield member.name


@_operator
def rename_member(task: TaskTree) -> Mutants:
    """A member of the request has another name, or its first letter the other case."""
    for member in _members(task):
        names = {f"{member.name}s", member.name[:1].swapcase() + member.name[1:]}
        for name in sorted(names):
            with member.renamed(name):
                yield f"{member.name} to {name}"


@_operator
def swap_members(task: TaskTree) -> Mutants:
    """Two members of the request have each other's values."""
    members = list(_members(task))
    for one, other in pairwise(members):
        if ast.dump(one.value) != ast.dump(other.value):
            with one.valued(other.value), other.valued(one.value):
                yield f"{one.name} and {other.name}"


@_operator
def change_member_value(task: TaskTree) -> Mutants:
    """A value is changed on its way: falsy ones lost, made a string, or put in a list."""
    for member in _members(task):
        value = ast.unparse(member.value)
        if isinstance(member.value, (ast.Dict, ast.BoolOp)) or _is_constant(member.value):
            continue
        if value == _nested_local(task, value):
            continue
        for other in (f"{value} or None", f"{value} or {{}}", f"str({value})", f"[{value}]"):
            with member.valued(expression(other)):
                yield other


@_operator
def attribute_for_value(task: TaskTree) -> Mutants:
    """`self.x` in place of `x`, or in case `x` is falsy, in the request or for the client."""
    attributes = {name for _, name in _attributes(task)}
    for name in [node for node in ast.walk(task.run) if isinstance(node, ast.Name)]:
        if (
            name.id in attributes
            and name.id in _parameters(task.run)
            and isinstance(name.ctx, ast.Load)
        ):
            for other in (f"self.{name.id}", f"({name.id} or self.{name.id})"):
                with _node_replaced(task.run, name, expression(other)):
                    yield f"{other} for {name.id}"


@_operator
def change_constant(task: TaskTree) -> Mutants:
    """A constant of the request has another value."""
    for node in [*_members(task)]:
        if _is_constant(node.value):
            with node.valued(expression('"changed"')):
                yield node.name


@_operator
def send_unset(task: TaskTree) -> Mutants:
    """Unset values are sent as None."""
    for assignment in _filters(task):
        with replaced(task.run.body, assignment):
            yield ast.unparse(assignment.targets[0])


@_operator
def filter_truth(task: TaskTree) -> Mutants:
    """Explicit falsy values are left out of the request, too."""
    for assignment in _filters(task):
        assert isinstance(assignment.value, ast.DictComp)
        for test in ("v", "v != ''", "v not in ([], {})", "v is not False", "v != 0"):
            with changed(assignment.value.generators[0], ifs=[expression(test)]):
                yield f"{ast.unparse(assignment.targets[0])} if {test}"


@_operator
def nested_or_none(task: TaskTree) -> Mutants:
    """A nested structure without values is sent empty, or one with values is not sent."""
    for member in _members(task):
        if isinstance(member.value, ast.BoolOp):
            for other in (ast.unparse(member.value.values[0]), "None"):
                with member.valued(expression(other)):
                    yield f"{member.name}: {other}"


@_operator
def run_default_in_body(task: TaskTree) -> Mutants:
    """The default of a kwarg of `run` alone is dropped, or also replaces falsy values."""
    for node in list(task.run.body):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
            with replaced(task.run.body, node):
                yield f"no {ast.unparse(node.targets[0])}"
            either = f"{ast.unparse(node.value.body)} or {ast.unparse(node.value.orelse)}"
            with changed(node, value=expression(either)):
                yield either


# --- the client and the call


@_operator
def drop_client_argument(task: TaskTree) -> Mutants:
    """The credentials or `boto_kwargs` do not reach the client."""
    client = _client(task)
    for keyword in list(client.keywords):
        with replaced(client.keywords, keyword):
            yield ast.unparse(keyword)


@_operator
def change_client_argument(task: TaskTree) -> Mutants:
    """The client gets other credentials, another region, or the attributes' `boto_kwargs`."""
    client = _client(task)
    for keyword in client.keywords:
        others = (
            "self.boto_kwargs",
            "{**self.boto_kwargs, **(boto_kwargs or {})}",
            "boto_kwargs or self.boto_kwargs",
        )
        if keyword.arg == "credentials":
            others = ("None", "credentials or {}", 'credentials["ACCESS_KEY"]')
        for other in others:
            with changed(keyword, value=expression(other)):
                yield other
    for more in ('region_name="us-east-1"', 'aws_access_key_id="key"'):
        argument = expression(f"f({more})")
        assert isinstance(argument, ast.Call)
        with inserted(client.keywords, 0, *argument.keywords):
            yield more


@_operator
def other_service(task: TaskTree) -> Mutants:
    """The client is another service's."""
    client = _client(task)
    for other in ("iam", "sts"):
        with replaced(client.args, 0, expression(repr(other))):
            yield other


@_operator
def other_method(task: TaskTree) -> Mutants:
    """Another method of the client is called, or another paginator made."""
    method = task.model.boto.method
    for node in _in_run(task, ast.Attribute):
        if node.attr == method:
            with changed(node, attr=f"{method}s"):
                yield node.attr
    for call in _calls(task, "get_paginator"):
        with changed(call, args=[expression(repr(f"{method}s"))]):
            yield "paginator"


@_operator
def call_without_request(task: TaskTree) -> Mutants:
    """The call is made without the request, with it as one argument, or with something more."""
    call = _api_call(task)
    if call.keywords:
        with changed(call, keywords=[]):
            yield "nothing"
        values = [keyword.value for keyword in call.keywords]
        with changed(call, keywords=[], args=values):
            yield "by position"
    more = expression("f(DryRun=True)")
    assert isinstance(more, ast.Call)
    with inserted(call.keywords, 0, *more.keywords):
        yield "DryRun"


@_operator
def call_twice(task: TaskTree) -> Mutants:
    """The call is made twice."""
    call = _api_call(task)
    index = next(i for i, node in enumerate(task.run.body) if call in ast.walk(node))
    with inserted(task.run.body, index, statement(ast.unparse(call))):
        yield ""


@_operator
def swallow_error(task: TaskTree) -> Mutants:
    """An error of the service is logged in place of raised."""
    start = task.run.body.index(_client_statement(task)) + 1
    rest = task.run.body[start:]
    caught = statement('try:\n    pass\nexcept Exception:\n    self.logger.error("failed")')
    assert isinstance(caught, ast.Try)
    caught.body = rest
    with changed(task.run, body=[*task.run.body[:start], caught]):
        yield ""


# --- pages and waiting


@_operator
def one_page(task: TaskTree) -> Mutants:
    """Only the first page is returned, or the pages themselves."""
    for call in _calls(task, "build_full_result"):
        for other in ("next(iter(pages))", "list(pages)", "pages"):
            with _node_replaced(task.run, call, expression(other)):
                yield other
    for call in _calls(task, "paginate"):
        method = task.model.boto.method
        plain = expression(f"client.{method}()")
        assert isinstance(plain, ast.Call)
        plain.keywords = call.keywords
        with ExitStack() as edits:
            edits.enter_context(_node_replaced(task.run, call, plain))
            for full in _calls(task, "build_full_result"):
                edits.enter_context(_node_replaced(task.run, full, expression("pages")))
            yield "plain call"


@_operator
def drop_wait(task: TaskTree) -> Mutants:
    """`run` does not wait, or waits before the call is made, or only makes the waiter."""
    for node in list(task.run.body):
        if not any(call in ast.walk(node) for call in _calls(task, "wait")):
            continue
        with replaced(task.run.body, node):
            yield "no wait"
        waiter = next(_calls(task, "wait")).func
        assert isinstance(waiter, ast.Attribute)
        with changed(node, value=waiter.value):
            yield "only the waiter"
        if "response" not in ast.unparse(node):
            first = task.run.body.index(_client_statement(task)) + 1
            with replaced(task.run.body, node), inserted(task.run.body, first, node):
                yield "before the call"


@_operator
def change_wait(task: TaskTree) -> Mutants:
    """`run` waits for another waiter, or with other arguments."""
    for call in _calls(task, "get_waiter"):
        for other in sorted({"bucket_exists", "instance_running", "table_exists"}):
            if other != ast.literal_eval(call.args[0]):
                with replaced(call.args, 0, expression(repr(other))):
                    yield other
    for call in _calls(task, "wait"):
        for keyword in list(call.keywords):
            for value in ('"changed"', "None", f"[{ast.unparse(keyword.value)}]"):
                with changed(keyword, value=expression(value)):
                    yield f"{keyword.arg}: {value}"
            with changed(keyword, arg=f"{keyword.arg}s"):
                yield f"{keyword.arg} renamed"
            with replaced(call.keywords, keyword):
                yield f"no {keyword.arg}"
    for node in list(task.run.body):
        if ast.unparse(node).startswith("self.logger"):
            with replaced(task.run.body, node):
                yield "no log line"


# --- the result


@_operator
def other_result(task: TaskTree) -> Mutants:
    """`run` returns nothing, nothing of use, a part of what it should, or more."""
    returns = [node for node in task.run.body if isinstance(node, ast.Return)]
    for node in returns:
        assert node.value is not None
        value = ast.unparse(node.value)
        for other in (
            "None",
            "{}",
            f"({value}, credentials)",
            f"[{value}]",
            f'{value}["Changed"]',
            f"repr({value})",
        ):
            with changed(node, value=expression(other)):
                yield other
        if isinstance(node.value, ast.Call) and ".get(" in value:
            # A list that the response lacks: an error, None, or something else that is empty.
            got = node.value
            assert isinstance(got.func, ast.Attribute)
            structure, name = ast.unparse(got.func.value), ast.unparse(got.args[0])
            for other in (
                f"{structure}[{name}]",
                f"{structure}.get({name})",
                f"{structure}.get({name}, ())",
            ):
                with changed(node, value=expression(other)):
                    yield other
        with replaced(task.run.body, node, statement(value)):
            yield "no return"
        if isinstance(node.value, ast.Subscript):
            with changed(node, value=node.value.value):
                yield "the structure around it"
    if not returns:
        # The call may come before the wait.
        call = _api_call(task)
        made = next(node for node in task.run.body if call in ast.walk(node))
        assert isinstance(made, (ast.Expr, ast.Assign))
        last = statement("return result")
        kept = statement(f"result = {ast.unparse(made.value)}")
        if isinstance(made, ast.Assign):
            last, kept = statement("return response"), made
        with (
            replaced(task.run.body, made, kept),
            inserted(task.run.body, len(task.run.body), last),
        ):
            yield "the response"


@_operator
def keep_stream(task: TaskTree) -> Mutants:
    """A streaming body is not read, or read as text; an event stream is not collected."""
    for call in _calls(task, "read"):
        assert isinstance(call.func, ast.Attribute)
        for other in (
            ast.unparse(call.func.value),
            f"{ast.unparse(call)}.decode()",
            f"{ast.unparse(call)}[:1]",
        ):
            with _node_replaced(task.run, call, expression(other)):
                yield other
    for call in [call for call in _in_run(task, ast.Call) if isinstance(call.func, ast.Name)]:
        if isinstance(call.func, ast.Name) and call.func.id == "list":
            for other in (ast.unparse(call.args[0]), f"iter({ast.unparse(call.args[0])})"):
                with _node_replaced(task.run, call, expression(other)):
                    yield other


# --- state and secrets


@_operator
def keep_value(task: TaskTree) -> Mutants:
    """`run` keeps a value on the task, so that it leaks into other runs."""
    parameters = _parameters(task.run)
    for _, name in _attributes(task):
        if name in parameters:
            with inserted(task.run.body, 0, statement(f"self.{name} = {name}")):
                yield name
    for change in (
        "self.boto_kwargs.clear()",
        "self.boto_kwargs.update(boto_kwargs or {})",
        "self.last = client",
    ):
        after = task.run.body.index(_client_statement(task)) + 1
        with inserted(task.run.body, after, statement(change)):
            yield change


@_operator
def keep_secret(task: TaskTree) -> Mutants:
    """`run` keeps a secret on the task, by itself or in something, or on its class."""
    for name in task.secrets:
        for keep in (
            f"self.{name} = {name}",
            f"self.last = [{name}]",
            f"self.boto_kwargs = {{**self.boto_kwargs, 'secret': {name}}}",
            f"type(self).{name} = {name}",
        ):
            with inserted(task.run.body, 0, statement(keep)):
                yield keep


@_operator
def tell_secret(task: TaskTree) -> Mutants:
    """`run` logs a secret, at any level, or prints it."""
    for name in task.secrets:
        for tell in (
            "self.logger.debug({!r})",
            "self.logger.info({!r})",
            "self.logger.error({!r})",
            "print({!r})",
        ):
            told = tell.replace("{!r}", f"f'using {{{name}}}'")
            with inserted(task.run.body, 0, statement(told)):
                yield told


@_operator
def tell_request(task: TaskTree) -> Mutants:
    """`run` logs the request, with the secret in it."""
    if len(task.secrets) > 1 and _filters(task):
        before = task.run.body.index(_client_statement(task))
        with inserted(task.run.body, before, statement('self.logger.debug("Sending %s", request)')):
            yield ""


@_operator
def secret_in_error(task: TaskTree) -> Mutants:
    """The error about a missing value shows a secret."""
    for check in _checks(task):
        (raising,) = check.body
        for name in task.secrets:
            if name != _checked(check):
                message = f"f'A value for `{_checked(check)}` must be provided: {{{name}}}'"
                with changed(check, body=[statement(f"raise ValueError({message})")]):
                    yield f"{name} for {_checked(check)}"
        assert isinstance(raising, ast.Raise)


# --- places in a task


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the request: a pair of a dict display, or a keyword of the call."""

    name: str
    value: ast.expr
    within: ast.Dict | ast.Call
    index: int

    def valued(self, value: ast.expr) -> ExitStack:
        """With another value."""
        edits = ExitStack()
        if isinstance(self.within, ast.Dict):
            edits.enter_context(replaced(self.within.values, self.index, value))
        else:
            edits.enter_context(changed(self.within.keywords[self.index], value=value))
        return edits

    def renamed(self, name: str) -> ExitStack:
        """With another name."""
        edits = ExitStack()
        if isinstance(self.within, ast.Dict):
            keys = [key for key in self.within.keys if key is not None]
            keys[self.index] = expression(repr(name))
            edits.enter_context(changed(self.within, keys=keys))
        else:
            edits.enter_context(changed(self.within.keywords[self.index], arg=name))
        return edits

    def dropped(self) -> ExitStack:
        """Left out."""
        edits = ExitStack()
        if isinstance(self.within, ast.Dict):
            keys, values = list(self.within.keys), list(self.within.values)
            del keys[self.index], values[self.index]
            edits.enter_context(changed(self.within, keys=keys, values=values))
        else:
            edits.enter_context(replaced(self.within.keywords, self.index))
        return edits


def _members(task: TaskTree) -> list[_Member]:
    """The members of the request, with those of nested structures."""
    members = []
    for node in task.run.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            members += _display_members(node.value)
    call = _api_call(task)
    for index, keyword in enumerate(call.keywords):
        if keyword.arg is not None:
            members.append(_Member(keyword.arg, keyword.value, call, index))
            if isinstance(keyword.value, ast.Dict) and not _is_constant(keyword.value):
                members += _display_members(keyword.value)
    return members


def _display_members(display: ast.Dict) -> list[_Member]:
    members = []
    for index, (key, value) in enumerate(zip(display.keys, display.values, strict=True)):
        assert isinstance(key, ast.Constant)
        members.append(_Member(str(key.value), value, display, index))
        if isinstance(value, ast.Dict) and not _is_constant(value):
            members += _display_members(value)
    return members


def _attributes(task: TaskTree) -> list[tuple[ast.Assign, str]]:
    """The assignments of attributes in `__init__`, with the attributes' names."""
    return [
        (node, node.targets[0].attr)
        for node in task.init.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    ]


def _super(task: TaskTree) -> ast.stmt:
    return task.init.body[-1]


def _checks(task: TaskTree) -> list[ast.If]:
    return [node for node in task.run.body if isinstance(node, ast.If)]


def _checked(check: ast.If) -> str:
    """What a check looks at: `bucket` or `self.bucket`."""
    assert isinstance(check.test, ast.Compare)
    return ast.unparse(check.test.left)


def _filters(task: TaskTree) -> list[ast.Assign]:
    return [
        node
        for node in task.run.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.DictComp)
    ]


def _client_statement(task: TaskTree) -> ast.Assign:
    return next(
        node
        for node in task.run.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "client"
    )


def _client(task: TaskTree) -> ast.Call:
    call = _client_statement(task).value
    assert isinstance(call, ast.Call)
    return call


def _api_call(task: TaskTree) -> ast.Call:
    name = "paginate" if task.model.boto.paginate else task.model.boto.method
    return next(_calls(task, name))


def _calls(task: TaskTree, method: str) -> Iterator[ast.Call]:
    """The calls of methods of this name in `run`."""
    for node in _in_run(task, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield node


def _in_run(task: TaskTree, kind: type[Node]) -> list[Node]:
    return [node for part in task.run.body for node in ast.walk(part) if isinstance(node, kind)]


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in function.args.args}


def _defaulted(function: ast.FunctionDef) -> list[tuple[int, str]]:
    """The parameters that have a default, with its index among the defaults."""
    names = [argument.arg for argument in function.args.args][1:]
    return list(enumerate(names))


def _default_index(function: ast.FunctionDef, name: str) -> int:
    return next(index for index, each in _defaulted(function) if each == name)


def _without_default(function: ast.FunctionDef, name: str) -> ExitStack:
    """With the parameter first and without a default, as Python wants it."""
    index = _default_index(function, name)
    arguments = function.args
    own = arguments.args[index + 1]
    others = [argument for argument in arguments.args[1:] if argument is not own]
    edits = ExitStack()
    edits.enter_context(changed(arguments, args=[arguments.args[0], own, *others]))
    edits.enter_context(replaced(arguments.defaults, index))
    return edits


def _dropped_parameter(function: ast.FunctionDef, name: str) -> ExitStack:
    index = _default_index(function, name)
    edits = ExitStack()
    edits.enter_context(replaced(function.args.args, index + 1))
    edits.enter_context(replaced(function.args.defaults, index))
    return edits


def _is_constant(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return ast.unparse(value).startswith("datetime(")
    return True


def _nested_local(task: TaskTree, value: str) -> str | None:
    """The variable of this name, if it holds a nested structure of the request."""
    return value if any(ast.unparse(f.targets[0]) == value for f in _filters(task)) else None


def _node_replaced(root: ast.AST, node: ast.expr, new: ast.expr) -> ExitStack:
    """With another node in the place of one below the root."""
    edits = ExitStack()
    for parent in ast.walk(root):
        for field, content in ast.iter_fields(parent):
            if content is node:
                edits.enter_context(changed(parent, **{field: new}))
            elif isinstance(content, list) and any(each is node for each in content):
                at = next(i for i, each in enumerate(content) if each is node)
                edits.enter_context(replaced(content, at, new))
    return edits


class _Renamed(ast.NodeTransformer):
    """Gives variables other names."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node
