"""Reads what stands in parentheses behind an argument's name: its type, and `optional`."""

from __future__ import annotations

import re

_OPENING = re.compile(r"[(\[{]")


def parenthesized(joined: str) -> tuple[str, bool, int]:
    """The text in the parentheses at the start, whether there are any, and where they end."""
    if not joined.startswith("("):
        return "", False, 0
    end = joined.find(")")
    if end > 0 and not _OPENING.search(joined, 1, end):
        return joined[1:end].strip(), True, end + 1
    depth = 0
    for position, char in enumerate(joined):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return joined[1:position].strip(), True, position + 1
    # Never closed: up to the colon, as a reader would take it.
    colon = joined.find(":")
    end = colon if colon >= 0 else len(joined)
    return joined[1:end].strip(), True, end


def without_optional(type_: str) -> tuple[bool, str]:
    """Whether the text says that the argument is optional, and the rest of it."""
    if "ptional" not in type_ and "PTIONAL" not in type_:
        return False, type_.strip()
    if type_.endswith(", optional") and type_.count(",") == 1:
        return True, type_[: -len(", optional")].strip()
    parts = [part.strip() for part in _commas(type_)]
    kept = [part for part in parts if not re.match(r"(is )?optional\b", part, re.IGNORECASE)]
    lowered = type_.strip().lower()
    if len(kept) == len(parts) and re.match(r"optional\s*\[", lowered):
        return True, type_.strip()
    if len(kept) == len(parts) and re.search(r"\boptional\s*\Z", lowered):
        return True, re.sub(r"\s*\boptional\s*\Z", "", type_.strip(), flags=re.IGNORECASE)
    return len(kept) < len(parts), ", ".join(kept)


def _commas(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]
