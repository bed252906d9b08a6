"""Reads the tables of a spec for a boto3 service, and what specs of all kinds have in common."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterator
from typing import ClassVar

from taskgen.annotations import GRAMMAR, fit, parse
from taskgen.conventions import is_reserved
from taskgen.model.task import Given
from taskgen.naming import singular, snake, words
from taskgen.problems import Place, Problem, did_you_mean
from taskgen.sources.spec.fields import (
    STRING,
    TABLE,
    Fields,
    Keys,
    Table,
    dotted,
    kind_of,
)
from taskgen.sources.spec.values import CREDENTIAL, credentials, example_fault, value_faults
from taskgen.sources.spec.vocabulary import BOTO_LEVELS, Level, kinds
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec, WaitSpec
from taskgen.text import Value, identifier, is_identifier, one_of
from taskgen.tomlfiles.document import Document, shown
from taskgen.tomlfiles.places import Key

MAX_KWARGS = 1_000
"""Kwargs of one task."""

MODULE_KEYS, TASK_KEYS, KWARG_KEYS, WAIT_KEYS = (level.kinds for level in BOTO_LEVELS)

_SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OPERATION = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_MEMBER = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_ITEMS_MEMBER = re.compile(r"[A-Za-z_]\w*(\[\])?(\.[A-Za-z_]\w*(\[\])?)*", re.ASCII)
_IMPORTED = frozenset(
    {"Task", "Any", "Dict", "List", "Optional", "Union", "datetime"}
    | {"get_boto_client", "defaults_from_attrs"}
    | {"BytesIO", "Flow", "MagicMock", "Parameter", "StreamingBody", "Stubber"}
    | {"cloudpickle", "pytest", "validate_parameters"}
)
"""Names that a task module or its tests import, which another thing of that name would replace."""

_A_SERVICE = "`taskgen list` shows the services."
_AN_OPERATION = "`taskgen list SERVICE` shows the operations."
_A_MEMBER = 'Write the name of a member, with dots to those inside: `"VpcConfig.SubnetIds"`.'
_A_RESULT = 'Write a member such as `"Parameter.Value"`, `"all"` or `"nothing"`.'
_AN_ITEMS_MEMBER = 'Write a member, with `[]` for each item of a list: `"Instances[].InstanceId"`.'
_A_WAITER = 'Write what `client.get_waiter("...")` takes.'


class Reader(Fields):
    """Makes the parts of a `ModuleSpec` of a boto3 service.

    Methods get the paths of what they read.
    """

    levels_read: ClassVar[tuple[Level, ...]] = BOTO_LEVELS
    task_keys: ClassVar[Keys] = TASK_KEYS
    kwarg_keys: ClassVar[Keys] = KWARG_KEYS
    operation_form: ClassVar[re.Pattern[str]] = _OPERATION
    member_form: ClassVar[re.Pattern[str]] = _MEMBER
    an_operation: ClassVar[str] = _AN_OPERATION
    a_member: ClassVar[str] = _A_MEMBER

    def __init__(self, document: Document, path: str):
        super().__init__(document, kinds(self.levels_read))
        self.path = path

    def module(self) -> ModuleSpec:
        for key in credentials((), self.document.data):
            self.wrong(key, *CREDENTIAL)
        data = self.fields((), self.document.data, MODULE_KEYS)
        if "service" not in self.document.data:
            hint = 'Say which service the tasks are for: `service = "lambda"`.'
            self.problems.append(Problem("`service` is missing.", hint, Place(self.path, 1)))
        service = self.matching(("service",), data, _SERVICE, "the name of a service", _A_SERVICE)
        tables = tuple(self.tasks(("tasks",), data, service or ""))
        return ModuleSpec(
            service=service or "",
            tasks=(*self.operations(("operations",), data, tables), *tables),
            package=self.module_name(("package",), data),
            module=self.module_name(("module",), data),
            title=self.paragraph(("title",), data.get("title")),
            places=self.document.key_places(),
            value_places=self.document.value_places(),
        )

    def module_name(self, path: Key, data: Table) -> str | None:
        name: str | None = data.get(path[-1])
        if name is not None:
            fault = _name_fault(name, snake(name))
            if fault:
                message = f"`{shown(name)}` is no name for a {path[-1]}: {fault[0]}."
                self.wrong(path, message, fault[1])
        return name

    def operations(
        self, path: Key, data: Table, tables: tuple[TaskSpec, ...]
    ) -> Iterator[TaskSpec]:
        """The tasks that are made as they are inferred, by the names of their operations."""
        if data.get(path[-1]) == []:
            hint = "Leave it out to make a task of every operation, or name one."
            self.wrong(path, "`operations` is empty.", hint)
        with_table = {_folded(task.operation or task.key): task.key for task in tables}
        listed: set[str] = set()
        for key, name in self.strings(path, data):
            folded = _folded(name)
            if not self.operation_form.fullmatch(name):
                message = f"`{shown(name)}` is not the name of an operation."
                self.wrong(key, message, self.an_operation)
            elif folded in listed:
                self.wrong(key, f"`{shown(name)}` is there twice.", "Leave one of the two out.")
            elif folded in with_table:
                table = dotted(("tasks", with_table[folded]))
                message = f"`{shown(name)}` has a table of its own, `[{table}]`."
                self.wrong(key, message, "Leave it out here: the table is enough to make the task.")
            else:
                listed.add(folded)
                yield TaskSpec(name)

    def tasks(self, path: Key, data: Table, service: str) -> Iterator[TaskSpec]:
        tables: Table | None = data.get(path[-1])
        if tables == {}:
            hint = "Leave it out to make a task of every operation, or write `[tasks.<operation>]`."
            self.wrong(path, "`tasks` is empty.", hint)
        for key, table in (tables or {}).items():
            here = (*path, key)
            if not self.operation_form.fullmatch(key):
                message = f"`{shown(key)}` is not the name of an operation."
                self.wrong_key(here, message, self.an_operation)
            if self.is_a(here, table, TABLE):
                yield self.task(here, table, service)

    def task(self, path: Key, table: Table, service: str) -> TaskSpec:
        data = self.fields(path, table, TASK_KEYS)
        operation = self.matching(
            (*path, "operation"),
            data,
            self.operation_form,
            "the name of an operation",
            self.an_operation,
        )
        return TaskSpec(
            key=path[-1],
            operation=operation,
            name=self.class_name((*path, "class"), data),
            summary=self.paragraph((*path, "summary"), data.get("summary")),
            run_summary=self.paragraph((*path, "run_summary"), data.get("run_summary")),
            description=self.description((*path, "description"), data),
            example=self.example((*path, "example"), data),
            kwargs=self.kwargs((*path, "kwargs"), data, _noun(operation or path[-1], service)),
            omit=self.omit((*path, "omit"), data),
            constants=self.constants((*path, "constants"), data),
            returns=self.matching(
                (*path, "returns"), data, self.member_form, "the path of a member", _A_RESULT
            ),
            returns_doc=self.paragraph((*path, "returns_doc"), data.get("returns_doc")),
            paginate=data.get("paginate", False),
            wait=self.wait((*path, "wait"), data),
        )

    def class_name(self, path: Key, data: Table) -> str | None:
        name: str | None = data.get("class")
        if name is None:
            return None
        if name in _IMPORTED or (is_reserved(name) and not keyword.iskeyword(name)):
            message = f"`{shown(name)}` is no name for a class: it has a meaning already."
            self.wrong(path, message, "Say more, as in `LambdaInvoke`.")
            return name
        instead = "".join(word[:1].upper() + word[1:] for word in words(name))
        fault = _name_fault(name, instead)
        if fault:
            self.wrong(path, f"`{shown(name)}` is no name for a class: {fault[0]}.", fault[1])
        return name

    def description(self, path: Key, data: Table) -> tuple[str, ...] | None:
        if "description" not in data:
            return None
        paragraphs = [self.paragraph(key, text) for key, text in self.strings(path, data)]
        return tuple(paragraph for paragraph in paragraphs if paragraph)

    def example(self, path: Key, data: Table) -> str | None:
        text: str | None = data.get("example")
        if text is None:
            return None
        example = textwrap.dedent(text.expandtabs(4)).strip("\n").rstrip()
        fault = example_fault(example)
        if fault:
            self.wrong(path, *fault)
        return example

    def omit(self, path: Key, data: Table) -> tuple[str, ...]:
        members = tuple(self.strings(path, data))
        for key, member in members:
            self.check_member(key, member)
        return tuple(member for _, member in members)

    def constants(self, path: Key, data: Table) -> dict[str, Value]:
        constants: dict[str, Value] = data.get("constants", {})
        for member in constants:
            if not self.member_form.fullmatch(member):
                message = f"`{shown(member)}` is not the path of a member."
                self.wrong_key((*path, member), message, self.a_member)
        for key, fault in value_faults(path, constants):
            self.wrong(key, *fault)
        return constants

    def wait(self, path: Key, data: Table) -> WaitSpec | None:
        wait: str | Table | None = data.get("wait")
        if wait is None:
            return None
        what = "the name of a waiter"
        if isinstance(wait, str):
            return WaitSpec(self.matching(path, data, _OPERATION, what, _A_WAITER) or "")
        given = self.fields(path, wait, WAIT_KEYS)
        if "waiter" not in wait:
            self.wrong(path, f"`{dotted(path)}` has no `waiter`.", _A_WAITER)
        waiter = self.matching((*path, "waiter"), given, _OPERATION, what, _A_WAITER)
        request = self.waiter_arguments((*path, "request"), given)
        response = self.waiter_arguments((*path, "response"), given)
        for name in response:
            if name in request:
                self.wrong_key(
                    (*path, "response", name),
                    f"`{shown(name)}` is in `request` too.",
                    "An argument of a waiter has one value: leave one of the two out.",
                )
        return WaitSpec(waiter or "", request, response)

    def waiter_arguments(self, path: Key, data: Table) -> dict[str, str]:
        """The arguments of a waiter, each with the path of the member that is its value."""
        arguments = {}
        for name, member in data.get(path[-1], {}).items():
            key = (*path, name)
            if self.is_a(key, member, STRING):
                if not _ITEMS_MEMBER.fullmatch(member):
                    message = f"`{shown(member)}` is not the path of a member."
                    self.wrong(key, message, _AN_ITEMS_MEMBER)
                arguments[name] = member
        return arguments

    def kwargs(self, path: Key, data: Table, noun: str) -> dict[str, KwargSpec]:
        tables: Table = data.get("kwargs", {})
        if len(tables) > MAX_KWARGS:
            message = f"`{dotted(path)}` has {len(tables):,} kwargs."
            self.wrong(path, message, f"A task has at most {MAX_KWARGS:,}.")
            return {}
        kwargs = {}
        for name, table in tables.items():
            here = (*path, name)
            if self.is_a(here, table, TABLE):
                kwargs[name] = self.kwarg(here, table)
            fault = self.kwarg_name_fault(name, noun)
            if fault:
                message = f"`{shown(name)}` is no name for a kwarg: {fault[0]}."
                self.wrong_key(here, message, fault[1])
        return kwargs

    def kwarg_name_fault(self, name: str, noun: str) -> tuple[str, str] | None:
        """Why a kwarg can't have a name, and what to do about it."""
        return _kwarg_name_fault(name, noun)

    def kwarg(self, path: Key, table: Table) -> KwargSpec:
        data = self.fields(path, table, KWARG_KEYS)
        if "member" in data:
            self.check_member((*path, "member"), data["member"])
        kwarg = KwargSpec(
            member=data.get("member"),
            type=self.type((*path, "type"), data),
            doc=self.paragraph((*path, "doc"), data.get("doc")),
            required=data.get("required"),
            secret=data.get("secret"),
            given=self.given((*path, "given"), data),
            default=self.default((*path, "default"), data),
        )
        self.check_together(path, kwarg, "default" in data)
        return kwarg

    def check_member(self, path: Key, member: str) -> None:
        if not self.member_form.fullmatch(member):
            self.wrong(path, f"`{shown(member)}` is not the path of a member.", self.a_member)

    def type(self, path: Key, data: Table) -> str | None:
        text: str | None = data.get(path[-1])
        if text is None:
            return None
        try:
            return parse(text).code
        except ValueError as error:
            message = f"`{shown(text)}` is not a type for a kwarg: {shown(str(error), 120)}."
            self.wrong(path, message, f"The types are {GRAMMAR}.")
            return None

    def given(self, path: Key, data: Table) -> Given | None:
        text: str | None = data.get("given")
        choices = [given.value for given in Given]
        if text is None:
            return None
        if text in choices:
            return Given(text)
        hint = "A kwarg is given at initialization (`init`), at runtime (`run`) or at both."
        near = did_you_mean(text, choices)
        self.wrong(
            path,
            f"`given` is `{shown(text)}`, not {one_of(f'`{choice}`' for choice in choices)}.",
            f"{near} {hint}" if near else hint,
        )
        return None

    def default(self, path: Key, data: Table) -> Value:
        value: Value = data.get("default")
        faults = list(value_faults(path, value))
        for key, fault in faults:
            self.wrong(key, *fault)
        try:
            annotation = parse(data.get("type", "Any"))
        except ValueError:
            return None
        if value is None or faults:
            return None
        try:
            return fit(annotation, value)
        except ValueError:
            message = f"`default` is {kind_of(value)}, which does not fit `{annotation.code}`."
            self.wrong(path, message, "Change `default` or `type`.")
            return None

    def check_together(self, path: Key, kwarg: KwargSpec, has_default: bool) -> None:
        """Notes what a kwarg can't be at once."""
        if kwarg.secret and kwarg.given not in (None, Given.RUN):
            self.wrong(
                (*path, "given"),
                "A secret is given at runtime alone: what is given at initialization is stored.",
                "Leave `given` out.",
            )
        if kwarg.secret and has_default:
            self.wrong_key(
                (*path, "default"),
                "A secret has no default.",
                'Leave it out; users give it in the call, as `PrefectSecret("NAME")`.',
            )
        elif kwarg.required and has_default:
            hint = "Leave out `default`, or `required`."
            self.wrong_key((*path, "default"), "A kwarg that is required has no default.", hint)


def _name_fault(name: str, instead: str) -> tuple[str, str] | None:
    """Why a name is none for what others import or pass, and what it may be called instead."""
    try:
        identifier(name)
    except ValueError as error:
        reason = str(error)
    else:
        if not name.startswith("_"):
            return None
        reason = "what begins with `_` is private"
    if keyword.iskeyword(instead):
        instead += "_"
    call_it = f"Call it `{instead}`, for example."
    return reason, call_it if is_identifier(instead) else "Call it something else."


def _kwarg_name_fault(name: str, noun: str) -> tuple[str, str] | None:
    if is_reserved(name) or name in _IMPORTED:
        instead = f"{noun}_{name}" if noun else f"{name}_"
        member = "".join(word.capitalize() for word in words(name))
        return (
            "it has a meaning in Prefect or Python already",
            f'Call it `{instead}`, with the member that it fills: `member = "{member}"`.',
        )
    return _name_fault(name, snake(name))


def _noun(operation: str, service: str) -> str:
    """What an operation is about, to tell its kwargs by: `function` of `ListFunctions`."""
    about = words(operation)[1:]
    return snake(singular(about[-1]) if about else service)


def _folded(operation: str) -> str:
    """The same for both spellings of an operation, `list_functions` and `ListFunctions`."""
    return operation.replace("_", "").lower()
