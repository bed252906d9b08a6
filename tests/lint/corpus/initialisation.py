"""What `__init__` takes, keeps, calls and forgets."""

import os
from datetime import date, timedelta

from prefect import Task


class Unused(Task):
    def __init__(self, table: str = None, **kwargs):  # expect: TG206 table
        super().__init__(**kwargs)

    def run(self):
        return 1


class KeptAndForgotten(Task):
    def __init__(self, table: str = None, **kwargs):  # expect: TG206 table
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        return 1


class KeptForSubclass(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self):
        return 1


class ReadsInSubclass(KeptForSubclass):
    def run(self):
        return self.table


class NoKwargs(Task):
    def __init__(self, table: str = None):  # expect: TG212 **kwargs
        self.table = table
        super().__init__()

    def run(self):
        return self.table


class DroppedKwargs(Task):
    def __init__(self, table: str = None, **kwargs):  # expect: TG212 **kwargs
        self.table = table
        super().__init__()

    def run(self):
        return self.table


class NeverCallsSuper(Task):
    def __init__(self, table: str = None, **kwargs):  # expect: TG213
        self.table = table
        self.rest = kwargs

    def run(self):
        return self.table, self.rest


class LogsTooEarly(Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        self.logger.info("too early")  # expect: TG213 logger
        super().__init__(**kwargs)

    def run(self):
        return self.table


class Clobbered(Task):
    def __init__(self, target: str = None, **kwargs):
        self.target = target  # expect: TG207 target
        super().__init__(**kwargs)

    def run(self):
        return self.target


class HandedOn(Task):
    def __init__(self, target: str = None, **kwargs):
        super().__init__(target=target, **kwargs)

    def run(self):
        return self.target


class Shadowing(Task):
    def __init__(self, timeout: str = None, **kwargs):
        super().__init__(**kwargs)
        self.timeout = timeout  # expect: TG215 timeout

    def run(self):
        return self.timeout


class ReadsEnvironment(Task):
    def __init__(self, variable: str = "TABLE", **kwargs):
        self.table = os.environ[variable]  # expect: TG217
        super().__init__(**kwargs)

    def run(self):
        return self.table


class ReadsEnvironmentInRun(Task):
    def __init__(self, variable: str = "TABLE", **kwargs):
        self.variable = variable
        super().__init__(**kwargs)

    def run(self):
        return os.environ[self.variable]


class MutableDefault(Task):
    def __init__(self, options: dict = {}, **kwargs):  # noqa: B006  # expect: TG218 options
        self.options = options
        super().__init__(**kwargs)

    def run(self):
        return self.options


class Today(Task):
    def run(self, day: date = date.today()):  # noqa: B008  # expect: TG219 day
        return day


class FixedSpan(Task):
    def run(self, span: timedelta = timedelta(days=1)):
        return span


class FixedOption(Task):
    def __init__(self, **kwargs):
        super().__init__(name="fixed", **kwargs)  # expect: TG221 name

    def run(self):
        return 1


class DefaultOption(Task):
    def __init__(self, **kwargs):
        super().__init__(name=kwargs.pop("name", "fixed"), **kwargs)

    def run(self):
        return 1


class TakenTooLate(Task):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.table = kwargs.get("table")  # expect: TG222 table

    def run(self):
        return self.table


class TakenInTime(Task):
    def __init__(self, **kwargs):
        self.table = kwargs.pop("table", None)
        super().__init__(**kwargs)

    def run(self):
        return self.table


class OwnCall(Task):
    def __call__(self, table: str):  # expect: TG220
        return self.run(table)

    def run(self, table: str):
        return table


class CallsBase(Task):
    def __call__(self, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        return made

    def run(self, table: str):
        return table
