"""Names of files and folders that mean the same on every system, and nothing else to a shell."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 100

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\Z", re.I)
_FORBIDDEN = frozenset('<>:"/\\|?*')


def fault(name: str) -> str:
    """What is wrong with the name of a file or folder, in the midst of a sentence, if anything."""
    if name in ("", ".", ".."):
        return "it is no name"
    if len(name) > MAX_LENGTH:
        return f"it has more than {MAX_LENGTH} characters"
    if name.startswith("-"):
        return "it begins with `-`, so commands would take it for an option"
    if not name.isprintable():
        return "it has characters that do not show"
    if name.isascii():
        forbidden = _FORBIDDEN.intersection(name)
        if forbidden:
            return f"it has `{min(forbidden)}`, which Windows has another use for"
    elif unicodedata.normalize("NFKC", name) != name:
        return "it has characters that look like others"
    if name.endswith((" ", ".")) or name.startswith(" "):
        return "it begins or ends with what Windows leaves out"
    if _DEVICES.match(name.split(".")[0].rstrip()):
        return "it is the name of a device on Windows"
    return ""


def folded(name: str) -> str:
    """The same for names that are one name on macOS or Windows."""
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
