"""The stock list of a special action (method.md 1.12b): opening + added - cleared - removed = closing, month after month."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StockMonth:
    """One month of one list. `reasons`: how many of the removed have a written reason."""

    period: str
    opening: int
    added: int
    cleared: int
    removed: int
    closing: int
    reasons: int


@dataclass(frozen=True, slots=True)
class StockFault:
    """Where a list does not add up. `code`: negative, does_not_add_up, does_not_follow, removed_without_reason."""

    code: str
    period: str
    expected: int
    found: int


def check_stock(months: Sequence[StockMonth]) -> tuple[StockFault, ...]:
    """Every fault of a list whose months stand in order."""
    faults = [fault for month in months for fault in _check_month(month)]
    for before, after in zip(months, months[1:], strict=False):
        if after.opening != before.closing:
            faults.append(StockFault("does_not_follow", after.period, before.closing, after.opening))
    return tuple(faults)


def pace_needed(remaining: int, months_left: int) -> float | None:
    """How many must be cleared in each month left; None when no month is left and something remains."""
    if remaining <= 0:
        return 0.0
    return remaining / months_left if months_left > 0 else None


def _check_month(month: StockMonth) -> list[StockFault]:
    faults = []
    lowest = min(month.opening, month.added, month.cleared, month.removed, month.closing)
    if lowest < 0:
        faults.append(StockFault("negative", month.period, 0, lowest))
    closing = month.opening + month.added - month.cleared - month.removed
    if closing != month.closing:
        faults.append(StockFault("does_not_add_up", month.period, closing, month.closing))
    if month.reasons < month.removed:
        faults.append(StockFault("removed_without_reason", month.period, month.removed, month.reasons))
    return faults
