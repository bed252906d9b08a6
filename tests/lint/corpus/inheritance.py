"""Attributes and arguments that come from bases, mixins and re-exports."""

import prefect
from prefect import Task as Work
from prefect.utilities.tasks import defaults_from_attrs


class Base(prefect.Task):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)


class InheritsAttribute(Base):
    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table


class ForgetsInheritedAttribute(Base):
    @defaults_from_attrs("table", "schema")  # expect: TG202 schema
    def run(self, table: str = None, schema: str = None):
        return table, schema


class HandsOn(Base):
    def __init__(self, table: str = None, schema: str = None, **kwargs):
        self.schema = schema
        super().__init__(table=table, **kwargs)

    @defaults_from_attrs("table", "schema")
    def run(self, table: str = None, schema: str = None):
        return table, schema


class ClobberedByBase(Base):
    def __init__(self, table: str = None, **kwargs):
        self.table = table  # expect: TG207 table
        super().__init__(**kwargs)

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table


class SetsAgainAfter(Base):
    def __init__(self, table: str = None, **kwargs):
        super().__init__(**kwargs)
        self.table = table

    @defaults_from_attrs("table")
    def run(self, table: str = None):
        return table


class OldStyle(Base):
    def __init__(self, schema: str = None, **kwargs):
        self.schema = schema
        Base.__init__(self, **kwargs)

    @defaults_from_attrs("schema")
    def run(self, schema: str = None):
        return self.table, schema


class Mixin:
    region = "eu"

    @property
    def endpoint(self):
        return f"https://{self.region}"


class WithMixin(Mixin, Work):
    @defaults_from_attrs("region", "endpoint")
    def run(self, region: str = None, endpoint: str = None):
        return region, endpoint


class Template(Work):
    @defaults_from_attrs("query")
    def run(self, query: str = None):
        return query


class FillsTemplate(Template):
    def __init__(self, query: str = None, **kwargs):
        self.query = query
        super().__init__(**kwargs)


class RunOfBaseIgnoresKwarg(Base):
    def __init__(self, table: str = None, limit: int = None, **kwargs):
        self.limit = limit  # kept, and read below
        super().__init__(table=table, **kwargs)

    def run(self, table: str = None):  # expect: TG201 table
        return table, self.limit


class DelegatesToBase(InheritsAttribute):
    def run(self, table: str = None):
        if table is None:
            return super().run()
        return super().run(table=table)


class DefeatsBase(InheritsAttribute):
    def run(self, table: str = None):
        return super().run(table=table)  # expect: TG223 table


class AbsorbedByKwargs(InheritsAttribute):
    @defaults_from_attrs("table")
    def run(self, **kwargs):
        return super().run(**kwargs)


class Abstract(Work):
    def __init__(self, table: str = None, **kwargs):
        self.table = table
        super().__init__(**kwargs)

    def run(self, table: str = None):
        raise NotImplementedError
