"""Changes of the task in `run`, which leak into other runs."""

from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class Assigns(Task):
    def run(self, table: str):
        self.table = table  # expect: TG216 table
        return self.table


class ChangesDict(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self, table: str):
        self.options["table"] = table  # expect: TG216 options
        return self.options


class ChangesCopy(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    def run(self, table: str):
        options = dict(self.options)
        options["table"] = table
        return options


class ChangesThroughArgument(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("options")
    def run(self, options: dict = None):
        options.update(done=True)  # expect: TG216 options
        return options


class ChangesCopyOfArgument(Task):
    def __init__(self, options: dict = None, **kwargs):
        self.options = options or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("options")
    def run(self, options: dict = None):
        options = dict(options)
        options.update(done=True)
        return options


class ChangesInHelper(Task):
    def __init__(self, seen: list = None, **kwargs):
        self.seen = seen or []
        super().__init__(**kwargs)

    def run(self, table: str):
        self._note(table)
        return self.seen

    def _note(self, table):
        self.seen.append(table)  # expect: TG216 seen


class CallsClient(Task):
    def __init__(self, client=None, **kwargs):
        self.client = client
        super().__init__(**kwargs)

    def run(self, table: str):
        return self.client.update(table)
