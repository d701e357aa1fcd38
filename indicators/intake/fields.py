"""The words of the workbook format: which fields an indicator of each kind has, what they and the four states are called in a cell.

These are tokens of a file format that the reader must recognise again, not sentences; sentences are made in dashboard/text.
"""

from collections.abc import Mapping
from enum import StrEnum

from indicators.model.indicator import Indicator, Kind
from indicators.model.observation import CellStatus
from indicators.model.words import Bilingual


class Field(StrEnum):
    """One column of an indicator. For kind mean, `denominator` is the sample size n."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    SE = "se"
    STATUS = "status"
    NOTE = "note"


NUMBER_FIELDS: tuple[Field, ...] = (Field.NUMERATOR, Field.DENOMINATOR, Field.VALUE, Field.SE)

_PAIR = (Field.NUMERATOR, Field.DENOMINATOR, Field.STATUS, Field.NOTE)
_SINGLE = (Field.VALUE, Field.STATUS, Field.NOTE)
KIND_FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.PROP: _PAIR,
    Kind.RATE: _PAIR,
    Kind.SMR: _PAIR,
    Kind.MEAN: (Field.VALUE, Field.DENOMINATOR, Field.SE, Field.STATUS, Field.NOTE),
    Kind.ADMIN: _SINGLE,
    Kind.MILESTONE: _SINGLE,
    Kind.CONTEXT: _SINGLE,
}

FIELD_LABELS: Mapping[Field, Bilingual] = {
    Field.NUMERATOR: Bilingual("分子", "Numerator"),
    Field.DENOMINATOR: Bilingual("分母", "Denominator"),
    Field.VALUE: Bilingual("数值", "Value"),
    Field.SE: Bilingual("标准误", "Standard error"),
    Field.STATUS: Bilingual("填报状态", "Status"),
    Field.NOTE: Bilingual("说明", "Note"),
}
SAMPLE_SIZE_LABEL = Bilingual("样本量", "n")
LEVEL_LABEL = Bilingual("等级", "Level")

STATUS_LABELS: Mapping[CellStatus, Bilingual] = {
    CellStatus.REPORTED: Bilingual("已填报", "Reported"),
    CellStatus.CONFIRMED_NIL: Bilingual("零报告", "Nil report"),
    CellStatus.NOT_APPLICABLE: Bilingual("不适用", "Not applicable"),
    CellStatus.NOT_AVAILABLE: Bilingual("暂缺", "Not available"),
}
STATUS_TEXTS: Mapping[CellStatus, str] = {status: f"{label.zh} {label.en}" for status, label in STATUS_LABELS.items()}
YES_NO_LEVELS: tuple[int, ...] = (0, 4)
LEVELS: tuple[int, ...] = (0, 1, 2, 3, 4)


def field_label(field: Field, kind: Kind) -> Bilingual:
    """What the column of a field is called for one kind of indicator."""
    if kind is Kind.MEAN and field is Field.DENOMINATOR:
        return SAMPLE_SIZE_LABEL
    if kind is Kind.MILESTONE and field is Field.VALUE:
        return LEVEL_LABEL
    return FIELD_LABELS[field]


def levels_of(indicator: Indicator) -> tuple[int, ...]:
    """The levels a milestone may take: 0 and 4 for yes/no, else 0-4."""
    return YES_NO_LEVELS if indicator.unit == "yes_no" else LEVELS


_AMOUNT_WORDS = ("amount", "expenditure")
_COUNT_UNITS = ("persons", "items", "number", "yes_no")


def decimals_of(indicator: Indicator, name: Field) -> int | None:
    """How many decimals a figure may have: 0 for counts, 2 for amounts of money, None where any number is allowed."""
    if name is Field.SE or (name is Field.DENOMINATOR and indicator.kind in (Kind.RATE, Kind.SMR)):
        return None
    if name is Field.VALUE:
        counted = indicator.kind is Kind.MILESTONE or (indicator.kind is Kind.CONTEXT and indicator.unit in _COUNT_UNITS)
        return 0 if counted else None
    text = indicator.numerator.en.lower() if indicator.numerator else ""
    return 2 if any(word in text for word in _AMOUNT_WORDS) else 0
