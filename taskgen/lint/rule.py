"""What a rule is and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

    from taskgen.lint.facts import Class, Function, Module
    from taskgen.lint.library import Library
    from taskgen.lint.tasks import Task

SAFE, UNSAFE = "safe", "unsafe"

KINDS = ("error", "bug", "secret", "docs", "library", "tests", "style", "pedantic", "hygiene")
OFF_BY_DEFAULT = frozenset({"TG208", "TG211", "TG502", "TG701", "TG903"})
"""The pedantic rules, and what asks for more than most want. Known without reading any rule."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between two places by another; columns count characters from 1."""

    line: int
    column: int
    end_line: int
    end_column: int
    """The first column that stays."""
    text: str
    path: str = ""
    """The file as reports show it, where it is not the finding's own."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that remove the fault."""

    safety: str
    """`safe` where behaviour changes only as the finding says it should, else `unsafe`."""
    title: str
    edits: tuple[Edit, ...]
    later: str = ""
    """What `made` makes the edits from when the fix is applied, where that takes longer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place."""

    code: str
    path: str
    line: int
    column: int
    length: int
    message: str
    hint: str = ""
    cls: str = ""
    method: str = ""
    argument: str = ""
    """With the code, the class and the method, what a baseline knows the finding by."""
    fix: Fix | None = None
    last_line: int = 0
    """The last line of the string that the place is in, where a suppression may stand as well."""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What a baseline knows the finding by."""
        return (self.path, self.code, self.cls, self.method, self.argument)


@dataclass(frozen=True, slots=True)
class Rule:
    """The facts of a rule, from which its tests and its page are made.

    `bad` and `good` are examples that are run as tests. An example of several files separates
    them by lines of the form `# file: path`.
    """

    code: str
    name: str
    kind: str
    summary: str
    """What is wrong, in a few words."""
    why: str
    """What happens at run time."""
    suppress: str
    """When it is right to suppress it."""
    bad: str
    good: str
    fix: str = ""
    fix_note: str = ""
    """What the fix does, and what makes it unsafe."""

    @property
    def on_by_default(self) -> bool:
        """Whether it is on where no setting says so."""
        return self.code not in OFF_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that rules read."""

    docstring_style: str = "dash"
    """The style TG109 asks for; `any` asks for none."""
    not_secrets: tuple[tuple[str, str], ...] = ()
    """Kwargs declared not to be secret, as `Class.kwarg` or `kwarg`, with the reason."""
    tests: str = ""
    outline: str = ""
    setup: str = ""
    record: str = ""
    """The record of what was generated, if the library has one."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule gets besides the task or module it checks."""

    library: Library
    settings: Settings


TaskCheck = Callable[["Task", Context], Iterable[Finding]]
ModuleCheck = Callable[["Module", Context], Iterable[Finding]]


def found(
    rule: Rule,
    function: Function | Class | Module,
    node: ast.AST | tuple[int, int, int],
    message: str,
    hint: str = "",
    *,
    argument: str = "",
    fix: Fix | None = None,
    last_line: int = 0,
) -> Finding:
    """A finding at a node, or at a line, column and length, in a function, class or module."""
    module: Module = getattr(function, "module", function)  # type: ignore[arg-type]
    if isinstance(node, tuple):
        line, column, length = node
    else:
        line, column, length = place(module, node)
    owner = getattr(function, "cls", None)
    is_class = hasattr(function, "bases")
    return Finding(
        code=rule.code,
        path=module.shown,
        line=line,
        column=column,
        length=length,
        message=message,
        hint=hint,
        cls=function.name if is_class else owner.name if owner else "",
        method="" if is_class or module is function else function.name,
        argument=argument,
        fix=fix,
        last_line=last_line,
    )


def place(module: Module, node: ast.AST) -> tuple[int, int, int]:
    """Line, column and length to underline; of a `def` or `class`, its name."""
    # A run whose findings are cached needs this module, and no trees.
    import ast

    line: int = getattr(node, "lineno", 1)
    offset: int = getattr(node, "col_offset", 0)
    column = module.column(line, offset)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        source = module.lines[line - 1]
        position = source.find(node.name, column - 1 + 3)
        return (line, position + 1, len(node.name)) if position >= 0 else (line, column, 1)
    if isinstance(node, ast.arg):
        return (line, column, len(node.arg))
    end_line: int = getattr(node, "end_lineno", None) or line
    if end_line != line:
        return (line, column, max(len(module.lines[line - 1].rstrip()) - column + 1, 1))
    end = module.column(line, getattr(node, "end_col_offset", None) or offset + 1)
    return (line, column, max(end - column, 1))
