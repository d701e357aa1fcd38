"""Writes the first sheet: whose workbook it is, the statutory marks, how to fill it, who signs, what the states mean, what is done."""

from xlsxwriter.worksheet import Worksheet

from indicators.intake.fields import STATUS_TEXTS
from indicators.intake.layout import DUE_CELL, GUIDE_SHEET, MARK_CELLS, SAMPLE_MARK, SELF_SCORE_CELL, SIGNER_CELLS
from indicators.intake.template_book import TemplateBook, add_sheet, join_words, print_wide

_STEPS: tuple[str, ...] = ("", "V-02", "V-08", "V-05", "V-29", "", "V-26")
"""The rule that each step quotes."""
_STEP_ROW, _SIGNER_HEAD, _STATUS_ROW = 13, 21, 30


def write_guide_sheet(book: TemplateBook) -> Worksheet:
    """The guide; its counter is written afterwards by `write_counter`, when the sheets that it adds up exist."""
    sheet = add_sheet(book, GUIDE_SHEET)
    sheet.set_portrait()
    print_wide(sheet, 0, 0)
    for column, width in enumerate((4, 34, 62, 24)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 1, book.both("guide.title", " "), book.formats["title"])
    if book.order.sample:
        sheet.write_string(1, 1, SAMPLE_MARK, book.formats["mark"])
    _write_identity(book, sheet)
    _write_steps(book, sheet)
    _write_signers(book, sheet)
    _write_states(book, sheet)
    return sheet


def write_counter(book: TemplateBook, sheet: Worksheet, cells: list[tuple[str, int]], total: int) -> None:
    """The completeness counter: the sum of the sheets' counters, with its value stored."""
    formula = "=" + "+".join(reference for reference, _ in cells)
    sheet.write_formula(10, 2, formula, book.formats["label_left"], sum(done for _, done in cells))
    sheet.write_string(10, 3, f"/ {total}", book.formats["label"])
    sheet.write_string(10, 1, book.both("guide.done", " "), book.formats["label"])


def _write_identity(book: TemplateBook, sheet: Worksheet) -> None:
    order = book.order
    name = join_words(order.catalogue.departments[order.department].name)
    pairs = [
        (book.both("guide.department", " "), f"{name}（{order.department}）"),
        (book.both("guide.round", " "), order.round),
        (book.both("guide.due", " "), order.due.isoformat()),
    ]
    pairs += [(book.both(f"guide.{mark}.label", " "), book.both(f"guide.{mark}.text")) for mark in MARK_CELLS]
    for row, (label, text) in enumerate(pairs, 3):
        sheet.write_string(row, 1, label, book.formats["label"])
        sheet.write_string(row, 2, text, book.formats["wrapped"])
        sheet.set_row(row, 30 if "\n" in text else 18)
    for name, cell in {**MARK_CELLS, "due": DUE_CELL}.items():
        _name_cell(book, name, cell)


def _write_steps(book: TemplateBook, sheet: Worksheet) -> None:
    sheet.write_string(_STEP_ROW - 2, 1, book.both("guide.how", " "), book.formats["heading"])
    for step, rule in enumerate(_STEPS, 1):
        quoted = {"rule": book.rule(rule)} if rule else {}
        row = _STEP_ROW + step - 2
        sheet.write_number(row, 0, step, book.formats["text"])
        sheet.merge_range(row, 1, row, 3, book.both(f"guide.step_{step}", "\n", **quoted), book.formats["text"])
        sheet.set_row(row, 46)


def _write_signers(book: TemplateBook, sheet: Worksheet) -> None:
    sheet.write_string(_SIGNER_HEAD - 1, 1, book.both("guide.signers", " "), book.formats["heading"])
    signed = book.order.signers or {}
    for name, cell in {**SIGNER_CELLS, "self_score": SELF_SCORE_CELL}.items():
        row = int(cell[1:]) - 1
        sheet.write_string(row, 1, book.both(f"guide.{name}", " "), book.formats["label"])
        sheet.write_string(row, 2, signed.get(name, ""), book.formats["input_words"])
        _name_cell(book, name, cell)
    note = {
        "validate": "length",
        "criteria": "<=",
        "value": 60,
        "input_title": "",
        "input_message": book.both("guide.phone_note", rule=book.rule("V-26"))[:255],
    }
    sheet.data_validation(SIGNER_CELLS["signer_phone"], note)


def _write_states(book: TemplateBook, sheet: Worksheet) -> None:
    sheet.write_string(_STATUS_ROW - 2, 1, book.both("guide.states", " "), book.formats["heading"])
    for row, (status, text) in enumerate(STATUS_TEXTS.items(), _STATUS_ROW - 1):
        sheet.write_string(row, 1, text, book.formats["label"])
        sheet.merge_range(row, 2, row, 3, book.both(f"guide.state.{status}"), book.formats["wrapped"])
        sheet.set_row(row, 46)


def _name_cell(book: TemplateBook, name: str, cell: str) -> None:
    book.workbook.define_name(name, f"='{GUIDE_SHEET}'!${cell[0]}${cell[1:]}")
