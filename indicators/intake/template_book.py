"""What every sheet of a template needs while it is written: the order, the layout, cell formats, words and the figures to fill in."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import STATUS_TEXTS, Field
from indicators.intake.layout import SAMPLE_MARK, WorkbookLayout
from indicators.model.observation import OBSERVATION_KEY, CellStatus
from indicators.model.words import Bilingual


class Say(Protocol):
    """Makes the sentence of a code in both languages; the caller passes it in."""

    def __call__(self, code: str, /, **facts: object) -> Bilingual: ...


@dataclass(frozen=True, slots=True)
class TemplateOrder:
    """What is wanted. `previous`: accepted observations of earlier periods; `values`: observations that fill the input cells.

    `signers` fills the signing block, by the names of SIGNER_CELLS.
    """

    catalogue: Catalogue
    department: str
    round: str
    previous: pd.DataFrame | None
    values: pd.DataFrame | None
    sample: bool
    generated_on: date
    due: date
    signers: Mapping[str, str] | None = None


_PAGE_WIDTH = 170
Filled = Mapping[tuple[str, str, str, str], Mapping[Field, float | str]]


@dataclass(frozen=True, slots=True)
class TemplateBook:
    """A workbook in the making; `filled` holds the figures of the input cells by observation key."""

    workbook: Workbook
    formats: Mapping[str, Format]
    layout: WorkbookLayout
    order: TemplateOrder
    filled: Filled
    say: Say

    def both(self, code: str, separator: str = "\n", **facts: object) -> str:
        """A sentence in both languages, Chinese first, for one cell."""
        return join_words(self.say(f"workbook.{code}", **facts), separator)

    def rule(self, id: str) -> Bilingual:
        """The text of a validation rule, its limits filled in; nothing in a workbook states a rule in other words."""
        return self.order.catalogue.check_rules[id].text


def join_words(words: Bilingual, separator: str = "\n") -> str:
    """Both languages in one text; once where they are the same."""
    return words.zh if words.zh == words.en else f"{words.zh}{separator}{words.en}"


def fill_values(values: pd.DataFrame | None) -> Filled:
    """The observations as {key: {field: figure}}; a status is said in its dropdown words unless it is plainly reported."""
    if values is None:
        return {}
    fields = (Field.NUMERATOR, Field.DENOMINATOR, Field.VALUE, Field.SE)
    keys = zip(*(values[name].tolist() for name in OBSERVATION_KEY), strict=True)
    numbers = zip(*(values[name].tolist() for name in fields), strict=True)
    statuses = values["status"].tolist()
    notes = values["note"].tolist() if "note" in values else [""] * len(values)
    return {
        key: {**{name: x for name, x in zip(fields, row, strict=True) if not math.isnan(x)}, **_words(status, note)}
        for key, row, status, note in zip(keys, numbers, statuses, notes, strict=True)
    }


def _words(status: object, note: object) -> dict[Field, float | str]:
    words: dict[Field, float | str] = {}
    if isinstance(status, str) and status not in ("", CellStatus.REPORTED):
        words[Field.STATUS] = STATUS_TEXTS[CellStatus(status)]
    if isinstance(note, str) and note:
        words[Field.NOTE] = note
    return words


def add_sheet(book: TemplateBook, name: str) -> Worksheet:
    """A protected landscape sheet with page header and footer that say whose it is, and the sample mark where it is one."""
    sheet = book.workbook.add_worksheet(name)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    mark = SAMPLE_MARK if book.order.sample else ""
    sheet.set_header(f"&L{book.order.department} {book.order.round}&C{mark}&R&A")
    sheet.set_footer(f"&C{mark}&R&P / &N")
    return sheet


def print_wide(sheet: Worksheet, width: int, labels: int) -> None:
    """Prints on as many pages across as stay legible (`width` in characters), repeating the `labels` columns on the left."""
    sheet.fit_to_pages(max(1, round(width / _PAGE_WIDTH)), 0)
    if labels:
        sheet.repeat_columns(0, labels - 1)


def make_formats(workbook: Workbook) -> Mapping[str, Format]:
    """The few cell formats of the workbook; only those named input_* are unlocked."""
    text = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
    ruled = {**text, "border": 1, "border_color": "#BFBFBF"}
    entered = {**ruled, "locked": False, "bg_color": "#FFF9E5"}
    kinds = {
        "title": {**text, "bold": True, "font_size": 14},
        "mark": {**text, "bold": True, "font_color": "#B00020"},
        "heading": {**text, "bold": True, "font_size": 12},
        "plain": {**text},
        "text": {**text, "text_wrap": True},
        "label": {**ruled, "bg_color": "#F2F5F8"},
        "label_left": {**ruled, "bg_color": "#F2F5F8", "align": "left", "bold": True},
        "wrapped": {**ruled, "text_wrap": True, "valign": "top"},
        "header": {**ruled, "bold": True, "text_wrap": True, "bg_color": "#DCE6F0", "valign": "top"},
        "head_small": {**ruled, "text_wrap": True, "bg_color": "#E9EFF6", "valign": "top", "font_size": 9},
        "counter": {**text, "bold": True, "align": "center"},
        "closed": {**ruled, "bg_color": "#E3E3E3", "align": "center"},
        "input_number": {**entered},
        "input_words": {**entered, "num_format": "@"},
        "share": {**ruled, "num_format": "0.0%"},
        "figure": {**ruled, "num_format": "#,##0.##"},
    }
    return {name: workbook.add_format(kind) for name, kind in kinds.items()}
