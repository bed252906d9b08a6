"""How much of a document is read; what goes beyond is refused, since anybody may have written it.

Of one file, `taskgen.documents` has the limits.
"""

from __future__ import annotations

MAX_FILES = 200
"""Files that one document is made of."""

MAX_REFS = 50
"""References that lead to each other before there is something else."""

MAX_PROBLEMS = 20
"""Problems that are told at once."""
