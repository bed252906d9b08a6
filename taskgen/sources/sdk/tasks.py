"""Makes the model of one task that a spec describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from taskgen.annotations import Annotation, fit, parse
from taskgen.expressions import (
    Argument,
    Assignment,
    Attribute,
    Call,
    Choice,
    Expression,
    Item,
    Literal,
    Mention,
    Name,
    children,
    names,
    source,
    walk,
)
from taskgen.model.sdk import (
    ALL,
    BUILTINS,
    CLIENT,
    HELPERS,
    PAGE,
    RESULT,
    Catch,
    Check,
    Imported,
    Pages,
    Poll,
    SdkCall,
)
from taskgen.model.task import Given, Kwarg, Result, Send, TaskModel
from taskgen.naming import kebab, words
from taskgen.problems import Place, Problem, did_you_mean, readable, some_of
from taskgen.rehearsal.rehearse import is_checked
from taskgen.sources.sdk.rehearsed import faults
from taskgen.spec import (
    KwargSpec,
    ModuleSpec,
    SdkModuleSpec,
    SdkTaskSpec,
    TaskSpec,
    Written,
)
from taskgen.text import Code, Identifier, Value, identifier, literal, prose
from taskgen.tomlfiles.inside import inside

_ERROR = "error"
_LEAST_SECRET = 8
"""Characters of the sample of a secret."""


class TaskMaker:
    """Makes the model of one task; what is wrong is added to `problems`."""

    def __init__(
        self,
        task: TaskSpec,
        spec: ModuleSpec,
        sdk: SdkModuleSpec,
        title: str,
        problems: list[Problem],
    ):
        self.task = task
        self.spec = spec
        self.sdk = sdk
        self.title = title
        self.problems = problems
        self.said = task.sdk or SdkTaskSpec()

    def problem(self, message: str, hint: str, place: Place | None) -> None:
        self.problems.append(Problem(message, hint, place))

    def place(self, written: Written, mention: Mention) -> Place | None:
        return inside(self.spec.value_place(*written.key), mention.column, len(mention.name))

    def model(self) -> TaskModel | None:
        """The model, or None where there is no telling what is called."""
        if self.said.call is None:
            return None
        before = len(self.problems)
        self.check_names()
        self.check_repeated()
        self.check_assignments()
        self.check_class()
        if len(self.problems) > before:
            return None
        call = self.call(self.said.call)
        kwargs = self.kwargs(call)
        self.check_secrets(call, kwargs)
        model = self.made(call, kwargs)
        if len(self.problems) == before:
            written = [each for each, _ in self.written()]
            self.problems += faults(model, self.spec, written)
        return model

    def made(self, call: SdkCall, kwargs: tuple[Kwarg, ...]) -> TaskModel:
        returns = self.task.returns != "nothing"
        operation = call.operation
        what = f"`{operation}`" if operation != "call" else "the SDK"
        return TaskModel(
            name=identifier(self.task.name) if self.task.name else self.class_name(),
            key=self.task.key,
            summary=prose(self.task.summary or f"Task that calls {what} of {self.title}."),
            run_summary=prose(self.task.run_summary or f"Calls {what}."),
            description=tuple(map(prose, self.task.description or ())),
            kwargs=kwargs,
            constants=(),
            call=call,
            result=Result(
                path=() if returns else None,
                type=self.returned_type(),
                doc=prose(self.task.returns_doc or f"What {what} returns."),
            ),
            example=tuple(self.task.example.strip("\n").splitlines())
            if self.task.example
            else None,
        )

    def returned_type(self) -> Code:
        """The annotation of what is returned, with None where that is one of the choices."""
        kind = self.said.returns_type or "Any"
        end = self.said.returns.node if self.said.returns else ALL
        while isinstance(end, Choice):
            if Literal(None) in (end.then, end.otherwise) and kind != "Any":
                return Code(f"Optional[{kind}]")
            end = end.otherwise
        return Code(kind)

    def class_name(self) -> Identifier:
        parts = [*words(self.title), *words(self.task.key)]
        return identifier("".join(part[:1].upper() + part[1:] for part in parts))

    # Names ----------------------------------------------------------------------------------

    @cached_property
    def imports(self) -> tuple[Imported, ...]:
        """What the task's expressions use of what is imported."""
        found = {each.bound: each for each in (*self.sdk.imports, *self.said.imports)}
        mentioned = self.mentioned
        code = f"{self.said.before}\n{self.said.after}"
        return tuple(
            each for name, each in found.items() if name in mentioned or name in words_of(code)
        )

    @cached_property
    def imported_names(self) -> set[str]:
        return {each.bound for each in (*self.sdk.imports, *self.said.imports)}

    @cached_property
    def client(self) -> Written | None:
        """What makes the client, if the task has one."""
        return self.said.client or self.sdk.client

    @cached_property
    def known(self) -> set[str]:
        """The names that every expression of the task may use."""
        known = {*self.all_kwargs, *self.imported_names, *BUILTINS, *HELPERS}
        return known | {name for name, _ in self.said.values}

    @cached_property
    def all_kwargs(self) -> dict[str, KwargSpec]:
        """What the spec says of kwargs, the task's own before those of all tasks."""
        return {
            **self.task.kwargs,
            **{
                name: kwarg
                for name, kwarg in self.sdk.kwargs.items()
                if name not in self.task.kwargs
            },
        }

    @cached_property
    def uses_client(self) -> bool:
        """Whether anything in the task needs the client."""
        if self.client is None:
            return False
        written = [each for each, _ in self.written() if each is not self.client]
        return (
            any(CLIENT in names(each.node) for each in written)
            or self.is_method(self.said.call)
            or CLIENT in words_of(f"{self.said.before}\n{self.said.after}")
        )

    def is_method(self, written: Written | None) -> bool:
        """Whether what is called is an attribute of the client, by a name known nowhere else."""
        if written is None or self.client is None:
            return False
        root = root_of(written.node)
        # `set(key, value)` is the client's, and `list(client.pages())` is Python's.
        taken = self.known - BUILTINS if CLIENT not in names(written.node) else self.known
        return root is not None and root not in taken and root not in (CLIENT, RESULT)

    @cached_property
    def mentioned(self) -> set[str]:
        """All names that the expressions mention, kwargs that are handed on by name included."""
        found: set[str] = set()
        for written, _ in self.written():
            if written is not self.client or self.uses_client:
                found |= names(written.node)
        for name in found & set(self.all_kwargs):
            fallback = self.all_kwargs[name].fallback
            found |= names(fallback.node) if fallback else set()
        return found

    def written(self) -> Iterator[tuple[Written, set[str]]]:
        """Every expression of the task, with the names that it may use beside `known`."""
        said = self.said
        client: set[str] = {CLIENT} if self.client else set()
        after = {*client, RESULT}
        fallbacks = [kwarg.fallback for kwarg in self.all_kwargs.values()]
        messages = [catch.message for catch in said.catches]
        poll, pages = said.poll, said.pages
        groups: list[tuple[set[str], Iterable[Written | None]]] = [
            (set(), [*fallbacks, self.client]),
            (client, [*(value for _, value in said.values), *said.first, said.call]),
            (set(), (catch.when for catch in said.catches)),
            ({_ERROR}, messages),
            (after, [poll.ask, poll.until] if poll else []),
            (set(), [poll.every] if poll else []),
            (
                {*client, PAGE},
                [pages.items, pages.until, pages.ask, *pages.each] if pages else [],
            ),
            (after, [*said.then, *said.finally_, said.returns, *said.logs]),
            (after, (part for check in said.checks for part in (check.when, check.message))),
            (client, (expression for expression, _ in said.types)),
        ]
        for more, group in groups:
            yield from ((written, more) for written in group if written is not None)

    def check_names(self) -> None:
        """Notes names in expressions that nothing defines."""
        for written, more in self.written():
            known = self.known | more
            root = root_of(written.node) if written is self.said.call and self.client else None
            for mention in written.mentions:
                if mention.name in known or mention.name == root:
                    continue
                place = self.place(written, mention)
                mine = [*self.all_kwargs, *self.imported_names, *more]
                mine += ["all", "nothing"] if written is self.said.returns else []
                near = did_you_mean(mention.name, sorted({*mine, *HELPERS}))
                hint = near or (f"There are {some_of(mine)}." if mine else "")
                self.problem(
                    f"`{readable(mention.name)}` is no kwarg, no import and no value here.",
                    f"{hint} Or add it to `kwargs` or `imports`.".strip(),
                    place,
                )

    def check_class(self) -> None:
        """Notes a class that would have the name of what it imports."""
        name = self.task.name or self.class_name()
        if name in {each.bound for each in self.imports}:
            key = ("tasks", self.task.key, "class")
            self.problem(
                f"`{name}` is the class of the task, and is imported as well.",
                "Give the task another `class`, or import it `as` something else.",
                self.spec.value_place(*key)
                if key in self.spec.places
                else self.spec.place(*key[:2]),
            )

    def check_assignments(self) -> None:
        """Notes attributes that are set of what other tasks have as well."""
        own = {*([CLIENT] if self.client else []), *(name for name, _ in self.said.values)}
        for written in (*self.said.first, *self.said.then):
            if isinstance(written.node, Assignment) and root_of(written.node.target) not in own:
                self.problem(
                    f"`{source(written.node.target)}` is no attribute of the client or of one of "
                    "the `values`.",
                    "What is set elsewhere stays set for other tasks. If that is meant, say it in "
                    "`before`.",
                    self.spec.value_place(*written.key),
                )

    def check_repeated(self) -> None:
        """Notes what contradicts what is asked again and again."""
        repeated = self.said.poll or self.said.pages
        if repeated is None:
            return
        key = "poll" if self.said.poll else "pages"
        place = self.spec.place("tasks", self.task.key, key)
        if self.said.poll and self.said.pages:
            self.problem(
                "A task with `pages` does not poll.",
                "Leave `poll` out, or `pages`.",
                self.spec.place("tasks", self.task.key, "pages"),
            )
        elif self.said.response is None:
            self.problem(
                f"A task with `{key}` needs a `response` for its tests.",
                "Give it one that is not the last: `response = ...`, or `attributes = ...`.",
                place,
            )
        elif self.said.response_is_object is not repeated.response_is_object:
            self.problem(
                f"One of the responses of a task with `{key}` is plain data, the other an object.",
                "Give both as `response`, or both as `attributes`.",
                place,
            )
        if self.said.pages and PAGE in self.all_kwargs:
            self.problem(
                "`page` is no name for a kwarg of a task with `pages`, where it is a page.",
                "Call it `page_`, for example.",
                self.spec.kwarg_place(self.task.key, PAGE),
            )

    # The call -------------------------------------------------------------------------------

    def call(self, written: Written) -> SdkCall:
        said = self.said
        node = self.rooted(written.node) if self.is_method(written) else written.node
        if not any(isinstance(part, Call) for part in walk(node)):
            node = Call(node, tuple(self.handed_on(names(node))))
        else:
            self.check_members()
        client = self.client if self.uses_client else None
        in_run = said.import_in_run
        return SdkCall(
            call=node,
            imports=self.imports,
            import_in_run=self.sdk.import_in_run if in_run is None else in_run,
            client=client.node if client else None,
            values=tuple((identifier(name), value.node) for name, value in said.values),
            returns=None
            if self.task.returns == "nothing"
            else said.returns.node
            if said.returns
            else ALL,
            checks=tuple(Check(c.when.node, c.message.node, c.error) for c in said.checks),
            logs=tuple(line.node for line in said.logs),
            catches=tuple(Catch(c.when.node, c.message.node, c.error) for c in said.catches),
            poll=self.poll(),
            pages=self.pages(),
            first=tuple(step.node for step in said.first),
            then=tuple(step.node for step in said.then),
            finally_=tuple(step.node for step in said.finally_),
            is_secret=said.is_secret,
            before=tuple(map(Code, said.before.splitlines())),
            after=tuple(map(Code, said.after.splitlines())),
            types=tuple((each.node, name) for each, name in said.types),
            response=said.response,
            response_is_object=said.response_is_object,
        )

    def check_members(self) -> None:
        """Notes kwargs that say which argument they are, where the call itself says that."""
        for name, kwarg in self.task.kwargs.items():
            if kwarg.member is not None:
                self.problem(
                    f"`member` of `{readable(name)}` says nothing: the call says its arguments.",
                    f"Leave it out, and let the call say `{readable(kwarg.member)}=...`.",
                    self.spec.place("tasks", self.task.key, "kwargs", name, "member"),
                )

    def poll(self) -> Poll | None:
        poll = self.said.poll
        if poll is None:
            return None
        return Poll(poll.ask.node, poll.until.node, poll.every.node, poll.response)

    def pages(self) -> Pages | None:
        pages = self.said.pages
        if pages is None:
            return None
        each = tuple(step.node for step in pages.each)
        return Pages(pages.ask.node, pages.until.node, pages.items.node, each, pages.response)

    def rooted(self, node: Expression) -> Expression:
        """The expression with its first name an attribute of the client."""
        match node:
            case Name(name):
                return Attribute(Name(CLIENT), name)
            case Attribute(of, name):
                return Attribute(self.rooted(of), name)
            case Call(function, arguments):
                return Call(self.rooted(function), arguments)
            case Item(of, key):
                return Item(self.rooted(of), key)
        return node

    def handed_on(self, taken: set[str]) -> Iterator[Argument]:
        """The arguments of a call that takes the task's own kwargs by their names."""
        for written, _ in self.written():
            if written is not self.said.call and not self.is_talk(written):
                taken |= names(written.node)
        for name, kwarg in self.task.kwargs.items():
            if name not in taken:
                yield Argument(Name(identifier(name)), identifier(kwarg.member or name))

    def is_talk(self, written: Written) -> bool:
        """Whether it is about kwargs without using them up: checks, logs and messages."""
        talk = [self.said.logs, *((c.when, c.message) for c in self.said.checks)]
        return any(written is each for group in talk for each in group)

    # Kwargs ---------------------------------------------------------------------------------

    def kwargs(self, call: SdkCall) -> tuple[Kwarg, ...]:
        """The kwargs in the order of the signature: required ones first, secrets last."""
        used = set().union(*map(names, call.expressions()))
        code = words_of(f"{self.said.before}\n{self.said.after}")
        made = []
        for name, wish in self.all_kwargs.items():
            if self.needs(name, used, code):
                made.append(self.kwarg(identifier(name), wish, call))
            elif name in self.task.kwargs:
                self.problem(
                    f"Nothing uses `{readable(name)}`.",
                    "Use it in an expression, or leave it out.",
                    self.spec.kwarg_place(self.task.key, name),
                )
        return tuple(sorted(made, key=lambda kwarg: (kwarg.secret, not kwarg.required)))

    def needs(self, name: str, used: set[str], code: set[str]) -> bool:
        """Whether the task has this kwarg of all tasks: it, or another's fallback, is used."""
        fallbacks = [k.fallback for n, k in self.all_kwargs.items() if n in used and k.fallback]
        return name in used or name in code or any(name in names(f.node) for f in fallbacks)

    def kwarg(self, name: Identifier, wish: KwargSpec, call: SdkCall) -> Kwarg:
        kind = parse(wish.type) if wish.type else _type_of(wish.default, wish.merge)
        secret = bool(wish.secret)
        refused = is_checked(call, name)
        default: Value = {} if wish.merge and wish.default is None else wish.default
        sample = wish.sample
        if sample is None:
            sample = _sample(name, kind, default)
            if secret and isinstance(sample, str):
                # Tests look for it where it may not be: no other sample is part of it.
                sample = f"a-secret-{kebab(name)}"
            elif secret and isinstance(sample, (int, float)) and not isinstance(sample, bool):
                sample = type(sample)(1234567890)
        else:
            try:
                sample = fit(kind, sample)
            except ValueError:
                self.problem(
                    f"The sample of `{name}` is no `{kind.code}`.",
                    "Give it one of that type.",
                    self.spec.kwarg_place(self.task.key, name, "sample"),
                )
        if secret and len(str(sample)) < _LEAST_SECRET:
            self.problem(
                f"Tests look for the sample of `{name}`, a secret, where it may not be, and "
                f"{literal(sample)} may be anywhere.",
                f"Give it a `sample` of at least {_LEAST_SECRET} characters.",
                self.spec.kwarg_place(self.task.key, name, "sample"),
            )
        return Kwarg(
            name=name,
            type=kind.code,
            doc=prose(wish.doc or ""),
            member=(name,),
            required=(refused and default is None) if wish.required is None else wish.required,
            secret=secret,
            given=wish.given or (Given.RUN if secret else Given.BOTH),
            default=default,
            sample=sample,
            send=wish.send or Send.SET,
            fallback=wish.fallback.node if wish.fallback else None,
            merge=wish.merge,
            message=wish.message or "",
        )

    def check_secrets(self, call: SdkCall, kwargs: tuple[Kwarg, ...]) -> None:
        """Notes secrets that would be logged or put into an error."""
        secrets = {kwarg.name for kwarg in kwargs if kwarg.secret}
        told = [*self.said.logs, *(check.message for check in self.said.checks)]
        told += [catch.message for catch in self.said.catches]
        for written in told:
            for mention in written.mentions:
                if mention.name in secrets:
                    self.problem(
                        f"`{mention.name}` is a secret, and would be seen in the log.",
                        "Leave it out of this text.",
                        self.place(written, mention),
                    )
        returned = self.said.returns
        if returned is None or call.is_secret:
            return
        for mention in returned.mentions:
            if mention.name in secrets & _handed_back(returned.node):
                self.problem(
                    f"`{mention.name}` is a secret, and what a task returns is kept and shown.",
                    "Leave it out of `returns`, or say `secret = true` for a Secret task.",
                    self.place(returned, mention),
                )


def _handed_back(expression: Expression) -> set[str]:
    """The names whose values are in what an expression is, not only used to make it."""
    if isinstance(expression, Call):
        return set()
    if isinstance(expression, Name):
        return {expression.name}
    return set().union(*map(_handed_back, children(expression)))


def root_of(node: Expression) -> str | None:
    """The name that an expression begins with."""
    while not isinstance(node, Name):
        of = getattr(node, "of", None) or getattr(node, "function", None)
        if of is None:
            return None
        node = of
    return node.name


def words_of(code: str) -> set[str]:
    """The words of a snippet, some of which may be names."""
    return set("".join(c if c.isalnum() or c == "_" else " " for c in code).split())


def _type_of(default: Value, merge: bool) -> Annotation:
    if merge or isinstance(default, dict):
        return Annotation("dict")
    if default is None:
        return Annotation("str")
    return Annotation(type(default).__name__)


def _sample(name: str, kind: Annotation, default: Value) -> Value:
    match kind.name:
        case "str":
            return f"my-{kebab(name)}"
        case "int":
            return default + 1 if isinstance(default, int) else 3
        case "float":
            return 0.5
        case "bool":
            return not default
        case "bytes":
            return b"some bytes"
        case "List" | "list":
            inner = kind.arguments[0] if kind.arguments else Annotation("str")
            return [_sample(name, inner, None)]
        case "Dict" | "dict":
            inner = kind.arguments[1] if kind.arguments else Annotation("str")
            return {"key": _sample("value", inner, None)}
        case "Union":
            return _sample(name, kind.arguments[0], None)
        case "Any":
            return f"my-{kebab(name)}"
    return None
