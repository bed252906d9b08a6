"""What classes, modules and kwargs are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from taskgen.conventions import is_reserved
from taskgen.naming import singular, words
from taskgen.sources.botocore.customizations import CLASS_PREFIXES, MODULE_NAMES
from taskgen.sources.botocore.service import Operation, Service, member_name
from taskgen.text import Identifier, identifier

LOCALS = frozenset({"client", "request", "response", "pages", "waiter", "k", "v"})
"""Names that the body of `run` uses itself."""

_PREPOSITIONS = frozenset({"for", "from", "to", "in", "by", "with", "on", "of", "as", "and"})


def class_name(operation: Operation) -> Identifier:
    """The service and the operation in camel case: `LambdaInvoke`, `SQSSendMessage`."""
    prefix = class_prefix(operation.service)
    name = operation.name[0].upper() + operation.name[1:]
    return identifier(prefix + re.sub(r"\W", "", name))


def class_prefix(service: Service) -> str:
    """The service's id in camel case, or what this project calls it instead."""
    own = CLASS_PREFIXES.get(service.name)
    return own or "".join(map(_capitalized, re.split(r"[\W_]+", service.id)))


def _capitalized(word: str) -> str:
    # A short id in small letters is an abbreviation: `mq`, `fis`.
    return word.upper() if word.islower() and len(word) < 5 else word[:1].upper() + word[1:]


def module_name(service: Service) -> Identifier:
    """The name of the service's module in the `aws` package."""
    return identifier(MODULE_NAMES.get(service.name) or re.sub(r"\W", "_", service.name))


def kwarg_names(operation: Operation, members: Iterable[str]) -> dict[str, Identifier]:
    """The kwarg for each member of the request.

    A name that clashes with one of Task's, Python's or the module's own gets the operation's noun
    in front (`function_tags`), or an underscore behind where even that is taken.
    """
    plain = {member: member_name(member).strip("_").replace("-", "_") for member in members}
    taken = set(plain.values())
    names: dict[str, Identifier] = {}
    used: set[str] = set()
    for member, name in plain.items():
        chosen = name
        if _clashes(name) or name in used:
            chosen = f"{_noun(operation)}_{name}"
            if _clashes(chosen) or chosen in taken or chosen in used:
                chosen = f"{name}_"
                while chosen in taken or chosen in used:
                    chosen += "_"
        used.add(chosen)
        names[member] = identifier(chosen)
    return names


def _clashes(name: str) -> bool:
    return is_reserved(name) or name in LOCALS or not name or not name[0].isalpha()


def _noun(operation: Operation) -> str:
    """What the operation is about: `function` for `CreateFunction`, `invoke` for `Invoke`."""
    _, *rest = [word.lower() for word in words(operation.name)]
    for index, word in enumerate(rest):
        if word in _PREPOSITIONS and index:
            rest = rest[:index]
            break
    if not rest:
        return member_name(operation.name)
    rest[-1] = singular(rest[-1])
    return "_".join(rest)
