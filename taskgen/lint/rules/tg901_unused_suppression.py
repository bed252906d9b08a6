"""TG901: a suppression that silences nothing. `suppress` reports it."""

from taskgen.lint.rule import SAFE, Rule

RULE = Rule(
    code="TG901",
    name="unused-suppression",
    kind="hygiene",
    summary="a comment suppresses a rule that finds nothing there",
    why="It would silence a fault that is made there later, and tells readers of one that is gone.",
    suppress="never; remove the comment.",
    bad="""
class Load(Task):
    def run(self, table: str = None):  # noqa: TG205
        return table
""",
    good="""
class Load(Task):
    def run(self, table: str = None):
        return table
""",
    fix=SAFE,
    fix_note="Removes the code, or the comment where it is the last one.",
)
