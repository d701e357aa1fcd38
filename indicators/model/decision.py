"""What the office resolves on a proposed verdict, and how far that is (method.md 1.11, process)."""

from enum import StrEnum


class DecisionState(StrEnum):
    """proposed -> notified (right of reply runs) -> panel -> confirmed or rejected; withdrawn by the proposer."""

    PROPOSED = "proposed"
    NOTIFIED = "notified"
    PANEL = "panel"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ReplyKind(StrEnum):
    """What the assessed side sends: a check of the data in the first ten working days, or its reply."""

    DATA_CHECK = "data_check"
    REPLY = "reply"
