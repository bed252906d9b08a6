"""What classes, modules and kwargs are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count

from taskgen.conventions import is_reserved
from taskgen.naming import singular, words
from taskgen.sources.botocore.customizations import CLASS_PREFIXES, MODULE_NAMES
from taskgen.sources.botocore.service import Operation, Service, member_name
from taskgen.text import MAX_IDENTIFIER, Identifier, identifier, is_identifier

LOCALS = frozenset(
    {"client", "datetime", "get_boto_client", "request", "response", "pages", "k", "v"}
)
"""Names that the body of `run` uses itself."""

_NO_NAME = re.compile(r"[^A-Za-z0-9_]+")

_LONGEST = MAX_IDENTIFIER - 10
"""Characters of a name that leave room for what tells it from others."""

_PREPOSITIONS = frozenset({"for", "from", "to", "in", "by", "with", "on", "of", "as", "and"})


def class_name(operation: Operation) -> Identifier:
    """The service and the operation in camel case: `LambdaInvoke`, `SQSSendMessage`."""
    prefix = class_prefix(operation.service)
    name = operation.name[0].upper() + operation.name[1:]
    whole = re.sub(r"[^A-Za-z0-9_]", "", prefix + name)[:MAX_IDENTIFIER]
    return identifier(whole if whole[0].isalpha() else f"Service{whole}"[:MAX_IDENTIFIER])


def class_prefix(service: Service) -> str:
    """The service's id in camel case, or what this project calls it instead."""
    own = CLASS_PREFIXES.get(service.name)
    return own or "".join(map(_capitalized, re.split(r"[\W_]+", service.id)))


def _capitalized(word: str) -> str:
    # A short id in small letters is an abbreviation: `mq`, `fis`.
    return word.upper() if word.islower() and len(word) < 5 else word[:1].upper() + word[1:]


def module_name(service: Service) -> Identifier:
    """The name of the service's module in the `aws` package."""
    name = MODULE_NAMES.get(service.name) or re.sub(r"[^A-Za-z0-9_]", "_", service.name)
    if is_identifier(name):
        return identifier(name)
    return identifier(f"{name}_" if name[0].isalpha() else f"service_{name}"[:MAX_IDENTIFIER])


def kwarg_names(operation: Operation, members: Iterable[str]) -> dict[str, Identifier]:
    """The kwarg for each member of the request.

    A name that clashes with one of Task's, Python's or the module's own gets the operation's noun
    in front (`function_tags`), or an underscore behind where even that is taken.
    """
    plain = {member: _plain(member) for member in members}
    taken = set(plain.values())
    names: dict[str, Identifier] = {}
    used: set[str] = set()
    for member, name in plain.items():
        chosen = name
        if _clashes(name) or name in used:
            chosen = with_noun(operation, name)
            if _clashes(chosen) or chosen in taken or chosen in used:
                base = name if name[:1].isalpha() else f"member_{name}"
                others = (f"{base}_{number}" for number in count(2))
                chosen = next(
                    each
                    for each in chain([f"{base}_"], others)
                    if not (_clashes(each) or each in taken or each in used)
                )
        used.add(chosen)
        names[member] = identifier(chosen)
    return names


def _plain(member: str) -> str:
    """The member's name in snake case, of what names in Python are made of."""
    return _NO_NAME.sub("_", member_name(member)).strip("_")[:_LONGEST]


def with_noun(operation: Operation, name: str) -> str:
    """The name with what the operation is about in front: `function_tags`."""
    return f"{_noun(operation)}_{name}"


def _clashes(name: str) -> bool:
    return is_reserved(name) or name in LOCALS or not is_identifier(name) or name[0] == "_"


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
