"""Fingerprints by which other tools know a finding again after lines have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from taskgen.lint.rule import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """One for each finding: of its key, and which of those with that key it is."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding in findings:
        seen[finding.key] += 1
        text = "\0".join([*finding.key, str(seen[finding.key])])
        found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return found
