"""No path turns missing into 0: from any content of the cells of an entry to the observations and on to what the assessment counts."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_workbooks import DAY
from numpy.typing import NDArray

from indicators.assessment.cells import Calendar, lay_out
from indicators.assessment.codebook import make_codebook
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.fields import NUMBER_FIELDS, STATUS_TEXTS, Field
from indicators.intake.layout import Entry, TemplateRefusedError, plan_layout
from indicators.intake.parse_entries import ParsedEntry, entries_frame, parse_entry
from indicators.intake.parse_status import is_mark, parse_status
from indicators.intake.raw import RawCell, RawKind
from indicators.model.observation import CellStatus
from indicators.model.period import parse_period

CATALOGUE = load_catalogue()
CODEBOOK = make_codebook(CATALOGUE, tuple(CATALOGUE.regions))
ROUND = "2026-Q4"
_NOTHING = (None, "", " ", "\u200b", "\u3000\u00a0")
_SIGNS = (
    "-",
    "－",
    "—",
    "/",
    "无",
    "零",
    "不详",
    "N/A",
    "null",
    "○",
    "*",
    "暂无",
    "#N/A",
    "不适用",
    "未发生",
    "O人",
    "约",
    "l",
    "()",
    "%",
    "百",
    "万",
)
_ZEROS = ("0", "０", "0.0", "〇", "O", "0人", "0%", "'0", "00", "+0", "0 否", "0 尚未启动", "否", "no", "n")
_FIGURES = ("1", "12", "１２", "约5", "十二", "3万", "10-12", "0.5", "1,2", "4", "92%")
_STATUSES = (*STATUS_TEXTS.values(), "零报告", "零", "无", "-", "nil", "NA", "ND", "none", "大概", "已报")
_NOTES = (*_NOTHING, "-", "无", "系统升级，1月补报", "该地区没有此项业务")


def entries_of_each_kind() -> dict[str, Entry]:
    """One entry of each kind of indicator, and one of a series."""
    found: dict[str, Entry] = {}
    for department in CATALOGUE.departments:
        try:
            layout = plan_layout(CATALOGUE, department, ROUND)
        except TemplateRefusedError:
            continue
        for entry in layout.entries.values():
            indicator = CATALOGUE.indicators.get(entry.indicator)
            found.setdefault(indicator.kind if indicator else "series", entry)
    return found


ENTRIES = entries_of_each_kind()


@st.composite
def placed_entries(draw: st.DrawFn) -> PlacedEntry:
    """An entry of any kind with anything in its cells."""
    entry = ENTRIES[draw(st.sampled_from(sorted(ENTRIES)))]
    cells = {}
    for name, column in entry.columns.items():
        pool = _STATUSES if name is Field.STATUS else _NOTES if name is Field.NOTE else (*_SIGNS, *_ZEROS, *_FIGURES)
        text = draw(st.sampled_from((*_NOTHING, *_NOTHING, *pool)))
        kind = RawKind.NUMBER if text in ("0", "12", "0.5") and name in NUMBER_FIELDS and draw(st.booleans()) else RawKind.TEXT
        if text:
            cells[name] = RawCell(entry.row, column, kind, text)
    return PlacedEntry(entry, entry.sheet, entry.row, entry.columns, cells)


def stands_zero(cell: RawCell | None) -> bool:
    """Whether a nought stands in a cell: a digit, the letter in its place, or the word of a yes-or-no question."""
    plain = unicodedata.normalize("NFKC", cell.text).casefold() if cell else ""
    return any(sign in plain for sign in ("0", "〇", "o", "否")) or plain == "n"


@settings(max_examples=300, deadline=None)
@given(placed_entries())
def test_a_zero_is_read_only_where_a_zero_stands_or_nil_was_declared(placed: PlacedEntry) -> None:
    parsed = parse_entry(CATALOGUE, placed)
    for name, reading in parsed.numbers.items():
        if reading.value == 0 and parsed.status is not CellStatus.CONFIRMED_NIL:
            assert stands_zero(placed.cells.get(name))
    if parsed.status is CellStatus.CONFIRMED_NIL:
        assert parse_status(placed.cells[Field.STATUS].text) is CellStatus.CONFIRMED_NIL


@settings(max_examples=300, deadline=None)
@given(placed_entries())
def test_a_state_without_numbers_has_its_reason_and_no_number(placed: PlacedEntry) -> None:
    parsed = parse_entry(CATALOGUE, placed)
    if parsed.status in (CellStatus.NOT_APPLICABLE, CellStatus.NOT_AVAILABLE):
        assert all(reading.value is None for reading in parsed.numbers.values())
        registered = placed.entry.key[:2] in CATALOGUE.not_applicable or placed.entry.indicator not in CATALOGUE.indicators
        assert not is_mark(parsed.note) or (registered and parsed.status is CellStatus.NOT_APPLICABLE)


@settings(max_examples=300, deadline=None)
@given(placed_entries())
def test_what_is_not_filled_is_no_observation_and_never_goes_without_a_word(placed: PlacedEntry) -> None:
    parsed = parse_entry(CATALOGUE, placed)
    filled = [name for name, cell in placed.cells.items() if name is not Field.NOTE and cell.text.strip(" \u200b\u3000\u00a0")]
    if not filled:
        assert parsed.status is None
    if parsed.status is None and filled:
        assert parsed.problems


@settings(max_examples=60, deadline=None)
@given(st.lists(placed_entries(), min_size=1, max_size=6, unique_by=lambda placed: placed.entry.key))
def test_the_assessment_counts_nothing_where_nothing_was_reported(several: list[PlacedEntry]) -> None:
    parsed = [parse_entry(CATALOGUE, placed) for placed in several]
    kept = [one for one in parsed if one.status is not None]
    frame = entries_frame(kept, 0)
    figures = frame[["numerator", "denominator", "value", "se"]].to_numpy()
    assert np.array_equal(np.isnan(figures), [missing_of(one) for one in kept]) if kept else frame.empty
    cells = lay_out(frame, CODEBOOK, Calendar(parse_period(ROUND), DAY, 20))
    filed = {one.placed.entry.key[:2] for one in kept if one.status in (CellStatus.REPORTED, CellStatus.CONFIRMED_NIL)}
    counted = {one.placed.entry.key[:2] for one in kept if one.status is CellStatus.REPORTED}
    assert keys_of(cells.seen) <= filed
    assert keys_of(cells.weight) <= counted


def keys_of(figures: NDArray[np.number]) -> set[tuple[str, str]]:
    """(indicator, subject) of every figure that is not nought, of an array (quarter, subject, indicator)."""
    return {(CODEBOOK.codes[indicator], CODEBOOK.subjects[subject]) for _, subject, indicator in np.argwhere(figures)}


def missing_of(one: ParsedEntry) -> list[bool]:
    return [one.numbers[name].value is None if name in one.numbers else True for name in NUMBER_FIELDS]


@pytest.mark.parametrize("kind", sorted(ENTRIES))
def test_nil_of_each_kind_is_an_act_with_its_own_meaning(kind: str) -> None:
    entry = ENTRIES[kind]
    if Field.STATUS not in entry.columns:
        assert kind == "series"
        return
    cell = RawCell(entry.row, entry.columns[Field.STATUS], RawKind.TEXT, STATUS_TEXTS[CellStatus.CONFIRMED_NIL])
    parsed = parse_entry(CATALOGUE, PlacedEntry(entry, entry.sheet, entry.row, entry.columns, {Field.STATUS: cell}))
    values = {name: reading.value for name, reading in parsed.numbers.items()}
    assert parsed.status is CellStatus.CONFIRMED_NIL
    assert values == expected_nil(CATALOGUE, entry)


def expected_nil(catalogue: Catalogue, entry: Entry) -> dict[Field, float | None]:
    """Counts are 0; a mean of nothing has no value; the people among whom nothing occurred stay missing where nobody gave them."""
    indicator = catalogue.indicators.get(entry.indicator)
    kind = str(indicator.kind) if indicator else "series"
    names = [name for name in entry.columns if name in NUMBER_FIELDS]
    without = {"rate": [Field.DENOMINATOR], "smr": [Field.DENOMINATOR], "mean": [Field.VALUE, Field.SE]}.get(kind, [])
    return {name: None if name in without else 0.0 for name in names}
