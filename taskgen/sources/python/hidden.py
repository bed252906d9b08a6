"""Arguments that a signature hides in `**kwargs`: found in types, docs and the source."""

from __future__ import annotations

import ast
import inspect
import re
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from taskgen.sources.python import evaluated, hints
from taskgen.sources.python.docstrings import Documented
from taskgen.sources.python.documented_types import documented_type
from taskgen.sources.python.evaluated import Names, Unresolved
from taskgen.sources.python.facts import Kind, Origin, ParameterFacts
from taskgen.sources.python.markup import is_deprecated, sentences
from taskgen.sources.python.resolve import callee_of, names_of
from taskgen.sources.python.signature import innermost, signature_of
from taskgen.sources.python.source import (
    FunctionNode,
    class_node,
    class_node_named,
    field_docs,
    function_node,
    module_of,
    own_statements,
    typing_imports,
)
from taskgen.text import Prose

DOC_BUDGET = 320
"""Characters of a parameter's documentation that are kept."""

_DEPTH = 8
"""Classes that a `TypedDict` may extend one after the other."""
_DICTS = frozenset({"opts", "options"})
"""Parameters that are a dict of documented options, where the docs have no word on them."""


def of_typed_dict(annotation: object, names: Names) -> list[ParameterFacts]:
    """The members of the TypedDict that is unpacked: `**params: Unpack[CustomerCreateParams]`."""
    hint = evaluated.resolve(annotation, names)
    text = annotation if isinstance(annotation, str) else ""
    name = getattr(typing.get_origin(hint), "_name", "") or getattr(
        typing.get_origin(hint), "__name__", ""
    )
    if name == "Unpack" or repr(typing.get_origin(hint)).endswith("Unpack"):
        hint = evaluated.resolve(typing.get_args(hint)[0], names)
    elif not isinstance(hint, Unresolved):
        return []
    if isinstance(hint, type) and hasattr(hint, "__total__"):
        return list(_members(hint))
    if isinstance(hint, Unresolved):
        return _members_in_source(hint.name if hint.name != text else text, names.module)
    return []


def members_of(hint: object, names: Names) -> list[ParameterFacts]:
    """The members of a TypedDict, also of one that may be None."""
    found = (evaluated.resolve(each, names) for each in evaluated.alternatives(hint) or (hint,))
    known = [each for each in found if isinstance(each, type) and hasattr(each, "__total__")]
    return list(_members(known[0])) if len(known) == 1 else []


def of_docs(
    documented: Documented, known: Iterable[ParameterFacts], is_open: bool
) -> list[ParameterFacts]:
    """Documented parameters that the signature has not, where there is room for them."""
    listed = list(known)
    named = {parameter.name for parameter in listed}
    more = [each for each in documented.parameters.values() if each.name not in named]
    inside = next(
        (p.name for p in listed if p.name in _DICTS and p.name not in documented.parameters), ""
    )
    if not (is_open or inside):
        return []
    return [
        ParameterFacts(
            name=each.name,
            kind=Kind.KEYWORD,
            required=each.required,
            type=documented_type(each.type),
            doc=doc_of(each.text),
            origin=Origin.DOCSTRING,
            inside=inside,
            deprecated=is_deprecated(each.text),
        )
        for each in more
        if each.name not in ("args", "kwargs", "self")
    ]


def of_source(
    function: Any, cls: type | None, depth: int = _DEPTH
) -> tuple[list[ParameterFacts], bool]:
    """The keys that the function takes out of its `**kwargs`, or what it passes them on to.

    Returns:
        The parameters, and whether there may be others.
    """
    inner = innermost(function)
    node = function_node(inner)
    if node is None or node.args.kwarg is None or not depth:
        return [], True
    taken = [
        ParameterFacts(name, Kind.KEYWORD, required, origin=Origin.SOURCE)
        for name, required in dict.fromkeys(_taken(node, node.args.kwarg.arg))
    ]
    if node.name != "__init__":
        return (taken, True) if taken else _passed_on(node, inner, cls, 0)
    # A constructor hands on to that of its base class what it does not take itself.
    passed_on, is_open = _passed_on(node, inner, cls, depth)
    known = {each.name for each in passed_on}
    return [*passed_on, *(each for each in taken if each.name not in known)], is_open


def doc_of(text: str) -> Prose:
    """The documentation of a parameter, as sentences; nothing where it only repeats a type."""
    plain = text.strip().rstrip(".")
    if plain and len(plain.split()) < 9:
        said = documented_type(plain)
        if said.known and (said.plain or re.search(r"[`:]", plain)):
            return Prose("")
    return Prose(" ".join(sentences(text, DOC_BUDGET)))


def _members(cls: type) -> Iterator[ParameterFacts]:
    required: frozenset[str] = getattr(cls, "__required_keys__", frozenset())
    docs: dict[str, str] = {}
    owners: dict[str, type] = {}
    for base in reversed(list(_with_bases(cls))):
        docs.update(field_docs(class_node(base)))
        owners.update(dict.fromkeys(inspect.get_annotations(base), base))
    for name, annotation in inspect.get_annotations(cls).items():
        names = Names(module_of(owners.get(name, cls)))
        hint = evaluated.resolve(annotation, names)
        wrapper = getattr(typing.get_origin(hint), "_name", "") or str(typing.get_origin(hint))
        said = wrapper.rpartition(".")[2]
        text = docs.get(name, "")
        yield ParameterFacts(
            name,
            Kind.KEYWORD,
            required={"Required": True, "NotRequired": False}.get(said, name in required),
            type=hints.type_facts(hint, names),
            doc=doc_of(text),
            origin=Origin.TYPED_DICT,
            deprecated=is_deprecated(text),
        )


def _with_bases(cls: type) -> Iterator[type]:
    """The TypedDict and those that it extends; at run time it is a plain dict."""
    yield cls
    for base in getattr(cls, "__orig_bases__", ()):
        if isinstance(base, type) and hasattr(base, "__total__"):
            yield from _with_bases(base)


def _members_in_source(name: str, module: str, depth: int = _DEPTH) -> list[ParameterFacts]:
    """The fields of a TypedDict whose module can't be imported, or has it for type checkers."""
    path, _, last = name.rpartition(".")
    source, inner = typing_imports(module).get(name.partition(".")[0], (path or module, last))
    node = class_node_named(source, inner or last)
    if node is None or not depth:
        return []
    total = not any(
        keyword.arg == "total"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in node.keywords
    )
    names = Names(source)
    docs = field_docs(node)
    found: list[ParameterFacts] = []
    for base in node.bases:
        hint = evaluated.resolve(ast.unparse(base), names)
        if isinstance(hint, Unresolved):
            found += _members_in_source(hint.name, source, depth - 1)
        else:
            found += members_of(hint, names)
    for statement in node.body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        written = ast.unparse(statement.annotation)
        optional = re.match(r"(\w+\.)*NotRequired\[", written)
        required = re.match(r"(\w+\.)*Required\[", written)
        field = statement.target.id
        found.append(
            ParameterFacts(
                field,
                Kind.KEYWORD,
                required=bool(required) or (total and not optional),
                type=hints.type_facts(written, names),
                doc=doc_of(docs.get(field, "")),
                origin=Origin.TYPED_DICT,
            )
        )
    return found


def _taken(node: FunctionNode, kwargs: str) -> Iterator[tuple[str, bool]]:
    """The keys that the source takes: name, and whether it fails without."""
    for statement in own_statements(node):
        if isinstance(statement, ast.Call):
            yield from ((name, False) for name in _keys_of_call(statement, kwargs))
        elif isinstance(statement, ast.Compare):
            left, right = statement.left, statement.comparators[0]
            if _is_name(right, kwargs) and isinstance(statement.ops[0], (ast.In, ast.NotIn)):
                yield from ((name, False) for name in _texts([left]))


def _keys_of_call(call: ast.Call, kwargs: str) -> list[str]:
    function = call.func
    if isinstance(function, ast.Attribute) and _is_name(function.value, kwargs):
        if function.attr in ("get", "pop", "setdefault"):
            return _texts(call.args[:1])
        return []
    # `pick(kwargs, "parent", "properties")`.
    if any(_is_name(argument, kwargs) for argument in call.args):
        return _texts(call.args)
    return []


def _texts(nodes: Iterable[ast.expr]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.isidentifier()
    ]


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _passed_on(
    node: FunctionNode, function: Any, cls: type | None, depth: int
) -> tuple[list[ParameterFacts], bool]:
    """The parameters of what the function hands all of its keyword arguments to."""
    assert node.args.kwarg
    for call in own_statements(node):
        if not isinstance(call, ast.Call) or not any(
            keyword.arg is None and _is_name(keyword.value, node.args.kwarg.arg)
            for keyword in call.keywords
        ):
            continue
        callee, bound = callee_of(call, function, node, cls)
        shown = signature_of(callee, bound) if callee is not None else None
        if shown is None:
            continue
        further: list[ParameterFacts] = []
        is_open = shown.keywords is not None
        if is_open and depth:
            further, is_open = of_source(callee, cls, depth - 1)
        if not shown.parameters and not further:
            continue
        own = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        given = {keyword.arg for keyword in call.keywords}
        positions = sum(not isinstance(argument, ast.Starred) for argument in call.args)
        names = names_of(innermost(callee))
        taken = [
            ParameterFacts(
                each.name,
                Kind.KEYWORD,
                each.required,
                hints.type_facts(each.annotation, names),
                origin=Origin.SOURCE,
            )
            for each in shown.parameters[positions:]
            if each.kind is not Kind.POSITIONAL
        ]
        found = {each.name: each for each in (*further, *taken)}
        return [each for each in found.values() if each.name not in own | given], is_open
    return [], True
