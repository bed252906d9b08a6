"""Writes `docs/rules/`: a page for each rule, from the rule itself and what was measured.

Run it after a rule, the labelled corpus or the verdicts have changed:

    PYTHONPATH=. python benchmarks/lint_pages.py
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from taskgen.lint.pages import page
from taskgen.lint.rules import load, names

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = Path(__file__).parent.parent
PAGES = PROJECT / "docs" / "rules"
VERDICTS = PROJECT / "benchmarks" / "prefect-1.4.1-verdicts.toml"
CORPUS = PROJECT / "tests" / "lint" / "corpus"


def pages() -> dict[str, str]:
    """The text of every page, by file name."""
    judged, labelled = _judged(), _labelled()
    found = {}
    for code, name in names().items():
        rule = load(code).rule
        found[f"{code}-{name}.md"] = page(rule, _measured(code, judged, labelled))
    found["README.md"] = _index()
    return found


def _judged() -> dict[str, tuple[int, int]]:
    """How many findings on prefect 1.4.1 are true, and how many there are, by rule."""
    true: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for group in tomllib.loads(VERDICTS.read_text(encoding="utf-8"))["verdict"]:
        total[group["code"]] += len(group["findings"])
        true[group["code"]] += len(group["findings"]) * group["true"]
    return {code: (true[code], total[code]) for code in total}


def _labelled() -> Counter[str]:
    """How many true cases the labelled corpus has, by rule."""
    found: Counter[str] = Counter()
    for path in CORPUS.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "# expect: " in line:
                found.update(re.findall(r"TG\d{3}", line.partition("# expect: ")[2]))
    return found


def _measured(code: str, judged: dict[str, tuple[int, int]], labelled: Counter[str]) -> str:
    lines = []
    if code in judged:
        true, total = judged[code]
        lines.append(
            f"On the task library of prefect 1.4.1: {true} of {total} findings are true, by "
            "reading the code behind each (`benchmarks/prefect-1.4.1-verdicts.toml`)."
        )
    if labelled[code]:
        lines.append(
            f"On the labelled corpus (`tests/lint/corpus`): all {labelled[code]} true cases are "
            "found, and nothing else."
        )
    return "\n\n".join(lines)


def _index() -> str:
    rows = []
    for code, name in names().items():
        rule = load(code).rule
        mark = "" if rule.on_by_default else " (off by default)"
        summary = rule.summary.replace("|", "\\|")
        rows.append(
            f"| [{code}]({code}-{name}.md) | {name} | {summary}{mark} | {rule.kind} | {rule.fix} |"
        )
    head = "# The linter's rules\n\n| code | name | what is wrong | kind | fix |\n"
    head += "| --- | --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n"


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    wanted = pages()
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages in {PAGES.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
