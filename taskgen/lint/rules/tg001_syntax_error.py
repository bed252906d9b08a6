"""TG001: the file does not parse. The engine reports it."""

from taskgen.lint.rule import Rule

RULE = Rule(
    code="TG001",
    name="syntax-error",
    kind="error",
    summary="the file is no Python that the linter's interpreter can read",
    why="Importing it fails with the same SyntaxError, and with it the package that it is in.",
    suppress="never; exclude files that are no Python 3.",
    bad="def run(:\n    pass\n",
    good="def run():\n    pass\n",
)
