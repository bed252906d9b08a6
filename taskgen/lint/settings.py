"""`[tool.taskgen.lint]` in `pyproject.toml`: which rules apply where, and what they are told.

Everything that is wrong in it is told at once, with the nearest names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from taskgen.lint import rule as rules_of
from taskgen.lint.rules import load, names
from taskgen.problems import Place, Problem, TaskgenError, did_you_mean

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
            chosen = 1 if load_is_on(code) else 0
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


def load_is_on(code: str) -> bool:
    """Whether the rule is on by default."""
    return load(code).rule.on_by_default


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
    return _settings(path, *_tables(path))


def _tables(path: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """`[tool.taskgen.lint]`, and `[tool.taskgen]`, which says where things are."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TaskgenError(
            Problem(f"`{path}` can't be read: {error.strerror}.", "Give a readable file.")
        ) from None
    if b"taskgen" not in data:
        return {}, {}
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        document = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TaskgenError(
            Problem(f"It is no valid TOML: {error}.", "Correct the file.", Place(str(path)))
        ) from None
    tool = document.get("tool", {})
    taskgen = tool.get("taskgen", {}) if isinstance(tool, dict) else {}
    taskgen = taskgen if isinstance(taskgen, dict) else {}
    table = taskgen.get("lint", {})
    if not isinstance(table, dict):
        raise TaskgenError(
            Problem(
                "`tool.taskgen.lint` must be a table.",
                "Write `[tool.taskgen.lint]`.",
                Place(str(path)),
            )
        )
    return table, taskgen


def _settings(path: Path, table: Mapping[str, Any], layout: Mapping[str, Any]) -> LintSettings:
    problems: list[Problem] = []
    place = Place(str(path))

    def wrong(message: str, hint: str = "") -> None:
        problems.append(Problem(f"`tool.taskgen.lint`: {message}", hint, place))

    for key in table:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"The keys are {', '.join(KEYS)}."
            wrong(f"there is no setting `{key}`.", hint)
    select = _strings(table, "select", wrong)
    extend = _strings(table, "extend-select", wrong)
    ignore = _strings(table, "ignore", wrong) + _strings(table, "extend-ignore", wrong)
    per_file: list[tuple[str, tuple[str, ...]]] = []
    files = table.get("per-file-ignores", {})
    if isinstance(files, dict):
        for pattern in files:
            per_file.append((pattern, _strings(files, pattern, wrong)))
    else:
        wrong("`per-file-ignores` must be a table of patterns and lists of codes.")
    for selectors in (select, extend, ignore, *(codes for _, codes in per_file)):
        for selector in selectors:
            if problem := unknown_selector(selector):
                wrong(*problem)
    style = table.get("docstring-style", "dash")
    if style not in ("dash", "any"):
        wrong(f"`docstring-style` is `{style}`.", "It is `dash` or `any`.")
    settings = LintSettings(
        base=path.parent,
        select=select,
        extend_select=extend,
        ignore=ignore,
        per_file_ignores=tuple(per_file),
        exclude=_strings(table, "exclude", wrong),
        baseline=_string(table, "baseline", wrong),
        cache_dir=_string(table, "cache-dir", wrong) or ".taskgen_cache",
        rules=rules_of.Settings(
            docstring_style=style if isinstance(style, str) else "dash",
            not_secrets=_not_secrets(table.get("not-secrets", {}), wrong),
            tests=_string(table, "tests", wrong) or _layout(layout, "tests"),
            outline=_string(table, "outline", wrong) or _layout(layout, "outline"),
            setup=_string(table, "setup", wrong),
        ),
    )
    if problems:
        raise TaskgenError(problems)
    return settings


def unknown_selector(selector: str) -> tuple[str, str] | None:
    """What is wrong with a code, prefix or name, and the nearest known ones."""
    if selector.upper() == ALL or any(exactness(code, selector) for code in names()):
        return None
    known = [*names(), *names().values()]
    hint = did_you_mean(selector, known) or "`taskgen rule --all` lists the rules."
    return f"there is no rule `{selector}`.", hint


def _strings(table: Mapping[str, Any], key: str, wrong: Any) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        wrong(f"`{key}` must be a list of strings.")
        return ()
    return tuple(value)


def _string(table: Mapping[str, Any], key: str, wrong: Any) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        wrong(f"`{key}` must be a string.")
        return ""
    return value


def _layout(layout: Mapping[str, Any], key: str) -> str:
    """Where the generator was told that something is; what is wrong there is its business."""
    value = layout.get(key, "")
    return value if isinstance(value, str) else ""


def _not_secrets(value: Any, wrong: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        wrong(
            "`not-secrets` must be a table of kwargs and reasons.", '"Load.token" = "a page token"'
        )
        return ()
    for name, reason in value.items():
        if not reason.strip():
            wrong(f"`not-secrets` gives no reason for `{name}`.", "Say why it is no secret.")
    return tuple(value.items())


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
