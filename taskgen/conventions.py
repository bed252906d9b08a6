"""The conventions of Prefect 1's task library, as data.

The generator obeys them and the linter checks them, so the two cannot disagree. Facts were read
off `prefect==1.4.1`; `tests/test_conventions.py` compares those that a program can see with the
real package.
"""

from __future__ import annotations

import builtins
import keyword
import re

TASK_OPTIONS = (
    "name",
    "slug",
    "tags",
    "max_retries",
    "retry_delay",
    "retry_on",
    "timeout",
    "trigger",
    "skip_on_upstream_skip",
    "cache_for",
    "cache_validator",
    "cache_key",
    "checkpoint",
    "state_handlers",
    "on_failure",
    "log_stdout",
    "result",
    "target",
    "task_run_name",
    "nout",
)
"""The arguments of `prefect.Task.__init__`, in its order."""

TASK_ATTRIBUTES = frozenset(TASK_OPTIONS) - {"on_failure"} | {"auto_generated", "logger"}
"""What `prefect.Task.__init__` sets: a value set before it is lost, one set after it misleads."""

TASK_METHODS = frozenset(
    {
        "bind",
        "copy",
        "inputs",
        "is_equal",
        "is_not_equal",
        "map",
        "not_",
        "or_",
        "outputs",
        "pipe",
        "run",
        "serialize",
        "set_dependencies",
        "set_downstream",
        "set_upstream",
    }
)
"""The public methods of `prefect.Task`, which an attribute of their name would hide."""

RUN_RESERVED = frozenset({"upstream_tasks", "mapped", "task_args", "flow"})
"""What `Task.__call__` and `Task.bind` take themselves; Prefect refuses them in `run`."""

SECTIONS = ("Args", "Returns", "Raises", "Example", "Examples", "References", "Note", "Notes")
"""Section names of the library's docstrings."""

BOTO_KWARGS = "boto_kwargs"
CREDENTIALS = "credentials"

KWARGS_DOC = "Additional keyword arguments to pass to the Task constructor."
BOTO_KWARGS_DOC = "Additional keyword arguments to forward to the boto client."
"""What docstrings say of `**kwargs` of `__init__`, and of `boto_kwargs`."""

SCAFFOLD = "TODO(taskgen)"
"""Begins what was written for somebody to replace; the linter finds what is left of it."""

AWS_CREDENTIALS_SECRET = "AWS_CREDENTIALS"
"""The name of the Prefect Secret that the library's AWS tasks use."""

CHANGE_SECTIONS = (
    "breaking",
    "feature",
    "enhancement",
    "server",
    "task",
    "fix",
    "deprecation",
    "contributor",
)
"""Top-level keys of a file in `changes/`."""

LINE_LENGTH = 88
"""Black's, which formats the library."""

_RESERVED = (
    TASK_ATTRIBUTES
    | TASK_METHODS
    | RUN_RESERVED
    | {"on_failure", "self", "args", "kwargs", BOTO_KWARGS, CREDENTIALS}
)
_PYTHON = frozenset(keyword.kwlist) | {name for name in dir(builtins) if not name.startswith("_")}


def is_reserved(name: str) -> bool:
    """Whether a kwarg of this name would clash with Task's names or with Python's."""
    return name in _RESERVED or name in _PYTHON


def missing_value_message(name: str) -> str:
    """What the ValueError says where a required value is given neither to `__init__` nor `run`."""
    return f"A value for `{name}` must be provided."


def extras_message(package: str, extra: str) -> str:
    """What the ImportError of a package says where its SDK is not installed."""
    return f'Using `{package}` requires Prefect to be installed with the "{extra}" extra.'


# Secrets, by name ---------------------------------------------------------------------------

_SECRET_WORDS = (
    r"(^|_)(password|passwd|pwd|passphrase|secret|secrets|token|credential|credentials|"
    r"api_?key|access_key|secret_key|private_key|auth_key|connection_string|passcode|pin)(_|$)"
    # Of these a word behind makes something else: `jwt_issuer`, `pass_through`.
    r"|(^|_)(pass|t?otp|jwt|bearer|ssh_key|cvv|cvc|mfa_code|card_number|code_verifier)$"
)
# Which secret or where it is kept, not its value; tokens of pages and of idempotency; what is said
# about a secret; switches and limits.
_NOT_SECRET = r"""(?x)
    _secret_(name|arn|id)s?$ | ^secret_(name|id|arn|arn_list|id_list)s?$
    | _env_var$ | _env$ | _file$ | _path$ | _uri$ | _url$ | secrets_manager
    | (^|_)(next|page|pagination|continuation|starting|idempotency|client_request|client|
        change|sync|dedup|deduplication|resume|marker|list|nonce|request|next_page|
        next_forward|next_backward|update|lock|starting|sequence|delta|checkpoint)_token$
    | _token_(type|name|ttl|expiry|expiration|validity.*|key_id|use|count|limit|issuer|source)s?$
    | (password|token|secret|credential|credentials|key|passphrase)_
        (hint|type_hint|strength|fingerprint|policy|length|type|types|id|ids|arn|arns|name|names|provider|status|version|stage|stages|
         days|age|config|configuration|options|data_key|reset_required|last_used|validity|metadata|
         expiration|ttl|format|duration|enabled|required|source|count|limit|rotation.*|filter.*|
         identifier|algorithm|spec|usage|state)$
    | ^(is|has|use|enable|require|allow|manage|reset|rotate|generate|delete|include|max|min|with)_
    """


def names_a_secret(name: str) -> bool:
    """Whether a kwarg of this name is likely to hold a secret value.

    The name alone is right in about six cases of ten, so callers ask for other evidence as well.
    Names of secrets, of environment variables and of files are not secret, nor are page tokens
    and keys that address data.
    """
    # Compiled, and remembered by `re`, when the first name is asked about: it takes milliseconds.
    return bool(re.search(_SECRET_WORDS, name)) and not re.search(_NOT_SECRET, name)


def grants_access(text: str) -> bool:
    """Whether what is said of a `token` tells that it is one of a caller, and not of a page."""
    return bool(
        re.search(r"(?i)\b(access|auth|oauth|jwt|personal|secret|bearer|api)|credential", text)
    )
