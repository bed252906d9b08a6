"""
Tasks for interacting with Dropbox.
"""

try:
    from tasks.dropbox.files import DropboxDownload
except ImportError as err:
    raise ImportError(
        'Using `tasks.dropbox` requires Prefect to be installed with the "dropbox" extra.'
    ) from err

__all__ = ["DropboxDownload"]
