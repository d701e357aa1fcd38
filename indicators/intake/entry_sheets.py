"""Writes the sheets that a department fills in: regions down, or figures of the country down. Only input cells are unlocked."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from indicators.intake.columns import NATIONAL_FIRST_COLUMN, NATIONAL_LABELS
from indicators.intake.entry_heads import sheet_width, write_group_heads, write_national_head, write_sheet_head
from indicators.intake.fields import NUMBER_FIELDS, Field
from indicators.intake.input_rules import add_input_rules
from indicators.intake.layout import COUNTER_ROW, FIELD_ROW, FIRST_ROW, HEADER_ROW, EntrySheet, SheetKind, cell_name, label_columns
from indicators.intake.region_spellings import printed_label
from indicators.intake.template_book import TemplateBook, add_sheet, join_words, print_wide
from indicators.model.indicator import Level
from indicators.model.observation import TOTAL
from indicators.model.subject import NATIONAL

_NATIONAL_COLUMNS = range(NATIONAL_FIRST_COLUMN, NATIONAL_FIRST_COLUMN + len(NATIONAL_LABELS))


def write_entry_sheet(book: TemplateBook, plan: EntrySheet) -> tuple[str, int]:
    """Writes one sheet; returns the reference of its counter and how many entries the filled values complete."""
    sheet = add_sheet(book, plan.name)
    write_sheet_head(book, sheet, plan)
    national = plan.kind is SheetKind.NATIONAL
    if national:
        write_national_head(book, sheet)
    else:
        write_group_heads(book, sheet, plan)
    _write_labels(book, sheet, plan)
    done = _write_national_cells(book, sheet, plan) if national else _write_region_cells(book, sheet, plan)
    add_input_rules(book, sheet, plan)
    sheet.write_formula(COUNTER_ROW - 1, 1, _counter_formula(book, plan), book.formats["counter"], done)
    sheet.write_string(COUNTER_ROW - 1, 2, f"/ {counted_entries(book, plan)}", book.formats["text"])
    sheet.freeze_panes(FIRST_ROW - 1, label_columns(plan))
    sheet.repeat_rows(HEADER_ROW - 1, FIELD_ROW - 1)
    print_wide(sheet, 0 if national else sheet_width(plan), label_columns(plan))
    return f"'{plan.name}'!{cell_name(COUNTER_ROW, 2)}", done


def counted_entries(book: TemplateBook, plan: EntrySheet) -> int:
    """How many entries of a sheet must be filled: all, but on the national sheet only what the regions do not report."""
    return _required_rows(book, plan) if plan.kind is SheetKind.NATIONAL else len(plan.rows) * len(plan.groups)


def _required_rows(book: TemplateBook, plan: EntrySheet) -> int:
    indicators = book.order.catalogue.indicators
    return sum(indicators[code].level is Level.NATIONAL for code, _ in plan.rows)


def _write_labels(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> None:
    catalogue, label = book.order.catalogue, book.formats["label"]
    names = {code: printed_label(region) for code, region in catalogue.regions.items()}
    names[NATIONAL] = book.both("entry.country", " ")
    if plan.kind is SheetKind.NATIONAL:
        names = {code: join_words(catalogue.indicators[code].name, " ") for code in dict.fromkeys(code for code, _ in plan.rows)}
    for row, (code, period) in enumerate(plan.rows, FIRST_ROW - 1):
        sheet.write_string(row, 0, code, label)
        sheet.write_string(row, 1, names[code], label)
        if period:
            sheet.write_string(row, 2, period, label)


def _write_region_cells(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> int:
    done = 0
    for row, (subject, month) in enumerate(plan.rows, FIRST_ROW - 1):
        for group in plan.groups:
            for breakdown, fields in group.columns.items():
                given = book.filled.get((group.indicator, subject, month or group.period or "", breakdown), {})
                if breakdown == TOTAL:
                    _write_fields(book, sheet, row, fields, given)
                    done += _is_done(fields, given)
                else:
                    _write_fields(book, sheet, row, {Field.VALUE: fields[Field.VALUE]}, given)
    return done


def _write_national_cells(book: TemplateBook, sheet: Worksheet, plan: EntrySheet) -> int:
    done, fields_of = 0, {group.indicator: group.columns[TOTAL] for group in plan.groups}
    required = _required_rows(book, plan)
    for place, (code, period) in enumerate(plan.rows):
        row, fields = FIRST_ROW - 1 + place, fields_of[code]
        given = book.filled.get((code, NATIONAL, period or "", TOTAL), {})
        for column in _NATIONAL_COLUMNS:
            if column not in fields.values():
                sheet.write_string(row, column - 1, "—", book.formats["closed"])
        _write_fields(book, sheet, row, fields, given)
        done += _is_done(fields, given) and place < required
    return done


def _write_fields(book: TemplateBook, sheet: Worksheet, row: int, fields: Mapping[Field, int], given: Mapping[Field, float | str]) -> None:
    number, words = book.formats["input_number"], book.formats["input_words"]
    for name, column in fields.items():
        value = given.get(name)
        form = number if name in NUMBER_FIELDS else words
        if value is None:
            sheet.write_blank(row, column - 1, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column - 1, value, form)
        else:
            sheet.write_number(row, column - 1, value, form)


def _is_done(fields: Mapping[Field, int], given: Mapping[Field, float | str]) -> bool:
    return Field.STATUS in given or all(name in given for name in fields if name in NUMBER_FIELDS)


def _counter_formula(book: TemplateBook, plan: EntrySheet) -> str:
    """An entry counts once it has a status or all its numbers; the cached value is what the filled values complete."""
    if plan.kind is SheetKind.NATIONAL:
        last = FIRST_ROW + _required_rows(book, plan) - 1
        return f"={_completed((4, 5), 7, last)}" if last >= FIRST_ROW else "=0"
    last = FIRST_ROW + len(plan.rows) - 1
    terms = []
    for group in plan.groups:
        fields = group.columns[TOTAL]
        terms.append(_completed(tuple(column for name, column in fields.items() if name in NUMBER_FIELDS), fields[Field.STATUS], last))
    return "=" + "+".join(terms)


def _completed(numbers: tuple[int, ...], status: int, last: int) -> str:
    filled = "*".join(f'({cell_name(FIRST_ROW, column)}:{cell_name(last, column)}<>"")' for column in numbers)
    state = f'({cell_name(FIRST_ROW, status)}:{cell_name(last, status)}<>"")'
    return f"SUMPRODUCT(--(({filled}+{state})>0))"
