"""A collection round: which kind and how far it is."""

from enum import StrEnum


class RoundKind(StrEnum):
    """A quarter of the plan, or a month of the special action of 2024."""

    QUARTER = "quarter"
    SPECIAL_MONTH = "special_month"


class RoundState(StrEnum):
    """open -> closed -> frozen -> published; reopened (two signatures, a reason, an expiry) -> closed."""

    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"
    PUBLISHED = "published"
    REOPENED = "reopened"
