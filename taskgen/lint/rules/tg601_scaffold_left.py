"""TG601: text that taskgen wrote to be replaced is still there."""

from __future__ import annotations

from collections.abc import Iterator

from taskgen.conventions import SCAFFOLD
from taskgen.lint.facts import Class, Function, Module
from taskgen.lint.rule import Context, Finding, Rule, found

RULE = Rule(
    code="TG601",
    name="scaffold-left",
    kind="style",
    summary="text that was written to be replaced is still there",
    why=(
        f"`{SCAFFOLD}` begins what taskgen could not know and left for you, such as what an "
        "undocumented kwarg is for. Users read it in the docs."
    ),
    suppress="the work is planned; better finish it before the change is merged.",
    bad=f'''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): {SCAFFOLD}: say what it is for.
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        load(table)
''',
    good='''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table's name, with its schema
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        load(table)
''',
)


def check_module(module: Module, context: Context) -> Iterator[Finding]:
    """Every place of the marker, in comments and docstrings alike."""
    if SCAFFOLD not in module.text:
        return
    for number, line in enumerate(module.lines, 1):
        column = line.find(SCAFFOLD) + 1
        if column:
            said = line[column - 1 + len(SCAFFOLD) :].strip(" :")
            yield found(
                RULE,
                _around(module, number),
                (number, column, len(SCAFFOLD)),
                f"This was left to be completed: {said or 'nothing more is said.'}",
                "Complete it, and remove the marker.",
                argument=line.strip(),
                last_line=_last_line(module, number),
            )


def _around(module: Module, line: int) -> Function | Class | Module:
    """The method or class that the line is in."""
    for cls in module.all_classes():
        if cls.node.lineno <= line <= (cls.node.end_lineno or 0):
            for method in cls.methods.values():
                if method.node.lineno <= line <= (method.node.end_lineno or 0):
                    return method
            return cls
    return module


def _last_line(module: Module, line: int) -> int:
    """Where the docstring ends that the line is in, since no comment can stand in it."""
    around = _around(module, line)
    docstring = None if isinstance(around, Module) else around.docstring
    if docstring is not None and docstring.line <= line <= docstring.end_line:
        return docstring.end_line
    return 0
