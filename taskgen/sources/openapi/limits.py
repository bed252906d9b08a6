"""How much of a document is read; what goes beyond is refused, since anybody may have written it."""

from __future__ import annotations

MAX_BYTES = 64_000_000
"""Of one file; the largest that is known, of Microsoft Graph, has 47 MB."""

MAX_DEPTH = 100
"""Mappings and lists in each other."""

MAX_NODES = 10_000_000
"""Values of one file, each as often as YAML's aliases repeat it."""

MAX_FILES = 200
"""Files that one document is made of."""

MAX_REFS = 50
"""References that lead to each other before there is something else."""

MAX_PROBLEMS = 20
"""Problems that are told at once."""
