"""Reads the tables of a spec for a Python SDK."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from taskgen.conventions import is_reserved
from taskgen.model.sdk import BUILTINS, CLIENT, ERRORS, HELPERS, OF_TESTS, RESULT, Imported
from taskgen.model.task import Given, Send
from taskgen.problems import Place, Problem, did_you_mean
from taskgen.sources.spec.expressions import expression, imported, snippet, template
from taskgen.sources.spec.fields import TABLE, Keys, Table, dotted, kind_of
from taskgen.sources.spec.reader import Reader
from taskgen.sources.spec.values import CREDENTIAL, credentials, value_faults
from taskgen.sources.spec.vocabulary import (
    CATCH,
    CHECK,
    PAGES,
    POLL,
    SDK_KWARG,
    SDK_LEVELS,
    SDK_MODULE,
    SDK_TASK,
    Level,
)
from taskgen.spec import (
    CheckSpec,
    KwargSpec,
    ModuleSpec,
    PagesSpec,
    PollSpec,
    SdkModuleSpec,
    SdkTaskSpec,
    TaskSpec,
    Written,
)
from taskgen.text import Value, is_identifier, one_of
from taskgen.tomlfiles.document import shown
from taskgen.tomlfiles.places import Key

_SDK = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_EXTRA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]+\])?[ 0-9A-Za-z<>=!~.,*]*")
_TASK = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", re.ASCII)
_ATTRIBUTE = re.compile(r"[A-Za-z_]\w*(\(\))?(\.[A-Za-z_]\w*(\(\))?)*", re.ASCII)

TAKEN = OF_TESTS | {CLIENT, RESULT, "error", "k", "v", "time", "FAIL", "arguments", *HELPERS}
"""Names that no kwarg has, since the code of a task uses them."""

_AN_SDK = "Write what follows `import`."
_A_TASK = "Give it a name such as `create_issue`."


class SdkReader(Reader):
    """Makes the parts of a `ModuleSpec` of a Python SDK.

    Methods get the paths of what they read.
    """

    levels_read: ClassVar[tuple[Level, ...]] = SDK_LEVELS
    task_keys: ClassVar[Keys] = SDK_TASK.kinds
    kwarg_keys: ClassVar[Keys] = SDK_KWARG.kinds

    def module(self) -> ModuleSpec:
        for key in credentials((), self.document.data):
            self.wrong(key, *CREDENTIAL)
        data = self.fields((), self.document.data, SDK_MODULE.kinds)
        name = self.matching(("sdk",), data, _SDK, "the name of a module", _AN_SDK)
        if "sdk" not in self.document.data:
            hint = 'Say which module the SDK is imported by: `sdk = "jira"`.'
            self.problems.append(Problem("`sdk` is missing.", hint, Place(self.path, 1)))
        if "tasks" not in self.document.data:
            hint = "Write a table for each task: `[tasks.create_issue]`."
            self.problems.append(Problem("`tasks` is missing.", hint, Place(self.path, 1)))
        sdk = SdkModuleSpec(
            name=name or "sdk",
            title=self.paragraph(("name",), data.get("name")),
            extra=self.matching(("extra",), data, _EXTRA, "the name of an extra", "Write one."),
            requirement=self.matching(
                ("requirement",), data, _REQUIREMENT, "a requirement", 'Write `"jira >= 3.0"`.'
            ),
            imports=self.imports(("imports",), data),
            import_in_run=self.import_in(("import_in",), data) or False,
            client=self.expression(("client",), data),
            kwargs=self.kwargs(("kwargs",), data, ""),
        )
        return ModuleSpec(
            service="",
            tasks=tuple(self.tasks(("tasks",), data, "")),
            package=self.module_name(("package",), data),
            module=self.module_name(("module",), data),
            title=self.paragraph(("title",), data.get("title")),
            sdk=sdk,
            places=self.document.key_places(),
            value_places=self.document.value_places(),
        )

    def tasks(self, path: Key, data: Table, service: str) -> Iterator[TaskSpec]:
        tables: Table | None = data.get(path[-1])
        if tables == {}:
            self.wrong(path, "`tasks` is empty.", "Write a table for each task.")
        for key, table in (tables or {}).items():
            here = (*path, key)
            if not _TASK.fullmatch(key):
                self.wrong_key(here, f"`{shown(key)}` is no name for a task.", _A_TASK)
            if self.is_a(here, table, TABLE):
                yield self.task(here, table, service)

    def task(self, path: Key, table: Table, service: str) -> TaskSpec:
        data = self.fields(path, table, SDK_TASK.kinds)
        if "call" not in table:
            hint = 'Say what is called: `call = "client.create_issue(fields=fields)"`.'
            self.wrong_key(path, f"`{dotted(path)}` has no `call`.", hint)
        returns = data.get("returns")
        return TaskSpec(
            key=path[-1],
            name=self.class_name((*path, "class"), data),
            summary=self.paragraph((*path, "summary"), data.get("summary")),
            run_summary=self.paragraph((*path, "run_summary"), data.get("run_summary")),
            description=self.description((*path, "description"), data),
            example=self.example((*path, "example"), data),
            kwargs=self.kwargs((*path, "kwargs"), data, ""),
            returns=returns if returns in ("all", "nothing") else None,
            returns_doc=self.paragraph((*path, "returns_doc"), data.get("returns_doc")),
            sdk=SdkTaskSpec(
                call=self.expression((*path, "call"), data),
                client=self.expression((*path, "client"), data),
                imports=self.imports((*path, "imports"), data),
                import_in_run=self.import_in((*path, "import_in"), data),
                values=tuple(self.values((*path, "values"), data)),
                returns=None
                if returns in ("all", "nothing")
                else self.expression((*path, "returns"), data),
                returns_type=self.type((*path, "returns_type"), data),
                checks=tuple(self.checks((*path, "checks"), data, CHECK, "when")),
                logs=tuple(self.logs((*path, "logs"), data)),
                catches=tuple(self.checks((*path, "catches"), data, CATCH, "exception")),
                poll=self.poll((*path, "poll"), data),
                pages=self.pages((*path, "pages"), data),
                first=tuple(self.steps((*path, "first"), data)),
                then=tuple(self.steps((*path, "then"), data)),
                finally_=tuple(self.steps((*path, "finally"), data)),
                is_secret=data.get("secret", False),
                before=self.snippet((*path, "before"), data),
                after=self.snippet((*path, "after"), data),
                types=tuple(self.types((*path, "types"), data)),
                response=self.response(path, data),
                response_is_object="attributes" in data,
            ),
        )

    # Parts of a call ------------------------------------------------------------------------

    def expression(self, path: Key, data: Table) -> Written | None:
        text: str | None = data.get(path[-1])
        return None if text is None else expression(self, path, text)

    def snippet(self, path: Key, data: Table) -> str:
        text: str | None = data.get(path[-1])
        return "" if text is None else snippet(self, path, text)

    def imports(self, path: Key, data: Table) -> tuple[Imported, ...]:
        found: dict[str, Imported] = {}
        for key, text in self.strings(path, data):
            for each in imported(self, key, text):
                if each.bound in found and found[each.bound] != each:
                    self.wrong(
                        key,
                        f"`{each.bound}` is imported twice.",
                        "Give one of them another name: `import ... as ...`.",
                    )
                found[each.bound] = each
        return tuple(found.values())

    def import_in(self, path: Key, data: Table) -> bool | None:
        place = self.choice(path, data, ("module", "run"))
        return None if place is None else place == "run"

    def values(self, path: Key, data: Table) -> Iterator[tuple[str, Written]]:
        for name, text in data.get("values", {}).items():
            key = (*path, name)
            if not is_identifier(name) or is_reserved(name) or name in TAKEN:
                hint = "Call it something else."
                self.wrong_key(key, f"`{shown(name)}` is no name for a value.", hint)
            elif self.is_a(key, text, "a string"):
                written = expression(self, key, text)
                if written:
                    yield name, written

    def logs(self, path: Key, data: Table) -> Iterator[Written]:
        for key, text in self.strings(path, data):
            written = template(self, key, text)
            if written:
                yield written

    def steps(self, path: Key, data: Table) -> Iterator[Written]:
        for key, text in self.strings(path, data):
            written = expression(self, key, text)
            if written:
                yield written

    def checks(self, path: Key, data: Table, level: Level, condition: str) -> Iterator[CheckSpec]:
        for here, fields in self.tables(path, data, level, (condition, "message")):
            when = self.expression((*here, condition), fields)
            text = fields.get("message")
            message = template(self, (*here, "message"), text) if text else None
            error = self.choice((*here, "error"), fields, ERRORS)
            if when and message:
                yield CheckSpec(when, message, error or ERRORS[0])

    def poll(self, path: Key, data: Table) -> PollSpec | None:
        if "poll" not in data:
            return None
        fields = self.repeated(path, data["poll"], POLL, ("ask", "until"))
        parts = [
            self.expression((*path, name), {"every": "10", **fields})
            for name in ("ask", "until", "every")
        ]
        ask, until, every = parts
        response = self.response(path, fields)
        is_object = "attributes" in fields
        return PollSpec(ask, until, every, response, is_object) if ask and until and every else None

    def pages(self, path: Key, data: Table) -> PagesSpec | None:
        if "pages" not in data:
            return None
        fields = self.repeated(path, data["pages"], PAGES, ("ask", "until", "items"))
        ask, until, items = (
            self.expression((*path, name), fields) for name in ("ask", "until", "items")
        )
        each = tuple(self.steps((*path, "each"), fields))
        response = self.response(path, fields)
        if not (ask and until and items):
            return None
        return PagesSpec(ask, until, items, each, response, "attributes" in fields)

    def repeated(self, path: Key, table: Table, level: Level, needed: tuple[str, ...]) -> Table:
        """What a table says of what is asked again and again, with its response in the end."""
        if not {"response", "attributes"} & set(table):
            hint = "Say what the SDK returns in tests in the end: `response = ...`."
            self.wrong_key(path, f"`{dotted(path)}` has no `response`.", hint)
        return self.needed(path, table, level, needed)

    def types(self, path: Key, data: Table) -> Iterator[tuple[Written, str]]:
        for text, name in data.get("types", {}).items():
            key = (*path, text)
            if self.is_a(key, name, "a string"):
                written = expression(self, key, text)
                if not _PATH.fullmatch(name):
                    hint = 'Write where it is imported from: `"github.Repository.Repository"`.'
                    self.wrong(key, f"`{shown(name)}` is not the path of a class.", hint)
                elif written:
                    yield written, name

    def tables(
        self, path: Key, data: Table, level: Level, needed: tuple[str, ...]
    ) -> Iterator[tuple[Key, Table]]:
        """The tables of an array, each with its own path."""
        for index, table in enumerate(data.get(path[-1], ())):
            here = (*path, str(index))
            if not isinstance(table, dict):
                message = f"`{dotted(path)}` has {kind_of(table)} among its tables."
                self.wrong(here, message, "Put braces around its keys.")
                continue
            yield here, self.needed(here, table, level, needed)

    def needed(self, path: Key, table: Table, level: Level, needed: tuple[str, ...]) -> Table:
        """What a table says, which has to have some keys."""
        for key in needed:
            if key not in table:
                hint = f'Write `{key} = "..."`.'
                self.wrong(path, f"`{dotted(path)}` has no `{key}`.", hint)
        return self.fields(path, table, level.kinds)

    def choice(self, path: Key, data: Table, choices: tuple[str, ...]) -> str | None:
        text: str | None = data.get(path[-1])
        if text is None or text in choices:
            return text
        listed = one_of(f"`{choice}`" for choice in choices)
        hint = did_you_mean(text, choices) or f"Write {listed}."
        self.wrong(path, f"`{dotted(path)}` is `{shown(text)}`, not {listed}.", hint)
        return None

    def response(self, path: Key, data: Table) -> Value:
        """What the SDK returns in tests: plain data, or the attributes of an object."""
        if "attributes" not in data:
            return self.value((*path, "response"), data)
        here = (*path, "attributes")
        if "response" in data:
            message = "What is returned is either a `response` or an object with `attributes`."
            self.wrong_key(here, message, "Leave one of the two out.")
        for name in data["attributes"]:
            if not _ATTRIBUTE.fullmatch(name):
                hint = "Write `status_code`, or `json()` for what a method returns."
                message = f"`{shown(name)}` is no name of an attribute."
                self.wrong_key((*here, name), message, hint)
        return self.value(here, data)

    def value(self, path: Key, data: Table) -> Value:
        value: Value = data.get(path[-1])
        for key, fault in value_faults(path, value):
            self.wrong(key, *fault)
        return value

    # Kwargs ---------------------------------------------------------------------------------

    def kwargs(self, path: Key, data: Table, noun: str) -> dict[str, KwargSpec]:
        for name in data.get("kwargs", {}):
            if name in TAKEN or name in BUILTINS:
                hint = f"Call it `{name}_`, for example."
                message = (
                    f"`{shown(name)}` is no name for a kwarg: the code of a task or of its tests "
                    "uses it."
                )
                self.wrong_key((*path, name), message, hint)
        return super().kwargs(path, data, noun)

    def kwarg_name_fault(self, name: str, noun: str) -> tuple[str, str] | None:
        fault = super().kwarg_name_fault(name, noun)
        if fault and is_reserved(name):
            return fault[0], f"Call it `{name}_` or more than that, such as `item_{name}`."
        return fault

    def kwarg(self, path: Key, table: Table) -> KwargSpec:
        data = self.fields(path, table, SDK_KWARG.kinds)
        if "doc" not in table:
            self.wrong_key(path, f"`{dotted(path)}` has no `doc`.", 'Write `doc = "..."`.')
        member = data.get("member")
        if member is not None and not is_identifier(member):
            hint = "Write the name of an argument."
            self.wrong((*path, "member"), f"`{shown(member)}` is no name.", hint)
        send = self.choice((*path, "send"), data, tuple(send.value for send in Send))
        kwarg = KwargSpec(
            member=member,
            type=self.type((*path, "type"), data),
            doc=self.paragraph((*path, "doc"), data.get("doc")),
            required=data.get("required"),
            secret=data.get("secret"),
            given=self.given((*path, "given"), data),
            default=self.default((*path, "default"), data),
            send=Send(send) if send else None,
            fallback=self.expression((*path, "fallback"), data),
            merge=data.get("merge", False),
            message=self.paragraph((*path, "message"), data.get("message")),
            sample=self.value((*path, "sample"), data),
        )
        self.check_together(path, kwarg, "default" in data)
        self.check_sdk_kwarg(path, kwarg)
        return kwarg

    def check_sdk_kwarg(self, path: Key, kwarg: KwargSpec) -> None:
        """Notes what a kwarg of an SDK's task can't be at once."""
        if kwarg.merge and (kwarg.given not in (None, Given.BOTH) or kwarg.secret):
            hint = "Leave `merge` out."
            message = "Only a kwarg that is given at initialization and at runtime is merged."
            self.wrong_key((*path, "merge"), message, hint)
        if kwarg.merge and kwarg.type not in (None, "dict") and "Dict[" not in str(kwarg.type):
            self.wrong((*path, "merge"), "Only a dict is merged.", 'Say `type = "dict"`.')
        if kwarg.fallback and kwarg.required:
            hint = "Leave `required` out."
            self.wrong_key((*path, "fallback"), "A required kwarg has no fallback.", hint)
        if kwarg.fallback and kwarg.given is Given.INIT:
            hint = "Leave `given` out."
            self.wrong_key((*path, "fallback"), "A fallback is for a value of `run`.", hint)
