"""A contributor's tree: where things are in it, and how each kind of file is extended.

The editors take a file's text and give its new text, and read the result again before they hand
it on: what was not meant to change is the same, or there is a `TaskgenError`.
"""
