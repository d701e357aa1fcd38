"""Past rounds come in at once, by the same checks, with their source; they count when a second person vouches, from their own day."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import SHELL, Actor, Role
from dashboard.services.assessments import read_assessment
from dashboard.services.desk import Desk
from dashboard.services.history import HistoryFile, HistoryOrder, drop_history, import_history, list_history, vouch_for
from dashboard.text.say import say_both
from indicators.catalogue.load import load_catalogue
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.period import parse_period
from indicators.store.contents import check_contents
from indicators.store.creation import Creation, create_store
from indicators.store.observations import load_accepted
from indicators.store.refusals import StaleVersion
from indicators.store.submission_records import load_submissions
from indicators.store.transaction import Stamp
from sample_data.observations import sample_observations
from sample_data.workbooks import SIGNERS

CATALOGUE = load_catalogue()
QUARTERS = ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")
COLUMNS = ["indicator", "subject", "period", "breakdown", "numerator", "denominator", "value", "se", "status", "note"]
SOURCE = HistoryOrder("国务院反拐办〔2024〕档案第3卷")
LI, CHEN = Actor("reviewer-li", Role.REVIEWER), Actor("reviewer-chen", Role.REVIEWER)


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    """Four quarters of the two departments with the smallest workbooks."""
    frame = sample_observations(CATALOGUE)
    leads = {code: item.lead for code, item in (*CATALOGUE.indicators.items(), *CATALOGUE.series.items())}
    plan = ~frame["indicator"].str.startswith("C1-")
    rounds = {code: parse_period(code).round.code for code in frame["period"].unique()}
    mine = plan & frame["indicator"].map(leads).isin(("CPD", "CAC")) & frame["period"].map(rounds).isin(QUARTERS)
    return frame.loc[mine, COLUMNS]


@pytest.fixture
def desk(tmp_path) -> Desk:
    start = Stamp("2026-11-20T01:00:00.000000+00:00", SHELL.name, SHELL.role)
    store = create_store(f"sqlite:///{tmp_path / 'store.sqlite'}", b"k" * 32, Creation(start, False, ""), tmp_path / "anchor")
    return Desk(LI, store, CATALOGUE, date(2026, 11, 20))


def table(figures: pd.DataFrame) -> HistoryFile:
    return HistoryFile("历年数据.csv", figures.to_csv(index=False).encode())


def test_a_table_of_past_rounds_waits_for_another_person_and_then_counts(desk, figures):
    outcome = import_history(desk, [table(figures)], SOURCE)
    assert outcome.batch is not None and outcome.batch.rounds == QUARTERS
    assert load_accepted(desk.store).empty
    with pytest.raises(AccessRefused):
        vouch_for(desk, outcome.batch.id, "已核对")
    vouched = vouch_for(desk.for_actor(CHEN), outcome.batch.id, "已与原始报表逐项核对")
    assert (vouched.vouched_by, vouched.source) == (CHEN.name, SOURCE.source)
    counted = load_accepted(desk.store)
    assert len(counted) == len(figures)
    keys = ["indicator", "subject", "period", "breakdown"]
    both = counted.merge(figures, on=keys, suffixes=("", "_given"))
    assert (both["numerator"].fillna(-1) == both["numerator_given"].fillna(-1)).all()
    assert check_contents(desk.store) == ()


def test_its_figures_lead_back_to_the_row_of_the_table_and_are_not_late(desk, figures):
    batch = import_history(desk, [table(figures)], SOURCE).batch
    vouch_for(desk.for_actor(CHEN), batch.id, "已核对")
    counted = load_accepted(desk.store)
    lines = figures.reset_index(drop=True)
    for row in counted.sample(20, random_state=1).itertuples():
        line = lines.iloc[int(row.cell[1:]) - 2]
        assert (line["indicator"], line["subject"], line["period"]) == (row.indicator, row.subject, row.period)
        assert row.sheet == row.file == "历年数据.csv"
    assert set(counted["received"]) == {"2023-04-17", "2023-07-17", "2023-10-16", "2024-01-15"}
    assessment = read_assessment(desk, "2023-Q4").assessment
    assert any(verdict.score is not None for verdict in assessment.regions)


def test_one_wrong_row_stops_the_whole_batch_and_is_named(desk, figures):
    wrong = figures.copy()
    wrong.iloc[5, wrong.columns.get_loc("numerator")] = -3
    wrong.iloc[6, wrong.columns.get_loc("period")] = "2023-13"
    outcome = import_history(desk, [table(wrong)], SOURCE)
    found = {(problem.code, problem.cell) for _, problem in outcome.problems}
    assert {("negative", "E7"), ("table_period_unknown", "C8")} <= found
    assert outcome.batch is None and load_submissions(desk.store) == () and list_history(desk) == ()


def test_gaps_of_the_past_stay_missing_and_are_counted(desk, figures):
    whole = import_history(desk, [table(figures)], SOURCE)
    drop_history(desk, whole.batch.id, "重新整理")
    thinned = figures[~((figures["subject"] == "31") & figures["period"].isin(["2023-H1", "2023-05"]))]
    outcome = import_history(desk, [table(thinned)], SOURCE)
    assert outcome.batch is not None
    assert outcome.absent >= len(figures) - len(thinned) > 0
    assert {record.version for record in load_submissions(desk.store, states=("submitted",))} == {2}


def test_a_round_is_filled_once_and_a_source_is_named(desk, figures):
    with pytest.raises(Refused):
        import_history(desk, [table(figures)], HistoryOrder(" "))
    import_history(desk, [table(figures)], SOURCE)
    with pytest.raises(StaleVersion):
        import_history(desk, [table(figures)], SOURCE)
    assert len(list_history(desk)) == 1


def test_a_table_with_personal_data_is_refused_and_nothing_of_it_is_kept(desk, figures):
    named = figures.copy()
    named.iloc[0, named.columns.get_loc("note")] = "联系人手机13800138000"
    outcome = import_history(desk, [table(named)], SOURCE)
    assert {problem.code for _, problem in outcome.problems} == {"personal_data"}
    assert outcome.batch is None and all(problem.value is None for _, problem in outcome.problems)
    assert outcome.refused == {table(named).name}


def test_two_files_of_one_name_are_not_taken_together(desk, figures):
    with pytest.raises(Refused, match="history_same_name"):
        import_history(desk, [table(figures), table(figures.head(3))], SOURCE)
    assert list_history(desk) == ()


def test_liaisons_bring_in_no_past(desk, figures):
    with pytest.raises(AccessRefused):
        import_history(desk.for_actor(Actor("liaison-cac", Role.LIAISON, department="CAC")), [table(figures)], SOURCE)


def test_a_workbook_in_the_form_of_its_time_comes_in_and_what_it_never_asked_stays_missing(desk, figures):
    then = replace(CATALOGUE, indicators={code: item for code, item in CATALOGUE.indicators.items() if code != "A4-07"})
    order = TemplateOrder(
        then, "CPD", "2023-Q2", None, figures, True, date(2023, 7, 1), date(2023, 7, 17), {**SIGNERS, "signer_date": "2023-07-03"}
    )
    outcome = import_history(desk, [HistoryFile("旧版.xlsx", make_template(order, say_both))], SOURCE)
    assert [problem.code for _, problem in outcome.problems if problem.severity == "must_fix"] == []
    assert [problem.facts["count"] for _, problem in outcome.problems if problem.code == "template_earlier"] == [
        2
    ]  # its sheet and its national row
    assert outcome.batch is not None and outcome.batch.rounds == ("2023-Q2",) and outcome.batch.observations > 90
