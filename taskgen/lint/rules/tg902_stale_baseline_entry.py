"""TG902: an entry of the baseline that nothing is found for. `baseline` reports it."""

from taskgen.lint.rule import Rule

RULE = Rule(
    code="TG902",
    name="stale-baseline-entry",
    kind="hygiene",
    summary="the baseline accepts a finding that is no longer there",
    why="It would accept the same fault when somebody makes it again.",
    suppress="never; `taskgen lint --update-baseline` removes the entry.",
    bad="",
    good="",
)
