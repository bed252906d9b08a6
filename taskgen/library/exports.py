"""A task package's `__init__.py`: making one, and exporting more classes from one that is there."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from taskgen.conventions import extras_message
from taskgen.library.imports import (
    Binding,
    Import,
    bindings,
    blocks,
    import_edits,
    import_lines,
    merge,
    module_of,
    name_order,
    statements,
)
from taskgen.library.lists import bracketed, insert_lines
from taskgen.library.modules import docstring_lines
from taskgen.library.splice import Edit, PythonFile, apply, parse, reread, sorted_position
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.text import Prose, literal


def new_package(
    package: str, docstring: Prose, exports: Mapping[str, Sequence[str]], extra: str | None
) -> str:
    """The `__init__.py` of a package, such as `prefect.tasks.aws`.

    `exports` has the classes of each module of the package. Where there is an `extra`, an import
    that fails says that Prefect has to be installed with it.
    """
    indent = "    " if extra else ""
    lines = [
        import_lines(f"{package}.{module}", sorted(names, key=name_order), indent)
        for module, names in sorted(exports.items())
    ]
    imports = "\n".join(lines)
    if extra:
        message = literal(extras_message(package, extra))
        imports = (
            f"try:\n{imports}\nexcept ImportError as err:\n"
            f"    raise ImportError(\n        {message}\n    ) from err"
        )
    names = sorted({name for names in exports.values() for name in names})
    exported = bracketed("__all__ = ", [f'"{name}"' for name in names], "[]")
    return f"{docstring_lines(docstring)}\n\n{imports}\n\n{exported}\n"


def add_exports(source: str, path: str, module: str, names: Sequence[str]) -> str:
    """The `__init__.py` with the classes of a module imported and in `__all__`.

    `module` is the whole dotted name. The text is in the file's own form: absolute or relative,
    inside its `try` or not, sorted where it is sorted. Without an `__all__` there is only the
    import. What is exported already stays as it is.

    Raises:
        TaskgenError: the file is of a form that can't be extended safely, and the hint has the
            lines to add; or a name is exported from elsewhere.
    """
    by_hand = _by_hand(module, names)
    try:
        file = parse(source, path)
    except TaskgenError as error:
        raise TaskgenError(
            [Problem(problem.message, by_hand, problem.place) for problem in error.problems]
        ) from None
    bound = bindings(file.tree)
    _refuse_clashes(file, bound, module, names)
    _refuse_unsafe(file, bound, by_hand)
    missing = [name for name in dict.fromkeys(names) if name not in bound]
    unlisted, exported = _unlisted(file, names, by_hand)
    edits = []
    if missing:
        edits += _import_edits(file, module, missing, by_hand)
    if exported is not None and unlisted:
        edits += _sequence_edits(file, exported, unlisted)
    text = apply(source, edits)
    if edits:
        _verify(file, text, module, missing, unlisted, by_hand)
    return text


def _by_hand(module: str, names: Iterable[str]) -> str:
    listed = sorted(names)
    lines = import_lines(module, listed).replace("\n", "\n    ")
    quoted = ", ".join(f'"{name}"' for name in listed)
    return f"Add by hand:\n    {lines}\nAdd to `__all__`, where there is one:\n    {quoted}"


def _is_module(where: str | None, module: str) -> bool:
    return where in (module, "." + module.rpartition(".")[2])


def _refuse_clashes(
    file: PythonFile, bound: dict[str, list[Binding]], module: str, names: Iterable[str]
) -> None:
    problems = []
    for name in names:
        for binding in bound.get(name, []):
            if _is_module(binding.module, module) and binding.original == name:
                continue
            where = f"imported from `{binding.module}`" if binding.module else "defined here"
            problems.append(
                Problem(
                    f"`{name}` is {where} already, and can't be exported from `{module}` too.",
                    "Give the class another name.",
                    file.place(binding.node),
                )
            )
    if problems:
        raise TaskgenError(problems)


def _refuse_unsafe(file: PythonFile, bound: dict[str, list[Binding]], by_hand: str) -> None:
    """Refuse a file that computes what it exports."""
    if "__getattr__" in bound:
        node = bound["__getattr__"][0].node
        raise TaskgenError(
            Problem("A package with a `__getattr__` is not extended.", by_hand, file.place(node))
        )
    imported = [node for node in statements(file.tree.body) if isinstance(node, ast.ImportFrom)]
    stars = [node for node in imported if node.names[0].name == "*"]
    if stars and len(stars) == len(imported):
        raise TaskgenError(
            Problem(
                "A package that only imports `*` is not extended.", by_hand, file.place(stars[0])
            )
        )


def _import_edits(file: PythonFile, module: str, names: Sequence[str], by_hand: str) -> list[Edit]:
    """The edits that import names, beside the imports of the package's other modules."""
    package = module.rpartition(".")[0]
    if not file.tree.body:
        at = len(file.text.rstrip())
        lines = import_lines(module, sorted(names, key=name_order))
        space = "\n\n" if file.text.strip("\ufeff \t\r\n") else ""
        return [Edit(at, len(file.text), file.with_newlines(f"{space}{lines}\n"))]
    siblings: list[ast.ImportFrom] = []
    for block in blocks(file.tree.body, handlers=False):
        found = [
            node
            for node in block
            if isinstance(node, ast.ImportFrom)
            and (node.level == 1 or module_of(node).startswith(f"{package}."))
            and node.names[0].name != "*"
        ]
        for node in found:
            if _is_module(module_of(node), module):
                edits = merge(file, node, names)
                if edits is not None:
                    return edits
        if found and (not siblings or found[-1].lineno > siblings[-1].lineno):
            siblings = found
    if not siblings:
        return import_edits(file, [Import(module, name) for name in names])
    return [_beside_siblings(file, siblings, module, names, by_hand)]


def _beside_siblings(
    file: PythonFile,
    siblings: Sequence[ast.ImportFrom],
    module: str,
    names: Sequence[str],
    by_hand: str,
) -> Edit:
    package, _, last = module.rpartition(".")
    own = [module_of(node).removeprefix(package).lstrip(".") for node in siblings]
    position = sorted_position(own, last) if len(own) > 1 else len(own)
    neighbour = siblings[max(position - 1, 0)]
    start = file.starts[neighbour.lineno - 1]
    indent = file.text[start : file.start(neighbour)]
    if indent.strip():
        raise TaskgenError(
            Problem("The import is on a line with other code.", by_hand, file.place(neighbour))
        )
    form = f".{last}" if neighbour.level else module
    lines = file.with_newlines(import_lines(form, sorted(names, key=name_order), indent))
    if position:
        at = file.line_end(neighbour.end_lineno or 0)
        return Edit(at, at, file.newline + lines)
    at = file.starts[file.with_comments(neighbour.lineno, indent) - 1]
    return Edit(at, at, lines + file.newline)


def _unlisted(
    file: PythonFile, names: Iterable[str], by_hand: str
) -> tuple[list[str], ast.List | ast.Tuple | None]:
    """The names that are not in `__all__`, and the literal to put them in; None without one."""
    stores = [
        node
        for node in statements(file.tree.body)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        and any(
            isinstance(target, ast.Name) and target.id == "__all__"
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        )
    ]
    if not stores:
        return [], None
    literals = [(node, value) for node in stores if (value := _literal_names(node)) is not None]
    assigned = [pair for pair in literals if not isinstance(pair[0], ast.AugAssign)]
    usable = assigned[-1:] or literals[-1:]
    overwritten = usable and any(
        node.lineno > usable[0][0].lineno and not isinstance(node, ast.AugAssign) for node in stores
    )
    if not usable or overwritten or not any(node is usable[0][0] for node in file.tree.body):
        raise TaskgenError(
            Problem("`__all__` is computed, and not extended.", by_hand, file.place(stores[-1]))
        )
    listed = {name for _, value in literals for name in _strings(value)}
    return [name for name in dict.fromkeys(names) if name not in listed], usable[0][1]


def _literal_names(node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> ast.List | ast.Tuple | None:
    value = node.value
    if not isinstance(value, ast.List | ast.Tuple):
        return None
    return value if len(_strings(value)) == len(value.elts) else None


def _strings(value: ast.List | ast.Tuple) -> list[str]:
    return [
        node.value
        for node in value.elts
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _sequence_edits(
    file: PythonFile, node: ast.List | ast.Tuple, names: Sequence[str]
) -> list[Edit]:
    """The edits that add strings to a list or tuple, in its own layout."""
    existing = _strings(node)
    quote = file.source(node.elts[0])[0] if node.elts else '"'
    quote = quote if quote in "'\"" else '"'
    lines = [element.lineno for element in node.elts]
    if node.lineno == node.end_lineno:
        return [_rebuilt(file, node, existing, [f"{quote}{name}{quote}" for name in names])]
    end = node.end_lineno or 0
    if lines and len(set(lines)) == len(lines) and node.lineno < lines[0] and lines[-1] < end:
        pairs = list(zip(existing, node.elts, strict=True))
        return insert_lines(file, pairs, [(name, f"{quote}{name}{quote}") for name in names])
    if not lines:
        inner = ", ".join(f"{quote}{name}{quote}" for name in sorted(names))
        at = file.start(node) + 1
        return [Edit(at, at, f"{inner},")]
    edits = []
    for name in sorted(names):
        position = sorted_position(existing, name)
        if position:
            at = file.end(node.elts[position - 1])
            edits.append(Edit(at, at, f", {quote}{name}{quote}"))
        else:
            at = file.start(node.elts[0])
            edits.append(Edit(at, at, f"{quote}{name}{quote}, "))
    return edits


def _rebuilt(
    file: PythonFile, node: ast.List | ast.Tuple, existing: Sequence[str], added: Sequence[str]
) -> Edit:
    """A list on one line with the strings added; exploded where the line gets too long."""
    order, shown = list(existing), [file.source(element) for element in node.elts]
    for text in added:
        position = sorted_position(order, text[1:-1])
        order.insert(position, text[1:-1])
        shown.insert(position, text)
    start, end = file.start(node), file.end(node)
    brackets = file.text[start] + file.text[end - 1]
    if brackets not in ("[]", "()"):
        return Edit(start, end, ", ".join(shown))
    head = file.text[file.starts[node.lineno - 1] : start]
    return Edit(start, end, file.with_newlines(bracketed(head, shown, brackets)[len(head) :]))


def _verify(
    file: PythonFile,
    text: str,
    module: str,
    missing: Sequence[str],
    unlisted: Sequence[str],
    by_hand: str,
) -> None:
    """Refuse a result that exports anything else than what was meant, or changes anything else."""
    unsafe = Problem("This package can't be extended safely.", by_hand, Place(file.path))
    new = reread(file, text)
    if new is None:
        raise TaskgenError(unsafe)
    bound = bindings(new.tree)
    imported = all(
        [_is_module(binding.module, module) for binding in bound.get(name, [])] == [True]
        for name in missing
    )
    remove = _Without(module, set(missing), set(unlisted))
    before, after = (ast.dump(remove.visit(tree)) for tree in (file.tree, new.tree))
    if before != after or not imported or remove.listed != len(unlisted):
        raise TaskgenError(unsafe)


class _Without(ast.NodeTransformer):
    """Takes what was added out of a tree again."""

    def __init__(self, module: str, missing: set[str], unlisted: set[str]):
        self.module, self.missing, self.unlisted = module, missing, unlisted
        self.listed = 0

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        if not _is_module(module_of(node), self.module):
            return node
        names = [alias for alias in node.names if alias.asname or alias.name not in self.missing]
        return ast.ImportFrom(node.module, names, node.level) if names else None

    def _literal(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> ast.AST:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        value = _literal_names(node)
        if isinstance(target, ast.Name) and target.id == "__all__" and value is not None:
            kept = [name for name in _strings(value) if name not in self.unlisted]
            self.listed += len(value.elts) - len(kept)
            value.elts = [ast.Constant(name) for name in kept]
        return node

    visit_Assign = visit_AnnAssign = visit_AugAssign = _literal  # noqa: N815
