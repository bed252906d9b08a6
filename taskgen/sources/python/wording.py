"""What the docstrings of a task say of its call, its kwargs and its result."""

from __future__ import annotations

import re

from taskgen.naming import words
from taskgen.sources.python.facts import ParameterFacts, ReturnFacts, Unset
from taskgen.sources.python.results import ITERATOR
from taskgen.sources.summaries import says_more, summaries
from taskgen.text import Prose, literal, one_of, prose

_ITERATOR_OF = re.compile(
    rf"{ITERATOR.pattern}s?\b(?: object)? (?:of|over) (?:all )?", re.IGNORECASE
)

_MOST_VALUES = 10
"""Values that a docstring item lists; of longer lists the SDK's documentation has all."""

_ABBREVIATIONS = frozenset(
    "acl api arn aws cpu csv db dns gb html http https id ids ip json jwt kms mb sas sms sql ssh "
    "ssl tls ttl uri url uuid vpc xml yaml".split()
)


def summaries_of(sentence: Prose, shown: str, title: str, method: str) -> tuple[Prose, Prose]:
    """How the docstrings begin."""
    verb = words(method)[0].lower() if words(method) else ""
    summary, run_summary = summaries(sentence, shown, title, {verb, "make", "insert"})
    if says_more(sentence or "x", summary):
        return prose(f"Task that calls `{shown}` of {title}."), prose(
            f"Calls `{shown}` of {title}."
        )
    return summary, run_summary


def kwarg_doc(parameter: ParameterFacts) -> Prose:
    """What is said of a kwarg: the parameter's docs, its values and its default."""
    text: str = parameter.doc or _said_by_its_name(parameter)
    objects = parameter.type.objects
    if not parameter.type.plain and objects and not any(name in text for name in objects):
        text += f" An object of {one_of(f'`{name}`' for name in objects)}."
    values = parameter.type.values
    if values and len(values) <= _MOST_VALUES and not all(str(v) in text for v in values):
        shown = one_of(f"`{value}`" for value in values)
        text += f" One of {shown}." if len(values) > 1 else f" The only value is {shown}."
    default = parameter.default
    if "default" not in text.lower() and _is_worth_saying(default):
        assert not isinstance(default, Unset)
        shown = default if isinstance(default, str) else literal(default)
        text += f" The SDK's default is `{shown}`."
    return prose(text)


def _said_by_its_name(parameter: ParameterFacts) -> str:
    if parameter.type.code != "bool":
        return f"The {spoken(parameter.name)}."
    verb, _, rest = parameter.name.partition("_")
    if verb in ("is", "has") and rest:
        return f"Whether it {verb} {spoken(rest)}."
    return f"The `{parameter.name}` flag."


def spoken(name: str) -> str:
    """The words of a name as they stand in a sentence: `API key`."""
    lower = [word.lower() for word in words(name)]
    return " ".join(word.upper() if word in _ABBREVIATIONS else word for word in lower) or name


def _is_worth_saying(default: object) -> bool:
    if isinstance(default, str):
        return bool(default.strip())
    return isinstance(default, (int, float)) and default is not False


def of_list(said: Prose, returned: ReturnFacts) -> Prose:
    """What is said of a result that is handed out item by item, of the list of all its items."""
    found = _ITERATOR_OF.match(said)
    if found and not returned.convert:
        return Prose(f"A list of {said[found.end() :]}")
    # Of an object, the docs tell what it is, and not what is in it.
    no_list = found or returned.class_name or ITERATOR.match(said)
    return Prose("") if no_list else said


def result_doc(shown: str, returned: ReturnFacts, plural: bool = False) -> Prose:
    """What is said of what a call returns, where its docs say nothing."""
    if plural:
        what = f"as {_as(returned)}" if returned.convert else "in a list"
        return prose(f"All that `{shown}` hands out, {what}.")
    if returned.convert and returned.class_name:
        article = "an" if returned.class_name[0] in "AEIO" else "a"
        return prose(f"What `{shown}` returns, {article} `{returned.class_name}`, as plain data.")
    return prose(f"What `{shown}` returns.")


def _as(returned: ReturnFacts) -> str:
    return "dicts" if returned.type.code == "dict" else "plain data"
