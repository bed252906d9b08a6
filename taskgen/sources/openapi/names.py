"""What classes, modules and kwargs are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count

from taskgen.conventions import is_reserved
from taskgen.naming import singular, words
from taskgen.sources.openapi.document import Found
from taskgen.sources.openapi.operations import path_names
from taskgen.sources.summaries import is_verb
from taskgen.text import MAX_IDENTIFIER, Identifier, identifier, is_identifier

LOCALS = frozenset(
    {"base_url", "request_timeout", "requests", "quote", "json", "response", "self"}
    | {"request_cookies", "request_data", "request_files", "request_headers", "request_json"}
    | {"request_params", "request_path", "request_auth", "request_cert"}
    | {"error", "key", "k", "v", "datetime"}
)
"""Names that the body of `run` uses itself."""

_LONGEST = MAX_IDENTIFIER - 20
"""Characters of a name that leave room for what tells it from others."""

_PREPOSITIONS = frozenset({"for", "from", "to", "in", "by", "with", "on", "of", "as", "and"})
_FILLERS = frozenset(
    {"api", "rest", "openapi", "swagger", "specification", "spec", "the", "http", "official"}
    | {"reference", "documentation", "docs"}
)
_VERBS = {
    "get": "get",
    "post": "create",
    "put": "replace",
    "patch": "update",
    "delete": "delete",
    "head": "check",
    "options": "options",
    "trace": "trace",
}
"""What an operation without an id does, by its method."""


def title_words(title: str) -> list[str]:
    """The words of an API's title that name it: of `Swagger Petstore - OpenAPI 3.0`, `Petstore`."""
    ascii_ = re.sub(r"'s\b", "", title).encode("ascii", "ignore").decode()
    main = re.split(r" [-\u2013|+(:]|\(|: ", ascii_)[0]
    found: list[str] = re.findall(r"[A-Za-z0-9]+", main)
    kept = [word for word in found if word.lower() not in _FILLERS and not re.match(r"v?\d", word)]
    kept = kept or [word for word in found if word[0].isalpha()] or ["Api"]
    return kept[:4]


def class_prefix(title: str) -> str:
    """The title in camel case: `Petstore`."""
    return "".join(word[0].upper() + word[1:] for word in title_words(title))[:40]


def package_name(title: str) -> Identifier:
    """The package for an API: `petstore`."""
    split = [piece for word in title_words(title) for piece in _humps(word)]
    name = "_".join(word.lower() for word in split)[:40].strip("_")
    return identifier(
        name if is_identifier(name) else f"{name}_api" if name[0].isalpha() else f"api_{name}"
    )


def _humps(word: str) -> list[str]:
    """The words of `ComputeManagementClient`; `GitHub`, which has two, is one."""
    split = words(word)
    return split if len(split) > 2 and word.isalpha() else [word]


def operation_words(found: Found) -> list[str]:
    """The words of an operation: of its id, or else of its method and path."""
    if found.operation_id:
        ascii_ = found.operation_id.encode("ascii", "ignore").decode()
        split = [word for piece in re.split(r"[^A-Za-z0-9]+", ascii_) for word in words(piece)]
        if split:
            return split
    fixed = re.sub(r"\{[^{}]*\}", " ", found.path)
    pieces = [word for piece in re.split(r"[^A-Za-z0-9]+", fixed) for word in words(piece)]
    pieces = [word for word in pieces if word.lower() != "api"]
    by = path_names(found.path)
    one = found.path.rstrip("/").endswith("}")
    if pieces and (one or found.method == "post"):
        pieces[-1] = singular(pieces[-1])
    verb = _VERBS[found.method]
    if found.method == "post" and pieces and is_verb(pieces[0]):
        # As in `/sendMessage`.
        return pieces
    if found.method == "get" and not one:
        verb = "list" if pieces and pieces[-1] != singular(pieces[-1]) else "get"
    last = [word for name in by[-1:] for word in words(name)] if one else []
    return [verb, *(pieces or ["root"]), *(["by", *last] if last and not pieces else [])]


def class_name(prefix: str, found: Found) -> Identifier:
    """The API and the operation in camel case: `PetstoreFindPetsByStatus`."""
    pieces = operation_words(found)
    lower = [word.lower() for word in pieces]
    if "".join(lower).startswith(prefix.lower()):
        prefix = ""
    name = prefix + "".join(word[0].upper() + word[1:] for word in pieces)
    name = name[:MAX_IDENTIFIER]
    return identifier(name if is_identifier(name) else f"Api{name}"[:MAX_IDENTIFIER])


def distinct(names: list[tuple[Identifier, Found]]) -> list[Identifier]:
    """The names, each with its method and path behind it where another is the same."""
    used: set[str] = set()
    chosen = []
    for name, found in names:
        candidate: str = name
        if candidate.lower() in used:
            by = "".join(w[0].upper() + w[1:] for p in path_names(found.path) for w in words(p))
            others = [f"{name}By{by}", f"{name}{found.method.title()}"] if by else []
            others = [each for each in others if len(each) <= MAX_IDENTIFIER]
            others += [f"{name[:_LONGEST]}{number}" for number in range(2, len(names) + 3)]
            candidate = next(each for each in others if each.lower() not in used)
        used.add(candidate.lower())
        chosen.append(identifier(candidate))
    return chosen


def kwarg_names(
    found: Found, members: Iterable[tuple[str, ...]], used: Iterable[str]
) -> dict[tuple[str, ...], Identifier]:
    """The kwarg for each member of the request, parameters before the body's.

    A name that clashes with one of Task's, Python's or the module's own gets the operation's noun
    in front (`pet_tags`). One that two members have gets the place of the later one in front
    (`query_id`, `header_id`), and one that is taken even so a number behind.
    """
    members = list(members)
    plain = {member: _plain(member) for member in members}
    taken = {*plain.values()}
    chosen = set(used)
    names: dict[tuple[str, ...], Identifier] = {}
    for member, name in plain.items():
        own = with_noun(found, name, member)
        candidates = [name, own, f"{member[0]}_{name}", f"{name}_"]
        if name in chosen:
            candidates[1:3] = [f"{member[0]}_{name}", own]
        candidates = [candidates[0], *(each for each in candidates[1:] if each not in taken)]
        base = name if name[:1].isalpha() else f"value_{name}".rstrip("_")
        candidates += [f"{base}_{number}" for number in range(2, len(members) + 3)]
        kept = next(each for each in candidates if each not in chosen and not clashes(each))
        chosen.add(kept)
        names[member] = identifier(kept)
    return names


def _plain(member: tuple[str, ...]) -> str:
    """The member's name in snake case, of what names in Python are made of."""
    ascii_ = member[-1].encode("ascii", "ignore").decode()
    if member[0] == "header":
        ascii_ = re.sub(r"^[xX]-", "", ascii_)
    split = [word for piece in re.split(r"[^A-Za-z0-9]+", ascii_) for word in _words(piece)]
    return "_".join(word.lower() for word in split)[:_LONGEST].strip("_")


def _words(piece: str) -> list[str]:
    """The words of a name, with numbers at the word before: `md5`, `ipv4`, `address2`."""
    found: list[str] = []
    for word in words(piece):
        if word.isdigit() and found:
            found[-1] += word
        else:
            found.append(word)
    return found


def with_noun(found: Found, name: str, member: tuple[str, ...] = ()) -> str:
    """The name with what it is of in front: `pet_tags`.

    That is what the operation is about, or for a parameter of the path what stands before it:
    `container_id` in `/containers/{id}/logs`.
    """
    path = found.url_path
    if member[:1] == ("path",):
        path = path.partition(f"{{{member[1]}}}")[0]
    return f"{_noun(path)}_{name}"[:MAX_IDENTIFIER].strip("_")


def clashes(name: str) -> bool:
    """Whether a kwarg may not have this name."""
    return is_reserved(name) or name in LOCALS or not is_identifier(name) or name[0] == "_"


def _noun(path: str) -> str:
    """What a path is about: `pet` for `/pets`, `user` for `/users/get-by-username`."""
    fixed = [piece for piece in path.partition("?")[0].split("/") if piece and "{" not in piece]
    last = [word.lower() for word in words(fixed[-1])] if fixed else []
    for index, word in enumerate(last):
        if word in _PREPOSITIONS and index:
            last = last[:index]
            break
    if last and last[-1] not in ("json", "api"):
        last[-1] = singular(last[-1])
        return "_".join(last)
    return "request"


def secret_name(text: str, used: Iterable[str]) -> Identifier:
    """The kwarg for a credential: `api_key` for `X-API-Key`."""
    name = _plain(("header", text)) or "api_key"
    others = (f"{name}_{number}" for number in count(2))
    candidates = chain([name, f"{name}_value"], others)
    return identifier(next(each for each in candidates if not clashes(each) and each not in used))
