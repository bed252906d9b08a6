"""What a spec wishes of inferred tasks, whatever the tasks call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from taskgen.annotations import fit, parse
from taskgen.model.task import Given, Kwarg, TaskModel
from taskgen.problems import Problem
from taskgen.spec import KwargSpec, ModuleSpec
from taskgen.text import Code, prose


class Complain(Protocol):
    """Notes what is wrong with a task's table in the spec."""

    def __call__(self, message: str, hint: str, *key: str) -> None:
        """Note it.

        Args:
            message: what is wrong.
            hint: what to do.
            key: where it stands in the table.
        """


def refined(base: Kwarg, wish: KwargSpec, complain: Complain) -> Kwarg:
    """The kwarg with what the spec says in place of what was inferred, `required` excepted."""
    secret = base.secret if wish.secret is None else wish.secret
    given = wish.given or (base.given if secret == base.secret else None)
    if given is None:
        given = Given.RUN if secret else Given.BOTH
    if secret and (given is not Given.RUN or wish.default is not None):
        # The spec reader sees this only where the spec itself says that it is a secret.
        key = "given" if given is not Given.RUN else "default"
        complain(
            f"`{base.name}` is a secret, which is given at runtime alone and has no default.",
            f"Leave `{key}` out, or say `secret = false` if it is none.",
            "kwargs",
            base.name,
            key,
        )
    kind = Code(wish.type) if wish.type else base.type
    default = base.default
    if wish.default is not None:
        try:
            default = fit(parse(kind), wish.default)
        except ValueError:
            complain(
                f"The default of `{base.name}` is no `{kind}`.",
                "Give it one of that type, or say another `type`.",
                "kwargs",
                base.name,
                "default",
            )
    return replace(
        base,
        type=kind,
        doc=prose(wish.doc) if wish.doc else base.doc,
        secret=secret,
        given=given,
        default=None if secret else default,
    )


def twins(tasks: Iterable[TaskModel], spec: ModuleSpec) -> list[Problem]:
    """What is wrong with tasks whose classes would have one name."""
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
                    place=spec.value_place("tasks", task.key, "class"),
                )
            )
    return problems
