"""Reads the tables of a spec for an OpenAPI document."""

from __future__ import annotations

import re
from typing import ClassVar

from taskgen.conventions import is_reserved
from taskgen.sources.spec.fields import Keys
from taskgen.sources.spec.reader import Reader
from taskgen.sources.spec.values import CREDENTIAL, credentials
from taskgen.sources.spec.vocabulary import (
    OPENAPI_KWARG,
    OPENAPI_LEVELS,
    OPENAPI_MODULE,
    OPENAPI_TASK,
    Level,
)
from taskgen.spec import ModuleSpec, OpenApiSpec

_FILE = re.compile(r"[^\0]+")
_WHOLE = re.compile(r"[^\x00-\x1f]+")
_AUTHENTICATION = re.compile(
    r"bearer|basic|digest|certificate|(header|query|cookie) [A-Za-z0-9_.-]+"
)

_A_FILE = 'Write the path of its file: `openapi = "petstore.yaml"`.'
_A_WAY = (
    "Write `bearer`, `basic`, `digest`, `certificate`, `header NAME`, `query NAME` or "
    "`cookie NAME`."
)


class OpenApiReader(Reader):
    """Makes the parts of a `ModuleSpec` of an OpenAPI document.

    Methods get the paths of what they read.
    """

    levels_read: ClassVar[tuple[Level, ...]] = OPENAPI_LEVELS
    task_keys: ClassVar[Keys] = OPENAPI_TASK.kinds
    kwarg_keys: ClassVar[Keys] = OPENAPI_KWARG.kinds
    operation_form: ClassVar[re.Pattern[str]] = _WHOLE
    member_form: ClassVar[re.Pattern[str]] = _WHOLE
    an_operation: ClassVar[str] = "`taskgen list --openapi FILE` shows the operations."
    a_member: ClassVar[str] = 'Write where it goes and its name: `"query.limit"`.'

    def kwarg_name_fault(self, name: str, noun: str) -> tuple[str, str] | None:
        """Why no kwarg can have the name, and what to do."""
        fault = super().kwarg_name_fault(name, noun)
        if fault is None or not is_reserved(name):
            return fault
        instead = f"{noun}_{name}" if noun else f"{name}_"
        return fault[0], f"Call it `{instead}`, and say which `member` it fills."

    def module(self) -> ModuleSpec:
        """The whole spec."""
        for key in credentials((), self.document.data):
            self.wrong(key, *CREDENTIAL)
        data = self.fields((), self.document.data, OPENAPI_MODULE.kinds)
        file = self.matching(("openapi",), data, _FILE, "the path of a file", _A_FILE)
        tables = tuple(self.tasks(("tasks",), data, ""))
        return ModuleSpec(
            service="",
            openapi=OpenApiSpec(
                file=file or "",
                name=self.paragraph(("name",), data.get("name")),
                authentication=self.matching(
                    ("authentication",), data, _AUTHENTICATION, "a way to prove who calls", _A_WAY
                ),
            ),
            tasks=(*self.operations(("operations",), data, tables), *tables),
            package=self.module_name(("package",), data),
            module=self.module_name(("module",), data),
            title=self.paragraph(("title",), data.get("title")),
            places=self.document.key_places(),
            value_places=self.document.value_places(),
        )
