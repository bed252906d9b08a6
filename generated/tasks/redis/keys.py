"""
Tasks for Redis.
"""

from typing import Any, Optional, Union

import redis
from prefect import Task
from prefect.client import Secret
from prefect.utilities.tasks import defaults_from_attrs


class RedisGet(Task):
    """
    Task that reads a key in Redis.

    All initialization arguments can also be given, or overridden, at runtime, except
    for `host`, `port`, `db`, `password_secret` and `redis_connection_params`.

    Args:
        - redis_key (str, optional): The key. Must be given, at initialization or at
            runtime.
        - host (str, optional): The host of the server. Defaults to `'localhost'`. Can
            be given at initialization only.
        - port (int, optional): The port of the server. Defaults to `6379`. Can be given
            at initialization only.
        - db (int, optional): The number of the database. Defaults to `0`. Can be given
            at initialization only.
        - password_secret (str, optional): The name of the Prefect Secret that holds the
            password. Defaults to `'REDIS_PASSWORD'`. Can be given at initialization
            only.
        - redis_connection_params (dict, optional): Further keyword arguments for the
            connection. Defaults to `{}`. Can be given at initialization only.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.redis.keys import RedisGet

        task = RedisGet(redis_key="my-redis-key")

        with Flow("get") as flow:
            task()
            task(redis_key="another-redis-key")
        ```
    """

    def __init__(
        self,
        redis_key: Optional[str] = None,
        host: str = "localhost",
        port: int = 6379,
        db: int = 0,
        password_secret: str = "REDIS_PASSWORD",
        redis_connection_params: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.redis_key = redis_key
        self.host = host
        self.port = port
        self.db = db
        self.password_secret = password_secret
        self.redis_connection_params = (
            redis_connection_params if redis_connection_params is not None else {}
        )
        super().__init__(**kwargs)

    @defaults_from_attrs("redis_key")
    def run(self, redis_key: Optional[str] = None) -> Optional[str]:
        """
        Task run method. Reads the key.

        Args:
            - redis_key (str, optional): The key. Must be given, at initialization or at
                runtime.

        Returns:
            - Optional[str]: The value as text, or None where there is no such key.

        Raises:
            - ValueError: If `redis_key` is not given.
        """
        if redis_key is None:
            raise ValueError("A value for `redis_key` must be provided.")

        client = redis.Redis(
            host=self.host,
            port=self.port,
            db=self.db,
            password=Secret(self.password_secret).get(),
            **(self.redis_connection_params or {}),
        )
        result = client.get(redis_key)
        if result:
            return result.decode()
        return None


class RedisSet(Task):
    """
    Task that sets a key in Redis.

    All initialization arguments can also be given, or overridden, at runtime, except
    for `host`, `port`, `db`, `password_secret` and `redis_connection_params`.

    Args:
        - redis_key (str, optional): The key. Must be given, at initialization or at
            runtime.
        - redis_val (Union[str, bytes, int, float], optional): The value. Must be given,
            at initialization or at runtime.
        - expires_in (int, optional): The seconds after which the key is removed.
        - only_if_new (bool, optional): Whether to leave a key alone that is there.
            Defaults to `False`.
        - host (str, optional): The host of the server. Defaults to `'localhost'`. Can
            be given at initialization only.
        - port (int, optional): The port of the server. Defaults to `6379`. Can be given
            at initialization only.
        - db (int, optional): The number of the database. Defaults to `0`. Can be given
            at initialization only.
        - password_secret (str, optional): The name of the Prefect Secret that holds the
            password. Defaults to `'REDIS_PASSWORD'`. Can be given at initialization
            only.
        - redis_connection_params (dict, optional): Further keyword arguments for the
            connection. Defaults to `{}`. Can be given at initialization only.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.redis.keys import RedisSet

        task = RedisSet(redis_key="my-redis-key", redis_val="my-redis-val")

        with Flow("set") as flow:
            task()
            task(redis_key="another-redis-key")
        ```
    """

    def __init__(
        self,
        redis_key: Optional[str] = None,
        redis_val: Optional[Union[str, bytes, int, float]] = None,
        expires_in: Optional[int] = None,
        only_if_new: bool = False,
        host: str = "localhost",
        port: int = 6379,
        db: int = 0,
        password_secret: str = "REDIS_PASSWORD",
        redis_connection_params: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.redis_key = redis_key
        self.redis_val = redis_val
        self.expires_in = expires_in
        self.only_if_new = only_if_new
        self.host = host
        self.port = port
        self.db = db
        self.password_secret = password_secret
        self.redis_connection_params = (
            redis_connection_params if redis_connection_params is not None else {}
        )
        super().__init__(**kwargs)

    @defaults_from_attrs("redis_key", "redis_val", "expires_in", "only_if_new")
    def run(
        self,
        redis_key: Optional[str] = None,
        redis_val: Optional[Union[str, bytes, int, float]] = None,
        expires_in: Optional[int] = None,
        only_if_new: Optional[bool] = None,
    ) -> bool:
        """
        Task run method. Sets the key.

        Args:
            - redis_key (str, optional): The key. Must be given, at initialization or at
                runtime.
            - redis_val (Union[str, bytes, int, float], optional): The value. Must be
                given, at initialization or at runtime.
            - expires_in (int, optional): The seconds after which the key is removed.
            - only_if_new (bool, optional): Whether to leave a key alone that is there.
                Defaults to `False`.

        Returns:
            - bool: Whether the key was set.

        Raises:
            - ValueError: If `redis_key` or `redis_val` is not given.
        """
        if redis_key is None or redis_val is None:
            raise ValueError("A key and a value must be provided.")

        client = redis.Redis(
            host=self.host,
            port=self.port,
            db=self.db,
            password=Secret(self.password_secret).get(),
            **(self.redis_connection_params or {}),
        )
        arguments: dict = {"ex": expires_in}
        arguments = {k: v for k, v in arguments.items() if v is not None}
        if only_if_new:
            arguments["nx"] = only_if_new
        return client.set(redis_key, redis_val, **arguments)
