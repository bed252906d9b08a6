"""Making task modules, and adding classes to modules that somebody wrote."""

import ast
from difflib import unified_diff
from pathlib import Path
from textwrap import dedent

import black
import prefect.tasks
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.library.modules import Definition, Import, extend_module, new_module
from taskgen.problems import TaskgenError
from taskgen.text import prose

TASK = Import("prefect", "Task")
ANY = Import("typing", "Any")
SHARED = [ANY, TASK, Import("prefect.utilities.tasks", "defaults_from_attrs")]

EXPLODED = '''\
class {name}(Task):
    """
    Task for something.
    """

    def __init__(
        self,
        queue_url: str = None,
        message_body: str = None,
        boto_kwargs: dict = None,
        **kwargs: Any,
    ):
        self.queue_url = queue_url
        super().__init__(**kwargs)

    @defaults_from_attrs("queue_url")
    def run(self, queue_url: str = None) -> dict:
        """
        Task run method.
        """
        return queue_url'''


def shown(source: str) -> str:
    return dedent(source).lstrip("\n")


def definition(name: str, body: str = "pass") -> Definition:
    return Definition(name, f"class {name}:\n    {body}")


def extended(source: str, *names: str, imports: list[Import] | None = None) -> str:
    return extend_module(
        shown(source), "a/module.py", imports or [], [definition(name) for name in names]
    ).text


def refused(source: str, imports: list[Import], *definitions: Definition) -> str:
    with pytest.raises(TaskgenError) as caught:
        extend_module(shown(source), "a/module.py", imports, definitions)
    return str(caught.value)


class TestNewModule:
    def test_groups_and_sorts_imports_and_merges_those_of_one_module(self):
        imports = [
            TASK,
            Import("typing", "Dict"),
            Import("typing", "Any"),
            Import("json"),
            Import("prefect.utilities.aws", "get_boto_client"),
            Import("typing", "cast"),
            Import("typing", "TYPE_CHECKING"),
        ]
        assert new_module(None, imports, [definition("B"), definition("A")]) == shown(
            """
            import json
            from typing import TYPE_CHECKING, Any, Dict, cast

            from prefect import Task
            from prefect.utilities.aws import get_boto_client


            class B:
                pass


            class A:
                pass
            """
        )

    def test_a_statement_that_gets_too_long_is_exploded(self):
        names = [f"LambdaOperationNumber{number}" for number in range(1, 5)]
        imports = [Import("prefect.tasks.aws", name) for name in names]
        text = new_module(None, imports, [definition("A")])
        assert text.startswith("from prefect.tasks.aws import (\n    LambdaOperationNumber1,\n")
        assert black.format_str(text, mode=black.Mode()) == text

    @pytest.mark.parametrize("imports", [[], [TASK]])
    def test_a_docstring_is_wrapped_and_black_accepts_the_spaces(self, imports):
        text = new_module(prose("Tasks for " + "AWS " * 40), imports, [definition("A")])
        assert text.startswith('"""\nTasks for AWS')
        assert max(map(len, text.splitlines())) <= 88
        assert black.format_str(text, mode=black.Mode()) == text

    def test_a_definition_that_is_something_else_is_a_mistake_of_the_caller(self):
        with pytest.raises(ValueError, match="not the class A"):
            extend_module("", "a.py", [], [Definition("A", "class B: pass")])


class TestWhereClassesGo:
    def test_sorted_classes_stay_sorted(self):
        text = extended("class A:\n    pass\n\n\nclass C:\n    pass\n", "B", "D")
        assert [node.name for node in ast.parse(text).body] == ["A", "B", "C", "D"]
        assert text == black.format_str(text, mode=black.Mode())

    def test_before_the_first_class_and_its_comments(self):
        text = extended("import os\n\n\n# About B.\n@os.mark\nclass B:\n    pass\n", "A")
        assert text == shown(
            """
            import os


            class A:
                pass


            # About B.
            @os.mark
            class B:
                pass
            """
        )

    def test_after_the_last_class_where_they_are_not_sorted(self):
        source = "class C:\n    pass\n\n\nclass A:\n    pass\n\n\ndef helper():\n    pass\n"
        text = extended(source, "B")
        assert [node.name for node in ast.parse(text).body] == ["C", "A", "B", "helper"]

    def test_after_a_comment_that_ends_the_class_before(self):
        source = "class A:\n    x = 1\n\n    # The end of A.\n\n\n# About f.\ndef f():\n    pass\n"
        text = extended(source, "B")
        assert text.index("# The end of A.") < text.index("class B") < text.index("# About f.")
        assert text == black.format_str(text, mode=black.Mode())

    def test_before_what_the_module_does_as_a_script(self):
        source = 'def f():\n    pass\n\n\nif __name__ == "__main__":\n    f()\n'
        text = extended(source, "A")
        assert text.endswith('class A:\n    pass\n\n\nif __name__ == "__main__":\n    f()\n')

    @pytest.mark.parametrize("source", ["", "\n\n", "# A licence.\n"])
    def test_in_a_module_without_code(self, source):
        text = extend_module(source, "a.py", [TASK], [definition("A")]).text
        assert text == source.strip() + "\n\n" * bool(source.strip()) + (
            "from prefect import Task\n\n\nclass A:\n    pass\n"
        )


class TestWhereImportsGo:
    def test_into_the_statement_of_their_module_in_order(self):
        source = "from typing import Any, Dict\n\n\nclass A:\n    pass\n"
        text = extended(source, "B", imports=[Import("typing", "Callable"), ANY])
        assert text.startswith("from typing import Any, Callable, Dict\n\n\nclass A")

    def test_into_a_statement_that_is_not_sorted_at_its_end(self):
        source = "from typing import Dict, Any\n"
        text = extended(source, "B", imports=[Import("typing", "Callable")])
        assert text.startswith("from typing import Dict, Any, Callable\n")

    def test_into_an_exploded_statement_as_a_line_and_comments_stay(self):
        source = """
            from typing import (
                Any,  # everything
                Dict  # the last
            )
            """
        text = extended(
            source, "B", imports=[Import("typing", "List"), Import("typing", "Callable")]
        )
        assert text.startswith(
            shown(
                """
                from typing import (
                    Any,  # everything
                    Callable,
                    Dict,  # the last
                    List,
                )
                """
            )
        )

    def test_a_statement_that_gets_too_long_is_exploded(self):
        module = "a_package_with_a_long_name.and_a_module_too"
        source = f"from {module} import AClassName, BClassName\n\n\nclass A:\n    pass\n"
        text = extended(source, "B", imports=[Import(module, "CClassName")])
        assert (
            f"from {module} import (\n    AClassName,\n    BClassName,\n    CClassName,\n)" in text
        )

    @pytest.mark.parametrize(
        "statement",
        [
            "from typing import Dict  # noqa",
            "from typing import Dict; import os",
            "from typing import \\\n    Dict",
            "from typing import (Dict,\n    List)",
            "from typing import *",
        ],
    )
    def test_beside_a_statement_of_another_form(self, statement):
        text = extended(f"{statement}\n\n\nclass A:\n    pass\n", "B", imports=[ANY])
        assert statement in text
        assert "\nfrom typing import Any\n" in text or text.startswith("from typing import Any\n")

    def test_between_the_statements_of_their_group(self):
        source = """
            import os
            from typing import Any

            import boto3
            from prefect import Task
            from prefect.utilities.tasks import defaults_from_attrs


            class A:
                pass
            """
        imports = [
            Import("json"),
            Import("datetime", "datetime"),
            Import("prefect.utilities.aws", "get_boto_client"),
            Import("botocore"),
        ]
        assert extended(source, "B", imports=imports).startswith(
            shown(
                """
                import json
                import os
                from datetime import datetime
                from typing import Any

                import boto3
                import botocore
                from prefect import Task
                from prefect.utilities.aws import get_boto_client
                from prefect.utilities.tasks import defaults_from_attrs
                """
            )
        )

    def test_before_a_first_statement_that_takes_a_name_itself(self):
        source = "from typing import Any\n\n\nclass A:\n    pass\n"
        imports = [Import("datetime", "datetime"), Import("typing", "Dict")]
        text = extended(source, "B", imports=imports)
        assert text.startswith("from datetime import datetime\nfrom typing import Any, Dict\n\n")

    def test_as_a_group_of_their_own(self):
        source = "from prefect import Task\n\n\nclass A:\n    pass\n"
        text = extended(source, "B", imports=[Import("os"), Import("__future__", "annotations")])
        assert text.split("class A")[0] == (
            "from __future__ import annotations\n\nimport os\n\nfrom prefect import Task\n\n\n"
        )

    def test_after_the_docstring_of_a_module_without_imports(self):
        text = extended('"""Tasks."""\n\n\nclass A:\n    pass\n', "B", imports=[TASK])
        assert text.startswith('"""Tasks."""\n\nfrom prefect import Task\n\n\nclass A')

    def test_all_of_them_in_a_module_without_imports(self):
        imports = [Import("typing", "Dict"), Import("typing", "Any"), Import("json")]
        assert extended("class A:\n    pass\n", "B", imports=imports).startswith(
            "import json\nfrom typing import Any, Dict\n\n\nclass A:\n"
        )

    def test_after_the_licence_of_a_module_without_imports(self):
        text = extended("#!/usr/bin/python\nclass A:\n    pass\n", "B", imports=[TASK])
        assert text.startswith("#!/usr/bin/python\n\nfrom prefect import Task\n\n\nclass A")

    @pytest.mark.parametrize(
        "statement",
        [
            "from prefect import Task",
            "from prefect.core import Task",
            "from prefect.core.task import Task",
            "try:\n    from prefect import Task\nexcept ImportError:\n    raise",
        ],
    )
    def test_nowhere_where_the_name_is_there(self, statement):
        source = f"{statement}\n\n\nclass A:\n    pass\n"
        assert extended(source, "B", imports=[TASK]) == f"{source}\n\nclass B:\n    pass\n"

    def test_what_only_type_checkers_import_is_imported(self):
        source = "import typing\n\nif typing.TYPE_CHECKING:\n    from prefect import Task\n"
        assert "\nfrom prefect import Task\n" in extended(source, "B", imports=[TASK])

    def test_a_submodule_of_an_imported_package(self):
        text = extended("import os\n\n\nclass A:\n    pass\n", "B", imports=[Import("os.path")])
        assert text.startswith("import os\nimport os.path\n")

    def test_only_with_a_class(self):
        source = "class A:\n    pass\n"
        assert extended(source, "A", imports=[TASK]) == source


class TestClassesThatAreThere:
    def test_an_identical_one_is_left(self):
        result = extend_module(
            "@x\nclass A:\r\n    y = 1\r\n",
            "a.py",
            [],
            [Definition("A", "@x\nclass A:\n    y = 1\n")],
        )
        assert result.text == "@x\nclass A:\r\n    y = 1\r\n"
        assert (result.added, result.identical, result.different) == ((), ("A",), ())

    def test_one_that_differs_is_left_and_its_place_told(self):
        source = "\n\nclass A:\n    y = 2\n"
        result = extend_module(source, "a.py", [], [definition("A", "y = 1"), definition("B")])
        assert result.text == f"{source}\n\nclass B:\n    pass\n"
        assert [str(place) for place in result.different] == ["a.py:3:1"]
        assert (result.added, result.replaced) == (("B",), ())

    def test_one_that_differs_is_replaced_when_forced_and_nothing_else(self):
        source = "x = 1\n\n\n# About A.\n@x\nclass A:\n    y = 2\n    # more\n\n\nz = 3"
        result = extend_module(source, "a.py", [], [definition("A", "y = 1")], force=True)
        assert result.text == "x = 1\n\n\n# About A.\nclass A:\n    y = 1\n    # more\n\n\nz = 3"
        assert (result.replaced, result.different) == (("A",), ())


class TestProblems:
    def test_a_module_that_does_not_parse(self):
        assert refused("x = (\n", [], definition("A")) == dedent(
            """\
            a/module.py:1:5: The file is not Python: '(' was never closed.
                x = (
                    ^
              Repair the file first."""
        )

    @pytest.mark.parametrize(
        "source",
        [
            "def A(): pass",
            "A = 1",
            "from b import A",
            "import b as A",
            "if x:\n    class A: pass",
            "class A: pass\nA = wrap(A)",
        ],
    )
    def test_a_name_that_is_something_else(self, source):
        text = refused(source, [], definition("A"))
        assert ": `A` is something else in this module.\n" in text
        assert text.endswith("\n  Give the class another name.")

    def test_an_imported_name_that_is_something_else(self):
        assert refused("from mine import Task\n", [TASK], definition("A")).split("\n") == [
            "a/module.py:1:1: `Task` is something else in this module, and the new classes need "
            "`from prefect import Task`.",
            "    from mine import Task",
            "    ^",
            "  Rename it there, or give the new classes a module of their own.",
        ]

    def test_a_module_that_an_edit_would_break(self):
        assert refused("import os; x = (\n    1)\n", [TASK], definition("A")) == (
            "a/module.py: This module can't be extended safely.\n"
            "  Add the classes to it by hand, or name another module."
        )

    def test_a_module_that_is_not_text(self):
        text = refused("x = '\0'", [], definition("A"))
        assert text.startswith("a/module.py: The file is not Python: source code string cannot")
        assert text.endswith("null bytes.\n  Repair the file first.")

    def test_all_clashes_are_told_at_once(self):
        text = refused("A = 1\nB = 2\n", [], definition("A"), definition("B"))
        assert text.count("something else") == 2


class TestBytes:
    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("last", ["", "end"])
    def test_line_endings_mark_and_end_are_kept(self, ending, mark, last):
        source = mark + ending.join(["import os", "", "", "class Ä:", "    x = 'é'", last])[:None]
        source = source if last == "" else source.removesuffix(ending + last)
        text = extend_module(source, "a.py", [ANY], [definition("B")]).text
        assert text.startswith(f"{mark}import os{ending}from typing import Any{ending}{ending}")
        assert text.endswith(ending) == source.endswith(ending)
        assert text.replace("\r\n", "").count("\r") == 0
        assert (ending == "\n") or text.count("\n") == text.count("\r\n")

    @given(
        st.lists(
            st.sampled_from(["class A:\n    pass\n", "x = 'é'\n", "# c\n", "\n", "import re\n"])
        )
    )
    def test_what_is_there_is_still_there_in_order(self, lines):
        source = "".join(lines)
        text = extend_module(source, "a.py", [Import("json")], [definition("Z")]).text
        rest = iter(text.split("\n"))
        assert all(line in rest for line in source.strip().split("\n"))


class TestBlack:
    """What black decides by file stays decided as it was."""

    def test_no_comma_after_kwargs_where_the_module_has_none(self):
        source = EXPLODED.format(name="Old").replace("**kwargs: Any,", "**kwargs: Any") + "\n"
        new = Definition("Older", EXPLODED.format(name="Older"))
        text = extend_module(source, "a.py", [], [new]).text
        assert text.count("**kwargs: Any\n    ):") == 2
        again = extend_module(text, "a.py", [], [new])
        assert again.identical == ("Older",)

    def test_a_comma_after_kwargs_where_the_module_needs_a_newer_python(self):
        source = 'def f(x):\n    return f"{x}"\n'
        new = EXPLODED.format(name="A").replace("**kwargs: Any,", "**kwargs: Any")
        assert "**kwargs: Any,\n" in extend_module(source, "a.py", [], [Definition("A", new)]).text

    def test_every_task_module_of_prefect_that_black_accepts(self):
        mode = black.Mode()
        new = Definition("Middle", EXPLODED.format(name="Middle"))
        checked = 0
        for path in sorted(Path(prefect.tasks.__file__).parent.rglob("*.py")):
            source = path.read_text("utf-8")
            if path.name == "__init__.py" or "class " not in source:
                continue
            if black.format_str(source, mode=mode) != source:
                continue
            text = extend_module(source, path.name, SHARED, [new]).text
            assert black.format_str(text, mode=mode) == text, path
            checked += 1
        assert checked > 50


def test_every_module_of_prefect_keeps_all_but_merged_imports():
    for path in sorted(Path(prefect.tasks.__file__).parent.rglob("*.py")):
        source = path.read_text("utf-8")
        text = extend_module(source, path.name, SHARED, [definition("Middle")]).text
        changes = unified_diff(source.split("\n"), text.split("\n"), n=0)
        gone = [line for line in changes if line.startswith("-") and line[1:].strip(" -\n")]
        assert all(line.startswith("-from ") and " import " in line for line in gone), path
