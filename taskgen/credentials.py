"""Real credentials: by their shape, whatever they are called, or because they are in use here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_CREDENTIAL = r"""(?x)
    -----BEGIN\ (?:[A-Z]+\ ){0,3}PRIVATE\ KEY-----[\s\S]*?(?:-----END|\Z)
    # AWS access key ids; those that end in EXAMPLE are the ones of AWS's own documents.
    | (?<![A-Za-z0-9])A[KS]IA(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}(?![A-Za-z0-9])
    # JSON Web Tokens: two JSON objects in base64, then the signature.
    | (?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*
    # GitHub's and Slack's tokens.
    | (?<![A-Za-z0-9_])gh[opsru]_[A-Za-z0-9]{36,}
    | (?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{22,}
    | (?<![A-Za-z0-9_])xox[abeoprs]-[A-Za-z0-9-]{10,}
    """
"""What most likely is one; compiled, and remembered by `re`, when a text has a mark of one."""

_MARKS = [
    *("PRIVATE KEY-----", "AKIA", "ASIA", "eyJ", "xox", "github_pat_"),
    *("gho_", "ghp_", "ghr_", "ghs_", "ghu_"),
]
"""What each of them has in it, which is looked for a thousand times as fast."""

_SECRET_NAMES = "SECRET TOKEN PASSWORD PASSWD CREDENTIAL KEY AUTH".split()
_SHORTEST = 12
"""Characters of a value of the environment that is no word that may be anywhere."""


def looks_like_credential(text: str) -> bool:
    """Whether the text holds what is most likely a real credential."""
    return next(spans(text), None) is not None


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text something looks like a real credential: begins and ends."""
    if any(mark in text for mark in _MARKS):
        yield from (found.span() for found in re.finditer(_CREDENTIAL, text))


def hidden(text: str) -> str:
    """The text with asterisks in place of what looks like a credential."""
    for start, end in spans(text):
        stars = "".join(char if char == "\n" else "*" for char in text[start:end])
        text = text[:start] + stars + text[end:]
    return text


def without_secrets(text: str, environment: Mapping[str, str]) -> str:
    """The text with asterisks for what looks like a credential, and for the secrets in use here."""
    for _, value in secrets_in_use(environment):
        text = text.replace(value, "*" * len(value))
    return hidden(text)


def secrets_in_use(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables that are named like secrets and have values of that kind.

    Words, addresses, paths and short values are none: they may stand in any text.
    """
    for name, value in environment.items():
        if (
            any(word in name.upper() for word in _SECRET_NAMES)
            and len(value) >= _SHORTEST
            and not value.startswith(("/", "~", ".", "http:", "https:"))
            and any(map(str.isdigit, value))
            and any(map(str.isalpha, value))
            and not any(map(str.isspace, value))
        ):
            yield name, value
