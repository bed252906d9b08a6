"""
Tasks for PostgreSQL.
"""

from typing import Any, List, Optional

import psycopg2
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs


class PostgresExecuteMany(Task):
    """
    Task that runs a query in PostgreSQL once for each of many rows.

    All initialization arguments can also be given, or overridden, at runtime.
    `password` can be given at runtime only.

    Args:
        - rows (List[list], optional): The values in the query, a list for each time.
            Must be given, at initialization or at runtime.
        - db_name (str, optional): The name of the database. Must be given, at
            initialization or at runtime.
        - user (str, optional): The user who runs the query. Must be given, at
            initialization or at runtime.
        - host (str, optional): The host of the server. Must be given, at initialization
            or at runtime.
        - query (str, optional): The query, with `%s` for each value of `data`. Must be
            given, at initialization or at runtime.
        - port (int, optional): The port of the server. Defaults to `5432`.
        - commit (bool, optional): Whether to commit the transaction; otherwise it is
            rolled back. Defaults to `False`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.postgres.queries import PostgresExecuteMany

        task = PostgresExecuteMany(
            rows=[["my-rows"]],
            db_name="my-db-name",
            user="my-user",
            host="my-host",
            query="SELECT * FROM words WHERE count = %s",
        )

        with Flow("executemany") as flow:
            task(password=PrefectSecret("PASSWORD"))
            task(db_name="another-db-name", password=PrefectSecret("PASSWORD"))
        ```
    """

    def __init__(
        self,
        rows: Optional[List[list]] = None,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        port: int = 5432,
        commit: bool = False,
        **kwargs: Any,
    ):
        self.rows = rows
        self.db_name = db_name
        self.user = user
        self.host = host
        self.query = query
        self.port = port
        self.commit = commit
        super().__init__(**kwargs)

    @defaults_from_attrs("rows", "db_name", "user", "host", "query", "port", "commit")
    def run(
        self,
        rows: Optional[List[list]] = None,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        port: Optional[int] = None,
        commit: Optional[bool] = None,
        password: Optional[str] = None,
    ) -> None:
        """
        Task run method. Runs the query for each row.

        Args:
            - rows (List[list], optional): The values in the query, a list for each
                time. Must be given, at initialization or at runtime.
            - db_name (str, optional): The name of the database. Must be given, at
                initialization or at runtime.
            - user (str, optional): The user who runs the query. Must be given, at
                initialization or at runtime.
            - host (str, optional): The host of the server. Must be given, at
                initialization or at runtime.
            - query (str, optional): The query, with `%s` for each value of `data`. Must
                be given, at initialization or at runtime.
            - port (int, optional): The port of the server. Defaults to `5432`.
            - commit (bool, optional): Whether to commit the transaction; otherwise it
                is rolled back. Defaults to `False`.
            - password (str, optional): The user's password. Pass it from an upstream
                Secret task.

        Raises:
            - ValueError: If `rows`, `db_name`, `user`, `host` or `query` is not given.
        """
        if db_name is None:
            raise ValueError("A value for `db_name` must be provided.")
        if user is None:
            raise ValueError("A value for `user` must be provided.")
        if host is None:
            raise ValueError("A value for `host` must be provided.")
        if not query:
            raise ValueError("A query string must be provided.")
        if not rows:
            raise ValueError("Rows must be provided.")

        client_arguments: dict = {"password": password, "port": port}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = psycopg2.connect(
            dbname=db_name, user=user, host=host, **client_arguments
        )
        try:
            cursor = client.cursor()
            cursor.executemany(query, rows)
            if commit:
                client.commit()
            else:
                client.rollback()
        finally:
            client.close()


class PostgresFetch(Task):
    """
    Task that runs a query in PostgreSQL and returns rows.

    All initialization arguments can also be given, or overridden, at runtime.
    `password` can be given at runtime only.

    Args:
        - db_name (str, optional): The name of the database. Must be given, at
            initialization or at runtime.
        - user (str, optional): The user who runs the query. Must be given, at
            initialization or at runtime.
        - host (str, optional): The host of the server. Must be given, at initialization
            or at runtime.
        - query (str, optional): The query, with `%s` for each value of `data`. Must be
            given, at initialization or at runtime.
        - fetch (str, optional): How much to return: `one` row, `many` (`fetch_count` of
            them) or `all`. Defaults to `'one'`.
        - fetch_count (int, optional): How many rows to return, where `fetch` is `many`.
            Defaults to `10`.
        - port (int, optional): The port of the server. Defaults to `5432`.
        - data (list, optional): The values in the query.
        - commit (bool, optional): Whether to commit the transaction; otherwise it is
            rolled back. Defaults to `False`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.postgres.queries import PostgresFetch

        task = PostgresFetch(
            db_name="my-db-name",
            user="my-user",
            host="my-host",
            query="SELECT * FROM words WHERE count = %s",
        )

        with Flow("call") as flow:
            task(password=PrefectSecret("PASSWORD"))
            task(db_name="another-db-name", password=PrefectSecret("PASSWORD"))
        ```
    """

    def __init__(
        self,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        fetch: str = "one",
        fetch_count: int = 10,
        port: int = 5432,
        data: Optional[list] = None,
        commit: bool = False,
        **kwargs: Any,
    ):
        self.db_name = db_name
        self.user = user
        self.host = host
        self.query = query
        self.fetch = fetch
        self.fetch_count = fetch_count
        self.port = port
        self.data = data
        self.commit = commit
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "db_name",
        "user",
        "host",
        "query",
        "fetch",
        "fetch_count",
        "port",
        "data",
        "commit",
    )
    def run(
        self,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        fetch: Optional[str] = None,
        fetch_count: Optional[int] = None,
        port: Optional[int] = None,
        data: Optional[list] = None,
        commit: Optional[bool] = None,
        password: Optional[str] = None,
    ) -> Any:
        """
        Task run method. Runs the query and returns one row, some, or all.

        Args:
            - db_name (str, optional): The name of the database. Must be given, at
                initialization or at runtime.
            - user (str, optional): The user who runs the query. Must be given, at
                initialization or at runtime.
            - host (str, optional): The host of the server. Must be given, at
                initialization or at runtime.
            - query (str, optional): The query, with `%s` for each value of `data`. Must
                be given, at initialization or at runtime.
            - fetch (str, optional): How much to return: `one` row, `many`
                (`fetch_count` of them) or `all`. Defaults to `'one'`.
            - fetch_count (int, optional): How many rows to return, where `fetch` is
                `many`. Defaults to `10`.
            - port (int, optional): The port of the server. Defaults to `5432`.
            - data (list, optional): The values in the query.
            - commit (bool, optional): Whether to commit the transaction; otherwise it
                is rolled back. Defaults to `False`.
            - password (str, optional): The user's password. Pass it from an upstream
                Secret task.

        Returns:
            - Any: The row, or the list of rows.

        Raises:
            - ValueError: If `db_name`, `user`, `host` or `query` is not given.
            - ValueError: If `fetch` is not in `('one', 'many', 'all')`.
        """
        if db_name is None:
            raise ValueError("A value for `db_name` must be provided.")
        if user is None:
            raise ValueError("A value for `user` must be provided.")
        if host is None:
            raise ValueError("A value for `host` must be provided.")
        if not query:
            raise ValueError("A query string must be provided.")
        if fetch not in ("one", "many", "all"):
            raise ValueError("`fetch` must be one of `one`, `many` and `all`.")

        client_arguments: dict = {"password": password, "port": port}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = psycopg2.connect(
            dbname=db_name, user=user, host=host, **client_arguments
        )
        try:
            cursor = client.cursor()
            cursor.execute(query, data)
            if fetch == "one":
                result = cursor.fetchone()
            else:
                if fetch == "many":
                    result = cursor.fetchmany(fetch_count)
                else:
                    result = cursor.fetchall()
            if commit:
                client.commit()
            else:
                client.rollback()
            return result
        finally:
            client.close()


class PostgresFetchNamed(Task):
    """
    Task that runs a query in PostgreSQL and returns rows as dicts.

    All initialization arguments can also be given, or overridden, at runtime.
    `password` can be given at runtime only.

    Args:
        - db_name (str, optional): The name of the database. Must be given, at
            initialization or at runtime.
        - user (str, optional): The user who runs the query. Must be given, at
            initialization or at runtime.
        - host (str, optional): The host of the server. Must be given, at initialization
            or at runtime.
        - query (str, optional): The query, with `%s` for each value of `data`. Must be
            given, at initialization or at runtime.
        - port (int, optional): The port of the server. Defaults to `5432`.
        - data (list, optional): The values in the query.
        - commit (bool, optional): Whether to commit the transaction; otherwise it is
            rolled back. Defaults to `False`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.postgres.queries import PostgresFetchNamed

        fetch = PostgresFetchNamed(db_name="words", user="reader", host="localhost")

        with Flow("count-words") as flow:
            password = PrefectSecret("POSTGRES_PASSWORD")
            fetch(query="SELECT * FROM words", password=password)
        ```
    """

    def __init__(
        self,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        port: int = 5432,
        data: Optional[list] = None,
        commit: bool = False,
        **kwargs: Any,
    ):
        self.db_name = db_name
        self.user = user
        self.host = host
        self.query = query
        self.port = port
        self.data = data
        self.commit = commit
        super().__init__(**kwargs)

    @defaults_from_attrs("db_name", "user", "host", "query", "port", "data", "commit")
    def run(
        self,
        db_name: Optional[str] = None,
        user: Optional[str] = None,
        host: Optional[str] = None,
        query: Optional[str] = None,
        port: Optional[int] = None,
        data: Optional[list] = None,
        commit: Optional[bool] = None,
        password: Optional[str] = None,
    ) -> List[dict]:
        """
        Task run method. Runs the query and returns all rows, each with the names of its
        columns.

        Args:
            - db_name (str, optional): The name of the database. Must be given, at
                initialization or at runtime.
            - user (str, optional): The user who runs the query. Must be given, at
                initialization or at runtime.
            - host (str, optional): The host of the server. Must be given, at
                initialization or at runtime.
            - query (str, optional): The query, with `%s` for each value of `data`. Must
                be given, at initialization or at runtime.
            - port (int, optional): The port of the server. Defaults to `5432`.
            - data (list, optional): The values in the query.
            - commit (bool, optional): Whether to commit the transaction; otherwise it
                is rolled back. Defaults to `False`.
            - password (str, optional): The user's password. Pass it from an upstream
                Secret task.

        Returns:
            - List[dict]: The rows.

        Raises:
            - ValueError: If `db_name`, `user`, `host` or `query` is not given.
        """
        if db_name is None:
            raise ValueError("A value for `db_name` must be provided.")
        if user is None:
            raise ValueError("A value for `user` must be provided.")
        if host is None:
            raise ValueError("A value for `host` must be provided.")
        if not query:
            raise ValueError("A query string must be provided.")

        client_arguments: dict = {"password": password, "port": port}
        client_arguments = {k: v for k, v in client_arguments.items() if v is not None}
        client = psycopg2.connect(
            dbname=db_name, user=user, host=host, **client_arguments
        )
        try:
            cursor = client.cursor()
            cursor.execute(query, data)
            result = cursor.fetchall()
            names = [column[0] for column in cursor.description]
            result = [dict(zip(names, row)) for row in result]
            if commit:
                client.commit()
            return result
        finally:
            client.close()
