"""Writes what the workbook carries out of sight: the lists behind its dropdowns and its identity, twice (sheet and property)."""

from indicators.intake.fields import LEVELS, STATUS_TEXTS, YES_NO_LEVELS
from indicators.intake.input_rules import LEVEL_LISTS, STATUS_LIST
from indicators.intake.layout import IDENTITY_PROPERTY, LISTS_SHEET, META_SHEET, SAMPLE_MARK, SAMPLE_PROPERTY, TEMPLATE_VERSION
from indicators.intake.template_book import TemplateBook


def write_lists(book: TemplateBook) -> None:
    """The values of the dropdowns on a hidden sheet, each list under a defined name."""
    sheet = book.workbook.add_worksheet(LISTS_SHEET)
    sheet.hide()
    lists = {
        STATUS_LIST: list(STATUS_TEXTS.values()),
        LEVEL_LISTS[False]: [f"{level} {book.both(f'level.{level}', ' ')}" for level in LEVELS],
        LEVEL_LISTS[True]: [f"{level} {book.both(f'yes_no.{level}', ' ')}" for level in YES_NO_LEVELS],
    }
    for column, (name, texts) in enumerate(lists.items()):
        letter = chr(65 + column)
        for row, text in enumerate(texts):
            sheet.write_string(row, column, text)
        book.workbook.define_name(name, f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(texts)}")


def write_identity(book: TemplateBook) -> None:
    """Whose workbook it is, for which round, made from which template: on the hidden sheet and as a document property."""
    order, layout = book.order, book.layout
    pairs = {
        "department": order.department,
        "round": order.round,
        "template_version": TEMPLATE_VERSION,
        "fingerprint": layout.fingerprint,
        "catalogue_version": order.catalogue.version,
        "generated_on": order.generated_on.isoformat(),
        "sample": SAMPLE_MARK if order.sample else "",
    }
    sheet = book.workbook.add_worksheet(META_SHEET)
    sheet.hide()
    sheet.protect()
    for row, (name, value) in enumerate(pairs.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    identity = "|".join((order.department, order.round, TEMPLATE_VERSION, layout.fingerprint))
    book.workbook.set_custom_property(IDENTITY_PROPERTY, identity, "text")
    if order.sample:
        book.workbook.set_custom_property(SAMPLE_PROPERTY, SAMPLE_MARK, "text")
