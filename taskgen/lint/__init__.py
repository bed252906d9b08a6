"""The linter: facts about a library's files, rules over the facts, reports of what they find."""
