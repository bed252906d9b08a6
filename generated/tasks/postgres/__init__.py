"""
Tasks for interacting with PostgreSQL.
"""

try:
    from tasks.postgres.queries import (
        PostgresExecuteMany,
        PostgresFetch,
        PostgresFetchNamed,
    )
except ImportError as err:
    raise ImportError(
        'Using `tasks.postgres` requires Prefect to be installed with the "postgres" extra.'
    ) from err

__all__ = ["PostgresExecuteMany", "PostgresFetch", "PostgresFetchNamed"]
