"""The groups that indicators belong to: the six areas of the Action Plan, the safeguards, the special action."""

from enum import StrEnum


class Area(StrEnum):
    """A group of indicators. A1-A6 are scored, B1 stands beside them and gates, C1 has its own clock."""

    PREVENTION = "A1"
    COMBAT = "A2"
    ASSISTANCE = "A3"
    LAW = "A4"
    EDUCATION = "A5"
    INTERNATIONAL = "A6"
    SAFEGUARDS = "B1"
    SPECIAL_ACTION = "C1"


SCORED_AREAS: tuple[Area, ...] = tuple(area for area in Area if area.startswith("A"))
