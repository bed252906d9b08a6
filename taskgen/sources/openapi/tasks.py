"""Makes the model of one task, from an operation and what a spec says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from taskgen.model.boto import Member
from taskgen.model.http import Answer, Body, HttpCall, Style
from taskgen.model.task import Constant, Given, Kwarg, Result, TaskModel
from taskgen.naming import kebab
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable, some_of
from taskgen.sources.openapi import names
from taskgen.sources.openapi.docs import sentences
from taskgen.sources.openapi.document import Document, Found
from taskgen.sources.openapi.kwargs import constant_of, kwarg_for, sample_of_secret
from taskgen.sources.openapi.operations import NO_RESPONSE, Part, Reader, RequestBody
from taskgen.sources.openapi.samples import sample
from taskgen.sources.openapi.schemas import ANY, Schema, annotation
from taskgen.sources.openapi.security import Security, security_of, security_said
from taskgen.sources.openapi.servers import base_url, url_to_fill
from taskgen.sources.summaries import fuller, says_more, summaries
from taskgen.sources.wishes import refined
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec
from taskgen.text import Code, Identifier, Prose, Value, identifier, prose

_DESCRIPTION_BUDGET = 600
"""Characters of an operation's documentation that a class docstring takes up."""

_SAYS_NOTHING = frozenset(
    """
    a an and been by call completed default description executed expected for from has http in is
    it no normal object of ok on operation processed query received request requested response
    responses result results retrieved return returned returns server specified status succeeded
    success successful successfully that the this typical was were will with api been
    """.split()
)
"""Words that tell nothing of what comes back."""

Read = TypeVar("Read")

_BASE_URL = ("base_url",)
_TIMEOUT = ("timeout",)
_CERTIFICATE = (("client_cert",), ("client_key",))
_TIMEOUT_SECONDS = 60


def task_model(
    reader: Reader, found: Found, name: Identifier, task: TaskSpec, spec: ModuleSpec
) -> TaskModel:
    """The task that calls the operation, as the spec wants it.

    Args:
        reader: reads the operation, and takes what is wrong with it.
        found: the operation.
        name: what the class is called unless the spec says otherwise.
        task: what the spec says of the task.
        spec: the whole spec, which knows where it says what.
    """
    return _TaskMaker(reader, found, task, spec).model(name)


class _TaskMaker:
    """Makes the model of one operation; what is wrong is added to `problems`."""

    def __init__(self, reader: Reader, found: Found, task: TaskSpec, spec: ModuleSpec):
        self.document: Document = reader.document
        self.problems = reader.problems
        self.found = found
        self.task = task
        self.spec = spec
        said = spec.openapi.authentication if spec.openapi else None
        known = len(self.problems)
        self.security = (
            security_said(said)
            if said
            else self.read(lambda: security_of(reader.document, found, self.problems), Security())
        )
        self.body: RequestBody | None = self.read(lambda: reader.body(found), None)
        self.response = self.read(lambda: reader.response(found), NO_RESPONSE)
        parameters: list[Part] = self.read(lambda: reader.parameters(found), [])
        if len(self.problems) > known:
            # What a spec says can't be held against what could not be read.
            wrong = self.problems[known:]
            del self.problems[known:]
            raise TaskgenError(wrong)
        proofs = {each.name.lower() or "authorization" for each in self.security.credentials}
        self.parts = [
            part
            for part in parameters
            # A header that proves who calls is a credential, not a parameter as well.
            if part.member[0] not in ("header", "query", "cookie")
            or part.name.lower() not in proofs
        ]
        self.parts += self.body.parts if self.body else ()
        self.leave_credentials_out()

    def read(self, what: Callable[[], Read], otherwise: Read) -> Read:
        """A part of the operation; all parts are read before what is wrong is raised."""
        try:
            return what()
        except TaskgenError as error:
            self.problems += error.problems
            return otherwise

    def problem(self, message: str, hint: str, *key: str) -> None:
        place = self.spec.value_place("tasks", self.task.key, *key)
        self.problems.append(Problem(message, hint, place))

    def leave_credentials_out(self) -> None:
        """Take out the ways to prove who calls that the spec omits, each of them whole."""
        by_member = {kwarg.member: kwarg.name for kwarg in self.security.kwargs}
        asked = {self.member(path) for path in self.task.omit}
        omitted = {name for member, name in by_member.items() if member in asked}
        members = {name: ".".join(member) for member, name in by_member.items()}
        for credential in self.security.credentials:
            rest = [members[name] for name in credential.kwargs if name not in omitted]
            if rest and len(rest) < len(credential.kwargs):
                self.problem(
                    f"`{rest[0]}` proves nothing without what is omitted.",
                    f"Omit `{rest[0]}` too, or neither.",
                    "omit",
                )
                return
        left = self.security.without(omitted)
        if self.security.alternatives and not left.alternatives:
            # Where there is one way alone, what it needs is missed as any other member is.
            if not any(map(self.always_needed, omitted)):
                self.problem(
                    f"`{self.found.name}` asks who calls, and all ways to prove it are omitted.",
                    f"Keep one: {some_of(members.values())}.",
                    "omit",
                )
            return
        self.security = left

    def model(self, name: Identifier) -> TaskModel:
        found, task = self.found, self.task
        constants = self.constants()
        kwargs = self.kwargs(constants)
        called = {
            old.name: new.name
            for old in self.security.kwargs
            for new in kwargs
            if old.member == new.member
        }
        security = self.security.renamed(called)
        summary, run_summary, description = self.prose()
        result, response = self.result()
        return TaskModel(
            name=identifier(task.name) if task.name else name,
            key=task.key,
            summary=prose(task.summary) if task.summary else summary,
            run_summary=prose(task.run_summary) if task.run_summary else run_summary,
            description=description
            if task.description is None
            else tuple(map(prose, task.description)),
            kwargs=kwargs,
            constants=constants,
            call=HttpCall(
                operation=found.name,
                method=identifier(found.method),
                path=found.url_path,
                styles={
                    part.member: part.style
                    for part in self.parts
                    if part.style is not Style.PLAIN
                    and any(kwarg.member == part.member for kwarg in kwargs)
                },
                body=self.body.kind if self.body else Body.NONE,
                body_required=self.body.required if self.body else False,
                content_type=self.content_type(),
                accept=self.response.content_type,
                answer=self.response.answer,
                may_be_empty=self.response.may_be_empty,
                credentials=security.credentials,
                alternatives=security.alternatives,
                response=response,
                document=self.spec.openapi.file if self.spec.openapi else "",
                authentication=(self.spec.openapi and self.spec.openapi.authentication) or "",
            ),
            result=result,
            omitted=task.omit,
            example=tuple(task.example.strip("\n").splitlines()) if task.example else None,
        )

    def content_type(self) -> str:
        """The content type that has to be said: `requests` knows those of JSON and of forms."""
        if self.body is None or self.body.kind in (Body.FORM, Body.MULTIPART):
            return ""
        said = self.body.content_type
        return "" if said == "application/json" and self.body.kind is Body.JSON else said

    # Words ------------------------------------------------------------------------------------

    def prose(self) -> tuple[Prose, Prose, tuple[Prose, ...]]:
        """The summary, what `run` says it does, and the description."""
        node = self.found.node
        short = sentences(node.text("summary"), _DESCRIPTION_BUDGET)[:1]
        long = sentences(node.text("description"), _DESCRIPTION_BUDGET)
        if self.response.redirected:
            # Who calls the task sees the content, and not the header.
            long = type(long)(each for each in long if "Location" not in each)
        first = short[0] if short else long[0] if long else Prose()
        first = fuller(first, long[0]) if long else first
        said = self.spec.openapi
        summary, run_summary = summaries(
            first, self.found.name, (said and said.name) or prose(self.document.title) or "the API"
        )
        rest = list(long)
        if rest and rest[0].lower().rstrip(".") == first.lower().rstrip("."):
            rest = rest[1:]
        if says_more(first, summary):
            rest.insert(0, first)
        return summary, run_summary, (Prose(" ".join(rest)),) if rest else ()

    # Kwargs -----------------------------------------------------------------------------------

    def kwargs(self, constants: tuple[Constant, ...]) -> tuple[Kwarg, ...]:
        """The kwargs in the order of the signature: required ones first, secrets last."""
        inferred = self.inferred()
        by_member = {kwarg.member: kwarg for kwarg in inferred.values()}
        made: dict[Identifier, Kwarg] = {}
        for name, wish in self.task.kwargs.items():
            base = self.base(name, wish, inferred, by_member)
            if base:
                made[base.name] = self.refined(base, wish)
        filled = {kwarg.member for kwarg in made.values()} | {c.member for c in constants}
        omitted = {self.member(path) for path in self.task.omit}
        hidden = {part.member for part in self.parts if part.deprecated and not part.required}
        rest = [
            kwarg for kwarg in inferred.values() if kwarg.member not in filled | omitted | hidden
        ]
        for kwarg in rest:
            if kwarg.name in made:
                self.problem(
                    f"`{kwarg.name}` is the kwarg of `{'.'.join(kwarg.member)}` already.",
                    "Call this one otherwise, or give the other one a table too.",
                    "kwargs",
                    kwarg.name,
                )
            elif kwarg.required and kwarg.member in omitted:
                continue
        for path in omitted:
            kept = by_member.get(path)
            if kept is not None and kept.required:
                self.problem(
                    f"`{self.found.name}` needs `{'.'.join(path)}`, and nothing fills it.",
                    "Take it out of `omit`.",
                    "omit",
                )
        order = {member: index for index, member in enumerate(by_member)}
        kwargs = sorted([*made.values(), *rest], key=lambda kwarg: order.get(kwarg.member, -1))

        def rank(kwarg: Kwarg) -> int:
            if kwarg.secret:
                return 4
            if kwarg.member in (_BASE_URL, _TIMEOUT, *_CERTIFICATE):
                return 3
            return 1 if kwarg.required and kwarg.default is None else 2

        return tuple(sorted(kwargs, key=rank))

    def inferred(self) -> dict[str, Kwarg]:
        """A kwarg for each part of the request, and those that every task has."""
        secrets = [
            replace(kwarg, required=self.always_needed(kwarg.name))
            for kwarg in self.security.kwargs
        ]
        called = names.kwarg_names(
            self.found,
            [part.member for part in self.parts if constant_of(part) is None],
            [kwarg.name for kwarg in secrets],
        )
        kwargs = [
            self.as_sent(part, kwarg_for(part, called[part.member]))
            for part in self.parts
            if part.member in called
        ]
        kwargs.append(self.base_url())
        kwargs.append(
            Kwarg(
                name=identifier("request_timeout"),
                type=Code("float"),
                doc=Prose("The seconds to wait for the server, each time that it is silent."),
                member=_TIMEOUT,
                default=_TIMEOUT_SECONDS,
                sample=_TIMEOUT_SECONDS,
            )
        )
        return {kwarg.name: kwarg for kwarg in [*kwargs, *secrets]}

    def base_url(self) -> Kwarg:
        """The kwarg for the URL of the API, of which the document may have the end alone."""
        url = base_url(self.document, self.found)
        to_fill, secret = url_to_fill(self.document, self.found)
        whole = not url.startswith("/")
        doc = "The URL that the API's paths begin with"
        if to_fill:
            doc += f": `{to_fill}`, with what is in braces filled in"
        elif not whole:
            doc += f", which ends with `{url}`"
        return Kwarg(
            name=identifier("base_url"),
            type=Code("str"),
            doc=prose(f"{doc}."),
            member=_BASE_URL,
            required=True,
            # It has the secret in it, and is one with it.
            secret=secret,
            given=Given.RUN if secret else Given.BOTH,
            default=url if url and whole else None,
            sample=url if url and whole else f"https://api.example.com{url}",
        )

    def as_sent(self, part: Part, kwarg: Kwarg) -> Kwarg:
        """The kwarg with the type that the body takes: text, bytes, or what JSON can say."""
        kind = self.body.kind if self.body else Body.NONE
        if kwarg.member[0] != "body":
            return _as_text(kwarg) if "bytes" in kwarg.type else kwarg
        if kwarg.member == ("body",) and kind is Body.MULTIPART:
            files: Value = {"file": b"content"}
            return replace(kwarg, type=Code("Dict[str, bytes]"), sample=files)
        if part.style is Style.FILE and part.schema.alternatives():
            # One file is a list of one.
            return replace(kwarg, type=Code("List[bytes]"), sample=[b"content"])
        if kind is Body.BYTES:
            return replace(kwarg, type=Code("bytes"), sample=b"content")
        if kind is Body.TEXT:
            text = kwarg.sample if isinstance(kwarg.sample, str) else "some text"
            return replace(kwarg, type=Code("str"), sample=text)
        if kind is Body.FORM and kwarg.type == "Any" and isinstance(kwarg.sample, dict):
            return replace(kwarg, sample=kebab(kwarg.name))
        if kind is Body.JSON and "bytes" in kwarg.type:
            return _as_text(kwarg)
        return kwarg

    def always_needed(self, name: Identifier) -> bool:
        """Whether nobody can call the operation without this secret."""
        ways = self.security.alternatives
        return bool(ways) and all(any(name in each.kwargs for each in way) for way in ways)

    def member(self, path: str) -> Member:
        """The member that a spec names: `query.limit`; a dot in the name itself is one of it."""
        where, _, name = path.partition(".")
        return (where, name) if name else (where,)

    def base(
        self,
        name: str,
        wish: KwargSpec,
        inferred: dict[str, Kwarg],
        by_member: dict[Member, Kwarg],
    ) -> Kwarg | None:
        """What the document says of the kwarg that the spec describes."""
        if wish.member is None:
            if name in inferred:
                return inferred[name]
            self.problem(
                f"`{self.found.name}` has no kwarg `{readable(name)}`, and the spec does not say "
                "which member it fills.",
                f"{did_you_mean(name, inferred) or f'It has {some_of(inferred)}.'} "
                'Or say `member = "query...."`.',
                "kwargs",
                name,
            )
            return None
        member = self.member(wish.member)
        if member in by_member:
            return replace(by_member[member], name=identifier(name))
        known = [".".join(each) for each in by_member]
        self.problem(
            f"The request of `{self.found.name}` has no member `{readable(wish.member)}`.",
            did_you_mean(wish.member, known) or f"It has {some_of(known)}.",
            "kwargs",
            name,
            "member",
        )
        return None

    def refined(self, base: Kwarg, wish: KwargSpec) -> Kwarg:
        """The kwarg with what the spec says in place of what was inferred."""
        made = refined(base, wish, self.problem)
        if made.secret:
            made = replace(made, sample=sample_of_secret(made))
        self.check_sendable(made.member, made.default, "kwargs", base.name, "default")
        return made if wish.required is None else replace(made, required=wish.required)

    def constants(self) -> tuple[Constant, ...]:
        """What the spec always sends, and what the document allows one value for alone."""
        said = {self.member(path): value for path, value in self.task.constants.items()}
        known = {part.member for part in self.parts}
        for member in said:
            if member not in known:
                self.problem(
                    f"The request of `{self.found.name}` has no member "
                    f"`{readable('.'.join(member))}`.",
                    did_you_mean(".".join(member), [".".join(each) for each in known]),
                    "constants",
                    ".".join(member),
                )
        for member, value in said.items():
            self.check_sendable(member, value, "constants", ".".join(member))
        asked = {wish.member for wish in self.task.kwargs.values()}
        for part in self.parts:
            value = constant_of(part)
            if value is not None and ".".join(part.member) not in asked:
                said.setdefault(part.member, value)
        return tuple(Constant(member, value) for member, value in said.items())

    def check_sendable(self, member: Member, value: Value, *key: str) -> None:
        """Note a value that a header or a cookie can't have."""
        if member[0] not in ("header", "cookie") or not isinstance(value, str):
            return
        known = value.isprintable() and not set(value) & set(
            ';,"\\' if member[0] == "cookie" else ""
        )
        if not known or not value.isascii() or value != value.strip():
            self.problem(
                f"No {member[0]} can say what `{readable('.'.join(member))}` is to be.",
                "Write printable characters of ASCII, without spaces at the ends"
                + (
                    ", commas, semicolons, quotes and backslashes."
                    if member[0] == "cookie"
                    else "."
                ),
                *key,
            )

    # The result -------------------------------------------------------------------------------

    def result(self) -> tuple[Result, Value]:
        """What is returned, and a response of the API for tests."""
        response = self.response
        text = " ".join(sentences(response.documentation, 200))
        doc = Prose(text) if _says_something(text) else Prose()
        value: Value = None
        match response.answer:
            case Answer.JSON:
                kind = annotation(response.schema)
                value = sample(response.schema, "value", response.examples, answered=True)
                # An example that a document shows need not be what its schema says.
                value = {"key": "value"} if value is None else value
                doc = doc or Prose("What the API answers.")
            case Answer.TEXT:
                kind, value = Code("str"), "some text"
                doc = doc or Prose("The text that the API answers.")
            case Answer.BYTES:
                kind, value = Code("bytes"), b"some content"
                doc = doc or Prose("The content that the API answers.")
            case Answer.HEADERS:
                kind = Code("Dict[str, str]")
                doc = Prose("The headers of the answer.")
            case _:
                kind = Code("None")
        path: Member | None = None if response.answer is Answer.NOTHING else ()
        if self.task.returns is not None:
            path, kind, doc = self.wanted_result(path, kind, doc)
        if path:
            value = _with_member(value, response.schema, path)
        if response.may_be_empty and path is not None:
            kind = kind if kind == "Any" else Code(f"Optional[{kind}]")
            doc = prose(f"{doc} None where the answer is empty.")
        if self.task.returns_doc:
            doc = prose(self.task.returns_doc)
        return Result(path=path, type=kind, doc=doc), value

    def wanted_result(
        self, path: Member | None, kind: Code, doc: Prose
    ) -> tuple[Member | None, Code, Prose]:
        """The part of the answer that a spec wants returned."""
        wanted = self.task.returns or ""
        if wanted == "nothing":
            return None, Code("None"), Prose()
        if wanted == "all":
            return path, kind, doc
        schema = self.response.schema
        for name in wanted.split("."):
            inner = schema.properties().get(name)
            if inner is None or self.response.answer is not Answer.JSON:
                known = schema.properties()
                self.problem(
                    f"The answer of `{self.found.name}` has no member `{readable(wanted)}`.",
                    did_you_mean(name, known) or 'Say `"all"` or `"nothing"`.',
                    "returns",
                )
                return path, kind, doc
            schema = inner
        said = " ".join(sentences(schema.text("description"), 200))
        return tuple(wanted.split(".")), annotation(schema), prose(said or f"The `{wanted}`.")


def _as_text(kwarg: Kwarg) -> Kwarg:
    """The kwarg with text in place of bytes."""
    sample: Value = ["content"] if isinstance(kwarg.sample, list) else "content"
    return replace(kwarg, type=Code(kwarg.type.replace("bytes", "str")), sample=sample)


def _with_member(value: Value, schema: Schema, path: Member) -> Value:
    """The response with the member at the path in it."""
    name, *rest = path
    inner = schema.properties().get(name, ANY)
    whole = dict(value) if isinstance(value, dict) else {}
    if name not in whole:
        whole[name] = sample(inner, name, answered=True)
    if rest:
        whole[name] = _with_member(whole[name], inner, tuple(rest))
    return whole


def _says_something(text: str) -> bool:
    """Whether a response's description says more than that all went well."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return len(text) > 12 and bool(words - _SAYS_NOTHING)
