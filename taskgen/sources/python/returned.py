"""What `run` returns of what a call hands back: data that another task can be given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taskgen import expressions as ex
from taskgen.model.sdk import RESULT
from taskgen.model.task import Result
from taskgen.sources.python.facts import CallFacts, Flow
from taskgen.sources.python.wording import of_list, result_doc
from taskgen.text import Code, Prose, identifier

_HANDED_OUT = re.compile(r"\ban? (generator|iterator)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Returned:
    """What `run` returns; the expression is None where that is nothing."""

    expression: ex.Expression | None
    result: Result
    note: str = ""
    """What the author should know of it."""


def returned_by(facts: CallFacts) -> Returned:
    """What `run` returns of what the call hands back."""
    shown = facts.shown
    returned = facts.returns
    said = facts.documentation.returns
    if returned.nothing and returned.flow is Flow.VALUE:
        return Returned(None, Result(None, Code("Any"), Prose("")))
    result: ex.Expression = ex.Name(RESULT)
    item = identifier("item")
    if returned.flow is not Flow.VALUE:
        is_async = returned.flow is Flow.ASYNC_ITERATOR
        if returned.pages:
            result = _converted(result, returned.pages)
        each: ex.Expression = ex.Name(item)
        if returned.convert:
            each = _converted(each, returned.convert)
        if returned.convert or is_async:
            result = ex.Each(each, item, result, is_async=is_async)
        else:
            result = ex.Call(ex.Name(identifier("list")), (ex.Argument(result),))
        inner = returned.type.code if returned.type.known else "Any"
        code = Code(f"List[{inner}]" if inner in ("dict", "str", "int", "bytes") else "list")
        said = of_list(said, returned) or result_doc(shown, returned, plural=True)
        return Returned(result, Result((), code, said))
    code = returned.type.code if returned.type.plain else Code("Any")
    if returned.type.optional:
        code = Code("Any")
    note = ""
    if returned.convert:
        plain = _converted(result, returned.convert)
        maybe = ex.Choice(ex.Operation("is", (result, ex.Literal(None))), result, plain)
        result = maybe if returned.type.optional else plain
        said = result_doc(shown, returned)
    elif handed := _HANDED_OUT.search(said):
        note = (
            f"What `{shown}` returns has {handed[0]} in it, which can't be pickled. Say in a spec "
            "what `run` returns of it."
        )
    elif returned.class_name:
        note = (
            f"`{shown}` returns an object of `{returned.class_name}`. If it can't be pickled, say "
            "in a spec what `run` returns of it."
        )
    return Returned(result, Result((), code, said or result_doc(shown, returned)), note)


def _converted(value: ex.Expression, convert: str) -> ex.Expression:
    name = identifier(convert.strip(".()"))
    attribute = ex.Attribute(value, name)
    return ex.Call(attribute) if convert.endswith("()") else attribute
