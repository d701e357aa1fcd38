"""The published scores of everybody over the rounds, read in one go: what the history charts of all subjects are cut from."""

import json

import pandas as pd

from dashboard.services.assessments import list_periods
from dashboard.services.desk import Desk
from indicators.model.round import RoundState
from indicators.store.assessments import PublicationRecord, load_assessment_document, load_publications

COLUMNS = ("subject", "period", "grade", "score", "watch", "criticise", "commend")


def read_score_histories(desk: Desk) -> pd.DataFrame:
    """One row a subject and published quarter, oldest first; scores to one decimal (method.md 1.15), lines as they were in that quarter."""
    rows = [row for edition in reversed(_editions(desk)) for row in _rows(desk, edition)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"score": "float64"})


def history_version(desk: Desk) -> str:
    """What changes as soon as an edition is published."""
    return " ".join((str(desk.store.engine.url), *(edition.assessment for edition in _editions(desk))))


def _editions(desk: Desk) -> list[PublicationRecord]:
    """The edition that stands of every published quarter this actor may see, the latest quarter first."""
    seen = {view.code for view in list_periods(desk) if view.state == RoundState.PUBLISHED}
    standing: dict[str, PublicationRecord] = {}
    for edition in load_publications(desk.store):
        if edition.period in seen:
            standing.setdefault(edition.period, edition)
    return list(standing.values())


def _rows(desk: Desk, edition: PublicationRecord) -> list[tuple[object, ...]]:
    document = json.loads(load_assessment_document(desk.store, edition.assessment))
    lines = tuple(document["lines"][name] for name in ("watch", "criticise", "commend"))
    verdicts = (*document["regions"], *document["departments"])
    return [(verdict["subject"], edition.period, verdict["grade"], _rounded(verdict["score"]), *lines) for verdict in verdicts]


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)
