"""Real credentials, by their shape alone, whatever they are called."""

from __future__ import annotations

import re

CREDENTIAL = re.compile(
    r"""
    -----BEGIN\ (?:[A-Z]+\ ){0,3}PRIVATE\ KEY-----[\s\S]*?(?:-----END|\Z)
    # AWS access key ids; those that end in EXAMPLE are the ones of AWS's own documents.
    | (?<![A-Za-z0-9])A[KS]IA(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}(?![A-Za-z0-9])
    # JSON Web Tokens: two JSON objects in base64, then the signature.
    | (?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*
    # GitHub's and Slack's tokens.
    | (?<![A-Za-z0-9_])gh[opsru]_[A-Za-z0-9]{36,}
    | (?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{22,}
    | (?<![A-Za-z0-9_])xox[abeoprs]-[A-Za-z0-9-]{10,}
    """,
    re.VERBOSE,
)
"""What most likely is one."""


def looks_like_credential(text: str) -> bool:
    """Whether the text holds what is most likely a real credential."""
    return bool(CREDENTIAL.search(text))
