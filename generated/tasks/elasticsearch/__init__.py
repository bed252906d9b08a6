"""
Tasks for interacting with Elasticsearch.
"""

try:
    from tasks.elasticsearch.indices import ElasticsearchCreateSnapshot
except ImportError as err:
    raise ImportError(
        'Using `tasks.elasticsearch` requires Prefect to be installed with the "elasticsearch" extra.'
    ) from err

__all__ = ["ElasticsearchCreateSnapshot"]
