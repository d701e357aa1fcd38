"""The command line: the same services as the screens, for administrators and automation. Contract: interface.md 1."""
