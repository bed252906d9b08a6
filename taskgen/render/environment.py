"""The Jinja2 environment: strict, and open to checked text only."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from taskgen.text import Code

_PACKAGED = Path(__file__).parents[1] / "templates"
_CHECKOUT = Path(__file__).parents[2] / "templates"


class UncheckedTextError(TypeError):
    """A template was given text that nothing has made safe to stand in the output."""


def _only_code(value: object) -> str:
    if isinstance(value, Code):
        return value
    raise UncheckedTextError(f"a template was given {type(value).__name__} and takes Code only")


@cache
def _environment() -> Environment:
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_only_code,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )


def template(name: str) -> Template:
    """The template of this name below `templates/`."""
    return _environment().get_template(name)
