"""Dropdowns and limits inside the workbook: what a cell accepts while it is typed. Pasted figures pass by them; the check does not."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from indicators.intake.fields import Field, decimals_of
from indicators.intake.layout import FIRST_ROW, EntrySheet, SheetKind
from indicators.intake.template_book import TemplateBook
from indicators.model.indicator import Indicator, Kind
from indicators.model.observation import TOTAL

STATUS_LIST = "status_codes"
LEVEL_LISTS: Mapping[bool, str] = {True: "yes_no_levels", False: "milestone_levels"}
_QUOTED: Mapping[str, str] = {"number": "V-01", "choose": "V-05", "note": "V-31"}
"""The rule that each message quotes."""
LARGEST = 1_000_000_000_000


def add_input_rules(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> None:
    """Data validation for every input column (on the national sheet: every input cell)."""
    rules = _rules(book)
    first, last = FIRST_ROW - 1, FIRST_ROW + len(plan.rows) - 2
    for group in plan.groups:
        if plan.kind is SheetKind.NATIONAL:
            rows = [FIRST_ROW - 1 + place for place, (code, _) in enumerate(plan.rows) if code == group.indicator]
            first, last = rows[0], rows[-1]
        indicator = book.order.catalogue.indicators.get(group.indicator)
        for breakdown, fields in group.columns.items():
            for name, column in fields.items():
                if breakdown == TOTAL or name is Field.VALUE:
                    sheet.data_validation(first, column - 1, last, column - 1, rules[_rule_name(indicator, name)])


def _rule_name(indicator: Indicator | None, name: Field) -> str:
    if name in (Field.STATUS, Field.NOTE):
        return name.value
    if indicator and indicator.kind is Kind.MILESTONE:
        return LEVEL_LISTS[indicator.unit == "yes_no"]
    return "whole" if indicator is None or decimals_of(indicator, name) == 0 else "decimal"


def _rules(book: TemplateBook) -> Mapping[str, dict[str, Any]]:
    number = {"criteria": "between", "minimum": 0, "maximum": LARGEST, **_words(book, "number")}
    choose = _words(book, "choose")
    length = int(book.order.catalogue.limits("V-31")["characters"])
    levels = {name: {"validate": "list", "source": f"={name}", **choose} for name in LEVEL_LISTS.values()}
    return {
        "whole": {"validate": "integer", **number},
        "decimal": {"validate": "decimal", **number},
        "status": {"validate": "list", "source": f"={STATUS_LIST}", **choose},
        "note": {"validate": "length", "criteria": "<=", "value": length, **_words(book, "note")},
        **levels,
    }


def _words(book: TemplateBook, name: str) -> dict[str, str]:
    """Excel keeps at most 255 characters of a message and 32 of its title."""
    title, message = book.both(f"input.{name}.title", " ")[:32], book.both(f"input.{name}.message", rule=book.rule(_QUOTED[name]))[:255]
    return {"error_title": title, "error_message": message}
