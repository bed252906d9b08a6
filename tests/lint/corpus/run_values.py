"""Values given to `run`: used, ignored, replaced, and left to helpers."""

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class ReadsAttribute(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):  # expect: TG205 table
        return self.table


class NeverReads(Task):
    def run(self, table: str = None):  # expect: TG205 table
        return 1


class OnlyTested(Task):
    def __init__(self, host: str = None, **kwargs):
        self.host = host
        super().__init__(**kwargs)

    @defaults_from_attrs("host")
    def run(self, host: str = None):  # expect: TG205 host
        if not host:
            raise ValueError("A host must be provided.")
        return self._connect()

    def _connect(self):
        return self.host


class TestedForItself(Task):
    def run(self, verbose: bool = False):
        if verbose:
            return "much"
        return "little"


class Replaced(Task):
    def run(self, table: str = None):  # expect: TG205 table
        table = "fixed"
        return table


class ReplacedOnAllWays(Task):
    def run(self, table: str = None, fast: bool = False):  # expect: TG205 table
        if fast:
            table = "fast"
        else:
            table = "slow"
        return table


class ReplacedOnOneWay(Task):
    def run(self, table: str = None, fast: bool = False):
        if fast:
            table = "fast"
        return table


class IdleHelper(Task):
    def run(self, table: str = None, size: int = None):  # expect: TG205 table
        return self._load(table, size)

    def _load(self, table, size):
        return size


class ReadInNested(Task):
    def run(self, table: str = None):
        def load():
            return table

        return load()


class ReadInFString(Task):
    def run(self, table: str = None):
        return f"{table!r}"


class EngineOption(Task):
    def __init__(self, max_retries: int = 3, **kwargs):
        super().__init__(max_retries=max_retries, **kwargs)

    @defaults_from_attrs("max_retries")
    def run(self, max_retries: int = None):  # expect: TG205 max_retries
        return 1


class Underscored(Task):
    def run(self, _unused: str = None):
        return 1


def wrapped(function):
    return function


class Rewritten(Task):
    @wrapped
    def run(self, table: str = None):
        return 1


class Required(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str):  # expect: TG204 table
        return table


class Misspelt(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = self.tabel = table
        super().__init__(**kwargs)

    @defaults_from_attrs("table", "tabel")  # expect: TG203 tabel
    def run(self, table: str = None):
        return table


class Reserved(Task):
    def run(self, mapped: bool = False):  # expect: TG214 mapped
        return mapped


class Positional(Task):
    def run(self, *values):  # expect: TG214 values
        return values
