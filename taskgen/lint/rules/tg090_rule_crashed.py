"""TG090: a rule failed on a file. The engine reports it."""

from taskgen.lint.rule import Rule

RULE = Rule(
    code="TG090",
    name="rule-crashed",
    kind="error",
    summary="a rule failed on this file; the other rules and files were checked all the same",
    why="A fault in the linter: what the rule would have found in the file is not known.",
    suppress="never; report it, and leave the rule out with `--ignore` until it is mended.",
    bad="",
    good="",
)
