"""TG218: a parameter's default is a list, dict or set."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.edits import deeper, indent_of, insert, replace
from taskgen.lint.facts import Function, Param
from taskgen.lint.nodes import self_attribute
from taskgen.lint.rule import SAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.lint.source import docstring_node
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG218",
    name="mutable-default",
    kind="bug",
    summary="the default of a parameter is a list, dict or set",
    why=(
        "The default is made once, when the class is read, and shared by all tasks and all runs: "
        "what one changes, all see."
    ),
    suppress="never; use None, and `x or {}` in the body.",
    bad="""
class Load(Task):
    def __init__(self, options: dict = {}, **kwargs):
        self.options = options
        super().__init__(**kwargs)

    def run(self):
        return self.options
""",
    good="""
class Load(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self):
        return self.options
""",
    fix=SAFE,
    fix_note="Makes the default None, and the value the empty container where it is kept or read.",
)

_MAKERS = frozenset(
    {
        "dict",
        "list",
        "set",
        "collections.defaultdict",
        "collections.deque",
        "collections.OrderedDict",
        "collections.Counter",
    }
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Mutable defaults in every method of the class."""
    for method in task.cls.methods.values():
        for name, param in method.params.items():
            default = param.default
            if default is None or not _is_mutable(method, default):
                continue
            yield found(
                RULE,
                method,
                default,
                f"The default of `{name}` is one {_kind(default)}, shared by every task and run.",
                f"Make it None, and use `{name} or {method.module.segment(default)}`.",
                argument=name,
                fix=_fix(method, param, default),
            )


def _is_mutable(method: Function, default: ast.expr) -> bool:
    if isinstance(default, (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)):
        return True
    from taskgen.lint.nodes import dotted

    return isinstance(default, ast.Call) and method.module.original(dotted(default.func)) in _MAKERS


def _kind(default: ast.expr) -> str:
    name = type(default).__name__.lower().removesuffix("comp")
    return name if name in ("dict", "list", "set") else "object"


def _fix(method: Function, param: Param, default: ast.expr) -> Fix | None:
    module, name = method.module, param.name
    source = module.segment(default)
    if "\n" in source:
        return None
    edits: list[Edit] = [replace(module, default, "None")]
    empty = (isinstance(default, ast.Dict) and not default.keys) or (
        isinstance(default, (ast.List, ast.Call)) and source in ("[]", "dict()", "list()", "set()")
    )
    reads = method.body.names.get(name, [])
    kept = [
        statement.value
        for statement in method.node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Name)
        and statement.value.id == name
        and any(self_attribute(target, method.self_name) for target in statement.targets)
    ]
    if name in method.listed:
        return None
    if empty and len(reads) == 1 and len(kept) == 1 and method.name == "__init__":
        edits.append(replace(module, kept[0], f"{name} or {source}"))
    elif reads and method.statements:
        first = method.statements[0]
        indent = indent_of(module, first.lineno)
        if module.lines[first.lineno - 1].lstrip().startswith("def "):
            return None
        text = f"{indent}if {name} is None:\n{deeper(indent)}{name} = {source}\n"
        edits.append(insert(_above_comments(method, first.lineno), 1, text))
    return Fix(SAFE, f"Make the default of `{name}` None", tuple(edits))


def _above_comments(method: Function, line: int) -> int:
    """The first line of the comments that stand above the first statement, or its own."""
    docstring = docstring_node(method.node)
    end = (docstring.end_lineno or 0) if docstring is not None else method.node.lineno
    while line - 1 > end and method.module.lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return line
