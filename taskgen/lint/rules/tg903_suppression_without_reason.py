"""TG903: a suppression without a reason. `suppress` reports it."""

from taskgen.lint.rule import Rule

RULE = Rule(
    code="TG903",
    name="suppression-without-reason",
    kind="hygiene",
    summary="a suppression does not say why",
    why="Nobody can tell later whether it is still right.",
    suppress="never; say why.",
    bad="""
class Load(Task):
    def run(self, table: str = None):  # taskgen: ignore[TG205]
        return 1
""",
    good="""
class Load(Task):
    def run(self, table: str = None):  # taskgen: ignore[TG205] orders the tasks
        return 1
""",
)
