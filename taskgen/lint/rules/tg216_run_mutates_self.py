"""TG216: `run` changes an attribute of the task."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from taskgen.lint.facts import Function
from taskgen.lint.nodes import self_attribute
from taskgen.lint.rule import Context, Finding, Rule, found
from taskgen.lint.tasks import Task

RULE = Rule(
    code="TG216",
    name="run-mutates-self",
    kind="bug",
    summary="`run`, or a helper it calls, changes an attribute of the task",
    why=(
        "Mapped runs are shallow copies of one task, and a task may run many times: a value set "
        "by one run is seen by the next, and a dict or list on the task is shared by all of "
        "them. Where the executor uses threads, they also race."
    ),
    suppress="the change is guarded and meant for all runs, such as a cache behind a lock.",
    bad="""
class Load(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self, table: str):
        self.options["table"] = table
        return self.options
""",
    good="""
class Load(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self, table: str):
        return {**self.options, "table": table}
""",
)

_CONTAINERS = frozenset(
    {"dict", "list", "set", "defaultdict", "OrderedDict", "deque", "Dict", "List", "Set"}
)


def check_task(task: Task, context: Context) -> Iterator[Finding]:
    """Changes in everything that `run` reaches, reported where they stand in this class."""
    run = task.run
    if run is None:
        return
    seen: set[tuple[str, str]] = set()
    for finding in sorted(_changes(task, run), key=lambda f: (f.line, f.column)):
        # One line for an attribute in a method: the first change tells the story.
        key = (finding.method, finding.argument)
        if key not in seen:
            seen.add(key)
            yield finding


def _changes(task: Task, run: Function) -> Iterator[Finding]:
    for function, store in task.reach(run).stores():
        if function.cls is not task.cls or function.name == "__init__":
            continue
        if store.attr in _properties(task):
            continue
        if store.how == "call" and not _is_container(task, store.attr):
            continue
        what = {
            "set": f"sets `self.{store.attr}`",
            "augmented": f"changes `self.{store.attr}`",
            "deleted": f"deletes `self.{store.attr}`",
        }.get(store.how, f"changes the object in `self.{store.attr}`")
        yield found(
            RULE,
            function,
            store.node,
            f"`{function.name}` {what}, which leaks into other runs of the task.",
            "Use a local variable, or a copy: `{**self.x, ...}`.",
            argument=store.attr,
        )
    if run.cls is not task.cls:
        return
    yield from _aliases(task, run)


def _aliases(task: Task, run: Function) -> Iterator[Finding]:
    """`x.update(...)` where the decorator filled `x`, or `x = self.x` went before."""
    origin = {name: name for name in run.listed if name in run.named}
    for targets, value in run.body.assigns:
        for name in targets:
            if attr := self_attribute(value, run.self_name):
                origin[name] = attr
            else:
                origin.pop(name, None)
    for change in run.body.changes:
        attr = origin.get(change.name, "")
        if not attr or change.name in _replaced(run, change.name, attr):
            continue
        if not _is_container(task, attr):
            continue
        yield found(
            RULE,
            run,
            change.node,
            f"`{change.name}` may be the object in `self.{attr}`: changing it leaks into other "
            "runs of the task.",
            f"Change a copy: `{change.name} = {{**{change.name}, ...}}`.",
            argument=attr,
        )


def _replaced(run: Function, name: str, attr: str) -> set[str]:
    """The name, where it is bound to something else somewhere."""
    for targets, value in run.body.assigns:
        if name in targets and self_attribute(value, run.self_name) != attr:
            return {name}
    return set()


def _properties(task: Task) -> set[str]:
    return {n for cls in task.line for n, m in cls.methods.items() if m.is_property}


def _is_container(task: Task, attr: str) -> bool:
    """Whether something says that the attribute is a dict, list or set."""
    for cls in task.line:
        for function in cls.methods.values():
            for store in function.body.self_stores.get(attr, []):
                if store.value is not None and store.how == "set" and _holds(function, store.value):
                    return True
    return False


def _holds(function: Function, value: ast.expr) -> bool:
    if isinstance(value, (ast.Dict, ast.List, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)):
        return True
    if isinstance(value, ast.BoolOp):
        return any(_holds(function, part) for part in value.values)
    if isinstance(value, ast.IfExp):
        return _holds(function, value.body) or _holds(function, value.orelse)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in _CONTAINERS
    if isinstance(value, ast.Name) and value.id in function.params:
        annotation = function.params[value.id].node.annotation
        return annotation is not None and any(
            (isinstance(node, ast.Name) and node.id in _CONTAINERS)
            or (isinstance(node, ast.Attribute) and node.attr in _CONTAINERS)
            for node in _outer(annotation)
        )
    return False


def _outer(annotation: ast.expr) -> list[ast.expr]:
    """The annotation's own names: of `Optional[Dict[str, X]]`, `Dict`."""
    if isinstance(annotation, ast.Subscript):
        head = annotation.value
        name = head.attr if isinstance(head, ast.Attribute) else getattr(head, "id", "")
        if name in ("Optional", "Union"):
            inner = annotation.slice
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return [node for part in parts for node in _outer(part)]
        return [head]
    return [annotation]
