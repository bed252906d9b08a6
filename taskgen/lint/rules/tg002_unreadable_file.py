"""TG002: a file or folder can't be read. The engine reports it."""

from taskgen.lint.rule import Rule

RULE = Rule(
    code="TG002",
    name="unreadable-file",
    kind="error",
    summary="a file can't be read: not decodable, too large, too deeply nested, or a link loop",
    why=(
        "The linter knows nothing about the file. Python refuses it as well, unless it is only "
        "its size."
    ),
    suppress="never; exclude files that are not meant to be read.",
    bad='# a file of bytes that are not UTF-8, without a coding cookie\nname = "M\udcfcller"\n',
    good='# -*- coding: latin-1 -*-\nname = "M\u00fcller"\n',
)
