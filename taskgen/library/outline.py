"""`docs/outline.toml`, which says which classes Prefect's docs show, and on which page.

Text is spliced in at the places of values, since the file is somebody's, with layouts of its own;
the result is read again and compared with what was meant.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from taskgen.conventions import LINE_LENGTH
from taskgen.library.splice import BOM, Edit, apply, newline_of, sorted_position
from taskgen.problems import Place, Problem, TaskgenError, sentence
from taskgen.tomlfiles.document import Document, read_document, shown
from taskgen.tomlfiles.places import Key, Span, loads
from taskgen.tomlfiles.write import header, string

NEW_OUTLINE = 'extension = ".md"\n\n[pages]\n'
"""What the outline of a new library begins with."""


def add_classes(
    text: str, path: str, key: str, title: str, module: str, names: Sequence[str]
) -> str:
    """The outline with the classes on the page of their package.

    The page is the one under `pages.tasks` that documents the module, or else `key`; where there
    is none, a new one with that title comes last. Classes that it has already are left as they
    are.

    Raises:
        TaskgenError: the outline does not parse, the page documents another module, or its
            classes are of a form that can't be extended.
    """
    if text.startswith(BOM):
        return BOM + add_classes(text[len(BOM) :], path, key, title, module, names)
    document = read_document(text.encode(), path)
    by_hand = _by_hand(key, title, module, names)
    tables = _pages(document.data, key, module)
    found = key if key in tables else next(iter(tables), None)
    if found is None:
        result = _append_page(text, key, title, module, names)
        meant = {"title": title, "module": module, "classes": sorted(names)}
        _verify(document, text, result, key, meant, by_hand)
        return result
    keys = ("pages", "tasks", found)
    table = tables[found]
    other = table.get("module", module)
    if other != module:
        raise TaskgenError(
            Problem(
                f"The page `{shown(found)}` documents `{shown(str(other))}`, not `{module}`.",
                "Give the package another name in a spec, or add the classes by hand.",
                document.value_place((*keys, "module")),
            )
        )
    classes = table.get("classes", [])
    if not isinstance(classes, list) or not all(isinstance(name, str) for name in classes):
        raise TaskgenError(
            Problem(
                f"The classes of the page `{shown(found)}` are not a list of names.",
                by_hand,
                document.value_place((*keys, "classes")),
            )
        )
    there = {name for page in tables.values() for name in _names(page.get("classes"))}
    added = sorted(name for name in set(names) if name not in there)
    if not added:
        return text
    values = document.spans.values
    if "classes" in table:
        edits = _array_edits(text, values, (*keys, "classes"), classes, added)
    else:
        edits = [_new_array(text, values, keys, added)]
    result = apply(text, edits)
    meant = {**table, "classes": sorted([*classes, *added])}
    _verify(document, text, result, found, meant, by_hand)
    return result


def _pages(data: dict[str, Any], key: str, module: str) -> dict[str, dict[str, Any]]:
    """The tables of the pages that document a module, or else the one of that key."""
    pages = data.get("pages")
    tasks = pages.get("tasks") if isinstance(pages, dict) else None
    if not isinstance(tasks, dict):
        return {}
    tables = {name: table for name, table in tasks.items() if isinstance(table, dict)}
    of_module = {name: table for name, table in tables.items() if table.get("module") == module}
    return of_module or {name: table for name, table in tables.items() if name == key}


def _names(classes: object) -> list[str]:
    """The classes on a page: a list of them, or a table that has the methods of each."""
    return (
        [name for name in classes if isinstance(name, str)]
        if isinstance(classes, list | dict)
        else []
    )


def _by_hand(key: str, title: str, module: str, names: Sequence[str]) -> str:
    lines = _page(key, title, module, names).rstrip("\n").replace("\n", "\n    ")
    return f"Add by hand what is missing of:\n    {lines}"


def _page(key: str, title: str, module: str, names: Sequence[str]) -> str:
    return (
        f"{header('pages', 'tasks', key)}\n"
        f"title = {string(title)}\n"
        f"module = {string(module)}\n"
        f"classes = {_array(sorted(names))}\n"
    )


def _array(names: Sequence[str]) -> str:
    quoted = list(map(string, names))
    line = f"[{', '.join(quoted)}]"
    if len("classes = ") + len(line) <= LINE_LENGTH:
        return line
    return "[\n" + "".join(f"    {name},\n" for name in quoted) + "]"


def _append_page(text: str, key: str, title: str, module: str, names: Sequence[str]) -> str:
    newline = newline_of(text)
    lines = text.replace("\r\n", "\n")
    space = "" if not lines or lines.endswith("\n\n") else "\n" if lines.endswith("\n") else "\n\n"
    return text + (space + _page(key, title, module, names)).replace("\n", newline)


def _new_array(text: str, values: dict[Key, Span], keys: Key, names: Sequence[str]) -> Edit:
    """A `classes` line in a page without one, after its module."""
    own = {path: span for path, span in values.items() if path[: len(keys)] == keys}
    after = own.get((*keys, "module")) or max(own.values(), key=lambda span: span.end)
    at = _line_end(text, after.end)
    newline = newline_of(text)
    return Edit(at, at, f"{newline}classes = {_array(names)}".replace("\n", newline[-1:]))


def _array_edits(
    text: str,
    values: dict[Key, Span],
    path: Key,
    existing: Sequence[str],
    names: Sequence[str],
) -> list[Edit]:
    """The edits that add names to an array in its own layout."""
    array = values[path]
    paths = [(*path, str(index)) for index in range(len(existing))]
    items = [values[item] for item in paths]
    quote = text[items[0].start] if items else '"'
    quoted = [f"{quote}{name}{quote}" for name in names]
    if not items:
        return [Edit(array.start + 1, array.start + 1, ", ".join(quoted))]
    starts = [text.rfind("\n", 0, item.start) for item in items]
    one_a_line = (
        len(set(starts)) == len(items)
        and starts[0] > array.start
        and "\n" in text[items[-1].end : array.end]
    )
    gap = text[items[0].end : items[1].start] if len(items) > 1 else ", "
    gap = gap if gap.strip(" \t") == "," else ", "
    by_position: dict[int, list[str]] = {}
    for name, item in zip(names, quoted, strict=True):
        by_position.setdefault(sorted_position(existing, name), []).append(item)
    edits = []
    for position, group in by_position.items():
        if one_a_line:
            edits += _line_edits(text, array, items, position, group)
        elif position:
            at = items[position - 1].end
            edits.append(Edit(at, at, "".join(gap + item for item in group)))
        else:
            at = items[0].start
            edits.append(Edit(at, at, "".join(item + gap for item in group)))
    return edits


def _line_edits(
    text: str, array: Span, items: Sequence[Span], position: int, added: Sequence[str]
) -> list[Edit]:
    """The edits that add lines to an array that has one item a line, its last comma as it was."""
    neighbour = items[max(position - 1, 0)]
    line = text.rfind("\n", 0, neighbour.start) + 1
    indent = text[line : neighbour.start]
    newline = newline_of(text)
    if position == 0:
        return [Edit(line, line, "".join(f"{indent}{item},{newline}" for item in added))]
    rest = text[neighbour.end : array.end]
    has_comma = rest.lstrip(" \t").startswith(",")
    lines = "".join(f"{newline}{indent}{item}," for item in added)
    at = _line_end(text, neighbour.end)
    if has_comma:
        return [Edit(at, at, lines)]
    return [Edit(neighbour.end, neighbour.end, ","), Edit(at, at, lines[:-1])]


def _line_end(text: str, at: int) -> int:
    """Where the line that a position is in ends, before its line ending."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _verify(
    document: Document, text: str, result: str, key: str, page: dict[str, Any], by_hand: str
) -> None:
    """Refuse a result that is not the document with that page, or that the docs can't be built of.

    Prefect's docs build reads the outline with `toml`, which does not know all of TOML.
    """
    path = document.source.path
    meant = copy.deepcopy(document.data)
    try:
        meant.setdefault("pages", {}).setdefault("tasks", {})[key] = page
        read = loads(result)
        read["pages"]["tasks"][key]["classes"].sort()
        shown_page = _read_for_docs(result, path)["pages"]["tasks"][key]
        shown_page["classes"].sort()
    except (TaskgenError, ValueError, KeyError, TypeError, AttributeError):
        _read_for_docs(text, path)
        read = shown_page = {}
    if read != meant or shown_page != page:
        raise TaskgenError(Problem("This outline can't be extended safely.", by_hand, Place(path)))


def _read_for_docs(text: str, path: str) -> dict[str, Any]:
    import toml

    try:
        return toml.loads(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        reason = getattr(error, "msg", "") or "its form is not known to the `toml` package"
        raise TaskgenError(
            Problem(
                f"Prefect's docs build can't read this: {sentence(reason)}",
                "Repair the file first.",
                Place(path, getattr(error, "lineno", 0), getattr(error, "colno", 0)),
            )
        ) from None
