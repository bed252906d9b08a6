"""Mutants of generated tasks: which tasks, which mistakes, which are none, and who notices."""
