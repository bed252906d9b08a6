"""Reads Python SDKs: a path to a callable becomes facts, and facts become a task.

Unlike the other sources this one imports the SDK, and so runs what its modules do at import. It
calls nothing of it.
"""
