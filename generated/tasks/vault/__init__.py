"""
Tasks for interacting with HashiCorp Vault.
"""

try:
    from tasks.vault.secrets import VaultSecret
except ImportError as err:
    raise ImportError(
        'Using `tasks.vault` requires Prefect to be installed with the "vault" extra.'
    ) from err

__all__ = ["VaultSecret"]
