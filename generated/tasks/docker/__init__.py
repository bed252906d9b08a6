"""
Tasks for interacting with Docker.
"""

try:
    from tasks.docker.containers import DockerCreateContainer, DockerWaitOnContainer
except ImportError as err:
    raise ImportError(
        'Using `tasks.docker` requires Prefect to be installed with the "docker" extra.'
    ) from err

__all__ = ["DockerCreateContainer", "DockerWaitOnContainer"]
