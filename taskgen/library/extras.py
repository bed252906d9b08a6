"""The extras in a `setup.py`: what has to be installed for a package's tasks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from taskgen.library.lists import bracketed, insert_lines
from taskgen.library.splice import Edit, PythonFile, apply, parse, reread, sorted_position
from taskgen.problems import Place, Problem, TaskgenError
from taskgen.text import literal

_PROJECT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def add_extra(source: str, path: str, extra: str, requirement: str) -> str | None:
    """The `setup.py` with one more extra, such as `"aws": ["boto3 >= 1.9"]`.

    It goes in order where the extras are in order, else to the end; an extra that is there gets
    the requirement. None where there is nothing to add: an extra has that project, or is no list
    of requirements, or there is no dict of extras to add it to.

    Raises:
        TaskgenError: the file does not parse, or would not read as what was meant.
    """
    file = parse(source, path)
    extras = _extras(file.tree)
    if extras is None or _has(extras, requirement):
        return None
    there = [value for name, _, value in _items(extras) if name == extra]
    if there:
        edits = list(_more(file, there[0], requirement))
        if not edits:
            return None
    else:
        item = f"{literal(extra)}: [{literal(requirement)}]"
        edits = _edits(file, extras, extra, item)
    text = apply(source, edits)
    _verify(file, extras, text, extra, requirement)
    return text


def _extras(tree: ast.Module) -> ast.Dict | None:
    """The dict that `setup` takes as `extras_require`, itself or by its name."""
    named = {
        target.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in _targets(statement)
        if isinstance(target, ast.Name) and isinstance(statement.value, ast.Dict)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("setup", "setuptools.setup"):
            for keyword in node.keywords:
                if keyword.arg != "extras_require":
                    continue
                value = keyword.value
                if isinstance(value, ast.Name):
                    return named.get(value.id)
                return value if isinstance(value, ast.Dict) else None
    return None


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return statement.targets if isinstance(statement, ast.Assign) else [statement.target]


def _items(extras: ast.Dict) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """The extras whose name is written out: name, its node, what it needs."""
    for key, value in zip(extras.keys, extras.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, key, value


def _has(extras: ast.Dict, requirement: str) -> bool:
    wanted = _project(requirement)
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _project(node.value) == wanted
        for _, _, value in _items(extras)
        for node in ast.walk(value)
    )


def _project(requirement: str) -> str:
    found = _PROJECT.match(requirement)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""


def _more(file: PythonFile, extra: ast.expr, requirement: str) -> Iterator[Edit]:
    """The edits that add a requirement to an extra; none where it is no list of them."""
    items = extra.elts if isinstance(extra, ast.List) else []
    named = [
        (item.value, item)
        for item in items
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    ]
    if not named or len(named) < len(items):
        return
    lines = {item.lineno for item in items}
    text = literal(requirement)
    if len(lines) == len(items) and extra.lineno < items[0].lineno:
        yield from insert_lines(file, named, [(requirement, text)])
        return
    position = sorted_position([value for value, _ in named], requirement)
    line = file.line(extra.lineno)
    head = line[: file.start(extra) - file.starts[extra.lineno - 1]]
    alone = extra.lineno == extra.end_lineno and line.removeprefix(head).rstrip(",") == (
        file.source(extra)
    )
    if alone:
        shown = [file.source(item) for item in items]
        shown.insert(position, text)
        whole = file.with_newlines(bracketed(head, shown, "[]"))
        yield Edit(file.start(extra), file.end(extra), whole[len(head) :])
    elif position:
        at = file.end(items[position - 1])
        yield Edit(at, at, f", {text}")
    else:
        at = file.start(items[0])
        yield Edit(at, at, f"{text}, ")


def _edits(file: PythonFile, extras: ast.Dict, name: str, item: str) -> list[Edit]:
    """The edits that add an item to the dict in its own layout."""
    items = list(_items(extras))
    values = extras.values
    keys = [key for key in extras.keys if key is not None]
    plain = len(items) == len(values)
    if not values:
        at = file.start(extras) + 1
        return [Edit(at, at, item)]
    if not plain:
        # With `**others` in it there is no order to keep.
        at = file.end(values[-1])
        return [Edit(at, at, f", {item}")]
    names = [name for name, _, _ in items]
    position = sorted_position(names, name)
    firsts = [key.lineno for key in keys]
    one_a_line = (
        len(set(firsts)) == len(firsts)
        and extras.lineno < firsts[0]
        and (values[-1].end_lineno or 0) < (extras.end_lineno or 0)
    )
    if one_a_line:
        if position == 0:
            at = file.starts[keys[0].lineno - 1]
            indent = " " * keys[0].col_offset
            return [Edit(at, at, f"{indent}{item},{file.newline}")]
        return insert_lines(file, list(zip(names, values, strict=True)), [(name, item)])
    if extras.lineno == extras.end_lineno:
        shown = [
            f"{file.source(key)}: {file.source(value)}"
            for key, value in zip(keys, values, strict=True)
        ]
        shown.insert(position, item)
        start = file.start(extras)
        head = file.text[file.starts[extras.lineno - 1] : start]
        whole = file.with_newlines(bracketed(head, shown, "{}"))
        return [Edit(start, file.end(extras), whole[len(head) :])]
    if position == 0:
        at = file.start(keys[0])
        return [Edit(at, at, f"{item}, ")]
    at = file.end(values[position - 1])
    return [Edit(at, at, f", {item}")]


def _verify(file: PythonFile, extras: ast.Dict, text: str, extra: str, requirement: str) -> None:
    """Refuse a result in which anything but the new requirement is not as it was."""
    new = reread(file, text)
    found = _extras(new.tree) if new else None
    known = [name for name, _, _ in _items(extras)]
    if new and found:
        for index, key in enumerate(found.keys):
            value = found.values[index]
            if not (isinstance(key, ast.Constant) and key.value == extra):
                continue
            if not isinstance(value, ast.List) or _without(value, requirement) != 1:
                break
            if extra not in known:
                del found.keys[index], found.values[index]
            if ast.dump(new.tree) == ast.dump(file.tree):
                return
            break
    raise TaskgenError(
        Problem(
            "The extras can't be extended safely.",
            f"Add by hand:\n    {literal(extra)}: [{literal(requirement)}],",
            Place(file.path, extras.lineno),
        )
    )


def _without(listed: ast.List, requirement: str) -> int:
    """How often the requirement was in the list, from which it is taken."""
    kept = [
        item
        for item in listed.elts
        if not (isinstance(item, ast.Constant) and item.value == requirement)
    ]
    times = len(listed.elts) - len(kept)
    listed.elts = kept
    return times
