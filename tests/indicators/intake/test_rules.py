"""Rules on figures and between figures: each finds its own fault at its own cells, and no other."""

from dataclasses import replace

import pandas as pd
import pytest
from intake_workbooks import NAN, address, check, clean_values, found, make_clean, make_order, put, weighty

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field
from indicators.intake.layout import WorkbookLayout, plan_layout
from indicators.intake.template import make_template
from indicators.model.indicator import Kind, Measure
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.submission import CheckStatus, Severity


@pytest.fixture(scope="module")
def police(catalogue: Catalogue) -> bytes:
    return make_clean(catalogue, "MPS", "2026-Q4")


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"C7": -1}, [("negative", "C7")]),
        ({"C7": 12.5}, [("not_whole", "C7")]),
        ({"C7": 0.9}, [("rate_typed", "C7")]),
        ({"C7": "90%"}, [("rate_typed", "C7")]),
        ({"C7": True}, [("is_boolean", "C7")]),
        ({"C7": 21}, [("numerator_exceeds_denominator", "C7")]),
        ({"C7": 0, "D7": 0}, [("zero_denominator", "D7")]),
        ({"C7": 5, "D7": 0}, [("numerator_exceeds_denominator", "C7")]),
        ({"D7": 10**8}, [("above_maximum", "D7")]),
        ({"D7": 10**13}, [("too_large", "D7")]),
        (
            {"C7": -1, "C9": 12.5, "D12": "无", "C15": 99},
            [("status_needed", "D12"), ("negative", "C7"), ("not_whole", "C9"), ("numerator_exceeds_denominator", "C15")],
        ),
        ({"C7": "10-12"}, [("range_given", "C7")]),
        ({"C7": "约12"}, [("reading_suggested", "C7")]),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_its_cell_and_hides_no_other(
    catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, cells: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    name = next(sheet.name for sheet in layout.sheets if sheet.area == "A3")
    checked = check(put(clean, {(name, cell): value for cell, value in cells.items()}), catalogue)
    assert [(one.code, one.cell) for one in checked.problems] == problems
    blamed = {cell for _, cell in problems}
    must_fix = {cell for one in checked.problems if one.severity is Severity.MUST_FIX for cell in (one.cell,)}
    kept = set(checked.observations["cell"][checked.observations["sheet"] == name])
    assert must_fix <= blamed
    assert not kept & must_fix


def test_a_suggested_reading_is_used_once_confirmed(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    sheet, cell = address(layout, ("A3-03", "11", "2026-Q4"), Field.NUMERATOR)
    checked = check(put(clean, {(sheet, cell): "约十二人"}), catalogue)
    assert [(one.code, one.severity, one.facts["suggested"]) for one in checked.problems] == [("reading_suggested", Severity.CONFIRM, "12")]
    row = checked.observations.query("indicator == 'A3-03' and subject == '11'")
    assert list(row["numerator"]) == [12.0]


def test_normalised_cells_are_listed_and_not_problems(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    sheet, cell = address(layout, ("A3-03", "11", "2026-Q4"), Field.NUMERATOR)
    checked = check(put(clean, {(sheet, cell): "１２ 人"}), catalogue)
    assert (checked.status, [(one.cell, one.found, one.read_as) for one in checked.normalised]) == (
        CheckStatus.CLEAN,
        [(cell, "１２ 人", "12")],
    )


def test_amounts_may_have_two_decimals_and_no_more(catalogue: Catalogue) -> None:
    data = make_clean(catalogue, "MOF", "2026-Q4")
    layout = plan_layout(catalogue, "MOF", "2026-Q4")
    sheet, cell = address(layout, ("B1-05", "11", "2026-H2"), Field.NUMERATOR)
    assert check(put(data, {(sheet, cell): 12.34}), catalogue).status is CheckStatus.CLEAN
    assert found(check(put(data, {(sheet, cell): 12.345}), catalogue)) == [("too_many_decimals", sheet, cell)]


def test_parts_of_a_series_add_up_to_its_total(catalogue: Catalogue, police: bytes) -> None:
    layout = plan_layout(catalogue, "MPS", "2026-Q4")
    key = ("SR-01", "44", "2026-Q4")
    female, total = (address(layout, key, Field.VALUE, part) for part in ("sex.female", "total"))
    checked = check(put(police, {female: 31}), catalogue)
    (wrong,) = weighty(checked)
    assert (wrong.code, wrong.cell, wrong.subject, wrong.facts["sum"]) == ("breakdown_sum", total[1], "44", "61")
    assert female[1] in wrong.also
    assert weighty(check(put(police, {female: None}), catalogue)) == []


def test_the_regions_add_up_to_the_country(catalogue: Catalogue, police: bytes) -> None:
    layout = plan_layout(catalogue, "MPS", "2026-Q4")
    national = address(layout, ("B1-01", "00", "2026-Q4"), Field.NUMERATOR)
    assert [(one.code, one.sheet, one.cell) for one in weighty(check(put(police, {national: 575}), catalogue))] == [
        ("national_sum", *national)
    ]
    regional = address(layout, ("B1-01", "44", "2026-Q4"), Field.NUMERATOR)
    problems = weighty(check(put(police, {regional: 17}), catalogue))
    assert [(one.code, one.cell, one.facts["sum"], one.facts["national"]) for one in problems] == [
        ("national_sum", national[1], "575", "576")
    ]


def test_an_incomplete_sum_is_not_judged(catalogue: Catalogue, police: bytes) -> None:
    layout = plan_layout(catalogue, "MPS", "2026-Q4")
    cells = [address(layout, ("B1-01", "44", "2026-Q4"), name) for name in (Field.NUMERATOR, Field.DENOMINATOR)]
    assert [one.code for one in weighty(check(put(police, dict.fromkeys(cells)), catalogue))] == ["cell_empty"]


def test_the_national_figure_of_a_regional_indicator_may_stay_empty(catalogue: Catalogue, police: bytes) -> None:
    layout = plan_layout(catalogue, "MPS", "2026-Q4")
    cells = [address(layout, ("B1-01", "00", "2026-Q4"), name) for name in (Field.NUMERATOR, Field.DENOMINATOR)]
    assert check(put(police, dict.fromkeys(cells)), catalogue).status is CheckStatus.CLEAN


def test_the_population_of_all_xinjiang_in_row_65_is_asked(catalogue: Catalogue, police: bytes) -> None:
    rate = next(code for code, one in catalogue.indicators.items() if one.kind is Kind.RATE and one.lead == "MPS")
    layout = plan_layout(catalogue, "MPS", "2026-Q4")
    period = next(key[2] for key in layout.entries if key[0] == rate)
    cell = address(layout, (rate, "65", period), Field.DENOMINATOR)
    problems = [one for one in weighty(check(put(police, {cell: 25_852_345}), catalogue)) if one.code != "national_sum"]
    assert [(one.code, one.cell, one.severity) for one in problems] == [("xinjiang_includes_xpcc", cell[1], Severity.CONFIRM)]


def known(code: str, subject: str, period: str, figures: tuple[float, float, float]) -> dict[str, object]:
    row = dict.fromkeys(OBSERVATION_COLUMNS, "")
    numerator, denominator, value = figures
    figures_ = {"numerator": numerator, "denominator": denominator, "value": value, "se": NAN}
    return {**row, **figures_, "indicator": code, "subject": subject, "period": period, "breakdown": "total", "status": "REPORTED"}


def test_a_register_of_65_that_grew_by_that_of_66_is_asked(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    before = pd.DataFrame([known("A3-03", "65", "2026-Q3", (200.0, 220.0, NAN))])
    cells = {
        address(layout, ("A3-03", "65", "2026-Q4"), Field.DENOMINATOR): 260,
        address(layout, ("A3-03", "66", "2026-Q4"), Field.DENOMINATOR): 40,
    }
    register = {**catalogue.indicators, "A3-03": replace(catalogue.indicators["A3-03"], measure=Measure.STOCK)}
    kept = replace(catalogue, indicators=register)
    assert [(one.code, one.subject) for one in check(put(clean, cells), kept, known=before).problems] == [("xinjiang_includes_xpcc", "65")]
    assert check(put(clean, cells), kept).status is CheckStatus.CLEAN
    assert check(put(clean, cells), catalogue, known=before).status is CheckStatus.CLEAN


def special_action(catalogue: Catalogue, month: str, found_: float) -> bytes:
    layout = plan_layout(catalogue, "MPS", month)
    values = clean_values(catalogue, layout)
    values.loc[values["indicator"] == "C1-06", "value"] = found_
    return make_template(make_order(catalogue, "MPS", month, values), say_both)


@pytest.mark.parametrize(("now", "falls"), [(40.0, True), (50.0, False), (60.0, False)])
def test_a_cumulative_figure_does_not_fall(catalogue: Catalogue, now: float, falls: bool) -> None:
    before = pd.DataFrame([known("C1-06", "44", "2024-04", (NAN, NAN, 50.0)), known("C1-06", "44", "2024-03", (NAN, NAN, 90.0))])
    checked = check(special_action(catalogue, "2024-05", now), catalogue, known=before)
    cell = address(plan_layout(catalogue, "MPS", "2024-05"), ("C1-06", "44", "2024-05"), Field.VALUE)
    assert [(one.code, one.sheet, one.cell) for one in weighty(checked)] == ([("cumulative_falls", *cell)] if falls else [])


def test_milestones_take_only_their_levels(catalogue: Catalogue) -> None:
    data = make_clean(catalogue, "ACWF", "2026-Q4")
    cell = address(plan_layout(catalogue, "ACWF", "2026-Q4"), ("A4-02", "11", "2026"), Field.VALUE)
    for text in ("4 是 yes", "是", "Yes", "0"):
        assert check(put(data, {cell: text}), catalogue).status is CheckStatus.CLEAN, text
    for text in ("3", "5", "也许"):
        assert found(check(put(data, {cell: text}), catalogue)) == [("not_a_level", *cell)], text


def test_all_problems_come_in_one_pass(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    """Mending what is listed makes the next upload clean: nothing was hidden behind something else."""
    name = next(sheet.name for sheet in layout.sheets if sheet.area == "A3")
    faults = {"C7": -1, "C8": "约5", "D9": None, "C10": 12.5, "C11": 99, "E12": "随便", "C13": "无", "D14": "45%", "B15": "吉林市"}
    checked = check(put(clean, {(name, cell): value for cell, value in faults.items()}), catalogue)
    named = {cell for one in checked.problems for cell in (one.cell, *one.also)}
    assert named == set(faults)


def test_a_stricter_maximum_of_the_catalogue_is_what_counts(catalogue: Catalogue, clean: bytes) -> None:
    small = {**catalogue.indicators, "A3-03": replace(catalogue.indicators["A3-03"], maximum=19.0)}
    problems = check(clean, replace(catalogue, indicators=small)).problems
    assert [(one.code, one.cell, len(one.also)) for one in problems] == [("above_maximum", "D7", 31)]
