"""How often proposals are confirmed, year by year, for the office: method.md decision 10 and the end of 1.11."""

from dataclasses import dataclass

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.services.desk import Desk, day_of
from indicators.model.verdict import Grade
from indicators.oversight.hit_rate import HitRate, ProposalFate, hit_rate
from indicators.store.assessments import load_publications
from indicators.store.decisions import DecisionRecord, load_decisions

GRADES = (Grade.CRITICISE, Grade.COMMEND)


@dataclass(frozen=True, slots=True)
class HitRateView:
    """One grade in one year. `untouched`: verdicts published in the year that propose it and on which no decision was opened."""

    rate: HitRate
    untouched: int


def read_hit_rates(desk: Desk, histories: pd.DataFrame) -> tuple[HitRateView, ...]:
    """The hit rates of this year and the one before, criticism first in each; `histories` as `read_score_histories` gives them.

    AccessRefused for all but the office.
    """
    require(desk.actor, Action.PROPOSE_DECISION, demo=desk.demo)
    records = load_decisions(desk.store)
    fates = [_fate(record) for record in records]
    least = desk.catalogue.number("hit_rate_least")
    left = _untouched(desk, histories, records)
    years = (desk.today.year, desk.today.year - 1)
    return tuple(HitRateView(hit_rate(fates, grade, year, least), left.count((grade, year))) for year in years for grade in GRADES)


def _fate(record: DecisionRecord) -> ProposalFate:
    return ProposalFate(Grade(record.grade), record.state, day_of(record.signed_at or record.proposed_at).year)


def _untouched(desk: Desk, histories: pd.DataFrame, records: tuple[DecisionRecord, ...]) -> list[tuple[Grade, int]]:
    """Grade and year of publication of every published proposal that nobody took up."""
    published: dict[str, int] = {}
    for edition in load_publications(desk.store):
        published.setdefault(edition.period, day_of(edition.at).year)
    taken = {(record.period, record.subject) for record in records}
    rows = zip(histories["period"], histories["subject"], histories["grade"], strict=True)
    return [(Grade(grade), published[period]) for period, subject, grade in rows if grade in GRADES and (period, subject) not in taken]
