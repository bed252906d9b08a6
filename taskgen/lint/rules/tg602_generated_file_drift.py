"""TG602: a generated class is no longer what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from taskgen.lint.facts import Module
from taskgen.lint.rule import UNSAFE, Context, Edit, Finding, Fix, Rule, found
from taskgen.problems import TaskgenError
from taskgen.record import Entry, Record, digest, entry_line, file_line, read_record

RULE = Rule(
    code="TG602",
    name="generated-file-drift",
    kind="library",
    summary="a generated class is not what its record says, and no edit is recorded",
    why=(
        "What is generated again replaces the edit, or is refused because of it. The record that "
        '`record = "taskgen.lock"` in `[tool.taskgen]` asks for says what was generated; without '
        "one the rule is silent."
    ),
    suppress="never; record the edit.",
    bad="""
# file: taskgen.lock
{
  "version": 1,
  "files": {
    "tasks.py": {
      "Load": {"digest": "0000000000000000"}
    }
  }
}
# file: tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return "an edit"
""",
    good="""
# file: taskgen.lock
{
  "version": 1,
  "files": {
    "tasks.py": {
      "Load": {"digest": "0000000000000000", "edited": "31977c1b7351f77615ceddc0affe9b4c"}
    }
  }
}
# file: tasks.py
from prefect import Task


class Load(Task):
    def run(self):
        return "an edit"
""",
    fix=UNSAFE,
    fix_note=(
        "Records the edit: the class may then differ from what was generated, in just this way. It "
        "is unsafe because the edit may have been none that anybody wanted."
    ),
)


def check_module(module: Module, context: Context) -> Iterator[Finding]:
    """Every recorded class of the module."""
    path = context.settings.record
    if not path:
        return
    library = context.library
    text = (library.read_bytes(library.base / path) or b"").decode("utf-8", "replace")
    if file_line(module.shown).strip() not in text:
        return
    try:
        record = _record(context, text, path)
    except TaskgenError as error:
        problem = error.problems[0]
        yield found(RULE, module, (1, 1, 1), problem.message, problem.hint, argument=path)
        return
    for name, entry in record.get(module.shown, {}).items():
        classes = module.classes.get(name)
        if not classes:
            yield found(
                RULE,
                module,
                (1, 1, 1),
                f"`{name}` was generated here, says `{path}`, and is gone.",
                f"Generate it again, or remove its entry from `{path}`.",
                argument=name,
            )
            continue
        is_now = digest(module.lines, classes[-1].node)
        if is_now in (entry.digest, entry.edited):
            continue
        yield found(
            RULE,
            classes[-1],
            classes[-1].node,
            f"`{name}` is not what was generated, says `{path}`.",
            f'Generate it again with `--force`, or record the edit: `"edited": "{is_now}"`.',
            argument=name,
            fix=_fix(module.shown, name, replace(entry, edited=is_now), text, path),
        )


def _record(context: Context, text: str, path: str) -> Record:
    known: dict[str, Record] = context.library.__dict__.setdefault("records", {})
    if text not in known:
        known.clear()
        known[text] = read_record(text, path)
    return known[text]


def _fix(file: str, name: str, entry: Entry, text: str, path: str) -> Fix | None:
    """Put the edit's digest into the line of the class, where the record is as it was written."""
    lines = text.split("\n")
    if file_line(file) not in lines:
        return None
    head = entry_line(name, Entry("")).rpartition("{")[0]
    start = lines.index(file_line(file))
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith(head):
            new = entry_line(name, entry) + ("," if line.endswith(",") else "")
            edit = Edit(number, 1, number, len(line) + 1, new, path)
            return Fix(UNSAFE, f"Record the edit of `{name}`", (edit,))
    return None
