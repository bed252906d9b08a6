"""Fixes touch what they mean to, and nothing else."""

from __future__ import annotations

from time import process_time

import pytest

from taskgen.lint.edits import spliced
from taskgen.lint.fix import Fixed, diff
from taskgen.lint.rule import Edit
from tests.lint.support import PRELUDE, check, fixed

INIT = (
    "class Load(Task):\n    def __init__(self, table: str = None, **kwargs):\n"
    "        self.table = table\n        super().__init__(**kwargs)\n\n"
)


def after(folder, text, select, name="tasks.py"):
    fixed(folder, text, select=[select])
    return (folder / name).read_text().removeprefix(PRELUDE)


def test_name_goes_to_its_place_in_the_signature(tmp_path):
    text = (
        "class Load(Task):\n    def __init__(self, a=None, b=None, c=None, **kwargs):\n"
        "        self.a = a\n        self.b = b\n        self.c = c\n"
        "        super().__init__(**kwargs)\n\n"
        "    @defaults_from_attrs('a', 'c')\n    def run(self, a=None, b=None, c=None):\n"
        "        return a, b, c\n"
    )
    assert '@defaults_from_attrs("a", "b", "c")' in after(tmp_path, text, "TG201")


def test_decorator_and_import_are_added(tmp_path):
    text = (
        "from prefect import Task\n\n\n"
        + INIT
        + ("    def run(self, table: str = None):\n        return table\n")
    )
    fixed(tmp_path, text, select=["TG201"])
    assert (tmp_path / "tasks.py").read_text() == (
        "from prefect import Task\nfrom prefect.utilities.tasks import defaults_from_attrs\n\n\n"
        + INIT
        + '    @defaults_from_attrs("table")\n'
        + "    def run(self, table: str = None):\n        return table\n"
    )


def test_long_decorator_is_laid_out_as_black_does(tmp_path):
    names = [f"a_rather_long_name_{letter}" for letter in "abcd"]
    text = (
        "class Load(Task):\n    def __init__(self, "
        + "".join(f"{name}=None, " for name in names)
        + "**kwargs):\n"
        + "".join(f"        self.{name} = {name}\n" for name in names)
        + "        super().__init__(**kwargs)\n\n    def run(self, "
        + ", ".join(f"{name}=None" for name in names)
        + f"):\n        return {', '.join(names)}\n"
    )
    fixed_text = after(tmp_path, text, "TG201")
    lines = "".join(f'        "{name}",\n' for name in names)
    assert f"    @defaults_from_attrs(\n{lines}    )\n" in fixed_text


def test_comments_and_quotes_elsewhere_stay(tmp_path):
    text = INIT + (
        "    @defaults_from_attrs('table')  # keep\n"
        "    def run(self, table: str):  # and this\n        return 'x'  , table\n"
    )
    assert after(tmp_path, text, "TG204") == text.replace("table: str)", "table: str = None)")


def test_decorator_with_a_comment_inside_is_left_alone(tmp_path):
    text = INIT.replace("self.table", "self.size = self.table").replace(
        "table: str", "size=None, table: str"
    ) + (
        "    @defaults_from_attrs(\n        'size',  # first\n    )\n"
        "    def run(self, size=None, table=None):\n        return size, table\n"
    )
    assert after(tmp_path, text, "TG201") == text


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_marks_stay(tmp_path, ending, mark):
    text = PRELUDE + INIT + "    def run(self, table: str = None):\n        return table\n"
    path = tmp_path / "tasks.py"
    path.write_bytes(mark + text.replace("\n", ending).encode())
    fixed(tmp_path, select=["TG201"])
    data = path.read_bytes()
    assert data.startswith(mark + b"from prefect")
    assert b'@defaults_from_attrs("table")' in data
    assert data.count(b"\r\n") == (data.count(b"\n") if ending == "\r\n" else 0)


def test_encoding_stays(tmp_path):
    text = (
        "# coding: latin-1\n# \xfc\n"
        + PRELUDE
        + INIT
        + (
            "    @defaults_from_attrs('table')\n    def run(self, table: str):\n        return table\n"  # noqa: E501
        )
    )
    (tmp_path / "tasks.py").write_bytes(text.encode("latin-1"))
    fixed(tmp_path, select=["TG204"])
    assert (tmp_path / "tasks.py").read_bytes() == text.replace(
        "table: str)", "table: str = None)"
    ).encode("latin-1")


def test_unsafe_fixes_are_applied_only_when_asked_for(tmp_path):
    text = INIT + (
        "    @defaults_from_attrs('table')\n    def run(self, table: str = None):\n"
        "        return self.table\n"
    )
    assert not fixed(tmp_path, text, select=["TG205"], unsafe=False).counts
    assert fixed(tmp_path, select=["TG205"]).counts == {"TG205": 1}


def test_file_that_would_no_longer_parse_is_not_written(tmp_path, monkeypatch):
    from taskgen.lint.rules import load
    from taskgen.lint.rules import tg204_required_run_kwarg as rule

    monkeypatch.setattr(rule, "after", lambda module, node, text: rule_edit(module, node))

    def rule_edit(module, node):
        from taskgen.lint.edits import replace

        return replace(module, node, "(")

    load.cache_clear()
    text = (
        INIT
        + "    @defaults_from_attrs('table')\n    def run(self, table: str):\n        return table\n"  # noqa: E501
    )
    assert after(tmp_path, text, "TG204") == text
    load.cache_clear()


DOCUMENTED = '''\
class Load(Task):
    """
    Load a table.

    Args:
        - table (str): the table, which
            may be large
        - size (int, optional): how much
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str, size: int = None, **kwargs):
        self.table = table
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("size")
    def run(self, size: int = None):
        """
        Load it.

        Args:
            - size (int, optional): how much

        Returns:
            - list: its rows
        """
        return rows(self.table, size)
'''


def test_opens_a_kwarg_to_run_with_its_docstring(tmp_path):
    assert after(tmp_path, DOCUMENTED, "TG208") == DOCUMENTED.replace(
        '@defaults_from_attrs("size")', '@defaults_from_attrs("size", "table")'
    ).replace(
        "def run(self, size: int = None)", "def run(self, size: int = None, table: str = None)"
    ).replace(
        "            - size (int, optional): how much\n\n",
        "            - size (int, optional): how much\n"
        "            - table (str): the table, which\n                may be large\n\n",
    ).replace("rows(self.table", "rows(table")


def test_moves_a_secret_to_run_with_its_docstring(tmp_path):
    text = DOCUMENTED.replace("table", "password").replace(
        "password: str,", "password: str = None,"
    )
    moved = after(tmp_path, text, "TG301")
    assert "def __init__(self, size: int = None, **kwargs):" in moved
    assert "def run(self, size: int = None, password: str = None):" in moved
    assert "self.password" not in moved
    assert moved.count("- password (str)") == 1
    assert moved.index("- password (str)") > moved.index("def run")


def test_secret_that_another_method_reads_is_left_alone(tmp_path):
    text = DOCUMENTED.replace("table", "password") + (
        "\n    def connect(self):\n        return self.password\n"
    )
    assert after(tmp_path, text, "TG301") == text


def test_copies_the_text_of_the_sibling_docstring(tmp_path):
    text = DOCUMENTED.replace("            - size (int, optional): how much\n", "")
    assert after(tmp_path, text, "TG102") == DOCUMENTED


def test_exports_are_added_beside_the_others(tmp_path):
    (tmp_path / "setup.py").write_text("")
    lib = tmp_path / "lib"
    lib.mkdir()
    (lib / "__init__.py").write_text('from lib.tasks import Store\n\n__all__ = ["Store"]\n')
    body = "class {}(Task):\n    def run(self):\n        return 1\n\n\n"
    (lib / "tasks.py").write_text(PRELUDE + body.format("Store") + body.format("Load"))
    fixed(tmp_path, select=["TG403"])
    assert (lib / "__init__.py").read_text() == (
        'from lib.tasks import Store, Load\n\n__all__ = ["Store", "Load"]\n'
    )
    assert check(tmp_path, select=["TG403"]) == []


TYPED = '''\
class Load(Task):
    """
    Load a table.

    Args:
        - size (int, optional): how much
    """

    def __init__(self, size: int = None, **kwargs):
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("size")
    def run(self, size: int = None):
        """
        Load it.

        Args:
            - size (str, optional): how much
        """
        return size
'''


@pytest.mark.parametrize(
    ("old", "new", "is_safe"),
    [
        ("", "", True),
        ("- size (int, ", "- size (str, ", False),
        ("__init__(self, size: int", "__init__(self, size: str", False),
        ("        - size (int, optional): how much\n", "", False),
        ("self, size: int = None):", "self, size: int = 3):", True),
        ("self, size: int = None):", "self, size: int = '3'):", True),
    ],
)
def test_documented_type_is_corrected_safely_where_the_annotation_is_confirmed(
    tmp_path, old, new, is_safe
):
    text = TYPED.replace(old, new) if old else TYPED
    found = [f for f in check(tmp_path, text, select=["TG105"]) if f.method == "run"]
    assert [f.fix.safety for f in found] == ["safe" if is_safe else "unsafe"]


def test_edits_of_a_long_module_take_no_longer_than_reading_it():
    lines = [f"value_{number} = {number}" + 60 * " #" for number in range(20_000)]
    edits = [Edit(number, 1, number, 6, "v") for number in range(1, len(lines) + 1)]
    start = process_time()
    text = spliced("\n".join(lines), edits)
    assert process_time() - start < 2
    assert text == "\n".join(line.replace("value", "v") for line in lines)


def test_the_diff_of_a_long_module_takes_no_longer_than_reading_it(tmp_path):
    path = tmp_path / "tasks.py"
    before = "".join(f"class Task{number}:\n    x = 1\n    y = 2\n\n" for number in range(20_000))
    after = before.replace("class Task9999:\n    x = 1", "class Task9999:\n    x = 3")
    start = process_time()
    shown = diff(Fixed({path: before.encode()}, {path: after.encode()}), tmp_path)
    assert process_time() - start < 2
    assert shown == (
        "--- a/tasks.py\n+++ b/tasks.py\n@@ -39995,7 +39995,7 @@\n     y = 2\n \n class Task9999:\n"
        "-    x = 1\n+    x = 3\n     y = 2\n \n class Task10000:\n"
    )


def test_a_form_feed_is_no_line_of_a_diff(tmp_path):
    path = tmp_path / "tasks.py"
    before, after = b"a = 1\n\x0c\nb = '\x0c'\n", b"a = 1\n\x0c\nb = 2\n"
    assert diff(Fixed({path: before}, {path: after}), tmp_path) == (
        "--- a/tasks.py\n+++ b/tasks.py\n@@ -1,3 +1,3 @@\n a = 1\n \x0c\n-b = '\x0c'\n+b = 2\n"
    )


def test_what_is_added_to_a_file_with_tabs_has_tabs(tmp_path):
    text = (
        'class Load(Task):\n\t"""\n\tLoad.\n\n\tArgs:\n\t\t- table (str, optional): a table\n'
        '\t\t\tof the warehouse\n\t\t- **kwargs (Any): the rest\n\t"""\n\n'
        "\tdef __init__(self, table: str = None, rows: list = None, **kwargs):\n"
        "\t\tself.table = table\n\t\tself.rows = rows\n\t\tsuper().__init__(**kwargs)\n\n"
        "\t@defaults_from_attrs('table', 'rows')\n"
        "\tdef run(self, table: str = None, rows: list = None, more=[]):\n"
        '\t\t"""\n\t\tLoad it.\n\n\t\tArgs:\n\t\t\t- rows (list, optional): some\n'
        '\t\t\t\trows\n\t\t\t- more (list, optional): others\n\t\t"""\n'
        "\t\tself.logger.info(table, rows, more)\n"
    )
    fixed(tmp_path, text, select=["TG101", "TG102", "TG218"])
    new = (tmp_path / "tasks.py").read_text()
    assert "\n\t\t- rows (list, optional): some\n\t\t\trows\n\t\t- **kwargs" in new
    assert "\n\t\t\t- table (str, optional): a table\n\t\t\t\tof the warehouse\n\t\t\t- rows" in new
    assert "\n\t\tif more is None:\n\t\t\tmore = []\n" in new
    assert "  " not in new


def test_documented_type_is_that_of_an_annotation_in_quotes_without_them(tmp_path):
    text = (
        "class Load(Task):\n    def run(self, rows: 'int' = 5):\n"
        '        """\n        Load.\n\n        Args:\n            - rows (str): a number\n'
        '        """\n'
        "        self.logger.info(rows)\n"
    )
    assert "- rows (int): a number" in after(tmp_path, text, "TG105")


def test_comment_stays_with_the_statement_below_it(tmp_path):
    text = (
        "class Load(Task):\n    def run(self, rows=[]):\n        # All of them.\n"
        "        # Each once.\n        self.logger.info(rows)\n"
    )
    assert after(tmp_path, text, "TG218") == (
        "class Load(Task):\n    def run(self, rows=None):\n        if rows is None:\n"
        "            rows = []\n        # All of them.\n        # Each once.\n"
        "        self.logger.info(rows)\n"
    )
