"""Import statements: what a module binds, and adding names in the module's own form."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from taskgen.conventions import LINE_LENGTH
from taskgen.library.lists import insert_lines
from taskgen.library.splice import Edit, PythonFile, first_line, sorted_position


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import name as alias`, or `import module as alias` where the name is None."""

    module: str
    name: str | None = None
    alias: str | None = None

    @property
    def bound(self) -> str:
        """The name that the statement binds."""
        if self.alias:
            return self.alias
        return self.module.split(".")[0] if self.name is None else self.name

    @property
    def statement(self) -> str:
        """The statement itself."""
        end = f" as {self.alias}" if self.alias else ""
        if self.name is None:
            return f"import {self.module}{end}"
        return f"from {self.module} import {self.name}{end}"

    @property
    def is_whole(self) -> bool:
        """Whether it has a statement of its own, as isort gives it to modules and aliases."""
        return self.name is None or self.alias is not None


@dataclass(frozen=True, slots=True)
class Binding:
    """Something at the top level of a module that gives a name its meaning."""

    name: str
    node: ast.stmt
    module: str | None = None
    """For an import: where from, with a dot for each level of a relative one."""
    original: str | None = None
    """For `from module import original as name`; None for `import module`."""


def bindings(tree: ast.Module) -> dict[str, list[Binding]]:
    """Every name bound when the module is imported, whatever blocks the statements stand in."""
    found: dict[str, list[Binding]] = {}
    for statement in statements(tree.body):
        for binding in _bound_by(statement):
            found.setdefault(binding.name, []).append(binding)
    return found


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and of the blocks in it, but not of functions and classes.

    What stands under `if TYPE_CHECKING:` is left out: it is not there at run time.
    """
    for block in blocks(body):
        yield from block


def blocks(body: Iterable[ast.stmt], handlers: bool = True) -> Iterator[Sequence[ast.stmt]]:
    """A body and the blocks in it, as far as `statements` goes; without `handlers`, not those."""
    body = list(body)
    yield body
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        inner = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test):
            inner = [statement.orelse]
        if handlers:
            inner += [handler.body for handler in getattr(statement, "handlers", [])]
        for block in inner:
            yield from blocks(block, handlers) if block else ()


def _bound_by(statement: ast.stmt) -> Iterator[Binding]:
    if isinstance(statement, ast.ImportFrom):
        module = module_of(statement)
        for alias in statement.names:
            yield Binding(alias.asname or alias.name, statement, module, alias.name)
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            yield Binding(alias.asname or alias.name.split(".")[0], statement, alias.name)
    elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield Binding(statement.name, statement)
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield Binding(node.id, statement)


def module_of(statement: ast.ImportFrom) -> str:
    """Where a statement imports from, with a dot for each level of a relative one."""
    return "." * statement.level + (statement.module or "")


def import_lines(module: str, names: Sequence[str], indent: str = "") -> str:
    """`from module import names` as black writes it, the names in the order given."""
    line = f"{indent}from {module} import {', '.join(names)}"
    if len(line) <= LINE_LENGTH:
        return line
    listed = "".join(f"{indent}    {name},\n" for name in names)
    return f"{indent}from {module} import (\n{listed}{indent})"


def import_block(imports: Iterable[Import]) -> str:
    """All the imports, grouped and sorted as isort does it; no line ending at the end."""
    groups: dict[int, tuple[set[Import], dict[str, set[str]]]] = {}
    for wanted in imports:
        whole, named = groups.setdefault(group_of(wanted.module), (set(), {}))
        if wanted.name is None or wanted.is_whole:
            whole.add(wanted)
        else:
            named.setdefault(wanted.module, set()).add(wanted.name)
    blocks = []
    for _, (whole, named) in sorted(groups.items()):
        lines = [(_import_order(wanted), wanted.statement) for wanted in whole]
        lines += [
            (_import_order(Import(module, "")), import_lines(module, sorted(names, key=name_order)))
            for module, names in named.items()
        ]
        blocks.append("\n".join(line for _, line in sorted(lines)))
    return "\n\n".join(blocks)


def name_order(name: str) -> tuple[int, str, str]:
    """Constants first, then classes, then the rest, as isort sorts the names of a statement."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower(), name


def group_of(module: str) -> int:
    """The group an import stands in: the future, the standard library, others, relative."""
    if module.startswith("."):
        return 3
    top = module.split(".")[0]
    if top == "__future__":
        return 0
    return 1 if top in sys.stdlib_module_names else 2


def merge(file: PythonFile, statement: ast.ImportFrom, names: Sequence[str]) -> list[Edit] | None:
    """The edits that add names to a `from` import; None where its form can't take them safely."""
    first, last = statement.lineno, statement.end_lineno or 0
    start, end = file.start(statement), file.end(statement)
    whole_lines = (
        not file.text[file.starts[first - 1] : start].strip()
        and not file.text[end : file.line_end(last)].strip()
    )
    if not whole_lines or statement.names[0].name == "*":
        return None
    text = file.text[start:end]
    if first == last and "(" not in text:
        return [Edit(start, end, _rebuilt(file, statement, names))]
    lines = [alias.lineno for alias in statement.names]
    one_a_line = len(set(lines)) == len(lines) and first < lines[0] and lines[-1] < last
    if not one_a_line or "\\" in text.split("(")[0]:
        return None
    return insert_lines(
        file,
        [(alias.name, alias) for alias in statement.names],
        [(name, name) for name in names],
    )


def _rebuilt(file: PythonFile, statement: ast.ImportFrom, names: Sequence[str]) -> str:
    """A statement on one line with the names added; exploded where the line gets too long."""
    shown = [file.source(alias) for alias in statement.names]
    order = [alias.name for alias in statement.names]
    for name in names:
        position = _import_position(order, name)
        order.insert(position, name)
        shown.insert(position, name)
    indent = " " * statement.col_offset
    return file.with_newlines(import_lines(module_of(statement), shown, indent)).lstrip()


def _import_position(existing: Sequence[str], name: str) -> int:
    keys = [name_order(other) for other in existing]
    if keys == sorted(keys) and [*existing] != sorted(existing):
        return sum(key <= name_order(name) for key in keys)
    return sorted_position(existing, name)


def import_edits(file: PythonFile, imports: Sequence[Import]) -> list[Edit]:
    """The edits that add imports to a module: to statements of theirs, or in their groups."""
    if imports and not any(_header_imports(file.tree)):
        return [_first_import(file, imports)]
    by_module: dict[str, list[str]] = {}
    for wanted in imports:
        if wanted.name is not None and not wanted.alias:
            by_module.setdefault(wanted.module, []).append(wanted.name)
    edits: list[Edit] = []
    lines: list[tuple[Import, str]] = []
    for module, names in by_module.items():
        merged = _merged(file, module, names)
        if merged is None:
            names = sorted(names, key=name_order)
            lines.append((Import(module, names[0]), import_lines(module, names)))
        else:
            edits += merged
    lines += [(wanted, wanted.statement) for wanted in imports if wanted.is_whole]
    return edits + _statement_edits(file, sorted(lines, key=lambda line: _import_order(line[0])))


def _merged(file: PythonFile, module: str, names: Sequence[str]) -> list[Edit] | None:
    for statement in _header_imports(file.tree):
        if isinstance(statement, ast.ImportFrom) and module_of(statement) == module:
            edits = merge(file, statement, names)
            if edits is not None:
                return edits
    return None


def _import_order(wanted: Import) -> tuple[int, bool, str]:
    """Where isort would put a statement: by group, `import` before `from`, by module."""
    return group_of(wanted.module), wanted.name is not None, wanted.module


def _statement_edits(file: PythonFile, lines: Sequence[tuple[Import, str]]) -> list[Edit]:
    """The edits that add whole statements, in order, each next to those of its group."""
    header = list(_header_imports(file.tree))
    inserted: dict[tuple[int, bool], list[tuple[int, str]]] = {}
    for wanted, text in lines:
        group, order = group_of(wanted.module), _import_order(wanted)
        same = [node for node in header if _node_order(node)[0] == group]
        lower = [node for node in header if _node_order(node)[0] < group]
        anchor = [node for node in same if _node_order(node) <= order] or same or lower
        if same and anchor is same:
            inserted.setdefault((header.index(same[0]), True), []).append((group, text))
        elif anchor:
            inserted.setdefault((header.index(anchor[-1]), False), []).append((group, text))
        else:
            inserted.setdefault((0, True), []).append((group, text))
    return [
        _beside(file, header[index], before, pieces) for (index, before), pieces in inserted.items()
    ]


def _beside(
    file: PythonFile, node: ast.stmt, before: bool, pieces: Sequence[tuple[int, str]]
) -> Edit:
    """The statements before or after one of the header, blank lines between groups."""
    own = _node_order(node)[0]
    groups = [group for group, _ in pieces]
    text = ""
    if before:
        for (group, piece), follower in zip(pieces, [*groups[1:], own], strict=True):
            text += piece + ("\n" if group == follower else "\n\n")
        at = file.starts[file.with_comments(first_line(node)) - 1]
    else:
        for (group, piece), previous in zip(pieces, [own, *groups[:-1]], strict=True):
            text += ("\n" if group == previous else "\n\n") + piece
        at = file.line_end(node.end_lineno or 0)
    return Edit(at, at, file.with_newlines(text))


def _header_imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The unconditional imports that stand before the first class or function."""
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            return


def _node_order(node: ast.Import | ast.ImportFrom | ast.stmt) -> tuple[int, bool, str]:
    if isinstance(node, ast.ImportFrom):
        module = module_of(node)
        return group_of(module), True, module
    assert isinstance(node, ast.Import)
    return group_of(node.names[0].name), False, node.names[0].name


def _first_import(file: PythonFile, imports: Iterable[Import]) -> Edit:
    """All the imports, in a module that has none: after its docstring, or before its code."""
    block = import_block(imports)
    body = file.tree.body
    if ast.get_docstring(file.tree, clean=False) is not None:
        at = file.line_end(body[0].end_lineno or 0)
        return Edit(at, at, file.with_newlines(f"\n\n{block}"))
    line = file.with_comments(first_line(body[0]))
    if line == 1 and first_line(body[0]) > 1:
        # A licence or a line for the shell stays the first thing in the file.
        line = first_line(body[0])
        block = f"\n{block}"
    at = file.starts[line - 1]
    definition = isinstance(body[0], ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return Edit(at, at, file.with_newlines(block + ("\n\n\n" if definition else "\n\n")))
