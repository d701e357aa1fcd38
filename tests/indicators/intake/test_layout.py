"""Where every figure stands."""

import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field
from indicators.intake.layout import TemplateRefusedError, WorkbookLayout, cell_name, cell_of, plan_layout


def test_every_regional_figure_of_a_department_has_one_cell(catalogue: Catalogue, layout: WorkbookLayout) -> None:
    cells = [entry.address(name) for entry in layout.entries.values() for name in (set(entry.columns) - {Field.STATUS, Field.NOTE})]
    assert len(set(cells)) == len(cells)
    subjects = {subject for indicator, subject, _, _ in layout.entries if indicator == "A3-03"}
    assert subjects == set(catalogue.regions)


def test_a_cell_is_found_by_indicator_subject_period_and_field(layout: WorkbookLayout) -> None:
    first = cell_of(layout, ("A3-03", "11", "2026-Q4"), Field.NUMERATOR)
    second = cell_of(layout, ("A3-03", "12", "2026-Q4"), Field.DENOMINATOR)
    assert (first.sheet[:2], first.cell, second.cell) == ("A3", "C7", "D8")


def test_monthly_indicators_have_a_row_for_each_month_and_region(catalogue: Catalogue) -> None:
    entries = plan_layout(catalogue, "MPS", "2026-Q3").entries
    periods = {period for indicator, _, period, _ in entries if indicator == "A2-04"}
    assert periods == {"2026-07", "2026-08", "2026-09"}


def test_a_quarter_asks_for_half_years_only_where_one_ends(catalogue: Catalogue) -> None:
    third, fourth = (plan_layout(catalogue, "NHC", quarter).entries for quarter in ("2026-Q3", "2026-Q4"))
    assert "A1-08" not in {key[0] for key in third}
    assert {key[2] for key in fourth if key[0] == "A1-08"} == {"2026-H2"}


def test_a_month_round_asks_for_the_special_action_alone(catalogue: Catalogue) -> None:
    month = plan_layout(catalogue, "MPS", "2024-05").entries
    quarter = plan_layout(catalogue, "MPS", "2024-Q2").entries
    assert {key[0][:2] for key in month} == {"C1"}
    assert "C1" not in {key[0][:2] for key in quarter}


@pytest.mark.parametrize(
    ("department", "period", "code"),
    [
        ("NOBODY", "2026-Q3", "unknown_department"),
        ("MPS", "2026-H1", "unknown_round"),
        ("MPS", "soon", "unknown_round"),
        ("LAC", "2026-Q3", "nothing_due"),
        ("MOF", "2024-05", "nothing_due"),
    ],
)
def test_there_is_no_workbook_without_department_round_or_figures(catalogue: Catalogue, department: str, period: str, code: str) -> None:
    with pytest.raises(TemplateRefusedError) as refused:
        plan_layout(catalogue, department, period)
    assert refused.value.code == code


def test_the_fingerprint_changes_with_department_round_and_indicators(catalogue: Catalogue) -> None:
    prints = {plan_layout(catalogue, *pair).fingerprint for pair in (("NHC", "2026-Q4"), ("NHC", "2026-Q2"), ("MOF", "2026-Q4"))}
    assert len(prints) == 3
    assert plan_layout(catalogue, "NHC", "2026-Q4").fingerprint in prints


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [cell_name(1, column) for column in (1, 26, 27, 52, 256)] == ["A1", "Z1", "AA1", "AZ1", "IV1"]
