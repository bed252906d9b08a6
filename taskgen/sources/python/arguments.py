"""Which parameters of an SDK's calls become kwargs of a task, and which of those are secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskgen.conventions import names_a_secret
from taskgen.naming import snake
from taskgen.sources.python.facts import CallFacts, Kind, Origin, ParameterFacts

_CREDENTIAL = re.compile(
    r"(^|_)(auth|jwt|oauth|oauth2|bearer|credential|credentials|login_or_token|conn_str|dsn|"
    r"connection_string|sas_token|pkey|accesstoken|apikey)(_|$)"
)
"""Names that a client's constructor gives to credentials, beside those that any call does."""

_ABOUT_CREDENTIALS = re.compile(
    r"_(type|url|uri|path|file|mode|class|provider|method|strategy|handler|prefix|level|manager|"
    r"audience|scopes?)$"
)
_ADDRESS = re.compile(
    r"^(hosts?|hostname|server|servers|port|endpoint|endpoint_url|"
    r"((base|account|api|server|service|instance|vault|cluster|connection)_)?(url|uri)|"
    r"user|user_?name|login|email|account(_name|_id)?|database|db|db_?name|schema|warehouse|role|"
    r"region(_name)?|domain|tenant(_id)?|org|organization|namespace|project(_id)?|site|subdomain|"
    r"cloud_id|instance|vhost|virtual_host|workspace|environment_name|key_filename)$"
)
"""Names of what says where a client connects to, and as whom."""

_HALF = re.compile(r"(^|_)(api_?key|client_id|app_key|consumer_key)$")
"""Credentials that are no credential by themselves where there is a secret or a token beside."""

_PARTNERS = (
    (r"client_secret$", ("client_id", "tenant_id")),
    (r"secret_access_key$", ("access_key_id",)),
    (r"(?<=_)secret$", ("key", "id")),
    (r"^secret$", ("key",)),
    (r"password$", ("username", "user")),
)
"""What a secret can't be used without, by what its name and theirs end with."""

_ENGINE_ROOM = frozenset(
    """
    async_ async_req callback progress_callback progress_hook progress stream header_params
    return_http_data_only preload_content request_timeout_ extra_headers extra_query extra_body
    error_trace hooks event_hooks human pretty api_client http_client http_session session transport
    logger
    """.split()
)
"""Parameters that are about how the SDK works, and not about what is asked."""

_PAGES = re.compile(r"\b(pag(e|ination|ing)|cursor|idempoten\w+|next set)\b", re.IGNORECASE)
_SWITCHES = frozenset({"bool", "int", "float", "datetime"})


_KEYFILES = re.compile(r"^(service_account_info|credentials_info|keyfile_dict|webhook_url)$")
"""Credentials as a whole: what is in a key file, and a URL that whoever knows it may use."""


def is_secret(parameter: ParameterFacts, constructs: bool, shown: str = "") -> bool:
    """Whether the parameter holds a secret value, by its name, its type and what is said of it.

    Args:
        parameter: it.
        constructs: whether a client is made of it.
        shown: what is called, where that tells what a name means.
    """
    name = snake(parameter.name)
    if _KEYFILES.search(name):
        return True
    if name == "info" and re.search("service_account|credential", snake(shown)):
        return True
    if constructs and name == "url" and shown.startswith("Webhook"):
        return True
    if parameter.type.code in _SWITCHES or _ABOUT_CREDENTIALS.search(name):
        return False
    if _PAGES.search(parameter.doc):
        return False
    return names_a_secret(name) or (constructs and bool(_CREDENTIAL.search(name)))


def holds_a_secret(parameter: ParameterFacts) -> bool:
    """Whether a dict for the parameter has a secret among the members that it has to have."""
    return any(names_a_secret(snake(name)) for name, _ in parameter.type.fields)


def of_client(call: CallFacts) -> list[ParameterFacts]:
    """What a client can't do without: what it requires, its credentials and its address."""
    offered = [each for each in call.parameters if _is_offered(each)]
    secrets = [each for each in offered if is_secret(each, constructs=True)]
    required = [each for each in secrets if each.required]
    if required and all(_HALF.search(snake(each.name)) for each in required):
        others = [each for each in secrets if re.search("secret|token", snake(each.name))]
    elif required:
        # One credential is enough; the others are other ways to give it.
        others = []
    else:
        others = [each for each in secrets if not re.match(r"(ssl|tls|cert|proxy)_", each.name)]
    partners = {name for each in (*required, *others) for name in _partners(snake(each.name))}
    return [
        each
        for each in offered
        if each.required or is_address(each) or each in others or snake(each.name) in partners
    ]


def _partners(secret: str) -> Iterator[str]:
    """The names of what is given together with a secret: `consumer_key` with `consumer_secret`."""
    for ending, others in _PARTNERS:
        found = re.search(ending, secret)
        if found:
            yield from (secret[: found.start()] + other for other in others)


def of_step(call: CallFacts) -> list[ParameterFacts]:
    """What a call between the client and the method requires."""
    return [each for each in call.parameters if each.required]


def of_call(call: CallFacts) -> list[ParameterFacts]:
    """What the call itself can be given."""
    return [each for each in call.parameters if _is_offered(each)]


def is_address(parameter: ParameterFacts) -> bool:
    """Whether the parameter says where a client connects to, or as whom."""
    return bool(_ADDRESS.match(snake(parameter.name)))


def _is_offered(parameter: ParameterFacts) -> bool:
    if parameter.required:
        return True
    if parameter.name.startswith("_") or parameter.name in _ENGINE_ROOM:
        return False
    if parameter.deprecated or not parameter.type.plain:
        return False
    # It could only be given together with those before it.
    if parameter.kind is Kind.POSITIONAL:
        return False
    return parameter.origin is not Origin.SOURCE or parameter.name.isidentifier()
