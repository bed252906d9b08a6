"""A rule's page, made from the rule's own facts."""

from __future__ import annotations

import re

from taskgen.lint.rule import Rule

_LANGUAGES = {"py": "python", "toml": "toml", "lock": "json"}
_FIX = {"": "None.", "safe": "Safe", "unsafe": "Unsafe"}


def page(rule: Rule, measured: str = "") -> str:
    """The page as Markdown; `measured` says how often the rule was right, where it is known."""
    parts = [
        f"# {rule.code} {rule.name}\n",
        f"{_sentence(rule.summary)}\n",
        f"Kind: {rule.kind}. {'On' if rule.on_by_default else 'Off'} by default.\n",
        f"## What happens\n\n{rule.why}\n",
    ]
    if rule.bad.strip():
        parts.append(f"## Example\n\n{_shown(rule.bad)}\n")
        parts.append(f"Instead:\n\n{_shown(rule.good)}\n")
    fix = f"{_FIX[rule.fix]}: {rule.fix_note}" if rule.fix else "None."
    parts.append(f"## Fix\n\n{fix}\n")
    parts.append(f"## When to suppress it\n\n{_sentence(rule.suppress)}\n")
    if measured:
        parts.append(f"## How often it is right\n\n{measured}\n")
    return "\n".join(parts)


def _sentence(text: str) -> str:
    text = text if text.startswith("`") else f"{text[0].upper()}{text[1:]}"
    return text if text.endswith(".") else f"{text}."


def _shown(example: str) -> str:
    """The example in fences, one for each of its files that is not empty."""
    text = example.strip("\n").encode("utf-8", "backslashreplace").decode()
    _, *files = re.split(r"^# file: (\S+)\n?", text, flags=re.MULTILINE)
    if not files:
        return f"```python\n{text}\n```"
    return "\n\n".join(
        f"`{path}`:\n\n```{_LANGUAGES[path.rpartition('.')[2]]}\n{content.strip()}\n```"
        for path, content in zip(files[::2], files[1::2], strict=True)
        if content.strip()
    )
