"""Facts about one file: its classes and functions, their arguments, decorators and docstrings.

A file is parsed once, with `ast`; nothing in it is imported or run. What needs other files (which
class a base is, which file exports what) is in `library`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from taskgen.docstrings.parts import Docstring
from taskgen.lint.body import Body
from taskgen.lint.nodes import dotted
from taskgen.lint.source import Import, Source, Unreadable, decode, docstring_node
from taskgen.lint.walk import read_body

_HARMLESS_DECORATORS = frozenset(
    {"abstractmethod", "abc.abstractmethod", "staticmethod", "classmethod", "override"}
)


@dataclass(slots=True)
class Param:
    """A parameter of a function, `self` left out."""

    name: str
    node: ast.arg
    default: ast.expr | None
    kind: str
    """`plain`, `keyword`, `positional`, `*` or `**`."""

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return self.default is None and self.kind in ("plain", "keyword", "positional")

    @property
    def stars(self) -> str:
        """The name as a docstring item has it: `**kwargs`."""
        return f"{self.kind}{self.name}" if self.kind in ("*", "**") else self.name


@dataclass(slots=True)
class Listed:
    """A name in `defaults_from_attrs(...)`."""

    name: str
    node: ast.Constant


@dataclass(eq=False)
class Function:
    """A function or method."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    module: Module
    cls: Class | None = None

    @cached_property
    def self_name(self) -> str:
        """The name of the first argument of a method; empty for other functions."""
        if self.cls is None or "staticmethod" in self.decorators:
            return ""
        arguments = [*self.node.args.posonlyargs, *self.node.args.args]
        return arguments[0].arg if arguments else ""

    @cached_property
    def params(self) -> dict[str, Param]:
        """The parameters by name, in order, `*args` and `**kwargs` too, without `self`."""
        arguments = self.node.args
        found: list[Param] = []
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
        defaults += arguments.defaults
        for position, (node, default) in enumerate(zip(plain, defaults, strict=True)):
            kind = "positional" if position < len(arguments.posonlyargs) else "plain"
            found.append(Param(node.arg, node, default, kind))
        if self.self_name:
            found = found[1:]
        if arguments.vararg:
            found.append(Param(arguments.vararg.arg, arguments.vararg, None, "*"))
        for node, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            found.append(Param(node.arg, node, keyword_default, "keyword"))
        if arguments.kwarg:
            found.append(Param(arguments.kwarg.arg, arguments.kwarg, None, "**"))
        return {param.name: param for param in found}

    @cached_property
    def named(self) -> dict[str, Param]:
        """The parameters without `*args` and `**kwargs`."""
        return {n: p for n, p in self.params.items() if p.kind not in ("*", "**")}

    @property
    def kwargs(self) -> str:
        """The name of `**kwargs`, or an empty string."""
        return self.node.args.kwarg.arg if self.node.args.kwarg else ""

    @cached_property
    def decorators(self) -> dict[str, ast.expr]:
        """Decorators by dotted name, without their arguments."""
        found = {}
        for node in self.node.decorator_list:
            target = node.func if isinstance(node, ast.Call) else node
            found[dotted(target)] = node
        return found

    @cached_property
    def defaults(self) -> ast.Call | None:
        """The `defaults_from_attrs(...)` decorator."""
        for name, node in self.decorators.items():
            if not isinstance(node, ast.Call):
                continue
            if self.module.original(name).rpartition(".")[2] == "defaults_from_attrs":
                return node
        return None

    @cached_property
    def listed(self) -> dict[str, Listed]:
        """The names in `defaults_from_attrs`, as far as they are written out."""
        if self.defaults is None:
            return {}
        return {
            node.value: Listed(node.value, node)
            for node in self.defaults.args
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }

    @cached_property
    def lists_more(self) -> bool:
        """Whether names in `defaults_from_attrs` can't be seen, as in `*ATTRS`."""
        return self.defaults is not None and len(self.listed) < len(self.defaults.args)

    @cached_property
    def rewritten(self) -> bool:
        """Whether a decorator that is not known may change what the function takes."""
        known = (self.defaults,)
        return any(
            node not in known and name not in _HARMLESS_DECORATORS
            for name, node in self.decorators.items()
        )

    @cached_property
    def is_property(self) -> bool:
        """Whether it is read like an attribute."""
        names = {name.rpartition(".")[2] for name in self.decorators}
        return bool(names & {"property", "cached_property", "setter"})

    @cached_property
    def body(self) -> Body:
        """What its body does."""
        return read_body(self.node, self.self_name)

    @cached_property
    def docstring(self) -> Docstring | None:
        """Its docstring, with places."""
        return self.module.docstring(self.node)

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """The body without its docstring."""
        body = self.node.body
        return body[1:] if docstring_node(self.node) is not None else body

    @cached_property
    def is_abstract(self) -> bool:
        """Whether it does nothing: a docstring, `pass`, `...` or `raise NotImplementedError`."""
        if any(name.rpartition(".")[2] == "abstractmethod" for name in self.decorators):
            return True
        for statement in self.statements:
            if isinstance(statement, ast.Pass):
                continue
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue
            if isinstance(statement, ast.Raise) and statement.exc is not None:
                raised = statement.exc
                name = dotted(raised.func if isinstance(raised, ast.Call) else raised)
                if name == "NotImplementedError":
                    continue
            return False
        return True


@dataclass(eq=False)
class Class:
    """A class of the module's top level."""

    name: str
    node: ast.ClassDef
    module: Module

    @cached_property
    def bases(self) -> list[str]:
        """Base classes as dotted names; empty strings for what is no name."""
        return [
            dotted(base.value if isinstance(base, ast.Subscript) else base)
            for base in self.node.bases
        ]

    @cached_property
    def methods(self) -> dict[str, Function]:
        """Its own methods by name."""
        found: dict[str, Function] = {}
        for node in _flat(self.node.body):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if any(
                    isinstance(d, ast.Attribute) and d.attr in ("setter", "deleter")
                    for d in node.decorator_list
                ):
                    continue
                found[node.name] = Function(node.name, node, self.module, self)
        return found

    @cached_property
    def variables(self) -> dict[str, ast.stmt]:
        """Names assigned in the class's own body."""
        found: dict[str, ast.stmt] = {}
        for node in _flat(self.node.body):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    for part in ast.walk(target):
                        if isinstance(part, ast.Name):
                            found[part.id] = node
            elif (
                isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and node.value is not None
            ):
                found[node.target.id] = node
        return found

    @cached_property
    def docstring(self) -> Docstring | None:
        """Its docstring, with places."""
        return self.module.docstring(self.node)


def _flat(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements, those under `if` and `try` too."""
    for node in statements:
        yield node
        if isinstance(node, ast.If):
            yield from _flat([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _flat([*node.body, *node.orelse, *node.finalbody])


@dataclass(eq=False)
class Module(Source):
    """One parsed file."""

    classes: dict[str, list[Class]] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    variables: dict[str, ast.stmt] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._collect(self.tree.body, guarded=False, top=True)

    def _collect(self, statements: Sequence[ast.stmt], guarded: bool, top: bool) -> None:
        for node in statements:
            if isinstance(node, ast.ClassDef):
                self.classes.setdefault(node.name, []).append(Class(node.name, node, self))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions[node.name] = Function(node.name, node, self)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self._collect_import(node, guarded, top)
            elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.variables[target.id] = node
            else:
                self._collect_inner(node, guarded, top)

    def _collect_inner(self, node: ast.stmt, guarded: bool, top: bool) -> None:
        """What stands in a compound statement, which is still the module's own."""
        if isinstance(node, ast.Try):
            catches = any(_catches_import_error(handler) for handler in node.handlers)
            self._collect(node.body, guarded or catches, top)
            for handler in node.handlers:
                self._collect(handler.body, guarded, top)
            self._collect([*node.orelse, *node.finalbody], guarded, top)
        elif isinstance(node, ast.If):
            checking = dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"
            self._collect(node.body, guarded or checking, top)
            self._collect(node.orelse, guarded, top)
        elif isinstance(node, (ast.With, ast.For, ast.While)):
            self._collect(node.body, guarded, top)

    def _collect_import(self, node: ast.Import | ast.ImportFrom, guarded: bool, top: bool) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                target = alias.name if alias.asname else name
                entry = Import(name, target, node, guarded, top)
                self.imports[name] = entry
                self.import_nodes.append(Import(name, alias.name, node, guarded, top))
            return
        source = self.absolute(node)
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(source)
                self.import_nodes.append(Import("*", source, node, guarded, top))
                continue
            target = f"{source}.{alias.name}" if source else alias.name
            entry = Import(alias.asname or alias.name, target, node, guarded, top)
            self.imports[entry.name] = entry
            self.import_nodes.append(entry)

    @cached_property
    def exports(self) -> dict[str, ast.expr] | None:
        """The names in `__all__` with their nodes, or None where there is none to be read."""
        node = self.variables.get("__all__")
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if not isinstance(value, (ast.List, ast.Tuple)):
            return None
        return {
            item.value: item
            for item in value.elts
            if isinstance(item, ast.Constant) and isinstance(item.value, str)
        }

    @cached_property
    def called(self) -> dict[str, list[int]]:
        """The lines on which each plain name is called."""
        found: dict[str, list[int]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.setdefault(node.func.id, []).append(node.lineno)
        return found

    def dissolve(self) -> None:
        """Cut the links between the module and its parts, so that they are freed at once.

        Runs over thousands of files switch the garbage collector off.
        """
        for cls in self.all_classes():
            for method in cls.methods.values():
                method.__dict__.clear()
            cls.__dict__.clear()
        for function in self.functions.values():
            function.__dict__.clear()
        self.__dict__.clear()

    def all_classes(self) -> Iterator[Class]:
        """The classes of the module, those that another of the name replaces too."""
        for same in self.classes.values():
            yield from same


def parse(path: Path, name: str, shown: str, data: bytes) -> Module:
    """Parse a file.

    Raises:
        Unreadable: the file is no text, or nested too deeply.
        SyntaxError: it is no Python; `lineno` and `offset` say where, as far as is known.
    """
    text = decode(data)
    try:
        tree = ast.parse(text)
    except (RecursionError, MemoryError):
        raise Unreadable("The file's expressions are nested too deeply to be parsed.") from None
    except ValueError as error:
        raise SyntaxError(str(error)) from None
    return Module(path, name, shown, text, tree, is_package=path.name == "__init__.py")


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    caught = {dotted(entry).rpartition(".")[2] for entry in types}
    return bool(caught & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
