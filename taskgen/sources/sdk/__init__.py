"""Tasks that call a Python SDK, from specs that say what they do."""
