"""Whether a kwarg holds a secret: by evidence, since a name alone is right six times in ten.

The name proposes. The docstring, the annotation and the use may show that it is only the name of
a secret, of an environment variable or of a file, and then it is none.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from taskgen.conventions import grants_access, names_a_secret
from taskgen.docstrings.parts import Item
from taskgen.lint.body import Body
from taskgen.lint.documented import documented_for
from taskgen.lint.facts import Function
from taskgen.lint.nodes import dotted, self_attribute
from taskgen.lint.rule import Settings
from taskgen.lint.tasks import Task

_NAME_OF = r"""(?ix)
    \b(name|id|identifier|arn|location|path|key)s?\b [^.;:]{0,40}?
        \b(of|for|to|in) \b [^.;:]{0,30}? \b(prefect\s?secrets?|secrets?|env(ironment)?\s?var\w*|
        environment\s+variables?|file|kubernetes\s+data|data|api\s*keys?|access\s+keys?|tokens?|
        credentials?|key\s+pairs?)\b
    | \b(prefect\s?secret|environment\s+variable|env\s+var)\b [^.;:]{0,30}? \b(stor|contain|hold)
    | \b(path|location)\s+(to|of)\b
    | \bwhether\b
    | \bARN\b | \bAmazon\ Resource\ Name\b
    """
_IS_SECRET = (
    r"(?i)\b(password|passphrase|api[ -]key|secret key|access token|credentials?|"
    r"connection[ -]string|personal access|bearer|private key|authenticat)"
)
_OTHER_TYPES = frozenset(
    {
        "bool",
        "int",
        "float",
        "Path",
        "PathLike",
        "timedelta",
        "datetime",
        "date",
        "Callable",
        "Type",
    }
)
_LISTS = frozenset({"List", "Sequence", "Set", "Tuple", "list", "set", "tuple"})
_TAKES_NAME = (
    r"(^|\.)(Secret|PrefectSecret|EnvVarSecret|getenv|get_kubernetes_client|environ\.get)\Z"
)
_ENDS_IN_SECRET = (
    r"(password|passwd|pwd|passphrase|passcode|pin|secret|token|credential|key|connection_string|"
    r"auth|pass|t?otp|jwt|bearer|cvv|cvc|mfa_code|card_number|code_verifier)s?(_(value|text|string|plaintext|json|dict|data))?\Z"
)
_IN_CONNECTION = r"(?i)password|credential|secret|account key|authenticat"
_GRANTS_ACCESS = (
    r"(^|_)(access|api|auth|authentication|authorization|bearer|bot|jwt|oauth|personal|private|"
    r"refresh|secret|security|service|user|login|app)_token\Z"
)
_NAMED_FOR_ITS_SECRET = r"_secrets?\Z|\Asecrets?\Z"
_SECRET_ALL_THE_SAME = r"(^|_)(api|client|app|consumer|shared|signing|webhook)_secret\Z"


def is_secret(task: Task, function: Function, name: str, settings: Settings) -> bool:
    """Whether the argument of `__init__` or `run` is likely to hold a secret's value."""
    if not _may_be_secret(name):
        return False
    param = function.named.get(name)
    if param is None or _declared(task, name, settings):
        return False
    annotation = _annotation(param.node.annotation)
    if _outermost(param.node.annotation) in _LISTS:
        return False
    if annotation & _OTHER_TYPES or isinstance(_constant(param.default), (bool, int, float)):
        return False
    item = documented_for(task, function).get(name)
    if _is_name(task, function, name, item):
        return False
    text = f"{item.type} {item.text}" if item is not None else ""
    if re.search(_NAMED_FOR_ITS_SECRET, name) and not re.search(_SECRET_ALL_THE_SAME, name):
        # `password_secret` is the name of a secret by habit; a dict of that name is the secret.
        return "dict" in {part.lower() for part in annotation} or bool(
            text and re.search(_IS_SECRET, text)
        )
    if name.startswith("remove_") or "public_key" in name:
        return False
    if name.endswith("connection_string") and text and not re.search(_IN_CONNECTION, text):
        return False
    if name == "token" and text:
        return grants_access(text)
    if name.endswith("_token") and not re.search(_GRANTS_ACCESS, name):
        # Most tokens mark a page, a job or a version.
        return bool(text and re.search(_IS_SECRET, text))
    return True


@lru_cache(maxsize=10_000)
def _may_be_secret(name: str) -> bool:
    # What does not end in the word is a policy, setting or property: `token_validity_units`.
    return names_a_secret(name) and bool(re.search(_ENDS_IN_SECRET, name))


def _declared(task: Task, name: str, settings: Settings) -> bool:
    return any(entry in (name, f"{task.name}.{name}") for entry, _ in settings.not_secrets)


def _is_name(task: Task, function: Function, name: str, item: Item | None) -> bool:
    if item is not None and re.search(_NAME_OF, item.text):
        return True
    if item is not None and re.search(r"(file|path)", item.type, re.IGNORECASE):
        return True
    if name.endswith(
        ("_filename", "_file", "_path", "_dir", "_env_var_name", "_env_name", "_variable")
    ):
        return True
    attributes = {name}
    if function.name == "__init__":
        attributes = function.body.attributes_from(name) or {name}
    functions = {id(f): f for f in (function, *(m for c in task.line for m in c.methods.values()))}
    return any(
        _used_as_name(other.body, name if other is function else "", attributes)
        for other in functions.values()
    )


def _used_as_name(body: Body, name: str, attributes: set[str]) -> bool:
    for call in body.calls:
        if not re.search(_TAKES_NAME, dotted(call.func)):
            continue
        for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
            if isinstance(value, ast.Name) and value.id in ({name} | attributes):
                return True
            if self_attribute(value, body.self_name) in attributes:
                return True
    return False


def _annotation(node: ast.expr | None) -> set[str]:
    if node is None:
        return set()
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return set(re.findall(r"\w+", node.value))
    return {
        n.id if isinstance(n, ast.Name) else n.attr
        for n in ast.walk(node)
        if isinstance(n, (ast.Name, ast.Attribute))
    }


def _outermost(node: ast.expr | None) -> str:
    """`List` of `Optional[List[str]]`."""
    while isinstance(node, ast.Subscript):
        name = dotted(node.value).rpartition(".")[2]
        if name != "Optional":
            return name
        node = node.slice
    return dotted(node).rpartition(".")[2] if node is not None else ""


def _constant(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None
