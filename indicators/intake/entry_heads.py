"""The header rows of the sheets that are filled in: title, counter, and for each indicator its name, period and what each column means."""

from xlsxwriter.worksheet import Worksheet

from indicators.intake.columns import (
    CODE_LABEL,
    INDICATOR_LABEL,
    NATIONAL_FIRST_COLUMN,
    NATIONAL_LABELS,
    PERIOD_LABEL,
    REGION_LABEL,
    column_label,
)
from indicators.intake.fields import Field
from indicators.intake.layout import COUNTER_ROW, FIELD_ROW, HEADER_ROW, PERIOD_ROW, SAMPLE_MARK, EntrySheet, Group, SheetKind
from indicators.intake.template_book import TemplateBook, join_words
from indicators.model.indicator import Indicator
from indicators.model.words import Bilingual

_WIDTHS = {Field.STATUS: 15, Field.NOTE: 22}
_NUMBER_WIDTH = 17
_LABEL_WIDTHS = (8, 24, 10)
_COUNTER_PLACE = 3
_HEAD_HEIGHTS = {SheetKind.REGIONS: (62, 78), SheetKind.SERIES: (62, 32), SheetKind.NATIONAL: (15, 15)}


def write_sheet_head(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> None:
    """Title, how to fill, counter label and the sample mark: rows 1 to 3."""
    department = book.order.catalogue.departments[book.order.department]
    subject = Bilingual(plan.name, book.order.catalogue.areas[plan.area].en if plan.area else book.say(f"workbook.entry.{plan.kind}").en)
    sheet.write_string(
        0, 0, f"{plan.name} — {department.name.zh} {book.order.round}  {subject.en}, {department.name.en}", book.formats["title"]
    )
    sheet.write_string(1, 0, book.both("entry.how", " "), book.formats["plain"])
    sheet.write_string(COUNTER_ROW - 1, 0, book.both("entry.done"), book.formats["text"])
    if book.order.sample:
        sheet.write_string(COUNTER_ROW - 1, _COUNTER_PLACE, SAMPLE_MARK, book.formats["mark"])
    sheet.set_row(COUNTER_ROW - 1, 28)
    header, fields = _HEAD_HEIGHTS[plan.kind]
    sheet.set_row(HEADER_ROW - 1, header)
    sheet.set_row(FIELD_ROW - 1, fields)


def write_group_heads(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> None:
    """For each group of columns: code and names, period, and for each column its label and definition."""
    labels = (CODE_LABEL, REGION_LABEL, PERIOD_LABEL) if plan.monthly else (CODE_LABEL, REGION_LABEL)
    _write_label_heads(book, sheet, labels)
    for group in plan.groups:
        _merge(sheet, HEADER_ROW - 1, group, _group_name(book, group), book.formats["header"])
        period = group.period or book.both("entry.monthly", " ")
        _merge(sheet, PERIOD_ROW - 1, group, period, book.formats["head_small"])
        for breakdown, fields in group.columns.items():
            for name, column in fields.items():
                sheet.write_string(FIELD_ROW - 1, column - 1, _field_words(book, group, breakdown, name), book.formats["head_small"])
                sheet.set_column(column - 1, column - 1, _WIDTHS.get(name, _NUMBER_WIDTH))


def write_national_head(book: TemplateBook, sheet: Worksheet) -> None:
    """The one set of columns of the national sheet."""
    _write_label_heads(book, sheet, (CODE_LABEL, INDICATOR_LABEL, PERIOD_LABEL))
    sheet.set_column(1, 1, 72)
    for column, label in enumerate(NATIONAL_LABELS, NATIONAL_FIRST_COLUMN - 1):
        sheet.merge_range(HEADER_ROW - 1, column, FIELD_ROW - 1, column, join_words(label), book.formats["header"])
        sheet.set_column(column, column, 18)


def sheet_width(plan: EntrySheet) -> int:
    """How many characters the columns of a sheet are wide together."""
    columns = {column: name for group in plan.groups for fields in group.columns.values() for name, column in fields.items()}
    return sum(_LABEL_WIDTHS[:2]) + sum(_WIDTHS.get(name, _NUMBER_WIDTH) for name in columns.values())


def _write_label_heads(book: TemplateBook, sheet: Worksheet, labels: tuple[Bilingual, ...]) -> None:
    for column, label in enumerate(labels):
        sheet.merge_range(HEADER_ROW - 1, column, FIELD_ROW - 1, column, join_words(label), book.formats["header"])
        sheet.set_column(column, column, _LABEL_WIDTHS[column])


def _merge(sheet: Worksheet, row: int, group: Group, text: str, form: object) -> None:
    sheet.merge_range(row, group.first - 1, row, group.last - 1, text, form)


def _group_name(book: TemplateBook, group: Group) -> str:
    catalogue = book.order.catalogue
    item = catalogue.indicators.get(group.indicator) or catalogue.series[group.indicator]
    return f"{group.indicator} {join_words(item.name)}"


def _field_words(book: TemplateBook, group: Group, breakdown: str, name: Field) -> str:
    label = join_words(column_label(book.order.catalogue, group.indicator, breakdown, name), " ")
    indicator = book.order.catalogue.indicators.get(group.indicator)
    meaning = _meaning(indicator, name) if indicator else None
    return f"{label}\n{join_words(meaning)}" if meaning else label


def _meaning(indicator: Indicator, name: Field) -> Bilingual | None:
    return {Field.NUMERATOR: indicator.numerator, Field.DENOMINATOR: indicator.denominator}.get(name)
