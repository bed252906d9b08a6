"""Specs: TOML files in which a person says what tasks they want."""
