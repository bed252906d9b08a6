"""Docstrings: `write` puts the library's dash style on paper, `read` takes any style apart."""
