"""Task modules and test modules: making one, and adding classes to one that somebody wrote."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from taskgen.conventions import LINE_LENGTH
from taskgen.library.imports import (
    Binding,
    Import,
    bindings,
    import_block,
    import_edits,
    module_of,
)
from taskgen.library.splice import (
    BOM,
    Edit,
    PythonFile,
    apply,
    first_line,
    parse,
    reread,
    sorted_position,
    unify_newlines,
)
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.text import Prose

__all__ = ["Definition", "Extension", "Import", "extend_module", "new_module"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A top-level class: its name, and its source as black writes it."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A module's text with the definitions in it, and what became of each of them."""

    text: str
    added: tuple[str, ...] = ()
    identical: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    different: tuple[Place, ...] = ()
    """Where a class stands that is not what was to be written; it was left alone."""


def new_module(
    docstring: Prose | None, imports: Iterable[Import], definitions: Sequence[Definition]
) -> str:
    """A module with that docstring, those imports and those classes, the classes in this order."""
    head = [docstring_lines(docstring)] if docstring else []
    block = import_block(imports)
    head += [block] if block else []
    parts = ["\n\n".join(head)] if head else []
    return (
        "\n\n\n".join([*parts, *(definition.code.rstrip("\n") for definition in definitions)])
        + "\n"
    )


def docstring_lines(text: Prose) -> str:
    """A module's docstring in the library's form: the quotes on lines of their own."""
    return '"""\n' + "\n".join(textwrap.wrap(text, LINE_LENGTH, break_long_words=False)) + '\n"""'


def extend_module(
    source: str,
    path: str,
    imports: Sequence[Import],
    definitions: Sequence[Definition],
    force: bool = False,
) -> Extension:
    """The module with the classes and imports that it lacks; all else is the same byte for byte.

    A class that is there and differs is left alone, unless `force` replaces its lines. Imports are
    added only where a class was added or replaced.

    Raises:
        TaskgenError: the module does not parse, a name means something else in it, or the result
            would not read as what was meant.
        ValueError: a definition is not the one class that it says it is.
    """
    file = parse(source, path)
    for definition in definitions:
        _definition_node(definition)
    commas = _star_commas(file)
    fitted = [
        Definition(definition.name, _with_star_commas(definition.code.rstrip("\n"), commas))
        for definition in definitions
    ]
    bound = bindings(file.tree)
    classes = {node.name: node for node in file.tree.body if isinstance(node, ast.ClassDef)}
    _refuse_clashes(file, bound, [d.name for d in fitted], classes)

    missing = [d for d in fitted if d.name not in classes]
    identical = [d for d in fitted if d.name in classes and file.source(classes[d.name]) == d.code]
    different = [d for d in fitted if d not in missing and d not in identical]
    replaced = different if force else []
    if not missing and not replaced:
        return Extension(
            source,
            identical=tuple(d.name for d in identical),
            different=tuple(file.place(classes[d.name]) for d in different),
        )
    wanted = _missing_imports(file, bound, imports)
    if file.tree.body:
        edits = [
            *import_edits(file, wanted),
            *_class_edits(file, missing),
            *(_replacement(file, classes[d.name], d) for d in replaced),
        ]
        text = apply(source, edits)
    else:
        comments = source.rstrip()
        text = comments + "\n\n" * bool(comments.lstrip(BOM)) + new_module(None, wanted, missing)
        text = file.with_newlines(unify_newlines(text))
    _verify(file, text, wanted, [*missing, *replaced])
    return Extension(
        text,
        added=tuple(d.name for d in missing),
        identical=tuple(d.name for d in identical),
        replaced=tuple(d.name for d in replaced),
        different=() if force else tuple(file.place(classes[d.name]) for d in different),
    )


def _definition_node(definition: Definition) -> ast.ClassDef:
    body = ast.parse(definition.code).body
    if len(body) == 1 and isinstance(body[0], ast.ClassDef) and body[0].name == definition.name:
        return body[0]
    raise ValueError(f"this is not the class {definition.name}, and nothing else")


def _refuse_clashes(
    file: PythonFile,
    bound: dict[str, list[Binding]],
    names: Iterable[str],
    classes: dict[str, ast.ClassDef],
) -> None:
    problems = [
        Problem(
            f"`{name}` is something else in this module.",
            "Give the class another name.",
            file.place(binding.node),
        )
        for name in names
        for binding in bound.get(name, [])
        if binding.node is not classes.get(name)
    ]
    if problems:
        raise TaskgenError(problems)


def _missing_imports(
    file: PythonFile, bound: dict[str, list[Binding]], imports: Iterable[Import]
) -> list[Import]:
    """The imports that the module lacks.

    Raises:
        TaskgenError: a name that is to be imported means something else in the module.
    """
    missing, problems = [], []
    for wanted in dict.fromkeys(imports):
        others = bound.get(wanted.bound, [])
        if any(_is_import_of(binding, wanted) for binding in others):
            continue
        clashing = [binding for binding in others if not _binds_same_package(binding, wanted)]
        if clashing:
            problems.append(
                Problem(
                    f"`{wanted.bound}` is something else in this module, and the new classes need "
                    f"`{wanted.statement}`.",
                    "Rename it there, or give the new classes a module of their own.",
                    file.place(clashing[-1].node),
                )
            )
        missing.append(wanted)
    if problems:
        raise TaskgenError(problems)
    return missing


def _is_import_of(binding: Binding, wanted: Import) -> bool:
    if binding.module is None or binding.original != wanted.name:
        return False
    if wanted.name is None:
        return binding.module == wanted.module and binding.name == wanted.bound
    # A package often hands on what its modules define: `prefect.Task` is `prefect.core.Task`.
    shorter, longer = sorted((binding.module, wanted.module), key=len)
    return longer == shorter or longer.startswith(f"{shorter}.")


def _binds_same_package(binding: Binding, wanted: Import) -> bool:
    """Whether both are `import` statements for one package, such as `os` and `os.path`."""
    return (
        wanted.name is None
        and binding.original is None
        and binding.module is not None
        and binding.name == binding.module.split(".")[0] == wanted.bound
    )


def _class_edits(file: PythonFile, definitions: Sequence[Definition]) -> list[Edit]:
    """The edits that add classes: in their place where the module's are sorted, else at the end."""
    classes = [node for node in file.tree.body if isinstance(node, ast.ClassDef)]
    names = [node.name for node in classes]
    if not classes:
        return [_at_the_end(file, definitions)] if definitions else []
    in_order = names == sorted(names)
    chosen: dict[int, list[Definition]] = {}
    for definition in definitions:
        position = sorted_position(names, definition.name) if in_order else len(names)
        chosen.setdefault(position, []).append(definition)
    edits = []
    for position, group in chosen.items():
        ordered = sorted(group, key=lambda d: d.name) if in_order else group
        codes = [file.with_newlines(definition.code) for definition in ordered]
        space = file.newline * 3
        if position:
            at = file.line_end(_last_line(file, classes[position - 1]))
            edits.append(Edit(at, at, "".join(space + code for code in codes)))
        else:
            at = file.starts[file.with_comments(first_line(classes[0])) - 1]
            edits.append(Edit(at, at, "".join(code + space for code in codes)))
    return edits


def _at_the_end(file: PythonFile, definitions: Sequence[Definition]) -> Edit:
    """The classes at the end of a module without any, before what it does as a script."""
    codes = file.with_newlines("\n\n\n".join(definition.code for definition in definitions))
    space = file.newline * 3
    last = file.tree.body[-1]
    if isinstance(last, ast.If) and "__name__" in ast.dump(last.test):
        at = file.starts[file.with_comments(first_line(last)) - 1]
        return Edit(at, at, codes + space)
    at = len(file.text.rstrip())
    return Edit(at, at, space + codes)


def _last_line(file: PythonFile, node: ast.stmt) -> int:
    """The last line of a class, with the comments that are indented as its body is."""
    last = node.end_lineno or 0
    for number in range(last + 1, file.lines + 1):
        line = file.line(number)
        if line.strip() and not (line[:1].isspace() and line.lstrip().startswith("#")):
            break
        if line.strip():
            last = number
    return last


def _replacement(file: PythonFile, node: ast.ClassDef, definition: Definition) -> Edit:
    start = file.starts[first_line(node) - 1]
    return Edit(start, file.end(node), file.with_newlines(definition.code))


def _verify(
    file: PythonFile, text: str, imports: Iterable[Import], definitions: Iterable[Definition]
) -> None:
    """Refuse a result in which anything is missing, or anything else has changed.

    Without what was added the new tree has to be the old one.
    """
    new = reread(file, text)
    if new is None or not _is_meant(file, new, imports, definitions):
        raise TaskgenError(
            Problem(
                "This module can't be extended safely.",
                "Add the classes to it by hand, or name another module.",
                Place(file.path),
            )
        )


def _is_meant(
    file: PythonFile,
    new: PythonFile,
    imports: Iterable[Import],
    definitions: Iterable[Definition],
) -> bool:
    added = {(wanted.module, wanted.name) for wanted in imports}
    codes = {definition.name: definition for definition in definitions}
    rest = [_without(statement, added) for statement in new.tree.body]
    kept = [node for node in rest if node is not None and getattr(node, "name", "") not in codes]
    before = [node for node in file.tree.body if getattr(node, "name", "") not in codes]
    written = {
        node.name: ast.dump(node)
        for node in new.tree.body
        if isinstance(node, ast.ClassDef) and node.name in codes
    }
    meant = {name: ast.dump(_definition_node(code)) for name, code in codes.items()}
    seen = {pair for statement in new.tree.body for pair in _imported(statement)}
    return (
        len(kept) == len(before)
        and all(_same(file, old, new, node) for old, node in zip(before, kept, strict=True))
        and written == meant
        and added <= seen
    )


def _same(file: PythonFile, old: ast.stmt, new_file: PythonFile, new: ast.stmt) -> bool:
    """Whether two statements mean the same; their trees are compared only where their text is not.

    That takes much longer, and nearly every statement of a module stays as it is.
    """
    has_text = hasattr(new, "lineno")
    return (has_text and file.source(old) == new_file.source(new)) or ast.dump(old) == ast.dump(new)


def _imported(statement: ast.stmt) -> Iterator[tuple[str, str | None]]:
    if isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            if alias.asname is None:
                yield module_of(statement), alias.name
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            if alias.asname is None:
                yield alias.name, None


def _without(statement: ast.stmt, added: set[tuple[str, str | None]]) -> ast.stmt | None:
    """The statement without the imports that were added; None where nothing is left of it."""
    if isinstance(statement, ast.ImportFrom):
        module = module_of(statement)
        names = [a for a in statement.names if a.asname or (module, a.name) not in added]
        return ast.ImportFrom(statement.module, names, statement.level) if names else None
    if isinstance(statement, ast.Import) and len(statement.names) == 1:
        name = statement.names[0]
        return None if not name.asname and (name.name, None) in added else statement
    return statement


def _star_commas(file: PythonFile) -> bool | None:
    """Whether lists with a `*` that have one item a line end with a comma in this module.

    black decides that by file: Python before 3.6 did not allow the comma, and black keeps it out
    of a file in which nothing else needs 3.6. None: there is no such list, and either will do.
    """
    for _, comma in _star_lists(file):
        return comma is not None
    if any(isinstance(node, ast.JoinedStr | ast.NamedExpr) for node in ast.walk(file.tree)):
        return True
    return None


def _with_star_commas(code: str, commas: bool | None) -> str:
    if commas is None:
        return code
    edits = []
    for end, comma in _star_lists(parse(code, "")):
        if commas and comma is None:
            edits.append(Edit(end, end, ","))
        elif comma is not None and not commas:
            edits.append(Edit(end, comma, ""))
    return apply(code, edits)


_COMMA = re.compile(r"\s*,")

_Item: TypeAlias = "ast.arg | ast.expr | ast.keyword"


def _star_lists(file: PythonFile) -> Iterator[tuple[int, int | None]]:
    """Where each list of parameters or arguments with a `*` ends that has one item a line.

    With it comes the position after its last comma, or None where there is no such comma.
    """
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            items = _parameters(node.args)
        elif isinstance(node, ast.Call):
            items = _arguments(node)
        else:
            continue
        if len(items) < 2 or items[-1].lineno <= (items[-2].end_lineno or 0):
            continue
        end = file.end(items[-1])
        comma = _COMMA.match(file.text, end)
        yield end, comma.end() if comma else None


def _parameters(args: ast.arguments) -> list[_Item]:
    if not (args.vararg or args.kwarg or args.kwonlyargs or args.posonlyargs):
        return []
    nodes: list[_Item | None] = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    nodes += [args.vararg, args.kwarg, *args.defaults, *args.kw_defaults]
    return _in_order(node for node in nodes if node)


def _arguments(call: ast.Call) -> list[_Item]:
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    if not starred and all(keyword.arg for keyword in call.keywords):
        return []
    return _in_order([*call.args, *call.keywords])


def _in_order(nodes: Iterable[_Item]) -> list[_Item]:
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))
