"""A rule's page, made from the rule's own facts."""

from __future__ import annotations

from taskgen.lint.rule import Rule

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
        parts.append(f"## Example\n\n```python\n{_shown(rule.bad)}\n```\n")
        parts.append(f"Instead:\n\n```python\n{_shown(rule.good)}\n```\n")
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
    return example.strip("\n").encode("utf-8", "backslashreplace").decode()
