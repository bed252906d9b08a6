"""
Tasks for interacting with Redis.
"""

try:
    from tasks.redis.keys import RedisGet, RedisSet
except ImportError as err:
    raise ImportError(
        'Using `tasks.redis` requires Prefect to be installed with the "redis" extra.'
    ) from err

__all__ = ["RedisGet", "RedisSet"]
