"""What classes, modules, packages and kwargs of SDKs' tasks are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

from taskgen.conventions import is_reserved
from taskgen.model.sdk import BUILTINS, CLIENT, HELPERS, OF_TESTS, RESULT
from taskgen.naming import singular, snake, words
from taskgen.text import MAX_IDENTIFIER, Identifier, identifier, is_identifier

_LONGEST = MAX_IDENTIFIER - 20

_SPELLED = {
    "ftplib": "FTP",
    "github": "GitHub",
    "gitlab": "GitLab",
    "hvac": "Vault",
    "imaplib": "IMAP",
    "influxdb": "InfluxDB",
    "jira": "Jira",
    "minio": "MinIO",
    "mistralai": "Mistral",
    "nats": "NATS",
    "openai": "OpenAI",
    "pagerduty": "PagerDuty",
    "pymongo": "MongoDB",
    "sqlalchemy": "SQLAlchemy",
    "sendgrid": "SendGrid",
    "smtplib": "SMTP",
    "spotipy": "Spotify",
    "bigquery": "BigQuery",
    "keyvault": "Key Vault",
    "pubsub": "Pub/Sub",
    "secretmanager": "Secret Manager",
    "servicebus": "Service Bus",
}
"""How what an SDK is for is spelled, where the name of its module does not tell."""


@dataclass(frozen=True, slots=True)
class _Vendor:
    """Whose SDKs share a namespace, each a package in it."""

    package: str
    title: str
    """What users call all of it, for the title of a page."""
    prefix: str
    """What stands before the names of its services."""


_VENDORS = {
    "azure": _Vendor("azure", "Azure", "Azure"),
    "google.cloud": _Vendor("gcp", "Google Cloud", "Google"),
}
"""By the namespace; the packages and titles are those of Prefect's library."""

_VERBS = frozenset(
    """
    add append apply archive cancel check clear close connect copy count create delete describe
    download edit enable disable execute export fetch find generate get import index insert
    invite list lock merge modify move open patch post publish pull push put query read remove
    rename replace restart restore retrieve run save scale search select send set start stop
    submit sync tag transition trigger truncate unlock update upload validate view write
    """.split()
)
_PREPOSITIONS = frozenset({"for", "from", "to", "in", "by", "with", "on", "of", "as", "and", "or"})
_PLURALS = {"indices": "index", "aliases": "alias", "children": "child", "people": "person"}
_NOT_NOUNS = frozenset({"api", "client", "v1", "v2", "v3", "resource", "collection", "service"})


_OF_MACHINERY = (
    r"Client|(Rest|REST)?(Api|API)(V\d+)?|Endpoint|Service|Collection|Session|Connection|Cursor"
)
"""How names of classes end that say nothing of what their methods are about."""


def package_name(module: str) -> Identifier:
    """The package of the library: `slack` for `slack_sdk.web`, `gcp` for `google.cloud.storage`."""
    vendor, _ = _namespace(module)
    if vendor:
        return identifier(vendor.package)
    top = module.partition(".")[0].lower()
    plain = re.sub(r"(_(sdk|client|api|python))+$|^py(?=[a-z]{4})", "", top) or top
    name = re.sub(r"\W", "_", plain)
    return identifier(name if is_identifier(name) else f"{name}_sdk")


def package_title(module: str) -> str:
    """What users call what the package is for: `GitHub`, `Google Cloud`."""
    vendor, _ = _namespace(module)
    return vendor.title if vendor else title(module)


def title(module: str) -> str:
    """What users call what the SDK is for: `GitHub`, `Elasticsearch`, `Google BigQuery`."""
    vendor, services = _namespace(module)
    if vendor:
        return " ".join([vendor.prefix, *map(_spelled, services)])
    top = module.partition(".")[0].lower()
    spelled = _SPELLED.get(top) or _SPELLED.get(package_name(module))
    return spelled or " ".join(word.capitalize() for word in words(package_name(module)))


def _namespace(module: str) -> tuple[_Vendor | None, list[str]]:
    """The vendor that a module is of, and its packages without their versions."""
    for namespace, vendor in _VENDORS.items():
        if module.startswith(f"{namespace}."):
            inner = module.removeprefix(f"{namespace}.").split(".")
            return vendor, [re.sub(r"_v\d.*$", "", part) for part in inner]
    return None, []


def _spelled(service: str) -> str:
    return _SPELLED.get(service) or " ".join(word.capitalize() for word in words(service))


def module_name(module: str, path: Sequence[str], cls: str) -> Identifier:
    """The module in the package: the service, the attribute that has the method, or its class.

    Args:
        module: the SDK's module.
        path: the attributes between the client and the method: `indices`.
        cls: the class that the method is of; empty for a plain function.
    """
    _, services = _namespace(module)
    nouns = services or [name for name in path if name.lower() not in _NOT_NOUNS]
    plain = snake(nouns[-1]) if nouns else snake(re.sub(r"(Client|Api|API)+$", "", cls))
    plain = re.sub(r"_v_(?=\d)", "_v", plain)
    return identifier(plain) if is_identifier(plain) else package_name(module)


def class_name(module: str, path: Sequence[str], cls: str, method: str) -> Identifier:
    """The name of the task: `GitHubCreateIssue`, `ElasticsearchCreateIndex`, `RedisSet`."""
    parts = words(method)
    prefix = _prefix(module, parts)
    noun = _noun_of(path, cls, prefix) if len(parts) == 1 else ""
    noun = "" if noun.lower() == method.lower() else noun
    if parts and parts[0].lower() in _VERBS and noun:
        plural = parts[0].lower() in ("list", "search")
        body = [parts[0], noun if plural else _singular(noun)]
    else:
        body = [noun, *parts] if noun else parts
    name = prefix + "".join(_camel(part) for part in body if part)
    plain = re.sub(r"[^A-Za-z0-9_]", "", name)[:MAX_IDENTIFIER]
    return identifier(plain if is_identifier(plain) else f"Call{plain}"[:MAX_IDENTIFIER])


def _prefix(module: str, method: Sequence[str]) -> str:
    """What the name of the class begins with; a service that the method names is not repeated."""
    vendor, services = _namespace(module)
    if not vendor:
        return title(module)
    last = services[-1]
    named = any(_singular(word.lower()) == _singular(last) for word in method)
    return vendor.prefix + ("" if named else _spelled(last))


def _noun_of(path: Sequence[str], cls: str, prefix: str) -> str:
    """What a method of one word is about."""
    nouns = [name for name in path if name.lower() not in _NOT_NOUNS]
    if nouns:
        return nouns[-1]
    plain = re.sub(rf"({_OF_MACHINERY})+$", "", cls)
    # `SnowflakeCursor`: what the SDK is for has been said.
    plain = re.sub(rf"^{re.escape(prefix)}(?=[A-Z])", "", plain)
    return "" if plain.lower() in (prefix.lower(), "", "abstract") else plain


def _camel(name: str) -> str:
    return "".join(word if word.isupper() else word[:1].upper() + word[1:] for word in words(name))


def _singular(noun: str) -> str:
    return _PLURALS.get(noun.lower()) or singular(noun)


def noun_of_call(path: Sequence[str], cls: str, method: str) -> str:
    """What stands before a kwarg's name that is taken: `issue` for `create_issue`."""
    first, *rest = [word.lower() for word in words(method)] or [""]
    if rest and rest[-1] in _VERBS and first not in _VERBS:
        # `conversations_create`
        rest = [first, *rest[:-1]]
    for index, word in enumerate(rest):
        if word in _PREPOSITIONS:
            rest = rest[:index]
            break
    if rest:
        return "_".join([*rest[:-1], _singular(rest[-1])])
    nouns = [snake(name) for name in path if name.lower() not in _NOT_NOUNS]
    if nouns:
        return _singular(nouns[-1])
    # A class that is no client is what the call is about: `Customer.create`.
    about = "" if re.search(r"(Client|Api|API|Service)$", cls) or cls.isupper() else snake(cls)
    return about or snake(method) or "call"


class KwargNames:
    """Gives each argument a kwarg of its own, of a name that means nothing else in a task.

    A name that clashes gets a noun in front: what the call is about, or `client`.
    """

    def __init__(self, taken: Iterable[str]):
        self.taken = {str(name) for name in (CLIENT, RESULT, *OF_TESTS, *HELPERS, *taken)}
        self.used: set[str] = set()

    def take(self, parameter: str, noun: str) -> Identifier:
        """A name for this parameter."""
        plain = snake(parameter) if parameter != parameter.lower() else parameter
        plain = re.sub(r"\W", "_", plain, flags=re.ASCII).strip("_")[:_LONGEST] or "value"
        if plain[0].isdigit():
            plain = f"value_{plain}"
        candidates = chain(
            [plain, f"{noun}_{plain}", f"{plain}_"],
            (f"{plain}_{number}" for number in count(2)),
        )
        name = next(each for each in candidates if not self.clashes(each))
        self.used.add(name)
        return identifier(name)

    def clashes(self, name: str) -> bool:
        """Whether a kwarg can't have this name."""
        return (
            is_reserved(name)
            or name in BUILTINS
            or name in self.taken
            or name in self.used
            or not is_identifier(name)
        )
