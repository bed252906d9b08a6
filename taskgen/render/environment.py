"""The Jinja2 environment: strict, and open to checked text only."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket, BytecodeCache

from taskgen.text import Code

_PACKAGED = Path(__file__).parents[1] / "templates"
_CHECKOUT = Path(__file__).parents[2] / "templates"


class UncheckedTextError(TypeError):
    """A template was given text that nothing has made safe to stand in the output."""


def _only_code(value: object) -> str:
    if isinstance(value, Code):
        return value
    raise UncheckedTextError(f"a template was given {type(value).__name__} and takes Code only")


class _CompiledTemplates(BytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules, and as Python does.

    Jinja2 checks that they belong to the template's text and to its own version.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            with self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except Exception:
            # There is none, or what is left of one: it is compiled anew.
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        staged = self._file(bucket).with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(exist_ok=True)
            staged.write_bytes(bucket.bytecode_to_string())
            staged.replace(self._file(bucket))
        except OSError:
            # A folder that can't be written to is no obstacle; it only takes longer.
            return


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
        bytecode_cache=_CompiledTemplates(folder / "__pycache__"),
    )


def template(name: str) -> Template:
    """The template of this name below `templates/`."""
    return _environment().get_template(name)
