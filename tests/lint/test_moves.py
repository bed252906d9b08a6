"""Kwargs that fixes open to `run`, or move there: what changes, what stays, and what is refused."""

from __future__ import annotations

import ast

import pytest
from prefect import Flow

from tests.lint.support import PRELUDE, check, fixed


def after(folder, text, select):
    fixed(folder, text, select=[select])
    new = (folder / "tasks.py").read_text().removeprefix(PRELUDE)
    ast.parse(new)
    assert not fixed(folder, select=[select]).changed()
    return new


def opened(folder, text):
    return after(folder, text, "TG208")


def moved(folder, text):
    return after(folder, text, "TG301")


SECRET = '''\
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - password (str, optional): for the
            database
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, password: str = None, **kwargs):
        self.table = table
        self.password = password
        super().__init__(**kwargs)

    @defaults_from_attrs("table", "password")
    def run(self, table: str = None, password: str = None):
        """
        Load it.

        Args:
            - table (str, optional): the table
            - password (str, optional): for the
                database
        """
        return connect(table, password=password)
'''


def test_secret_that_both_take_stays_in_run(tmp_path):
    assert moved(tmp_path, SECRET) == (
        SECRET.replace(
            "        - password (str, optional): for the\n            database\n        - **",
            "        - **",
        )
        .replace(", password: str = None, **kwargs", ", **kwargs")
        .replace("        self.password = password\n", "")
        .replace('"table", "password"', '"table"')
    )


ONLY_INIT = (
    SECRET.replace(', "password")', ")")
    .replace("table: str = None, password: str = None):", "table: str = None):")
    .replace("            - password (str, optional): for the\n                database\n", "")
    .replace("password=password)\n", "password=self.password)\n")
)


def test_secret_that_only_init_takes_goes_to_run_with_its_item(tmp_path):
    assert moved(tmp_path, ONLY_INIT) == moved(tmp_path, SECRET)


def test_helper_that_reads_a_secret_gets_it_as_an_argument(tmp_path):
    text = ONLY_INIT.replace("connect(table, password=self.password)", "self._connect(table)") + (
        "\n    def _connect(self, table: str):\n"
        "        return self._retried(connect, table)\n"
        "\n    def _retried(self, function, table, times=3):\n"
        "        return function(table, password=self.password)  # once\n"
    )
    new = moved(tmp_path, text)
    assert "return self._connect(table, password=password)\n" in new
    assert "def _connect(self, table: str, password: str):\n" in new
    assert "return self._retried(connect, table, password=password)\n" in new
    assert "def _retried(self, function, table, times=3, *, password: str):\n" in new
    assert "return function(table, password=password)  # once\n" in new
    assert "self.password" not in new


def test_helpers_read_what_is_opened_to_run(tmp_path):
    text = (
        "class Load(Task):\n    def __init__(self, size=None, **kwargs):\n"
        "        self.size = size\n        super().__init__(**kwargs)\n\n"
        "    def run(self):\n        return self._rows()\n\n"
        "    def _rows(self):\n        return range(self.size)\n"
    )
    assert opened(tmp_path, text) == text.replace(
        "    def run(self):\n        return self._rows()",
        '    @defaults_from_attrs("size")\n'
        "    def run(self, size=None):\n        return self._rows(size=size)",
    ).replace(
        "_rows(self):\n        return range(self.size)",
        "_rows(self, size):\n        return range(size)",
    )


COMMENTED = """\
class Load(Task):
    def __init__(
        self,
        # what
        table: str = None,  # the table
        # who
        password: str = None,  # rotated
        # how
        size=None,
        **kwargs,  # all else
    ):
        # kept
        self.table = table  # as it is
        # who
        self.password = password  # not yet
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs(  # filled in
        'table',  # from above
        'size',
    )
    def run(
        self,
        table: str = None,  # which
        size=None,  # how much
    ):  # and go
        return connect(table, size, password=self.password)  # here
"""


def test_comments_and_quotes_stay_where_they_are(tmp_path):
    assert (
        moved(tmp_path, COMMENTED)
        == """\
class Load(Task):
    def __init__(
        self,
        # what
        table: str = None,  # the table
        # who
        # how
        size=None,
        **kwargs,  # all else
    ):
        # kept
        self.table = table  # as it is
        # who
        # not yet
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs(  # filled in
        'table',  # from above
        'size',
    )
    def run(
        self,
        table: str = None,  # which
        size=None,  # how much
        password: str = None,  # rotated
    ):  # and go
        return connect(table, size, password=password)  # here
"""
    )


def test_opened_name_has_the_quotes_and_the_layout_of_the_others(tmp_path):
    new = opened(tmp_path, COMMENTED.replace("password", "where"))
    assert "        'table',  # from above\n        'size',\n        'where',\n    )\n" in new
    assert "        where: str = None,  # rotated\n        # how\n" in new
    assert "        size=None,  # how much\n        where: str = None,\n    ):  # and go\n" in new


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_marks_stay(tmp_path, ending, mark):
    path = tmp_path / "tasks.py"
    path.write_bytes(mark + (PRELUDE + COMMENTED).replace("\n", ending).encode())
    fixed(tmp_path, select=["TG301"])
    data = path.read_bytes()
    assert data.startswith(mark + b"from prefect")
    assert b"self.password" not in data
    assert data.count(b"\r\n") == (data.count(b"\n") if ending == "\r\n" else 0)


def test_long_signature_is_laid_out_as_black_does(tmp_path):
    text = (
        "class Load(Task):\n"
        "    def __init__(self, a_long_name_of_a_table=None, **kwargs):\n"
        "        self.a_long_name_of_a_table = a_long_name_of_a_table\n"
        "        super().__init__(**kwargs)\n\n"
        "    def run(self, another_long_name_of_a_table=None, a_third_one=None):\n"
        "        return another_long_name_of_a_table, a_third_one, self.a_long_name_of_a_table\n"
    )
    new = opened(tmp_path, text)
    assert (
        "    def run(\n"
        "        self,\n"
        "        another_long_name_of_a_table=None,\n"
        "        a_third_one=None,\n"
        "        a_long_name_of_a_table=None,\n"
        "    ):\n"
    ) in new
    shorter = opened(tmp_path, text.replace("a_third_one", "third"))
    assert (
        "    def run(\n        self, another_long_name_of_a_table=None, third=None, a_" in shorter
    )


def test_import_goes_with_the_last_use_of_the_decorator(tmp_path):
    text = (
        "from prefect import Task\nfrom prefect.utilities.tasks import defaults_from_attrs\n\n\n"
        + SECRET.replace("table: str = None, ", "").replace('"table", ', "")
    ).replace("        self.table = table\n", "")
    assert "defaults_from_attrs" not in moved(tmp_path, text)


def test_required_secret_is_checked_in_run(tmp_path):
    new = moved(
        tmp_path,
        ONLY_INIT.replace(
            "self, table: str = None, password: str = None,",
            "self, password: str, table: str = None,",
        ),
    )
    assert (
        '        """\n        if password is None:\n'
        '            raise ValueError("A value for `password` must be provided.")\n'
        "        return connect(table, password=password)\n"
    ) in new


def test_what_init_made_of_a_secret_is_made_in_run(tmp_path):
    new = moved(tmp_path, ONLY_INIT.replace("= password\n", '= password or "none"\n'))
    assert '        password = password or "none"\n        return connect(' in new


def test_default_of_a_secret_goes_along(tmp_path):
    new = moved(tmp_path, ONLY_INIT.replace("password: str = None", 'password: str = ""'))
    assert 'def run(self, table: str = None, password: str = ""):' in new


@pytest.mark.parametrize(
    "fallback",
    [
        "        password = password or self.password\n",
        "        if password is None:\n            password = self.password\n",
        "        password = password if password is not None else self.password\n",
    ],
)
def test_fallback_to_the_attribute_goes_with_it(tmp_path, fallback):
    body = "        return connect(table"
    text = SECRET.replace('"table", "password"', '"table"').replace(body, fallback + body)
    assert moved(tmp_path, text) == moved(tmp_path, SECRET)


def test_item_that_several_kwargs_share_is_divided(tmp_path):
    text = ONLY_INIT.replace(
        "        - table (str, optional): the table\n"
        "        - password (str, optional): for the\n            database\n",
        "        - table, password (str, optional): for the\n            database\n",
        1,
    )
    new = moved(tmp_path, text)
    assert "        - table (str, optional): for the\n            database\n        - **kw" in new
    assert "            - password (str, optional): for the\n                database\n" in new


def test_docstring_of_one_line_gets_a_section(tmp_path):
    text = (
        SECRET.split('        """\n        Load it.')[0]
        .replace(', "password"', "")
        .replace("table: str = None, password: str = None):", "table: str = None):")
    )
    text += '        """Load it."""\n        return connect(table, password=self.password)\n'
    assert moved(tmp_path, text).endswith(
        '        """\n        Load it.\n\n        Args:\n'
        "            - password (str, optional): for the\n"
        '                database\n        """\n        return connect(table, password=password)\n'
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            (
                '    """\n\n    def __init__',
                '    `Load("t", password=word)`\n    """\n\n    def __init__',
            ),
            "an example in a docstring gives it to `Load(...)`",
        ),
        (
            ("return connect", "log(self)\n        return connect"),
            "`run` hands `self` on, and what gets it may read it",
        ),
        (
            ("self.password = password\n", "self.password = password\n        login(password)\n"),
            "`__init__` does more with `password` than keep it as `self.password`",
        ),
        (
            ("return connect", "password = ask()\n        return connect"),
            "`run` uses the name `password` for something else",
        ),
        (
            ("return connect", "self.password = None\n        return connect"),
            "`run` sets `self.password`",
        ),
        (
            ("return connect", "getattr(self, 'password')\n        return connect"),
            "`run` reads it by `getattr` or the like",
        ),
        (
            ("return connect", "getattr(self, name)\n        return connect"),
            "`run` uses attributes by names that can't be seen",
        ),
        (
            ("    def run", "    @retried\n    def run"),
            "a decorator of `run` can't be seen through",
        ),
        (
            (
                "    def __init__",
                "    def close(self):\n        return self.password\n\n    def __init__",
            ),
            "`close` reads `self.password`, and others may call it",
        ),
        (
            (
                "    def __init__",
                "    def _close(self):\n        return self.password\n\n    def __init__",
            ),
            "`_close` reads `self.password`, and `run` is not all that calls it",
        ),
    ],
)
def test_what_can_not_be_moved_says_why(tmp_path, change, reason):
    text = ONLY_INIT.replace(*change)
    assert text != ONLY_INIT
    finding = next(f for f in check(tmp_path, text, select=["TG301"]) if f.argument == "password")
    assert finding.fix is None
    assert finding.hint.endswith(f"There is no fix, because {reason}.")
    assert moved(tmp_path, text) == text


def test_value_that_init_changes_is_not_opened(tmp_path):
    text = (
        "class Load(Task):\n    def __init__(self, size=None, **kwargs):\n"
        "        self.size = int(size)\n        super().__init__(**kwargs)\n\n"
        "    def run(self):\n        return self.size\n"
    )
    (finding,) = check(tmp_path, text, select=["TG208"])
    assert finding.hint.endswith("because `__init__` changes `size` before it keeps it.")


def test_subclass_that_hands_the_secret_up_keeps_it_there(tmp_path):
    text = ONLY_INIT + (
        "\n\nclass Own(Load):\n    def __init__(self, **kwargs):\n"
        "        super().__init__(password='x', **kwargs)\n"
    )
    finding = next(f for f in check(tmp_path, text, select=["TG301"]) if f.cls == "Load")
    assert finding.hint.endswith("because the subclass `Own` uses it.")


# Under real Prefect -----------------------------------------------------------------------------

RUNS = (
    PRELUDE
    + '''
class Load(Task):
    """
    Load a table.

    Args:
        - table (str, optional): the table
        - size (int, optional): how many rows
        - password (str, optional): for the database
        - **kwargs (dict, optional): passed to the Task constructor
    """

    def __init__(self, table: str = None, size: int = 3, password: str = None, **kwargs):
        self.table = table
        self.size = size
        self.password = password
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        """
        Load it.

        Args:
            - table (str, optional): the table
        """
        return self._rows(table)

    def _rows(self, table):
        return [table] * self.size, self.password
'''
)


def in_a_flow(text, given, called):
    namespace = {}
    exec(compile(text, "tasks.py", "exec"), namespace)
    task = namespace["Load"](**given)
    with Flow("flow") as flow:
        result = task(**called)
    return flow.run().result[result].result


def test_task_does_the_same_before_and_after(tmp_path):
    (tmp_path / "tasks.py").write_text(RUNS)
    given = {"table": "t", "size": 2, "password": "hunter2"}
    before = in_a_flow(RUNS, given, {})
    fixed(tmp_path, select=["TG208", "TG301"])
    new = (tmp_path / "tasks.py").read_text()
    assert before == (["t", "t"], "hunter2")
    assert in_a_flow(new, {"table": "t", "size": 2}, {"password": "hunter2"}) == before
    assert in_a_flow(new, {"table": "t"}, {"size": 1, "password": "x"}) == (["t"], "x")
    assert in_a_flow(new, {"table": "t"}, {}) == (["t", "t", "t"], None)
    with pytest.raises(TypeError, match="password"):
        in_a_flow(new, {"password": "hunter2"}, {})
