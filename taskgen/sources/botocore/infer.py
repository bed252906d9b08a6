"""Makes task models of a service's operations and of what a spec says about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from taskgen.model import (
    BotoCall,
    Constant,
    Given,
    Kwarg,
    Member,
    ModuleModel,
    TaskModel,
)
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable
from taskgen.sources.botocore import names
from taskgen.sources.botocore.calls import (
    PAGINATION,
    check_paginator,
    page_members,
    result_of,
)
from taskgen.sources.botocore.customizations import FILLED_IN, NEEDS_CRT, NOT_ACCEPTED
from taskgen.sources.botocore.docs import sentences
from taskgen.sources.botocore.kwargs import kwarg_for, shape_at
from taskgen.sources.botocore.responses import paged_sample, response_sample, returned_of
from taskgen.sources.botocore.service import Operation, Service
from taskgen.sources.botocore.summaries import says_more, summaries
from taskgen.sources.botocore.waits import wait_for, with_sample
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec
from taskgen.text import Code, Identifier, Prose, identifier, prose

_QUOTED = re.compile(r"`(\w+)`( (?:parameter|field|argument|property)\b)?")

_DESCRIPTION_BUDGET = 600
"""Characters of an operation's documentation that a class docstring takes up."""


def module_model(service: Service, spec: ModuleSpec) -> ModuleModel:
    """The module of tasks that the spec asks for.

    Raises:
        TaskgenError: what the spec says matches nothing in the service; all such problems.
    """
    problems: list[Problem] = []
    tasks: list[TaskModel] = []
    for task in spec.tasks or _all_operations(service):
        operation = _operation(service, task, spec, problems)
        if operation:
            model = _TaskMaker(operation, task, spec, problems).model()
            tasks.append(model)
    problems += _twins(tasks, spec)
    if problems:
        raise TaskgenError(problems)
    return ModuleModel(
        package=identifier(spec.package or "aws"),
        module=identifier(spec.module) if spec.module else names.module_name(service),
        title=prose(spec.title or "AWS Tasks"),
        service_title=prose(service.full_name),
        package_title=prose("AWS"),
        extra="aws",
        requirement="boto3 >= 1.9",
        tasks=tuple(sorted(tasks, key=lambda task: task.name)),
    )


def _all_operations(service: Service) -> list[TaskSpec]:
    return [
        TaskSpec(key=operation.method)
        for operation in service.operations.values()
        if operation.has_method and not operation.deprecated
    ]


def _operation(
    service: Service, task: TaskSpec, spec: ModuleSpec, problems: list[Problem]
) -> Operation | None:
    wanted = task.operation or task.key
    operation = service.find(wanted)
    if operation is None:
        known = [*service.methods(), *service.operations]
        listing = f"`taskgen list {service.name}` shows all operations."
        problems.append(
            Problem(
                f"{service.name} has no operation named `{readable(wanted)}`.",
                hint=f"{did_you_mean(wanted, known)} {listing}".strip(),
                place=spec.place("tasks", task.key, "operation"),
            )
        )
    elif not operation.has_method:
        problems.append(
            Problem(
                f"boto3 has no method for `{operation.name}` of {service.name}: its request is an "
                "event stream.",
                hint="Leave it out.",
                place=spec.place("tasks", task.key, "operation"),
            )
        )
        return None
    return operation


def _twins(tasks: Sequence[TaskModel], spec: ModuleSpec) -> list[Problem]:
    seen: dict[str, TaskModel] = {}
    problems = []
    for task in tasks:
        # Not only equal names: files and docs pages of classes may not differ by case alone.
        other = seen.setdefault(task.name.lower(), task)
        if other is not task:
            problems.append(
                Problem(
                    f"`{other.key}` and `{task.key}` would both be the class `{task.name}`.",
                    hint=f'Give one of them another name in a spec: `class = "{task.name}2"`.',
                    place=spec.place("tasks", task.key, "class"),
                )
            )
    return problems


class _TaskMaker:
    """Makes the model of one operation; what is wrong is added to `problems`."""

    def __init__(
        self, operation: Operation, task: TaskSpec, spec: ModuleSpec, problems: list[Problem]
    ):
        self.operation = operation
        self.task = task
        self.spec = spec
        self.problems = problems

    def problem(self, message: str, hint: str, *key: str) -> None:
        place = self.spec.place("tasks", self.task.key, *key)
        self.problems.append(Problem(message, hint, place))

    def model(self) -> TaskModel:
        operation, task = self.operation, self.task
        if task.paginate:
            check_paginator(operation, self.problem)
        kwargs = self.kwargs()
        constants = self.constants()
        self.check_members(kwargs, constants)
        result = result_of(operation, task, self.problem)
        wait = wait_for(operation, task, kwargs, constants, self.problem)
        paginate = task.paginate and operation.name in operation.service.paginators
        response = collected = response_sample(operation, result, wait)
        if paginate:
            response, collected = paged_sample(operation)
        documented = sentences(operation.documentation, _DESCRIPTION_BUDGET)
        first = documented[0] if documented else Prose()
        summary, run_summary = summaries(first, operation.name, operation.service.full_name)
        rest = documented if says_more(first, summary) else documented[1:]
        paragraphs = [Prose(" ".join(rest))] if rest else []
        if task.description is None:
            description = tuple(map(self.in_kwargs, paragraphs))
        else:
            description = tuple(map(prose, task.description))
        return TaskModel(
            name=identifier(task.name) if task.name else names.class_name(operation),
            key=task.key,
            summary=prose(task.summary) if task.summary else summary,
            run_summary=prose(task.run_summary) if task.run_summary else run_summary,
            description=description,
            kwargs=kwargs,
            constants=constants,
            call=BotoCall(
                service=operation.service.name,
                operation=operation.name,
                method=identifier(operation.method),
                paginate=paginate,
                wait=with_sample(wait, kwargs, constants, response) if wait else None,
                needs_crt=operation.service.name in NEEDS_CRT,
                response=response,
                returned=returned_of(collected, result),
            ),
            result=result,
            example=tuple(task.example.strip("\n").splitlines()) if task.example else None,
        )

    def kwargs(self) -> tuple[Kwarg, ...]:
        """The kwargs in the order of the signature: required ones first, secrets last."""
        inferred = self.inferred()
        said = self.task.kwargs
        made: dict[Identifier, Kwarg] = {}
        by_member = {kwarg.member: kwarg for kwarg in inferred.values()}
        for name, wish in said.items():
            base = self.base(name, wish, inferred, by_member)
            if base:
                made[base.name] = self.refined(base, wish)
        # What another kwarg, a constant or nothing fills needs no kwarg of its own.
        filled = {kwarg.member[0] for kwarg in made.values()}
        filled |= {path.split(".")[0] for path in self.task.constants} | set(self.task.omit)
        rest = [k for k in inferred.values() if k.member[0] not in filled and k.name not in made]
        if not rest:
            return tuple(made.values())
        order = {name: index for index, name in enumerate(self.members())}
        kwargs = sorted([*rest, *made.values()], key=lambda k: order.get(k.member[0], -1))
        return tuple(sorted(kwargs, key=lambda k: (k.secret, not k.required)))

    def inferred(self) -> dict[str, Kwarg]:
        """A kwarg for each member that a contributor would offer."""
        found = {
            name: PAGINATION
            if member == PAGINATION.member[0]
            else kwarg_for(self.operation, (member,), name)
            for member, name in self.called.items()
        }
        for name, kwarg in found.items():
            if "`" in kwarg.doc:
                found[name] = replace(kwarg, doc=self.in_kwargs(kwarg.doc))
        hidden = self.hidden()
        return {
            name: kwarg
            for name, kwarg in found.items()
            if kwarg.required or kwarg.member not in hidden
        }

    def in_kwargs(self, text: Prose) -> Prose:
        """The text with the kwargs' names in place of the members' names that it quotes."""
        if "`" not in text:
            return text
        return Prose(_QUOTED.sub(self.quoted_kwarg, text))

    def quoted_kwarg(self, found: re.Match[str]) -> str:
        member, parameter = found[1], found[2]
        # A single word may as well be a value: `Event` is a type of invocation.
        sure = parameter or sum(letter.isupper() for letter in member) > 1
        name = self.called.get(member) if sure else None
        return f"`{name}`{parameter or ''}" if name else found[0]

    @cached_property
    def called(self) -> dict[str, Identifier]:
        """The kwarg that each member of the request is called by default."""
        called = names.kwarg_names(self.operation, self.members())
        if self.task.paginate:
            called[PAGINATION.member[0]] = PAGINATION.name
        return called

    def members(self) -> list[str]:
        """The members of the request, without those that the paginator fills itself."""
        if not self.operation.input:
            return []
        own = list(self.operation.input.own.get("members", ()))
        if not self.task.paginate:
            return own
        paged = page_members(self.operation)
        return [name for name in own if name not in paged] + [PAGINATION.member[0]]

    def hidden(self) -> set[Member]:
        """Members that get no kwarg unless a spec asks for it."""
        operation = self.operation
        service = operation.service.name
        return {
            (name,)
            for name, shape in (operation.input.members if operation.input else {}).items()
            if shape.trait("deprecated")
            or (service, name) in FILLED_IN
            or (service, operation.name, name) in NOT_ACCEPTED
        }

    def base(
        self,
        name: str,
        wish: KwargSpec,
        inferred: dict[str, Kwarg],
        by_member: dict[Member, Kwarg],
    ) -> Kwarg | None:
        """What the SDK says of the kwarg that the spec describes."""
        if wish.member is None:
            if name in inferred:
                return inferred[name]
            known = ", ".join(f"`{each}`" for each in list(inferred)[:8])
            hint = did_you_mean(name, inferred) or (known and f"Its kwargs are {known} ...")
            self.problem(
                f"`{self.operation.name}` has no kwarg `{readable(name)}`, and the spec does not "
                "say which member it fills.",
                f'{hint} Or say `member = "..."`.'.strip(),
                "kwargs",
                name,
            )
            return None
        path = tuple(wish.member.split("."))
        if path in by_member:
            return replace(by_member[path], name=identifier(name))
        if path[0] == PAGINATION.member[0] and self.task.paginate:
            return replace(PAGINATION, name=identifier(name), member=path)
        if not self.known_member(path, "kwargs", name, "member"):
            return None
        return kwarg_for(self.operation, path, identifier(name))

    def known_member(self, path: Member, *key: str) -> bool:
        """Whether the request has this member; a problem is noted where it has not."""
        at, known = shape_at(self.operation.input, path)
        if at is not None:
            return True
        member = next((part for part in path if part not in known), path[-1])
        listed = ", ".join(f"`{each}`" for each in sorted(known)[:8])
        hint = did_you_mean(member, known) or (
            f"Its members are {listed}{' ...' if len(known) > 8 else ''}"
            if known
            else "It has no members."
        )
        self.problem(
            f"The request of `{self.operation.name}` has no member `{readable('.'.join(path))}`.",
            hint,
            *key,
        )
        return False

    def refined(self, base: Kwarg, wish: KwargSpec) -> Kwarg:
        """The kwarg with what the spec says in place of what was inferred."""
        secret = base.secret if wish.secret is None else wish.secret
        given = wish.given or (base.given if secret == base.secret else None)
        if given is None:
            given = Given.RUN if secret else Given.BOTH
        return replace(
            base,
            type=Code(wish.type) if wish.type else base.type,
            doc=prose(wish.doc) if wish.doc else base.doc,
            required=base.required if wish.required is None else wish.required,
            secret=secret,
            given=given,
            default=base.default if wish.default is None else wish.default,
        )

    def constants(self) -> tuple[Constant, ...]:
        found = []
        for path, value in self.task.constants.items():
            member = tuple(path.split("."))
            if self.known_member(member, "constants", path):
                found.append(Constant(member, value))
        for member_name in self.task.omit:
            self.known_member(tuple(member_name.split(".")), "omit")
        return tuple(found)

    def check_members(self, kwargs: Iterable[Kwarg], constants: Iterable[Constant]) -> None:
        """Notes members that are filled twice, and required ones that nothing fills."""
        filled: dict[Member, str] = {}
        named: list[tuple[Member, str, tuple[str, str]]] = [
            (kwarg.member, kwarg.name, ("kwargs", kwarg.name)) for kwarg in kwargs
        ]
        named += [(c.member, "a constant", ("constants", ".".join(c.member))) for c in constants]
        for member, who, key in named:
            for other, before in filled.items():
                shorter = min(len(member), len(other))
                if member[:shorter] == other[:shorter]:
                    self.problem(
                        f"{_quoted(before)} and {_quoted(who)} both fill "
                        f"`{'.'.join(member if len(member) > len(other) else other)}`.",
                        "Leave one of them out, or let it fill another member.",
                        *key,
                    )
            filled[member] = who
        shape = self.operation.input
        tops = {member[0] for member in filled}
        for name in shape.required if shape else ():
            if name not in tops and name not in page_members(self.operation):
                token = shape and shape.member(name)
                if token and not token.trait("idempotencyToken"):
                    self.problem(
                        f"`{self.operation.name}` needs `{name}`, and nothing fills it.",
                        "Take it out of `omit`.",
                        "omit",
                    )


def _quoted(who: str) -> str:
    return who if " " in who else f"`{who}`"
