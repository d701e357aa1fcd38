"""Writes what is there to be read, not filled: what each indicator means, and last period's values beside the milestone."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from indicators.intake.columns import CODE_LABEL, REGION_LABEL
from indicators.intake.fields import STATUS_TEXTS
from indicators.intake.layout import DEFINITIONS_SHEET, PREVIOUS_SHEET, SAMPLE_MARK
from indicators.intake.template_book import TemplateBook, add_sheet, join_words, print_wide
from indicators.model.indicator import Indicator, Kind, Level
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL

_HEAD = 3
_COLUMNS = ("previous_period", "previous_value", "milestone")
_PER_100K = 100_000
Value = float | str | None
Known = Mapping[tuple[str, str], tuple[str, float | str]]


def write_definitions(book: TemplateBook) -> None:
    """One row for each indicator of the workbook: what counts, in both languages."""
    sheet = add_sheet(book, DEFINITIONS_SHEET)
    columns = {"code": 9, "name": 34, "definition": 60, "numerator": 34, "denominator": 34, "frequency": 14}
    _write_title(book, sheet, "definitions")
    for column, (name, width) in enumerate(columns.items()):
        sheet.write_string(_HEAD - 1, column, book.both(f"definitions.{name}", " "), book.formats["header"])
        sheet.set_column(column, column, width)
    for row, indicator in enumerate(indicators_of(book), _HEAD):
        words = (indicator.name, indicator.definition, indicator.numerator, indicator.denominator)
        texts = [indicator.code, *(join_words(word) if word else "—" for word in words), book.both(f"frequency.{indicator.frequency}")]
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.formats["wrapped"])
    sheet.freeze_panes(_HEAD, 2)
    print_wide(sheet, 0, 0)


def write_previous(book: TemplateBook) -> None:
    """Regions down, for each indicator the latest accepted value before this round and the milestone that lies ahead."""
    sheet = add_sheet(book, PREVIOUS_SHEET)
    _write_title(book, sheet, "previous")
    year = 2025 if parse_period(book.order.round).year <= 2025 else 2030
    chosen = tuple(indicators_of(book))
    known = latest_values(book.order.previous, chosen, parse_period(book.order.round).first_day.isoformat()[:7])
    targets = _targets(book, year)
    subjects = {NATIONAL: book.both("entry.country", " ")}
    subjects |= {code: join_words(region.short_name, " ") for code, region in book.order.catalogue.regions.items()}
    for column, label in enumerate((CODE_LABEL, REGION_LABEL)):
        sheet.merge_range(_HEAD - 1, column, _HEAD, column, join_words(label), book.formats["header"])
        sheet.set_column(column, column, (8, 24)[column])
    for row, (code, name) in enumerate(subjects.items(), _HEAD + 1):
        sheet.write_string(row, 0, code, book.formats["label"])
        sheet.write_string(row, 1, name, book.formats["label"])
    for place, indicator in enumerate(chosen):
        _write_previous_head(book, sheet, 2 + 3 * place, indicator, year)
        for row, code in enumerate(subjects, _HEAD + 1):
            if _reports(indicator, code):
                period, value = known.get((indicator.code, code), ("", None))
                _write_values(book, sheet, (row, 2 + 3 * place), indicator, (period, value, targets(indicator, code)))
    sheet.set_row(_HEAD - 1, 50)
    sheet.set_row(_HEAD, 30)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.repeat_rows(_HEAD - 1, _HEAD)
    print_wide(sheet, 32 + 33 * len(chosen), 2)


def indicators_of(book: TemplateBook) -> Iterator[Indicator]:
    """The indicators of the workbook in catalogue order."""
    wanted = {key[0] for key in book.layout.entries}
    return (indicator for code, indicator in book.order.catalogue.indicators.items() if code in wanted)


def latest_values(previous: pd.DataFrame | None, chosen: tuple[Indicator, ...], before: str) -> Known:
    """{(indicator, subject): (period, value or status)} of the latest observation of each whose period ended before month `before`."""
    if previous is None or previous.empty:
        return {}
    codes = {indicator.code for indicator in chosen}
    rows = previous[previous["indicator"].isin(codes) & (previous["breakdown"] == TOTAL)]
    ended = {code: parse_period(code).last_day.isoformat()[:7] for code in rows["period"].unique()}
    rows = rows.assign(ended=rows["period"].map(ended))
    rows = rows[rows["ended"] < before].sort_values("ended", kind="stable").drop_duplicates(["indicator", "subject"], keep="last")
    shown = rows["value"].where(rows["numerator"].isna(), rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0))
    return {
        (indicator, subject): (period, value if status == CellStatus.REPORTED and pd.notna(value) else STATUS_TEXTS.get(status, "—"))
        for indicator, subject, period, value, status in zip(
            rows["indicator"], rows["subject"], rows["period"], shown.tolist(), rows["status"], strict=True
        )
    }


def _write_title(book: TemplateBook, sheet: Worksheet, name: str) -> None:
    sheet.write_string(0, 0, book.both(f"{name}.title", " "), book.formats["title"])
    if book.order.sample:
        sheet.write_string(1, 0, SAMPLE_MARK, book.formats["mark"])


def _write_previous_head(book: TemplateBook, sheet: Worksheet, column: int, indicator: Indicator, year: int) -> None:
    text = f"{indicator.code} {join_words(indicator.name)}"
    sheet.merge_range(_HEAD - 1, column, _HEAD - 1, column + 2, text, book.formats["header"])
    for offset, name in enumerate(_COLUMNS):
        sheet.write_string(_HEAD, column + offset, book.both(f"previous.{name}", year=str(year)), book.formats["head_small"])
    sheet.set_column(column, column + 2, 11)


def _write_values(book: TemplateBook, sheet: Worksheet, place: tuple[int, int], indicator: Indicator, values: tuple[Value, ...]) -> None:
    row, column = place
    form = book.formats["share" if indicator.unit == "share" and indicator.kind is not Kind.MILESTONE else "figure"]
    factor = _PER_100K if indicator.unit == "per_100k" else 1
    for offset, value in enumerate(values):
        if isinstance(value, str) and value:
            sheet.write_string(row, column + offset, value, book.formats["label"])
        elif isinstance(value, float):
            sheet.write_number(row, column + offset, value * factor, form)


def _reports(indicator: Indicator, subject: str) -> bool:
    return indicator.level is not (Level.REGION if subject == NATIONAL else Level.NATIONAL)


def _targets(book: TemplateBook, year: int) -> Callable[[Indicator, str], float | None]:
    """The milestone of an indicator for a subject: its own target where it has one, else the national one."""
    frame = book.order.catalogue.targets
    own = dict(zip(zip(frame["indicator"], frame["subject"], strict=True), frame[f"m{year}"].tolist(), strict=True))

    def target(indicator: Indicator, subject: str) -> float | None:
        value = own.get((indicator.code, subject), indicator.path.target_2025 if year == 2025 else indicator.path.target_2030)
        return float(value) if value is not None and pd.notna(value) else None

    return target
