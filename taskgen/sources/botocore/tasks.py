"""Makes the model of one task, from an operation and what a spec says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from taskgen.annotations import fit, parse
from taskgen.model.boto import BotoCall, Member
from taskgen.model.task import Constant, Kwarg, TaskModel
from taskgen.problems import Problem, did_you_mean, readable, some_of
from taskgen.sources.botocore import names
from taskgen.sources.botocore.calls import (
    PAGINATION,
    check_paginator,
    page_members,
    result_of,
)
from taskgen.sources.botocore.customizations import FILLED_IN, NEEDS_CRT, NOT_ACCEPTED
from taskgen.sources.botocore.docs import sentences
from taskgen.sources.botocore.kwargs import annotation, kwarg_for
from taskgen.sources.botocore.members import shape_at, why_nowhere
from taskgen.sources.botocore.responses import paged_sample, response_sample, returned_of
from taskgen.sources.botocore.service import Operation
from taskgen.sources.botocore.waits import wait_for, with_sample
from taskgen.sources.summaries import says_more, summaries
from taskgen.sources.wishes import refined
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec
from taskgen.text import Identifier, Prose, Value, identifier, prose

_QUOTED = re.compile(r"`(\w+)`( (?:parameter|field|argument|property)\b)?")

_DESCRIPTION_BUDGET = 600
"""Characters of an operation's documentation that a class docstring takes up."""


def task_model(
    operation: Operation, task: TaskSpec, spec: ModuleSpec, problems: list[Problem]
) -> TaskModel:
    """The task that calls the operation, as the spec wants it.

    Args:
        operation: what is called.
        task: what the spec says of the task.
        spec: the whole spec, which knows where it says what.
        problems: takes what in the spec matches nothing in the service.
    """
    return _TaskMaker(operation, task, spec, problems).model()


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
        place = self.spec.value_place("tasks", self.task.key, *key)
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
            response, collected = paged_sample(operation, result, wait)
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
                method=operation.method,
                paginate=paginate,
                wait=with_sample(wait, kwargs, constants, collected) if wait else None,
                needs_crt=operation.service.name in NEEDS_CRT,
                response=response,
                returned=returned_of(collected, result),
            ),
            result=result,
            omitted=task.omit,
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
        rest = [kwarg for kwarg in inferred.values() if kwarg.member[0] not in filled]
        self.check_names(made, rest)
        if not rest:
            return tuple(made.values())
        order = {name: index for index, name in enumerate(self.members())}
        kwargs = sorted([*rest, *made.values()], key=lambda k: order.get(k.member[0], -1))
        return tuple(sorted(kwargs, key=lambda k: (k.secret, not k.required)))

    def check_names(self, made: dict[Identifier, Kwarg], rest: list[Kwarg]) -> None:
        """Notes names that the spec gives to other members than the SDK, or that mislead."""
        for kwarg in rest:
            if kwarg.name in made:
                self.problem(
                    f"`{kwarg.name}` is the kwarg of `{kwarg.member[0]}` already.",
                    f"Call this one otherwise, give the other one a table too, or leave "
                    f"`{kwarg.member[0]}` out in `omit`.",
                    "kwargs",
                    kwarg.name,
                )
        for name in made:
            if name in names.LOCALS:
                self.problem(
                    f"`{name}` is no name for a kwarg: the code of the task uses it itself.",
                    f"Call it `{names.with_noun(self.operation, name)}`, for example, with the "
                    "member that it fills.",
                    "kwargs",
                    name,
                )

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
        sure = parameter or any(letter.isupper() for letter in member[1:])
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
            known = f"It has {some_of(inferred)}." if inferred else ""
            hint = did_you_mean(name, inferred) or known
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
        if not self.known_member(path, "kwargs", name, "member"):
            return None
        return kwarg_for(self.operation, path, identifier(name))

    def known_member(self, path: Member, *key: str) -> bool:
        """Whether the request has this member; a problem is noted where it has not."""
        if shape_at(self.operation.input, path) is not None:
            return True
        self.problem(
            f"The request of `{self.operation.name}` has no member `{readable('.'.join(path))}`.",
            why_nowhere(self.operation.input, path),
            *key,
        )
        return False

    def refined(self, base: Kwarg, wish: KwargSpec) -> Kwarg:
        """The kwarg with what the spec says in place of what was inferred."""
        made = refined(base, wish, self.problem)
        # A value that is there by default need not be given.
        needed = base.required and made.default is None
        return replace(made, required=needed if wish.required is None else wish.required)

    def constants(self) -> tuple[Constant, ...]:
        """The constants, those in tables one by one: other members beside them may be kwargs."""
        found = [
            Constant(member, leaf)
            for path, value in self.task.constants.items()
            for member, leaf in self.leaves(tuple(path.split(".")), value, path)
        ]
        for index, name in enumerate(self.task.omit):
            key = ("omit", str(index))
            path = tuple(name.split("."))
            if self.known_member(path, *key) and path[1:]:
                self.problem(
                    f"`{readable(name)}` gets no kwarg of its own, so there is none to omit.",
                    f"Leave it out here, or omit `{path[0]}`.",
                    *key,
                )
        return tuple(found)

    def leaves(self, member: Member, value: Value, path: str) -> Iterator[tuple[Member, Value]]:
        """The value of a constant, or of each member of it where it is a structure."""
        if not self.known_member(member, "constants", path):
            return
        shape = shape_at(self.operation.input, member)
        assert shape is not None, member
        if shape.type == "structure" and isinstance(value, dict) and value:
            for name, inner in value.items():
                yield from self.leaves((*member, name), inner, path)
            return
        kind = annotation(shape)
        # botocore reads times from text as well.
        as_text = shape.type == "timestamp" and isinstance(value, str)
        try:
            yield member, value if as_text else fit(parse(kind), value)
        except ValueError:
            self.problem(
                f"`{'.'.join(member)}` has the type `{kind}`, which this constant has not.",
                "Give it one of that type.",
                "constants",
                path,
            )

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
        paged = page_members(self.operation) if self.task.paginate else set()
        for member in self.needed(filled):
            if member[0] not in paged:
                self.problem(
                    f"`{self.operation.name}` needs `{'.'.join(member)}`, and nothing fills it.",
                    "Give it a kwarg or a constant." if member[1:] else "Take it out of `omit`.",
                    *(() if member[1:] else ("omit",)),
                )

    def needed(self, filled: Iterable[Member]) -> list[Member]:
        """The members that nothing fills although what they are in needs them."""
        prefixes = {path[:length] for path in filled for length in range(len(path) + 1)}
        structures = {path[:-1]: None for path in sorted(prefixes) if path} or {(): None}
        return [
            (*path, name)
            for path in structures
            if (shape := shape_at(self.operation.input, path)) is not None
            for name in shape.required
            if (*path, name) not in prefixes and not shape.members[name].trait("idempotencyToken")
        ]


def _quoted(who: str) -> str:
    return who if " " in who else f"`{who}`"
