"""Trees of files that the tests of a library begin with."""

from pathlib import Path
from textwrap import dedent

CHECKOUT = {"src/prefect/tasks/aws/__init__.py": "", "tests/tasks/__init__.py": ""}
"""What makes a folder a checkout of Prefect 1."""


def write(root: Path, files: dict[str, str]) -> None:
    """Make files below a folder, of texts that may be indented."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), "utf-8")
