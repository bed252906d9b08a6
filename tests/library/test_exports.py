"""Exporting tasks from their package's `__init__.py`."""

import ast
from difflib import unified_diff
from pathlib import Path
from textwrap import dedent

import black
import prefect.tasks
import pytest

from taskgen.library.exports import add_exports, new_package
from taskgen.problems import TaskgenError
from taskgen.text import prose

MODULE = "acme.tasks.aws.sqs"


def shown(source: str) -> str:
    return dedent(source).lstrip("\n")


def exported(source: str, *names: str, module: str = MODULE) -> str:
    return add_exports(shown(source), "aws/__init__.py", module, names or ("SQSSend",))


def refused(source: str, *names: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        exported(source, *names)
    return str(caught.value)


class TestNewPackage:
    def test_with_an_extra(self):
        text = new_package(
            "prefect.tasks.aws",
            prose("Tasks for AWS."),
            {"sqs": ["SQSSend", "SQSList"], "lambda_function": ["LambdaInvoke"]},
            "aws",
        )
        assert text == shown(
            '''
            """
            Tasks for AWS.
            """

            try:
                from prefect.tasks.aws.lambda_function import LambdaInvoke
                from prefect.tasks.aws.sqs import SQSList, SQSSend
            except ImportError as err:
                raise ImportError(
                    MESSAGE
                ) from err

            __all__ = ["LambdaInvoke", "SQSList", "SQSSend"]
            '''
        ).replace(
            "MESSAGE",
            "'Using `prefect.tasks.aws` requires Prefect to be installed with the \"aws\" extra.'",
        )
        assert black.format_str(text, mode=black.Mode()) == text

    def test_without_an_extra(self):
        text = new_package("tasks.time", prose("Tasks for time."), {"sleep": ["Sleep"]}, None)
        assert text == (
            '"""\nTasks for time.\n"""\n\nfrom tasks.time.sleep import Sleep\n\n'
            '__all__ = ["Sleep"]\n'
        )

    def test_with_many_classes(self):
        names = [f"LambdaOperationNumber{number}" for number in range(10)]
        text = new_package("tasks.aws", prose("Tasks."), {"lambda_function": names}, "aws")
        assert black.format_str(text, mode=black.Mode()) == text
        assert '    "LambdaOperationNumber9",\n]\n' in text

    def test_is_extended_to_what_it_would_have_been(self):
        first = new_package("tasks.aws", prose("Tasks."), {"sqs": ["SQSList"]}, "aws")
        both = new_package(
            "tasks.aws", prose("Tasks."), {"s3": ["S3Put"], "sqs": ["SQSList", "SQSSend"]}, "aws"
        )
        text = add_exports(first, "x", "tasks.aws.sqs", ["SQSSend"])
        assert sorted(add_exports(text, "x", "tasks.aws.s3", ["S3Put"])) == sorted(both)


class TestImport:
    def test_joins_the_statement_of_its_module(self):
        source = "from acme.tasks.aws.sqs import SQSGet, SQSWait\n"
        assert exported(source) == "from acme.tasks.aws.sqs import SQSGet, SQSSend, SQSWait\n"

    def test_joins_a_relative_statement(self):
        assert exported("from .sqs import SQSGet\n") == "from .sqs import SQSGet, SQSSend\n"

    def test_joins_an_exploded_statement(self):
        source = "from .sqs import (\n    SQSGet,\n    SQSWait,\n)\n"
        assert (
            exported(source) == "from .sqs import (\n    SQSGet,\n    SQSSend,\n    SQSWait,\n)\n"
        )

    def test_is_absolute_where_the_others_are_and_inside_their_try(self):
        source = """
            from warnings import warn

            try:
                from acme.tasks.aws.s3 import S3Get
            except ImportError as err:
                raise ImportError("no") from err
            """
        expected = shown(source).replace(
            "S3Get\n", "S3Get\n    from acme.tasks.aws.sqs import SQSSend\n"
        )
        assert exported(source) == expected

    def test_is_relative_where_the_others_are(self):
        assert (
            exported("from .s3 import S3Get\n")
            == "from .s3 import S3Get\nfrom .sqs import SQSSend\n"
        )

    def test_keeps_sorted_modules_sorted(self):
        source = "from .s3 import S3Get\n# Last.\nfrom .ssm import SSMGet\n"
        assert exported(source).split("\n")[1] == "from .sqs import SQSSend"

    def test_comes_before_the_first_where_it_sorts_first(self):
        source = """
            try:
                # First.
                from .ssm import A
                from .swf import B
            except ImportError:
                pass
            """
        assert exported(source).startswith("try:\n    from .sqs import SQSSend\n    # First.\n")

    def test_is_not_put_into_an_except(self):
        source = "try:\n    from .a import A\nexcept ImportError:\n    from .b import B\n"
        assert exported(source).split("\n")[2] == "    from .sqs import SQSSend"

    @pytest.mark.parametrize("source", ["", "# Tasks.\n", '"""Tasks."""\n', "import os\n"])
    def test_stands_alone_in_a_package_without_others(self, source):
        text = exported(source)
        assert text.startswith(source)
        assert text.endswith("from acme.tasks.aws.sqs import SQSSend\n")
        assert black.format_str(text, mode=black.Mode()) == text

    def test_is_exploded_where_it_gets_too_long(self):
        names = [f"SQSOperationNumber{number}" for number in range(4)]
        text = exported("from .s3 import S3Get\n", *names)
        assert "from .sqs import (\n    SQSOperationNumber0,\n" in text
        assert black.format_str(text, mode=black.Mode()) == text


ALL = "from .sqs import SQSGet\n\n{}\n"


class TestAll:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('__all__ = ["A", "T"]', '__all__ = ["A", "SQSSend", "T"]'),
            ("__all__ = ['A', 'T']", "__all__ = ['A', 'SQSSend', 'T']"),
            ('__all__ = ("A", "T")', '__all__ = ("A", "SQSSend", "T")'),
            ('__all__ = ("A",)', '__all__ = ("A", "SQSSend")'),
            ('__all__ = "A", "T"', '__all__ = "A", "SQSSend", "T"'),
            ('__all__ = ["T", "A"]', '__all__ = ["T", "A", "SQSSend"]'),
            ('__all__: list = ["A"]  # all', '__all__: list = ["A", "SQSSend"]  # all'),
            ("__all__ = []", '__all__ = ["SQSSend"]'),
            ("__all__ = ()", '__all__ = ("SQSSend",)'),
            ("__all__ = [\n]", '__all__ = ["SQSSend",\n]'),
            (
                '__all__ = [\n  "A",  # a\n  "T"\n]',
                '__all__ = [\n  "A",  # a\n  "SQSSend",\n  "T"\n]',
            ),
            ('__all__ = [\n    "A"\n]', '__all__ = [\n    "A",\n    "SQSSend",\n]'),
            ('__all__ = ["A",\n           "T"]', '__all__ = ["A", "SQSSend",\n           "T"]'),
            ('__all__ = ["T",\n           "Z"]', '__all__ = ["SQSSend", "T",\n           "Z"]'),
            ('__all__ = ["A"]\n__all__ += ["B"]', '__all__ = ["A", "SQSSend"]\n__all__ += ["B"]'),
            (
                '__all__ = list(names())\n__all__ += ["B"]',
                '__all__ = list(names())\n__all__ += ["B", "SQSSend"]',
            ),
            ('__all__ = ["SQSSend"]', '__all__ = ["SQSSend"]'),
            ('__all__ = ["A"]\n__all__ += ["SQSSend"]', '__all__ = ["A"]\n__all__ += ["SQSSend"]'),
        ],
    )
    def test_in_its_own_layout(self, before, after):
        assert exported(ALL.format(before)) == (f"from .sqs import SQSGet, SQSSend\n\n{after}\n")

    def test_is_exploded_where_it_gets_too_long(self):
        before = "__all__ = [" + ", ".join(f'"AnOperation{number}"' for number in range(4)) + "]"
        text = exported(ALL.format(before), "AnOperation9")
        assert '[\n    "AnOperation0",\n' in text
        assert black.format_str(text, mode=black.Mode()) == text

    def test_one_slip_in_a_longer_list_does_not_send_names_to_the_end(self):
        names = ["A", "C", "B", "D", "E", "T"]
        text = exported(ALL.format(f"__all__ = {names}"))
        assert "'E', 'SQSSend', 'T'" in text

    def test_what_is_exported_stays_as_it_is(self):
        source = "from .sqs import SQSSend\n\n__all__ = ['SQSSend']\n"
        assert exported(source) == source

    def test_what_is_imported_and_not_listed_is_listed(self):
        text = exported("from .sqs import SQSSend\n\n__all__ = []\n")
        assert text == 'from .sqs import SQSSend\n\n__all__ = ["SQSSend"]\n'


class TestProblems:
    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("from .s3 import *\n", "1:1: A package that only imports `*` is not extended."),
            (
                "def __getattr__(name):\n    pass\n",
                "1:1: A package with a `__getattr__` is not extended.",
            ),
            ("__all__ = names()\n", "1:1: `__all__` is computed, and not extended."),
            ("__all__ = A + ['B']\n", "1:1: `__all__` is computed"),
            ("__all__ = ['A', B]\n", "1:1: `__all__` is computed"),
            ("__all__ = ['A']\n__all__ = f()\n", "2:1: `__all__` is computed"),
            ("if x:\n    __all__ = ['A']\n", "2:5: `__all__` is computed"),
            (
                "try: from .s3 import A\nexcept E: pass\n",
                "1:6: The import is on a line with other code.",
            ),
            ("x = (\n", "1:5: The file is not Python: '(' was never closed."),
            ("from .s3 import A; x = (\n    1)\n", " This package can't be extended safely."),
        ],
    )
    def test_what_is_not_extended_is_told_with_the_lines_to_add(self, source, message):
        text = refused(source)
        assert text.startswith(f"aws/__init__.py:{message}")
        assert text.endswith(
            "  Add by hand:\n      from acme.tasks.aws.sqs import SQSSend\n"
            '  Add to `__all__`, where there is one:\n      "SQSSend"'
        )

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("from .other import SQSSend\n", "`SQSSend` is imported from `.other` already"),
            ("from .sqs import Old as SQSSend\n", "`SQSSend` is imported from `.sqs` already"),
            ("class SQSSend:\n    pass\n", "`SQSSend` is defined here already"),
        ],
    )
    def test_a_name_that_is_exported_from_elsewhere(self, source, message):
        text = refused(source)
        assert text.startswith(
            f"aws/__init__.py:1:1: {message}, "
            "and can't be exported from `acme.tasks.aws.sqs` too.\n"
        )
        assert text.endswith("\n  Give the class another name.")


PACKAGES = sorted(Path(prefect.tasks.__file__).parent.glob("*/__init__.py"))


def test_every_package_of_prefect_is_extended_and_keeps_all_else():
    """But the one that only imports `*`."""
    for path in PACKAGES:
        package = f"prefect.tasks.{path.parent.name}"
        source = path.read_text("utf-8")
        if path.parent.name == "toloka":
            with pytest.raises(TaskgenError, match=r"only imports `\*`"):
                exported(source)
            continue
        text = add_exports(source, path.name, f"{package}.new_module", ["MiddleOne", "NewOne"])
        again = add_exports(text, path.name, f"{package}.new_module", ["MiddleOne", "NewOne"])
        assert again == text
        assert f"{package}.new_module.MiddleOne" in imported_by(text, package)
        listed = listed_by(text)
        assert listed is None or {"MiddleOne", "NewOne"} <= set(listed)
        changes = list(unified_diff(source.split("\n"), text.split("\n"), "", "", n=0))[2:]
        gone = [line for line in changes if line.startswith("-") and line != "-"]
        assert not gone or [line.startswith("-__all__ = [") for line in gone] == [True], path


def test_every_package_of_prefect_is_extended_as_black_writes_it():
    mode = black.Mode()
    for path in PACKAGES:
        if path.parent.name != "toloka":
            source = black.format_str(path.read_text("utf-8"), mode=mode)
            module = f"prefect.tasks.{path.parent.name}.new_module"
            text = add_exports(source, path.name, module, ["MiddleOne", "NewOne"])
            assert black.format_str(text, mode=mode) == text, path


def imported_by(text: str, package: str) -> set[str]:
    return {
        f"{package}.{node.module}.{alias.name}" if node.level else f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def listed_by(text: str) -> list[str] | None:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return ast.literal_eval(node.value)
    return None


def test_a_name_that_is_exported_from_elsewhere():
    source = "from prefect.tasks.aws.s3 import Upload\n"
    with pytest.raises(TaskgenError) as caught:
        add_exports(source, "__init__.py", "prefect.tasks.aws.sqs", ["Upload"])
    assert str(caught.value) == (
        "__init__.py:1:1: `Upload` is imported from `prefect.tasks.aws.s3` already, "
        "and can't be exported from `prefect.tasks.aws.sqs` too.\n"
        "    from prefect.tasks.aws.s3 import Upload\n"
        "    ^\n"
        "  Give the class another name."
    )
