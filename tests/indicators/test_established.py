"""What inspections bring into an assessment, and what they do not: nobody is shielded, or held back, by one pair of hands or for ever."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.assessment.request import Audit, IntegrityFlag, VetoLevel
from indicators.catalogue.load import load_catalogue
from indicators.established import Established, drawn_for_audit, has_lapsed, load_established
from indicators.oversight.inspection import BreachKind, BreachLevel, InspectionState, Outcome
from indicators.oversight.inspection_record import DocumentReference, Ground, Inspection, Matter, inspection_part
from indicators.store.cases import CaseKind, NewCase, open_case
from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store
from indicators.store.transaction import Stamp, perform

CATALOGUE = load_catalogue()
STAMP = Stamp("2026-08-01T01:00:00+00:00", "reviewer-chen", "reviewer")
DOUBT = Inspection("41", Ground.COMPLAINT, Matter.FIGURES, "信访反映数字不实", "reviewer-chen", ("reviewer-lin",), "reviewer-chen")
AUDIT = replace(DOUBT, ground=Ground.RANDOM_AUDIT)
BREACH = replace(
    DOUBT,
    outcome=Outcome.BREACH,
    breach=BreachKind.CONCEALED,
    findings="台账与报表不符",
    document=DocumentReference("督〔2026〕7号", "核查报告", "2026-07-30"),
    level=BreachLevel.CRITICAL,
    settled_by="director-wu",
    settled_at="2026-08-01T01:00:00+00:00",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32, Creation(STAMP, demo=False), tmp_path / "anchor")
    yield made
    made.engine.dispose()


def keep(store: Store, about: Inspection, state: InspectionState, period: str = "2026-Q2") -> str:
    new = NewCase(CaseKind.INSPECTION, period, about.subject, state, (), None, inspection_part(about))
    return perform(store, open_case(STAMP, new)).id


def found(store: Store, period: str) -> Established:
    return load_established(store, CATALOGUE, period)


@pytest.mark.parametrize("state", [InspectionState.PLANNED, InspectionState.CANCELLED])
def test_an_inspection_that_has_not_begun_is_nothing(store: Store, state: InspectionState) -> None:
    keep(store, DOUBT, state)
    assert found(store, "2026-Q2") == Established((), (), ())


@pytest.mark.parametrize("state", [InspectionState.UNDER_WAY, InspectionState.REPORTED])
def test_an_open_doubt_holds_two_quarters_and_bars_praise_until_it_is_settled(store: Store, state: InspectionState) -> None:
    id = keep(store, DOUBT, state)
    flags = {period: found(store, period).flags for period in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q4")}
    assert flags["2026-Q1"] == ()
    assert flags["2026-Q2"] == flags["2026-Q3"] == (IntegrityFlag("41", id),)
    assert flags["2026-Q4"] == flags["2027-Q4"] == (IntegrityFlag("41", id, lapsed=True),)


def test_inspections_that_follow_one_another_do_not_shield_a_subject(store: Store) -> None:
    keep(store, replace(DOUBT, outcome=Outcome.NO_FINDING), InspectionState.SETTLED, "2026-Q1")
    for period in ("2026-Q2", "2026-Q3", "2026-Q4"):
        keep(store, DOUBT, InspectionState.UNDER_WAY, period)
    keep(store, replace(DOUBT, subject="44"), InspectionState.UNDER_WAY, "2026-Q4")
    held = {
        period: {flag.subject for flag in found(store, period).flags if not flag.lapsed}
        for period in ("2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    }
    assert held == {"2026-Q2": {"41"}, "2026-Q3": set(), "2026-Q4": {"44"}, "2027-Q1": {"44"}}


@given(starts=st.lists(st.integers(0, 12), max_size=8), hold=st.integers(1, 3))
def test_no_sequence_of_inspections_holds_a_subject_longer_than_the_rule(starts: list[int], hold: int) -> None:
    held = []
    for now in range(20):
        begun_by_now = [start for start in starts if start <= now]
        held.append(any(not has_lapsed(start, begun_by_now, now, hold) for start in begun_by_now))
    assert all(sum(held[first : first + 4]) <= hold for first in range(17))
    assert starts == [] or held[min(starts)]


def test_what_is_drawn_by_lot_or_about_conduct_doubts_no_figures(store: Store) -> None:
    keep(store, AUDIT, InspectionState.UNDER_WAY)
    keep(store, replace(DOUBT, matter=Matter.CONDUCT), InspectionState.REPORTED)
    assert found(store, "2026-Q2").flags == ()


@pytest.mark.parametrize(("outcome", "passed"), [(Outcome.NO_FINDING, True), (Outcome.RECTIFY, False), (Outcome.BREACH, False)])
def test_a_random_audit_counts_for_the_year_of_the_quarter_it_looked_at(store: Store, outcome: Outcome, passed: bool) -> None:
    keep(store, replace(AUDIT, outcome=outcome), InspectionState.SETTLED)
    assert found(store, "2026-Q3").audits == (Audit("41", 2026, passed),)
    assert found(store, "2026-Q1").audits == ()


def test_a_breach_counts_from_its_quarter_until_a_year_after_it_was_confirmed(store: Store) -> None:
    id = keep(store, BREACH, InspectionState.SETTLED, "2025-Q4")
    hit = {period: [veto.level for veto in found(store, period).vetoes] for period in ("2025-Q3", "2025-Q4", "2027-Q2", "2027-Q3")}
    assert hit == {"2025-Q3": [], "2025-Q4": [VetoLevel.CRITICAL], "2027-Q2": [VetoLevel.CRITICAL], "2027-Q3": []}
    assert found(store, "2026-Q3").vetoes[0].document == f"{id} 督〔2026〕7号 核查报告 2026-07-30"


@pytest.mark.parametrize(
    "about", [replace(BREACH, document=None), replace(BREACH, outcome=Outcome.RECTIFY), replace(BREACH, outcome=Outcome.NO_FINDING)]
)
def test_without_document_or_breach_there_is_no_veto(store: Store, about: Inspection) -> None:
    keep(store, about, InspectionState.SETTLED)
    assert found(store, "2026-Q2").vetoes == ()


def test_a_reported_breach_is_no_veto_before_another_person_has_settled_it(store: Store) -> None:
    keep(store, replace(BREACH, level=None, settled_by="", settled_at=""), InspectionState.REPORTED)
    assert found(store, "2026-Q2").vetoes == ()
    assert [flag.lapsed for flag in found(store, "2026-Q2").flags] == [False]


def test_who_is_audited_at_random_is_decided_by_the_seed_alone_and_everybody_is_as_likely() -> None:
    drawn = [drawn_for_audit(CATALOGUE, f"seed {number}") for number in range(2000)]
    assert drawn[7] == drawn_for_audit(CATALOGUE, "seed 7") != drawn[8]
    often = Counter(code for one in drawn for code in one)
    leads = {indicator.lead for indicator in CATALOGUE.indicators.values()}
    assert set(often) == {*CATALOGUE.regions, *leads} and all(len(set(one)) == CATALOGUE.number("audit_draw") for one in drawn)
    expected = 2000 * CATALOGUE.number("audit_draw") / len(often)
    assert max(abs(count - expected) for count in often.values()) < 5 * expected**0.5
