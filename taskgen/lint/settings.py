"""`[tool.taskgen.lint]` in `pyproject.toml`: which rules apply where, and what they are told.

Everything that is wrong in it is told at once, with the nearest names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskgen.lint import rule as rules_of
from taskgen.lint.rules import names
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable

if TYPE_CHECKING:
    from taskgen.tomlfiles.document import Document
    from taskgen.tomlfiles.places import Key

KEYS = (
    "select",
    "ignore",
    "extend-select",
    "extend-ignore",
    "per-file-ignores",
    "exclude",
    "not-secrets",
    "docstring-style",
    "baseline",
    "outline",
    "tests",
    "setup",
    "cache-dir",
)
ALL = "ALL"


@dataclass(frozen=True, slots=True)
class LintSettings:
    """The settings of a run."""

    base: Path
    """The folder of `pyproject.toml`, or the current one; paths are relative to it."""
    select: tuple[str, ...] = ()
    """Codes, prefixes or names; empty for what is on by default."""
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str = ""
    cache_dir: str = ".taskgen_cache"
    rules: rules_of.Settings = field(default_factory=rules_of.Settings)

    def codes(self) -> list[str]:
        """The codes of the rules that are on, in order."""
        return [code for code in names() if self._is_on(code)]

    def _is_on(self, code: str) -> bool:
        chosen = self._best(code, self.select)
        if not self.select:
            chosen = 0 if code in rules_of.OFF_BY_DEFAULT else 1
        chosen = max(chosen, self._best(code, self.extend_select))
        ignored = self._best(code, self.ignore)
        # The more exact of the two decides: `select = ["TG2"]`, `ignore = ["TG208"]`.
        return chosen > 0 and chosen >= ignored if ignored < chosen else chosen > ignored

    @staticmethod
    def _best(code: str, selectors: Sequence[str]) -> int:
        return max((exactness(code, selector) for selector in selectors), default=0)

    def ignored_in(self, path: str, code: str) -> bool:
        """Whether `per-file-ignores` silences the rule in a file."""
        return any(
            matches(path, pattern) and any(exactness(code, s) for s in selectors)
            for pattern, selectors in self.per_file_ignores
        )

    def is_excluded(self, path: str) -> bool:
        """Whether `exclude` names the file or a folder it is in."""
        return any(matches(path, pattern) for pattern in self.exclude)


def exactness(code: str, selector: str) -> int:
    """How exactly a selector means a code: 0 not at all, more for longer ones."""
    if selector.upper() == ALL:
        return 1
    if selector == names().get(code):
        return 10
    upper = selector.upper()
    return len(upper) if upper.startswith("TG") and code.startswith(upper) else 0


def matches(path: str, pattern: str) -> bool:
    """Whether a path is the pattern, lies below it, or matches it as a glob."""
    from fnmatch import fnmatchcase

    pattern = pattern.strip("/").removeprefix("./")
    parts = path.split("/")
    if any("/".join(parts[:end]) == pattern for end in range(1, len(parts) + 1)):
        return True
    if "/" not in pattern:
        return any(fnmatchcase(part, pattern) for part in parts)
    return fnmatchcase(path, pattern)


def find_pyproject(start: Path) -> Path | None:
    """The nearest `pyproject.toml`, from a folder upwards."""
    for folder in (start, *start.parents):
        candidate = folder / "pyproject.toml"
        if candidate.is_file():
            return candidate
    return None


def read_settings(start: Path, config: Path | None = None) -> LintSettings:
    """The settings that hold for a folder.

    Raises:
        TaskgenError: the file can't be read, or has unknown keys, codes or types.
    """
    path = config or find_pyproject(start)
    if path is None:
        return LintSettings(base=start)
    document = _document(path)
    return _Reader(path, document).settings() if document else LintSettings(base=path.parent)


def _document(path: Path) -> Document | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TaskgenError(
            Problem(f"`{path}` can't be read: {error.strerror}.", "Give a readable file.")
        ) from None
    if b"taskgen" not in data:
        return None
    # Reading places takes a moment, which a project without settings need not spend.
    from taskgen.tomlfiles.document import read_document

    return read_document(data, str(path))


class _Reader:
    """Reads the table, and collects what is wrong in it."""

    def __init__(self, path: Path, document: Document) -> None:
        self.path = path
        self.document = document
        self.problems: list[Problem] = []
        tool = document.data.get("tool")
        layout = tool.get("taskgen") if isinstance(tool, dict) else None
        self.layout: dict[str, Any] = layout if isinstance(layout, dict) else {}
        table = self.layout.get("lint", {})
        self.table: dict[str, Any] = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self.wrong((), "it must be a table.", "Write `[tool.taskgen.lint]`.")

    def wrong(self, key: Key, message: str, hint: str = "") -> None:
        place = self.document.value_place(("tool", "taskgen", "lint", *key))
        self.problems.append(Problem(f"`tool.taskgen.lint`: {message}", hint, place))

    def settings(self) -> LintSettings:
        for key in self.table:
            if key not in KEYS:
                hint = did_you_mean(key, KEYS) or f"The keys are {', '.join(KEYS)}."
                self.wrong((key,), f"there is no setting `{readable(key)}`.", hint)
        settings = LintSettings(
            base=self.path.parent,
            select=self.selectors("select"),
            extend_select=self.selectors("extend-select"),
            ignore=self.selectors("ignore") + self.selectors("extend-ignore"),
            per_file_ignores=self.per_file(),
            exclude=self.strings("exclude"),
            baseline=self.string("baseline"),
            cache_dir=self.string("cache-dir") or ".taskgen_cache",
            rules=rules_of.Settings(
                docstring_style=self.style(),
                not_secrets=self.not_secrets(),
                tests=self.string("tests") or self.placed("tests"),
                outline=self.string("outline") or self.placed("outline"),
                setup=self.string("setup") or self.placed("setup"),
                record=self.placed("record"),
            ),
        )
        if self.problems:
            raise TaskgenError(self.problems)
        return settings

    def strings(self, *key: str) -> tuple[str, ...]:
        value: Any = self.table
        for part in key:
            value = value.get(part, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, f"`{readable(key[-1])}` must be a list of strings.")
            return ()
        return tuple(value)

    def selectors(self, *key: str) -> tuple[str, ...]:
        found = self.strings(*key)
        for index, selector in enumerate(found):
            if problem := unknown_selector(selector):
                self.wrong((*key, str(index)), *problem)
        return found

    def per_file(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        files = self.table.get("per-file-ignores", {})
        if not isinstance(files, dict):
            message = "`per-file-ignores` must be a table of patterns and lists of codes."
            self.wrong(("per-file-ignores",), message)
            return ()
        return tuple((name, self.selectors("per-file-ignores", name)) for name in files)

    def string(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self.wrong((key,), f"`{key}` must be a string.")
            return ""
        return value

    def style(self) -> str:
        style = self.table.get("docstring-style", "dash")
        if style not in ("dash", "any"):
            message = f"`docstring-style` is `{readable(str(style))}`."
            self.wrong(("docstring-style",), message, "It is `dash` or `any`.")
            return "dash"
        return str(style)

    def placed(self, key: str) -> str:
        """Where the generator was told that something is; what is wrong there it tells itself."""
        value = self.layout.get(key, "")
        return value if isinstance(value, str) else ""

    def not_secrets(self) -> tuple[tuple[str, str], ...]:
        value = self.table.get("not-secrets", {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            message = "`not-secrets` must be a table of kwargs and reasons."
            self.wrong(("not-secrets",), message, '"Load.token" = "a page token"')
            return ()
        for name, reason in value.items():
            if not reason.strip():
                message = f"`not-secrets` gives no reason for `{readable(name)}`."
                self.wrong(("not-secrets", name), message, "Say why it is no secret.")
        return tuple(value.items())


def unknown_selector(selector: str) -> tuple[str, str] | None:
    """What is wrong with a code, prefix or name, and the nearest known ones."""
    if selector.upper() == ALL or any(exactness(code, selector) for code in names()):
        return None
    known = [*names(), *names().values()]
    hint = did_you_mean(selector, known) or "`taskgen rule --all` lists the rules."
    return f"there is no rule `{readable(selector)}`.", hint


def with_options(
    settings: LintSettings,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> LintSettings:
    """The settings, with what the command line says in their place.

    Raises:
        TaskgenError: a selector names no rule.
    """
    problems = []
    for selector in (*select, *extend_select, *ignore):
        if problem := unknown_selector(selector):
            problems.append(Problem(problem[0][0].upper() + problem[0][1:], problem[1]))
    if problems:
        raise TaskgenError(problems)
    return replace(
        settings,
        select=tuple(select) or settings.select,
        extend_select=(*settings.extend_select, *extend_select),
        ignore=(*settings.ignore, *ignore),
    )
