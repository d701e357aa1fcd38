"""What one cell was read as: a number that is exact, a number that is only suggested, or the code of what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

LARGEST = 1e12
"""No figure of the plan is larger; a longer row of digits is something else."""

PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?", re.ASCII)
"""A number in digits, with separators only where they belong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell was read as. `code` names a problem; `read_as` says how an inexact spelling was read; neither if it was plain."""

    value: float | None = None
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    read_as: str = ""


EMPTY = Reading()


def exact_reading(text: str) -> Reading:
    """The reading of a text that matches PLAIN; too large beyond LARGEST."""
    digits = text.replace(",", "").replace(" ", "")
    value = float(digits)
    return Reading(value, read_as=_written(Decimal(digits))) if abs(value) <= LARGEST else Reading(code="too_large")


def suggested_reading(value: Decimal | int) -> Reading:
    """A number that the sender has to confirm."""
    if abs(float(value)) > LARGEST:
        return Reading(code="too_large")
    return Reading(float(value), "reading_suggested", {"suggested": _written(Decimal(value))})


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
