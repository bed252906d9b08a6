"""TOML as people write it: where it says what, what is wrong with it, and writing values."""
