"""Values that the body, or a helper, resolves by itself."""

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class Conditional(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        name = table if table is not None else self.table
        return name


class OrFallback(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        table = table or self.table
        return table


class BlockedFallback(Task):
    def __init__(self, size: int = 10, **kwargs):
        self.size = size
        super().__init__(**kwargs)

    def run(self, size: int = 100):  # expect: TG210 size
        size = size or self.size
        return size


class Merged(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self, options: dict = None):
        return {**self.options, **(options or {})}


class ThroughHelper(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        return self._name(table)

    def _name(self, table):
        return table or self.table


class ThroughLocals(Task):
    def __init__(self, table: str = None, size: int = None, **kwargs):
        self.table = table
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("table", "size")
    def run(self, table: str = None, size: int = None):
        return {name: value for name, value in locals().items() if name != "self"}


class ThroughGetattr(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        return {name: getattr(self, name) for name in ("table",)}, table


class Dynamic(Task):
    def __init__(self, **kwargs):
        for name in ("table", "size"):
            setattr(self, name, kwargs.pop(name, None))
        super().__init__(**kwargs)

    @defaults_from_attrs("table", "size")
    def run(self, table: str = None, size: int = None):
        return table, size


NAMES = ("table",)


class ListedElsewhere(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    @defaults_from_attrs(*NAMES)
    def run(self, table: str = None):
        return table


class Ignored(Task):
    def __init__(self, table: str = None, size: int = None, **kwargs):
        self.table = table
        self.size = size
        super().__init__(**kwargs)

    @defaults_from_attrs("size")
    def run(self, table: str = None, size: int = None):  # expect: TG201 table
        return table, size


class Contradicting(Task):
    def __init__(self, name_of_variable: str = "LIB_ID", **kwargs):
        self.value = lookup(name_of_variable)
        super().__init__(**kwargs)

    @defaults_from_attrs("value")
    def run(self, value: str = None, name_of_variable: str = "ID"):  # expect: TG210 name_of_variable
        return value or lookup(name_of_variable)


def lookup(name):
    return name
