"""Comments that silence findings: `# noqa: TG201`, `# taskgen: ignore[TG301] reason`.

A comment holds for its own line. In a docstring, where a comment would be text, it stands behind
the closing quotes and holds for the docstring. `# taskgen: ignore-file[TG101] reason` holds for
the file, with a bare `# flake8: noqa` and `# ruff: noqa` left to the tools they name.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass, field

from taskgen.lint.facts import Module
from taskgen.lint.rule import Edit, Finding, Fix
from taskgen.lint.rules import names

_NOQA = r"#\s*noqa\b(?P<rest>:\s*(?P<codes>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*))?"
_OWN = r"#\s*taskgen:\s*ignore(?P<file>-file)?\s*\[(?P<codes>[^\]]*)\]\s*(?P<reason>.*)"


@dataclass(slots=True)
class Suppression:
    """One comment."""

    line: int
    column: int
    length: int
    codes: tuple[str, ...]
    """Empty for a bare `# noqa`, which silences all."""
    own: bool
    """Whether it is taskgen's, so that all of its codes must be known."""
    whole_file: bool
    reason: str
    used: set[str] = field(default_factory=set)

    def covers(self, finding: Finding) -> bool:
        """Whether it stands where it silences the finding, and names its rule."""
        if not self.whole_file and self.line not in (finding.line, finding.last_line):
            return False
        if not self.codes:
            return True
        name = names().get(finding.code, "")
        return any(code.upper() == finding.code or code == name for code in self.codes)


def suppressions(module_text: str) -> list[Suppression]:
    """The suppressing comments of a file's text."""
    if "noqa" not in module_text and "taskgen:" not in module_text:
        return []
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(module_text).readline):
            if token.type == tokenize.COMMENT and (entry := _read(token)):
                found.append(entry)
    except (tokenize.TokenError, SyntaxError):
        pass  # What has no tokens has no findings but TG001.
    return found


def _read(token: tokenize.TokenInfo) -> Suppression | None:
    line, offset = token.start
    if match := re.search(_OWN, token.string):
        codes = tuple(code.strip() for code in match["codes"].split(",") if code.strip())
        return Suppression(
            line,
            offset + match.start() + 1,
            len(match[0]),
            codes or ("",),
            own=True,
            whole_file=bool(match["file"]),
            reason=match["reason"].strip(),
        )
    if match := re.search(_NOQA, token.string):
        codes = tuple(re.split(r"[\s,]+", match["codes"].strip())) if match["codes"] else ()
        reason = token.string[match.end() :].strip(" -#:")
        return Suppression(
            line, offset + match.start() + 1, len(match[0]), codes, False, False, reason
        )
    return None


def apply(
    found: Iterable[Finding], comments: list[Suppression]
) -> tuple[list[Finding], list[Finding]]:
    """Findings that stay, and those that a comment silences."""
    kept: list[Finding] = []
    silenced: list[Finding] = []
    for finding in found:
        covering = [comment for comment in comments if comment.covers(finding)]
        for comment in covering:
            comment.used.add(finding.code)
        (silenced if covering else kept).append(finding)
    return kept, silenced


def complaints(module: Module, comments: list[Suppression], enabled: set[str]) -> Iterable[Finding]:
    """TG901 for comments that silence nothing, TG903 for those without a reason."""
    by_name = {name: code for code, name in names().items()}
    for comment in comments:
        mine = [c for c in comment.codes if comment.own or c.upper().startswith("TG")]
        if "TG903" in enabled and mine and not comment.reason:
            yield _finding(
                module,
                comment,
                "TG903",
                "The suppression gives no reason.",
                "Say why behind it: `# taskgen: ignore[TG301] reason`.",
                None,
            )
        if "TG901" not in enabled:
            continue
        unused = []
        for code in mine:
            known = by_name.get(code, code.upper())
            # Of a rule that is off nobody can say whether it is still needed.
            if known in names() and known not in enabled:
                continue
            if known not in comment.used:
                unused.append(code)
        if unused:
            shown = ", ".join(f"`{code}`" for code in unused) if unused != [""] else "no rule"
            yield _finding(
                module,
                comment,
                "TG901",
                f"The suppression of {shown} silences nothing.",
                "Remove it.",
                _removal(module, comment, unused),
                ",".join(unused),
            )


def _finding(
    module: Module,
    comment: Suppression,
    code: str,
    message: str,
    hint: str,
    fix: Fix | None,
    argument: str = "",
) -> Finding:
    return Finding(
        code=code,
        path=module.shown,
        line=comment.line,
        column=comment.column,
        length=comment.length,
        message=message,
        hint=hint,
        argument=argument,
        fix=fix,
    )


def _removal(module: Module, comment: Suppression, unused: list[str]) -> Fix:
    source = module.lines[comment.line - 1]
    start, end = comment.column - 1, comment.column - 1 + comment.length
    if len(unused) < len(comment.codes):
        kept = [code for code in comment.codes if code not in unused]
        old = source[start:end]
        codes = ", ".join(kept)
        if comment.own:
            new = re.sub(r"\[[^\]]*\]", f"[{codes}]", old, count=1)
        else:
            new = re.sub(r":.*\Z", f": {codes}", old, count=1)
        edits = (Edit(comment.line, start + 1, comment.line, end + 1, new),)
        return Fix("safe", "Remove the unused code", edits)
    rest = source[end:]
    another = rest.lstrip().startswith("#")
    if not source[:start].strip() and not another:
        return Fix("safe", "Remove the comment", (Edit(comment.line, 1, comment.line + 1, 1, ""),))
    if another:
        blanks = len(rest) - len(rest.lstrip())
        edit = Edit(comment.line, start + 1, comment.line, end + blanks + 1, "")
    else:
        start = len(source[:start].rstrip())
        edit = Edit(comment.line, start + 1, comment.line, len(source) + 1, "")
    return Fix("safe", "Remove the comment", (edit,))
