"""What commands print: one JSON document on standard output, or plain lines in both languages; messages go to standard error."""

import json
import sys
from enum import IntEnum


class Exit(IntEnum):
    """Exit status of interface.md 1."""

    DONE = 0
    PROBLEMS = 1
    REFUSED = 2
    USAGE = 64


def print_json(document: object) -> None:
    """One JSON document on one line."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")


def print_line(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(text + "\n")


def print_message(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(text + "\n")
