"""Every text of an error is asserted in some test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import taskgen

CODE = Path(taskgen.__file__).parent
TESTS = Path(__file__).parent
MESSAGES = {"Problem": 0, "problem": 0, "UsageError": 0, "wrong": 1, "wrong_key": 1}
"""What makes a problem, and which argument is its message."""


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(part.value if _is_text(part) else "\0" for part in node.values)


def _is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


def messages() -> Iterator[tuple[str, str]]:
    """Where a problem is made, and the longest piece of its message that is always the same."""
    for path in sorted(CODE.rglob("*.py")):
        place = path.relative_to(CODE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in MESSAGES and len(node.args) > MESSAGES[name]:
                text = next(strings(ast.Expression(node.args[MESSAGES[name]])), "")
                piece = max(text.split("\0"), key=len).strip()
                if len(piece) > 5:
                    yield f"{place}:{node.lineno}", piece


def test_every_message_is_expected_somewhere():
    expected = "\0".join(
        text
        for path in TESTS.rglob("*.py")
        if path != Path(__file__)
        for text in strings(ast.parse(path.read_text("utf-8")))
    ).replace("\\", "")
    found = list(messages())
    assert len(found) > 60
    assert [(place, piece) for place, piece in found if piece not in expected] == []
