"""Docstrings in all styles; a kwarg documented in any of them is documented."""

from prefect import Task


class Google(Task):
    """Load a table.

    Args:
        table (str): the table,
            of any schema
        size: how much

    Examples:
        Load(table="x")
    """

    def __init__(self, table: str = None, size: int = None, **options):  # expect: TG101 **options
        self.table, self.size = table, size
        super().__init__(**options)


class Numpy(Task):
    """Load a table.

    Parameters
    ----------
    table : str, optional
        The table.
    size, limit : int
        How much.
    """

    def __init__(self, table=None, size=None, limit=None):
        self.table, self.size, self.limit = table, size, limit
        super().__init__()


class Rest(Task):
    """Load a table.

    :param table: the table
    :param int size: how much
    """

    def __init__(self, table=None, size=None):
        self.table, self.size = table, size
        super().__init__()


class InInit(Task):
    """Load a table."""

    def __init__(self, table=None, **kwargs):
        """
        Make it.

        Args:
            - table (str, optional): the table. It may be given as

                Examples:
                    schema.table

            - **kwargs (dict, optional): passed to the Task constructor
        """
        self.table = table
        super().__init__(**kwargs)


class Missing(Task):
    """Load a table.

    Args:
        - table (str, optional): the table
        - tabel (str, optional): the table  # expect: TG103 tabel
        - table (str, optional): the table  # expect: TG104 table
    """

    def __init__(self, table: str = None, size: int = None):  # expect: TG101 size
        self.table, self.size = table, size
        super().__init__()

    def run(self, size: int = 10) -> str:
        """Load it.

        Args:
            - size (str, optional): how much, defaults to `20`  # expect: TG105 size, TG111 size
        """
        return f"{size}"  # expect: TG108


class _Private(Task):
    def __init__(self, table=None):
        self.table = table
        super().__init__()


class Unfinished(Task):
    """
    Load a table. TODO: say of which database, which is nobody's marker but the author's.

    Args:
        - table (str, optional): the table's name
        - **kwargs (dict, optional): passed to the Task constructor
    """

    # TODO(taskgen)  # expect: TG601
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)
